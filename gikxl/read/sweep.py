"""Find the form's fields in a grid by the labels around each cell.

One sweep from the top left to the bottom right. A cell belongs to a field if the
labels beside it (the *run*: the nearest label cells to its left) and above it (the
*band*: the nearest header cells) name exactly one row and one column of the same
block. So a table may stand anywhere, in pieces, with rows or columns in another
order, transposed, or with table 四's groups below each other instead of side by
side; and a cell whose labels do not name a field is never taken for one.
"""

from collections.abc import Callable
from typing import NamedTuple

from gikxl.form import Form
from gikxl.read.grid import Grid, Range
from gikxl.read.labels import Axis, Label, Meaning
from gikxl.read.number import read_number

FindLabel = Callable[[str], Label | None]


class Header(NamedTuple):
    """A label that stands in a cell, or reaches into it from a merged or blank neighbour."""

    label: Label
    row: int
    """The row in which the label is written."""
    own: bool
    """Written in this row, not reaching in from above."""
    single: bool
    """Not merged down over several rows."""


class Claim(NamedTuple):
    """A cell that, by its labels, holds a field."""

    field: str
    row: int
    column: int
    labels: tuple[Label, Label]
    """What names the field's row and its column."""
    header_row: int
    """The row of the grid in which the field's column is named."""
    combined: str = ""
    """The key of the group that is printed in this one row, if it is."""


class Stray(NamedTuple):
    """A number beside or below a table's labels that names no field."""

    block: int
    row: int
    column: int
    lacks: Axis


class Sweep(NamedTuple):
    """What one grid holds."""

    claims: list[Claim]
    strays: list[Stray]


def sweep(grid: Grid, form: Form, find: FindLabel) -> Sweep:
    """Find the fields in a grid; `find` says what a text means to the form."""
    return _Sweeper(grid, form, find).sweep()


class _Headers:
    """A run or a band: label cells with nothing but labels and blanks between them."""

    __slots__ = ("columns", "ended", "headers", "rows", "unknown_text")

    def __init__(self) -> None:
        self.headers: list[Header] = []
        self.rows: dict[Meaning, Header] = {}
        self.columns: dict[Meaning, Header] = {}
        self.ended = False
        """Values have followed: the next label begins anew."""
        self.unknown_text = False
        """There is a text among the labels that means nothing to the form."""

    def add(self, header: Header) -> None:
        self.headers.append(header)
        columns = [m for m in header.label.meanings if m.axis == "column"]
        rows = [m for m in header.label.meanings if m.axis == "row"]
        if columns and self.columns:
            rows = []  # 其他 and 总计 among column labels are columns, not the rows of that name
        for meaning in rows:
            self.rows.setdefault(meaning, header)
        for meaning in columns:
            self.columns.setdefault(meaning, header)


_NO_HEADERS = _Headers()


