"""Fill the repeated headers of a table, or take them out again."""

from typing import TYPE_CHECKING

from gikxl.excel import headers
from gikxl.excel.dialogs import tell
from gikxl.excel.live import grids_of
from gikxl.jobs.fill import header_edits
from gikxl.read import read_grids, table_at
from gikxl.report import Place

if TYPE_CHECKING:
    from xlwings import Book

LABEL = "填充表头"
PURPOSE = "把所点的表里合并的表头逐行逐列写全，便于筛选和透视；再按一次还原"


def run(book: "Book") -> None:
    """Fill the headers of the table that is selected; if they are filled, turn them back."""
    grids = grids_of(book)
    at = _selected(book)
    table = table_at(grids, at)
    if not table:
        tell(book.app, f"“{at.sheet}”里没有年报的表。请先点一下要填充表头的表，再按“{LABEL}”。")
    elif before := headers.kept(sheet := book.sheets[at.sheet], table):
        changed = headers.turn_back(book, sheet, before, read_grids(grids).form.edition)
        if changed:
            tell(book.app, f"表头已还原；这些格子后来改过，保留原样：{'、'.join(changed)}")
    elif edits := header_edits(grids, at):
        headers.fill(book, next(g for g in grids if g.sheet == at.sheet), table, edits)
    else:
        tell(book.app, "这张表的表头已经逐行逐列写全了。")


def _selected(book: "Book") -> Place:
    """The first selected cell of the sheet that shows."""
    sheet = book.sheets.active
    selection = book.app.selection
    if selection is None or selection.sheet != sheet:
        return Place(sheet.name, 0, 0)
    return Place(sheet.name, selection.row - 1, selection.column - 1)
