"""Draft the texts from the numbers."""

from typing import TYPE_CHECKING

from gikxl.excel.dialogs import tell
from gikxl.excel.live import grids_of
from gikxl.excel.sheets import write_edits
from gikxl.jobs.last_year import last_of
from gikxl.jobs.narrate import GAPS, changes, has_gaps, narrate_edits
from gikxl.read import read_grids

if TYPE_CHECKING:
    from xlwings import Book

LABEL = "生成文字"
PURPOSE = "按三张表的数字写出文字草稿；已有的文字不动，草稿放在旁边"


def run(book: "Book") -> None:
    """Write the drafts, and say where."""
    grids = grids_of(book)
    report = read_grids(grids, book.name)
    drafted = narrate_edits(report, grids, last_of(report, None))
    if not drafted.edits:
        tell(book.app, "文字与草稿相同，没有要写的。")
        return
    write_edits(book, drafted.edits)
    tell(book.app, *changes(drafted), *([GAPS] if has_gaps(drafted) else []))
