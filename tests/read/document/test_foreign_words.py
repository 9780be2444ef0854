"""Where the words go, however headings, titles and signatures are written; none is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.form import load
from gikxl.read.document.outline import outline
from gikxl.read.document.word import open_word
from gikxl.read.package import Package
from gikxl.report import Report
from tests.read.document.foreign import HEADINGS, TITLE, par, read_bytes, word, word_table
from tests.read.layouts import OWN, Layout, layout, official

SHEETS = official(OWN.values())
TABLES = [word_table(table) for table in SHEETS.values()]
WORDS = [heading.partition("、")[2] for heading in HEADINGS]


def report_of(
    tmp_path: Path, headings: list[str], *, before: str = par(TITLE), after: str = "",
    tables: list[str] = TABLES, numbering: str = "",
) -> Report:  # fmt: skip
    """A report with these headings, as paragraphs or as XML."""
    said = [par("甲。"), *tables, par("乙。"), par("丙。")]
    marked = [head if head.startswith("<w:") else par(head) for head in headings]
    body = "".join(head + text for head, text in zip(marked, said, strict=True))
    return read_bytes(
        tmp_path, "a.docx", word(before + par("开头。") + body + after, numbering=numbering)
    )


SAID = {"opening": "开头。", "overview": "甲。", "problems": "乙。", "other": "丙。"}


def numbered(text: str) -> str:
    return (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def in_a_cell(text: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{par(text)}</w:tc></w:tr></w:tbl>"


STYLES = {
    "digits": [f"{at}、{words}" for at, words in enumerate(WORDS, 1)],
    "digits and points": [f"{at}. {words}" for at, words in enumerate(WORDS, 1)],
    "roman": [f"{n}. {words}" for n, words in zip("ⅠⅡⅢⅣⅤⅥ", WORDS, strict=True)],
    "letters": [
        f"{n}. {w}" for n, w in zip(("I", "II", "III", "IV", "V", "VI"), WORDS, strict=True)
    ],
    "parts": [f"第{n}部分 {words}" for n, words in zip("一二三四五六", WORDS, strict=True)],
    "no number": WORDS,
    "in cells": [in_a_cell(heading) for heading in HEADINGS],
    "in two lines": [par(f"{head[:9]}\n{head[9:]}") if len(head) > 14 else head
                     for head in HEADINGS],
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_styles_of_headings(tmp_path: Path, style: str) -> None:
    report = report_of(tmp_path, STYLES[style])
    assert report.texts == SAID
    assert [heading.section for heading in report.headings] == [
        section.key for section in load().sections
    ]


def test_headings_numbered_by_word(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    report = report_of(tmp_path, [numbered(words) for words in WORDS], numbering=numbering)
    assert report.texts == SAID
    assert [heading.text for heading in report.headings] == HEADINGS


def test_headings_and_notes_as_rows_of_the_tables(tmp_path: Path) -> None:
    rows: list[list[object]] = []
    merges = []

    def line(text: str) -> None:
        merges.append((len(rows), 0, len(rows), 14))
        rows.append([text, *[""] * 14])

    line(HEADINGS[0])
    line("甲。")
    for heading, table in zip(HEADINGS[1:4], SHEETS.values(), strict=True):
        line(heading)
        top = len(rows)
        merges += [(a + top, b, c + top, d) for a, b, c, d in table.merges]
        rows += [[*cells, *[""] * (15 - len(cells))] for cells in table.rows]
    line("说明：含乡镇。")
    line(HEADINGS[4])
    line("乙。")
    data = word(par(TITLE) + par("开头。") + word_table(Layout(rows, merges)))
    report = read_bytes(tmp_path, "a.docx", data)
    assert report.texts == {
        "opening": "开头。", "overview": "甲。", "disputes": "说明：含乡镇。", "problems": "乙。",
    }  # fmt: skip
    assert [heading.text for heading in report.headings] == HEADINGS[:5]
    assert len(report.values) == 200


def test_a_note_in_the_last_row_of_a_table(tmp_path: Path) -> None:
    table = layout("| 信息内容 | 本年处理决定数量 |\n| 行政许可 | # |\n| 注：含变更。 | < |", [7])
    report = report_of(tmp_path, HEADINGS, tables=[word_table(table), *TABLES[1:]])
    assert report.texts == SAID | {"proactive": "注：含变更。"}


@pytest.mark.parametrize(
    ("lines", "unit", "year"),
    [
        (["某市某区", "司法局", "2024年政府信息公开工作", "年度报告"], "某市某区司法局", 2024),
        (["某某县司法局", "2024年政府信息公开工作年度报告"], "某某县司法局", 2024),
        (["某某局政府信息公开工作年度报告", "（2024年度）"], "某某局", 2024),
        (["某某局政府信息公开工作年度报告（2024年度）"], "某某局", 2024),
        (["甲县", "乙县", "司法局2024年政府信息公开工作年度报告"], "司法局", 2024),
        (["某某局关于2024年度政府信息公开工作年度报告的公告", "现予公布。", TITLE], "某某局", 2024),
        ([TITLE, "目  录", *[f"{h}……{n}" for n, h in enumerate(HEADINGS, 1)]], "某某局", 2024),
    ],
)  # fmt: skip
def test_titles(tmp_path: Path, lines: list[str], unit: str, year: int) -> None:
    report = report_of(tmp_path, HEADINGS, before="".join(map(par, lines)))
    assert (report.unit, report.year) == (unit, year)
    assert report.texts == SAID


@pytest.mark.parametrize(
    ("after", "unit"),
    [
        (["某某县司法局", "2025年1月20日"], "某某县司法局"),
        (["某某县司法局"], None),
        (["没有其他事项", "2025年1月20日"], None),
    ],
)
def test_a_unit_that_only_signs(tmp_path: Path, after: list[str], unit: str | None) -> None:
    report = report_of(
        tmp_path, HEADINGS, before=par("2024年政府信息公开工作年度报告"),
        after="".join(map(par, after)),
    )  # fmt: skip
    assert (report.unit, report.year) == (unit, 2024)


@pytest.mark.parametrize(
    "sentence",
    ["承办人大代表建议12件。", "关闭政务新媒体3个。", "打印收费0元。", "主办单位为区政府办。"],
)
def test_a_sentence_does_not_end_the_report(tmp_path: Path, sentence: str) -> None:
    report = report_of(tmp_path, HEADINGS, after=par(sentence) + par("又一段。"))
    assert report.texts == SAID | {"other": f"丙。\n{sentence}\n又一段。"}


_SENTENCES = st.text("甲乙丙公开申请本年0123456789件，（）%“”", min_size=1, max_size=30).map(
    lambda text: f"某{text.strip('，')}。"
)
_PARAGRAPHS = st.lists(_SENTENCES, max_size=4)


@given(st.lists(_PARAGRAPHS, min_size=7, max_size=7))
def test_every_paragraph_is_found_once_and_in_its_place(parts: list[list[str]]) -> None:
    """Behind each heading, and beside the tables, stands what was put there."""
    keys = [load().opening.key, *(section.key for section in load().sections)]
    body = par(TITLE) + "".join(map(par, parts[0]))
    for at, (heading, said) in enumerate(zip(HEADINGS, parts[1:], strict=True)):
        table = TABLES[at - 1] if 1 <= at <= 3 else ""
        body += par(heading) + "".join(map(par, said[:2])) + table + "".join(map(par, said[2:]))
    texts = outline(open_word(Package(word(body))), load()).texts
    assert texts is not None
    assert {key: text.split("\n") for key, text in texts.items() if text} == {
        key: said for key, said in zip(keys, parts, strict=True) if said
    }
