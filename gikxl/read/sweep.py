"""Find the form's fields in a grid by the labels around each cell.

One sweep from the top left to the bottom right. A cell belongs to a field if the
labels beside it (the *run*: the nearest label cells to its left) and above it (the
*band*: the nearest header cells) name exactly one row and one column of the same
block. So a table may stand anywhere, in pieces, with rows or columns in another
order, transposed, or with table 四's groups below each other instead of side by
side; and a cell whose labels do not name a field is never taken for one.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from gikxl.form import Block, Form
from gikxl.read.grid import Cell, Grid, Range
from gikxl.read.labels import Axis, Label, Meaning
from gikxl.read.number import read_number

FindLabel = Callable[[str], Label | None]

Shape = tuple[tuple[Label | str, ...], ...]
"""What stands in each cell as far as it matters here: a label, or TEXT, NUMBER or BLANK."""

TEXT, NUMBER, BLANK = "text", "number", ""
_USUAL_ROWS = 300
"""The shape of a longer sheet is not worth keeping."""
_LONG_TEXT = 100
"""A text of so many characters is hardly met twice."""


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
    block: int
    """The position in the form of the block that the field belongs to."""
    header_row: int
    """The row of the grid in which the field's column is named."""
    combined: str = ""
    """The key of the group that is printed in this one row, if it is."""


class Stray(NamedTuple):
    """A number in the midst of a table that has no label for its row or column."""

    block: int
    row: int
    column: int
    lacks: Axis


class Sweep(NamedTuple):
    """What one grid holds."""

    claims: tuple[Claim, ...]
    strays: tuple[Stray, ...]
    disordered: frozenset[str]
    """Tables of which rows or columns stand in another order than the form's."""
    pieces: tuple[Claim, ...]
    """The first cell of each piece of a table: a piece begins where its columns are named."""
    as_printed: bool
    """Every label is worded as in the form, and no group stands in one row."""


def sweep(grid: Grid, form: Form, find: FindLabel) -> Sweep:
    """Find the fields in a grid; `find` says what a text means to the form.

    Among thousands of workbooks most have the same shape: each is swept once.
    """
    look = _sweep if len(grid.rows) <= _USUAL_ROWS else _sweep.__wrapped__
    return look(_shape(grid, find), tuple(grid.merges), form)


def _shape(grid: Grid, find: FindLabel) -> Shape:
    shape = [
        tuple([BLANK if cell == "" else _kind(cell, find) for cell in row]) for row in grid.rows
    ]
    if shape:
        # Readers leave out a last row of numbers if it is blank.
        shape.append((BLANK,) * len(shape[-1]))
    return tuple(shape)


def _kind(cell: Cell, find: FindLabel) -> Label | str:
    if isinstance(cell, (int, float)):
        return NUMBER
    if isinstance(cell, str):
        look = _kind_of_text if len(cell) < _LONG_TEXT else _kind_of_text.__wrapped__
        return find(cell) or look(cell)
    return BLANK if cell is None else TEXT


@lru_cache(maxsize=8192)
def _kind_of_text(text: str) -> str:
    """What a text is that is no label."""
    return TEXT if read_number(text)[1] == "text" else NUMBER


@lru_cache(maxsize=256)
def _sweep(shape: Shape, merges: tuple[Range, ...], form: Form) -> Sweep:
    if not _names_lines(shape):
        return Sweep((), (), frozenset(), (), True)
    sweeper = _Sweeper(shape, merges, form)
    claims = tuple(_without_torn_groups(list(sweeper.claims()), sweeper.strays))
    boxes = _boxes(claims)
    strays = tuple(stray for stray in sweeper.strays if _is_inside(stray, boxes))
    disordered = frozenset(
        block.table
        for number, block in enumerate(form.blocks)
        if number in boxes and not _in_order(number, block, claims)
    )
    as_printed = all(c.labels[0].exact and c.labels[1].exact and not c.combined for c in claims)
    return Sweep(claims, strays, disordered, tuple(_pieces(claims)), as_printed)


def _names_lines(shape: Shape) -> bool:
    """Whether there is a label of a row or column at all."""
    return any(
        not isinstance(cell, str) and any(meaning.axis != "title" for meaning in cell.meanings)
        for row in shape
        for cell in row
    )


