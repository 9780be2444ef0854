import io
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.finding import CheckedFile, Finding
from gikxl.write import text
from gikxl.write.drawing import draw, width
from gikxl.write.excerpt import Cell, Excerpt, Line, excerpt
from tests.write.placed import placed

HEAVY = ("dataclasses", "json", "logging", "openpyxl", "pydantic", "tqdm", "unicodedata", "zipfile")

ERROR = Finding(
    "H301", "error", "总计不等于各类申请人之和", "总计为 3，五类之和为 2，多 1",
    ("requests.new.total", "requests.new.business"), ("三、申请办理!J6", "三、申请办理!E6"), 2, 3,
    "改为 2。",
    (("requests.new.total", 2),),
)  # fmt: skip
WARNING = Finding("E101", "warning", "年度与文件不一致", "文件写于 2022 年", suggestion="请核对。")
NOTICES = tuple(
    Finding("V201", "notice", "空格按 0 计", f"{cell} 为空", (f"requests.{key}",), (f"表!{cell}",))
    for cell, key in (("D6", "new.natural_person"), ("E6", "new.business"))
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def checked(*findings, verdict="fail", path="a.xlsx"):
    return CheckedFile(path, verdict, "前进区司法局", 2023, 2021, findings)


def written(file, excerpts=(), out=None):
    out = out or io.StringIO()
    text.write_file(out, file, excerpts)
    return out.getvalue()


def test_a_clean_file_is_one_line():
    assert written(checked(verdict="pass")) == "结论：通过  a.xlsx\n"


def test_findings_stand_under_the_forms_sections_with_the_cells_drawn():
    numbers = {
        f"requests.{row}.{column}": number
        for row in ("new", "carried_forward")
        for column, number in (("business", 2), ("total", 3))
    }
    drawn = excerpt(placed(numbers), ERROR)

    assert written(checked(ERROR, WARNING, *NOTICES), [drawn]) == (
        """\
a.xlsx　前进区司法局 2023 年度

整份报告
  警告 E101 年度与文件不一致
    文件写于 2022 年
    改法：请核对。

三、收到和处理政府信息公开申请情况
  错误 H301 总计不等于各类申请人之和
    总计为 3，五类之和为 2，多 1
    位置：三、申请办理!J6，应为 2，实为 3
      | 三、申请办理       |      D |    E |    F |    G |    H |    I |     J
      |                    | 自然人 | 商业 | 科研 | 社会 | 法律 | 其他 |  总计
      |                    |        | 企业 | 机构 | 公益 | 服务 |      |
      |                    |        |      |      | 组织 | 机构 |      |
    --+--------------------+--------+------+------+------+------+------+------
    6 | 一、本年新收政府.. |      0 |    2 |    0 |    0 |    0 |    0 |   [3]
      |                    |        |      |      |      |      |      | 应为2
    7 | 二、上年结转政府.. |      0 |    0 |    0 |    0 |    0 |    0 |     0
    改法：改为 2。
  提示 V201 空格按 0 计（2 处）：表!D6、E6

结论：未通过——1 个错误、1 个警告、2 个提示  a.xlsx

"""
    )


def test_a_single_notice_keeps_its_message():
    assert "  提示 V201 空格按 0 计：D6 为空\n" in written(checked(NOTICES[0], verdict="pass"))


def test_an_unreadable_file_says_why():
    finding = Finding("E003", "error", "文件已加密", "文件设有密码。", suggestion="去掉密码。")

    lines = written(CheckedFile("b.xls", "unreadable", None, None, None, (finding,))).splitlines()

    assert lines[0] == "b.xls"
    assert lines[-2] == "结论：无法读取——文件已加密  b.xls"


def test_colour_only_on_a_terminal_that_wants_it(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("WT_SESSION", "1")
    assert written(checked(ERROR), out=Terminal()).count("\x1b[1;31m") == 2
    assert "\x1b" not in written(checked(ERROR))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in written(checked(ERROR), out=Terminal())


@pytest.mark.parametrize("encoding", ["cp936", "gb2312", "ascii", "utf-8"])
def test_any_encoding_takes_it(encoding):
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding)
    text.write_file(out, checked(ERROR, path="\udce9é𠮷.xlsx"), [excerpt(placed(), ERROR)])
    out.flush()

    shown = raw.getvalue().decode(encoding)
    assert "H301" in shown
    assert "三、申请办理" in shown or encoding == "ascii"


def from_a_sender(words):
    """A check in which every text comes from a sender."""
    finding = Finding("V103", "error", words, words, ("requests.new.total",), (f"{words}!A1",),
                      words, words, words)  # fmt: skip
    cells = (Cell(words, "wrong", words),) * 2
    drawn = Excerpt(words, ("A", "B"), ("自然人", "总计"), (Line(1, words, cells),))
    return written(checked(finding, path=words)._replace(unit=words), [drawn])


@given(st.text(min_size=1))
def test_nothing_from_a_sender_moves_the_cursor_or_breaks_a_line(nasty):
    shown = from_a_sender(nasty)

    assert all(char.isprintable() or char in "\n\u3000" for char in shown)
    assert shown.count("\n") == from_a_sender("甲").count("\n")
    shown.encode("utf-8")


@given(st.lists(st.integers(0, 10**7), min_size=7, max_size=7))
def test_the_lines_of_a_drawing_are_aligned(numbers):
    columns = placed().form.tables[1].blocks[0].columns
    report = placed({f"requests.new.{c.key}": n for c, n in zip(columns, numbers, strict=True)})

    lines = draw(excerpt(report, ERROR))

    bars = {
        tuple(width(line[:at]) for at, char in enumerate(line) if char in "|+") for line in lines
    }
    assert len(bars) == 1


def test_a_summary_counts_files_and_the_frequent_codes():
    out, summary = io.StringIO(), text.Summary()
    for file in (checked(ERROR, *NOTICES), checked(ERROR), checked(verdict="pass")):
        summary.add(file)
    summary.write(out)

    assert out.getvalue() == (
        "共 3 个文件：通过 1 个，未通过 2 个\n"
        "合计 2 个错误、2 个提示。最常见的问题：\n"
        "      2 个文件  错误 H301 总计不等于各类申请人之和\n"
        "      1 个文件  提示 V201 空格按 0 计\n"
    )


def test_a_clean_file_loads_nothing_heavy():
    code = (
        "import sys; before = set(sys.modules)\n"
        "from gikxl.finding import CheckedFile\n"
        "from gikxl.write import excerpt, text\n"
        "text.write_file(sys.stdout, CheckedFile('a.xlsx', 'pass', '某局', 2023, 2021, ()))\n"
        f"print(sorted({set(HEAVY)!r} & (set(sys.modules) - before)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout == "结论：通过  a.xlsx\n[]\n"
