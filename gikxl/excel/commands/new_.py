"""Make a fresh workbook."""

from typing import TYPE_CHECKING

from gikxl.excel.dialogs import REPORTS, ask, pick_file, pick_save, tell
from gikxl.form import for_year
from gikxl.jobs.new import file_name, new_file
from gikxl.jobs.sources import read_named
from gikxl.write.wording import clean

if TYPE_CHECKING:
    from xlwings import App, Book

LABEL = "新建"
PURPOSE = "生成本单位本年度的空白年报，带入上年的数字"


def run(book: "Book") -> None:
    """Ask whose report it is and for which year, write the workbook, and open it."""
    make(book.app)


def make(app: "App") -> None:
    """The same where no workbook is open yet."""
    last = pick_file(app, "上年的年报（没有的按“取消”）", REPORTS)
    before = read_named(last) if last else None
    unit = ask(app, "单位全称，与公章一致：", clean((before and before.unit) or ""))
    if unit is None:
        return
    year = _year(app, before.year + 1 if before and before.year else None)
    if year is None:
        return
    name = file_name(unit, year, for_year(year))
    out = pick_save(app, "新的年报存到哪里", name, (("工作簿", "*.xlsx"),), may_replace=False)
    if out is not None:
        app.books.open(new_file(out, unit=unit, year=year, last=last))


def _year(app: "App", default: int | None) -> int | None:
    """The year, asked for until it is one; None if they cancel."""
    typed = ask(app, "报告年度，如 2025：", str(default or ""))
    while typed is not None:
        digits = typed.removesuffix("年度").removesuffix("年").strip()
        if digits.isdecimal() and len(digits) == len("2025"):
            return int(digits)
        tell(app, f"“{typed}”不是年度，请填四位数的年份，如 2025。")
        typed = ask(app, "报告年度，如 2025：", str(default or ""))
    return None
