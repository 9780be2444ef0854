"""Word documents: tables with spans, automatic numbers, what is deleted or hidden."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from gikxl.finding import Unreadable
from gikxl.form import load
from gikxl.read import read
from gikxl.read.document import Block
from gikxl.read.document.numbering import chinese
from gikxl.read.document.word import open_word
from gikxl.read.package import Package
from tests.read.document.blocks import order, paragraphs, tables, words
from tests.read.layouts import OWN, Layout, layout, numbers, official

TITLE = "某某局2024年政府信息公开工作年度报告"


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def blocks(document: Document) -> list[Block]:
    return open_word(Package(saved(document)))


def add_table(document: Document, table: Layout) -> Table:
    """The table in Word, merged cells included."""
    added = document.add_table(len(table.rows), len(table.rows[0]))
    for top, left, bottom, right in table.merges:
        added.cell(top, left).merge(added.cell(bottom, right))
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if cell not in ("", None):
                added.cell(row, column).text = str(cell)
    return added


def add_run(paragraph: WordParagraph, inner: str) -> None:
    """Raw content behind what a paragraph holds."""
    for element in parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"):
        paragraph._p.append(element)


def written(document: Document, path: Path) -> str:
    path.write_bytes(saved(document))
    return str(path)


# Whole reports


def test_a_report_in_the_official_layout(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph("根据条例，编制本报告。")
    sheets = official(OWN.values())
    for section in load().sections:
        document.add_paragraph(section.label)
        if section.note:
            add_table(document, sheets.pop(next(iter(sheets))))
        else:
            document.add_paragraph(f"这是“{section.key}”。")
    report = read(written(document, tmp_path / "年报.docx"))
    assert numbers(report) == OWN
    assert report.remarks == []
    assert (report.unit, report.year, report.title) == ("某某局", 2024, TITLE)
    assert report.texts == {
        "opening": "根据条例，编制本报告。",
        "overview": "这是“overview”。",
        "problems": "这是“problems”。",
        "other": "这是“other”。",
    }
    assert str(report.place("requests.new.natural_person")) == "表2!D4"
    assert str(report.places["problems"]) == "正文!A9"


def test_a_table_in_two_pieces_with_its_header_repeated(tmp_path: Path) -> None:
    whole = official(OWN.values())["三"]
    head, first, second = whole.rows[:3], whole.rows[3:14], whole.rows[14:]
    merges = [box for box in whole.merges if box[2] < 3]
    document = docx.Document()
    for rows in (first, second):
        label = [(3, 0, 1 + len(rows), 0)] if rows is second else []
        one = Layout([*head, *rows], merges + label)
        if rows is second:
            one.rows[3][0] = "三、本年度办理结果"
            one.rows[3][1] = "（三）不予公开"
        add_table(document, one)
    report = read(written(document, tmp_path / "a.docx"))
    assert {k: v for k, v in numbers(report).items() if k.startswith("requests.")} == {
        k: v for k, v in OWN.items() if k.startswith("requests.")
    }
    assert [remark.kind for remark in report.remarks] == ["in_pieces"]


def test_a_document_without_the_form_s_tables_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("通知")
    with pytest.raises(Unreadable) as refusal:
        read(written(document, tmp_path / "a.docx"))
    assert refusal.value.finding.code == "F008"
    assert refusal.value.finding.message.endswith("：这是Word 文档。")
    with pytest.raises(Unreadable) as refusal:
        read(written(document, tmp_path / "a.xlsx"))
    assert "扩展名是 .xlsx，内容却是Word 文档" in refusal.value.finding.message


# Cells


def test_cells_hold_lines_numbers_and_blanks() -> None:
    document = docx.Document()
    table = document.add_table(1, 4)
    for column, text in enumerate(("7", "007", "4068.208")):
        table.cell(0, column).text = text
    table.cell(0, 3).text = "三\n、\n本\t年\xa0度"
    table.cell(0, 3).add_paragraph("办理结果")
    (grid,) = tables(blocks(document))
    assert grid.sheet == "表1"
    assert grid.rows == [[7, "007", 4068.208, "三\n、\n本\t年 度\n办理结果"]]


def test_spans_become_merged_ranges() -> None:
    document = docx.Document()
    text = """
        | a | < | b |
        | c | d | ^ |
        | ^ | e | f |
    """
    add_table(document, layout(text))
    (grid,) = tables(blocks(document))
    assert grid.rows == [["a", "", "b"], ["c", "d", ""], ["", "e", "f"]]
    assert sorted(grid.merges) == [(0, 0, 0, 1), (0, 2, 1, 2), (1, 0, 2, 0)]


def test_a_cell_that_goes_on_from_none_stands_alone() -> None:
    document = docx.Document()
    table = add_table(document, layout("| a | b |\n| c | d |"))
    for cell, wide in ((table.cell(0, 0), False), (table.cell(1, 1), True)):
        properties = cell._tc.get_or_add_tcPr()
        if wide:
            properties.append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="2"/>'))
        properties.append(parse_xml(f"<w:vMerge {nsdecls('w')}/>"))
    (grid,) = tables(blocks(document))
    assert [row[:2] for row in grid.rows] == [["a", "b"], ["c", "d"]]


def test_a_row_may_begin_further_right_and_a_deleted_row_is_not_read() -> None:
    document = docx.Document()
    table = add_table(document, layout("| a | b |\n| x | y |\n| c | d |"))
    first, second = table.rows[0]._tr, table.rows[1]._tr
    first.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))
    second.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"/>'))
    (grid,) = tables(blocks(document))
    assert grid.rows == [["", "a", "b"], ["c", "d", ""]]


def test_a_table_that_only_places_things_is_read_as_what_stands_in_it() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "二、主动公开政府信息情况"
    inner = frame.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "行政许可", "8"
    frame.add_paragraph("注：一。")
    document.add_paragraph("完。")
    assert order(blocks(document)) == ["二、主动公开政府信息情况", "表1", "注：一。", "完。"]


def test_a_table_inside_a_cell_of_the_form_does_not_cost_the_form() -> None:
    document = docx.Document()
    text = "| 信息内容 | 本年处理决定数量 |\n| 行政处罚 | |\n| 行政强制 | 2 |"
    table = add_table(document, layout(text))
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "5"
    (grid,) = tables(blocks(document))
    assert grid.rows[1:] == [["行政处罚", 5], ["行政强制", 2]]


def test_a_table_larger_than_any_report_s_is_refused() -> None:
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="99999999"/>'))
    with pytest.raises(Unreadable) as refusal:
        blocks(document)
    assert refusal.value.finding.code == "F010"


# Text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>12</w:t></w:r><w:r><w:t>3件</w:t></w:r>", "123件"),
        ('<w:ins w:id="1" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins>', "新"),
        ('<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>', ""),
        ('<w:moveFrom w:id="1" w:author="a"><w:r><w:t>旧</w:t></w:r></w:moveFrom>', ""),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', "显"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>', "甲乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t></w:r>", "甲-乙"),
        ('<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>第3页</w:t></w:r>', "第3页"),
        ('<w:hyperlink w:anchor="x"><w:r><w:t>网站</w:t></w:r></w:hyperlink>', "网站"),
        ("<w:r><w:t>甲</w:t><w:footnoteReference w:id=\"1\"/></w:r>", "甲"),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
    ],
)  # fmt: skip
def test_what_a_paragraph_says(inner: str, text: str) -> None:
    document = docx.Document()
    add_run(document.add_paragraph(), inner)
    assert paragraphs(blocks(document)) == ([text] if text else [])


def test_headers_and_footers_are_not_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph("正文。")
    assert paragraphs(blocks(document)) == ["正文。"]


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = '<mc:Choice Requires="wps">'
    add_run(
        document.add_paragraph("框外"),
        f"<w:r><mc:AlternateContent {space}>{choice}{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    assert paragraphs(blocks(document)) == ["框外", "框内"]


def test_a_table_of_contents_is_not_read() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、总体情况\t1", style="toc 1")
    document.add_paragraph("一、总体情况")
    assert paragraphs(blocks(document)) == ["一、总体情况"]


# Numbers that Word puts before paragraphs


def number(document: Document, *levels: tuple[str, str]) -> Callable[[WordParagraph, int], None]:
    """A list with these formats and texts of levels; puts a paragraph on one of them."""
    definition = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    for abstract in root.findall(qn("w:abstractNum")) + root.findall(qn("w:num")):
        root.remove(abstract)
    root.append(
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7">{definition}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="3"><w:abstractNumId w:val="7"/></w:num>')
    )

    def put(paragraph: WordParagraph, level: int) -> None:
        inner = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(inner))

    return put


def test_headings_numbered_by_word_keep_their_numbers() -> None:
    document = docx.Document()
    put = number(
        document, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")
    )
    for text, level in (
        ("总体情况", 0), ("主动公开", 1), ("公开9条。", None), ("依申请公开", 1), ("没有。", 2),
        ("主动公开政府信息情况", 0), ("其他", 1),
    ):  # fmt: skip
        paragraph = document.add_paragraph(text)
        if level is not None:
            put(paragraph, level)
    read_blocks = blocks(document)
    assert paragraphs(read_blocks) == [
        "一、总体情况", "（一）主动公开", "公开9条。", "（二）依申请公开", "1.没有。",
        "二、主动公开政府信息情况", "（一）其他",
    ]  # fmt: skip
    assert words(read_blocks).texts == {
        "overview": "",
        "proactive_disclosure": "公开9条。",
        "disclosure_on_request": "1.没有。",
        "proactive": "（一）其他",
    }


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("chineseCountingThousand", "第%1部分", "第一部分 甲"),
        ("japaneseCounting", "%1、", "一、甲"),
        ("decimal", "%1", "1 甲"),
        ("decimalZero", "%1.", "01.甲"),
        ("decimalEnclosedCircle", "%1", "① 甲"),
        ("decimalFullWidth", "%1．", "１．甲"),
        ("upperLetter", "%1)", "A)甲"),
        ("bullet", "●", "甲"),
        ("none", "", "甲"),
    ],
)
def test_formats_of_numbers(form: str, text: str, shown: str) -> None:
    document = docx.Document()
    put = number(document, (form, text))
    put(document.add_paragraph("甲"), 0)
    assert paragraphs(blocks(document)) == [shown]


def test_a_style_gives_its_paragraphs_numbers_and_zero_takes_them_away() -> None:
    document = docx.Document()
    put = number(document, ("chineseCounting", "%1、"))
    style = document.styles.add_style("章", 1)
    inner = f'<w:numPr {nsdecls("w")}><w:numId w:val="3"/></w:numPr>'
    style.element.get_or_add_pPr().append(parse_xml(inner))
    based = document.styles.add_style("章二", 1)
    based.base_style = style
    document.add_paragraph("甲", style="章")
    document.add_paragraph("乙", style="章二")
    put(document.add_paragraph("丙"), 0)
    plain = document.add_paragraph("丁", style="章")
    none = f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>'
    plain._p.get_or_add_pPr().append(parse_xml(none))
    assert paragraphs(blocks(document)) == ["一、甲", "二、乙", "三、丙", "丁"]


def test_a_list_may_start_again() -> None:
    document = docx.Document()
    put = number(document, ("decimal", "%1."))
    root = document.part.numbering_part.element
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride'
            ' w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        )
    )
    for text in ("甲", "乙"):
        put(document.add_paragraph(text), 0)
    for text in ("丙", "丁"):
        inner = f'<w:numPr {nsdecls("w")}><w:numId w:val="4"/></w:numPr>'
        document.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(inner))
    assert paragraphs(blocks(document)) == ["1.甲", "2.乙", "5.丙", "6.丁"]


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (0, "0"), (100, "100")],
)
def test_chinese_numbers(number: int, written: str) -> None:
    assert chinese(number) == written


# Hostile files


def package(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("", "F006"),
        ("<w:document", "F006"),
        ('<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>', "F006"),
        ('<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>', "F006"),
        ("<a>" * 100_000, "F006"),
        ("<d>" + "x" * 61_000_000 + "</d>", "F010"),
    ],
    ids=["empty", "cut", "entity", "external", "deep", "large"],
)
def test_hostile_documents_are_refused(tmp_path: Path, document: str, code: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(package(word__document=document))
    with pytest.raises(Unreadable) as refusal:
        read(str(path))
    assert refusal.value.finding.code == code
