"""What a cell takes, and the colours it turns: data validation and conditional formats."""

from collections.abc import Iterable, Iterator
from typing import Any

from gikxl.form import Form, Kind
from gikxl.write.template.checks import NOTHING_TO_COMPARE, CheckLine
from gikxl.write.template.layout import Box, Layout, cell
from gikxl.write.template.styles import Styles

_LARGEST = 999_999_999

_ENTRIES: dict[Kind, dict[str, Any]] = {
    "count": {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "input_title": "件数",
        "input_message": "填 0 或正整数。没有发生的填 0，不要留空，也不要带“件”字。",
        "error_title": "这里只能填整数",
        "error_message": "请填 0 或正整数，不能是负数、小数、文字或符号；没有发生的填 0。",
    },
    "amount": {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "input_title": "金额（万元）",
        "input_message": "以万元为单位，可以有小数；没有收费的填 0。",
        "error_title": "这里只能填金额",
        "error_message": "请填 0 或正数，以万元为单位，可以有小数，不要带“元”“万元”等字。",
    },
    "change": {
        "validate": "integer",
        "criteria": "between",
        "minimum": -_LARGEST,
        "maximum": _LARGEST,
        "input_title": "增减数",
        "input_message": "增加填正整数，减少填负整数（如 -2），没有变化填 0。",
        "error_title": "这里只能填整数",
        "error_message": "请填整数：增加为正，减少为负，没有变化填 0；不要写“增”“减”等字。",
    },
}

_UNFIT: dict[Kind, str] = {
    "count": "OR({0}<0,{0}<>INT({0}))",
    "amount": "{0}<0",
    "change": "{0}<>INT({0})",
}
"""When a number is not one that the kind of cell may hold."""


def guard_inputs(sheet: Any, layout: Layout, form: Form, keys: Iterable[str]) -> None:
    """Let these fields take only the kind of number that the form wants there."""
    for area, kind in _by_kind(layout, form, keys):
        sheet.data_validation(*area, _ENTRIES[kind])


def colour_entries(sheet: Any, styles: Styles, layout: Layout, form: Form) -> None:
    """Red where something stands that is not the kind of number the form wants."""
    for area, kind in _by_kind(layout, form, layout.cells):
        first = cell(area.top, area.left).a1
        unfit = _UNFIT[kind].format(first)
        wrong = f"=IF(ISNUMBER({first}),{unfit},NOT(ISBLANK({first})))"
        _colour(sheet, [area], wrong, styles["broken"])
        if kind == "amount":
            fraction = f"=AND(ISNUMBER({first}),{first}<>INT({first}))"
            _colour(sheet, [area], fraction, styles["decimal"])


def colour_checks(sheet: Any, styles: Styles, layout: Layout, lines: Iterable[CheckLine]) -> None:
    """Rows and columns that do not add up in red; what asks for a reason in amber."""
    for line in lines:
        style = styles["broken" if line.certain else "doubtful"]
        _colour(sheet, [line.box], _is_off(cell(line.box.top, line.box.left).a1), style)
        for check in line.checks:
            fields = check.left[:1] if check.last else (*check.left, *check.right)
            at = cell(check.place.row, check.place.column).absolute
            _colour(sheet, layout.areas(fields), _is_off(at), style)


def year_entry(first: int, last: int | None = None) -> dict[str, Any]:
    """Takes a year within these bounds."""
    bounds = f"{first} 至 {last} 之间" if last else f"{first} 或以后"
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": first,
        "maximum": last or 2100,
        "input_title": "年度",
        "input_message": f"填四位数字的年份，{bounds}。",
        "error_title": "年度不对",
        "error_message": f"请填四位数字的年份，{bounds}，不要带“年”字。",
    }


def _is_off(check: str) -> str:
    return f'=AND({check}<>0,{check}<>"{NOTHING_TO_COMPARE}")'


def _by_kind(layout: Layout, form: Form, keys: Iterable[str]) -> Iterator[tuple[Box, Kind]]:
    by_kind: dict[Kind, list[str]] = {}
    for key in keys:
        by_kind.setdefault(form.fields[key].kind, []).append(key)
    for kind, same in by_kind.items():
        for area in layout.areas(same):
            yield area, kind


def _colour(sheet: Any, areas: list[Box], criteria: str, style: Any) -> None:
    options = {"type": "formula", "criteria": criteria, "format": style}
    if len(areas) > 1:
        options["multi_range"] = " ".join(area.a1 for area in areas)
    sheet.conditional_format(*areas[0], options)