def _without_torn_groups(claims: list[Claim], strays: list[Stray]) -> Iterator[Claim]:
    """Leave out a combined row if numbers without a label stand below: these may be its rows."""
    unlabelled = {stray.row for stray in strays if stray.lacks == "row"}
    for claim in claims:
        if not (claim.combined and claim.row + 1 in unlabelled):
            yield claim


def _boxes(claims: tuple[Claim, ...]) -> dict[int, Range]:
    """The range of cells of each block."""
    boxes: dict[int, Range] = {}
    for _, row, column, _, block, *_ in claims:
        top, left, bottom, right = boxes.get(block, (row, column, row, column))
        boxes[block] = min(top, row), min(left, column), max(bottom, row), max(right, column)
    return boxes


def _is_inside(stray: Stray, boxes: dict[int, Range]) -> bool:
    """Whether a stray number stands among the cells of a block, not beside or below it."""
    if stray.block not in boxes:
        return False
    top, left, bottom, right = boxes[stray.block]
    return top <= stray.row <= bottom and left <= stray.column <= right


def _in_order(number: int, block: Block, claims: tuple[Claim, ...]) -> bool:
    """Whether the rows and columns of a block come in the form's order."""
    rows = {row.key: place for place, row in enumerate(block.rows)}
    columns = {column.key: place for place, column in enumerate(block.columns)}
    cells = []
    for claim in claims:
        if claim.block == number:
            _, row, column = claim.field.split(".")
            cells.append((claim.row, claim.column, rows[row], columns[column]))
    down = dict.fromkeys(row for _, _, row, _ in sorted(cells))
    across = dict.fromkeys(column for _, _, _, column in sorted(cells, key=lambda c: (c[1], c[0])))
    return list(down) == sorted(down) and list(across) == sorted(across)


def _pieces(claims: tuple[Claim, ...]) -> Iterator[Claim]:
    """The first cell of each table, and below each further header of the same columns."""
    begun: dict[str, int] = {}
    named: dict[tuple[int, int], int] = {}
    for claim in claims:
        table = claim.field.split(".")[0]
        header = named.setdefault((claim.block, claim.column), claim.header_row)
        if table not in begun or (header != claim.header_row > begun[table]):
            yield claim
        begun[table] = max(claim.header_row, begun.get(table, 0))


class _Headers:
    """A run or a band: label cells with nothing but labels and blanks between them."""

    __slots__ = ("at", "columns", "ended", "headers", "rows", "unknown_text")

    def __init__(self) -> None:
        self.at: list[int] = []
        """The columns of the grid that the labels stand in."""
        self.headers: list[Header] = []
        self.rows: dict[Meaning, Header] = {}
        self.columns: dict[Meaning, Header] = {}
        self.ended = False
        """Values have followed: the next label begins anew."""
        self.unknown_text = False
        """There is a text among the labels that means nothing to the form."""

    def add(self, header: Header, column: int) -> None:
        self.at.append(column)
        self.headers.append(header)
        among_columns = bool(self.columns)
        is_column = False
        for meaning in header.label.meanings:
            if meaning.axis == "column":
                is_column = True
                self.columns.setdefault(meaning, header)
            elif meaning.axis == "row" and not (is_column and among_columns):
                # 其他 and 总计 among column labels are columns, not the rows of that name.
                self.rows.setdefault(meaning, header)


_NO_HEADERS = _Headers()


