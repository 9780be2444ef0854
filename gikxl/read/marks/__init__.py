"""What calamine does not tell about a sheet: formulas, error values, hidden lines.

One module for each kind of file. Each has a `survey`, made before calamine sees the
file: it refuses what would take calamine's memory, and returns for each sheet, in
the workbook's order, an Insight from which the marks are found when asked for.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from gikxl.read.grid import Flag, Grid, Marks, Range
from gikxl.read.refusal import TOO_BIG

MOST_CELLS = 5_000_000
"""calamine fills the whole box from the first to the last cell: 32 bytes a cell."""
MOST_SHEETS = 300
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

Flags = dict[tuple[int, int], Flag]


class Insight(NamedTuple):
    """What was learnt about one sheet beside its values."""

    name: str | None
    """The sheet's name; None where only its position is known."""
    scan: Callable[[Grid], Marks]
    merges: Callable[[], list[Range]] | None = None
    """Finds the merged ranges in the file, where calamine cannot."""
    xml: bytes = b""
    """The sheet's XML, where it is a part of its own."""


class Box:
    """The rectangle that holds every filled cell of a sheet."""

    __slots__ = ("bottom", "left", "right", "top")

    def __init__(self) -> None:
        self.top = self.left = MOST_ROWS
        self.bottom = self.right = -1

    def add(self, row: int, column: int, last_row: int = -1, last_column: int = -1) -> None:
        """Stretch it over a cell, or a range of cells."""
        self.top = min(self.top, row)
        self.left = min(self.left, column)
        self.bottom = max(self.bottom, row, last_row)
        self.right = max(self.right, column, last_column)

    def refuse_if_too_big(self) -> None:
        """Raise Unreadable if a reader would need too much memory for it."""
        if self.bottom < 0:
            return
        cells = (self.bottom - self.top + 1) * (self.right - self.left + 1)
        if self.bottom >= MOST_ROWS or self.right >= MOST_COLUMNS or cells > MOST_CELLS:
            raise TOO_BIG.because("工作表里第一个和最后一个单元格相距太远")


def relative(
    grid: Grid,
    flags: Mapping[tuple[int, int], Flag],
    rows: Iterable[range],
    columns: Iterable[range],
) -> Marks:
    """Marks counted from the grid's origin, from what was found in the file's own counting.

    Hidden lines outside the grid are left out: a sheet may hide a million of them.
    """
    top, left = grid.origin
    return Marks(
        {(row - top, column - left): flag for (row, column), flag in flags.items()}
        if top or left
        else flags,
        _within(rows, top, len(grid.rows)),
        _within(columns, left, len(grid.rows[0]) if grid.rows else 0),
    )


def _within(lines: Iterable[range], origin: int, count: int) -> frozenset[int]:
    return frozenset(
        line - origin
        for span in lines
        for line in range(max(span.start, origin), min(span.stop, origin + count))
    )
