"""Web pages as content management systems and Word make them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.finding import Unreadable
from gikxl.read.document.web import open_page
from gikxl.read.grid import Grid
from gikxl.read.tables import read_tables
from tests.read.document.foreign import (
    HEADINGS,
    TEXTS,
    TITLE,
    page,
    page_report,
    page_table,
    read_bytes,
    unlike,
)
from tests.read.layouts import FORM, OWN, numbers, official

REPORT = page_report()
Cell = Callable[[str, str], str]


def as_other_year(report: str) -> str:
    return re.sub(r"\b1(\d\d\d)\b", r"5\1", report).replace("2024年", "2023年")


PAGES = {
    "a piece of a page": REPORT,
    "xhtml": f'<?xml version="1.0" encoding="utf-8"?><html xmlns="x"><body>{REPORT}</body></html>',
    "a comment before it": f"<!-- {'x' * 5000} -->\n<p>{REPORT}",
    "blank lines before it": "\r\n" * 5000 + page(REPORT),
    "wrong encoding said": page(REPORT, '<meta charset="gb2312">'),
    "Word's conditions": page(
        "<!--[if gte mso 9]><xml><w:View>12</w:View></xml><![endif]-->"
        f"<![if !supportLists]><![endif]>{REPORT}"
    ),
    "hidden copy": page(f'<div style="display:none">{as_other_year(REPORT)}</div>{REPORT}'),
    "tables for layout": page(
        "<table><tr><td><table><tr><td>首页</td><td>公开</td></tr></table></td></tr>"
        f"<tr><td><table><tr><td>{REPORT}</td></tr></table></td></tr></table>"
    ),
    "menu beside": page(
        f"<table><tr><td><ul><li>目录</li></ul></td><td>{REPORT}</td></tr></table>"
    ),
    "own tags": page(f"<div id=zoom><ucapcontent><center><font>{REPORT}</font></center></div>"),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_around_a_report(tmp_path: Path, name: str) -> None:
    report = read_bytes(tmp_path, "a.html", PAGES[name].encode())
    assert numbers(report) == OWN
    assert (report.texts, report.title) == (TEXTS, TITLE)


@pytest.mark.parametrize(
    ("encoding", "head"),
    [("gb18030", ""), ("gb18030", '<meta charset="utf-8">'), ("utf-16", ""), ("utf-8-sig", "")],
)
def test_encodings(tmp_path: Path, encoding: str, head: str) -> None:
    assert numbers(read_bytes(tmp_path, "a.html", page(REPORT, head).encode(encoding))) == OWN


ROWS: dict[str, tuple[Cell | None, Callable[[object], str]]] = {
    "cells not closed": ("<td {}>{}".format, "<tr>{}".format),
    "closed by another tag": ("<td {}>{}</th>".format, "<tr>{}".format),
    "paragraphs not closed": ("<td {}><p>{}</td>".format, "<tr>{}</tr>".format),
    "a body for each row": (None, "<tbody><tr>{}</tr></tbody>".format),
    "a form between": (None, "<form><tr>{}</tr></form>".format),
    "colspan 0": (lambda s, text: f"<td {s or 'colspan=0'}>{text}</td>", "<tr>{}</tr>".format),
    "without quotes": (
        lambda spans, text: f"<td {spans.replace(chr(34), '')}>{text}</td>", "<tr>{}</tr>".format,
    ),
    "header cells": ("<th {}>{}</th>".format, "<tr>{}</tr>".format),
    "no spans at all": ("<td>{1}</td>".format, "<tr>{}</tr>".format),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_ways_to_write_rows_and_cells(tmp_path: Path, name: str) -> None:
    cell, row = ROWS[name]
    report = read_bytes(tmp_path, "a.html", page(page_report(cell=cell, row=row)).encode())
    assert numbers(report) == OWN
    assert report.texts == TEXTS


@pytest.mark.parametrize(
    "show",
    [
        "&ensp;{}&emsp;",
        "<p class=MsoNormal><span lang=EN-US>{}<o:p></o:p></span></p>",
        "<p><br></p><p>{}</p>",
        "<input type=text value={}>",
        "<span style='display:none'>9</span>{}",
        "<span style='font-size:0'>9</span>{}",
        "<details><summary></summary>{}</details>",
        "{:,}",
        "{}件（其中修订16件）",
    ],
)
def test_ways_to_write_a_number(tmp_path: Path, show: str) -> None:
    shown = page(page_report(number=lambda n: show.format(n)))
    # A measure word is not that of the fee, whose number is then none.
    wanted = {k: n for k, n in OWN.items() if "件" not in show or not k.endswith("fee.amount")}
    read = numbers(read_bytes(tmp_path, "a.html", shown.encode()))
    assert {key: read[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    "show",
    [
        "{}<sup>1</sup>",
        "{}<span style='vertical-align: super'>1</span>",
        "<del>9</del>{}",
        "<s>9</s>{}",
        "<span style='text-decoration:line-through'>9</span>{}",
        "1<br>{}",
        "1&nbsp;{}",
        "<span>1</span>\n<span>{}</span>",
    ],
)
def test_what_may_be_two_numbers_is_none(tmp_path: Path, show: str) -> None:
    shown = page(page_report(number=lambda n: show.format(n)))
    report = read_bytes(tmp_path, "a.html", shown.encode())
    assert {value.state for value in report.values.values()} == {"text"}
    assert len(report.values) == 200


def test_a_group_that_reaches_too_far_does_not_shift_the_row_below(tmp_path: Path) -> None:
    def cell(spans: str, text: str) -> str:
        return "<td {}>{}</td>".format(spans.replace("22", "99"), text)

    report = read_bytes(tmp_path, "a.html", page(page_report(cell=cell)).encode())
    assert unlike(report) == {}
    missing = OWN.keys() - report.values.keys()
    assert {key.rsplit(".", 1)[0] for key in missing} == {"requests.carried_forward"}
    (remark,) = report.remarks
    assert (remark.kind, remark.subject) == ("uneven", "四、结转下年度继续办理")
    assert set(remark.fields) == missing


def test_blank_rows_between_shift_nothing(tmp_path: Path) -> None:
    shown = page(page_report(row=lambda cells: f"<tr></tr><tr>{cells}</tr>"))
    report = read_bytes(tmp_path, "a.html", shown.encode())
    assert unlike(report) == {}
    assert "blank" not in {value.state for value in report.values.values()}


def test_two_years_on_a_page_are_refused(tmp_path: Path) -> None:
    both = page(REPORT + as_other_year(REPORT))
    with pytest.raises(Unreadable) as refusal:
        read_bytes(tmp_path, "a.html", both.encode())
    assert refusal.value.finding.code == "F011"


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{TITLE}</p><p>{HEADINGS[1]}</p><img src=1.png>",
        f"<script type='text/html'>{REPORT}</script>",
        re.sub(r"</?(?:table|tr|td)[^>]*>", "<div>", REPORT),
    ],
    ids=["pictures", "put in by a script", "tables of divisions"],
)
def test_pages_without_a_table_are_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_bytes(tmp_path, "a.html", page(body).encode())
    assert refusal.value.finding.code == "F008"


@pytest.mark.parametrize("lost", ["rowspan", "colspan"])
@given(st.lists(st.sampled_from([0, 1, 13, 250, ""]), min_size=200, max_size=200))
@settings(max_examples=15)
def test_tables_that_lost_some_spans_are_never_read_as_other_numbers(
    lost: str, cells: list[object]
) -> None:
    """Blank cells are zeros, and no number moves into one."""

    def cell(spans: str, text: str) -> str:
        return f"<td {re.sub(lost + '=.[0-9]+.', '', spans)}>{text}</td>"

    tables = [page_table(table, cell=cell) for table in official(cells).values()]
    blocks = open_page(page("".join(tables)).encode())
    values = read_tables([block for block in blocks if isinstance(block, Grid)], FORM).values
    printed = dict(zip(FORM.fields, cells, strict=True))
    for key, value in values.items():
        if value.state != "left_out":
            assert (value.number if value.number is not None else "") == printed[key], key
