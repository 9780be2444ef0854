"""The marked copy: the submitter's own workbook with what is wrong shown in its cells."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gikxl.finding import CheckedFile
from gikxl.report import Place, column_number
from gikxl.write import marking, results
from gikxl.write.marking import COLOURS, Said
from gikxl.write.results import Before

if TYPE_CHECKING:
    from gikxl.write.patch.book import Book
    from gikxl.write.workbook import Copy

AUTHOR = "gikxl"
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


def write_marked(source: str, out: str, checked: CheckedFile) -> bool:
    """Write a copy of `source` to `out` with the findings marked in it.

    The cells are coloured and carry a note each, beside the notes that were there; the
    sheet 校验结果 lists all findings with links to their cells. Nothing else in the file
    changes. Marks of an earlier time are taken back first. False if the copy had to be
    made anew from the values (xls, et, ods). ValueError, in Chinese, if `out` cannot be
    such a copy.
    """
    from gikxl.write.workbook import write_copy

    return write_copy(source, out, lambda copy: _mark_all(copy, checked))


def _mark_all(copy: "Copy", checked: CheckedFile) -> None:
    from gikxl.write.patch.xml import Unpatchable

    book = copy.book
    if book.is_strict:
        raise Unpatchable("notes in a strict workbook")
    _take_earlier_marks_back(book)
    findings = marking.ordered(checked.findings)
    title = results.title(book)
    places = [[_locate(copy, cell, title) for cell in finding.cells] for finding in findings]
    said: dict[Place, list[Said]] = {}
    for number, (finding, found) in enumerate(zip(findings, places, strict=True), start=1):
        for place, words in zip(found, marking.said(finding, number, title), strict=True):
            if place is not None:
                said.setdefault(place, []).append(words)
    before = {place: _mark(book, place, about) for place, about in said.items()}
    firsts = [next(filter(None, found), None) for found in places]
    results.write_results(book, title, checked, findings, firsts, before)


def _locate(copy: "Copy", cell: str, results_sheet: str) -> Place | None:
    """The place in the copy that a finding names as sheet!A1; None if there is no such cell."""
    from gikxl.write.patch import merges

    name, _, address = cell.rpartition("!")
    found = _CELL.fullmatch(address)
    sheet = copy.sheet(name)
    if found is None or sheet is None or sheet.name == results_sheet:
        return None
    row, column = int(found[2]) - 1, column_number(found[1])
    if row > _LAST_ROW or column > _LAST_COLUMN:
        return None
    return Place(sheet.name, *merges.anchor(sheet, (row, column)))


def _mark(book: "Book", place: Place, said: Sequence[Said]) -> Before:
    """Colour a cell and say why in its note; how both looked before."""
    sheet, notes, at = book.sheet(place.sheet), book.notes(place.sheet), place[1:]
    hue, text = marking.together(said)
    style, note = sheet.style(at), ""
    sheet.set_style(at, book.styles.filled(style, COLOURS[hue]))
    own = notes.texts().get(at)
    if own is None:
        notes.add(at, text, AUTHOR, marking.size(text))
    elif not notes.is_thread(at):
        added = marking.APART + text
        note = notes.lengthen(at, added, marking.size(own + added))
    return Before(style, note)


def _take_earlier_marks_back(book: "Book") -> None:
    """Bring back how cells and notes looked before an earlier marking."""
    before = results.remembered(book)
    for name in book.names:
        places = {place for place in before if place.sheet == name}
        if book.has_notes(name):
            places |= _take_notes_back(book, name, before)
        for place in sorted(places):
            _take_colour_back(book, place, before.get(place))


def _take_notes_back(book: "Book", name: str, before: dict[Place, Before]) -> set[Place]:
    """Take our notes, and our parts of others' notes, out of a sheet; where they were."""
    notes, found = book.notes(name), set()
    for at, text in notes.texts().items():
        own, was_ours = marking.without_ours(text)
        if not was_ours or notes.is_thread(at):
            continue
        place = Place(name, *at)
        found.add(place)
        if own.strip():
            notes.shorten(at, len(own), before[place].note if place in before else "")
        else:
            notes.remove(at)
    return found


def _take_colour_back(book: "Book", place: Place, before: Before | None) -> None:
    sheet, at = book.sheet(place.sheet), place[1:]
    if book.styles.colour(sheet.style(at)) not in COLOURS.values():
        return
    style = book.styles.filled_as(sheet.style(at), before.style if before else None)
    sheet.set_style(at, style)
    sheet.drop_if_bare(at)
