"""Take the marks out of the open workbook."""

from typing import TYPE_CHECKING

from gikxl.excel.dialogs import tell
from gikxl.excel.marks import clear

if TYPE_CHECKING:
    from xlwings import Book

LABEL = "清除标记"
PURPOSE = "去掉校验的颜色、批注和清单，原有的颜色和批注恢复原样"


def run(book: "Book") -> None:
    """Take them out; say so only where something is left or there was nothing."""
    book.app.status_bar = False
    closed = clear(book)
    if closed is None:
        tell(book.app, "没有校验留下的标记。")
    elif closed:
        names = "、".join(f"“{name}”" for name in closed)
        tell(book.app, f"{names}有密码保护，里面的标记没有清除。请先撤销工作表保护，再按一次。")
