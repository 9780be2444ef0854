"""Drawing the official tables: labels, inputs, totals and checks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from gikxl.form import Form
from gikxl.write.template.checks import CheckLine, Tables, check_lines
from gikxl.write.template.figures import Figures, Shown, is_error
from gikxl.write.template.guards import colour_checks, colour_entries, guard_inputs, year_entry
from gikxl.write.template.layout import Box, Layout, cell
from gikxl.write.template.places import (
    INFO,
    LAST_YEAR,
    info_cells,
    last_layouts,
    last_year_cell,
)
from gikxl.write.template.styles import Styles, height, length, width

PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}
"""What may still be done on a protected sheet."""

_PAGE_WIDTH = 102
_GAP = 2
_FIRST_YEAR_OF_REPORTS = 2008
_MOST_CHARACTERS = 32_767
_BEGIN_FORMULAS = ("=", "+", "-", "@")
"""Excel cuts what is longer, without a word."""


class Content(NamedTuple):
    """All that goes into the cells of a template."""

    form: Form
    this: Figures
    last: Figures
    unit: str
    year: int | None
    last_year: int | None
    level: str
    contact: str
    phone: str
    texts: Mapping[str, str]


class Formula(NamedTuple):
    """A formula, with the result that is stored beside it."""

    text: str
    result: Shown


def put(sheet: Any, box: Box, content: object, style: Any) -> None:
    """Write into a cell or a merged range; a plain text is never taken for a formula."""
    if (box.top, box.left) != (box.bottom, box.right):
        sheet.merge_range(*box, "", style)
    at = box.top, box.left
    if content is None or content == "":
        sheet.write_blank(*at, None, style)
    elif isinstance(content, Formula):
        sheet.write_formula(*at, content.text, style, content.result)
    elif isinstance(content, str):
        if length(content) > _MOST_CHARACTERS:
            told = f"“{content[:20]}…”有 {length(content)} 个字符，太长"
            raise ValueError(f"{told}：一个单元格最多放 {_MOST_CHARACTERS} 个")
        is_misread = content[:1] in _BEGIN_FORMULAS
        sheet.write_string(*at, content, style.quoted() if is_misread else style)
    else:
        sheet.write_number(*at, content, style)


def table_sheet(sheet: Any, styles: Styles, layout: Layout, content: Content) -> None:
    """One official table on its own sheet, with its checks beside and below it."""
    lines = check_lines(content.form, layout)
    widths = _widths(layout)
    _set_widths(sheet, [*widths, _GAP, *map(_check_width, _beside(layout, lines))])
    _titles(sheet, styles, layout, content)
    _labels(sheet, styles, layout)
    _entries(sheet, styles, layout, content.form, content.this)
    _heights(sheet, layout, widths)
    _checks(sheet, styles, layout, lines, content)
    colour_checks(sheet, styles, layout, lines)
    if len(layout.table.blocks) == 1:
        sheet.freeze_panes(layout.head + 1, layout.label_columns)
        sheet.repeat_rows(0, layout.head)
    else:
        # Each block has a header of its own: only the titles belong to all of them.
        sheet.repeat_rows(0, layout.box.top - 1)
    # On paper it is the official form and no more.
    sheet.print_area(0, 0, layout.box.bottom, layout.box.right)
    finish(sheet, content.form)


def last_sheet(sheet: Any, styles: Styles, content: Content) -> None:
    """上年数据: last year's tables one below the other, all numbers open for pasting."""
    layouts = last_layouts(content.form)
    right = max(layout.box.right for layout in layouts)
    put(sheet, Box(0, 0, 0, right), sheet.get_name(), styles["title"])
    sheet.set_row(0, 36)
    _last_year(sheet, styles, content, right)
    widths = set_widths(sheet, layouts)
    for layout in layouts:
        draw_labels(sheet, styles, layout, widths)
        _entries(sheet, styles, layout, content.form, content.last)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    finish(sheet, content.form)


def set_widths(sheet: Any, layouts: Sequence[Layout]) -> list[float]:
    """Set the widths of columns for tables one below the other, and say which they are."""
    right = max(layout.box.right for layout in layouts)
    labels = _label_widths(layouts[0].label_columns)
    widths = [*labels, *[8.5] * (right + 1 - len(labels))]
    _set_widths(sheet, widths)
    return widths


def draw_labels(sheet: Any, styles: Styles, layout: Layout, widths: list[float]) -> None:
    """Draw one of these tables without its numbers, its title above it."""
    above = layout.box.top - 1
    put(sheet, Box(above, 0, above, len(widths) - 1), layout.table.label, styles["heading"])
    _labels(sheet, styles, layout)
    _heights(sheet, layout, widths)


