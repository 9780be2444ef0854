"""What is not meant to change does not, whatever the workbook holds."""

import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from gikxl.finding import CheckedFile, Finding
from gikxl.report import Place
from gikxl.write.edit import Edit, write_edits
from gikxl.write.mark import write_marked
from tests.write.patch.foreign import OTHER, PERSONS, SHEET, full, opened, pack, revise, unpack

CELLS = ("C1", "B9", "F12", "Z50", "A2", "C5")
FINDINGS = tuple(
    Finding("H301", "error", "总计", f"为 {n}", ("requests.new.total",), (f"{SHEET}!{cell}",), 2, 3)
    for n, cell in enumerate(CELLS)
)  # fmt: skip


def at(row, column, value=None, formula=None):
    return Edit(Place(SHEET, row, column), value, formula)


def checked(*findings):
    return CheckedFile("甲.xlsx", "fail", "甲局", 2023, 2021, findings)


@pytest.fixture
def source(tmp_path):
    return full(tmp_path / "source.xlsx")


@pytest.fixture
def out(tmp_path):
    return str(tmp_path / "out.xlsx")


def changes(source, out):
    """The parts that are gone, new, and changed."""
    old, new = unpack(source), unpack(out)
    changed = {name for name in old if name in new and old[name] != new[name]}
    return old.keys() - new.keys(), new.keys() - old.keys(), changed


def test_an_edit_changes_one_sheet_and_how_excel_computes(source, out):
    assert write_edits(source, out, [at(0, 2, 7), at(11, 5, 3)])

    gone, new, changed = changes(source, out)
    assert gone == {"xl/calcChain.xml"}
    assert new == set()
    assert changed == {
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }  # fmt: skip


def test_marks_change_cells_styles_notes_and_add_a_sheet(source, out):
    assert write_marked(source, out, checked(*FINDINGS))

    gone, new, changed = changes(source, out)
    assert gone == set()
    assert new == {"xl/worksheets/sheet4.xml"}
    assert changed == {
        "[Content_Types].xml", "docProps/app.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml",
        "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip


def test_the_order_and_dates_of_the_parts_stay(source, out):
    write_marked(source, out, checked(*FINDINGS))

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out) as new:
        assert new.testzip() is None
        assert new.namelist()[: len(old.namelist())] == old.namelist()
        dates = {info.filename: info.date_time for info in new.infolist()}
        assert {dates[name] for name in old.namelist()} == {(2024, 2, 3, 4, 5, 6)}


def test_both_readers_find_the_same_values_but_the_edited(source, out):
    write_edits(source, out, [at(0, 2, 7), at(0, 3, "文字")])

    before, after = (CalamineWorkbook.from_path(path) for path in (source, out))
    assert after.sheet_names == before.sheet_names
    assert after.get_sheet_by_name(OTHER).to_python() == before.get_sheet_by_name(OTHER).to_python()
    rows = before.get_sheet_by_name(SHEET).to_python()
    rows[0][2:4], rows[1][3], rows[2][3] = [7, "文字"], "", ""
    assert after.get_sheet_by_name(SHEET).to_python() == rows
    old, new = opened(source)[SHEET], opened(out)[SHEET]
    differing = {
        cell.coordinate
        for row in old.iter_rows()
        for cell in row
        if cell.value != new[cell.coordinate].value
    }
    assert differing == {"C1", "D1"}
    assert all(
        cell._style == new[cell.coordinate]._style for row in old.iter_rows() for cell in row
    )


def test_only_results_that_depend_on_an_edit_are_dropped(source, out):
    write_edits(source, out, [at(0, 2, 7)])

    sheet = opened(out, data_only=True)[SHEET]
    assert [sheet[cell].value for cell in ("D2", "D3", "E2")] == [None, None, "甲"]
    assert opened(out).calculation.fullCalcOnLoad


def test_marking_twice_is_marking_once(source, out, tmp_path):
    again = str(tmp_path / "again.xlsx")
    write_marked(source, out, checked(*FINDINGS))
    write_marked(out, again, checked(*FINDINGS))

    assert unpack(again) == unpack(out)


def test_taking_the_marks_back_leaves_what_was_there(source, out, tmp_path):
    plain, cleared = str(tmp_path / "plain.xlsx"), str(tmp_path / "cleared.xlsx")
    write_marked(source, out, checked(*FINDINGS))
    write_marked(out, cleared, checked())
    write_marked(source, plain, checked())

    old, new = unpack(plain), unpack(cleared)
    assert old.keys() == new.keys()
    differing = {name for name in old if old[name] != new[name]}
    assert differing <= {
        "xl/styles.xml", "xl/comments1.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml"
    }  # fmt: skip
    box = b'<dimension ref="%s"/>'
    part = "xl/worksheets/sheet1.xml"
    assert new[part].replace(box % b"A1:Z50", box % b"A1:K22") == old[part]
    notes = new["xl/comments1.xml"].replace(b"<author>gikxl</author>", b"")
    assert notes.partition(b"<comments")[2] == old["xl/comments1.xml"].partition(b"<comments")[2]


