"""The request of a worksheet function: read strictly, answered in a process of its own."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.excel import formula
from gikxl.excel.formula import answer, main, read_request
from gikxl.excel.functions import gikxl_check, gikxl_diff

FUNCTIONS = {1: ("GIKXL_CHECK", gikxl_check), 2: ("GIKXL_DIFF", gikxl_diff)}


def written(name: str, *arguments: list[list[Any]]) -> str:
    """A request as the add-in writes it."""
    lines = ["gikxl 1", name]
    for rows in arguments:
        lines.append("argument")
        for row in rows:
            lines += ["row", *map(cell, row)]
    return "\r\n".join([*lines, "end", ""])


def cell(value: object) -> str:
    if value is None:
        return "blank"
    if isinstance(value, bool):
        return f"truth {value:d}"
    if isinstance(value, float):
        # Str leaves out the zero before the point.
        return f"number {value:.15G}".replace(" 0.", " .").replace(" -0.", " -.")
    assert isinstance(value, str)
    return "text " + value.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")


numbers = st.floats(-1e300, 1e300).map(lambda x: float(f"{x:.15G}"))
values = st.none() | st.booleans() | st.text(max_size=20) | st.text("\\rn\r\n") | numbers
tables = st.lists(st.lists(values, max_size=4), max_size=4)


@given(st.lists(tables, min_size=1, max_size=2))
def test_what_is_written_is_read(arguments: list[list[list[Any]]]) -> None:
    name, function = FUNCTIONS[len(arguments)]
    assert read_request(written(name, *arguments)) == (function, arguments)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("date 45292.5", datetime(2024, 1, 1, 12)),
        ("date -1", datetime(1899, 12, 29)),
        ("error 2042", "#N/A"),
        ("error 2007", "#DIV/0!"),
        ("error -2147352572", "#错误"),
        ("number -1.5E-05", -1.5e-5),
        ("number 12.", 12.0),
        ("text ", ""),
        ("text =1+1", "=1+1"),
        ("text \u2028\x85\x0b", "\u2028\x85\x0b"),
    ],
)
def test_cells(line: str, value: object) -> None:
    _, (rows,) = read_request(f"gikxl 1\r\nGIKXL_CHECK\r\nargument\r\nrow\r\n{line}\r\nend\r\n")
    assert rows == [[value]]


@pytest.mark.parametrize(
    "request_",
    [
        "",
        "gikxl 1",
        "gikxl 1\r\nend\r\n",
        "gikxl 2\r\nGIKXL_CHECK\r\nargument\r\nend\r\n",
        "gikxl 1\r\nGIKXL_CHECK\r\nargument\r\nrow\r\ntext a",
        "gikxl 1\r\nGIKXL_CHECK\r\nend\r\n",
        "gikxl 1\r\nGIKXL_CHECK\r\nargument\r\nargument\r\nend\r\n",
        "gikxl 1\r\neval\r\nargument\r\nend\r\n",
        "gikxl 1\r\nGIKXL_CHECK\r\nrow\r\nargument\r\nend\r\n",
        "gikxl 1\r\nGIKXL_CHECK\r\nargument\r\nblank\r\nend\r\n",
        *(
            f"gikxl 1\r\nGIKXL_CHECK\r\nargument\r\nrow\r\n{line}\r\nend\r\n"
            for line in (
                "", "number", "number 1_0", "number １", "number nan", "number 1,5", "number 0x1",
                "truth 2", "text \\x", "text \\", "formula 1", "date", "Blank",
            )
        ),
    ],
)  # fmt: skip
def test_anything_else_is_refused(request_: str) -> None:
    with pytest.raises(ValueError, match=r"^(not |out of place|\d arguments instead)"):
        read_request(request_)


def test_numbers_and_texts() -> None:
    assert answer(written("GIKXL_DIFF", [[1.0, 0.5]], [["—"]])) == "n1.5"
    assert answer(written("GIKXL_DIFF", [["3件"]], [[5.0]])) == "n-2"
    assert answer(written("GIKXL_DIFF", [["x"]], [[5.0]])) == "t“x”不是数字"
    assert answer(written("GIKXL_DIFF", [], [])) == "n0"


def test_a_text_is_no_longer_than_a_cell() -> None:
    assert len(answer(written("GIKXL_DIFF", [["x" * 40_000]], []))) == 1 + 32_767


def _run(*arguments: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-m", "gikxl.excel.formula"]
    return subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, check=False, encoding="utf-8"
    )


def test_a_process_reads_one_file_and_writes_the_other(tmp_path: Path) -> None:
    asked, told = tmp_path / "a (1).tmp", tmp_path / "a (1).tmp.answer"
    asked.write_text(written("GIKXL_DIFF", [["若\ud83d"]], []), "utf-16", "surrogatepass", "")
    ran = _run(asked, told)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert told.read_text("utf-16") == "t“若\ufffd”不是数字"
    # Never into a file that is there already.
    assert _run(asked, told).returncode == 1
    assert told.read_text("utf-16") == "t“若\ufffd”不是数字"


def test_without_an_answer_there_is_no_file(tmp_path: Path) -> None:
    asked, told = tmp_path / "a", tmp_path / "b"
    asked.write_text("gikxl 2", "utf-16")
    ran = _run(asked, told)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert not told.exists()
    assert _run(asked).returncode == 1
    assert _run(tmp_path / "c", told).returncode == 1


def test_a_request_has_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, told = tmp_path / "a", tmp_path / "b"
    content = written("GIKXL_DIFF", [], []).encode("utf-16")
    asked.write_bytes(content)
    monkeypatch.setattr(formula, "MOST_BYTES", len(content) - 1)
    with pytest.raises(ValueError, match="too long"):
        main([str(asked), str(told)])
    monkeypatch.setattr(formula, "MOST_BYTES", len(content))
    main([str(asked), str(told)])
    assert told.read_text("utf-16") == "n0"


def test_xlwings_is_not_needed(tmp_path: Path) -> None:
    """The functions work, and start fast, without what the buttons need."""
    asked, told = tmp_path / "a", tmp_path / "b"
    asked.write_text(written("GIKXL_CHECK", [["x"]]), "utf-16", newline="")
    code = (
        "import sys; from gikxl.excel.formula import main; main(sys.argv[1:]);"
        "print({'xlwings', 'openpyxl', 'pydantic', 'lxml'} & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, asked, told], capture_output=True, check=True, encoding="utf-8"
    )
    assert ran.stdout == "set()\n"
    assert told.read_text("utf-16") == "t区域里没有年报的表，请连同表头一起选"
