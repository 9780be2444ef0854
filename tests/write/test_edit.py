import os
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl import load_workbook

from gikxl.form import load
from gikxl.report import Place
from gikxl.write.edit import Edit, write_edits
from gikxl.write.template import write_template
from gikxl.write.template.places import text_cells
from gikxl.write.workbook import suffix_for

SHEET = "三、申请办理"


def at(row, column, value=None, formula=None, sheet=SHEET):
    return Edit(Place(sheet, row, column), value, formula)


@pytest.fixture
def source(tmp_path):
    """Labels merged over two rows, numbers, a formula, a style, a note, a second sheet."""
    path = str(tmp_path / "source.xlsx")
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    frame = book.add_format({"border": 1, "bold": True, "num_format": "0"})
    sheet.merge_range("A1:A2", "（三）不予公开", frame)
    sheet.write_row("B1", ["1.属于国家秘密", 1, 2], frame)
    sheet.write_row("B2", ["3.危及“三安全一稳定”", 3], frame)
    sheet.write_formula("D2", "=C1+C2", frame, 4)
    sheet.write_comment("C1", "待核", {"author": "王五"})
    book.add_worksheet("别的").write("A1", "=不动")
    book.close()
    return path


@pytest.fixture
def out(tmp_path):
    return str(tmp_path / "out.xlsx")


def test_only_the_edited_cells_change(source, out):
    before = Path(source).read_bytes()

    complete = write_edits(source, out, [at(0, 2, 7), at(0, 3, Decimal("0.10")), at(1, 2, None)])

    assert complete
    assert Path(source).read_bytes() == before
    sheet = load_workbook(out)[SHEET]
    assert [[cell.value for cell in row] for row in sheet["B1:D2"]] == [
        ["1.属于国家秘密", 7, 0.1],
        ["3.危及“三安全一稳定”", None, "=C1+C2"],
    ]
    assert sheet["C1"].font.bold
    assert sheet["C1"].border.left.style == "thin"
    assert sheet["C1"].number_format == "0"
    assert sheet["C1"].comment.text == "待核"
    assert str(sheet.merged_cells) == "A1:A2"
    assert load_workbook(out)["别的"]["A1"].value == "=不动"


def test_formulas_are_computed_when_the_copy_is_opened(source, out):
    write_edits(source, out, [at(0, 3, formula="SUM(C1:C2)"), at(1, 3, formula="=C2")])

    book = load_workbook(out)
    assert book.calculation.fullCalcOnLoad
    assert [book[SHEET][cell].value for cell in ("D1", "D2")] == ["=SUM(C1:C2)", "=C2"]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=20) | st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "#REF!", "1", "true"])
)
def test_a_text_stays_a_text(source, out, text):
    write_edits(source, out, [at(0, 2, text), at(1, 2, "x")])

    cell = load_workbook(out)[SHEET]["C1"]
    assert cell.data_type == ("s" if text else "n")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))
    if text.isprintable():
        assert cell.value == (text or None)


def test_an_edit_inside_a_merged_range_unmerges_it(source, out):
    write_edits(source, out, [at(0, 0, "（三）不予公开"), at(1, 0, "（三）不予公开")])

    sheet = load_workbook(out)[SHEET]
    assert str(sheet.merged_cells) == ""
    assert [sheet["A1"].value, sheet["A2"].value] == ["（三）不予公开"] * 2
    assert sheet["A2"].font.bold
    assert sheet["A2"].border.bottom.style == "thin"


def test_an_edit_to_the_cell_that_shows_leaves_the_range_merged(source, out):
    write_edits(source, out, [at(0, 0, "（三）")])

    assert str(load_workbook(out)[SHEET].merged_cells) == "A1:A2"


def test_macros_stay_in_an_xlsm(tmp_path):
    source, out = str(tmp_path / "a.xlsm"), str(tmp_path / "b.xlsm")
    book = xlsxwriter.Workbook(source)
    book.add_worksheet(SHEET).write("A1", 1)
    book.add_vba_project(BytesIO(b"not really macros"), is_stream=True)
    book.close()

    write_edits(source, out, [at(0, 0, 2)])

    with zipfile.ZipFile(out) as package:
        assert package.read("xl/vbaProject.bin") == b"not really macros"
        assert b"sheet.macroEnabled" in package.read("[Content_Types].xml")
    assert load_workbook(out)[SHEET]["A1"].value == 2


