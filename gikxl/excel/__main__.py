"""python -m gikxl.excel COMMAND --wb=… --from_xl=1 --hwnd=…: what a button of the ribbon runs.

Exit codes: 0 if the command was done, or the clerk was told why not; 1 if nobody could be
told, and the add-in has to.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlwings import App

    from gikxl.excel.app import Called


def main(arguments: Sequence[str]) -> int:
    """Run one button; whatever goes wrong is shown in a message box, in Chinese."""
    from gikxl.excel.app import answer, app_of, read_arguments
    from gikxl.excel.dialogs import tell

    called = read_arguments(arguments)
    app = app_of(called.window)
    try:
        _run(called, app)
    except Exception as error:
        tell(app, *answer(error))
    return 0


def _run(called: "Called", app: "App") -> None:
    from gikxl.excel.app import NO_BOOK, book_of
    from gikxl.excel.commands import NAMES, WITHOUT_BOOK, command
    from gikxl.excel.dialogs import tell

    if called.command not in NAMES:
        raise ValueError(f"没有“{called.command}”这个按钮；可能加载宏和程序的版本不同，请重新安装")
    book = book_of(app, called.book)
    if book is not None:
        command(called.command).run(book)
    elif called.command in WITHOUT_BOOK:
        command(called.command).make(app)
    else:
        tell(app, *NO_BOOK)


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except Exception as error:
        print(error, file=sys.stderr)
        code = 1
    raise SystemExit(code)
