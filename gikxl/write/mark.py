"""The marked copy: the submitter's own workbook with what is wrong shown in its cells."""

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException

from gikxl.finding import CheckedFile
from gikxl.write import marking
from gikxl.write.marking import COLOURS, Said
from gikxl.write.results import write_results
from gikxl.write.workbook import Copy, anchor, copy_of, save

AUTHOR = "gikxl"


def write_marked(source: str, out: str, checked: CheckedFile) -> bool:
    """Write a copy of `source` to `out` with the findings marked in it.

    The cells are coloured and carry a note each, beside the notes that were there; the
    sheet 校验结果 lists all findings with links to their cells. True if the copy holds
    everything openpyxl keeps; False if it had to be made anew from the values (xls, et,
    ods). ValueError, in Chinese, if `out` cannot be such a copy.
    """
    copy = copy_of(source, out)
    _forget_earlier_marks(copy)
    findings = marking.ordered(checked.findings)
    cells = [[_locate(copy, cell) for cell in finding.cells] for finding in findings]
    firsts = [next(filter(None, found), None) for found in cells]
    title = write_results(copy, checked, findings, firsts)
    said: dict[tuple[str, str], tuple[Cell, list[Said]]] = {}
    for number, (finding, found) in enumerate(zip(findings, cells, strict=True), start=1):
        for cell, words in zip(found, marking.said(finding, number, title), strict=True):
            if cell is not None:
                place = (cell.parent.title, cell.coordinate)
                said.setdefault(place, (cell, []))[1].append(words)
    for cell, about in said.values():
        _mark(cell, about)
    save(copy, out)
    return not copy.rebuilt


def _locate(copy: Copy, cell: str) -> Cell | None:
    """The cell that a finding names as sheet!A1; None if the copy has no such cell."""
    name, _, address = cell.rpartition("!")
    try:
        letters, row = coordinate_from_string(address)
        return anchor(copy.sheets[name], row, column_index_from_string(letters))
    except (KeyError, ValueError, CellCoordinatesException):
        return None


def _mark(cell: Cell, said: Sequence[Said]) -> None:
    hue, text = marking.together(said)
    cell.fill = PatternFill("solid", fgColor=COLOURS[hue])
    if cell.comment is None:
        cell.comment = Comment(text, AUTHOR)
    else:
        cell.comment = Comment(f"{cell.comment.text}\n\n{text}", cell.comment.author)
    _fit(cell.comment)


def _forget_earlier_marks(copy: Copy) -> None:
    """Take out the notes and colours of an earlier marking; other notes keep their size."""
    ours = {"00" + colour for colour in COLOURS.values()}
    for sheet in copy.sheets.values():
        for cell in [cell for cell in sheet._cells.values() if cell.comment]:
            text, was_ours = marking.without_ours(cell.comment.text)
            if was_ours and cell.fill.fgColor.rgb in ours:
                cell.fill = PatternFill()
            if was_ours and not text.strip():
                cell.comment = None
            else:
                cell.comment = Comment(text, cell.comment.author)
                _fit(cell.comment)


def _fit(note: Comment) -> None:
    """Size a note to its text; openpyxl keeps no sizes, and its own cuts texts off."""
    note.width, note.height = marking.size(note.text)
