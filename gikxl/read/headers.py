"""The repeated headers of the official tables, written out in full for filtering and pivoting.

The official layout merges 三、本年度办理结果 over 22 rows and 法人或其他组织 over five
columns. Here every label cell gets the text that it stands for, so that each row and
each column says by itself what it is.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from gikxl.form import Form
from gikxl.read.grid import Grid
from gikxl.read.labels import Label, find_label
from gikxl.read.remarks import GridClaims
from gikxl.read.sweep import Claim
from gikxl.report import Place

Line = dict[int, tuple[str, ...]]
"""For each row, or column, of a table the labels that lead to it, outermost first."""


class HeaderText(NamedTuple):
    """A label cell that is blank or covered by a merged one, and what it stands for."""

    place: Place
    text: str


def header_texts(form: Form, claims: GridClaims, at: Place | None = None) -> list[HeaderText]:
    """Say for each blank or covered label cell of the tables what it stands for.

    With a cell `at`, only of the table that is next to it on its sheet.
    """
    texts: dict[Place, str] = {}
    for grid, own in _by_grid(claims):
        if at and at.sheet != grid.sheet:
            continue
        wanted = _nearest(form, grid, own, at) if at else ""
        for place, text in _grid_texts(grid, form, own):
            if not wanted or _nearest(form, grid, own, place) == wanted:
                texts[place] = text
    return [HeaderText(place, text) for place, text in texts.items()]


def table_at(form: Form, claims: GridClaims, at: Place) -> str:
    """The key of the table that is next to a cell on its sheet; empty if there is none."""
    for grid, own in _by_grid(claims):
        if grid.sheet == at.sheet:
            return _nearest(form, grid, own, at)
    return ""


def _grid_texts(grid: Grid, form: Form, own: list[Claim]) -> Iterator[HeaderText]:
    for row, column, text in _merged_labels(grid, form):
        yield HeaderText(grid.place(row, column), text)
    for block in form.blocks:
        inside = [claim for claim in own if _in_block(form, claim, block.table, block.rows)]
        for row, column, text in _block_labels(grid, form, inside):
            yield HeaderText(grid.place(row, column), text)


def _nearest(form: Form, grid: Grid, own: list[Claim], at: Place) -> str:
    """The table whose numbers, or the names of their columns, stand next to a cell."""
    row, column = at.row - grid.origin[0], at.column - grid.origin[1]

    def distance(claim: Claim) -> tuple[int, int]:
        first, last = sorted((claim.header_row, claim.row))
        return max(first - row, 0, row - last), abs(claim.column - column)

    return form.fields[min(own, key=distance).field].table


def _by_grid(claims: GridClaims) -> Iterator[tuple[Grid, list[Claim]]]:
    for _, pairs in groupby(claims, key=lambda pair: pair[0].sheet):
        group = list(pairs)
        yield group[0][0], [claim for _, claim in group]


def _in_block(form: Form, claim: Claim, table: str, rows: Iterable[object]) -> bool:
    field = form.fields[claim.field]
    return field.table == table and field.row in rows


def _merged_labels(grid: Grid, form: Form) -> Iterator[tuple[int, int, str]]:
    """The covered cells of merged labels."""
    for top, left, bottom, right in grid.merges:
        text = _text(grid, top, left)
        if _is_header(find_label(form.edition, text)):
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        yield row, column, text


def _is_header(label: Label | None) -> bool:
    """Whether a label heads rows or columns, and not a whole table."""
    return label is not None and all(meaning.block >= 0 for meaning in label.meanings)


def _block_labels(grid: Grid, form: Form, claims: list[Claim]) -> Iterator[tuple[int, int, str]]:
    """The label cells before each row and above each column of a block, where blank."""
    if not claims:
        return
    rows, columns = _lines(form, claims)
    before = _label_lines(
        form, rows, min(claim.column for claim in claims), lambda line, at: _text(grid, line, at)
    )
    above = _label_lines(
        form, columns, min(claim.row for claim in claims), lambda line, at: _text(grid, at, line)
    )
    for row, path in rows.items():
        for column, text in zip(before, _padded(path, len(before)), strict=False):
            if not _text(grid, row, column):
                yield row, column, text
    for column, path in columns.items():
        for row, text in zip(above, _padded(path, len(above)), strict=False):
            if not _text(grid, row, column):
                yield row, column, text


def _lines(form: Form, claims: list[Claim]) -> tuple[Line, Line]:
    """What each row and each column of the grid is in a block.

    In a row of numbers that holds several rows of the form, as where they stand side by
    side, it is the column that says which row it is; the same the other way round.
    """
    across: dict[int, set[str]] = {}
    down: dict[int, set[str]] = {}
    for claim in claims:
        across.setdefault(claim.row, set()).add(form.fields[claim.field].row.key)
        down.setdefault(claim.column, set()).add(form.fields[claim.field].row.key)
    rows: Line = {}
    columns: Line = {}
    for claim in claims:
        field = form.fields[claim.field]
        if claim.header_row < claim.row and len(across[claim.row]) > 1:
            columns[claim.column] = (*field.row.path, *field.column.path)
        elif claim.header_row < claim.row:
            rows[claim.row], columns[claim.column] = field.row.path, field.column.path
        elif len(down[claim.column]) > 1:
            rows[claim.row] = (*field.row.path, *field.column.path)
        else:
            rows[claim.row], columns[claim.column] = field.column.path, field.row.path
    return rows, columns


def _label_lines(form: Form, lines: Line, first: int, text: Callable[[int, int], str]) -> list[int]:
    """The label columns left of a table, or the header rows above it."""
    found = []
    for at in range(first - 1, -1, -1):
        labels = (find_label(form.edition, text(line, at)) for line in lines)
        if not any(
            label and any(label.official in path for path in lines.values()) for label in labels
        ):
            break
        found.append(at)
    return found[::-1]


def _padded(path: tuple[str, ...], length: int) -> tuple[str, ...]:
    """The path stretched to the number of label cells by repeating its end."""
    return (*path, *[path[-1]] * (length - len(path))) if length >= len(path) else path[-length:]


def _text(grid: Grid, row: int, column: int) -> str:
    if not 0 <= row < len(grid.rows) or not 0 <= column < len(grid.rows[row]):
        return ""
    cell = grid.rows[row][column]
    return cell.strip() if isinstance(cell, str) else ""
