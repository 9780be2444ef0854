"""Markdown: marks are no words, tables with and without the names of their columns."""

from pathlib import Path

import pytest

from gikxl.form import load
from gikxl.read import read
from gikxl.read.document.markdown import looks_like_markdown, open_markdown
from gikxl.read.tables import read_tables
from gikxl.report import Report
from tests.read.document.blocks import order, paragraphs, tables


def found(text: str) -> dict[str, tuple[object, str]]:
    """The number and the place of each field that is found."""
    values = read_tables(tables(open_markdown(text.encode())), load()).values
    return {key: (v.number, str(v.place)) for key, v in values.items() if v.place}


def report(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "年报.md"
    path.write_text(text, encoding="utf-8")
    return read(str(path))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("## 一、总体情况", "一、总体情况"),
        ("### （一）主动公开 ###", "（一）主动公开"),
        ("**一、总体情况**", "一、总体情况"),
        ("> 摘要。", "摘要。"),
        (r"1\. 甲\*乙", "1. 甲*乙"),
        ("#号开头", "#号开头"),
        ("甲&nbsp;乙", "甲 乙"),
        ("5 * 3 * 2", "5 * 3 * 2"),
    ],
)
def test_marks_are_no_words(line: str, text: str) -> None:
    assert paragraphs(open_markdown(line.encode())) == [text]


@pytest.mark.parametrize(
    ("text", "is_markdown"),
    [
        ("# 年报\n", True),
        ("甲\n| a | b |\n", True),
        ("甲 | 乙 | 丙\n", False),
        ("#1 甲\n一、总体情况\n", False),
    ],
)
def test_what_looks_like_markdown(text: str, is_markdown: bool) -> None:
    assert looks_like_markdown(text.encode()) is is_markdown


def test_paragraphs_and_tables_come_in_order() -> None:
    text = "甲\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n乙\n| c |\n"
    blocks = open_markdown(text.encode())
    assert order(blocks) == ["甲", "表1", "乙", "表2"]
    assert [grid.rows for grid in tables(blocks)] == [[["a", "b"], [1, 2]], [["c"]]]


def test_cells_hold_lines_bars_and_nothing() -> None:
    (grid,) = tables(open_markdown(r"| 甲<br>乙 | 一\|二 | （空白） | 空白 | **3** |".encode()))
    assert grid.rows == [["甲\n乙", "一|二", "", "", 3]]


def test_named_columns_decide() -> None:
    assert found("""
| 信息内容 | 本年废止件数 | 本年制发件数 | 现行有效件数 |
|---|---|---|---|
| 规章 | 1 | 2 | 3 |
""") == {
        "proactive.regulation.repealed": (1, "表1!B2"),
        "proactive.regulation.issued": (2, "表1!C2"),
        "proactive.regulation.in_force": (3, "表1!D2"),
    }


def test_rows_without_names_of_columns_have_those_of_the_form() -> None:
    assert found("""
| 规章 | 1 | 2 | 3 |
| 行政许可 | 4 |
| 2.重复申请 | 5 | 6 | 7 | 8 | 9 | 10 | 11 |
""") == {
        "proactive.regulation.issued": (1, "表1!B1"),
        "proactive.regulation.repealed": (2, "表1!C1"),
        "proactive.regulation.in_force": (3, "表1!D1"),
        "proactive.licence.decisions": (4, "表1!B2"),
    } | {
        f"requests.repeated.{column}": (5 + n, f"表1!{'BCDEFGH'[n]}3")
        for n, column in enumerate((
            "natural_person", "business", "research", "public_interest", "legal_service",
            "other_organisation", "total",
        ))
    }  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        "| 规章 | 1 | 2 |",
        "| 规章 | 1 | 2 | 3 | 4 |",
        "| 行政许可 | 1 | 2 |",
        "| 2.重复申请 | 1 | 2 | 3 | 4 | 5 | 6 |",
        "| 工资 | 1 | 2 | 3 |",
        "| 其他 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |",
        "1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0",
    ],
)
def test_what_is_not_certain_is_not_read(row: str) -> None:
    assert found(f"## 二、主动公开政府信息情况\n{row}") == {}


def test_rows_of_one_column_in_one_line() -> None:
    line = "行政许可 97 / 行政处罚 0 / 行政强制 12 / 行政事业性收费（万元） 7730.28"
    numbers = {key: str(number) for key, (number, _) in found(line).items()}
    assert numbers == {
        "proactive.licence.decisions": "97",
        "proactive.penalty.decisions": "0",
        "proactive.coercion.decisions": "12",
        "proactive.fee.amount": "7730.28",
    }


@pytest.mark.parametrize(
    "line", ["行政许可 97 / 工资 3", "行政许可 / 行政处罚 0", "2024 / 2025", "行政许可 97 件左右"]
)
def test_what_is_no_list_of_rows_is_a_paragraph(line: str) -> None:
    assert paragraphs(open_markdown(line.encode())) == [line]


def test_the_groups_of_table_four_with_their_names() -> None:
    numbers = found("行政复议：27 | 10 | 9 | 15 | 61\n复议后起诉：8 | 0 | 1 | 1 | 10")
    assert numbers["disputes.reconsideration.upheld"] == (27, "表1!B1")
    assert numbers["disputes.suit_after_reconsideration.total"] == (10, "表1!F2")
    assert len(numbers) == 10


def test_the_one_row_of_table_four_below_its_heading() -> None:
    cells = [40, 0, 10, 5, 55, 2, 0, 4, 6, 12, 6, 0, 9, 7, 22]
    row = " | ".join(map(str, cells))
    numbers = found(f"## 四、政府信息公开行政复议、行政诉讼情况\n{row}\n")
    assert [number for number, _ in numbers.values()] == cells
    assert list(numbers) == [key for key in load().fields if key.startswith("disputes.")]
    assert numbers["disputes.direct_suit.upheld"] == (2, "表1!F1")


def test_a_report(tmp_path: Path) -> None:
    read_report = report(
        tmp_path,
        """# 某某局 2024 年 政府信息公开工作年度报告

根据条例，编制本报告。

## 一、总体情况
### （一）主动公开
公开9条。

## 二、主动公开政府信息情况
| 行政许可 | 3件 |

## 六、其他需要报告的事项
没有收费。
""",
    )
    assert (read_report.unit, read_report.year) == ("某某局", 2024)
    licence = read_report.values["proactive.licence.decisions"]
    assert (licence.number, licence.note) == (3, "“3件”按 3 理解")
    assert read_report.texts == {
        "opening": "根据条例，编制本报告。",
        "overview": "",
        "proactive_disclosure": "公开9条。",
        "other": "没有收费。",
    }


def test_rows_without_names_of_columns_are_told(tmp_path: Path) -> None:
    text = "# 某某局2024年政府信息公开工作年度报告\n| 规章 | 1 | 2 | 3 |\n| 行政许可 | 4 |"
    remarks = [r for r in report(tmp_path, text).remarks if r.kind == "without_columns"]
    assert [(r.subject, str(r.places[0])) for r in remarks] == [
        ("规章", "表1!A1"),
        ("行政许可", "表1!A2"),
    ]


def test_missing_names_of_columns_are_those_of_the_title_s_year(tmp_path: Path) -> None:
    text = "# 某某局2020年政府信息公开工作年度报告\n| 规章 | 1 | 2 | 3 |"
    older = report(tmp_path, text)
    assert older.form.edition == 2019
    assert older.number("proactive.regulation.made") == 1
    assert older.number("proactive.regulation.public_total") == 3
