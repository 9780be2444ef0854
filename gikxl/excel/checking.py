"""The open workbook checked as `gikxl check` checks its file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gikxl.excel.live import grids_of
from gikxl.finding import CheckedFile
from gikxl.jobs.check import Checker
from gikxl.read import read_grids

if TYPE_CHECKING:
    from xlwings import Book

    from gikxl.read.grid import Grid


def checked(book: "Book") -> "tuple[CheckedFile, Sequence[Grid]]":
    """The findings as the workbook is now, saved or not, with its own 上年数据; and its sheets.

    Raises gikxl.finding.Unreadable if it holds no report.
    """
    grids = grids_of(book)
    return Checker().check_report(read_grids(grids, book.name), book.name).file, grids
