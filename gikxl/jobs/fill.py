"""Fill a workbook: totals, zeros, last year's figures, repeated headers; into a copy."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from gikxl.jobs.last_year import last_of
from gikxl.jobs.sources import read_named, refuse_overwriting
from gikxl.read import headers_of
from gikxl.read.book import open_grids
from gikxl.report import Place

if TYPE_CHECKING:
    from gikxl.read.grid import Grid
    from gikxl.write.edit import Edit
    from gikxl.write.fill import Part

HEADER = "填充表头"


class Filled(NamedTuple):
    """The cells that were changed, and what the copy could not keep."""

    edits: "tuple[Edit, ...]"
    complete: bool
    """False where the copy had to be made anew from the values (xls, et, ods)."""


def fill_file(
    path: str,
    out: str,
    *,
    last: str | None = None,
    typed_totals: bool = False,
    headers: bool = False,
    parts: "Sequence[Part] | None" = None,
) -> Filled:
    """Write a copy of a workbook with what can be filled in without a person's judgement.

    See `gikxl.write.fill.fill_edits` for what is filled and what is left alone; without
    `parts`, all of it. With `headers` each label cell of the tables gets the text that it
    stands for. Raises Unreadable if a workbook cannot be read, ValueError, in Chinese, if
    `out` cannot be written or `last` is not last year's report of the same unit.
    """
    from gikxl.write.edit import write_edits
    from gikxl.write.fill import PARTS, fill_edits

    refuse_overwriting(out, last)
    report = read_named(path, with_blank_last=True, only_workbooks=True)
    edits = fill_edits(
        report,
        last_of(report, last),
        typed_totals=typed_totals,
        parts=PARTS if parts is None else parts,
    )
    if headers:
        edits += header_edits(open_grids(path))
    return Filled(tuple(edits), write_edits(path, out, edits))


def header_edits(grids: "Sequence[Grid]", at: Place | None = None) -> "list[Edit]":
    """The label cells that are blank or covered, with what they stand for.

    With a cell `at`, only of the table next to it on its sheet.
    """
    from gikxl.write.edit import Edit

    return [Edit(place, text, None, "", HEADER) for place, text in headers_of(grids, at)]


def change(edit: "Edit") -> str:
    """An edit of a number for the list of changes, in Chinese: 三、申请办理!J7：2 → 1　合计：…."""
    after = edit.value if edit.formula is None else f"{edit.value}（={edit.formula}）"
    return f"{edit.place}：{edit.before or '空白'} → {after}　{edit.reason}"
