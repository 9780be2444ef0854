"""From what the ribbon passes on to the Excel and the workbook it came from, and failures.

A button runs in a process of its own, started by the add-in as
`python -m gikxl.excel check --wb=年报.xlsx --from_xl=1 --hwnd=…`. `xlwings.Book.caller()`
takes the same arguments, but loses a name with “=” in it.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from xlwings import App, Book

_ATTEMPTS = 100
"""How often xlwings asks a busy Excel before it gives up; by itself it never does."""
_BUSY = (-2_147_418_111, -2_147_417_846)
"""RPC_E_CALL_REJECTED and RPC_E_SERVERCALL_RETRYLATER."""
_EDITING = -2_146_777_998
"""VBA_E_IGNORE: Excel takes no call while a cell is being edited."""

BUSY = (
    "Excel 正忙，这次没有做成。",
    "",
    "可能有单元格正在编辑，或者有对话框开着：",
    "请按 Enter 或 Esc 结束编辑，关掉对话框，再按一次按钮。",
)
NO_BOOK = (
    "没有可以操作的工作簿。",
    "",
    "请先打开年报工作簿；如果它在“受保护的视图”里，请先按“启用编辑”。",
)


class Called(NamedTuple):
    """Which button was pressed, and where: the workbook's name, and the window of its Excel."""

    command: str
    book: str
    window: int | None


def read_arguments(arguments: Sequence[str]) -> Called:
    """The command, `--wb=` and `--hwnd=`; ValueError, in Chinese, without a command."""
    command, book, window = "", "", None
    for argument in arguments:
        name, _, value = argument.partition("=")
        if name == "--wb":
            book = value
        elif name == "--hwnd":
            window = int(value) if value.strip().isdecimal() else None
        elif not argument.startswith("-"):
            command = command or argument
    if not command:
        raise ValueError("没有说要做什么：请从 Excel 的“年报”选项卡按按钮")
    return Called(command, book, window)


def app_of(window: int | None) -> "App":
    """The Excel that a window belongs to; ValueError, in Chinese, where there can be none."""
    try:
        import xlwings
    except ImportError:
        raise ValueError("缺少操作 Excel 的组件，请运行 pip install gikxl[excel]") from None
    if not len(xlwings.engines):
        raise ValueError("按钮只能在装了 Excel 的 Windows 电脑上用；这里请用 gikxl 的命令")
    if sys.platform == "win32":
        import atexit

        native: Any = xlwings._xlwindows
        # At exit it would end every Excel whose window it does not see.
        atexit.unregister(native.cleanup)
        native.N_COM_ATTEMPTS = _ATTEMPTS
        if window is not None:
            return xlwings.App(impl=native.App(xl=window))
    app: App | None = xlwings.apps.active
    if app is None:
        raise ValueError(NO_BOOK[0])
    return app


def book_of(app: "App", name: str) -> "Book | None":
    """The open workbook of this name; names are unique in one Excel. None if there is none.

    Never the active one instead: in the meantime that may be another.
    """
    return next((book for book in app.books if book.name.casefold() == name.casefold()), None)


def answer(error: Exception) -> tuple[str, ...]:
    """What stopped a button, and what to do about it, in Chinese."""
    if is_busy(error):
        return BUSY
    if isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        return (str(error),)
    if said := _said_by_excel(error):
        return (
            f"Excel 没有照办：{said}",
            "",
            "请检查工作表或工作簿是否受保护、是否只读，再试一次。",
        )
    from gikxl.jobs.failures import answer as told

    return tuple(filter(None, told(error)))


def is_busy(error: BaseException) -> bool:
    """Whether Excel took no call because a cell is being edited or a dialog is open."""
    about = getattr(error, "excepinfo", None)
    return (
        getattr(error, "hresult", None) in _BUSY
        or type(error).__name__ == "ExcelBusyError"
        or bool(about and about[-1] == _EDITING)
    )


def _said_by_excel(error: Exception) -> str:
    """Excel's own words in an error that came over COM."""
    about = getattr(error, "excepinfo", None)
    return str(about[2] or "").strip() if about else ""
