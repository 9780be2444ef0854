"""Edits written into the open workbook: the same cells as in the copy of the command line."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gikxl.excel.sheets import as_text, blocks_of, write_edits
from gikxl.report import Place
from gikxl.write.edit import Edit
from gikxl.write.edit import write_edits as write_copy
from tests.excel.contents import contents
from tests.excel.engine import Excel

SHEET = "三、申请办理"


def at(row: int, column: int, value=None, formula=None, sheet: str = SHEET) -> Edit:
    return Edit(Place(sheet, row, column), value, formula)


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Labels merged over two rows, numbers, a formula, a cell for texts, protected."""
    path = str(tmp_path / "a.xlsx")
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    sheet.merge_range("A1:A2", "（三）不予公开")
    sheet.write_row("B1", ["1.属于国家秘密", 1, 2])
    sheet.write_row("B2", ["3.危及“三安全一稳定”", 3])
    sheet.write_formula("D2", "=C1+C2", None, 4)
    sheet.write_string("E1", "5", book.add_format({"num_format": "@"}))
    sheet.write_blank("F1", None, book.add_format({"text_wrap": True}))
    sheet.set_column("F:F", 20)
    sheet.set_row(0, 20)
    sheet.protect("", {"format_rows": True, "sort": True})
    book.add_worksheet("别的").write("A1", "不动")
    book.close()
    return path


EDITS = [
    at(0, 2, 7),
    at(0, 3, Decimal("0.10")),
    at(1, 2, 8),
    at(1, 3, 15, "SUM(C1:C2)"),
    at(0, 4, 5),
    at(0, 5, "今年新收申请七件，比上年增加一件，都在期限内答复。" * 8),
    at(1, 0, "（三）不予公开"),
    at(4, 1, None),
    at(5, 1, "=1+1"),
    at(6, 1, "2024年1月2日"),
    at(7, 1, "12"),
    at(8, 1, "-"),
    at(9, 1, "'引号"),
    at(2, 0, "文字", sheet="别的"),
]


def test_the_same_cells_as_in_a_copy(excel: Excel, path: str, tmp_path: Path) -> None:
    out = str(tmp_path / "b.xlsx")
    write_copy(path, out, EDITS)
    book = excel.open(path)
    write_edits(book, EDITS)
    live = str(tmp_path / "c.xlsx")
    book.save(live)
    assert contents(live) == contents(out)
    assert book.sheets[SHEET].range("E1").number_format == "General"
    heights = [load_workbook(file)[SHEET].row_dimensions[1].height for file in (live, out)]
    assert heights == [314, 314]


CELLS = st.tuples(st.integers(0, 4), st.integers(0, 5))
VALUES = (
    st.none()
    | st.integers(-(10**9), 10**9)
    | st.decimals(-1000, 1000, places=2)
    | st.text(max_size=12)
    | st.sampled_from(["1", "=A1", "'", "-5", "2024-1-1", "50%", "新收 3 件", "2024年"])
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(CELLS, VALUES | st.just("formula"), max_size=12))
def test_whatever_is_written_is_as_in_a_copy(
    excel: Excel, path: str, tmp_path: Path, cells: dict[tuple[int, int], Any]
) -> None:
    edits = [
        at(*cell, *((3, "C1+D1") if value == "formula" else (value,)))
        for cell, value in cells.items()
    ]
    out, live = str(tmp_path / "b.xlsx"), str(tmp_path / "c.xlsx")
    write_copy(path, out, edits)
    book = excel.open(path)
    write_edits(book, edits)
    book.save(live)
    book.close()
    assert contents(live) == contents(out)
    merged = [str(load_workbook(file)[SHEET].merged_cells) for file in (live, out)]
    assert merged[0] == merged[1]


def test_settings_and_protection_are_as_they_were(excel: Excel, path: str) -> None:
    book = excel.open(path)
    before = dict(excel.state.settings)
    sheet = book.impl._data.wb[SHEET]
    options = dict(vars(sheet.protection))
    write_edits(book, EDITS)
    assert excel.state.settings == before
    assert ("screen_updating", False) in excel.state.history
    assert ("calculation", "manual") in excel.state.history
    assert vars(sheet.protection) == options


