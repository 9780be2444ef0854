"""Web pages: what a browser shows of them, tables with spans, menus and scripts left out."""

import html
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.finding import Unreadable
from gikxl.form import load
from gikxl.read import read
from gikxl.read.document.encoding import decode
from gikxl.read.document.web import open_page
from gikxl.read.grid import Grid
from tests.read.document.blocks import order, paragraphs, tables
from tests.read.layouts import OWN, Layout, numbers, official

TITLE = "某某局2024年政府信息公开工作年度报告"


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def one_table(rows: str) -> Grid:
    (grid,) = tables(open_page(page(f"<table>{rows}</table>")))
    return grid


def as_html(table: Layout) -> str:
    """The table with its merged cells as spans."""
    spans = {box[:2]: (box[2] - box[0] + 1, box[3] - box[1] + 1) for box in table.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in table.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - spans.keys()
    rows = []
    for row, cells in enumerate(table.rows):
        shown = [
            f'<td rowspan="{down}" colspan="{across}"><p>{html.escape(str(cell))}</p></td>'
            for column, cell in enumerate(cells)
            if (row, column) not in covered
            for down, across in [spans.get((row, column), (1, 1))]
        ]
        rows.append(f"<tr>{''.join(shown)}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def report_page() -> str:
    """A whole report as a page with a menu before and a footer behind it."""
    sheets = official(OWN.values())
    parts = [
        "<nav>首页 政务公开</nav><div>当前位置：首页</div>",
        f"<h1>{TITLE}</h1><div>发布时间：2025-01-20</div><p>根据条例，编制本报告。</p>",
    ]
    for section in load().sections:
        parts.append(f"<p><b>{section.label}</b></p>")
        parts.append(as_html(sheets.pop(next(iter(sheets)))) if section.note else "<p>没有。</p>")
    return "".join(parts) + "<p>附件：年报.pdf</p><footer>版权所有</footer>"


@pytest.mark.parametrize("name", ["年报.html", "年报.htm", "年报.xls", "年报.doc"])
def test_a_report_as_a_page_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(page(report_page()))
    report = read(str(path))
    assert numbers(report) == OWN
    assert (report.unit, report.year) == ("某某局", 2024)
    assert report.texts == {
        "opening": "根据条例，编制本报告。", "overview": "没有。", "problems": "没有。",
        "other": "没有。",
    }  # fmt: skip


def test_a_report_in_tables_that_place_it_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    menu = "<td><a>首页</a></td>"
    path.write_bytes(
        page(f"<table><tr>{menu}<td>{report_page()}</td></tr><tr><td>友情链接</td></tr></table>")
    )
    assert numbers(read(str(path))) == OWN


# Paragraphs


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>20<span>24</span>年<font>1</font>2条</p>", ["2024年12条"]),
        ("<p>政府信\n  息公开</p>", ["政府信息公开"]),
        ("<p>全年\n12条，GB\n9704</p>", ["全年12条，GB 9704"]),
        ("<p>甲&nbsp;&nbsp;乙</p>", ["甲  乙"]),
        ("<p>甲 <b> 乙</b>  丙</p>", ["甲 乙 丙"]),
        ("<p>　　甲</p>", ["甲"]),
        ("<p>甲<br>乙<br/><br>丙</p>", ["甲\n乙\n丙"]),
        ("甲<div>乙<p>丙</p>丁</div>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("<ul><li>甲</li><li>乙</li></ul>", ["甲", "乙"]),
        ("<p>甲<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>", ["甲"]),
        ("<p>甲</p><script>var a='乙'</script><style>p{}</style><noscript>丙</noscript>", ["甲"]),
        ("<p>甲<!-- 乙 --></p><!--[if gte mso 9]><p>丙</p><![endif]-->", ["甲"]),
        ('<p>甲</p><div style="display: none">乙</div><p hidden>丙</p>', ["甲"]),
        ('<p style="white-space:pre-wrap">甲  乙\n丙</p>', ["甲  乙\n丙"]),
        ("<p>A&amp;B &lt;甲&gt; {{x}}</p>", ["A&B <甲> {{x}}"]),
        ("<p>甲\u200b乙\ufeff</p>", ["甲乙"]),
        ("<p>未关闭<p>又一段", ["未关闭", "又一段"]),
        ("", []),
    ],
)
def test_what_a_page_says(body: str, shown: list[str]) -> None:
    assert paragraphs(open_page(page(body))) == shown


def test_a_style_sheet_may_keep_spaces() -> None:
    style = "<style>h1 { margin: 0 } p, li { margin: 0; white-space: pre-wrap }</style>"
    body = f"{style}<h1>甲  乙</h1><p>甲  乙</p>"
    assert paragraphs(open_page(page(body))) == ["甲 乙", "甲  乙"]


def test_an_empty_page_says_nothing() -> None:
    assert open_page(b"") == open_page(b"<html></html>") == []


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        ("", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="utf-8">', "gb18030"),
        ('<meta charset="none">', "utf-8"),
        ('<?xml version="1.0" encoding="gb2312"?>', "gb18030"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    text = f"{head}<html><head></head><body><p>政府信息公开〔2021〕</p></body></html>"
    assert paragraphs(open_page(text.encode(encoding))) == ["政府信息公开〔2021〕"]


@given(st.binary(max_size=200), st.sampled_from(["", "utf-8", "gbk", "utf-16", "none", "\0"]))
def test_no_bytes_are_too_strange(data: bytes, declared: str) -> None:
    assert isinstance(decode(data, declared), str)
    open_page(data)


# Tables


def test_spans_become_merged_ranges() -> None:
    grid = one_table(
        "<tr><th rowspan=2>a</th><th colspan='2'>b</th></tr><tr><td>c</td><td>5</td></tr>"
    )
    assert grid.rows == [["a", "b", ""], ["", "c", 5]]
    assert sorted(grid.merges) == [(0, 0, 1, 0), (0, 1, 0, 2)]


@pytest.mark.parametrize(
    ("attributes", "merges"),
    [
        ("rowspan=99", [(0, 0, 1, 0)]),
        ("rowspan=0", [(0, 0, 1, 0)]),
        ("rowspan=x colspan=-1", []),
        ("colspan=0", []),
    ],
)
def test_strange_spans(attributes: str, merges: list[tuple[int, ...]]) -> None:
    grid = one_table(f"<tr><td {attributes}>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>")
    assert grid.merges == merges


def test_cells_hold_lines_and_their_tables_words() -> None:
    grid = one_table(
        "<tr><td>商业<br>企业</td><td><p>科研</p><p>机构</p></td><td>1<b>2</b></td></tr>"
    )
    assert grid.rows == [["商业\n企业", "科研\n机构", 12]]


def test_a_caption_stands_above_its_table() -> None:
    body = "甲<table><caption>表一</caption><tr><td>1</td><td>2</td></tr></table>乙"
    assert order(open_page(page(body))) == ["甲", "表一", "表1", "乙"]


def test_hidden_rows_and_cells_are_not_read() -> None:
    grid = one_table(
        "<tr style='display:none'><td>x</td></tr>"
        "<tr><td>a</td><td style='display:none'>x</td><td>b</td></tr>"
    )
    assert grid.rows == [["a", "b"]]


def test_a_table_with_tables_in_it_only_places_them() -> None:
    inner = "<table><tr><td>行政许可</td><td>8</td></tr></table>"
    body = f"<table><tr><td>首页</td><td>正文。{inner}完。</td></tr></table>"
    assert order(open_page(page(body))) == ["首页", "正文。", "表1", "完。"]


def test_deep_nesting_ends_in_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page("<div>" * 50_000 + "甲"))
    with pytest.raises(Unreadable) as refusal:
        read(str(path))
    assert refusal.value.finding.code in ("F006", "F008")


@pytest.mark.parametrize(
    "body",
    [
        "<p>某某局，推进。</p>" * 20_001 + report_page(),
        "<table>" + ("<tr>" + "<td>其他</td>" * 100 + "</tr>") * 1_001 + "</table>",
        "<table><tr><td colspan=500>甲</td><td>乙</td></tr></table>",
        "<table>" + "<tr><td colspan=400 rowspan=400>甲</td><td>乙</td></tr>" * 300 + "</table>",
    ],
    ids=["lines", "cells", "columns", "spans"],
)
def test_what_is_larger_than_any_report_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page(body))
    with pytest.raises(Unreadable) as refusal:
        read(str(path))
    assert refusal.value.finding.code == "F010"