def finish(sheet: Any, form: Form) -> None:
    """Paper, footer and protection, alike on all sheets."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.set_footer(f'&L&"宋体"&9{form.title}&C&"宋体"&9第 &P 页，共 &N 页&R&"宋体"&9&A')
    sheet.hide_gridlines(2)
    sheet.protect("", PROTECTION)


def _titles(sheet: Any, styles: Styles, layout: Layout, content: Content) -> None:
    right = layout.box.right
    middle = right // 2
    put(sheet, Box(0, 0, 0, right), layout.table.label, styles["title"])
    put(sheet, Box(1, 0, 1, middle), _repeated("unit", content.unit), styles["left"])
    put(sheet, Box(1, middle + 1, 1, right), _repeated("year", content.year), styles["right"])
    sheet.set_row(0, 36)
    sheet.set_row(1, 22)


def _repeated(key: str, value: object) -> Formula:
    """A line of 基本信息, repeated above a table."""
    label = f"{INFO[key]}："
    return Formula(f'="{label}"&{reference(key)}', f"{label}{value or ''}")


def reference(key: str) -> str:
    """A cell of 基本信息 as formulas on other sheets name it."""
    place = info_cells()[key]
    return f"'{place.sheet}'!{cell(place.row, place.column).absolute}"


def tables_of(content: Content, layout: Layout) -> Tables:
    """What the checks of a table refer to."""
    last = next(other for other in last_layouts(content.form) if other.table == layout.table)
    return Tables(content.form, layout, last, reference("level"))


def _labels(sheet: Any, styles: Styles, layout: Layout) -> None:
    for label in layout.labels:
        put(sheet, label.box, label.text, styles[label.role])


def _entries(sheet: Any, styles: Styles, layout: Layout, form: Form, figures: Figures) -> None:
    for key, box in layout.cells.items():
        style = "total" if key in figures.sums else form.fields[key].kind
        put(sheet, box, _content(layout, figures, key), styles[style])
    guard_inputs(sheet, layout, form, (key for key in layout.cells if key not in figures.sums))
    colour_entries(sheet, styles, layout, form)


def _content(layout: Layout, figures: Figures, key: str) -> object:
    raw = figures.raw.get(key)
    if figures.is_formula(key):
        return Formula(f"=SUM({layout.ranges(figures.sums[key].right)})", figures[key])
    if is_error(raw):
        return Formula(str(raw), figures[key])
    return raw


def _checks(
    sheet: Any, styles: Styles, layout: Layout, lines: Sequence[CheckLine], content: Content
) -> None:
    tables = tables_of(content, layout)
    for line in lines:
        beside = line in _beside(layout, lines)
        put(sheet, line.label, line.text, styles["check_head" if beside else "check_label"])
        if not beside:
            sheet.set_row(line.label.top, 30 if layout.label_columns else 20)
        for check in line.checks:
            result = tables.result(line.kind, check, content.this, content.last, content.level)
            formula = Formula(tables.formula(line.kind, check), result)
            put(sheet, cell(check.place.row, check.place.column), formula, styles["check"])


def _last_year(sheet: Any, styles: Styles, content: Content, right: int) -> None:
    _, row, column = last_year_cell(content.form)
    put(sheet, Box(row, 0, row, column - 1), LAST_YEAR, styles["corner"])
    put(sheet, cell(row, column), content.last_year, styles["year"])
    hint = "照上一年度已公布的年报填，用来核对本年数字是否衔接；没有上年年报的，全部留空。"
    put(sheet, Box(row, column + 1, row, right), hint, styles["hint"])
    sheet.set_row(row, 22)
    sheet.data_validation(row, column, row, column, year_entry(_FIRST_YEAR_OF_REPORTS))


def _label_widths(columns: int) -> list[float]:
    """Groups narrow, the labels of single rows wide."""
    if columns < 2:
        return [26] * columns
    return [*[9.0] * (columns - 1), 31]


def _beside(layout: Layout, lines: Sequence[CheckLine]) -> list[CheckLine]:
    return [line for line in lines if line.label.left > layout.box.right]


def _check_width(line: CheckLine) -> float:
    """Wide enough for its label, which is set small, in the rows that the label has."""
    return max(14, 0.95 * width(line.text) / (line.label.bottom - line.label.top + 1))


def _widths(layout: Layout) -> list[float]:
    labels = _label_widths(layout.label_columns)
    numbers = layout.box.right + 1 - len(labels)
    return [*labels, *[min(22, (_PAGE_WIDTH - sum(labels)) / numbers)] * numbers]


def _set_widths(sheet: Any, widths: Iterable[float]) -> None:
    for column, characters in enumerate(widths):
        sheet.set_column(column, column, characters)


def _heights(sheet: Any, layout: Layout, widths: list[float]) -> None:
    rows = dict.fromkeys(range(layout.box.top, layout.box.bottom + 1), 22.0)
    for label in layout.labels:
        top, left, bottom, right = label.box
        if top == bottom:
            room = sum(widths[left : right + 1]) - 1
            rows[top] = max(rows[top], height(label.text, room))
    for row, points in rows.items():
        sheet.set_row(row, points)