def test_an_error_leaves_settings_and_protection_as_they_were(excel: Excel, path: str) -> None:
    book = excel.open(path)
    before = dict(excel.state.settings)
    excel.state.fail_at = "Range.raw_value="
    with pytest.raises(Exception, match="raw_value"):
        write_edits(book, EDITS)
    assert excel.state.settings == before
    assert book.sheets[SHEET].api.ProtectContents


def test_a_password_is_said(excel: Excel, path: str) -> None:
    book = excel.open(path)
    before = [sheet.used_range.value for sheet in book.sheets]
    book.sheets[SHEET].api.Unprotect("")
    book.sheets[SHEET].api.Protect(Password="秘密")
    with pytest.raises(ValueError, match=f"工作表“{SHEET}”有密码保护"):
        write_edits(book, [at(2, 0, "文字", sheet="别的"), *EDITS])
    assert [sheet.used_range.value for sheet in book.sheets] == before


def test_a_sheet_that_is_not_there_is_said_and_nothing_written(excel: Excel, path: str) -> None:
    book = excel.open(path)
    with pytest.raises(ValueError, match="没有名为“没有”的工作表"):
        write_edits(book, [*EDITS, at(0, 0, 1, sheet="没有")])
    assert book.sheets[SHEET].range("C1").value == 1


def test_many_cells_go_in_one_block(excel: Excel, path: str) -> None:
    def calls(rows: int) -> int:
        book = excel.open(path)
        write_edits(book, [at(20 + n, m, n + m) for n in range(rows) for m in range(7)])
        trips = excel.round_trips
        book.close()
        return trips

    assert calls(3) == calls(60)


def test_rows_that_a_filter_hides_are_written_too(excel: Excel, path: str) -> None:
    book = excel.open(path)
    sheet = book.impl._data.wb[SHEET]
    sheet.auto_filter.ref = "A1:F10"
    sheet.auto_filter.add_filter_column(1, ["别的"])
    sheet.row_dimensions[2].hidden = True
    write_edits(book, [at(0, 2, 7), at(1, 2, 8)])
    assert book.sheets[SHEET].range("C1:C2").value == [7, 8]
    assert excel.state.calls["Range.raw_value="] == 2
    assert sheet.row_dimensions[2].hidden


def test_blocks_are_rectangles() -> None:
    edits = [at(r, c, r) for r in range(3) for c in (1, 2, 4)] + [at(1, 4, "长" * 900)]
    blocks = [(b.row, b.column, len(b.rows), len(b.rows[0])) for b in blocks_of(edits)]
    assert sorted(blocks) == [
        (0, 1, 1, 2), (0, 4, 1, 1), (1, 1, 1, 2), (1, 4, 1, 1), (2, 1, 1, 2), (2, 4, 1, 1),
    ]  # fmt: skip
    assert [b[2:] for b in blocks_of([at(r, 1, r) for r in range(9)])] == [
        (tuple((float(r),) for r in range(9)),)
    ]


@given(st.text(max_size=12) | st.dates().map(str) | st.decimals().map(str))
def test_only_words_go_in_without_an_apostrophe(text: str) -> None:
    given_to_excel = as_text(text)
    if given_to_excel and not given_to_excel.startswith("'"):
        assert any("\u4e00" <= character <= "\u9fff" for character in text)
    assert (given_to_excel is None) == (text == "")


@pytest.mark.parametrize(
    "text", ["2024年1月2日", "三月", "12", "1-2", "TRUE", "50%", "9" * 60, "=1", "星期一"]
)
def test_what_excel_takes_for_something_else_gets_an_apostrophe(text: str) -> None:
    assert as_text(text) == f"'{text}"


def test_dates_are_not_written(excel: Excel, path: str) -> None:
    book = excel.open(path)
    write_edits(book, [at(3, 1, "2024年1月2日")])
    assert book.sheets[SHEET].range("B4").value == "2024年1月2日"
