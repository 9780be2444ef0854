"""Worksheet functions as plain functions, on values as Excel hands them over."""

import importlib.util
import sys
import types
from decimal import Decimal
from typing import Any

import pytest
import xlwings as xw
from xlwings import conversion

from gikxl.excel import functions
from gikxl.excel.functions import gikxl_差额, gikxl_文字, gikxl_校验
from gikxl.write.template import write_template
from tests import figures
from tests.excel.engine import Excel

NO_TABLE = "区域里没有年报的表，请连同表头一起选"
ALL = (gikxl_差额, gikxl_校验, gikxl_文字)


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
        ([["若干"]], [[1.0]], "“若干”不是数字"),
        ([["#REF!"]], [[1.0]], "“#REF!”不是数字"),
        ([[True]], [[1.0]], "“True”不是数字"),
    ],
)
def test_difference(left: list[Any], right: list[Any], difference: object) -> None:
    assert gikxl_差额(left, right) == difference


def test_verdict(table: list[list[Any]]) -> None:
    assert gikxl_校验(table) == "通过"
    total = next(row for row in table if row[0] == "一、本年新收政府信息公开申请数量")
    total[3] += 1
    said = gikxl_校验(table)
    assert said.startswith("未通过，1 个错误：")
    assert "“自然人”列" in said
    assert gikxl_校验([["别的"]]) == NO_TABLE


def test_sentence(table: list[list[Any]]) -> None:
    assert gikxl_文字(table, "今年{新收申请}，{上年结转}。") == (
        "今年新收政府信息公开申请3525件，上年结转121件。"
    )
    assert gikxl_文字(table, "{新收}") == "不认识“{新收}”"
    assert gikxl_文字([["别的"]], "{新收申请}") == NO_TABLE


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
    spec = importlib.util.spec_from_file_location("made", functions.__file__)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "made", made)
    spec.loader.exec_module(made)
    for plain in ALL:
        about = getattr(made, plain.__name__).__xlfunc__
        assert (about["category"], about["sub"]) == ("年报", False)
        assert plain.__doc__ in about["ret"]["doc"]
    call = made.gikxl_文字
    given = [
        conversion.read(None, value, argument["options"], "stand-in")
        for value, argument in zip((table, "{新收申请}"), call.__xlfunc__["args"], strict=True)
    ]
    result = conversion.write(call(*given), None, call.__xlfunc__["ret"]["options"], "stand-in")
    assert result == [["新收政府信息公开申请3525件"]]
    single = made.gikxl_差额.__xlfunc__["args"][0]["options"]
    assert conversion.read(None, 5.0, single, "stand-in") == [[5.0]]
