"""Word templates: gikxl's own, those of an office, and those that do not fit the form."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor

from gikxl.form import load
from gikxl.write.official.blank import template
from gikxl.write.official.placeholders import names_of
from gikxl.write.official.word import document
from tests.write.official.reports import expected, filled, in_word, paragraphs, said

FORM = load()
FOLDER = Path(__file__).parents[3] / "workbook"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "word/document.xml"

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
"""A single grey point."""


def restyled(change: Callable[[Document], object], edition: int = 2021) -> bytes:
    """The template after somebody changed it in Word."""
    opened = docx.Document(io.BytesIO(template(load(edition))))
    change(opened)
    file = io.BytesIO()
    opened.save(file)
    return file.getvalue()


def repacked(change: Callable[[str, str], str]) -> bytes:
    """The template with each of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template(FORM))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name).decode()))
    return file.getvalue()


def edited(before: str, after: str) -> bytes:
    """The template with one piece of its text replaced."""

    def change(name: str, content: str) -> str:
        if name != DOCUMENT:
            return content
        assert content.count(before) == 1
        return content.replace(before, after)

    return repacked(change)


def find(opened: Document, text: str) -> docx.text.paragraph.Paragraph:
    return next(paragraph for paragraph in opened.paragraphs if paragraph.text == text)


# The names


@pytest.mark.parametrize("edition", [2021, 2019])
def test_each_number_and_text_has_a_name_of_its_own(edition: int) -> None:
    form = load(edition)
    names = names_of(form)
    assert sorted(names.numbers.values()) == sorted(form.fields)
    assert list(names.texts.values()) == [text.key for text in form.texts]
    assert len({*names.texts, *names.headings, *names.numbers}) == sum(map(len, names))


def test_names() -> None:
    names = names_of(FORM)
    assert list(names.texts) == [
        "引言", "总体情况", "主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设",
        "监督保障", "二、表外说明", "三、表外说明", "四、表外说明", "存在的主要问题及改进情况",
        "其他需要报告的事项",
    ]  # fmt: skip
    assert names.headings["小标题：监督保障"] == "supervision"
    assert names.numbers["二.2.3"] == "proactive.normative_document.in_force"
    assert names.numbers["二.6.1"] == "proactive.fee.amount"
    assert names.numbers["三.1.7"] == "requests.new.total"
    assert names.numbers["三.25.1"] == "requests.carried_forward.natural_person"
    assert names.numbers["四.3.4"] == "disputes.suit_after_reconsideration.pending"


@pytest.mark.parametrize("edition", [2021, 2019])
def test_the_committed_template_makes_the_same_report(edition: int) -> None:
    report = filled(edition, other="甲", platforms="（四）平台\n乙")
    data = document(report, (FOLDER / f"年报格式-{edition}.docx").read_bytes())
    assert in_word(data) == in_word(document(report)) == expected(report)
    assert paragraphs(data) == paragraphs(document(report))


# An office's own


def test_styles_fonts_and_pictures_of_an_office_stay() -> None:
    def change(opened: Document) -> None:
        opened.styles["年报正文"].font.size = Pt(14)
        opened.styles["年报表格"].font.color.rgb = RGBColor(0x80, 0, 0)
        opened.sections[0].left_margin = Mm(20)
        opened.sections[0].header.paragraphs[0].text = "{{单位}} {{年度}}年 {{ 三.1.7 }}件"
        opened.sections[0].header.add_paragraph().add_run().add_picture(io.BytesIO(PICTURE))
        opened.paragraphs[0].runs[0].bold = True

    data = document(filled(other="甲\n乙"), restyled(change))
    opened = docx.Document(io.BytesIO(data))
    assert opened.styles["年报正文"].font.size == Pt(14)
    assert opened.styles["年报表格"].font.color.rgb == RGBColor(0x80, 0, 0)
    assert opened.sections[0].left_margin == pytest.approx(Mm(20), abs=Mm(0.1))
    total = filled().number("requests.new.total")
    assert opened.sections[0].header.paragraphs[0].text == f"某某县人民政府 2021年 {total}件"
    header = opened.sections[0].header
    [place] = header.paragraphs[1]._p.xpath(".//a:blip/@r:embed")
    assert header.part.related_parts[place].blob == PICTURE
    assert opened.paragraphs[0].runs[0].bold
    assert said(data)[-2:] == ["甲", "乙"]
    assert in_word(data) == expected(filled())


