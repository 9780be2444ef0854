"""From the button to the workbook: the whole way, each part as it is shipped.

The built add-in's ribbon names the buttons, its VBA is interpreted, and the command line it
makes is run in a process of its own, where xlwings works on a stand-in for Excel.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from gikxl.excel.dialogs import shortened
from gikxl.form import load
from gikxl.write.template import cells, info_cells
from tests.addin.launcher import HWND, PROJECT, Pressed, press
from tests.addin.test_package import buttons
from tests.collect.books import letter, workbook
from tests.excel.contents import contents

EXAMPLE = PROJECT / "workbook" / "示例-有错误.xlsx"
UTF8 = ("-B", "-X", "utf8", "-m")
# All that a command line can break on, as far as a file may be called so.
FILES = ["年报 (终稿) [1].xlsx", "A&B 100%OS%PATH% a=b;c,d!$`'~#@+{}^“引”.xlsx"]


class Told:
    """A press, and what the process that it started showed."""

    def __init__(self, pressed: Pressed, ran: dict[str, object]) -> None:
        self.pressed = pressed
        self.code = ran["code"]
        self.selected = ran["selected"]
        self.alerts = [str(alert[0]) for alert in ran["alerts"]]  # type: ignore[attr-defined]


def press_in_excel(button: str, path: Path | None, **settings: object) -> Told:
    """Press a button with this workbook open in the stand-in for Excel."""
    told: dict[str, object] = {}

    def start(arguments: list[str]) -> int:
        assert arguments[1:7] == ["-I", *UTF8, "gikxl.excel"]
        opened = {"open": [str(path)] if path else [], **settings}
        ran = subprocess.run(
            [sys.executable, *UTF8, "tests.excel.engine", json.dumps(opened), *arguments[7:]],
            cwd=PROJECT, capture_output=True, check=True, timeout=120, encoding="utf-8",
        )  # fmt: skip
        told.update(json.loads(ran.stdout))
        return int(str(told["code"]))

    pressed = press(button, book=path.name if path else None, python=sys.executable, start=start)
    return Told(pressed, told)


@pytest.mark.parametrize("name", FILES)
def test_totals_are_right_in_the_workbook_after_the_press(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copy(EXAMPLE, path)
    (button,) = (one for one in buttons() if one.get("label") == "计算合计")
    told = press_in_excel(str(button.get("id")), path, answers=["ok"])
    assert told.code == 0
    assert told.pressed.messages == []
    (question,) = told.alerts
    assert question.startswith("要改 2 个合计：")
    places = cells(load(2021))
    after = openpyxl.load_workbook(path)
    for key in ("requests.granted.total", "requests.repeated.total"):
        place = places[key]
        assert str(after[place.sheet][place.a1].value).startswith("=SUM("), key


def test_check_marks_next_goes_there_and_clear_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "年报 (核对).xlsx"
    shutil.copy(EXAMPLE, path)
    before = openpyxl.load_workbook(path)
    told = press_in_excel("check", path)
    assert told.code == 0
    assert "校验结果" in openpyxl.load_workbook(path).sheetnames
    place = cells(load(2021))["requests.granted.total"]
    assert openpyxl.load_workbook(path)[place.sheet][place.a1].comment

    assert press_in_excel("next", path).selected != told.selected

    assert press_in_excel("clear", path).code == 0
    after = openpyxl.load_workbook(path)
    assert after.sheetnames == before.sheetnames
    assert after[place.sheet][place.a1].comment is None
    assert after[place.sheet][place.a1].value == before[place.sheet][place.a1].value


def test_a_new_report_where_no_workbook_is_open(tmp_path: Path) -> None:
    out = tmp_path / "某局 2025.xlsx"
    told = press_in_excel("new", None, files=[False, "某局", "2025", str(out)])
    assert told.code == 0
    assert told.pressed.started[0][7:] == ["new", "--wb=", "--from_xl=1", f"--hwnd={HWND}"]
    place = info_cells()["unit"]
    assert openpyxl.load_workbook(out)[place.sheet][place.a1].value == "某局"


def test_collecting_where_no_workbook_is_open(tmp_path: Path) -> None:
    """In a process of its own, which starts workers of its own; the same as the command."""
    source, by_command, out = tmp_path / "收到 (1)&", tmp_path / "命令", tmp_path / "按钮"
    source.mkdir()
    (source / "教育局.xlsx").write_bytes(workbook("清河县教育局"))
    (source / "民政局.eml").write_bytes(letter("清河县民政局"))
    (source / "说明.rar").write_bytes(b"Rar!")
    ran = subprocess.run(
        [sys.executable, "-I", *UTF8, "gikxl", "collect", str(source), "-o", str(by_command)],
        cwd=PROJECT, capture_output=True, check=False, timeout=120, encoding="utf-8",
    )  # fmt: skip
    told = press_in_excel("collect", None, files=[str(source), False, str(out)])
    assert told.code == 0
    assert told.pressed.messages == []
    assert ran.stdout.startswith(
        "新收 3 件。\n2025 年度，2 个单位，2 个已计入汇总。\n没能读取的附件"
    )
    words = ran.stdout.strip().replace(str(by_command), str(out)).split("\n")
    assert told.alerts == [shortened(words)]
    assert _without_time(contents(str(out / "汇总.xlsx"))) == _without_time(
        contents(str(by_command / "汇总.xlsx"))
    )


def _without_time(cells: dict[tuple[str, str], object]) -> dict[tuple[str, str], object]:
    """Without the minute in which it was collected."""
    return {
        at: re.sub(r"收集时间：.*", "", value) if isinstance(value, str) else value
        for at, value in cells.items()
    }


def test_without_a_workbook_a_button_says_so() -> None:
    told = press_in_excel("totals", None)
    assert told.code == 0
    assert told.alerts[0].startswith("没有可以操作的工作簿。")


def test_python_without_an_excel_leaves_the_word_to_the_add_in() -> None:
    """The very command line, in the very Python: xlwings has no Excel here."""
    ran: list[subprocess.CompletedProcess[str]] = []

    def start(arguments: list[str]) -> int:
        ran.append(
            subprocess.run(
                arguments, cwd="/", capture_output=True, timeout=120, check=False, encoding="utf-8"
            )
        )
        return ran[0].returncode

    pressed = press("check", python=sys.executable, start=start)
    assert ran[0].returncode == 1
    assert "Traceback" not in ran[0].stderr
    assert [text[:10] for _, text in pressed.messages] == ["年报工具意外中断，工"]
