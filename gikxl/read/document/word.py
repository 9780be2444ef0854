"""Word documents (.docx): paragraphs and tables in reading order.

Read are inserted text, the results of fields, the numbers that Word puts before
paragraphs, text boxes (after the paragraph they are anchored in). Not read are deleted
and hidden text, notes, headers and footers, the codes of fields, tables of contents.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikxl.read.document import BODY, Block, Paragraph
from gikxl.read.document.shown import raised, struck
from gikxl.read.document.spans import MOST_COLUMNS, Spanned, holds_form, lay_out, refuse_too_many
from gikxl.read.document.xml import parse
from gikxl.read.package import Package
from gikxl.report import Place

if TYPE_CHECKING:
    from lxml.etree import _Element

    from gikxl.read.document.numbering import Numbering

DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sdtPr", "instrText", "delText",
        "rt", "footnoteReference", "endnoteReference", "object",
    )
) | {_FALLBACK}  # fmt: skip
_TEXT_BOX = W + "txbxContent"
_NOTES = (W + "footnoteReference", W + "endnoteReference")
_SIGNS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_OFF = ("0", "false", "off", "none")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def open_word(package: Package) -> list[Block]:
    """The paragraphs and tables of a Word document.

    Raises gikxl.finding.Unreadable where a part is missing, damaged or too large.
    """
    from gikxl.read.document.numbering import Numbering

    content = package.read(DOCUMENT).replace(_STRICT, W.strip("{}").encode())
    return list(_Reader(Numbering(package)).blocks(parse(content)))


class _Reader:
    def __init__(self, numbering: "Numbering") -> None:
        self.numbering = numbering
        self.paragraphs = 0
        self.tables = 0
        self.cells = 0

    def blocks(self, parent: "_Element") -> Iterator[Block]:
        """What stands below an element, in reading order."""
        for element in parent:
            if element.tag == W + "p":
                yield from self.paragraph(element)
            elif element.tag == W + "tbl":
                yield from self.table(element)
            elif element.tag not in _SKIPPED:
                yield from self.blocks(element)

    def paragraph(self, element: "_Element") -> Iterator[Block]:
        """A paragraph, if it says anything, and the text boxes in it."""
        text = self.text(element)
        if text.strip() and not self.numbering.is_contents(element):
            yield Paragraph(text.strip(), Place(BODY, self.paragraphs, 0))
            self.paragraphs += 1
        for box in element.iter(_TEXT_BOX):
            if not _is_said_again(box):
                yield from self.blocks(box)

    def text(self, element: "_Element") -> str:
        """The text of a paragraph behind its automatic number."""
        text = "".join(_pieces(element)).replace("\xa0", " ")
        return self.numbering.next(element) + text if text.strip() else text

    def table(self, element: "_Element") -> Iterator[Block]:
        """A table; one that only puts things in their place is read as what stands in it."""
        rows = [
            (_number(row, "trPr", "gridBefore"), list(_below(row, "tc")))
            for row in _below(element, "tr")
            if row.find(f"{W}trPr/{W}del") is None
        ]
        cells = [cell for _, row in rows for cell in row]
        self.cells += len(cells)
        refuse_too_many(self.cells)
        nested = element.find(f".//{W}tc//{W}tbl") is not None
        if all(len(row) == 1 for _, row in rows) or (nested and not holds_form(map(_raw, cells))):
            yield from (block for cell in cells for block in self.blocks(cell))
            return
        self.tables += 1
        yield lay_out(f"表{self.tables}", list(self.spanned(rows)))

    def spanned(self, rows: "list[tuple[int, list[_Element]]]") -> Iterator[list[Spanned]]:
        """The cells of each row; one that goes on from above only makes that one longer."""
        starts = [_starts(before, cells) for before, cells in rows]
        for number, (before, cells) in enumerate(rows):
            row = [Spanned("")] * before
            for column, cell in zip(starts[number], cells, strict=True):
                width = _width(cell)
                if _goes_on(cell) and number and _above(rows, starts, number, column, width):
                    continue
                height = 1
                while _continued(rows, starts, number + height, column, width):
                    height += 1
                row.append(Spanned(self.cell(cell), height, width))
            yield row

    def cell(self, element: "_Element") -> str:
        """The text of a cell and of text boxes in it, each paragraph a line."""
        paragraphs = (p for p in element.iter(W + "p") if not _is_said_again(p))
        return "\n".join(map(self.text, paragraphs)).strip()


def _starts(before: int, cells: "list[_Element]") -> list[int]:
    """The column of the table's grid in which each cell of a row begins."""
    starts = []
    for cell in cells:
        starts.append(before)
        before += _width(cell)
    return starts


def _continued(
    rows: "list[tuple[int, list[_Element]]]",
    starts: list[list[int]],
    number: int,
    column: int,
    width: int,
) -> bool:
    """Whether in this row a cell of the same columns goes on from above."""
    if number >= len(rows) or column not in starts[number]:
        return False
    cell = rows[number][1][starts[number].index(column)]
    return _goes_on(cell) and _width(cell) == width


def _above(
    rows: "list[tuple[int, list[_Element]]]",
    starts: list[list[int]],
    number: int,
    column: int,
    width: int,
) -> bool:
    """Whether in the row above there is a cell of the same columns to go on from."""
    if column not in starts[number - 1]:
        return False
    return _width(rows[number - 1][1][starts[number - 1].index(column)]) == width


def _goes_on(cell: "_Element") -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _width(cell: "_Element") -> int:
    return max(1, _number(cell, "tcPr", "gridSpan"))


def _number(element: "_Element", properties: str, name: str) -> int:
    found = element.find(f"{W}{properties}/{W}{name}")
    value = found.get(W + "val", "") if found is not None else ""
    return min(int(value), MOST_COLUMNS) if value.isdecimal() and len(value) < 9 else 0


def _below(element: "_Element", name: str) -> "Iterator[_Element]":
    """The rows of a table or the cells of a row, whatever they are wrapped in."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _below(child, name)


def _raw(cell: "_Element") -> str:
    """The text of a cell as far as it is needed to recognise a label."""
    return "".join(cell.itertext(W + "t"))


def _pieces(element: "_Element") -> Iterator[str]:
    for child in element:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == W + "br":
            yield "" if child.get(W + "type") in ("page", "column") else "\n"
        elif child.tag == W + "r":
            yield _run(child)
        elif child.tag not in _SKIPPED and child.tag != _TEXT_BOX:
            yield from _pieces(child)


def _run(element: "_Element") -> str:
    """The text of a run; none of one that is hidden or the mark of a note by its author."""
    marks = (mark for note in _NOTES for mark in element.iterchildren(note))
    if _is_set(element, "vanish") or any(mark.get(W + "customMarkFollows") for mark in marks):
        return ""
    text = "".join(_pieces(element))
    align = element.find(f"{W}rPr/{W}vertAlign")
    if align is not None and align.get(W + "val") == "superscript":
        text = raised(text)
    return struck(text) if _is_set(element, "strike") or _is_set(element, "dstrike") else text


def _is_set(run: "_Element", name: str) -> bool:
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(W + "val", "1") not in _OFF


def _is_said_again(element: "_Element") -> bool:
    """Whether it is in what programs that do not know the part beside it show instead."""
    return any(parent.tag == _FALLBACK for parent in element.iterancestors())
