"""Any file into a Report: open it, find the tables by their labels, read what is around."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gikxl.read import refusal
from gikxl.read.book import open_file, open_grids
from gikxl.read.details import read_details
from gikxl.read.edition import best_edition, refuse_several
from gikxl.read.grid import Cell, Grid
from gikxl.read.number import read_number
from gikxl.read.rollup import of_the_sum
from gikxl.read.second import disagreements
from gikxl.report import Place, Remark, Report

if TYPE_CHECKING:
    from gikxl.read.headers import HeaderText

__all__ = ["headers_of", "read", "read_grids", "read_headers", "table_at"]

_LAST_YEAR = ("上年", "去年", "上一年")
_FIRST_YEAR, _NO_YEAR = 2000, 2100
_SHORT = 12


def read(path: str, *, with_blank_last: bool = False, only_workbooks: bool = False) -> Report:
    """Read a report: a workbook (xlsx, xlsm, xls, et, ods) or a published document.

    A document is a Word file (docx), a web page, PDF, plain text or Markdown; its content
    decides, not its name. A sheet for last year's figures that nobody filled in is passed
    over, unless it is wanted to be filled. Its year, where it has none, is then not taken
    to be the year before. With `only_workbooks` a document is refused.

    Raises gikxl.finding.Unreadable, with a permanent code and a Chinese answer, for
    anything that is neither, cannot be opened, or holds none of the tables.
    """
    opened = open_grids(path) if only_workbooks else open_file(path)
    if isinstance(opened, list):
        return read_grids(opened, path, with_blank_last=with_blank_last)
    from gikxl.read.document.report import read_document

    return read_document(opened, path)


def read_grids(grids: Sequence[Grid], path: str = "", *, with_blank_last: bool = False) -> Report:
    """Read the sheets of one workbook as a report, with last year's where it carries them.

    Of a roll-up only the sheet with the sum is read.
    """
    this, last = _by_year(of_the_sum(grids))
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
    return headers_of(open_grids(path))


def headers_of(grids: Sequence[Grid], at: Place | None = None) -> "list[HeaderText]":
    """The same of the sheets of one workbook; with `at`, only of the table next to that cell."""
    from gikxl.read.headers import header_texts

    texts = []
    for sheets in _by_year(grids):
        found = best_edition(sheets, read_details(sheets).year)
        texts += header_texts(found.form, found.claims, at)
    return texts


def table_at(grids: Sequence[Grid], at: Place) -> str:
    """The key of the official table that is next to a cell; empty if its sheet has none."""
    from gikxl.read.headers import table_at

    for sheets in _by_year(grids):
        found = best_edition(sheets, read_details(sheets).year)
        if key := table_at(found.form, found.claims, at):
            return key
    return ""


def _by_year(grids: Sequence[Grid]) -> tuple[list[Grid], list[Grid]]:
    """This year's sheets and last year's."""
    last = [grid for grid in grids if any(word in grid.sheet for word in _LAST_YEAR)]
    return [grid for grid in grids if grid not in last], last


def _has_counts(grid: Grid) -> bool:
    """Whether a sheet holds any number but years."""
    return any(map(_is_count, set().union(*grid.rows)))


def _is_count(cell: Cell) -> bool:
    if isinstance(cell, str):
        number, state, _ = read_number(cell) if 0 < len(cell) < _SHORT else (None, "text", "")
        return state == "dash" or (number is not None and not _FIRST_YEAR <= number < _NO_YEAR)
    return isinstance(cell, (int, float)) and not _FIRST_YEAR <= cell < _NO_YEAR


def _report(grids: Sequence[Grid], path: str) -> Report | None:
    """The report that these sheets hold; None if they hold none of the form's fields."""
    details = read_details(grids, path)
    found = best_edition(grids, details.year)
    if not found.claims:
        return None
    refuse_several(found)
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
            *disagreements(found.claims),
            *(Remark("unreadable_part", grid.sheet) for grid in grids if grid.error),
        ],
    )
