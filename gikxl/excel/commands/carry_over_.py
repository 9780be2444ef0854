"""Carry last year's figures over."""

from typing import TYPE_CHECKING

from gikxl.excel.commands.totals_ import AFTERWARDS
from gikxl.excel.dialogs import choose, confirm, pick_file, tell
from gikxl.excel.live import report_of
from gikxl.excel.sheets import write_edits
from gikxl.jobs.fill import change
from gikxl.jobs.last_year import last_of
from gikxl.write.fill import fill_edits

if TYPE_CHECKING:
    from xlwings import Book

    from gikxl.report import Report

LABEL = "结转上年"
PURPOSE = "上年结转的件数和“上年数据”表，按上年的年报填入空着的格子"


def run(book: "Book") -> None:
    """Ask for last year's report, say what is carried over, and write it if that is wanted."""
    report = report_of(book, with_blank_last=True)
    path = None
    if not _is_filled(report.last):
        path = pick_file(book.app, "请选择本单位上年的年报")
        if path is None:
            return
    else:
        answer = choose(book.app, *_which(report.last))
        if answer == "no":
            path = pick_file(book.app, "请选择本单位上年的年报")
        if answer == "cancel" or (answer == "no" and path is None):
            return
    last = last_of(report, path)
    if last is None:
        tell(book.app, "“上年数据”不是本单位上一年度的年报，没有结转。")
        return
    edits = fill_edits(report, last, parts=["carried"])
    if not edits:
        tell(book.app, "上年结转的格子都已填写，没有空着的。填的数与上年是否相符，请按“校验”。")
    elif confirm(book.app, f"要填 {len(edits)} 个格子：", *map(change, edits), *AFTERWARDS):
        write_edits(book, edits)


def _is_filled(last: "Report | None") -> bool:
    return last is not None and any(value.number for value in last.values.values())


def _which(last: "Report | None") -> tuple[str, ...]:
    year = f" {last.year} 年度的" if last and last.year else ""
    return (
        f"“上年数据”里已有{year}数字。",
        "",
        "是：按它结转",
        "否：另选上年的年报",
    )
