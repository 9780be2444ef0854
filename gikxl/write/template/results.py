"""校验结果: an overview that is always up to date, until gikxl lists its findings there."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from gikxl.write.template.checks import (
    NOTHING_TO_COMPARE,
    PREFIX,
    CheckLine,
    check_lines,
    is_off,
)
from gikxl.write.template.layout import Box, Layout, cell
from gikxl.write.template.places import table_layouts
from gikxl.write.template.styles import Styles
from gikxl.write.template.tables import Content, Formula, finish, put, tables_of

_TOP = 3


class _Line(NamedTuple):
    """One row of the overview: a table, what is counted, and how."""

    layout: Layout
    text: str
    certain: bool
    off: Formula


def results_sheet(sheet: Any, styles: Styles, content: Content) -> None:
    """How many lines of each table are off, as formulas, with links to the tables."""
    for column, width in enumerate((20, 70, 14)):
        sheet.set_column(column, column, width)
    put(sheet, Box(0, 0, 0, 2), sheet.get_name(), styles["title"])
    sheet.set_row(0, 36)
    for column, head in enumerate(("工作表", "校验内容", "不符处数")):
        put(sheet, cell(_TOP - 1, column), head, styles["head"])
    lines = list(_overview(content))
    for row, line in enumerate(lines, _TOP):
        target = f"internal:'{line.layout.sheet}'!A1"
        sheet.write_url(row, 0, target, styles["link"], line.layout.sheet)
        put(sheet, cell(row, 1), line.text, styles["boxed"])
        put(sheet, cell(row, 2), line.off, styles["places"])
        sheet.set_row(row, 22)
        colour = {"type": "cell", "criteria": ">", "value": 0}
        style = styles["broken" if line.certain else "doubtful"]
        sheet.conditional_format(*cell(row, 2), {**colour, "format": style})
    put(sheet, Box(1, 0, 1, 2), _verdict(lines), styles["heading"])
    sheet.set_row(1, 24)
    below = _TOP + len(lines) + 1
    hint = "以上由公式自动计算。用 gikxl 校验后，带标记的副本在这张工作表里逐条列出问题。"
    put(sheet, Box(below, 0, below, 2), hint, styles["hint"])
    sheet.repeat_rows(0, _TOP - 1)
    finish(sheet, content.form)


def _overview(content: Content) -> Iterator[_Line]:
    form = content.form
    for layout in table_layouts(form):
        for line in check_lines(form, layout):
            text = line.text.removeprefix(PREFIX)
            yield _Line(layout, text, line.certain, _count_off(layout, line, content))
        cells = layout.references(layout.cells)
        this = content.this
        strange = this.filled(layout.cells) - this.count(layout.cells)
        text = "填了文字、符号或者出现错误值的格子"
        yield _Line(layout, text, True, Formula(f"=COUNTA({cells})-COUNT({cells})", strange))
        total = len(layout.cells)
        blank = Formula(f"={total}-COUNTA({cells})", total - this.filled(layout.cells))
        yield _Line(layout, "还没有填的格子（没有发生的填 0）", False, blank)


def _count_off(layout: Layout, line: CheckLine, content: Content) -> Formula:
    area = f"'{layout.sheet}'!{line.box.absolute}"
    formula = f'=SUMPRODUCT(({area}<>0)*({area}<>"{NOTHING_TO_COMPARE}"))'
    tables = tables_of(content, layout)
    results = (
        tables.result(line.kind, check, content.this, content.last, content.level)
        for check in line.checks
    )
    return Formula(formula, sum(map(is_off, results)))


def _verdict(lines: list[_Line]) -> Formula:
    """One sentence over all lines that are certain."""
    rows = [row for row, line in enumerate(lines, _TOP) if line.certain]
    total = "+".join(cell(row, 2).a1 for row in rows)
    count = sum(int(line.off.result or 0) for line in lines if line.certain)
    fine = "表内数字没有发现不符。"
    formula = f'=IF({total}=0,"{fine}","有 "&({total})&" 处不符，见下。")'
    return Formula(formula, f"有 {count} 处不符，见下。" if count else fine)
