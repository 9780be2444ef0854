"""Make a fresh workbook for a unit and a year."""

import os

from gikxl.form import Form, for_year

_LAST_YEAR = 2099


def new_file(
    out: str | None = None,
    *,
    unit: str = "",
    year: int | None = None,
    level: str = "",
    contact: str = "",
    phone: str = "",
    last: str | None = None,
) -> str:
    """Write a fresh template and return its path.

    With `last`, last year's workbook, its figures are carried in, and unit, year, level and
    whom to ask follow from it unless given. Raises Unreadable if that workbook cannot be
    read; ValueError, in Chinese, if the year has no form or the file exists already.
    """
    from gikxl.write.template import write_template

    before = None
    if last:
        from gikxl.jobs.sources import read_named

        before = read_named(last)
        unit, level = unit or before.unit or "", level or before.level or ""
        contact, phone = contact or before.contact or "", phone or before.phone or ""
        year = year or (before.year + 1 if before.year else None)
    if year is None:
        raise ValueError("请用 --year 给出报告年度，例如 --year 2026")
    if year > _LAST_YEAR:
        raise ValueError(f"报告年度 {year} 不对，应为四位数的年份")
    if before and before.year not in (None, year - 1):
        raise ValueError(f"{last}：上年报告的年度是 {before.year}，不是 {year - 1}")
    form = for_year(year)
    if level and not form.level(level):
        known = "、".join(known.label for known in form.levels)
        raise ValueError(f"没有“{level}”这一级别，可用的是：{known}")
    out = out or file_name(unit, year, form)
    if not out.lower().endswith(".xlsx"):
        raise ValueError(f"{out}：输出文件的扩展名应为 .xlsx")
    if os.path.exists(out):
        raise ValueError(f"{out} 已经存在，请换一个文件名，以免覆盖填好的数据")
    write_template(
        out,
        form,
        year=year,
        unit=unit,
        level=level,
        contact=contact,
        phone=phone,
        last=before,
    )
    return out


def file_name(unit: str, year: int, form: Form) -> str:
    """What a workbook is called unless somebody says: 某某局2025年政府信息公开工作年度报告.xlsx."""
    from gikxl.write.names import safe

    return f"{safe(unit) if unit else ''}{year}年{form.title}.xlsx"
