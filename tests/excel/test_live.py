"""The open workbook reads as its saved file does."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

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


def assert_same(excel: Excel, path: Path) -> None:
    assert seen(report_of(excel.open(path))) == seen(read(str(path)))


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


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_every_merged_range_is_found(data: st.DataObject) -> None:
    made = Workbook()
    sheet = made.active
    taken: set[tuple[int, int]] = set()
    expected = set()
    for _ in range(data.draw(st.integers(0, 8))):
        top, left = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 8))
        bottom, right = top + data.draw(st.integers(0, 4)), left + data.draw(st.integers(0, 4))
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
            sheet.cell(top, left).value = data.draw(st.sampled_from(["项目", None]))
            expected.add((top - 1, left - 1, bottom - 1, right - 1))
    for row, column in ((r, c) for r in range(1, 18) for c in range(1, 14)):
        if (row, column) not in taken and data.draw(st.booleans()):
            sheet.cell(row, column).value = "值"
    sheet["A1"].value = sheet["A1"].value or "头"
    sheet.cell(20, 15).value = "尾"
    excel = start()
    excel.state.books.append(Data(made, "年报.xlsx"))
    (grid,) = grids_of(excel.app.books[0])
    assert set(grid.merges) == expected
