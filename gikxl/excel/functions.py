"""Worksheet functions, for people who like formulas; described in docs/functions.md.

xlwings' own add-in offers them: choose this file as its UDF module. They work on what
stands in the cells, as `gikxl check` reads it; nothing is changed. Whatever goes wrong
is a readable text in the cell.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import xlwings as xw

from gikxl.finding import Finding, Unreadable
from gikxl.prose.narrate import say
from gikxl.read import read_grids
from gikxl.read.grid import Grid
from gikxl.read.number import read_number
from gikxl.read.refusal import NO_OFFICIAL_TABLE
from gikxl.report import Number, Report
from gikxl.rules import check
from gikxl.write.wording import shown

_CATEGORY = "年报"
_RULES = ("H", "V")
"""A range is a part of a report: only its numbers are judged."""
_TABLE = "三张表之一连同表头的区域"


def _told(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a cell show why, in Chinese, where a function cannot give a result."""

    @wraps(function)
    def call(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except ValueError as error:
            return str(error)

    return call


@xw.func(category=_CATEGORY)
@xw.arg("左边", ndim=2, err_to_str=True, doc="等号左边的单元格")
@xw.arg("右边", ndim=2, err_to_str=True, doc="等号右边的单元格")
@_told
def gikxl_差额(左边: list[Any], 右边: list[Any]) -> Any:  # noqa: N802, N803
    """左边各数之和比右边多多少：平为 0，少为负数。空白、“—”当作 0。"""
    difference = _sum(左边) - _sum(右边)
    return difference if isinstance(difference, int) else float(difference)


@xw.func(category=_CATEGORY)
@xw.arg("表格", ndim=2, err_to_str=True, doc=_TABLE)
@_told
def gikxl_校验(表格: list[Any]) -> str:  # noqa: N802, N803
    """一张表的校验结论，有错误的写明第一个：与“校验”按钮用同样的规则。"""
    findings = check(_report(表格), select=list(_RULES))
    errors = [finding for finding in findings if finding.severity == "error"]
    warnings = [finding for finding in findings if finding.severity == "warning"]
    if errors:
        return f"未通过，{len(errors)} 个错误：{_first(errors)}"
    return f"通过，{len(warnings)} 个警告：{_first(warnings)}" if warnings else "通过"


@xw.func(category=_CATEGORY)
@xw.arg("表格", ndim=2, err_to_str=True, doc=_TABLE)
@xw.arg("句式", doc="如“{新收申请}，{上年结转}。”，写法同 gikxl narrate --show-sentences")
@_told
def gikxl_文字(表格: list[Any], 句式: str) -> str:  # noqa: N802, N803
    """按一张表的数字写一句话；为 0 的内容所在的半句略去。"""
    return say(_report(表格), str(句式))


def _sum(rows: list[Any]) -> Number:
    total: Number = 0
    for value in (value for row in rows for value in row):
        number, state, _ = read_number(value)
        if number is None and state != "blank":
            raise ValueError(f"“{shown(value)}”不是数字")
        total += number or 0
    return total


def _report(rows: list[Any]) -> Report:
    values = [["" if value is None else value for value in row] for row in rows]
    try:
        return read_grids([Grid("", values)])
    except Unreadable as refusal:
        if refusal.finding.code == NO_OFFICIAL_TABLE.code:
            raise ValueError("区域里没有年报的表，请连同表头一起选") from None
        raise ValueError(refusal.finding.message) from None


def _first(findings: list[Finding]) -> str:
    return f"{findings[0].title}。{findings[0].message}"
