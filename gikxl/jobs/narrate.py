"""Write the narrative from the numbers into a copy of the workbook."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from gikxl.jobs.last_year import last_of
from gikxl.jobs.sources import read_named, refuse_overwriting
from gikxl.prose.narrate import narrate
from gikxl.report import Place, Report

if TYPE_CHECKING:
    from gikxl.prose.refresh import Renewed
    from gikxl.read.grid import Grid
    from gikxl.write.edit import Edit

DRAFT = "【草稿】"
"""Begins a draft that stands beside a clerk's own text: the next draft may replace it."""
_DRAFTED = "文字草稿"
_BESIDE = "已有文字，草稿写在旁边"
_RENEWED = "更新数字"


class Narrated(NamedTuple):
    """What was written where: `edits` cell by cell; `left`, in Chinese, is for a person."""

    out: str
    edits: "tuple[Edit, ...]"
    left: tuple[str, ...]
    complete: bool
    """False where the copy had to be made anew from the values (xls, et, ods)."""


def narrate_file(
    path: str,
    out: str | None = None,
    *,
    last: str | None = None,
    sentences: str | None = None,
    refresh: bool = False,
) -> Narrated:
    """Draft the texts of a report from its numbers, in a copy of its workbook.

    A blank text gets the draft; beside a clerk's own text it goes into the next column,
    or, with `refresh`, only the numbers in it are renewed. `sentences` is an office's own
    file of sentences. Raises Unreadable if a file cannot be read; ValueError, in Chinese,
    if the workbook has no place for texts, or a file is not what it should be.
    """
    from gikxl.write.edit import write_edits

    out = out or _beside(path)
    refuse_overwriting(out, path, last, sentences)
    report = read_named(path, only_workbooks=True)
    if report.texts is None or not report.places.keys() & report.texts.keys():
        raise ValueError(f"{path}：没有写文字的地方，请先用 gikxl import 转成年报模板")
    before = last_of(report, last)
    drafts = _drafts(report, before, sentences)
    edits: list[Edit] = []
    left: list[str] = []
    beside = _free_cells(path, report)
    for text in report.form.texts:
        own, place = report.texts.get(text.key, ""), report.places.get(text.key)
        if place is None:
            continue
        if not own.strip():
            edits += _drafted(place, drafts.get(text.key, ""))
        elif refresh:
            renewed = _renewed(report, text.key, own, before)
            edits += _renewals(place, own, renewed)
            left += [f"{place}：“{words}”" for words in renewed.left]
        elif own.strip() != drafts.get(text.key):
            edits += _put_beside(beside.get(text.key), drafts.get(text.key, ""))
    return Narrated(out, tuple(edits), tuple(left), write_edits(path, out, edits))


def told(narrated: Narrated) -> Iterator[str]:
    """What was written, line by line, in Chinese."""
    for edit in narrated.edits:
        yield f"{edit.place}：{edit.reason}"
    for words in narrated.left:
        yield f"请人工改写　{words}"
    yield f"共改动 {len(narrated.edits)} 个单元格，写入 {narrated.out}"
    if any("【请填写" in str(edit.value) for edit in narrated.edits):
        yield "草稿里有“【请填写：…】”的地方，请补上后再报送。"
    if not narrated.complete:
        yield "原文件不是 xlsx 格式，新文件只保留了数值，没有保留格式和公式。"


def _drafted(place: Place, draft: str) -> "Iterator[Edit]":
    from gikxl.write.edit import Edit

    if draft:
        yield Edit(place, draft, None, "", _DRAFTED)


def _put_beside(place: Place | None, draft: str) -> "Iterator[Edit]":
    from gikxl.write.edit import Edit

    if draft and place:
        yield Edit(place, f"{DRAFT}\n{draft}", None, "", _BESIDE)


def _renewed(report: Report, key: str, own: str, last: Report | None) -> "Renewed":
    from gikxl.prose.refresh import refresh

    return refresh(report, key, own, last)


def _renewals(place: Place, own: str, renewed: "Renewed") -> "Iterator[Edit]":
    """One edit of the cell; what changed in it is told number by number."""
    from gikxl.write.edit import Edit

    if renewed.renewals:
        told = "；".join(f"“{one.words}”：{one.before} → {one.after}" for one in renewed.renewals)
        yield Edit(place, renewed.text, None, own, f"{_RENEWED}：{told}")


def _drafts(report: Report, last: Report | None, sentences: str | None) -> dict[str, str]:
    try:
        return narrate(report, last, _own_sentences(sentences))
    except ValueError as error:
        raise ValueError(f"{sentences}：{error}") from None


def _own_sentences(path: str | None) -> str | None:
    if path is None:
        return None
    with open(path, "rb") as file:
        data = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("句式文件要存成 UTF-8 编码的文本文件")


def _free_cells(path: str, report: Report) -> dict[str, Place]:
    """For each text the next cell to its right that is blank or holds an earlier draft.

    In the template, whose next column counts characters, that is the column 草稿.
    """
    from gikxl.read.book import open_grids

    grids = {grid.sheet: grid for grid in open_grids(path)}
    free: dict[str, Place] = {}
    for key, place in report.places.items():
        grid = grids.get(place.sheet)
        column = place.column + 1
        while grid and not _is_free(grid, place._replace(column=column)):
            column += 1
        free[key] = place._replace(column=column)
    return free


def _is_free(grid: "Grid", place: Place) -> bool:
    row, column = place.row - grid.origin[0], place.column - grid.origin[1]
    for top, left, bottom, right in grid.merges:
        if top <= row <= bottom and left <= column <= right:
            return False
    cell = grid.cell(row, column)
    return cell in (None, "") or str(cell).startswith(DRAFT)


def _beside(path: str) -> str:
    from gikxl.write.workbook import suffix_for

    stem, _ = os.path.splitext(path)
    return f"{stem}-文字{suffix_for(path)}"
