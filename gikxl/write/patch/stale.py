"""Results of formulas that are no longer true once other cells have changed."""

from collections.abc import Iterator, Mapping
from itertools import compress
from operator import not_
from typing import NamedTuple

from gikxl.write.patch.book import Book
from gikxl.write.patch.cells import Sheet
from gikxl.write.patch.formulas import Area, Names, OffSheet, Reads, reads, shifted
from gikxl.write.patch.places import At
from gikxl.write.patch.xml import child

Cells = Mapping[str, set[At]]
"""Cells by the name of their sheet."""


class _Formula(NamedTuple):
    sheet: str
    at: At
    reads: Reads
    fills: tuple[At, ...]
    """The cells that hold its result: its own, or those of an array."""


def drop_stale_results(book: Book) -> None:
    """Take the stored results away that depend on a changed value; Excel computes them again.

    A formula that may refer to anything, such as INDIRECT, depends on every change.
    """
    changed = book.meant()
    if not changed:
        return
    new: Cells = {sheet: set(cells) for sheet, cells in changed.items()}
    waiting = [
        formula for formula in _formulas(book) if formula.at not in changed.get(formula.sheet, ())
    ]
    while new:
        is_hit = [_is_hit(formula.reads, formula.sheet, new) for formula in waiting]
        new = _dropped(book, list(compress(waiting, is_hit)))
        waiting = list(compress(waiting, map(not_, is_hit)))


def _dropped(book: Book, formulas: list[_Formula]) -> dict[str, set[At]]:
    """Drop the results of these formulas; where they stood."""
    gone: dict[str, set[At]] = {}
    for formula in formulas:
        for at in formula.fills:
            book.sheet(formula.sheet).drop_result(at)
            gone.setdefault(formula.sheet, set()).add(at)
    return gone


def _formulas(book: Book) -> Iterator[_Formula]:
    names = book.defined()
    for name in book.names:
        content = book.package.read(book.tabs[name].part)
        if name in book.open_sheets or b"<f" in content or b":f" in content:
            yield from _formulas_of(book.sheet(name), names)


def _formulas_of(sheet: Sheet, names: Names) -> Iterator[_Formula]:
    masters: dict[str, tuple[str, At]] = {}
    for at, cell in sorted(sheet.cells(), key=lambda item: item[0]):
        formula = child(cell, "f")
        if formula is None:
            continue
        text, key = formula.text or "", formula.get("si", "")
        if formula.get("t") == "shared":
            if text:
                masters[key] = text, at
            elif key in masters:
                text = _shared(*masters[key], at)
        found = reads(text, names) if text else None
        yield _Formula(sheet.name, at, found, _fills(sheet, at))


def _shared(text: str, master: At, at: At) -> str:
    try:
        return shifted(text, at[0] - master[0], at[1] - master[1])
    except OffSheet:
        return ""


def _fills(sheet: Sheet, at: At) -> tuple[At, ...]:
    if at not in sheet.blocks:
        return (at,)
    top, left, bottom, right = sheet.blocks[at][1]
    inside = [
        other
        for other, _ in sheet.cells()
        if top <= other[0] <= bottom and left <= other[1] <= right
    ]
    return (at, *inside)


def _is_hit(areas: Reads, home: str, changed: Cells) -> bool:
    return areas is None or any(_touches(one, changed.get(one.sheet or home, ())) for one in areas)


def _touches(one: Area, cells: "set[At] | tuple[()]") -> bool:
    return any(
        one.top <= row <= one.bottom and one.left <= column <= one.right for row, column in cells
    )
