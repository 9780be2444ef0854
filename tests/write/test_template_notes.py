"""What a note says of a cell whose content had to be interpreted."""

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gikxl.form import load
from gikxl.report import Heading, Place, Remark, Report, Value
from gikxl.write.template import cells, text_cells, write_template
from gikxl.write.template.notes import reader_notes
from tests.support import all_zero

FORM = load()
NEW = "requests.new.natural_person"
AT = Place("表2", 3, 1)


def note(value: Value | None, *remarks: Remark, key: str = NEW) -> str:
    """The note on one cell, "" for none; there is none on any other."""
    report = all_zero()
    report.remarks = list(remarks)
    if value is None:
        del report.values[key]
    else:
        report.values[key] = value
    notes = reader_notes(report)
    found = notes.pop(cells(FORM)[key], "")
    assert notes == {}
    return found


@pytest.mark.parametrize(
    "value",
    [
        Value(3, raw="3", place=AT),
        Value(3, raw="3.0", place=AT),
        Value(None, "blank", place=AT),
        Value(None, "blank", place=AT, hidden=True),
        Value(3, raw="3", place=AT, note="“3”按 3 理解"),
        Value(Decimal("3.5"), raw="3.5", place=AT, note="“3.5”按 3.5 理解"),
    ],
)
def test_what_is_plain_has_no_note(value: Value) -> None:
    assert note(value) == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Value(3, raw="3件", place=AT, note="“3件”按 3 理解"), "“3件”按 3 理解"),
        (Value(0, "dash", "—", AT, "“—”按 0 理解"), "“—”按 0 理解"),
        (
            Value(71, raw="71", place=AT, note="“71374”按 71、3、74 理解"),
            "“71374”按 71、3、74 理解",
        ),
        (Value(None, "text", "若干", AT), "“若干”不是数字，照原样放在这里，请改填数字"),
        (
            Value(None, "text", "True", AT, "是逻辑值，不是数字"),
            "“True”不是数字（是逻辑值，不是数字），照原样放在这里，请改填数字",
        ),
        (
            Value(None, "error", "#REF!", AT, formula="A1"),
            "公式没有结果（#REF!），照原样放在这里，请改填数字",
        ),
        (
            Value(None, "uncomputed", "=[1]表!A1", AT, formula="[1]表!A1", cached=False),
            "公式没有结果（=[1]表!A1），照原样放在这里，请改填数字",
        ),
        (
            Value(3, raw="3", place=AT, formula="A1", cached=False),
            "公式没有存下结果，由 gikxl 算出",
        ),
        (Value(3, raw="3", place=AT, hidden=True), "在隐藏的行、列或工作表里"),
        (
            Value(0, "dash", "无", AT, "“无”按 0 理解", hidden=True),
            "“无”按 0 理解；在隐藏的行、列或工作表里",
        ),
    ],
)
def test_a_note_names_the_source_and_how_it_was_understood(value: Value, said: str) -> None:
    assert note(value) == f"来源 表2!B4：{said}。"


def test_a_missing_value_has_a_note_that_says_so() -> None:
    assert note(None) == "来源里没有读到这一项，请照来源补填。"


def test_a_note_says_why_something_that_is_there_was_not_read() -> None:
    twice = Remark("repeated_line", "一、本年新收", (AT, AT._replace(row=9)), (NEW,))
    assert note(None, twice) == (
        "来源里有几处都是“一、本年新收”（表2!B4、表2!B10），数字不同，请照来源填写。"
    )
    glued = Remark("glued", "713000074", (), (NEW,), "一、本年新收")
    assert note(None, glued) == "来源里的数字连在一起（713000074），分不开，请照来源填写。"


def test_another_wording_of_a_label_is_told_on_each_of_its_cells() -> None:
    wording = Remark("similar_label", "一、新收", (AT,), (NEW,), "一、本年新收政府信息公开申请数量")
    said = "来源 表2!B4：“一、新收”按“一、本年新收政府信息公开申请数量”理解。"
    assert note(Value(3, raw="3", place=AT), wording) == said
    worded = note(Value(3, raw="3件", place=AT, note="“3件”按 3 理解"), wording)
    assert worded == f"来源 表2!B4：“3件”按 3 理解。\n{said}"


def test_a_combined_row_is_told_where_its_number_is_and_where_it_is_not() -> None:
    key = "requests.other.business"
    combined = Remark("combined_row", "（六）其他处理", (AT,), (key,))
    assert note(Value(3, raw="3", place=AT), combined, key=key) == (
        "来源 表2!B4：“（六）其他处理”合成一行，数字放在“3.其他”行。"
    )
    assert note(Value(0, "left_out"), key="requests.fee_unpaid.business") == (
        "来源：“（六）其他处理”合成一行，这一行按 0 理解。"
    )


def test_a_row_that_is_left_out_is_told() -> None:
    assert note(Value(0, "left_out"), key="proactive.regulation.issued") == (
        "来源：没有列出“规章”一行，按 0 理解。"
    )


@pytest.mark.parametrize("kind", ["in_pieces", "other_order", "unknown_line"])
def test_what_is_about_a_whole_table_is_on_no_cell(kind: str) -> None:
    assert note(Value(3, raw="3", place=AT), Remark(kind, "某表", (AT,), (NEW,))) == ""


def test_the_heading_of_a_section_in_other_words_is_told_beside_its_text() -> None:
    report = all_zero()
    report.headings = (
        Heading("一、总体情况", Place("正文", 1, 0), "overview"),
        Heading("（一） 主动公开工作", Place("正文", 2, 0), "proactive_disclosure"),
        Heading("2、 主动公开政府信息情况", Place("正文", 9, 0), "proactive"),
        Heading("七、附件", Place("正文", 19, 0)),
    )
    assert reader_notes(report) == {
        text_cells(FORM)["proactive"]: (
            "来源 正文!A10：标题写作“2、 主动公开政府信息情况”，按“二、主动公开政府信息情况”理解。"
        )
    }


def test_what_strangers_wrote_is_cut_short_and_cannot_hide_anything() -> None:
    raw = "甲\u202e乙\n" + "长" * 500
    assert note(Value(None, "text", raw, AT)) == (
        f"来源 表2!B4：“甲?乙 {'长' * 56}…”不是数字，照原样放在这里，请改填数字。"
    )


def test_notes_stand_on_their_cells_unseen_and_as_large_as_their_text(tmp_path: Path) -> None:
    path, place = tmp_path / "a.xlsx", cells(FORM)[NEW]
    long = "来源 表2!B4：" + "很长的说明，" * 40
    notes = {place: "短", place._replace(row=8): long, text_cells(FORM)["other"]: "甲\n乙"}
    write_template(path, FORM, report=Report(FORM, {}), notes=notes)
    book = openpyxl.load_workbook(path)
    for at, text in notes.items():
        comment = book[at.sheet][at.a1].comment
        assert (comment.text, comment.author) == (text, "gikxl")
    with zipfile.ZipFile(path) as package:
        drawing = package.read("xl/drawings/vmlDrawing1.vml").decode()
    assert drawing.count("visibility:hidden") == 2
    assert "visibility:visible" not in drawing
    short, tall = (float(h) for h in re.findall(r";height:([0-9.]+)pt", drawing))
    # 13 lines of 20 characters, against one.
    assert (short, tall) == (23.25, 176.25)


def test_a_template_without_notes_has_no_drawing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_template(path, FORM)
    assert not [name for name in zipfile.ZipFile(path).namelist() if "comment" in name.lower()]
