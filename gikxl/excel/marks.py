"""Findings shown in the cells of the open workbook, and taken out again.

What a cell looked like before is kept, one name for several cells of a sheet that had the
same colour: see kept.py.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from gikxl.excel import results
from gikxl.excel.areas import Box, address, box_of, corner, groups, holds, together
from gikxl.excel.kept import Kept, keep, kept
from gikxl.excel.merges import area_of
from gikxl.excel.native import Colour, add_note, change_note, fill_of, own_names, unprotected
from gikxl.excel.sheets import quiet
from gikxl.finding import CheckedFile
from gikxl.write import marking
from gikxl.write.marking import COLOURS, Said

if TYPE_CHECKING:
    from xlwings import Book, Note, Sheet

_PREFIX = "gikxl_fill_"
_NONE = "none"
_OURS = {tuple(bytes.fromhex(colour)) for colour in COLOURS.values()}

Merges = Mapping[str, Sequence[Box]]
"""The merged ranges of the sheets, by name."""


class Marked(NamedTuple):
    """The sheet that lists the findings, and the sheets whose password kept their cells as is."""

    results: str
    closed: tuple[str, ...]


class _OnSheet(NamedTuple):
    """What marks there are on a sheet: kept colours, notes with a part of ours, or the list."""

    sheet: "Sheet"
    kept: "list[Kept]"
    notes: "dict[Note, str]"
    is_results: bool


def mark(book: "Book", checked: CheckedFile, merges: Merges) -> Marked:
    """Colour the cells that findings are about, add a note to each, and list all on a sheet.

    Earlier marks are taken out first; a clerk's own notes stay, ours stands below. The
    sheet that shows keeps showing. ValueError, in Chinese, if no sheet can be added.
    """
    results.refuse_protected(book)
    findings = marking.ordered(checked.findings)
    with quiet(book):
        shown = book.sheets.active.name
        closed = _forget(book, _survey(book))
        sheets = {sheet.name: sheet for sheet in book.sheets}
        title = results.title_for(sheets)
        about: dict[str, dict[Box, list[Said]]] = {}
        for number, finding in enumerate(findings, start=1):
            for cell, words in zip(
                finding.cells, marking.said(finding, number, title), strict=True
            ):
                name, _, at = cell.rpartition("!")
                if name in sheets:
                    area = _area(box_of(at), merges.get(name, ()))
                    about.setdefault(name, {}).setdefault(area, []).append(words)
        results.write(book, title, checked, findings)
        for name, cells in about.items():
            with _opened(sheets[name], closed) as may_write:
                if may_write:
                    _mark(sheets[name], cells)
        (sheets[shown] if shown in sheets else book.sheets[title]).activate()
    return Marked(title, tuple(dict.fromkeys(closed)))


def clear(book: "Book") -> tuple[str, ...] | None:
    """Take out all marks; the names of the sheets whose password keeps theirs.

    None if there are no marks.
    """
    with quiet(book):
        found = _survey(book)
        return tuple(_forget(book, found)) if found else None


@contextmanager
def _opened(sheet: "Sheet", closed: list[str]) -> Iterator[bool]:
    """Lift a sheet's protection for a while; False, and its name in `closed`, if it cannot be."""
    with ExitStack() as stack:
        try:
            stack.enter_context(unprotected(sheet))
        except ValueError:
            closed.append(sheet.name)
            yield False
        else:
            yield True


def _area(cell: Box, merges: Iterable[Box]) -> Box:
    """The merged range that a cell is in, or the cell."""
    return next((area for area in merges if holds(area, cell[:2])), cell)


def _mark(sheet: "Sheet", cells: Mapping[Box, Sequence[Said]]) -> None:
    """Colour and annotate cells of one sheet; in a merged range, the one that shows."""
    before: dict[Colour, list[Box]] = {}
    after: dict[str, list[Box]] = {}
    for area, words in cells.items():
        before.setdefault(_fill(sheet, area), []).append(area)
        after.setdefault(COLOURS[marking.together(words)[0]], []).append(area)
    for was, areas in before.items():
        keep(sheet, _PREFIX, _NONE if was is None else bytes(was).hex().upper(), areas)
    for now, areas in after.items():
        _paint(sheet, areas, "#" + now)
    others = {box_of(note.location.address): note for note in sheet.notes}
    for area, words in cells.items():
        text, note = marking.together(words)[1], others.get(corner(area))
        if note is None:
            add_note(sheet.range(address(corner(area))), text, *marking.size(text))
        else:
            text = f"{note.text}\n\n{text}"
            change_note(note, text, *marking.size(text))


def _fill(sheet: "Sheet", area: Box) -> Colour:
    return fill_of(sheet.range(address(corner(area))))


def _paint(sheet: "Sheet", areas: Iterable[Box], colour: "Colour | str") -> None:
    for some in groups(areas):
        together(sheet, some).color = colour


def _survey(book: "Book") -> list[_OnSheet]:
    """The sheets that have marks, and which."""
    found = []
    for sheet in book.sheets:
        names = own_names(sheet)
        notes = {note: text for note in sheet.notes if marking.BEGIN in (text := note.text)}
        on_sheet = _OnSheet(sheet, list(kept(sheet, names, _PREFIX)), notes, marking.OURS in names)
        if any(on_sheet[1:]):
            found.append(on_sheet)
    return found


def _forget(book: "Book", found: Sequence[_OnSheet]) -> list[str]:
    """Take out all marks that can be; the names of the sheets that have a password."""
    closed: list[str] = []
    for marked in found:
        if marked.is_results or not (marked.kept or marked.notes):
            continue
        with _opened(marked.sheet, closed) as may_write:
            if may_write:
                _restore(marked)
    results.remove(book, [marked.sheet for marked in found if marked.is_results])
    return closed


def _restore(marked: _OnSheet) -> None:
    """Give cells their colours back, unless somebody changed them since, and take notes out."""
    before = {area: _colour(one.was) for one in marked.kept for area in one.cells}
    colours: dict[Colour, list[Box]] = {}
    for area in dict.fromkeys([*before, *_noted(marked, before)]):
        if _fill(marked.sheet, area) in _OURS:
            colours.setdefault(before.get(area), []).append(area)
    for colour, same in colours.items():
        _paint(marked.sheet, same, colour)
    for note, text in marked.notes.items():
        own, _ = marking.without_ours(text)
        if own:
            change_note(note, own, *marking.size(own))
        else:
            note.delete()
    for one in marked.kept:
        one.name.delete()


def _colour(was: str) -> Colour:
    return None if was == _NONE else (int(was[:2], 16), int(was[2:4], 16), int(was[4:], 16))


def _noted(marked: _OnSheet, known: Iterable[Box]) -> Iterator[Box]:
    """Where our notes are, in merged ranges too: those of a marked copy are not kept."""
    corners = {corner(area): area for area in known}
    for note in marked.notes:
        cell = box_of(note.location.address)
        yield corners.get(cell) or area_of(marked.sheet, cell[:2]) or cell
