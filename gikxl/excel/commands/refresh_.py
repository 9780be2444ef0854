"""Renew the numbers in a clerk's own texts."""

from typing import TYPE_CHECKING

from gikxl.excel.commands.totals_ import AFTERWARDS
from gikxl.excel.dialogs import confirm, tell
from gikxl.excel.live import grids_of
from gikxl.excel.sheets import write_edits
from gikxl.jobs.last_year import last_of
from gikxl.jobs.narrate import GAPS, changes, has_gaps, narrate_edits
from gikxl.read import read_grids

if TYPE_CHECKING:
    from xlwings import Book

LABEL = "更新数字"
PURPOSE = "已有的文字只更新其中与表格不符的数字；空着的写出草稿"


def run(book: "Book") -> None:
    """Say which numbers change, and change them if that is wanted."""
    grids = grids_of(book)
    report = read_grids(grids, book.name)
    drafted = narrate_edits(report, grids, last_of(report, None), refresh=True)
    lines = [*changes(drafted), *([GAPS] if has_gaps(drafted) else [])]
    if not drafted.edits:
        tell(book.app, *(lines or ["文字里的数字与表格相符，没有要改的。"]))
    elif confirm(book.app, *lines, *AFTERWARDS):
        write_edits(book, drafted.edits)
