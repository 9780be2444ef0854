"""What the reader noticed about the layout of the tables it found."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gikxl.form import Form
from gikxl.read.grid import Grid
from gikxl.read.sweep import Claim, Sweep
from gikxl.report import Place, Remark

GridClaims = list[tuple[Grid, Claim]]


class Swept(NamedTuple):
    """A grid and what was found in it."""

    grid: Grid
    found: Sweep


def layout_remarks(
    form: Form, swept: Sequence[Swept], claims: GridClaims, conflicts: dict[str, list[Place]]
) -> Iterator[Remark]:
    """Everything about the layout that a person should know of, or judge."""
    yield from _conflict_remarks(form, conflicts)
    for grid, found in swept:
        yield from _stray_remarks(grid, found)
    if not all(found.as_printed for _, found in swept):
        yield from _wording_remarks(claims)
        yield from _combined_remarks(form, claims)
    yield from _table_remarks(form, swept)


def _conflict_remarks(form: Form, conflicts: dict[str, list[Place]]) -> Iterator[Remark]:
    """One remark for each row of the form that is claimed twice."""
    lines: dict[str, list[str]] = {}
    for key in conflicts:
        lines.setdefault(key.rsplit(".", 1)[0], []).append(key)
    for keys in lines.values():
        label = form.fields[keys[0]].row.label
        places = tuple(place for key in keys for place in conflicts[key])
        yield Remark("repeated_line", label, places, tuple(keys))


def _stray_remarks(grid: Grid, found: Sweep) -> Iterator[Remark]:
    """One remark for each unknown row or column that holds more than zeros."""
    lines: dict[tuple[str, int], dict[Place, None]] = {}
    for stray in found.strays:
        if grid.cell(stray.row, stray.column) not in (0, "0"):
            line = stray.row if stray.lacks == "row" else stray.column
            lines.setdefault((stray.lacks, line), {})[grid.place(stray.row, stray.column)] = None
    for (axis, line), places in lines.items():
        yield Remark("unknown_line", _nearest_text(grid, axis, line, list(places)), tuple(places))


def _nearest_text(grid: Grid, axis: str, line: int, places: list[Place]) -> str:
    """What is written at the head of an unknown row or column."""
    first = places[0]
    row, column = first.row - grid.origin[0], first.column - grid.origin[1]
    before = (
        grid.rows[line][:column][::-1]
        if axis == "row"
        else [cells[line] for cells in grid.rows[:row] if line < len(cells)][::-1]
    )
    return next((cell.strip() for cell in before if isinstance(cell, str) and cell.strip()), "")


def _wording_remarks(claims: GridClaims) -> Iterator[Remark]:
    """One remark for each label that is not worded as the form has it."""
    found: dict[str, tuple[str, list[str], list[Place]]] = {}
    for grid, claim in claims:
        for label in claim.labels:
            if not label.exact and not claim.combined:
                _, fields, places = found.setdefault(label.text, (label.official, [], []))
                fields.append(claim.field)
                places.append(grid.place(claim.row, claim.column))
    for text, (official, fields, places) in found.items():
        yield Remark("similar_label", text, tuple(places[:1]), tuple(fields), official)


def _combined_remarks(form: Form, claims: GridClaims) -> Iterator[Remark]:
    for row in form.combined_rows:
        lines = [(grid, claim) for grid, claim in claims if claim.combined == row.key]
        if lines:
            places = tuple(grid.place(claim.row, claim.column) for grid, claim in lines)
            yield Remark("combined_row", row.label, places, tuple(c.field for _, c in lines))


def _table_remarks(form: Form, swept: Sequence[Swept]) -> Iterator[Remark]:
    """Tables in several pieces, and rows or columns in another order than the form's."""
    for table in form.tables:
        pieces = [(s, claim) for s in swept for claim in s.found.pieces if _is_of(claim, table.key)]
        places = tuple(piece.grid.place(claim.row, claim.column) for piece, claim in pieces)
        fields = tuple(claim.field for _, claim in pieces[:1])
        if len(pieces) > 1:
            yield Remark("in_pieces", table.label, places, fields)
        if any(table.key in piece.found.disordered for piece, _ in pieces):
            yield Remark("other_order", table.label, places, fields)


def _is_of(claim: Claim, table: str) -> bool:
    return claim.field.startswith(f"{table}.")