def test_parts_without_placeholders_stay_byte_for_byte() -> None:
    data = document(filled())
    with (
        zipfile.ZipFile(io.BytesIO(template(FORM))) as old,
        zipfile.ZipFile(io.BytesIO(data)) as new,
    ):
        assert old.namelist() == new.namelist()
        for name in ("word/styles.xml", "word/settings.xml", "word/fontTable.xml"):
            assert old.read(name) == new.read(name)


def test_every_paragraph_of_a_text_looks_like_its_placeholder() -> None:
    def change(opened: Document) -> None:
        find(opened, "{{总体情况}}").runs[0].italic = True

    data = document(filled(overview="甲\n乙\n丙"), restyled(change))
    body = docx.Document(io.BytesIO(data)).paragraphs
    assert [[run.italic for run in p.runs] for p in body if p.text in "甲乙丙"] == [[True]] * 3


@pytest.mark.parametrize(
    "runs",
    [
        ["{", "{总体情况}}"],
        ["{{", "总体", "情况", "}}"],
        [" {{总体情况", "}}", " "],
        ["{{ 总体情况 }}"],
    ],
)
def test_a_placeholder_may_be_cut_into_runs(runs: list[str]) -> None:
    def change(opened: Document) -> None:
        paragraph = find(opened, "{{总体情况}}")
        paragraph.runs[0].text = runs[0]
        for text in runs[1:]:
            paragraph.add_run(text).bold = True

    data = document(filled(overview="甲{{总体情况}}\n乙"), restyled(change))
    assert [text.strip() for text in said(data)] == ["甲{{总体情况}}", "乙"]


def test_several_placeholders_in_a_line() -> None:
    def change(opened: Document) -> None:
        line = "（{{单位}}，{{年度}}：{{总体情况}}；新收 {{三.1.7}}、{{requests.new.total}} 件）"
        find(opened, "{{总体情况}}").runs[0].text = line

    report = filled(overview="{{年度}}\n乙\t丙")
    total = report.number("requests.new.total")
    assert said(document(report, restyled(change))) == [
        f"（某某县人民政府，2021：{{{{年度}}}}\n乙\t丙；新收 {total}、{total} 件）"
    ]


def test_keys_do_for_numbers() -> None:
    names = names_of(FORM).numbers

    def change(_name: str, content: str) -> str:
        return re.sub(
            r"\{\{([二三四]\.[0-9.]+)\}\}", lambda found: f"{{{{{names[found[1]]}}}}}", content
        )

    assert in_word(document(filled(), repacked(change))) == expected(filled())


def test_without_places_for_headings_a_text_keeps_its_own() -> None:
    def change(opened: Document) -> None:
        for paragraph in list(opened.paragraphs):
            if paragraph.text.startswith("{{小标题"):
                paragraph._p.getparent().remove(paragraph._p)

    data = document(filled(platforms="（四）平台\n改版。", supervision="检查。"), restyled(change))
    assert said(data) == ["（四）平台", "改版。", "检查。"]


def test_text_frames_are_filled_too() -> None:
    frame = (
        f'<w:p xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape>'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>{{单位}}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r><w:r><w:t>{{年度}}</w:t></w:r></w:p>"
    )

    def change(opened: Document) -> None:
        opened.element.body.insert(0, parse_xml(frame))

    data = document(filled(), restyled(change))
    first = docx.Document(io.BytesIO(data)).element.body[0]
    assert [text.text for text in first.iter(qn("w:t"))] == ["某某县人民政府", "2021"]


