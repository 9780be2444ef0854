"""填报说明: what a clerk with one hour needs to know, in the words of the form."""

from collections.abc import Iterator
from typing import Any

from gikxl.form import Form, Section
from gikxl.write.template.checks import (
    PREFIX,
    check_lines,
    may_issue_regulations,
    regulation_label,
)
from gikxl.write.template.layout import Box, cell
from gikxl.write.template.places import (
    INFO_SHEET,
    LAST_SHEET,
    RESULTS_SHEET,
    TEXT_SHEET,
    table_layouts,
)
from gikxl.write.template.styles import Styles, height
from gikxl.write.template.tables import Content, finish, put

_WIDTHS = (6, 98)

_COLOURS = {
    "swatch_input": "要填的格子。其他格子已锁定（没有密码），表样不能改动。",
    "swatch_total": "合计，由公式自动算出，不用填。",
    "swatch_broken": "这一行或这一列加不平，或者数字不合要求。横竖红色相交处往往就是填错的格子。",
    "swatch_doubtful": "与上年不衔接等需要说明原因的情况，不一定是错。",
}


def guide_sheet(sheet: Any, styles: Styles, content: Content) -> None:
    """The order of work, the colours, what counts, what must add up, and by when."""
    form = content.form
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    put(sheet, Box(0, 0, 0, 1), f"{form.title} 填报说明", styles["title"])
    sheet.set_row(0, 40)
    row = 1
    for heading, lines in _chapters(form):
        put(sheet, Box(row, 0, row, 1), heading, styles["heading"])
        sheet.set_row(row, 28)
        row += 1
        for mark, text in lines:
            swatch = mark.startswith("swatch")
            put(sheet, cell(row, 0), None if swatch else mark, styles[mark if swatch else "mark"])
            put(sheet, cell(row, 1), text, styles["line"])
            sheet.set_row(row, height(text, _WIDTHS[1] + 6))
            row += 1
    sheet.repeat_rows(0)
    finish(sheet, form)


Lines = list[tuple[str, str]]


def _chapters(form: Form) -> Iterator[tuple[str, Lines]]:
    yield "一、填报顺序", _numbered(_order(form))
    yield "二、颜色", list(_COLOURS.items())
    yield "三、怎么计数", _numbered(_counting(form))
    yield "四、勾稽关系（各工作表“校验”处自动核对，√ 表示相符）", _numbered(_identities(form))
    yield "五、时间", _numbered(_DEADLINES)


def _numbered(lines: Any) -> Lines:
    return [(f"{number}.", line) for number, line in enumerate(lines, 1)]


def _order(form: Form) -> Iterator[str]:
    sheets = "”“".join(table.sheet for table in form.tables)
    yield f"先填“{INFO_SHEET}”。“单位级别”决定{regulation_label(form)}能否填非零的数。"
    yield f"有上年年报的，把上年三张表的数字抄到“{LAST_SHEET}”；没有的跳过。"
    yield f"填“{sheets}”，只填浅色格子。可以从别处粘贴，粘贴时选“数值”。"
    yield f"填“{TEXT_SHEET}”，其中注明的可以不写。文字里说到的件数要与表格一致。"
    yield f"装了 gikxl 的，可以让它按表格的数字写出草稿，放在“{TEXT_SHEET}”的“草稿”一列，供抄用。"
    yield f"看“{RESULTS_SHEET}”，把红色的改平，黄色的弄清原因，再报送。"


def _counting(form: Form) -> Iterator[str]:
    results, partly = _results_labels(form)
    yield "没有发生的填 0，不要留空，不要写“无”“—”，数字后面不要带“件”。"
    yield f"一件申请只在“{results}”中计入一行，不重复计数；其中“{partly}”。"
    for field in form.fields.values():
        if field.kind == "amount":
            yield (
                f"“{field.row.label}”的“{field.column.label}”以{field.column.unit}为单位，填在“"
                f"{form.table(field.table).sheet}”；信息处理费以元为单位，写在“{TEXT_SHEET}”的“"
                f"{_section(form, 'other').label}”，没有收取也要写明。两者不是一回事。"
            )
    levels = "、".join(may_issue_regulations(form))
    yield f"只有{levels}可以制发{regulation_label(form)}，其他单位这一行填 0，行不能删。"
    overview = _section(form, "overview")
    if overview.most_characters:
        aspects, most = len(overview.aspects), overview.most_characters
        yield f"“{overview.label}”要写全 {aspects} 个方面，原则上不超过 {most} 字。"
    yield "统计时间为报告年度的 1 月 1 日至 12 月 31 日。"


def _identities(form: Form) -> Iterator[str]:
    for layout in table_layouts(form):
        for line in check_lines(form, layout):
            if line.kind != "level":
                yield f"{layout.sheet}：{line.text.removeprefix(PREFIX)}"


_DEADLINES = (
    "政府部门和乡镇人民政府、街道办事处：次年 1 月 31 日前公布。",
    "县级汇总：次年 2 月 20 日前；市级汇总：次年 3 月 10 日前。",
    "省级人民政府和国务院部门：次年 3 月 31 日前。",
)


def _results_labels(form: Form) -> tuple[str, str]:
    """The group of results, and the one result whose label says how to count."""
    row = next(f.row for f in form.fields.values() if f.row.key == "partly_granted")
    return row.path[0], row.label


def _section(form: Form, key: str) -> Section:
    return next(section for section in form.sections if section.key == key)
