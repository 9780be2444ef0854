"""A report in Word, read back with another library."""

import io
import unicodedata
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.form import load
from gikxl.report import Report, Value
from gikxl.write.official.word import document
from tests import figures
from tests.write.official.reports import (
    breaking,
    expected,
    filled,
    in_word,
    paragraphs,
    printed,
    published,
    said,
)

NASTY = "A&B <甲> {{x}} {{总体情况}} {{三.1.1}} \"'\t]]> 100000000000000000000000000 𠮷😀 &amp; \\n"


@pytest.mark.parametrize("edition", [2021, 2019])
def test_every_number_stands_under_its_labels(edition: int) -> None:
    report = filled(edition)
    numbers = in_word(document(report))
    assert numbers == expected(report)
    assert len(set(numbers.values())) == len(report.form.fields)


@pytest.mark.parametrize("name", figures.NAMES)
def test_the_numbers_of_published_reports(name: str) -> None:
    report = published(name)
    assert in_word(document(report)) == expected(report)


def test_the_words_stand_in_their_order_and_styles() -> None:
    form = load()
    texts = {text.key: f"说{text.label}。\n　　再说{text.label}。" for text in form.texts}
    del texts["information_management"]
    told = {key: text.replace("　　", "").split("\n") for key, text in texts.items()}
    data = document(filled(**{**texts, "supervision": "（五）监督保障。\n开展培训。"}))
    heading, subheading, body = "年报一级标题", "年报二级标题", "年报正文"
    wanted = [("年报标题", "某某县人民政府\n2021年政府信息公开工作年度报告")]
    wanted += [(body, line) for line in told["opening"]]
    for section in form.sections:
        wanted.append((heading, section.label))
        wanted += [(body, line) for line in told[section.key]]
        for key, label in section.aspects:
            if key == "supervision":
                wanted += [(body, "（五）监督保障。"), (body, "开展培训。")]
            elif key in told:
                wanted += [(subheading, label), *((body, line) for line in told[key])]
    assert paragraphs(data) == wanted


def test_the_first_line_of_an_aspect_may_be_its_heading() -> None:
    data = document(filled(platforms="(四) 平台建设情况\n改版网站。", supervision="（五）监督保障"))
    assert said(data, "年报二级标题") == ["(四) 平台建设情况"]
    assert said(data) == ["改版网站。", "（五）监督保障"]


def test_words_stand_behind_the_table_of_their_section() -> None:
    data = document(filled(proactive="乙", requests="丙", disputes="丁"))
    body = docx.Document(io.BytesIO(data)).element.body
    order = [
        "表" if element.tag == qn("w:tbl") else "".join(t.text for t in element.iter(qn("w:t")))
        for element in body
    ]
    assert [order[order.index(word) - 1] for word in "乙丙丁"] == ["表"] * 3


def test_without_any_words_the_headings_stay() -> None:
    report = filled()
    report.texts = None
    styles = [style for style, _ in paragraphs(document(report))]
    assert styles == ["年报标题", *["年报一级标题"] * 6]


@pytest.mark.parametrize("key", ["opening", "overview", "platforms", "requests", "other"])
def test_a_text_comes_out_as_it_was_typed(key: str) -> None:
    assert said(document(filled(**{key: NASTY})))[-1] == NASTY


TEXT = st.text(st.sampled_from("甲𠮷<>&{}\"'\t\n\r\x00\x0b 三.1总体情况") | st.characters())


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, min_size=3, max_size=3), TEXT)
def test_any_text_comes_out_as_it_was_typed(texts: list[str], unit: str) -> None:
    keys = ("opening", "overview", "other")
    report = filled(**dict(zip(keys, texts, strict=True)))
    report.unit = unit
    data = document(report)
    assert printed(data) == [line for text in texts for line in printable(text)]
    assert in_word(data) == expected(report)


def printable(text: str) -> list[str]:
    """The paragraphs of a text as an independent hand would make them."""
    lines = ["".join(c for c in line if c == "\t" or _shows(c)) for line in text.splitlines()]
    return [line.strip() for line in lines if line.strip()]


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs") and char not in "\ufffe\uffff"