def test_what_is_there_once_is_neither_copied_nor_lost() -> None:
    more = (
        '<w:bookmarkStart w:id="7" w:name="here"/><w:r><w:t>{{总体情况}}</w:t></w:r>'
        '<w:bookmarkEnd w:id="7"/>'
    )
    run = re.search(
        r"<w:r>(?:(?!<w:r>).)*\{\{总体情况\}\}</w:t></w:r>",
        zipfile.ZipFile(io.BytesIO(template(FORM))).read(DOCUMENT).decode(),
    )
    assert run
    own = edited(run[0], more)
    for text, wanted in (("甲\n乙", ["甲", "乙"]), ("", [""])):
        data = document(filled(overview=text), own)
        assert said(data) == wanted
        marks = docx.Document(io.BytesIO(data)).element.body.iter(qn("w:bookmarkStart"))
        assert [mark.get(qn("w:id")) for mark in marks] == ["7"]


def test_a_section_ends_behind_the_last_paragraph() -> None:
    def change(opened: Document) -> None:
        properties = find(opened, "{{总体情况}}")._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:sectPr xmlns:w="{W}"/>'))

    data = document(filled(overview="甲\n乙\n丙"), restyled(change))
    body = docx.Document(io.BytesIO(data))
    assert [p.text for p in body.paragraphs if p._p.xpath("w:pPr/w:sectPr")] == ["丙"]
    data = document(filled(), restyled(change))
    body = docx.Document(io.BytesIO(data))
    assert [p.text for p in body.paragraphs if p._p.xpath("w:pPr/w:sectPr")] == [""]


def test_a_cell_and_the_place_between_two_tables_keep_a_paragraph() -> None:
    def change(opened: Document) -> None:
        box = opened.add_table(1, 1)
        box.cell(0, 0).paragraphs[0].text = "{{总体情况}}"
        find(opened, "{{总体情况}}")._p.getparent().remove(find(opened, "{{总体情况}}")._p)
        find(opened, "{{存在的主要问题及改进情况}}")._p.addprevious(box._tbl)
        heading = next(p for p in opened.paragraphs if p.text.startswith("四、"))
        heading._p.getparent().remove(heading._p)
        note = find(opened, "{{三、表外说明}}")
        assert note._p.getnext().tag == qn("w:tbl")

    opened = docx.Document(io.BytesIO(document(filled(), restyled(change))))
    assert [p.text for p in opened.tables[-1].cell(0, 0).paragraphs] == [""]
    tags = [element.tag for element in opened.element.body]
    between = tags.index(qn("w:tbl"), tags.index(qn("w:tbl")) + 1) + 1
    assert tags[between : between + 2] == [qn("w:p"), qn("w:tbl")]


def test_a_template_file_becomes_a_document() -> None:
    def change(_name: str, content: str) -> str:
        return content.replace("document.main+xml", "template.main+xml")

    assert document(filled(), repacked(change)) == document(filled(), template(FORM))


def test_an_office_may_use_the_same_text_twice() -> None:
    def change(opened: Document) -> None:
        opened.add_paragraph("{{其他需要报告的事项}}")

    data = document(filled(other="甲\n乙"), restyled(change))
    assert [text for _, text in paragraphs(data)][-4:] == ["甲", "乙", "甲", "乙"]


# Tables in texts

TYPED = "如下：\n单位\t数量\t备注\n甲局\t5\n乙局\t\t无\n没有收费。"


def test_a_table_in_a_text_looks_like_the_tables_of_the_template() -> None:
    def change(opened: Document) -> None:
        first = opened.tables[0].cell(2, 1).paragraphs[0].runs[0]
        assert first.text == "{{二.1.1}}"
        first.font.color.rgb = RGBColor(0x80, 0, 0)

    opened = docx.Document(io.BytesIO(document(filled(other=TYPED), restyled(change))))
    official, typed = opened.tables[0], opened.tables[-1]
    assert [[cell.text for cell in row.cells] for row in typed.rows] == [
        ["单位", "数量", "备注"], ["甲局", "5", ""], ["乙局", "", "无"],
    ]  # fmt: skip
    assert typed.style == official.style
    [run] = typed.cell(1, 0).paragraphs[0].runs
    assert run.font.color.rgb == RGBColor(0x80, 0, 0)
    cell = typed.cell(1, 0).paragraphs[0]
    assert (cell.style.name, cell.paragraph_format.keep_with_next) == ("年报表格", None)
    assert sum(column.width for column in typed.columns) == pytest.approx(
        sum(column.width for column in official.columns), abs=Pt(1)
    )


