"""The open workbook as grids and as a report, the same as its saved file would be read.

Values and formulas come in one block each. Excel tells merged cells and hidden lines only
by asking, of a whole range at a time: so ranges are halved until the answer is plain, and
the number of questions grows with what is merged or hidden, not with the cells.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import groupby, product
from operator import itemgetter
from typing import TYPE_CHECKING

from gikxl.excel.native import all_hidden, exact_values
from gikxl.read import read_grids
from gikxl.read.grid import Cell, Flag, Grid, Marks, Range
from gikxl.read.marks import MOST_CELLS
from gikxl.read.refusal import TOO_BIG
from gikxl.report import Report, column_letters, column_number

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


def _grid(sheet: "Sheet") -> Grid:
    used = sheet.used_range
    top, left = used.row - 1, used.column - 1
    if used.shape[0] * used.shape[1] > MOST_CELLS:
        raise TOO_BIG.because(f"工作表“{sheet.name}”里第一个和最后一个单元格相距太远")
    values, formulas = _block(used.raw_value), _block(used.formula)
    if any(isinstance(value, Decimal) for row in values for value in row):
        # A currency was cut to four places.
        exact = _block(exact_values(used))
        values = [_exact(row, other) for row, other in zip(values, exact, strict=True)]
    flags = dict(_flags(values, formulas))
    rows = [[_plain(value) for value in row] for row in values]
    box = _filled(rows, flags)
    if box is None:
        return Grid(sheet.name, [], visible=sheet.visible in _VISIBLE)
    first, start, last, end = box
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
        merges=list(_merges(sheet, in_file, shown)),
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


def _filled(rows: Rows, flags: dict[tuple[int, int], Flag]) -> Range | None:
    """The rectangle of the cells that hold anything: Excel counts formatted ones as used."""
    filled = [
        (row, column)
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if value != "" or (row, column) in flags
    ]
    if not filled:
        return None
    columns = [column for _, column in filled]
    return filled[0][0], min(columns), filled[-1][0], max(columns)


def _merges(sheet: "Sheet", box: Range, rows: Rows) -> Iterator[Range]:
    """The merged ranges in a box of the sheet, counted from the box and cut to it.

    The cells that a merged range covers are blank, so only where some are is asked: first
    the cells that hold something and have a blank beside or below them, most of which are
    merged labels, then what is left by halves.
    """
    found: list[Range] = []
    for corner in _before_blanks(rows, box):
        area = _box(sheet.range(_address(corner)).merge_area.address)
        if area != corner:
            found.append(area)
    open_ = {
        (box[0] + row, box[1] + column)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell == ""
    }
    for area in found:
        open_ -= set(_cells(area))
    boxes = list(_rectangles(open_))
    while boxes:
        here = boxes.pop()
        if any(_inside(here, area) for area in found):
            continue
        merged = sheet.range(_address(here)).merge_cells
        if merged is False:
            continue
        corner = (*here[:2], *here[:2])
        if merged and not any(_inside(corner, area) for area in found):
            found.append(_box(sheet.range(_address(corner)).merge_area.address))
        if here != corner and not (merged and any(_inside(here, area) for area in found)):
            boxes += _halves(here)
    for top, left, bottom, right in dict.fromkeys(found):
        yield (
            max(top, box[0]) - box[0],
            max(left, box[1]) - box[1],
            min(bottom, box[2]) - box[0],
            min(right, box[3]) - box[1],
        )


def _before_blanks(rows: Rows, box: Range) -> Iterator[Range]:
    """The cells that hold something and have a blank to their right or below them."""
    for row, cells in enumerate(rows):
        below = rows[row + 1] if row + 1 < len(rows) else []
        for column, cell in enumerate(cells):
            beside = (cells[column + 1 : column + 2], below[column : column + 1])
            if cell != "" and any("" in other for other in beside):
                at = (box[0] + row, box[1] + column)
                yield (*at, *at)


def _rectangles(cells: set[tuple[int, int]]) -> Iterator[Range]:
    """Cells as few rectangles: runs along the rows, equal runs below one another joined."""
    open_runs: dict[tuple[int, int], Range] = {}
    for row, in_row in groupby(sorted(cells), key=itemgetter(0)):
        columns = [column for _, column in in_row]
        starts = [c for c in columns if (row, c - 1) not in cells]
        ends = [c for c in columns if (row, c + 1) not in cells]
        runs = set(zip(starts, ends, strict=True))
        for run in [run for run, box in open_runs.items() if run not in runs or box[2] < row - 1]:
            yield open_runs.pop(run)
        for left, right in runs:
            top = open_runs[left, right][0] if (left, right) in open_runs else row
            open_runs[left, right] = (top, left, row, right)
    yield from open_runs.values()


def _cells(box: Range) -> Iterator[tuple[int, int]]:
    top, left, bottom, right = box
    return product(range(top, bottom + 1), range(left, right + 1))


def _inside(inner: Range, outer: Range) -> bool:
    return (
        inner[0] >= outer[0]
        and inner[1] >= outer[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def _halves(box: Range) -> tuple[Range, Range]:
    top, left, bottom, right = box
    if bottom - top >= right - left:
        middle = (top + bottom) // 2
        return (middle + 1, left, bottom, right), (top, left, middle, right)
    middle = (left + right) // 2
    return (top, middle + 1, bottom, right), (top, left, bottom, middle)


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


def _box(address: str) -> Range:
    """The box that Excel calls $A$1:$B$2."""
    corners = []
    for corner in (address.partition(":")[0], address.rpartition(":")[2]):
        _, letters, row = corner.split("$")
        corners += [int(row) - 1, column_number(letters)]
    return corners[0], corners[1], corners[2], corners[3]


def _address(box: Range) -> str:
    top, left, bottom, right = box
    return f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
