"""Putting the workbook together: the long sheets as a stream, the same input the same bytes."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from gikxl.collect.rollup.workbook.charts import SHEET as CHARTS_SHEET
from gikxl.collect.rollup.workbook.charts import charts_sheet
from gikxl.collect.rollup.workbook.comparison import comparison_sheet
from gikxl.collect.rollup.workbook.looks import LOOKS
from gikxl.collect.rollup.workbook.made import RollUp
from gikxl.collect.rollup.workbook.overview import overview_sheet
from gikxl.collect.rollup.workbook.problems import problems_sheet
from gikxl.collect.rollup.workbook.tables import sum_sheet
from gikxl.collect.rollup.workbook.units import rows_of, units_sheet
from gikxl.read.rollup import SUM_SHEET, TEXT_SHEET, UNITS_SHEET
from gikxl.write.files import replacing
from gikxl.write.template.figures import Figures
from gikxl.write.template.sheets import text_sheet
from gikxl.write.template.styles import DEFAULT_FONT, Styles
from gikxl.write.template.tables import Content
from gikxl.write.wording import clean

FILE_NAME = "汇总.xlsx"
"""What the roll-up is called in the folder of a collection."""

OVERVIEW_SHEET, PROBLEMS_SHEET, COMPARISON_SHEET = "报送情况", "问题清单", "比较"

_BLUE, _GREY, _RED, _GREEN = "#4F81BD", "#7F7F7F", "#C00000", "#548235"


def write_workbook(path: str | os.PathLike[str], made: RollUp) -> None:
    """Write the roll-up, whole or not at all. OSError passes through."""
    with tempfile.TemporaryDirectory(prefix="gikxl-") as folder, replacing(path) as file:
        book = _book(file, folder)
        with _closed_in_any_case(book):
            _sheets(book, made)
            _describe(book, made)
            book.close()


def _book(file: Any, folder: str) -> Any:
    import xlsxwriter

    options = {
        "tmpdir": folder,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(DEFAULT_FONT),
    }
    return xlsxwriter.Workbook(file, options)


def _sheets(book: Any, made: RollUp) -> None:
    styles = Styles(book, LOOKS)
    overview_sheet(_long(book, OVERVIEW_SHEET, _GREEN), styles, made)
    sum_sheet(_add(book, SUM_SHEET, _BLUE), styles, made, rows_of(made))
    units_sheet(_long(book, UNITS_SHEET, _BLUE), styles, made)
    problems_sheet(_long(book, PROBLEMS_SHEET, _RED), styles, made)
    comparison_sheet(_long(book, COMPARISON_SHEET, _GREEN), styles, made)
    charts_sheet(book, _add(book, CHARTS_SHEET, _GREEN), styles, made)
    text_sheet(_add(book, TEXT_SHEET, _GREY), styles, _content(made))


def _add(book: Any, name: str, colour: str) -> Any:
    """A sheet in memory: its cells may be written in any order, and charts know their values."""
    sheet = book.add_worksheet(name)
    sheet.set_tab_color(colour)
    return sheet


def _long(book: Any, name: str, colour: str) -> Any:
    """A sheet that is written row by row and kept nowhere, however long it is."""
    from xlsxwriter.worksheet import Worksheet

    class Streamed(Worksheet):  # type: ignore[misc]
        def _initialize(self, init_data: dict[str, Any]) -> None:
            super()._initialize({**init_data, "constant_memory": True})

    sheet = book.add_worksheet(name, Streamed)
    sheet.set_tab_color(colour)
    return sheet


def _content(made: RollUp) -> Content:
    """Blank places for the texts, as in the template: `gikxl narrate` fills them."""
    nothing = Figures({}, {})
    unit, level = clean(made.report.unit or ""), made.report.level or ""
    return Content(made.form, nothing, nothing, unit, made.report.year, None, level, "", "", {})


def _describe(book: Any, made: RollUp) -> None:
    """The properties of the file; its date is that of collecting, so equal input is equal."""
    collected = made.collected or f"{made.standings.year + 1}-01-01T00:00:00+08:00"
    created = datetime.fromisoformat(collected).astimezone(UTC)
    title = clean(made.title("汇总"))[:255]
    book.set_properties({"title": title, "subject": made.form.document, "created": created})


@contextmanager
def _closed_in_any_case(book: Any) -> Iterator[None]:
    """Close the files of the long sheets also where writing fails half-way."""
    try:
        yield
    finally:
        for sheet in book.worksheets():
            if getattr(sheet, "row_data_fh", None):
                sheet.row_data_fh.close()
