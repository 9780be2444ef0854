"""Whose report it is, for which year, and its texts: what a workbook says beside the tables."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from gikxl.form import EDITIONS, load
from gikxl.read.grid import Cell, Grid
from gikxl.read.labels import find_label, squeeze
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
    "联系电话": "phone",
}
_IN_TITLE = "报"
_TITLE = re.compile(
    r"(?P<unit>.{0,60}?)(?P<year>[2２][0０]\d\d)年度?政府信息公开(?:工作)?年度?报告?"
)
_YEAR = re.compile(r"(?<!\d)([2２][0０]\d\d)(?!\d)")
_LONGEST_LABEL = 80


class Details(NamedTuple):
    """What was found; `places` says where, by the name of the detail or the key of the text.

    `texts` is None where the workbook has no place for texts beside their labels.
    """

    title: str
    unit: str | None
    year: int | None
    level: str | None
    contact: str | None
    phone: str | None
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
    titles = [match for text in (found.get("title", ""), stem) if (match := _title(text))]
    unit = found.get("unit") or next((m["unit"] for m in titles if m["unit"]), None)
    named = _year(found.get("year", "")) or next((int(m["year"]) for m in titles), None)
    return Details(
        found.get("title", ""),
        unit,
        named or _year(stem),
        found.get("level") or None,
        found.get("contact") or None,
        found.get("phone") or None,
        texts if any(texts.values()) or _expected_texts() <= texts.keys() else None,
        places,
    )


def _labelled(grids: Iterable[Grid]) -> Iterator[tuple[str, str, Place]]:
    """Every labelled text of a workbook: its name, the text, and where the text stands."""
    for grid in grids:
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and 0 < len(cell) <= _LONGEST_LABEL:
                    name = _name(cell)
                    if name == "title":
                        yield "title", "".join(cell.split()), grid.place(row, column)
                    elif name:
                        text, place = _said(grid, row, column, name)
                        yield name, text, place
                    elif "：" in cell or ":" in cell:
                        for name, text in _inline(cell):
                            yield name, text, grid.place(row, column)


@lru_cache(maxsize=8192)
def _name(text: str) -> str | None:
    """What a text is the label of; the title is its own."""
    if _title(text):
        return "title"
    key = squeeze(text)
    return _ASKED.get(key) or _text_labels().get(key)


@cache
def _text_labels() -> dict[str, str]:
    """The labels of the sections in words and of their aspects, which all editions share."""
    labels: dict[str, str] = {}
    for text in load().texts:
        variants = () if text.is_aspect or text.section.note else text.section.variants
        labels.update((squeeze(label), text.key) for label in (text.label, *variants))
    return labels


@cache
def _expected_texts() -> frozenset[str]:
    """The places for words that every workbook with places for words has."""
    return frozenset(text.key for text in load().texts if not text.may_be_absent)


def _title(text: str) -> re.Match[str] | None:
    """The title of a report with its unit and year, over however many lines it is written.

    A sentence that speaks of the report is no title.
    """
    if _IN_TITLE not in text or "。" in text:
        return None
    return _TITLE.search("".join(text.split()))


@lru_cache(maxsize=1024)
def _inline(text: str) -> tuple[tuple[str, str], ...]:
    """The details that one cell names and says: 填报单位（盖章）：某某局　年度：2024."""
    parts = text.replace(":", "：").split("：")
    said = [part.partition("：")[::2] for part in "：".join(map(str.strip, parts)).split()]
    named = [(_ASKED.get(squeeze(label.partition("（")[0])), text) for label, text in said]
    return tuple((name, text) for name, text in named if name and text)


def _said(grid: Grid, row: int, column: int, name: str) -> tuple[str, Place]:
    """What is said to the right of a label, or in case of a text below it, and where.

    A detail stands in the next cell; a text may have one blank cell before it, where
    the label of an aspect would stand.
    """
    merged = (m for m in grid.merges if m[0] == row and m[1] == column)
    _, _, bottom, right = next(merged, (row, column, row, column))
    if name in _ASKED.values():
        text = _as_text(grid.cell(row, right + 1))
        # The neighbour may be the next label, with what it asks for: 报告年度：2023.
        is_label = _name(text.replace(":", "：").partition("：")[0])
        return ("" if is_label else text), grid.place(row, right + 1)
    for at in ((row, right + 1), (row, right + 2), (bottom + 1, column)):
        cell = grid.cell(*at)
        if isinstance(cell, str) and cell.strip():
            if not _is_label(cell):
                return cell.strip(), grid.place(*at)
            break
    stands_alone = any(text.key == name and not text.is_aspect for text in load().texts)
    return "", grid.place(row, right + 2 if stands_alone else right + 1)


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and bool(_name(text) or find_label(EDITIONS[0], text))


def _as_text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None
