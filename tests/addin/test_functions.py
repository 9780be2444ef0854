"""What a worksheet function of the add-in gives: its VBA interpreted, its Python in a process."""

import re
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyopenvba.interpreter import EMPTY, VBAArray, VBAErrorValue, VBARuntimeError

from gikxl.excel.formula import read_request
from gikxl.excel.functions import gikxl_check
from gikxl.write.template import write_template
from tests import figures
from tests.addin.formulas import NO_ANSWER, NO_PYTHON, TOO_LARGE, Worksheet
from tests.addin.launcher import PROJECT

NO_TABLE = "区域里没有年报的表，请连同表头一起选"
TABLE = "A3:J30"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The temporary folder of somebody whose name a command line can break on."""
    found = tmp_path / "王 (临时) & 100%OS% 'x'"
    found.mkdir()
    return found


def _template(folder: Path, sheet: str) -> Worksheet:
    """The template with 宿迁 2024 in it; a merged cell that is covered is blank."""
    report, path = figures.report("suqian_2024"), folder.parent / "年报.xlsx"
    write_template(str(path), report.form, report=report)
    return Worksheet(folder, book=path, sheet=sheet)


@pytest.fixture
def suqian(folder: Path) -> Worksheet:
    """Its 表三, unprotected."""
    sheet = _template(folder, "三、申请办理")
    sheet.sheet.sheet.vba_get("Unprotect")
    return sheet


def _never(_: list[str]) -> int:
    raise AssertionError("Python was asked")


# What VBA adds up by itself


@pytest.mark.parametrize(
    ("left", "right", "difference"),
    [
        ([[3525, 121]], [[3518], [128]], 0),
        ([[0.1], [0.2]], [[0.3]], 0),
        ([[5, None, "—", "-", "  "]], [[7]], -2),
        ([[36.5825]], [[36]], 0.5825),
        ([[-1.5]], [[None]], -1.5),
        ([[None]], [[None]], 0),
    ],
)
def test_plain_numbers_need_no_python(
    folder: Path, left: list[list[Any]], right: list[list[Any]], difference: float
) -> None:
    sheet = Worksheet(folder, start=_never)
    width = max(len(left[0]), len(right[0]))
    rows = [[*row, *[None] * (width - len(row))] for row in (*left, *right)]
    sheet.fill(rows)
    last = chr(64 + width)
    ranges = (f"A1:{last}{len(left)}", f"A{len(left) + 1}:{last}{len(rows)}")
    assert sheet.compute("GIKXL_DIFF", *map(sheet.cells, ranges)) == difference


def test_an_argument_may_be_whole_columns_pieces_a_number_or_a_list(folder: Path) -> None:
    sheet = Worksheet(folder, start=_never)
    sheet.fill([[1, 10], [2, 20], [3, 30]])
    assert sheet.compute("GIKXL_DIFF", sheet.cells("B:B"), sheet.cells("A:A")) == 54
    assert sheet.compute("GIKXL_DIFF", sheet.cells("A1,A3:B3"), sheet.cells("B2")) == 14
    assert sheet.compute("GIKXL_DIFF", sheet.cells("A1:A3"), 6) == 0
    assert sheet.compute("GIKXL_DIFF", sheet.cells("Y1:Z9"), sheet.cells("A2")) == -2
    plain_list = VBAArray([(1, 3)], items=[1.0, 2.0, 0.5])
    assert sheet.compute("GIKXL_DIFF", plain_list, sheet.cells("A1")) == 2.5


def test_money_is_not_cut_to_four_places(folder: Path) -> None:
    sheet = Worksheet(folder, start=_never)
    sheet.fill([[36.58251]])
    sheet.cells("A1").vba_set("NumberFormat", "$#,##0.00")
    assert sheet.cells("A1").vba_get("Value") == Decimal("36.5825")
    assert sheet.compute("GIKXL_DIFF", sheet.cells("A1"), 36) == 0.58251


amounts = st.decimals(-(10**9), 10**9, allow_nan=False, places=4)


@given(st.lists(amounts, min_size=1, max_size=6))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_sums_are_exact(folder: Path, numbers: list[Decimal]) -> None:
    sheet = Worksheet(folder, start=_never)
    area = sheet.fill([[float(number)] for number in numbers])
    assert sheet.compute("GIKXL_DIFF", sheet.cells(area), 0.0) == float(sum(numbers))


# What Python is asked


@pytest.mark.parametrize(
    ("value", "difference"),
    [
        ("１２件", 11),
        ("若干", "“若干”不是数字"),
        ("a\\n\r\n“b”", "“a\\n  “b””不是数字"),
        (VBAErrorValue(2042), "“#N/A”不是数字"),
        (VBAErrorValue(2023), "“#REF!”不是数字"),
        (True, "“TRUE”不是数字"),
        (1e29, 1e29 - 1),
    ],
)
def test_whatever_else_python_reads(folder: Path, value: object, difference: object) -> None:
    sheet = Worksheet(folder)
    sheet.fill([[value, 1]])
    assert sheet.compute("GIKXL_DIFF", sheet.cells("A1"), sheet.cells("B1")) == difference
    assert list(folder.iterdir()) == []


def test_a_date_is_not_a_number(folder: Path) -> None:
    sheet = Worksheet(folder)
    sheet.fill([[45292, 45292.5]])
    sheet.cells("A1:B1").vba_set("NumberFormat", "yyyy-mm-dd")
    compute = sheet.compute
    assert compute("GIKXL_DIFF", sheet.cells("A1"), 1) == "“2024-01-01”不是数字"
    assert compute("GIKXL_DIFF", sheet.cells("B1"), 1) == "“2024-01-01 12:00:00”不是数字"


def test_verdict(suqian: Worksheet, folder: Path) -> None:
    assert suqian.compute("GIKXL_CHECK", suqian.cells(TABLE)) == "通过"
    suqian.sheet.set_value("D6", 1)
    said = suqian.compute("GIKXL_CHECK", suqian.cells("A:J"))
    assert said.startswith("未通过，")
    assert "“自然人”列" in said
    assert suqian.compute("GIKXL_CHECK", suqian.cells("A6")) == NO_TABLE
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "今年{新收申请}，{上年结转}。",
            "今年新收政府信息公开申请3525件，上年结转121件。",
        ),
        ("=1+1", "=1+1"),
        ('"a" & %TEMP% ^ \\"b\\" \\n{新收申请:数}', '"a" & %TEMP% ^ \\"b\\" \\n3525'),
        ("第一行\r\n第二行\n“{上年结转:数}”", "第一行\r\n第二行\n“121”"),
        ("{新收}", "不认识“{新收}”"),
        ("", ""),
    ],
)
def test_sentence(suqian: Worksheet, folder: Path, sentence: str, said: str) -> None:
    assert suqian.compute("GIKXL_SAY", suqian.cells(TABLE), sentence) == said
    suqian.sheet.set_value("L1", f"'{sentence}")
    assert suqian.compute("GIKXL_SAY", suqian.cells(TABLE), suqian.cells("L1")) == said
    assert list(folder.iterdir()) == []


def test_a_sentence_is_one_cell(suqian: Worksheet) -> None:
    suqian.sheet.set_value("L1", "一")
    suqian.sheet.set_value("L2", "二")
    said = suqian.compute("GIKXL_SAY", suqian.cells(TABLE), suqian.cells("L1:L2"))
    assert said == "句式请写在一个单元格里"


texts = st.text(st.characters(exclude_characters="\0"), max_size=30)
values = st.one_of(
    st.none(),
    st.booleans(),
    texts,
    st.floats(-1e15, 1e15).map(lambda number: float(f"{number:.14g}")),
)


@given(st.lists(st.lists(values, min_size=3, max_size=3), min_size=1, max_size=3))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_python_reads_what_vba_writes(folder: Path, rows: list[list[Any]]) -> None:
    sheet = Worksheet(folder, start=lambda _: 1)
    columns = [EMPTY if row[at] is None else row[at] for at in range(3) for row in rows]
    array = VBAArray([(1, len(rows)), (1, 3)], items=columns)
    assert sheet.compute("GIKXL_CHECK", array) == NO_ANSWER
    assert read_request(sheet.files.requests[0]) == (gikxl_check, [rows])


def test_half_a_character_is_no_failure(suqian: Worksheet) -> None:
    assert suqian.compute("GIKXL_SAY", suqian.cells(TABLE), "\ud83d{上年结转:数}") == "\ufffd121"


# How often, and where it fails


def _answering(text: str) -> Callable[[list[str]], int]:
    def start(arguments: list[str]) -> int:
        Path(arguments[-1]).write_text(text, encoding="utf-16")
        return 0

    return start


def test_the_same_cells_are_asked_about_once(suqian: Worksheet) -> None:
    for _ in range(3):
        assert suqian.compute("GIKXL_CHECK", suqian.cells(TABLE)) == "通过"
    assert len(suqian.shell.started) == 1
    assert suqian.shell.windows == [(0, True)]
    suqian.compute("GIKXL_SAY", suqian.cells(TABLE), "{新收申请}")
    suqian.compute("GIKXL_SAY", suqian.cells(TABLE), "{上年结转}")
    assert len(suqian.shell.started) == 3


def test_answers_are_forgotten_before_they_fill_the_memory(folder: Path) -> None:
    sheet = Worksheet(folder, start=_answering("t好"))
    for number in range(501):
        assert sheet.compute("GIKXL_CHECK", number) == "好"
    assert len(sheet.shell.started) == 501
    sheet.compute("GIKXL_CHECK", 500)
    assert len(sheet.shell.started) == 501
    sheet.compute("GIKXL_CHECK", 0)
    assert len(sheet.shell.started) == 502


def test_without_python_the_cell_says_so(folder: Path) -> None:
    sheet = Worksheet(folder, python=None, start=_never)
    assert sheet.compute("GIKXL_CHECK", "x") == NO_PYTHON
    assert sheet.compute("GIKXL_DIFF", "3件", 1) == NO_PYTHON
    assert sheet.compute("GIKXL_DIFF", 3, 1) == 2
    assert sheet.excel.dialogs == []


def _not_found(_: list[str]) -> int:
    raise VBARuntimeError(-2147024894, "Method 'Run' of object 'IWshShell3' failed")


@pytest.mark.parametrize(
    "start",
    [lambda _: 1, lambda _: -1073741819, lambda _: 0, _answering(""), _not_found],
    ids=["refused", "crashed", "silent", "empty", "not there"],
)
def test_a_failure_is_told_in_the_cell_and_tried_again(
    folder: Path, start: Callable[[list[str]], int]
) -> None:
    sheet = Worksheet(folder, start=start)
    assert sheet.compute("GIKXL_CHECK", "x") == NO_ANSWER
    assert sheet.excel.dialogs == []
    assert list(folder.iterdir()) == []
    sheet.shell.start = _answering("t好")
    assert sheet.compute("GIKXL_CHECK", "x") == "好"
    assert list(folder.iterdir()) == []


def test_no_temporary_folder_and_no_scripting(folder: Path) -> None:
    sheet = Worksheet(folder / "gone")
    assert sheet.compute("GIKXL_CHECK", "x") == NO_ANSWER
    del sheet.excel.interpreter.host.objects["WScript.Shell"]
    assert sheet.compute("GIKXL_CHECK", "x") == NO_ANSWER


def test_too_large_is_told_and_not_written(folder: Path) -> None:
    sheet = Worksheet(folder, start=_never)
    sheet.fill([["x" * 30_000] for _ in range(17)])
    assert sheet.compute("GIKXL_CHECK", sheet.cells("A:A")) == TOO_LARGE
    sheet.sheet.set_value("A20001", 1)
    assert sheet.compute("GIKXL_CHECK", sheet.cells("A1:A20001")) == TOO_LARGE
    assert sheet.files.requests == []


def test_a_formula_that_is_still_to_be_computed_asks_nobody(folder: Path) -> None:
    """Excel then passes nothing for it, and asks again: see its rules for functions in VBA."""
    sheet = Worksheet(folder, start=_never)
    sheet.fill([["x"]])
    cell = sheet.cells("A2")
    sheet.excel.application.vba_set("Calculation", -4135, [], {}, by_ref=False)
    cell.vba_set("Formula", "=A1")
    assert sheet.compute("GIKXL_CHECK", sheet.cells("A1:A2")) == NO_ANSWER


def test_the_command_is_the_python_of_the_buttons(folder: Path) -> None:
    sheet = Worksheet(folder, start=_answering("n1.5E-7"))
    assert sheet.compute("GIKXL_DIFF", "x", 1) == 1.5e-7
    ((python, *options, module, request, reply),) = sheet.shell.started
    assert (python, options) == (sys.executable, ["-I", "-B", "-X", "utf8", "-m"])
    assert module == "gikxl.excel.formula"
    assert Path(request).parent == folder
    assert reply == f"{request}.answer"


@pytest.mark.parametrize("document", ["docs/functions.md", "workbook/使用手册.md"])
def test_documented_formulas(suqian: Worksheet, document: str) -> None:
    """Every example of a formula on the sheets of the template gives what it promises."""
    text = (PROJECT / document).read_text(encoding="utf-8")
    found = re.findall(r"=(?:IFERROR\()?(GIKXL_\w+)\(('[^()]*)\)", text)
    assert {name for name, _ in found} >= {"GIKXL_CHECK"}
    expected = {"GIKXL_DIFF": 0, "GIKXL_CHECK": "通过"}
    for name, arguments in found:
        given = [
            quoted or suqian.excel.sheet(place).sheet.vba_get("Range", [cells])
            for place, cells, quoted in re.findall(r"'(.+?)'!([A-Z0-9:]+)|\"(.+?)\"", arguments)
        ]
        said = suqian.compute(name, *given)
        assert said == expected.get(name, said)
        assert name != "GIKXL_SAY" or said.startswith("新收政府信息公开申请3525件")


@pytest.mark.parametrize("place", ["二、主动公开", "三、申请办理", "四、复议诉讼"])
def test_a_whole_sheet_of_the_template_is_a_table(folder: Path, place: str) -> None:
    sheet = _template(folder, place)
    assert sheet.compute("GIKXL_CHECK", sheet.cells("A:Z")) == "通过"


def test_the_example_is_judged_as_the_command_does(folder: Path) -> None:
    path = PROJECT / "workbook" / "示例-有错误.xlsx"
    sheet = Worksheet(folder, book=path, sheet="三、申请办理")
    said = sheet.compute("GIKXL_CHECK", sheet.cells(TABLE))
    assert said.startswith("未通过，")
    assert "“自然人”列：一、本年新收＋二、上年结转为 133" in said