def test_columns_are_as_wide_as_what_stands_in_them_needs() -> None:
    typed = "序号\t工作\n1\t" + "长" * 40
    opened = docx.Document(io.BytesIO(document(filled(other=typed))))
    narrow, wide = (column.width.twips for column in opened.tables[-1].columns)
    assert (narrow, wide) == (8844 * 3 // 27, 8844 * 24 // 27)


@pytest.mark.parametrize("text", ["甲\t1\n乙\t2", "甲\t1\n乙\t2\n\n"])
def test_a_table_never_joins_with_another(text: str) -> None:
    data = document(filled(requests=text, disputes=text, other=text), template(FORM))
    body = docx.Document(io.BytesIO(data)).element.body
    tags = [element.tag.rpartition("}")[2] for element in body]
    assert [tags[at + 1] for at, tag in enumerate(tags) if tag == "tbl"] == ["p"] * 6
    assert tags[-2:] == ["p", "sectPr"]


def test_in_a_cell_and_in_a_line_of_words_a_table_stays_lines() -> None:
    def change(opened: Document) -> None:
        box = opened.add_table(1, 1).cell(0, 0)
        box.paragraphs[0].text = "{{其他需要报告的事项}}"
        find(opened, "{{其他需要报告的事项}}").runs[0].text = "注：{{其他需要报告的事项}}"

    data = document(filled(other="甲\t1\n乙\t2"), restyled(change))
    opened = docx.Document(io.BytesIO(data))
    assert said(data)[-1] == "注：甲\t1\n乙\t2"
    assert [p.text for p in opened.tables[-1].cell(0, 0).paragraphs] == ["甲\t1", "乙\t2"]


# What does not fit


def refused(data: bytes) -> str:
    with pytest.raises(ValueError, match="模板") as caught:
        document(filled(), data)
    return str(caught.value)


def test_a_missing_placeholder_is_named_with_what_it_stands_for() -> None:
    assert refused(edited("{{三.1.7}}", "0")) == (
        "模板里缺少占位符：{{三.1.7}}（“一、本年新收政府信息公开申请数量”行“总计”列）"
    )
    assert refused(edited("{{引言}}", "")) == "模板里缺少占位符：{{引言}}"


def test_an_unknown_placeholder_is_named() -> None:
    answer = "模板里有不认识的占位符：{{三.26.1}}、{{前言}}"
    assert refused(edited("{{引言}}", "{{前言}}{{三.26.1}}")) == answer


def test_a_template_of_the_other_edition_does_not_fit() -> None:
    with pytest.raises(ValueError, match="模板里") as caught:
        document(filled(2021), template(load(2019)))
    assert str(caught.value).startswith("模板里有不认识的占位符：{{二.3.2}}、{{二.3.3}}、")
    assert str(caught.value).endswith(" 等 12 个")


def test_a_document_without_any_placeholder() -> None:
    file = io.BytesIO()
    docx.Document().save(file)
    answer = refused(file.getvalue())
    assert answer.startswith("模板里缺少占位符：{{引言}}、{{总体情况}}、{{主动公开}}、")
    assert answer.endswith(" 等 212 个")


def zipped(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(600), zipped(a="1")]
)
def test_what_is_no_word_file(data: bytes) -> None:
    assert "不是 Word 文档" in refused(data)


def test_a_file_with_macros_is_not_taken() -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

    def change(_name: str, content: str) -> str:
        return content.replace(main, "application/vnd.ms-word.document.macroEnabled.main+xml")

    assert "不是 Word 文档" in refused(repacked(change))


def test_a_broken_part() -> None:
    def change(name: str, content: str) -> str:
        return content[:-20] if name == DOCUMENT else content

    assert refused(repacked(change)) == "模板已损坏，请用 Word 打开并另存一份"


def test_entities_are_not_expanded() -> None:
    def change(name: str, content: str) -> str:
        if name != DOCUMENT:
            return content
        head, start, rest = content.partition("<w:document")
        return f'{head}<!DOCTYPE x [<!ENTITY e "{escape("甲" * 9)}">]>{start}{rest}'

    assert "不是 Word 文档" in refused(repacked(change))
