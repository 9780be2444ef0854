"""Any workbook into a Report: open it, find the tables by their labels, read what is around."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gikxl.form import EDITIONS, load
from gikxl.read import refusal
from gikxl.read.book import open_grids
from gikxl.read.details import read_details
from gikxl.read.grid import Cell, Grid
from gikxl.read.number import read_number
from gikxl.read.tables import Found, read_tables
from gikxl.report import Remark, Report

if TYPE_CHECKING:
    from gikxl.read.headers import HeaderText

__all__ = ["read", "read_grids", "read_headers"]

_LAST_YEAR = ("上年", "去年", "上一年")
_FIRST_YEAR, _NO_YEAR = 2000, 2100
_SHORT = 12


def read(path: str, *, with_blank_last: bool = False) -> Report:
    """Read a workbook (xlsx, xlsm, xls, et, ods) as a report.

    A sheet for last year's figures that nobody filled in is passed over, unless it is
    wanted to be filled. Its year, where it has none, is then not taken to be the year before.

    Raises gikxl.finding.Unreadable, with a permanent code and a Chinese answer, for
    anything that is no workbook, cannot be opened, or holds none of the tables.
    """
    return read_grids(open_grids(path), path, with_blank_last=with_blank_last)


def read_grids(grids: Sequence[Grid], path: str = "", *, with_blank_last: bool = False) -> Report:
    """Read the sheets of one workbook as a report, with last year's where it carries them."""
    this, last = _by_year(grids)
    report = _report(this, path)
    if report is None:
        raise refusal.NO_OFFICIAL_TABLE.because()
    if with_blank_last or any(map(_has_counts, last)):
        report.last = _report(last, "")
        if report.last and report.last.year is None and report.year and not with_blank_last:
            report.last.year = report.year - 1
    return report


def read_headers(path: str) -> "list[HeaderText]":
    """Read what each blank or merged label cell of a workbook's tables stands for.

    Raises gikxl.finding.Unreadable as `read` does.
    """
    from gikxl.read.headers import header_texts

    texts = []
    for grids in _by_year(open_grids(path)):
        found = _best_edition(grids, read_details(grids).year)
        texts += header_texts(found.form, found.claims)
    return texts


def _by_year(grids: Sequence[Grid]) -> tuple[list[Grid], list[Grid]]:
    """This year's sheets and last year's."""
    last = [grid for grid in grids if any(word in grid.sheet for word in _LAST_YEAR)]
    return [grid for grid in grids if grid not in last], last


def _has_counts(grid: Grid) -> bool:
    """Whether a sheet holds any number but years."""
    return any(_is_count(cell) for row in grid.rows for cell in row)


def _is_count(cell: Cell) -> bool:
    if isinstance(cell, str):
        number, state, _ = read_number(cell) if 0 < len(cell) < _SHORT else (None, "text", "")
        return state == "dash" or (number is not None and not _FIRST_YEAR <= number < _NO_YEAR)
    return isinstance(cell, (int, float)) and not _FIRST_YEAR <= cell < _NO_YEAR


def _report(grids: Sequence[Grid], path: str) -> Report | None:
    """The report that these sheets hold; None if they hold none of the form's fields."""
    details = read_details(grids, path)
    found = _best_edition(grids, details.year)
    if not found.claims:
        return None
    _refuse_several(found)
    return Report(
        found.form,
        found.values,
        source=path,
        title=details.title,
        unit=details.unit,
        year=details.year,
        level=details.level,
        contact=details.contact,
        phone=details.phone,
        texts=details.texts,
        places=details.places,
        remarks=[
            *found.remarks,
            *(Remark("unreadable_part", grid.sheet) for grid in grids if grid.error),
        ],
    )


def _best_edition(grids: Sequence[Grid], year: int | None) -> Found:
    """Read by the edition for the year, or by another one that explains table 二 better.

    That is the table in which the editions differ.
    """
    expected = next((e for e in EDITIONS if year and load(e).covers(year)), EDITIONS[0])
    best = read_tables(grids, load(expected))
    if best.claims and len(best.values) < len(best.form.fields):
        for edition in set(EDITIONS) - {expected}:
            other = read_tables(grids, load(edition))
            if _told_apart(other) > _told_apart(best):
                best = other
    return best


def _told_apart(found: Found) -> int:
    """How many cells of the first table were found."""
    table = found.form.tables[0].key
    return len({claim.field for _, claim in found.claims if claim.field.startswith(f"{table}.")})


def _refuse_several(found: Found) -> None:
    """Refuse a workbook in which several sheets hold the same tables with other numbers."""
    for table in found.form.tables:
        keys = [key for key in found.conflicts if found.form.fields[key].table == table.key]
        sheets = {place.sheet for key in keys for place in found.conflicts[key]}
        whole = [field for field in found.form.fields.values() if field.table == table.key]
        if len(sheets) > 1 and len(keys) * 4 > len(whole):
            named = "".join(f"“{sheet}”" for sheet in sorted(sheets))
            raise refusal.SEVERAL_REPORTS.because(f"工作表{named}里都有“{table.label}”，数字不同。")
