"""A button finds the workbook it was pressed in, and never ends in a traceback."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw
from openpyxl import load_workbook

from gikxl.excel import app as excel_app
from gikxl.excel.__main__ import main
from gikxl.excel.app import BUSY, NO_BOOK, Called, read_arguments
from gikxl.excel.commands import NAMES, command
from tests.excel.engine import HWND, Excel

HERE = Path(__file__).parents[2]
EXAMPLE = HERE / "workbook" / "示例-有错误.xlsx"
NASTY = (
    "年报.xlsx", "a=b.xlsx", "局 年报 (1).xlsx", "[终稿]年报.xlsx", "A&B%20.xlsx", " 空格.xlsx",
    "工作簿1",
)  # fmt: skip


def ribbon(name: str, book: str) -> list[str]:
    """The arguments that the add-in gives."""
    return [name, f"--wb={book}", "--from_xl=1", f"--hwnd={HWND}"]


def opened(excel: Excel, folder: Path, name: str) -> xw.Book:
    folder.mkdir(exist_ok=True)
    path = folder / f"原{folder.name}.xlsx"
    shutil.copy(EXAMPLE, path)
    book = excel.open(path)
    excel.move(book, name)
    return book


def is_checked(book: xw.Book) -> bool:
    return "校验结果(2)" in [sheet.name for sheet in book.sheets]


@pytest.mark.parametrize("name", NASTY)
def test_arguments(name: str) -> None:
    assert read_arguments(ribbon("check", name)) == Called("check", name, HWND)


@pytest.mark.parametrize("name", NASTY)
def test_the_named_workbook_is_found_while_another_is_active(
    excel: Excel, tmp_path: Path, name: str
) -> None:
    book = opened(excel, tmp_path / "一", name)
    other = opened(excel, tmp_path / "二", "另一本.xlsx")
    assert main(ribbon("check", name)) == 0
    assert (is_checked(book), is_checked(other)) == (True, False)
    assert excel.said[0].startswith("结论：未通过")


def test_a_workbook_in_the_cloud(excel: Excel, tmp_path: Path) -> None:
    book = opened(excel, tmp_path / "一", "https://d.docs.live.net/1234/文档/年报.xlsx")
    assert main(ribbon("check", "年报.xlsx")) == 0
    assert is_checked(book)
    assert main(ribbon("next", "年报.xlsx")) == 0
    assert main(ribbon("clear", "年报.xlsx")) == 0
    assert not is_checked(book)


def test_no_workbook_is_open(excel: Excel) -> None:
    assert main(ribbon("check", "")) == 0
    assert excel.said == ["\n".join(NO_BOOK)]


def test_the_workbook_was_closed_meanwhile(excel: Excel, tmp_path: Path) -> None:
    other = opened(excel, tmp_path / "一", "另一本.xlsx")
    assert main(ribbon("check", "年报.xlsx")) == 0
    assert excel.said == ["\n".join(NO_BOOK)]
    assert not is_checked(other)


def test_a_workbook_that_is_no_report(excel: Excel) -> None:
    excel.new()
    assert main(ribbon("check", "工作簿1")) == 0
    assert excel.said[0].startswith("F008 没有年报表格：")


def test_a_cell_is_being_edited(excel: Excel, tmp_path: Path) -> None:
    opened(excel, tmp_path / "一", "年报.xlsx")
    excel.state.busy = True
    assert main(ribbon("check", "年报.xlsx")) == 0
    assert excel.said == ["\n".join(BUSY)]


def test_excel_refuses(excel: Excel, tmp_path: Path) -> None:
    opened(excel, tmp_path / "一", "年报.xlsx")
    excel.state.fail_at = "Range.raw_value"
    assert main(ribbon("check", "年报.xlsx")) == 0
    assert excel.said[0].startswith("Excel 没有照办：Range.raw_value")
    assert excel.app.screen_updating is True


def test_a_fault_of_our_own(excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: xw.Book) -> None:
        raise ZeroDivisionError("意外")

    opened(excel, tmp_path / "一", "年报.xlsx")
    monkeypatch.setattr(command("check"), "run", fail)
    assert main(ribbon("check", "年报.xlsx")) == 0
    assert excel.said[0].startswith("F013 程序出错：")
    assert "Traceback" not in excel.said[0]


def test_a_button_of_another_version(excel: Excel) -> None:
    assert main(ribbon("sum_up", "")) == 0
    assert excel.said[0].startswith("没有“sum_up”这个按钮")


def test_every_button_has_what_the_ribbon_shows() -> None:
    for name in NAMES:
        button = command(name)
        assert button.LABEL
        assert button.PURPOSE
        assert callable(button.run)


def test_on_windows_no_excel_is_ended_and_a_busy_one_is_not_waited_for(
    excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    unregistered: list[object] = []
    windows: list[int] = []

    def window_s_app(xl: int) -> Any:
        windows.append(xl)
        return excel.app.impl

    native = SimpleNamespace(cleanup=print, N_COM_ATTEMPTS=0, App=window_s_app)
    monkeypatch.setattr(xw, "_xlwindows", native, raising=False)
    monkeypatch.setattr("atexit.unregister", unregistered.append)
    monkeypatch.setattr(excel_app, "sys", SimpleNamespace(platform="win32"))
    assert excel_app.app_of(HWND) == excel.app
    assert (unregistered, windows) == ([print], [HWND])
    assert native.N_COM_ATTEMPTS > 0


@pytest.mark.parametrize("name", ["a=b.xlsx", "局 年报 (1).xlsx"])
def test_in_a_process_of_its_own(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copy(EXAMPLE, path)
    settings = json.dumps({"open": [str(path)]})
    ran = subprocess.run(
        [sys.executable, "-m", "tests.excel.engine", settings, *ribbon("check", name)],
        cwd=HERE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    told = json.loads(ran.stdout)
    assert told["code"] == 0
    assert told["alerts"][0][0].startswith("结论：未通过")
    marked = load_workbook(path)
    assert "校验结果(2)" in marked.sheetnames
    assert ran.stderr == ""


def test_without_excel_the_add_in_is_told() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "gikxl.excel", "check", "--wb=a.xlsx", "--from_xl=1", "--hwnd=1"],
        cwd=HERE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="xlwings may find an Excel there")
def test_where_no_excel_can_be_it_is_said_in_chinese() -> None:
    arguments = [sys.executable, "-m", "gikxl.excel", *ribbon("check", "年报.xlsx")]
    ran = subprocess.run(arguments, capture_output=True, text=True, cwd=HERE, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "按钮只能在装了 Excel 的 Windows 电脑上用；这里请用 gikxl 的命令\n"
