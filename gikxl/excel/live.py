"""The open workbook as grids and as a report, the same as its saved file would be read.

Values and formulas come in one block each. Excel tells hidden lines only by asking, of a
whole range at a time: so ranges are halved until the answer is plain, and the number of
questions grows with what is hidden, not with the lines. Merged cells: see merges.py.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from gikxl.excel.areas import box_of, size
from gikxl.excel.merges import merged_ranges
from gikxl.excel.native import all_hidden, exact_values
from gikxl.read import read_grids
from gikxl.read.grid import Cell, Flag, Grid, Marks, Range
from gikxl.read.marks import MOST_CELLS
from gikxl.read.refusal import TOO_BIG
from gikxl.report import Report, column_letters

if TYPE_CHECKING:
    from xlwings import Book, Sheet

_VISIBLE = (-1, True)
_ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2050: "#CALC!",
}
_FIRST_ERROR = -2_146_828_288
"""COM hands errors over as integers: this and Excel's number for the error."""
_OTHER_ERROR = "#ERROR!"

Rows = list[list[Cell]]


def report_of(book: "Book", *, with_blank_last: bool = False) -> Report:
    """The report in an open workbook; see `gikxl.read.read`, whose answers it gives.

    Raises gikxl.finding.Unreadable if it holds none of the tables, or several reports.
    """
    return read_grids(grids_of(book), book.name, with_blank_last=with_blank_last)


def grids_of(book: "Book") -> list[Grid]:
    """The worksheets of an open workbook, in their order."""
    return [_grid(sheet) for sheet in book.sheets]


def merges_of(grids: Iterable[Grid]) -> dict[str, list[Range]]:
    """The merged ranges of sheets, by name, counted from the first cell of each sheet."""
    return {grid.sheet: [_shifted(box, *grid.origin) for box in grid.merges] for grid in grids}


def _shifted(box: Range, down: int, right: int) -> Range:
    return box[0] + down, box[1] + right, box[2] + down, box[3] + right


def _grid(sheet: "Sheet") -> Grid:
    used = sheet.used_range
    everything = box_of(used.address)
    top, left = everything[:2]
    if size(everything) > MOST_CELLS:
        raise TOO_BIG.because(f"工作表“{sheet.name}”里第一个和最后一个单元格相距太远")
    values, formulas = _block(used.raw_value), _block(used.formula)
    if any(isinstance(value, Decimal) for row in values for value in row):
        # A currency was cut to four places.
        exact = _block(exact_values(used))
        values = [_exact(row, other) for row, other in zip(values, exact, strict=True)]
    flags = dict(_flags(values, formulas))
    rows = [[_plain(value) for value in row] for row in values]
    filled = list(_filled(rows, flags))
    if not filled:
        return Grid(sheet.name, [], visible=sheet.visible in _VISIBLE)
    columns = [column for _, column in filled]
    first, start, last, end = filled[0][0], min(columns), filled[-1][0], max(columns)
    in_file = (top + first, left + start, top + last, left + end)

    def scan(_: Grid) -> Marks:
        return Marks(
            {(row - first, column - start): flag for (row, column), flag in flags.items()},
            frozenset(_hidden(sheet, "rows", in_file[0], in_file[2])),
            frozenset(_hidden(sheet, "columns", in_file[1], in_file[3])),
        )

    shown = [row[start : end + 1] for row in rows[first : last + 1]]
    return Grid(
        sheet.name,
        shown,
        origin=in_file[:2],
        merges=list(merged_ranges(sheet, in_file, [(top + r, left + c) for r, c in filled])),
        visible=sheet.visible in _VISIBLE,
        scan=scan,
    )


def _block(values: object) -> Rows:
    """Values as rows: of a single cell xlwings gives only its value."""
    if not isinstance(values, (tuple, list)):
        return [[values]]
    return [list(row) if isinstance(row, (tuple, list)) else [row] for row in values]


def _exact(row: list[Cell], other: list[Cell]) -> list[Cell]:
    return [o if isinstance(value, Decimal) else value for value, o in zip(row, other, strict=True)]


def _flags(values: Rows, formulas: Rows) -> Iterator[tuple[tuple[int, int], Flag]]:
    for row, (cells, texts) in enumerate(zip(values, formulas, strict=True)):
        for column, (value, text) in enumerate(zip(cells, texts, strict=True)):
            error = _error(value)
            # A text may begin with “=” too: then its value is the same.
            if isinstance(text, str) and text.startswith("=") and text != value:
                yield (row, column), Flag(text[1:], value is not None, error)
            elif error:
                yield (row, column), Flag(error=error)


def _error(value: Cell) -> str | None:
    """The error that a value stands for: a number is always a float, only errors are not."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return _ERRORS.get(value - _FIRST_ERROR, _OTHER_ERROR)


def _plain(value: Cell) -> Cell:
    """A value as the readers of files give it."""
    if value is None or _error(value):
        return ""
    if isinstance(value, dt.datetime):
        plain = dt.datetime(*value.timetuple()[:6])
        return plain.date() if plain.time() == dt.time() else plain
    return value


def _filled(rows: Rows, flags: dict[tuple[int, int], Flag]) -> Iterator[tuple[int, int]]:
    """The cells that hold anything, row by row: Excel counts formatted ones as used."""
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value != "" or (row, column) in flags:
                yield row, column


def _hidden(sheet: "Sheet", lines: str, first: int, last: int) -> Iterator[int]:
    """The hidden rows or columns from first to last, counted from first."""
    name: Callable[[int], str] = column_letters if lines == "columns" else lambda row: str(row + 1)
    spans = [(first, last)]
    while spans:
        start, end = spans.pop()
        hidden = all_hidden(sheet, f"{name(start)}:{name(end)}", lines)
        if hidden:
            yield from range(start - first, end - first + 1)
        elif hidden is None and start < end:
            middle = (start + end) // 2
            spans += [(middle + 1, end), (start, middle)]
