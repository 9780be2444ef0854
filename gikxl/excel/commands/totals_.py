"""Bring the totals up to date."""

from typing import TYPE_CHECKING

from gikxl.excel.dialogs import confirm, tell
from gikxl.excel.live import report_of
from gikxl.excel.sheets import write_edits
from gikxl.jobs.fill import change
from gikxl.write.fill import fill_edits

if TYPE_CHECKING:
    from xlwings import Book

LABEL = "计算合计"
PURPOSE = "手工填写的、丢失的合计改为正确的数，并列出改了哪些"


def run(book: "Book") -> None:
    """Say which totals change, and change them if that is wanted."""
    edits = fill_edits(report_of(book), typed_totals=True, parts=["totals"])
    if not edits:
        tell(book.app, "合计都与各项相符，没有要改的。")
    elif confirm(book.app, f"要改 {len(edits)} 个合计：", *map(change, edits), *AFTERWARDS):
        write_edits(book, edits)


AFTERWARDS = ("", "按“确定”就改，改后不能用“撤销”还原。")
"""Excel forgets what can be undone as soon as a program writes."""
