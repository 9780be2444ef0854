"""汇总表: the official tables, each number the sum of a column of 分单位明细."""

from collections.abc import Iterator
from typing import Any

from gikxl.collect.rollup.naming import named
from gikxl.collect.rollup.total import MAYBE_TWICE, maybe_twice
from gikxl.collect.rollup.workbook.cells import Figure, put, shortened
from gikxl.collect.rollup.workbook.made import RollUp, names
from gikxl.collect.rollup.workbook.units import Rows
from gikxl.read.rollup import SUM_SHEET
from gikxl.write.template.layout import Box, Layout, cell, stacked
from gikxl.write.template.places import INFO
from gikxl.write.template.styles import Styles, height
from gikxl.write.template.tables import draw_labels, set_widths
from gikxl.write.template.tables import put as put_box

_ABOUT_TOP = 2
_MOST_ADDED = 80


def sum_sheet(sheet: Any, styles: Styles, made: RollUp, rows: Rows) -> None:
    """The sums in the layout of the form; `rows` says where the units' numbers stand."""
    about = list(_about(made))
    layouts = stacked(made.form, SUM_SHEET, _ABOUT_TOP + len(about) + 1)
    right = max(layout.box.right for layout in layouts)
    widths = set_widths(sheet, layouts)
    # The title of the report itself: it is exported with it.
    put_box(sheet, Box(0, 0, 0, right), shortened(made.title("")), styles["title"])
    sheet.set_row(0, 36)
    _whose(sheet, styles, made)
    for row, (words, look) in enumerate(about, _ABOUT_TOP):
        put_box(sheet, Box(row, 0, row, right), shortened(words), styles[look])
        sheet.set_row(row, height(words, sum(widths) - 4))
    for layout in layouts:
        draw_labels(sheet, styles, layout, widths)
        _numbers(sheet, styles, layout, made, rows)
    sheet.freeze_panes(2, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_footer('&C&"宋体"&9第 &P 页，共 &N 页&R&"宋体"&9&A')


def _whose(sheet: Any, styles: Styles, made: RollUp) -> None:
    """The line by which the sum is read as a report of the superior."""
    said = {"unit": made.report.unit, "year": made.report.year, "level": made.report.level}
    boxes = {
        "unit": (Box(1, 0, 1, 1), Box(1, 2, 1, 6)),
        "year": (Box(1, 7, 1, 8), Box(1, 9, 1, 9)),
        "level": (Box(1, 10, 1, 11), Box(1, 12, 1, 17)),
    }
    for key, (name, box) in boxes.items():
        put_box(sheet, name, INFO[key], styles["column"])
        words = said[key]
        put_box(sheet, box, shortened(words) if isinstance(words, str) else words, styles["value"])
    sheet.set_row(1, 24)


def _about(made: RollUp) -> Iterator[tuple[str, str]]:
    """Who is in the sum and who is not, by name."""
    added, contained, superiors, left_out = made.parts
    yield "汇总表：每个数都是“分单位明细”中“计入汇总”的各单位之和。", "hint"
    yield f"计入 {len(added)} 个单位：{names(added, _MOST_ADDED)}", "hint"
    if left_out:
        yield f"未计入 {len(left_out)} 个单位（原因见“报送情况”）：{names(left_out)}", "doubt"
    if contained:
        yield f"已含在上级单位的数里，不重复计入 {len(contained)} 个：{names(contained)}", "hint"
    if superiors:
        yield f"是全部单位的汇总稿，只作对照，不计入：{names(superiors)}", "hint"
    yield from _doubts(made)


def _doubts(made: RollUp) -> Iterator[tuple[str, str]]:
    """What is to be known about the numbers themselves."""
    twice = [f"{name}（{others} 个）" for name, others in maybe_twice(made.standings).items()]
    if twice:
        yield f"{MAYBE_TWICE}{named(twice, _MOST_ADDED)}", "doubt"
    waived = [
        f"{unit.office.name}（{'、'.join(dict.fromkeys(one.code for one in unit.waived))}）"
        for unit in made.parts.added
        if unit.waived
    ]
    if waived:
        yield f"错误已豁免，数字照报送的相加：{named(waived, _MOST_ADDED)}", "doubt"
    gaps = [f"{unit.office.name}（{missing} 个）" for unit, missing in made.gaps()]
    if gaps:
        yield f"有的数没有填报或读不出，汇总里没有这些数：{named(gaps, _MOST_ADDED)}", "doubt"
    if made.standings.strangers or made.standings.unclear:
        count = len(made.standings.strangers) + len(made.standings.unclear)
        yield f"另收到 {count} 份不能确定属于名单内哪个单位的年报，未计入。", "doubt"


def _numbers(sheet: Any, styles: Styles, layout: Layout, made: RollUp, rows: Rows) -> None:
    for key, box in layout.cells.items():
        number = made.report.values[key].number or 0
        kind = made.form.fields[key].kind
        look = "sum_total" if key in made.form.totals else "sum"
        look = "sum_amount" if kind == "amount" else look
        if (box.top, box.left) != (box.bottom, box.right):
            sheet.merge_range(*box, "", styles[look])
        formula = Figure(rows.sum_of(key), number)
        put(sheet, styles, *cell(box.top, box.left)[:2], formula, look)
