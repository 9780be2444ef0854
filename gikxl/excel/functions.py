"""Worksheet functions, for people who like formulas; described in docs/functions.md.

They work on what stands in the cells, as `gikxl check` reads it; nothing is changed. Every
argument is a list of rows. Whatever goes wrong is a readable text in the cell. gikxl's add-in
asks for them through `gikxl.excel.formula`, xlwings' own through `gikxl.excel.udfs`.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from gikxl.finding import Finding, Unreadable
from gikxl.read import read_grids
from gikxl.read.grid import Grid
from gikxl.read.number import read_number
from gikxl.read.refusal import NO_OFFICIAL_TABLE
from gikxl.report import Number, Report
from gikxl.write.wording import shown

_RULES = ("H", "V")
"""A range is a part of a report: only its numbers are judged."""


def _told(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a cell show why, in Chinese, where a function cannot give a result."""

    @wraps(function)
    def call(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except ValueError as error:
            return str(error)

    return call


@_told
def gikxl_diff(left_cells: list[Any], right_cells: list[Any]) -> Any:
    """左边各数之和比右边多多少：平为 0，少为负数。空白、“—”当作 0。"""
    difference = _sum(left_cells) - _sum(right_cells)
    return difference if isinstance(difference, int) else float(difference)


@_told
def gikxl_check(table: list[Any]) -> str:
    """一张表的校验结论，有错误的写明第一个：与“校验”按钮用同样的规则。"""
    from gikxl.rules import check

    findings = check(_report(table), select=list(_RULES))
    errors = [finding for finding in findings if finding.severity == "error"]
    warnings = [finding for finding in findings if finding.severity == "warning"]
    if errors:
        return f"未通过，{len(errors)} 个错误：{_first(errors)}"
    return f"通过，{len(warnings)} 个警告：{_first(warnings)}" if warnings else "通过"


@_told
def gikxl_say(table: list[Any], sentence: list[Any]) -> str:
    """按一张表的数字写一句话；为 0 的内容所在的半句略去。"""
    from gikxl.prose.narrate import say

    pieces = [value for row in sentence for value in row if value is not None]
    if len(pieces) > 1:
        raise ValueError("句式请写在一个单元格里")
    return say(_report(table), "".join(map(str, pieces)))


def _sum(rows: list[Any]) -> Number:
    total: Number = 0
    for value in (value for row in rows for value in row):
        number, state, _ = read_number(value)
        if number is None and state != "blank":
            raise ValueError(f"“{_in_excel(value)}”不是数字")
        total += number or 0
    return total


def _in_excel(value: object) -> str:
    """A value as its cell shows it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return str(value).removesuffix(" 00:00:00")
    return shown(value)


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
