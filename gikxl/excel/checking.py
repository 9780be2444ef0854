"""The open workbook checked as `gikxl check` checks its file."""

from typing import TYPE_CHECKING

from gikxl.excel.live import report_of
from gikxl.finding import CheckedFile
from gikxl.jobs.check import Checker

if TYPE_CHECKING:
    from xlwings import Book


def checked(book: "Book") -> CheckedFile:
    """The findings as the workbook is now, saved or not, with its own 上年数据.

    Raises gikxl.finding.Unreadable if it holds no report.
    """
    return Checker().check_report(report_of(book), book.name).file
