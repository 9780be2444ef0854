"""Findings shown in the cells of the open workbook, and taken out again.

What a cell looked like before is kept in hidden names, one for several cells of a sheet
that had the same colour: names move with their cells when rows come and go, and a saved
file still has them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from gikxl.excel import results
from gikxl.excel.native import fit_note, hide, unprotected
from gikxl.excel.sheets import quiet
from gikxl.finding import CheckedFile
from gikxl.write import marking
from gikxl.write.marking import COLOURS, Said

if TYPE_CHECKING:
    from xlwings import Book, Name, Note, Sheet

_PREFIX = "gikxl_fill_"
_NONE = "none"
_MOST_CHARACTERS = 240
"""Excel takes no longer list of cells at a time."""
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,=]+))!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)")
_OURS = {tuple(bytes.fromhex(colour)) for colour in COLOURS.values()}

Colour = tuple[int, int, int] | None


class Marked(NamedTuple):
    """The sheet that lists the findings, and the sheets whose password kept their cells as is."""

    results: str
    closed: tuple[str, ...]


def mark(book: "Book", checked: CheckedFile) -> Marked:
    """Colour the cells that findings are about, add a note to each, and list all on a sheet.

    Earlier marks are taken out first; a clerk's own notes stay, ours stands below. The
    sheet that shows keeps showing. ValueError, in Chinese, if no sheet can be added.
    """
    results.refuse_protected(book)
    findings = marking.ordered(checked.findings)
    with quiet(book):
        shown = book.sheets.active.name
        closed = _forget(book)
        sheets = {sheet.name: sheet for sheet in book.sheets}
        title = results.title_for(sheets)
        about: dict[str, dict[str, list[Said]]] = {}
        for number, finding in enumerate(findings, start=1):
            for cell, words in zip(
                finding.cells, marking.said(finding, number, title), strict=True
            ):
                name, _, address = cell.rpartition("!")
                if name in sheets:
                    about.setdefault(name, {}).setdefault(address, []).append(words)
        results.write(book, title, checked, findings)
        for name, cells in about.items():
            with _opened(sheets[name], closed) as may_write:
                if may_write:
                    _mark(book, sheets[name], cells)
        (sheets[shown] if shown in sheets else book.sheets[title]).activate()
    return Marked(title, tuple(dict.fromkeys(closed)))


def clear(book: "Book") -> tuple[str, ...]:
    """Take out all marks; the names of the sheets whose password keeps theirs."""
    with quiet(book):
        return tuple(_forget(book))


def is_marked(book: "Book") -> bool:
    """Whether there is anything to take out."""
    return (
        any(results.is_ours(sheet) for sheet in book.sheets)
        or any(_own_name(name).startswith(_PREFIX) for name in book.names)
        or any(_notes(sheet) for sheet in book.sheets)
    )


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


def _mark(book: "Book", sheet: "Sheet", cells: Mapping[str, Sequence[Said]]) -> None:
    """Colour and annotate the cells of one sheet; in a merged range, the one that shows."""
    about: dict[str, list[Said]] = {}
    for cell, words in cells.items():
        about.setdefault(sheet.range(cell).merge_area.address, []).extend(words)
    before: dict[Colour, list[str]] = {}
    after: dict[str, list[str]] = {}
    for area, words in about.items():
        hue, _ = marking.together(words)
        before.setdefault(sheet.range(area).color, []).append(area)
        after.setdefault(COLOURS[hue], []).append(area)
    for was, areas in before.items():
        _keep(book, sheet, was, areas)
    for now, areas in after.items():
        _paint(sheet, areas, "#" + now)
    for area, words in about.items():
        _annotate(sheet, area, marking.together(words)[1])


def _annotate(sheet: "Sheet", area: str, text: str) -> None:
    cell = sheet.range(area.partition(":")[0])
    note = cell.note
    if note is None:
        note = cell.add_note(text)
    else:
        text = f"{note.text}\n\n{text}"
        note.text = text
    fit_note(note, *marking.size(text))


def _paint(sheet: "Sheet", areas: Iterable[str], colour: "Colour | str") -> None:
    for some in _in_pieces(area.replace("$", "") for area in areas):
        sheet.range(",".join(some)).color = colour


def _in_pieces(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in lists that Excel takes."""
    some: list[str] = []
    for text in texts:
        if some and sum(map(len, some)) + len(some) + len(text) > _MOST_CHARACTERS:
            yield some
            some = []
        some.append(text)
    if some:
        yield some


def _keep(book: "Book", sheet: "Sheet", colour: Colour, areas: Iterable[str]) -> None:
    """Remember the colour that cells had."""
    doubled = sheet.name.replace("'", "''")
    was = _NONE if colour is None else bytes(colour).hex().upper()
    taken = {_own_name(name) for name in book.names}
    number = 0
    for some in _in_pieces(f"'{doubled}'!{area}" for area in areas):
        while (name := f"{_PREFIX}{was}_{(number := number + 1)}") in taken:
            pass
        hide(book.names.add(name, "=" + ",".join(some)))


def _own_name(name: "Name") -> str:
    return name.name.rpartition("!")[2]


def _forget(book: "Book") -> list[str]:
    """Take out all marks that can be; the names of the sheets that have a password."""
    closed: list[str] = []
    names = [name for name in book.names if _own_name(name).startswith(_PREFIX)]
    before = _before(names)
    for sheet in book.sheets:
        notes = _notes(sheet)
        if not notes and sheet.name not in before:
            continue
        with _opened(sheet, closed) as may_write:
            if may_write:
                _restore(sheet, before.get(sheet.name, {}), notes)
    for name in names:
        if not set(closed).intersection(_before([name])):
            name.delete()
    results.remove(book)
    return closed


def _before(names: "Iterable[Name]") -> dict[str, dict[str, Colour]]:
    """By sheet, the cells that were coloured and their colours before; deleted ones are gone."""
    before: dict[str, dict[str, Colour]] = {}
    for name in names:
        was = _own_name(name).split("_")[-2]
        colour = None if was == _NONE else (int(was[:2], 16), int(was[2:4], 16), int(was[4:], 16))
        for quoted, plain, area in _REFERENCE.findall(name.refers_to or ""):
            sheet = quoted.replace("''", "'") or plain
            before.setdefault(sheet, {})[area] = colour
    return before


def _notes(sheet: "Sheet") -> "list[Note]":
    """The notes that hold a part of ours."""
    return [note for note in sheet.notes if marking.BEGIN in note.text]


def _restore(sheet: "Sheet", before: Mapping[str, Colour], notes: "Sequence[Note]") -> None:
    """Give cells their colours back, unless somebody changed them since, and take notes out."""
    areas = dict.fromkeys(note.location.merge_area.address for note in notes)
    colours: dict[Colour, list[str]] = {}
    for area in dict.fromkeys([*before, *areas]):
        if sheet.range(area).color in _OURS:
            colours.setdefault(before.get(area), []).append(area)
    for colour, same in colours.items():
        _paint(sheet, same, colour)
    for note in notes:
        own, _ = marking.without_ours(note.text)
        if own:
            note.text = own
            fit_note(note, *marking.size(own))
        else:
            note.delete()
