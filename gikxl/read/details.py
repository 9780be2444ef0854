"""Whose report it is, for which year, and its texts: what a workbook says beside the tables."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from gikxl.form import load
from gikxl.read.grid import Cell, Grid
from gikxl.read.labels import squeeze
from gikxl.report import Place

_ASKED = {
    "单位名称": "unit",
    "填报单位": "unit",
    "报送单位": "unit",
    "机关名称": "unit",
    "报告年度": "year",
    "年度": "year",
    "上年年度": "year",
    "单位级别": "level",
    "级别": "level",
    "联系人": "contact",
}
_TITLE = re.compile(
    r"(?P<unit>.{0,40}?)\s*(?P<year>20\d\d)\s*年度?\s*政府信息公开(?:工作)?年度?报告"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_LONGEST_LABEL = 40


class Details(NamedTuple):
    """What was found; `places` says where, by the name of the detail or the key of the text."""

    title: str
    unit: str | None
    year: int | None
    level: str | None
    contact: str | None
    texts: dict[str, str] | None
    places: dict[str, Place]


def read_details(grids: Sequence[Grid], path: str = "") -> Details:
    """Read unit, year, level, contact and texts by their labels.

    Where no cell is labelled with them, unit and year are taken from the title
    (…2025年政府信息公开工作年度报告), then from the file's name.
    """
    found: dict[str, str] = {}
    places: dict[str, Place] = {}
    texts: dict[str, str] = {}
    for name, text, place in _labelled(grids):
        target = found if name in _ASKED.values() or name == "title" else texts
        if not target.get(name) and (text or name not in places):
            target[name] = text
            places[name] = place
    stem = os.path.splitext(os.path.basename(path))[0]
    titles = [match for text in (found.get("title", ""), stem) if (match := _TITLE.search(text))]
    unit = found.get("unit") or next((m["unit"].strip() for m in titles if m["unit"].strip()), None)
    year = _year(found.get("year", "")) or next((int(m["year"]) for m in titles), _year(stem))
    return Details(
        found.get("title", ""),
        unit,
        year,
        found.get("level") or None,
        found.get("contact") or None,
        texts or None,
        places,
    )


def _labelled(grids: Iterable[Grid]) -> Iterator[tuple[str, str, Place]]:
    """Every labelled text of a workbook: its name, the text, and where the text stands."""
    for grid in grids:
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if not isinstance(cell, str) or not cell or len(cell) > _LONGEST_LABEL:
                    continue
                if _TITLE.search(cell):
                    yield "title", cell.strip(), grid.place(row, column)
                key = squeeze(cell)
                name = _ASKED.get(key) or _text_labels().get(key)
                if name:
                    text, at = _beside(grid, row, column, name)
                    yield name, text, grid.place(row, at)


@cache
def _text_labels() -> dict[str, str]:
    """The labels of the sections in words and of their aspects, which all editions share."""
    labels = {}
    form = load()
    tables = {table.key for table in form.tables}
    for section in form.sections:
        if section.key not in tables:
            for label in (section.label, *section.variants):
                labels[squeeze(label)] = section.key
            labels.update((squeeze(label), key) for key, label in section.aspects)
    return labels


def _beside(grid: Grid, row: int, column: int, name: str) -> tuple[str, int]:
    """What stands to the right of a label, and in which column.

    A detail stands in the next cell; a text may have one blank cell before it, where
    the label of an aspect would stand.
    """
    first = 1 + next((r for t, c, _, r in grid.merges if (t, c) == (row, column)), column)
    cells = grid.rows[row]
    if name in _ASKED.values():
        text = _as_text(cells[first]) if first < len(cells) else ""
        return ("" if squeeze(text) in _ASKED else text), first
    for at in range(first, min(first + 2, len(cells))):
        cell = cells[at]
        if isinstance(cell, str) and cell.strip():
            return cell.strip(), at
    return "", first


def _as_text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None
