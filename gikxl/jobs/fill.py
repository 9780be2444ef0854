"""Fill a workbook: totals, zeros, last year's figures, repeated headers; into a copy."""

from typing import TYPE_CHECKING, NamedTuple

from gikxl.jobs.last_year import last_of
from gikxl.jobs.sources import read_named, refuse_overwriting
from gikxl.read import read_headers

if TYPE_CHECKING:
    from gikxl.write.edit import Edit


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
) -> Filled:
    """Write a copy of a workbook with what can be filled in without a person's judgement.

    See `gikxl.write.fill.fill_edits` for what is filled and what is left alone. With
    `headers` each label cell of the tables gets the text that it stands for. Raises
    Unreadable if a workbook cannot be read, ValueError, in Chinese, if `out` cannot be
    written or `last` is not last year's report of the same unit.
    """
    from gikxl.write.edit import Edit, write_edits
    from gikxl.write.fill import fill_edits

    refuse_overwriting(out, last)
    report = read_named(path, with_blank_last=True, only_workbooks=True)
    edits = fill_edits(report, last_of(report, last), typed_totals=typed_totals)
    if headers:
        edits += [
            Edit(header.place, header.text, None, "", "填充表头") for header in read_headers(path)
        ]
    return Filled(tuple(edits), write_edits(path, out, edits))