class _Sweeper:
    def __init__(self, shape: Shape, merges: tuple[Range, ...], form: Form) -> None:
        self.shape = shape
        self.tables = [block.table for block in form.blocks]
        self.combined_into = {row.key: row.into for row in form.combined_rows}
        self.side_by_side = {
            number for number, table in enumerate(self.tables) if form.table(table).side_by_side
        }
        self.merged = dict(_merged_cells(shape, merges))
        self.bands: dict[int, _Headers] = {}
        self.strays: list[Stray] = []

    def claims(self) -> Iterator[Claim]:
        for row in range(len(self.shape)):
            yield from self._row(row)

    def _row(self, row: int) -> list[Claim]:
        """Walk along a row: collect the run of labels, claim the cells that it names."""
        run = _Headers()
        claims: list[Claim] = []
        labels: dict[str, int] = {}
        for column, cell in enumerate(self.shape[row]):
            merge = self.merged.get((row, column))
            header = self._header(row, column, merge)
            if header is None and (merge is None or merge[:2] == (row, column)):
                claim = self._take(row, column, cell, run)
                if claim:
                    claims.append(claim)
                elif cell == BLANK:
                    header = self._reaching_right(row, column, run)
                elif cell == TEXT:
                    run.unknown_text = True
            if header:
                run = _extend(run, header, column)
                self.bands[column] = _extend(self.bands.get(column), header, column)
                if header.own:
                    labels.update((self.tables[m.block], column) for m in run.columns)
        return [claim for claim in claims if not self._is_header_blank(claim, labels)]

    def _is_header_blank(self, claim: Claim, labels: dict[str, int]) -> bool:
        """Whether it is a blank in a header row: left of a label of a column of its table."""
        blank = self.shape[claim.row][claim.column] == BLANK
        return blank and claim.column < labels.get(claim.field.split(".")[0], -1)

    def _header(self, row: int, column: int, merge: Range | None) -> Header | None:
        """The label in a cell, or of the merged range that covers it."""
        top, left, bottom, _ = merge or (row, column, row, column)
        label = self.shape[top][left]
        return None if isinstance(label, str) else Header(label, top, top == row, top == bottom)

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

    def _take(self, row: int, column: int, kind: Label | str, run: _Headers) -> Claim | None:
        """Claim the cell if its labels name a field; note it if it is a stray number."""
        band = self.bands.get(column, _NO_HEADERS)
        if not run.headers and not band.headers:
            return None
        claim = self._claim(row, column, run, band)
        if claim and band.ended and not run.headers and kind == TEXT:
            self._close(claim.field)
            return None
        if claim or kind == NUMBER:
            if not claim:
                self._note_stray(row, column, run, band)
            run.ended = True
            # Labels before values are those of a row: no header of a table goes on there.
            for at in (column, *run.at) if claim else (column,):
                if at in self.bands:
                    self.bands[at].ended = True
        return claim

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
            named = _named(rows, columns) if rows.rows and columns.columns else ()
            if named and rows is band and self._is_header(run, *named[0][1::2]):
                return None
            if len(named) == 1:
                return self._claim_named(row, column, *named[0])
            if named:
                return None
        return None if run.unknown_text else self._combined_claim(row, column, run, band)

    def _is_header(self, run: _Headers, column: Meaning, header: Header) -> bool:
        """Whether a column that a run names stands under the label of a row, as table 四's do."""
        return any(
            row.block == column.block and above.row < header.row
            for at in run.at
            if at in self.bands
            for row, above in self.bands[at].rows.items()
        )

    def _claim_named(
        self, row: int, column: int, line: Meaning, across: Meaning, header: Header, other: Header
    ) -> Claim:
        field = f"{self.tables[line.block]}.{line.key}.{across.key}"
        return Claim(field, row, column, (header.label, other.label), line.block, other.row)

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


def _extend(headers: _Headers | None, header: Header, column: int) -> _Headers:
    """Add a label to a run or band, or begin a new one after values."""
    if headers is None or headers.ended:
        headers = _Headers()
    headers.add(header, column)
    return headers


def _named(rows: _Headers, columns: _Headers) -> list[tuple[Meaning, Meaning, Header, Header]]:
    """The rows and columns of one block that labels name; one cell does not name both."""
    return [
        (row, column, header, other)
        for row, header in rows.rows.items()
        for column, other in columns.columns.items()
        if row.block == column.block and header is not other
    ]


def _merged_cells(
    shape: Shape, merges: tuple[Range, ...]
) -> Iterator[tuple[tuple[int, int], Range]]:
    """Each cell of a merged range with that range; what reaches beyond the values is cut off."""
    for top, left, bottom, right in merges:
        for row in range(top, min(bottom + 1, len(shape))):
            for column in range(left, min(right + 1, len(shape[row]))):
                yield (row, column), (top, left, bottom, right)
