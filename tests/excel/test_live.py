"""The open workbook reads as its saved file does."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gikxl.excel.areas import address
from gikxl.excel.live import grids_of, report_of
from gikxl.finding import Unreadable
from gikxl.read import read
from gikxl.report import Report
from tests.excel.engine import Excel, start
from tests.excel.engine.book import Data
from tests.read.layouts import OWN, REQUESTS, layout, official, stacked, write_xlsx

WORKBOOKS = sorted((Path(__file__).parents[2] / "workbook").glob("*.xlsx"))


def seen(report: Report | None) -> dict[str, Any] | None:
    """All that a report holds."""
    if report is None:
        return None
    held = {name: getattr(report, name) for name in Report.__slots__ if name != "source"}
    return held | {"form": report.form.edition, "last": seen(report.last)}


def answer(reading: Callable[[], Report]) -> dict[str, Any] | str | None:
    """All that a report holds, or the code with which it is refused."""
    try:
        return seen(reading())
    except Unreadable as refusal:
        return refusal.finding.code


def assert_same(excel: Excel, path: Path) -> None:
    book = excel.open(path)
    assert answer(lambda: report_of(book)) == answer(lambda: read(str(path)))


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_templates_and_examples_read_as_their_files(excel: Excel, path: Path) -> None:
    assert_same(excel, path)


def _swapped() -> dict[str, Any]:
    return dict(reversed(official(OWN.values()).items()))


LAYOUTS = {
    "official": official(OWN.values()),
    "one sheet": {"年报": stacked(official(OWN.values()).values())},
    "swapped": _swapped(),
    "decimals": official([*([Decimal("12.5")] * len(OWN))]),
    "texts": official([f"{number}件" for number in OWN.values()]),
    "blank": official([""] * len(OWN)),
    "other sheets": {**official(OWN.values()), "空表": layout("| |")},
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_read_as_their_files(excel: Excel, tmp_path: Path, name: str) -> None:
    write_xlsx(str(tmp_path / "年报.xlsx"), LAYOUTS[name])
    assert_same(excel, tmp_path / "年报.xlsx")


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """A report with everything that a value alone does not tell."""
    path = tmp_path / "年报.xlsx"
    write_xlsx(str(path), official(OWN.values()))
    book = load_workbook(path)
    sheet = book["三"]
    sheet["D4"], sheet["E4"], sheet["F4"] = "=SUM(1,2)", "=1/0", "#REF!"
    sheet["F4"].data_type = "e"
    sheet["G4"], sheet["G4"].quotePrefix = "=不是公式", True
    sheet["G4"].data_type = "s"
    sheet["H4"], sheet["I4"] = True, "１２"
    for row in (8, 9, 12):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["E"].hidden = True
    book["四"].sheet_state = "hidden"
    book.move_sheet("四", -2)
    book.save(path)
    return path


def test_formulas_errors_and_hidden_lines(excel: Excel, drawn: Path) -> None:
    assert_same(excel, drawn)


def test_a_currency_keeps_all_its_figures(excel: Excel, tmp_path: Path) -> None:
    path = tmp_path / "年报.xlsx"
    write_xlsx(str(path), official([12.3456789] * len(OWN)))
    book = load_workbook(path)
    for row in book["二"].iter_rows():
        for cell in row:
            cell.number_format = '"¥"#,##0.00'
    book.save(path)
    assert_same(excel, path)
    assert report_of(excel.app.books[0]).number("proactive.fee.amount") == Decimal("12.3456789")


def test_a_workbook_without_tables_is_refused(excel: Excel) -> None:
    with pytest.raises(Unreadable) as refused:
        report_of(excel.new())
    assert refused.value.finding.code == "F008"


def test_unsaved_changes_are_read(excel: Excel) -> None:
    book = excel.open(next(path for path in WORKBOOKS if "有错误" in path.stem))
    place = report_of(book).place("requests.new.natural_person")
    assert place is not None
    book.sheets[place.sheet].range(place.a1).value = 4321
    assert report_of(book).number("requests.new.natural_person") == 4321


def test_the_questions_do_not_grow_with_the_cells(excel: Excel, tmp_path: Path) -> None:
    def questions(further_rows: int) -> int:
        path = tmp_path / f"{further_rows}.xlsx"
        table = layout(REQUESTS, OWN.values())
        write_xlsx(str(path), {"三": table._replace(rows=table.rows + [[7] * 10] * further_rows)})
        _ = [grid.marks for grid in grids_of(excel.open(path))]
        return excel.round_trips

    assert questions(4000) < questions(0) + 100


def test_far_away_cells_are_not_fetched(excel: Excel) -> None:
    book: xw.Book = excel.new()
    book.sheets[0]["A1"].value = book.sheets[0]["XFD900"].value = 1
    with pytest.raises(Unreadable) as refused:
        report_of(book)
    assert refused.value.finding.code == "F010"


def test_an_empty_workbook_is_an_empty_grid(excel: Excel) -> None:
    assert [grid.rows for grid in grids_of(excel.new())] == [[]]


SIDES = st.integers(0, 4)


@st.composite
def sheets(draw: st.DrawFn) -> Workbook:
    """Merged ranges, some blank or reaching beyond the values, formulas, and hidden lines."""
    made = Workbook()
    sheet = made.active
    taken: set[tuple[int, int]] = set()
    for _ in range(draw(st.integers(0, 8))):
        top, left = draw(st.integers(1, 12)), draw(st.integers(1, 8))
        bottom, right = top + draw(SIDES), left + draw(SIDES)
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
            sheet.cell(top, left).value = draw(st.sampled_from(["项目", None, 3, "=A1"]))
    kinds = st.sampled_from(["值", 7, None, None, '=""'])
    last_row, last_column = draw(st.integers(2, 17)), draw(st.integers(2, 13))
    for row, column in ((r, c) for r in range(1, last_row) for c in range(1, last_column)):
        if (row, column) not in taken:
            sheet.cell(row, column).value = draw(kinds)
    for row in draw(st.sets(st.integers(1, 18), max_size=5)):
        sheet.row_dimensions[row].hidden = True
    for column in draw(st.sets(st.sampled_from("ABCDEFGHIJ"), max_size=4)):
        sheet.column_dimensions[column].hidden = True
    return made


@given(sheets())
@settings(max_examples=80, deadline=None)
def test_all_that_is_merged_or_hidden_is_found(made: Workbook) -> None:
    sheet = made.active
    excel = start()
    excel.state.books.append(Data(made, "年报.xlsx"))
    (grid,) = grids_of(excel.app.books[0])
    if not grid.rows:
        assert not any(cell.value for row in sheet.iter_rows() for cell in row)
        return
    top, left = grid.origin
    bottom, right = top + len(grid.rows) - 1, left + len(grid.rows[0]) - 1
    merged = [(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in ranges(sheet)]
    assert sorted(grid.merges) == sorted(
        (max(a, top) - top, max(b, left) - left, min(c, bottom) - top, min(d, right) - left)
        for a, b, c, d in merged
        if a <= bottom and b <= right and c >= top and d >= left
    )
    rows = {r - 1 for r, line in sheet.row_dimensions.items() if line.hidden}
    assert grid.marks.hidden_rows == {r - top for r in rows if top <= r <= bottom}
    columns = {ord(c) - ord("A") for c, line in sheet.column_dimensions.items() if line.hidden}
    assert grid.marks.hidden_columns == {c - left for c in columns if left <= c <= right}


def ranges(sheet: Any) -> list[Any]:
    return sheet.merged_cells.ranges


def test_many_merged_blanks_are_found(excel: Excel) -> None:
    book = excel.new()
    sheet = book.impl._data.wb.active
    sheet["A1"], sheet["Z99"] = "头", "尾"
    for row in range(3, 95, 3):
        for column in range(2, 24, 4):
            sheet.merge_cells(None, row, column, row + 1, column + 1 + row % 2)
    (grid,) = grids_of(book)
    assert len(grid.merges) == len(set(grid.merges)) == 31 * 6
    assert set(map(address, grid.merges)) == set(map(str, ranges(sheet)))
