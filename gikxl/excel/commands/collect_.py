"""Collect what the units sent, and open the roll-up."""

import os
import time
from typing import TYPE_CHECKING

from gikxl.collect.job import Asked, Collected, collect
from gikxl.collect.rollup import FILE_NAME
from gikxl.collect.told import SoFar, told
from gikxl.excel.app import book_of, is_busy
from gikxl.excel.dialogs import WORKBOOKS, pick_file, pick_folder, tell
from gikxl.excel.native import full_name

if TYPE_CHECKING:
    from xlwings import App, Book

    from gikxl.collect.model import Received

LABEL = "收集汇总"
PURPOSE = "收下文件夹里各单位报送的年报和邮件，登记、核对，汇总成一个工作簿"

_SOURCE = "收到的年报在哪个文件夹（工作簿、邮件、邮箱导出的文件都可以）"
_ROSTER = "单位名单的工作簿（没有的，或沿用上次的，按“取消”）"
_OUTPUT = "台账、原件和汇总放在哪个文件夹（接着收集的，选上次的文件夹）"
_PAUSE = 0.5
"""Seconds between two looks of the status bar: each asks Excel once more."""


def run(book: "Book") -> None:
    """Ask what is collected and where to, do it, say what came of it, and open the roll-up."""
    make(book.app)


def make(app: "App") -> None:
    """The same where no workbook is open."""
    source = pick_folder(app, _SOURCE)
    if source is None:
        return
    roster = pick_file(app, _ROSTER, WORKBOOKS)
    folder = pick_folder(app, _OUTPUT)
    if folder is None:
        return
    if _is_open(app, os.path.join(folder, FILE_NAME)):
        tell(app, f"{FILE_NAME} 正打开着，没有收集。请先关闭它，再按“{LABEL}”。")
        return
    progress = _Progress(app)
    try:
        app.status_bar = "正在收集……"
        done = collect([source], folder, Asked(roster or ""), watch=progress.show)
    finally:
        app.status_bar = False
    path = done.output.path if done.output else ""
    tell(app, *told(done), *_not_opened(app, path, done))
    if path and book_of(app, FILE_NAME) is None:
        app.books.open(path)


def _is_open(app: "App", path: str) -> bool:
    """Whether the workbook at this path is open in this Excel."""
    book = book_of(app, FILE_NAME)
    return book is not None and os.path.normcase(full_name(book)) == os.path.normcase(path)


def _not_opened(app: "App", path: str, done: Collected) -> list[str]:
    """Why the roll-up is not written, or not shown."""
    if done.blocked:
        return ["", done.blocked]
    if path and book_of(app, FILE_NAME) is not None:
        # Excel never has two workbooks of one name open.
        return ["", f"另一个 {FILE_NAME} 正打开着：请关闭它，再打开上面的这一个。"]
    return []


class _Progress:
    """What was received so far, in the status bar."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self._so_far = SoFar()
        self._shown = 0.0

    def show(self, received: "Received") -> None:
        """Count one more, and say so from time to time; an Excel that is busy goes without."""
        self._so_far.add(received)
        if time.monotonic() - self._shown < _PAUSE:
            return
        words = f"正在收集：已收 {self._so_far.received} 件"
        try:
            self._app.status_bar = "，".join(filter(None, (words, self._so_far.found)))
        except Exception as error:
            if not is_busy(error):
                raise
        self._shown = time.monotonic()
