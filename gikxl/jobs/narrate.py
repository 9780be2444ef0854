"""Write the narrative from the numbers into a copy of the workbook."""

import os
from collections.abc import Iterator, Sequence
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
GAPS = "草稿里有“【请填写：…】”的地方，请补上后再报送。"
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
    from gikxl.read.book import open_grids
    from gikxl.write.edit import write_edits

    out = out or _beside(path)
    refuse_overwriting(out, path, last, sentences)
    report = read_named(path, only_workbooks=True)
    _refuse_without_texts(report, path)
    before = last_of(report, last)
    drafted = narrate_edits(
        report, open_grids(path), before, _own_sentences(sentences), refresh=refresh
    )
    return Narrated(out, *drafted, write_edits(path, out, drafted.edits))


class Drafted(NamedTuple):
    """What is to be written where, and what a person has to rewrite, in Chinese."""

    edits: "tuple[Edit, ...]"
    left: tuple[str, ...]


def narrate_edits(
    report: Report,
    grids: "Sequence[Grid]",
    last: Report | None = None,
    sentences: "Sentences | None" = None,
    *,
    refresh: bool = False,
) -> Drafted:
    """Say which cells get which draft; `grids` are the sheets that the report was read from.

    Raises ValueError, in Chinese, if they have no place for texts or the sentences have a
    mistake.
    """
    _refuse_without_texts(report, report.source)
    texts = report.texts or {}
    drafts = _drafts(report, last, sentences)
    edits: list[Edit] = []
    left: list[str] = []
    beside = _free_cells(grids, report)
    for text in report.form.texts:
        own, place = texts.get(text.key, ""), report.places.get(text.key)
        if place is None:
            continue
        if not own.strip():
            edits += _drafted(place, drafts.get(text.key, ""))
        elif refresh:
            renewed = _renewed(report, text.key, own, last)
            edits += _renewals(place, own, renewed)
            left += [f"{place}：“{words}”" for words in renewed.left]
        elif own.strip() != drafts.get(text.key):
            edits += _put_beside(beside.get(text.key), drafts.get(text.key, ""))
    return Drafted(tuple(edits), tuple(left))


def _refuse_without_texts(report: Report, path: str) -> None:
    if report.texts is None or not report.places.keys() & report.texts.keys():
        which = f"{path}：" if path else ""
        raise ValueError(f"{which}没有写文字的地方，请先用 gikxl import 转成年报模板")


def told(narrated: Narrated) -> Iterator[str]:
    """What was written, line by line, in Chinese."""
    yield from changes(narrated)
    yield f"共改动 {len(narrated.edits)} 个单元格，写入 {narrated.out}"
    if has_gaps(narrated):
        yield GAPS
    if not narrated.complete:
        yield "原文件不是 xlsx，或者写法不寻常，不能逐格改动：新文件只有数值，没有格式和公式。"


def changes(drafted: "Drafted | Narrated") -> Iterator[str]:
    """What changes cell by cell, and what is left to a person, in Chinese."""
    for edit in drafted.edits:
        yield f"{edit.place}：{edit.reason}"
    for words in drafted.left:
        yield f"请人工改写　{words}"


def has_gaps(drafted: "Drafted | Narrated") -> bool:
    """Whether something only the clerk knows is missing in what was drafted."""
    return any("【请填写" in str(edit.value) for edit in drafted.edits)


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


def _drafts(report: Report, last: Report | None, sentences: "Sentences | None") -> dict[str, str]:
    if sentences is None:
        return narrate(report, last)
    try:
        return narrate(report, last, sentences.text)
    except ValueError as error:
        raise ValueError(f"{sentences.path}：{error}") from None


class Sentences(NamedTuple):
    """An office's own file of sentences."""

    path: str
    text: str


def _own_sentences(path: str | None) -> Sentences | None:
    if path is None:
        return None
    with open(path, "rb") as file:
        data = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return Sentences(path, data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise ValueError(f"{path}：句式文件要存成 UTF-8 编码的文本文件")


def _free_cells(sheets: "Sequence[Grid]", report: Report) -> dict[str, Place]:
    """For each text the next cell to its right that is blank or holds an earlier draft.

    In the template, whose next column counts characters, that is the column 草稿.
    """
    grids = {grid.sheet: grid for grid in sheets}
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
