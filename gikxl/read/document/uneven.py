"""Rows whose cells do not stand below the names of their columns.

A page whose program lost a span, or a table made into text, which has no spans, shows
numbers below other names than their own. A row of numbers that does not end where the
names of the columns end is taken out of its table, with a remark: it is not guessed.
"""

from collections.abc import Iterator, Sequence

from gikxl.form import EDITIONS, load
from gikxl.read.grid import Cell, Grid
from gikxl.read.labels import Meaning, find_label
from gikxl.read.number import read_number
from gikxl.report import Remark

_MANY = 4
"""One row in so many."""


def take_out_uneven(grid: Grid, ends: Sequence[int]) -> None:
    """Cut off the uneven rows of a table; `ends` says how many columns each row has.

    What is left of them are names of groups that reach into the rows below. Beside them
    blank rows are none that somebody left blank.
    """
    uneven = list(_uneven(grid, ends))
    grid.remarks = tuple(_remark(grid, row) for row in uneven)
    for row, cells in enumerate(grid.rows):
        if row in uneven or (uneven and not any(cell not in ("", None) for cell in cells)):
            tall = [left + 1 for top, left, bottom, _ in grid.merges if top == row < bottom]
            del cells[max(tall, default=0) :]


def _uneven(grid: Grid, ends: Sequence[int]) -> Iterator[int]:
    """The rows of numbers that end elsewhere than the header above them.

    Where they are many below one header, it is by chance that the others do not.
    """
    for rows, uneven in _below_headers(grid, ends):
        yield from rows if len(uneven) * _MANY > len(rows) else uneven


def _below_headers(grid: Grid, ends: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """The rows of numbers below each header, and the uneven ones among them."""
    right = {(top, left): right for top, left, _, right in grid.merges}
    header, end, named, is_even = -2, 0, 0, True
    rows: list[int] = []
    uneven: list[int] = []
    for row, cells in enumerate(grid.rows):
        numbers = [column for column, cell in enumerate(cells) if _is_number(cell)]
        if not numbers and _names_columns(cells):
            if header != row - 1:
                yield rows, uneven
                rows, uneven, end, named, is_even = [], [], ends[row], 0, True
            last = max(column for column, cell in enumerate(cells) if cell not in ("", None))
            is_even = is_even and end == ends[row]
            header, end = row, max(end, ends[row])
            named = max(named, right.get((row, last), last) + 1)
        elif numbers and end:
            rows.append(row)
            if not is_even or ends[row] != end or numbers[-1] >= named:
                uneven.append(row)
    yield rows, uneven


def _is_number(cell: Cell) -> bool:
    return read_number(cell)[1] in ("number", "dash")


def _names_columns(cells: Sequence[Cell]) -> bool:
    return any(m.axis == "column" for cell in cells for m in _meanings(cell))


def _meanings(cell: Cell) -> Iterator[Meaning]:
    for edition in EDITIONS:
        label = find_label(edition, cell) if isinstance(cell, str) else None
        yield from label.meanings if label else ()


def _remark(grid: Grid, row: int) -> Remark:
    """Which row it is, as far as its own words tell."""
    for column, cell in enumerate(grid.rows[row]):
        for edition in EDITIONS:
            form = load(edition)
            label = find_label(edition, cell) if isinstance(cell, str) else None
            rows = [m for m in label.meanings if m.axis == "row"] if label else []
            if label and rows:
                block = form.blocks[rows[0].block]
                line = next(line for line in block.rows if line.key == rows[0].key)
                keys = tuple(block.key(line, one) for one in block.columns)
                place = grid.place(row, column)
                return Remark("uneven", label.text, (place,), keys, label.official)
    return Remark("uneven", "", (grid.place(row, 0),))


def is_uneven(grid: Grid) -> bool:
    """Whether rows were taken out."""
    return any(remark.kind == "uneven" for remark in grid.remarks)