def test_colours_survive_saving_in_another_program(out, tmp_path):
    """Excel numbers the styles anew when it saves; here openpyxl does."""
    source = full(tmp_path / "source.xlsx", chart_sheet=False)
    saved, cleared = str(tmp_path / "saved.xlsx"), str(tmp_path / "cleared.xlsx")
    write_marked(source, out, checked(*FINDINGS))
    opened(out).save(saved)
    write_marked(saved, cleared, checked())

    sheet, before = opened(cleared)[SHEET], opened(source)[SHEET]
    assert sheet["C1"].fill.fgColor.rgb == before["C1"].fill.fgColor.rgb == "FFFFFF00"
    assert sheet["Z50"].fill.fill_type is None
    assert sheet["C1"].comment.text == "待核"
    assert sheet["Z50"].comment is None


def test_a_conversation_is_left_alone(source, out):
    write_marked(source, out, checked(*FINDINGS))

    sheet = opened(out)[SHEET]
    assert sheet["B9"].comment.text == "[线程批注]\n讨论"
    assert sheet["B9"].fill.fgColor.rgb == "FFFFC7CE"


def test_a_note_keeps_its_text_and_look_and_gets_room(source, out):
    before = unpack(source)["xl/drawings/vmlDrawing1.vml"].decode()
    write_marked(source, out, checked(*FINDINGS))

    note = opened(out)[SHEET]["C1"].comment
    assert note.text.startswith("待核\n\n【gikxl 校验】错误 H301 总计")
    assert note.author == "王五"
    after = unpack(out)["xl/drawings/vmlDrawing1.vml"].decode()
    assert before.count('ObjectType="Note"') == 2
    assert after.count('ObjectType="Note"') == 2 + 4
    assert after.count('ObjectType="Button"') == before.count('ObjectType="Button"') == 1
    assert before[before.index("Button") :].split("</v:shape>")[0] in after


def test_signed_workbooks_are_refused(source, out):
    revise(Path(source), {"_xmlsignatures/origin.sigs": b""}, {})

    with pytest.raises(ValueError, match=r"数字签名.*删除签名"):
        write_edits(source, out, [at(0, 2, 7)])
    with pytest.raises(ValueError, match=r"数字签名.*删除签名"):
        write_marked(source, out, checked())
    assert not Path(out).exists()


def test_the_heads_of_a_table_are_refused(source, out):
    with pytest.raises(ValueError, match="J1：是“套用表格格式”的列标题"):
        write_edits(source, out, [at(0, 9, "丙")])
    assert write_edits(source, out, [at(1, 9, "丙")])


def test_the_properties_list_the_new_sheet(tmp_path, out):
    source = str(tmp_path / "plain.xlsx")
    import xlsxwriter

    with xlsxwriter.Workbook(source) as book:
        book.add_worksheet(SHEET).write("A1", 1)
        book.define_name("合计", f"='{SHEET}'!$A$1")
    write_marked(source, out, checked())

    properties = unpack(out)["docProps/app.xml"].decode()
    assert f"<vt:lpstr>{SHEET}</vt:lpstr><vt:lpstr>校验结果</vt:lpstr><vt:lpstr>合计" in properties
    assert "<vt:i4>2</vt:i4>" in properties
    assert 'size="3"' in properties


def test_persons_and_other_unknown_parts_stay(source, out):
    write_marked(source, out, checked(*FINDINGS))

    assert unpack(out)["xl/persons/person.xml"].decode() == PERSONS


def test_macros_go_where_the_name_says_so(tmp_path):
    import io

    import xlsxwriter

    source = tmp_path / "a.xlsm"
    with xlsxwriter.Workbook(str(source)) as book:
        book.add_worksheet(SHEET).write("A1", 1)
        book.add_vba_project(io.BytesIO(b"macros"), is_stream=True)
    for name, kept in (("b.xlsm", True), ("b.xlsx", False)):
        out = tmp_path / name
        write_edits(str(source), str(out), [at(0, 0, 2)])
        parts = unpack(out)
        assert ("xl/vbaProject.bin" in parts) is kept
        assert (b"macroEnabled" in parts["[Content_Types].xml"]) is kept
        assert (b"vbaProject" in parts["xl/_rels/workbook.xml.rels"]) is kept


def test_a_zip_with_odd_names_and_sizes_is_copied(source, out):
    """Sizes after the content, stored parts, names in GBK, a comment: what tools write."""
    parts = unpack(source)
    pack(Path(source), {})
    with zipfile.ZipFile(source, "w") as package:
        package.comment = "说明".encode("gbk")
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2001, 1, 1, 0, 0, 2))
            info.extra = b"\x20\xa2\2\0ab"
            with package.open(info, "w") as part:
                part.write(content)
        package.writestr("文件夹/说明.txt".encode("gbk").decode("cp437"), "注".encode("gbk"))
    assert write_edits(source, out, [at(0, 2, 7)])

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out) as new:
        assert new.comment == old.comment
        kept = [info for info in new.infolist() if info.date_time == (2001, 1, 1, 0, 0, 2)]
        assert len(kept) == len(parts) - 1  # the order of computing is gone
        assert new.namelist()[-1] == old.namelist()[-1]
