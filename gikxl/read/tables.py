"""Grids into the values of a form: every field once, or not at all with a remark why."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from gikxl.form import Form
from gikxl.read.grid import Flag, Grid
from gikxl.read.labels import Label, Meaning, find_label, guess_label
from gikxl.read.number import read_number
from gikxl.read.remarks import GridClaims, layout_remarks
from gikxl.read.sweep import Claim, Stray, sweep
from gikxl.report import Place, Remark, Value

_DEEPEST_FORMULA = 20
_NO_FLAG = Flag()


class Found(NamedTuple):
    """What the grids of one file hold of a form."""

    form: Form
    values: dict[str, Value]
    remarks: list[Remark]
    claims: GridClaims
    conflicts: dict[str, list[Place]]
    """Fields that several places claim with different values, and so have none."""


def read_tables(grids: Sequence[Grid], form: Form) -> Found:
    """Find the form's tables, wherever they stand, by their labels."""
    claims, strays = _sweep_all(grids, form)
    if claims and len({claim.field for _, claim in claims}) < len(form.fields):
        claims, strays = _sweep_all(grids, form, _missing_meanings(form, claims))
    claims = _settle_combined(form, claims, strays)
    values, conflicts = _settle(form, claims, _Formulas(grids))
    _add_left_out(form, values, conflicts, claims)
    remarks = list(layout_remarks(form, claims, strays, conflicts))
    return Found(form, values, remarks, claims, conflicts)


def _sweep_all(
    grids: Sequence[Grid], form: Form, missing: frozenset[Meaning] = frozenset()
) -> tuple[GridClaims, list[tuple[Grid, Stray]]]:
    """Sweep every grid; labels that are `missing` may be misspelt."""

    def find(text: str) -> Label | None:
        label = find_label(form.edition, text)
        if label is None and missing:
            guess = guess_label(form.edition, text)
            return guess if guess and missing.issuperset(guess.meanings) else None
        return label

    claims: GridClaims = []
    strays: list[tuple[Grid, Stray]] = []
    for grid in grids:
        found = sweep(grid, form, find)
        claims += [(grid, claim) for claim in found.claims]
        strays += [(grid, stray) for stray in found.strays]
    return claims, strays


def _missing_meanings(form: Form, claims: GridClaims) -> frozenset[Meaning]:
    """The rows and columns of which no field was found."""
    found = {claim.field for _, claim in claims}
    missing = set()
    for number, block in enumerate(form.blocks):
        for row in block.rows:
            if not any(block.key(row, column) in found for column in block.columns):
                missing.add(Meaning("row", number, row.key))
        for column in block.columns:
            if not any(block.key(row, column) in found for row in block.rows):
                missing.add(Meaning("column", number, column.key))
    return frozenset(missing)


def _settle_combined(
    form: Form, claims: GridClaims, strays: Sequence[tuple[Grid, Stray]]
) -> GridClaims:
    """Keep a combined row only where it can be one.

    That is where none of the rows it combines was found, and no numbers without a
    label, which might be those rows, stand right below it.
    """
    found = {claim.field.rsplit(".", 1)[0] for _, claim in claims if not claim.combined}
    detailed = {
        combined.key
        for combined in form.combined_rows
        if any(f"{combined.table}.{row}" in found for row in combined.rows)
    }
    unlabelled = {(grid.sheet, stray.row) for grid, stray in strays if stray.lacks == "row"}
    return [
        (grid, claim)
        for grid, claim in claims
        if claim.combined not in detailed
        and not (claim.combined and (grid.sheet, claim.row + 1) in unlabelled)
    ]


def _settle(
    form: Form, claims: GridClaims, formulas: "_Formulas"
) -> tuple[dict[str, Value], dict[str, list[Place]]]:
    """Give each field the one value that is claimed for it."""
    claimed: dict[str, list[Value]] = {}
    for grid, claim in claims:
        value = _value(form, grid, claim, formulas)
        claimed.setdefault(claim.field, []).append(value)
    values: dict[str, Value] = {}
    conflicts: dict[str, list[Place]] = {}
    for field, candidates in claimed.items():
        filled = [value for value in candidates if value.state != "blank"] or candidates[:1]
        if len({(value.state, value.number, value.raw) for value in filled}) > 1:
            conflicts[field] = [value.place for value in filled if value.place]
        else:
            values[field] = filled[0]
    return {key: values[key] for key in form.fields if key in values}, conflicts


def _value(form: Form, grid: Grid, claim: Claim, formulas: "_Formulas") -> Value:
    cell = grid.rows[claim.row][claim.column]
    place = grid.place(claim.row, claim.column)
    marks = grid.marks
    flag = marks.flags.get((claim.row, claim.column), _NO_FLAG)
    hidden = (
        not grid.visible or claim.row in marks.hidden_rows or claim.column in marks.hidden_columns
    )
    if flag.error:
        return Value(None, "error", flag.error, place, "", flag.formula, flag.cached, hidden)
    kind = form.fields[claim.field].kind
    if flag.formula is not None and not flag.cached:
        cell = formulas.result(place)
        if cell is None:
            raw = f"={flag.formula}"
            return Value(None, "uncomputed", raw, place, "", flag.formula, False, hidden)
    number, state, note = read_number(cell, kind)
    raw = "" if cell is None else str(cell)
    return Value(number, state, raw, place, note, flag.formula, flag.cached, hidden)


class _Formulas:
    """Results of formulas that the file does not hold, as far as they are sums."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        self._grids = {grid.sheet: grid for grid in grids}

    def result(self, place: Place, depth: int = 0) -> object:
        """The value of a cell, computed where it is a formula without a result; or None."""
        grid = self._grids.get(place.sheet)
        if grid is None or depth > _DEEPEST_FORMULA:
            return None
        row, column = place.row - grid.origin[0], place.column - grid.origin[1]
        flag = grid.marks.flags.get((row, column), _NO_FLAG)
        if flag.error:
            return None
        if flag.formula is not None and not flag.cached:
            from gikxl.read.formula import compute

            return compute(flag.formula, self._cells(place.sheet, depth + 1))
        if 0 <= row < len(grid.rows) and 0 <= column < len(grid.rows[row]):
            cell = grid.rows[row][column]
            return 0 if cell is None or cell == "" else cell
        return 0

    def _cells(self, sheet: str, depth: int) -> Callable[[str | None, int, int], object]:
        return lambda other, row, column: self.result(Place(other or sheet, row, column), depth)


def _add_left_out(
    form: Form,
    values: dict[str, Value],
    conflicts: dict[str, list[Place]],
    claims: GridClaims,
) -> None:
    """Read as 0 the rows that reports drop, and those for which a combined row stands."""
    found = {form.fields[key].table for key in values}
    combined = {claim.combined for _, claim in claims}
    stood_for = {
        (row.table, key) for row in form.combined_rows if row.key in combined for key in row.rows
    }
    for block in form.blocks:
        for row in block.rows:
            keys = [block.key(row, column) for column in block.columns]
            dropped = row.may_be_left_out and block.table in found
            if (dropped or (block.table, row.key) in stood_for) and not any(
                key in values or key in conflicts for key in keys
            ):
                values.update(dict.fromkeys(keys, Value(0, "left_out")))
