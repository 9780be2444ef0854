"""The stand-in behaves as Excel does where the commands rely on it."""

import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import Workbook

from tests.excel.engine import HWND, ComError, Excel


@pytest.fixture
def book(excel: Excel, tmp_path: Path) -> xw.Book:
    made = Workbook()
    sheet = made.active
    sheet.title = "表"
    for row in (["甲", 3, None, True], [datetime(2025, 1, 2), 2.5, "#N/A", "=B1+B2"]):
        sheet.append(row)
    sheet["C2"].data_type = "e"
    sheet["E1"], sheet["E1"].number_format = 12.34567, '"¥"#,##0.00'
    sheet.merge_cells("A4:C5")
    sheet["A4"] = "合并"
    made.save(tmp_path / "a.xlsx")
    return excel.open(tmp_path / "a.xlsx")


def test_values_have_the_shapes_of_com(book: xw.Book) -> None:
    sheet = book.sheets["表"]
    assert sheet["A1:E2"].value == [
        ["甲", 3.0, None, True, Decimal("12.3457")],
        [datetime(2025, 1, 2), 2.5, None, None, None],
    ]
    assert isinstance(sheet["B1"].value, float)
    assert sheet["C2"].raw_value == -2146826246
    assert sheet["A2:E2"].api.Value2 == ((45659.0, 2.5, -2146826246, None, None),)
    assert sheet["A1:D2"].formula[1] == ("45659", "2.5", "#N/A", "=B1+B2")
    assert sheet["A1:E1"].api.Value2[0][4] == 12.34567


def test_texts_are_taken_as_excel_takes_them(book: xw.Book) -> None:
    sheet = book.sheets["表"]
    sheet["A10"].value = [["12", "'012", "=B1", "2025-03-04", "+x"]]
    assert sheet["A10:D10"].value == [12.0, "012", None, datetime(2025, 3, 4)]
    assert sheet["A10:E10"].formula == (("12", "012", "=B1", "45720", "=+x"),)


def test_a_block_is_one_round_trip_each_way(excel: Excel, book: xw.Book) -> None:
    sheet = book.sheets["表"]
    excel.state.calls.clear()
    cells = sheet["A10:Z60"]
    cells.value = [[1] * 26] * 51
    few = excel.round_trips
    excel.state.calls.clear()
    cells = sheet["A10:Z600"]
    cells.value = [[1] * 26] * 591
    assert excel.round_trips == few < 90
    excel.state.calls.clear()
    sheet.range("A10:Z60").raw_value = [[1] * 26] * 51
    assert excel.round_trips == 2


def test_merged_ranges(book: xw.Book) -> None:
    sheet = book.sheets["表"]
    assert sheet["A1:C3"].merge_cells is False
    assert sheet["A1:C4"].merge_cells is None
    assert sheet["A4:C5"].merge_cells is True
    assert sheet["B5"].merge_area.address == "$A$4:$C$5"
    sheet["A4"].unmerge()
    assert sheet["B5"].merge_area.address == "$B$5"


def test_several_areas_at_once(book: xw.Book) -> None:
    sheet = book.sheets["表"]
    assert sheet.range("A1,B2,E5").merge_cells is False
    assert sheet.range("E5,A4:B5").merge_cells is None
    assert sheet.range("C4,A5:B5").merge_cells is True
    assert sheet.range("A1,E1").number_format is None
    sheet.range("A1,E1:F2").number_format = "@"
    assert sheet.range("A1,E1:F2").number_format == "@"
    sheet.range("A1,A4,F9").unmerge()
    assert sheet["B5"].merge_area.address == "$B$5"
    with pytest.raises(AssertionError):
        _ = sheet.range("A1,B2").raw_value
    with pytest.raises(ComError):
        sheet.range(",".join(["A1"] * 90))


def test_what_excel_has_no_sure_answer_to_is_not_asked(book: xw.Book) -> None:
    sheet = book.sheets["表"]
    with pytest.raises(AssertionError):
        _ = sheet["A1:B1"].api.Interior
    with pytest.raises(AssertionError):
        _ = sheet["A4:B4"].merge_area
    sheet["A4"].unmerge()
    sheet["B4"].value = 1
    with pytest.raises(AssertionError):
        sheet["A4:C5"].api.Merge()


def test_colours_and_notes(book: xw.Book) -> None:
    sheet = book.sheets["表"]
    assert sheet["A1"].color is None
    sheet["A1"].color = "#FFC7CE"
    assert sheet["A1"].color == (255, 199, 206)
    sheet["A1"].add_note("看这里")
    assert sheet["A1"].note.text == "看这里"
    with pytest.raises(ValueError, match="already has a note"):
        sheet["A1"].add_note("再来")
    assert [note.location.address for note in sheet.notes] == ["$A$1"]
    sheet["A1"].note.delete()
    assert sheet["A1"].note is None


def test_a_protected_sheet_refuses(book: xw.Book) -> None:
    sheet = book.sheets["表"]
    sheet.api.Protect(Password="密", AllowFormattingCells=True)
    with pytest.raises(ComError):
        sheet["A1"].value = 1
    with pytest.raises(ComError):
        sheet.api.Unprotect("")
    assert sheet.api.Protection.AllowFormattingCells is True
    assert sheet.api.Protection.AllowSorting is False
    sheet.api.Unprotect("密")
    sheet["A1"].value = 1


def test_hidden_lines_and_sheets(book: xw.Book) -> None:
    sheet = book.sheets["表"]
    sheet["A2:A3"].rows.hidden = True
    assert sheet.range("A1:A2").api.EntireRow.Hidden is None
    assert sheet.range("A2:A3").api.EntireRow.Hidden is True
    assert sheet.range("A1:C1").api.EntireColumn.Hidden is False
    other = book.sheets.add("第二张", after=sheet)
    other.visible = False
    assert [each.visible for each in book.sheets] == [-1, 0]


def test_a_busy_excel_rejects_calls(excel: Excel, book: xw.Book) -> None:
    excel.state.busy = True
    with pytest.raises(ComError) as rejected:
        _ = book.sheets["表"]["A1"].value
    assert rejected.value.hresult == -2147418111


def test_the_caller_is_found_by_its_arguments(
    excel: Excel, book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel.new()
    arguments = ["gikxl.excel", "check", "--wb=a.xlsx", "--from_xl=1", f"--hwnd={HWND}"]
    monkeypatch.setattr(sys, "argv", arguments)
    assert xw.Book.caller() == book
