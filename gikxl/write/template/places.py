"""The sheets of the template, and where everything but the official tables stands."""

from typing import NamedTuple

from gikxl.form import Form, Text
from gikxl.report import Place
from gikxl.write.template.layout import Layout, on_own_sheet, stacked

GUIDE_SHEET = "填报说明"
INFO_SHEET = "基本信息"
TEXT_SHEET = "文字"
LAST_SHEET = "上年数据"
RESULTS_SHEET = "校验结果"

INFO = {
    "unit": "单位名称",
    "year": "报告年度",
    "level": "单位级别",
    "contact": "联系人",
    "phone": "联系电话",
    "date": "填报日期",
}
"""What 基本信息 asks for, in this order: key and label."""

LAST_YEAR = "上年年度"

_INFO_TOP = 2
_TEXT_TOP = 2
_TEXT_COLUMN, _DRAFT_COLUMN = 2, 4
_LAST_YEAR_ROW = 1


class TextLine(NamedTuple):
    """A row of 文字, and the cell of its text."""

    text: Text
    place: Place


def table_layouts(form: Form) -> tuple[Layout, ...]:
    """The official tables on their own sheets."""
    return tuple(map(on_own_sheet, form.tables))


def last_layouts(form: Form) -> tuple[Layout, ...]:
    """The official tables on 上年数据."""
    return stacked(form, LAST_SHEET, _LAST_YEAR_ROW + 2)


def last_year_cell(form: Form) -> Place:
    """Where the year of 上年数据 stands: in the first column to the right of all labels."""
    return Place(LAST_SHEET, _LAST_YEAR_ROW, last_layouts(form)[0].label_columns)


def info_cells() -> dict[str, Place]:
    """Where unit, year, level and the rest stand on 基本信息."""
    return {key: Place(INFO_SHEET, _INFO_TOP + n, 1) for n, key in enumerate(INFO)}


def text_lines(form: Form) -> list[TextLine]:
    """The rows of 文字; a section with aspects has a row of its own before theirs."""
    return [
        TextLine(text, Place(TEXT_SHEET, row, _TEXT_COLUMN))
        for row, text in enumerate(form.texts, _TEXT_TOP)
    ]


def cells(form: Form) -> dict[str, Place]:
    """Where each field stands in the template, by its key."""
    return {key: layout.place(key) for layout in table_layouts(form) for key in layout.cells}


def last_cells(form: Form) -> dict[str, Place]:
    """Where each of last year's fields stands on 上年数据, by its key."""
    return {key: layout.place(key) for layout in last_layouts(form) for key in layout.cells}


def text_cells(form: Form) -> dict[str, Place]:
    """Where the text of each section and aspect stands on 文字, by its key."""
    return {line.text.key: line.place for line in text_lines(form)}


def draft_cells(form: Form) -> dict[str, Place]:
    """Where a draft of each text is put, beside the text that a clerk wrote, by its key."""
    return {key: place._replace(column=_DRAFT_COLUMN) for key, place in text_cells(form).items()}