class _Sweeper:
    def __init__(self, grid: Grid, form: Form, find: FindLabel) -> None:
        self.grid = grid
        self.find = find
        self.tables = [block.table for block in form.blocks]
        self.combined_into = {row.key: row.into for row in form.combined_rows}
        self.side_by_side = {
            number for number, table in enumerate(self.tables) if form.table(table).side_by_side
        }
        self.merged = _merged_cells(grid)
        self.bands: dict[int, _Headers] = {}
        self.claims: list[Claim] = []
        self.strays: list[Stray] = []

    def sweep(self) -> Sweep:
        for row in range(len(self.grid.rows)):
            before = len(self.claims)
            labels = self._sweep_row(row)
            self.claims[before:] = self._without_header_blanks(self.claims[before:], labels)
        return Sweep(self.claims, self.strays)

    def _sweep_row(self, row: int) -> dict[str, int]:
        """Walk along a row; return the last column in which it names columns of each table."""
        run = _Headers()
        labels: dict[str, int] = {}
        for column, cell in enumerate(self.grid.rows[row]):
            header = self._header(row, column)
            if header is None and not self._is_covered(row, column):
                if self._take(row, column, run):
                    continue
                if cell is None or cell == "":
                    header = self._reaching_right(row, column, run)
                elif isinstance(cell, str):
                    run.unknown_text = True
            if header:
                run = _extend(run, header)
                self.bands[column] = _extend(self.bands.get(column), header)
                labels.update((self.tables[m.block], column) for m in run.columns if header.own)
        return labels

    def _without_header_blanks(self, claims: list[Claim], labels: dict[str, int]) -> list[Claim]:
        """Leave out the blanks of a header row: those left of a column label of their table."""
        return [
            claim
            for claim in claims
            if claim.column > labels.get(claim.field.split(".")[0], -1)
            or self.grid.rows[claim.row][claim.column] not in (None, "")
        ]

    def _header(self, row: int, column: int) -> Header | None:
        """The label in a cell, or of the merged range that covers it."""
        top, left, bottom, _ = self.merged.get((row, column), (row, column, row, column))
        text = self.grid.rows[top][left]
        if not isinstance(text, str):
            return None
        label = self.find(text)
        return Header(label, top, top == row, top == bottom) if label else None

    def _is_covered(self, row: int, column: int) -> bool:
        merge = self.merged.get((row, column))
        return merge is not None and merge[:2] != (row, column)

    def _reaching_right(self, row: int, column: int, run: _Headers) -> Header | None:
        """Carry the label of a group that stands side by side into blank cells to its right."""
        if not run.headers or (row, column) in self.merged or (row, column - 1) in self.merged:
            return None
        header = run.headers[-1]
        reaches = any(
            meaning.axis != "column" and meaning.block in self.side_by_side
            for meaning in header.label.meanings
        )
        return header._replace(own=False) if reaches and header.row == row else None

    def _take(self, row: int, column: int, run: _Headers) -> bool:
        """Claim the cell if its labels name a field; note it if it is a stray number."""
        cell = self.grid.rows[row][column]
        band = self.bands.get(column, _NO_HEADERS)
        claim = self._claim(row, column, run, band)
        if claim and band.ended and not run.headers and _is_text(cell):
            self._close(claim.field)
            return False
        if claim:
            self.claims.append(claim)
        elif isinstance(cell, (int, float)):
            if cell:
                self._note_stray(row, column, run, band)
        else:
            return False
        run.ended = True
        if column in self.bands:
            band.ended = True
        return True

    def _close(self, field: str) -> None:
        """End a table whose rows have no labels: a text below its numbers is not part of it."""
        table = field.split(".")[0]
        self.bands = {
            column: band
            for column, band in self.bands.items()
            if not any(self.tables[meaning.block] == table for meaning in band.columns)
        }

    def _claim(self, row: int, column: int, run: _Headers, band: _Headers) -> Claim | None:
        for rows, columns in ((run, band), (band, run), (band, band), (run, run)):
            named = _named(rows, columns)
            if len(named) == 1:
                return self._claim_named(row, column, *named[0])
            if named:
                return None
        return None if run.unknown_text else self._combined_claim(row, column, run, band)

    def _claim_named(
        self, row: int, column: int, line: Meaning, across: Meaning, header: Header, other: Header
    ) -> Claim:
        field = f"{self.tables[line.block]}.{line.key}.{across.key}"
        return Claim(field, row, column, (header.label, other.label), other.row)

    def _combined_claim(self, row: int, column: int, run: _Headers, band: _Headers) -> Claim | None:
        """Claim the cells of a group that is printed as one row."""
        for header in run.headers:
            for meaning in header.label.meanings:
                if meaning.axis == "combined" and header.own and header.single:
                    into = meaning._replace(axis="row", key=self.combined_into[meaning.key])
                    single = _Headers()
                    single.rows[into] = header
                    for named in _named(single, band):
                        claim = self._claim_named(row, column, *named)
                        return claim._replace(combined=meaning.key)
        return None

    def _note_stray(self, row: int, column: int, run: _Headers, band: _Headers) -> None:
        self.strays += [Stray(m.block, row, column, "column") for m in run.rows]
        self.strays += [Stray(m.block, row, column, "row") for m in band.columns]


def _extend(headers: _Headers | None, header: Header) -> _Headers:
    """Add a label to a run or band, or begin a new one after values."""
    if headers is None or headers.ended:
        headers = _Headers()
    headers.add(header)
    return headers


def _named(rows: _Headers, columns: _Headers) -> list[tuple[Meaning, Meaning, Header, Header]]:
    """The rows and columns of one block that labels name; one cell does not name both."""
    return [
        (row, column, header, other)
        for row, header in rows.rows.items()
        for column, other in columns.columns.items()
        if row.block == column.block and header is not other
    ]


def _is_text(cell: object) -> bool:
    return isinstance(cell, str) and read_number(cell)[1] == "text"


def _merged_cells(grid: Grid) -> dict[tuple[int, int], Range]:
    """Each cell of a merged range with that range; what reaches beyond the values is cut off."""
    merged = {}
    for top, left, bottom, right in grid.merges:
        if top < 0 or left < 0:
            continue
        for row in range(top, min(bottom + 1, len(grid.rows))):
            for column in range(left, min(right + 1, len(grid.rows[row]))):
                merged[row, column] = (top, left, bottom, right)
    return merged
