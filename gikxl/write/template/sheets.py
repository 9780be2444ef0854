"""The sheets beside the official tables that are filled in: 基本信息 and 文字."""

from itertools import groupby
from typing import Any

from gikxl.form import Form, Section
from gikxl.write.template.checks import may_issue_regulations, regulation_label
from gikxl.write.template.guards import year_entry
from gikxl.write.template.layout import Box, cell
from gikxl.write.template.places import INFO, TextLine, draft_cells, info_cells, text_lines
from gikxl.write.template.styles import Styles, height, length
from gikxl.write.template.tables import Content, Formula, finish, put

_TEXT_WIDTHS = (30, 26, 76, 10, 64)
_DRAFT_HINT = (
    "命令 gikxl narrate 按三张表的数字写出草稿，放在这一列，不改动正文。"
    "合用的抄到正文里再改；这一列不打印，也不算进报告。"
)
_MODEST, _ROOM = 28.0, 92.0
"""How high the row of a text is at least: one that may be left out, and any other."""

_HINTS = {
    "opening": "标题之下、第一部分之前的话：编制依据、统计期限、联系方式；可以不写。",
    "overview": "总的情况，可以不写。",
    "proactive": "表格之外还要说明的，一般不写。",
    "requests": "表格之外还要说明的，一般不写。",
    "disputes": "表格之外还要说明的，一般不写。",
    "problems": "写具体的问题和对应的改进措施，不要照抄上年。",
    "other": "写明收取信息处理费的情况，以元为单位；没有收取的也要写明。",
}
"""What is asked of a text, by its key."""


def info_sheet(sheet: Any, styles: Styles, content: Content) -> None:
    """基本信息: who reports, for which year, at which level."""
    form = content.form
    for column, width in enumerate((16, 44, 50)):
        sheet.set_column(column, column, width)
    put(sheet, Box(0, 0, 0, 2), form.title, styles["title"])
    put(sheet, Box(1, 0, 1, 2), f"依据：{form.document}", styles["hint"])
    values = {
        "unit": content.unit,
        "year": content.year,
        "level": content.level,
        "contact": content.contact,
        "phone": content.phone,
    }
    looks = {"year": "year", "date": "date"}
    hints = _info_hints(form)
    for key, place in info_cells().items():
        put(sheet, cell(place.row, 0), INFO[key], styles["column"])
        put(sheet, cell(place.row, 1), values.get(key), styles[looks.get(key, "words")])
        put(sheet, cell(place.row, 2), hints.get(key), styles["hint"])
        sheet.set_row(place.row, 30)
    for key, entry in _info_entries(form).items():
        sheet.data_validation(*cell(*info_cells()[key][1:]), entry)
    sheet.set_row(0, 40)
    sheet.repeat_rows(0)
    finish(sheet, form)


def text_sheet(sheet: Any, styles: Styles, content: Content) -> None:
    """文字: the sections that are told in words, with their length."""
    form = content.form
    for column, width in enumerate(_TEXT_WIDTHS):
        sheet.set_column(column, column, width)
    put(sheet, Box(0, 0, 0, 2), sheet.get_name(), styles["title"])
    for column, head in enumerate(("部分", "方面", "正文", "字数", "草稿")):
        put(sheet, cell(1, column), head, styles["head"])
    put(sheet, cell(0, len(_TEXT_WIDTHS) - 1), _DRAFT_HINT, styles["hint"])
    sheet.set_row(0, 36)
    sheet.set_row(1, 22)
    for section, lines in groupby(text_lines(form), lambda line: line.text.section):
        _section(sheet, styles, section, list(lines), content)
    sheet.freeze_panes(2, 2)
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, text_lines(form)[-1].place.row, 2)
    finish(sheet, form)


def _info_hints(form: Form) -> dict[str, str]:
    levels = "、".join(may_issue_regulations(form))
    return {
        "unit": "填单位全称，与公章一致。",
        "year": f"填数字的年份，本表适用于 {_years(form)}年度。",
        "level": f"从下拉列表中选。只有{levels}可以填报{regulation_label(form)}，其他单位填 0。",
    }


def _info_entries(form: Form) -> dict[str, dict[str, Any]]:
    return {
        "year": year_entry(form.first_year, form.last_year),
        "level": {
            "validate": "list",
            "source": [level.label for level in form.levels],
            "input_title": INFO["level"],
            "input_message": "点右边的箭头，从列表中选。",
            "error_title": f"{INFO['level']}不对",
            "error_message": "请从下拉列表中选一项。",
        },
        "date": {
            "validate": "date",
            "criteria": ">=",
            "value": _january(form.first_year + 1),
            "input_title": INFO["date"],
            "input_message": f"填日期，如 {form.first_year + 1}-1-20。",
            "error_title": "日期不对",
            "error_message": f"请填报告年度之后的日期，如 {form.first_year + 1}-1-20。",
        },
    }


def _january(year: int) -> object:
    from datetime import date

    return date(year, 1, 1)


def _years(form: Form) -> str:
    return (
        f"{form.first_year} 至 {form.last_year} " if form.last_year else f"{form.first_year} 及以后"
    )


def _section(
    sheet: Any, styles: Styles, section: Section, lines: list[TextLine], content: Content
) -> None:
    top, bottom = lines[0].place.row, lines[-1].place.row
    optional = all(line.text.may_be_absent for line in lines)
    role = "optional" if optional else "section"
    put(sheet, Box(top, 0, bottom, 0), lines[0].text.label, styles[role])
    _length(sheet, styles, section, lines, content)
    drafts = draft_cells(content.form)
    for text, place in lines:
        row, words = place.row, content.texts.get(text.key, "")
        label, role = (text.label, "group") if text.is_aspect else ("", "section_beside")
        put(sheet, cell(row, 1), label, styles[role])
        put(sheet, cell(row, place.column), words, styles["narrative"])
        put(sheet, cell(row, drafts[text.key].column), None, styles["draft"])
        modest = text.may_be_absent or (section.aspects and not text.is_aspect)
        least = _MODEST if modest else _ROOM
        sheet.set_row(row, height(words, _TEXT_WIDTHS[2] - 2, least))
        hint = _HINTS.get(text.key, "")
        if hint:
            options = {"validate": "any", "input_title": "提示", "input_message": hint}
            sheet.data_validation(*cell(row, place.column), options)


def _length(
    sheet: Any, styles: Styles, section: Section, lines: list[TextLine], content: Content
) -> None:
    """The live count of characters of a section, amber above what the form allows."""
    box = Box(lines[0].place.row, 3, lines[-1].place.row, 3)
    lengths = "+".join(f"LEN({line.place.a1})" for line in lines)
    count = sum(length(content.texts.get(line.text.key, "")) for line in lines)
    put(sheet, box, Formula(f"={lengths}", count), styles["length"])
    if section.most_characters:
        sheet.conditional_format(
            *box,
            {
                "type": "cell",
                "criteria": ">",
                "value": section.most_characters,
                "format": styles["doubtful"],
            },
        )
