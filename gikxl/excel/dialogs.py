"""Messages, questions and file pickers, in Chinese, over the workbook that is open."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from gikxl.excel import native
from gikxl.excel.native import Kinds
from gikxl.write.wording import clean

if TYPE_CHECKING:
    from xlwings import App

TITLE = "年报"
WORKBOOKS: Kinds = (("工作簿", "*.xlsx;*.xlsm;*.xls;*.et;*.ods"), ("所有文件", "*.*"))
REPORTS: Kinds = (
    ("年报", "*.xlsx;*.xlsm;*.xls;*.et;*.ods;*.docx;*.html;*.htm;*.pdf;*.txt;*.md"),
    ("所有文件", "*.*"),
)
_MOST_LINES = 24
"""So many lines of a message are seen on a small screen."""
_MOST_CHARACTERS = 120


def tell(app: "App", *lines: str) -> None:
    """Show a message."""
    app.alert(shortened(lines), title=TITLE, buttons="ok", mode="info")


def confirm(app: "App", *lines: str) -> bool:
    """Ask whether to go on."""
    return app.alert(shortened(lines), title=TITLE, buttons="ok_cancel", mode="info") == "ok"


def choose(app: "App", *lines: str) -> Literal["yes", "no", "cancel"]:
    """Ask a question with two answers, or none."""
    answer = app.alert(shortened(lines), title=TITLE, buttons="yes_no_cancel", mode="info")
    return "yes" if answer == "yes" else "no" if answer == "no" else "cancel"


def ask(app: "App", question: str, default: str = "") -> str | None:
    """Ask for a line of text; None if they cancel."""
    return native.ask_text(app, question, TITLE, default)


def pick_file(app: "App", title: str, kinds: Kinds = REPORTS) -> str | None:
    """Let somebody pick a file; None if they cancel."""
    return native.open_name(app, title, kinds)


def pick_folder(app: "App", title: str) -> str | None:
    """Let somebody pick a folder; None if they cancel."""
    return native.folder_name(app, title)


def pick_save(
    app: "App", title: str, name: str, kinds: Kinds, *, may_replace: bool = True
) -> str | None:
    """Let somebody say where a file goes; None if they cancel.

    A name without one of the endings of `kinds` gets the first of them. They are asked
    whether a file that is there is to be replaced, if it may be.
    """
    path = native.save_name(app, title, name, kinds)
    if path is None:
        return None
    endings = [pattern.lstrip("*") for _, patterns in kinds for pattern in patterns.split(";")]
    if not path.lower().endswith(tuple(endings)):
        path += endings[0]
    if may_replace and os.path.exists(path) and not confirm(app, f"{path} 已经存在，要覆盖它吗？"):
        return None
    return path


def shortened(lines: Iterable[str]) -> str:
    """A message that fits on the screen: its first lines and its last, none too long."""
    every = [part for line in lines for part in clean(line, keep="\n").split("\n")]
    cut = [
        line if len(line) <= _MOST_CHARACTERS else f"{line[: _MOST_CHARACTERS - 1]}…"
        for line in every
    ]
    if len(cut) > _MOST_LINES:
        left_out = len(cut) - _MOST_LINES + 1
        cut[_MOST_LINES - 4 : -3] = [f"……（还有 {left_out} 行没有列出）"]
    return "\n".join(cut)
