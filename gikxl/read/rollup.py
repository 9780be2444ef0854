"""A roll-up: a workbook whose one sheet is the sum, and whose others hold what units sent."""

from collections.abc import Sequence

from gikxl.form import EDITIONS, load
from gikxl.read.grid import Grid

SUM_SHEET = "汇总表"
UNITS_SHEET = "分单位明细"
TEXT_SHEET = "文字"


def of_the_sum(grids: Sequence[Grid]) -> Sequence[Grid]:
    """Of a roll-up the sheets that the superior's own report is read from; else all.

    The others name units, years and labels of the form too, in the words of those who
    sent them. Of 分单位明细 the numbers stay, which the sums may have to be computed from.
    """
    names = {grid.sheet for grid in grids}
    if not {SUM_SHEET, UNITS_SHEET} <= names:
        return grids
    units = next(grid for grid in grids if grid.sheet == UNITS_SHEET)
    if key_row(units) is None:
        return grids
    own = [grid for grid in grids if grid.sheet in (SUM_SHEET, TEXT_SHEET)]
    return [*own, _without_words(units)]


def _without_words(units: Grid) -> Grid:
    rows = [[None if isinstance(cell, str) else cell for cell in row] for row in units.rows]
    return Grid(units.sheet, rows, origin=units.origin, scan=lambda _: units.marks)


def key_row(units: Grid, most: int = 20) -> int | None:
    """The row of 分单位明细 that names the form's fields by their keys; None if it has none."""
    keys = {key for edition in EDITIONS for key in load(edition).fields}
    for number, row in enumerate(units.rows[:most]):
        if sum(cell in keys for cell in row) > len(row) // 2:
            return number
    return None