def xls(path):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(SHEET)
    sheet.write_merge(1, 2, 1, 1, "（三）不予公开")
    sheet.write(1, 2, 5)
    sheet.write(2, 2, "=1+1")
    book.add_sheet("藏").visibility = 1
    book.save(path)


def ods(path):
    book = OpenDocumentSpreadsheet()
    table = Table(name=SHEET)
    first = TableCell(valuetype="string", numberrowsspanned=2, numbercolumnsspanned=1)
    first.addElement(P(text="（三）不予公开"))
    number = TableCell(valuetype="float", value="5")
    text = TableCell(valuetype="string")
    text.addElement(P(text="=1+1"))
    for cells in ([], [TableCell(), first, number], [TableCell(), CoveredTableCell(), text]):
        row = TableRow()
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(path)


@pytest.mark.parametrize(("write", "merges"), [(xls, "B2:B3"), (ods, "")])
def test_other_formats_are_made_anew_from_their_values(tmp_path, out, write, merges):
    """The merged ranges of an ods are not known to the library that reads it."""
    source = str(tmp_path / f"a.{write.__name__}")
    write(source)

    complete = write_edits(source, out, [at(1, 3, 6)])

    assert not complete
    sheet = load_workbook(out)[SHEET]
    assert [[cell.value for cell in row] for row in sheet["B2:D3"]] == [
        ["（三）不予公开", 5, 6],
        [None, "=1+1", None],
    ]
    assert sheet["C3"].data_type == "s"
    assert str(sheet.merged_cells) == merges


def test_a_hidden_sheet_stays_hidden(tmp_path, out):
    xls(str(tmp_path / "a.xls"))

    write_edits(str(tmp_path / "a.xls"), out, [])

    assert load_workbook(out)["藏"].sheet_state == "hidden"


@pytest.mark.parametrize("name", ["out.xls", "out.ods", "out"])
def test_the_copy_is_an_xlsx(source, tmp_path, name):
    with pytest.raises(ValueError, match=r"扩展名应为 \.xlsx"):
        write_edits(source, str(tmp_path / name), [])


def test_the_source_is_not_written_over_unless_told(source):
    with pytest.raises(ValueError, match="就是原文件"):
        write_edits(source, os.path.join(os.path.dirname(source), ".", "source.xlsx"), [])

    write_edits(source, source, [at(0, 2, 9)], over_source=True)

    assert load_workbook(source)[SHEET]["C1"].value == 9


def test_a_sheet_that_is_not_there_is_said(source, out):
    with pytest.raises(ValueError, match="没有名为“二”的工作表"):
        write_edits(source, out, [at(0, 0, 1, sheet="二")])
    assert not os.path.exists(out)


def test_a_copy_that_fails_leaves_what_was_there(source, out, tmp_path, monkeypatch):
    Path(out).write_bytes(b"earlier")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))

    with pytest.raises(OSError, match="full"):
        write_edits(source, out, [at(0, 2, 7)])

    assert Path(out).read_bytes() == b"earlier"
    assert sorted(os.listdir(tmp_path)) == ["out.xlsx", "source.xlsx"]


def test_a_damaged_file_is_said(tmp_path, out):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")

    with pytest.raises(ValueError, match="无法制作副本"):
        write_edits(str(path), out, [])


def test_the_ending_of_a_copy():
    assert [suffix_for(name) for name in ("a.XLSM", "a.xls", "a.xlsx", "a.et")] == [
        ".xlsm", ".xlsx", ".xlsx", ".xlsx",
    ]  # fmt: skip


def test_a_long_text_gets_room_in_a_row_of_fixed_height(tmp_path: Path) -> None:
    source, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_template(source, load())
    place = text_cells(load())["opening"]
    before = load_workbook(source)[place.sheet].row_dimensions[place.row + 1].height
    write_edits(str(source), str(out), [Edit(place, "写" * 400)])
    after = load_workbook(out)[place.sheet].row_dimensions[place.row + 1].height
    assert before == 27.75  # XlsxWriter rounds to pixels
    assert after == 11 * 14 + 6  # 400 characters at 37 a line
    write_edits(str(source), str(out), [Edit(place, "短")])
    assert load_workbook(out)[place.sheet].row_dimensions[place.row + 1].height == before