def test_blanks_and_what_is_no_number() -> None:
    report = filled()
    keys = list(report.form.fields)
    report.values[keys[0]] = Value(None, "blank")
    report.values[keys[1]] = Value(0, "dash", "—")
    report.values[keys[2]] = Value(None, "text", "约\n5<件>")
    report.values[keys[3]] = Value(None, "error", "#REF!")
    del report.values[keys[4]]
    report.values[keys[5]] = Value(-3, raw="-3")
    assert list(in_word(document(report)).values())[:6] == ["0", "0", "约 5<件>", "#REF!", "", "-3"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert document(filled(other="甲")) == document(filled(other="甲"))
    with zipfile.ZipFile(io.BytesIO(document(filled()))) as package:
        assert package.testzip() is None
        assert {info.date_time[:3] for info in package.infolist()} == {(1980, 1, 1)}


# The looks


def test_paper_margins_and_page_numbers() -> None:
    opened = docx.Document(io.BytesIO(document(filled())))
    [section] = opened.sections
    assert section.page_width == pytest.approx(Mm(210), abs=Mm(0.1))
    assert section.page_height == pytest.approx(Mm(297), abs=Mm(0.1))
    margins = (
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin,
    )  # fmt: skip
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert opened.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        [paragraph] = footer.paragraphs
        assert paragraph.text.split() == ["—", "—"]
        assert [f.get(qn("w:instr")).strip() for f in paragraph._p.iter(qn("w:fldSimple"))] == [
            "PAGE"
        ]
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("年报标题", "方正小标宋简体", 22),
        ("年报一级标题", "黑体", 16),
        ("年报二级标题", "楷体", 16),
        ("年报正文", "仿宋", 16),
        ("年报表格", "宋体", 9),
    ],
)
def test_fonts(style: str, font: str, size: int) -> None:
    styles = docx.Document(io.BytesIO(document(filled()))).styles
    type_ = styles[style].element.rPr
    assert type_.rFonts.get(qn("w:eastAsia")) == font
    assert styles[style].font.size == Pt(size)


@pytest.mark.parametrize("edition", [2021, 2019])
def test_seven_digits_fit_in_every_column(edition: int) -> None:
    opened = docx.Document(io.BytesIO(document(filled(edition))))
    narrow = opened.styles["年报表格数字"].element.rPr.find(qn("w:w"))
    for table in opened.tables:
        for cell in {cell._tc: cell for row in table.rows for cell in row.cells}.values():
            [paragraph] = cell.paragraphs
            is_narrow = paragraph.style.name == "年报表格数字"
            if paragraph.text.isdigit():
                margins = [side.get(qn("w:w")) for side in cell._tc.xpath("w:tcPr/w:tcMar/*")]
                assert margins == ["0", "0"] * is_narrow
                room = cell.width.pt - (0 if is_narrow else 5)
                digit = 9 / 2 * (int(narrow.get(qn("w:val"))) / 100 if is_narrow else 1)
                assert 7 * digit < room - 0.5
            else:
                assert not is_narrow


def test_body_text_is_22_lines_a_page_and_indented_by_two_characters() -> None:
    layout = docx.Document(io.BytesIO(document(filled()))).styles["年报正文"].paragraph_format
    assert layout.line_spacing == Pt(28.95)
    assert layout.element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_rows_stay_whole_and_headers_come_again_on_each_page() -> None:
    tables = docx.Document(io.BytesIO(document(filled()))).tables
    heads = [[bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in t.rows] for t in tables]
    assert [sum(head) for head in heads] == [0, 3, 3]
    assert all(head[:3] == [True] * 3 for head in heads[1:])
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for t in tables for row in t.rows)


def test_a_page_ends_only_where_the_label_of_the_results_is_said_again() -> None:
    table = docx.Document(io.BytesIO(document(breaking()))).tables[1]
    begins = [
        (row._tr.tc_lst[0].vMerge == "restart", row.cells[0].text, row.cells[1].text)
        for row in table.rows
    ]
    label = "三、本年度办理结果"
    assert [(a, b) for restart, a, b in begins if restart and a == label] == [
        (label, "（一）予以公开"), (label, "（四）无法提供"),
    ]  # fmt: skip
    kept = [
        all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs)
        for row in table.rows
    ]
    ends = [row.cells[2].text for row, keep in zip(table.rows, kept, strict=True) if not keep]
    assert ends == ["8.属于行政查询事项", "四、结转下年度继续办理"]


def test_a_table_that_fits_on_a_page_stands_whole_as_in_the_official_form() -> None:
    table = docx.Document(io.BytesIO(document(filled(overview="甲")))).tables[1]
    restarts = [row._tr.tc_lst[0].vMerge == "restart" for row in table.rows]
    assert sum(restarts) == 2
    rows = [row.cells for row in table.rows]
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for c in rows[:-1] for cell in c)
    assert not any(cell.paragraphs[0].paragraph_format.keep_with_next for cell in rows[-1])


def test_the_title_names_the_unit_on_a_line_of_its_own_only_where_it_must() -> None:
    report = Report(load(), {}, unit="某某局", year=2025)
    assert said(document(report), "年报标题") == ["某某局2025年政府信息公开工作年度报告"]
    report.unit = "某某自治州某某局"
    title = "某某自治州某某局\n2025年政府信息公开工作年度报告"
    data = document(report)
    assert said(data, "年报标题") == [title]
    assert docx.Document(io.BytesIO(data)).core_properties.title == title.replace("\n", "")
    report.title = "某某局2025年度政府信息公开工作年报"
    assert said(document(report), "年报标题") == [report.title]
