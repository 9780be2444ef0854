"""A sheet as read, before anything is known about what stands in it.

Rows and columns are counted from 0 within the grid; `place` gives the cell in the
file. Every kind of file becomes a list of these.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from gikxl.report import Place, Remark

Cell = object
"""What a reader gives: str, int, float, bool, date or time; "" or None where nothing stands."""

_place = lru_cache(maxsize=4096)(Place)
"""Thousands of workbooks have the same cells."""

Range = tuple[int, int, int, int]
"""Top, left, bottom, right; all inclusive."""


class Flag(NamedTuple):
    """What a value alone does not tell about a cell."""

    formula: str | None = None
    """The formula's text without “=”; "" where only its presence is known."""
    cached: bool = True
    """Whether the file holds the formula's result."""
    error: str | None = None
    """The error value shown in the cell, such as #REF!."""


class Marks(NamedTuple):
    """The flags and hidden lines of one sheet."""

    flags: Mapping[tuple[int, int], Flag]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


NO_MARKS = Marks({}, frozenset(), frozenset())


class Grid:
    """The values of one sheet, its merged ranges, and on demand its marks.

    `origin` is the row and column of `rows[0][0]` in the file. All other
    coordinates (merges, marks) are relative to it.
    """

    __slots__ = (
        "_marks", "_scan", "error", "merges", "notes", "origin", "remarks", "rows", "sheet",
        "visible", "xml",
    )  # fmt: skip

    def __init__(
        self,
        sheet: str,
        rows: list[list[Cell]],
        *,
        origin: tuple[int, int] = (0, 0),
        merges: list[Range] | None = None,
        visible: bool = True,
        scan: Callable[["Grid"], Marks] | None = None,
        error: str = "",
        notes: Mapping[tuple[int, int], str] | None = None,
        remarks: Iterable[Remark] = (),
        xml: bytes = b"",
    ) -> None:
        self.sheet = sheet
        self.rows = rows
        self.origin = origin
        self.merges = merges or []
        self.visible = visible
        self.error = error
        """Why this sheet could not be read although the others could; then it has no rows."""
        self.notes = notes or {}
        """How the reader understood cells of which the file does not say where they begin."""
        self.remarks = tuple(remarks)
        """What the reader of the file noticed about this table."""
        self.xml = xml
        """The sheet as it stands in the file, where it is XML of its own."""
        self._scan = scan
        self._marks: Marks | None = None

    def place(self, row: int, column: int) -> Place:
        """The cell in the file."""
        return _place(self.sheet, self.origin[0] + row, self.origin[1] + column)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell; None beyond the last row or column that holds anything."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    @property
    def marks(self) -> Marks:
        """Formulas, error values and hidden lines; read from the file when first asked for."""
        if self._marks is None:
            self._marks = self._scan(self) if self._scan else NO_MARKS
        return self._marks
