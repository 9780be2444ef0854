"""Worksheet functions as plain functions, on values as Excel hands them over."""

import importlib
import sys
import types
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
import xlwings as xw
from xlwings import conversion

from gikxl.excel.functions import gikxl_check, gikxl_diff, gikxl_say
from gikxl.write.template import write_template
from tests import figures
from tests.excel.engine import Excel

NO_TABLE = "区域里没有年报的表，请连同表头一起选"
ALL = (gikxl_diff, gikxl_check, gikxl_say)


@pytest.fixture
def table(excel: Excel, tmp_path) -> list[list[Any]]:
    """表三 of 宿迁 2024 as a range gives it: blank where a merged cell is covered."""
    report, path = figures.report("suqian_2024"), str(tmp_path / "a.xlsx")
    write_template(path, report.form, report=report)
    rows: list[list[Any]] = excel.open(path).sheets["三、申请办理"].range("A3:J30").value
    return rows


@pytest.mark.parametrize(
    ("left", "right", "difference"),
    [
        ([[3525.0, 121.0]], [[3518.0], [128.0]], 0),
        ([[5.0, None, "—", " "]], [[7.0]], -2),
        ([["１２件"]], [[Decimal("0.5")]], 11.5),
        ([[0.1, 0.2]], [[0.3]], 0),
        ([], [[1.0]], -1),
        ([["若干"]], [[1.0]], "“若干”不是数字"),
        ([["#REF!"]], [[1.0]], "“#REF!”不是数字"),
        ([[True]], [[1.0]], "“TRUE”不是数字"),
        ([[datetime(2024, 1, 1)]], [[1.0]], "“2024-01-01”不是数字"),
    ],
)
def test_difference(left: list[Any], right: list[Any], difference: object) -> None:
    assert gikxl_diff(left, right) == difference


def test_verdict(table: list[list[Any]]) -> None:
    assert gikxl_check(table) == "通过"
    total = next(row for row in table if row[0] == "一、本年新收政府信息公开申请数量")
    total[3] += 1
    said = gikxl_check(table)
    assert said.startswith("未通过，1 个错误：")
    assert "“自然人”列" in said
    assert gikxl_check([["别的"]]) == NO_TABLE


def test_sentence(table: list[list[Any]]) -> None:
    assert gikxl_say(table, [["今年{新收申请}，{上年结转}。"]]) == (
        "今年新收政府信息公开申请3525件，上年结转121件。"
    )
    assert gikxl_say(table, [["{新收}"]]) == "不认识“{新收}”"
    assert gikxl_say(table, [["一", None], [None, "二"]]) == "句式请写在一个单元格里"
    assert gikxl_say(table, [[None]]) == ""
    assert gikxl_say([["别的"]], [["{新收申请}"]]) == NO_TABLE


def test_what_xlwings_makes_of_them_on_windows(
    monkeypatch: pytest.MonkeyPatch, table: list[list[Any]]
) -> None:
    """Its decorators of Windows read names and types, and convert what Excel passes."""
    for name in ("pythoncom", "pywintypes", "win32com", "win32com.client"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    sys.modules["pythoncom"].CoInitialize = None  # type: ignore[attr-defined]
    sys.modules["win32com.client"].Dispatch = None  # type: ignore[attr-defined]
    import xlwings.udfs as windows

    for name in ("func", "arg"):
        monkeypatch.setattr(xw, name, getattr(windows, f"xl{name}"))
    monkeypatch.delitem(sys.modules, "gikxl.excel.udfs", raising=False)
    made = importlib.import_module("gikxl.excel.udfs")
    monkeypatch.setitem(sys.modules, "gikxl.excel.udfs", made)
    about = {plain: plain.__dict__.pop("__xlfunc__") for plain in ALL}
    for plain in ALL:
        assert getattr(made, plain.__name__) is plain
        assert (about[plain]["category"], about[plain]["sub"]) == ("年报", False)
        assert plain.__doc__ in about[plain]["ret"]["doc"]
        assert all(argument["doc"] for argument in about[plain]["args"])
    say = about[gikxl_say]
    given = [
        conversion.read(None, value, argument["options"], "stand-in")
        for value, argument in zip((table, "{新收申请}"), say["args"], strict=True)
    ]
    result = conversion.write(gikxl_say(*given), None, say["ret"]["options"], "stand-in")
    assert result == [["新收政府信息公开申请3525件"]]
    single = about[gikxl_diff]["args"][0]["options"]
    assert conversion.read(None, 5.0, single, "stand-in") == [[5.0]]
