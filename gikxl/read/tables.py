"""Grids into the values of a form: every field once, or not at all with a remark why."""

from collections import Counter
from collections.abc import Callable, Sequence, Set
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from gikxl.form import Form
from gikxl.read.grid import Flag, Grid
from gikxl.read.labels import Label, Meaning, find_label, guess_label
from gikxl.read.number import read_number
from gikxl.read.remarks import GridClaims, Swept, layout_remarks
from gikxl.read.sweep import Claim, sweep
from gikxl.report import Place, Remark, Value

if TYPE_CHECKING:
    from gikxl.read.formula import Calculator

_NO_FLAG = Flag()
_MANY_ROWS = 1_000
"""In a sheet that is longer than any report no misspelt labels are looked for."""
_LOST = "#REF!"
"""Stands in a formula for a cell that is no more; its result can only be this error."""


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
    swept = _sweep_all(grids, form)
    found = {claim.field for _, sweep in swept for claim in sweep.claims}
    if found and len(found) < len(form.fields):
        swept = _sweep_all(grids, form, _missing_meanings(form, found))
    claims = _settle_combined(form, swept)

    @cache
    def calculator() -> "Calculator":
        from gikxl.read.formula import Calculator

        return Calculator(list(grids))

    values, conflicts = _settle(form, claims, calculator)
    of_readers = [remark for grid in grids for remark in grid.remarks]
    unclear = {key for remark in of_readers for key in remark.fields}
    _add_left_out(form, values, {*conflicts, *unclear}, claims)
    remarks = [*layout_remarks(form, swept, claims, conflicts), *of_readers]
    return Found(form, values, remarks, claims, conflicts)


def _sweep_all(
    grids: Sequence[Grid], form: Form, missing: frozenset[Meaning] = frozenset()
) -> list[Swept]:
    """Sweep every grid; labels that are `missing` may be misspelt."""
    find = partial(find_label, form.edition)

    def find_or_guess(text: str) -> Label | None:
        label = find(text)
        if label:
            return label
        label = guess_label(form.edition, text)
        meanings = tuple(m for m in label.meanings if m in missing) if label else ()
        return label._replace(meanings=meanings) if label and meanings else None

    return [
        Swept(
            grid,
            sweep(grid, form, find_or_guess if missing and len(grid.rows) < _MANY_ROWS else find),
        )
        for grid in grids
    ]


def _missing_meanings(form: Form, found: Set[str]) -> frozenset[Meaning]:
    """The rows and columns of which no field was found."""
    missing = set()
    for number, block in enumerate(form.blocks):
        for row in block.rows:
            if not any(block.key(row, column) in found for column in block.columns):
                missing.add(Meaning("row", number, row.key))
        for column in block.columns:
            if not any(block.key(row, column) in found for row in block.rows):
                missing.add(Meaning("column", number, column.key))
    return frozenset(missing)


def _settle_combined(form: Form, swept: Sequence[Swept]) -> GridClaims:
    """Every claim, those of a combined row only where none of the rows it combines was found."""
    claims = [(grid, claim) for grid, found in swept for claim in found.claims]
    if all(found.as_printed for _, found in swept):
        return claims
    lines = {claim.field.rsplit(".", 1)[0] for _, claim in claims if not claim.combined}
    detailed = {
        combined.key
        for combined in form.combined_rows
        if any(f"{combined.table}.{row}" in lines for row in combined.rows)
    }
    return [(grid, claim) for grid, claim in claims if claim.combined not in detailed]


def _settle(
    form: Form, claims: GridClaims, calculator: "Callable[[], Calculator]"
) -> tuple[dict[str, Value], dict[str, list[Place]]]:
    """Give each field the one value that is claimed for it."""
    values: dict[str, Value] = {}
    several: dict[str, list[Value]] = {}
    for grid, claim in claims:
        value = _value(form, grid, claim, calculator)
        first = values.setdefault(claim.field, value)
        if first is not value:
            several.setdefault(claim.field, [first]).append(value)
    conflicts: dict[str, list[Place]] = {}
    copies = _filled_copies(form, values, several)
    for field in [field for field in values if field in several]:
        candidates = several[field]
        filled = [value for value in candidates if value.state != "blank"]
        said_in = {value.place.sheet for value in filled if value.place}
        filled += [
            v for v in candidates if v.state == "blank" and _counts(v, field, copies, said_in)
        ]
        filled = filled or candidates[:1]
        values[field] = filled[0]
        if len({(value.state, value.number, value.raw) for value in filled}) > 1:
            conflicts[field] = [value.place for value in filled if value.place]
            del values[field]
    return {key: values[key] for key in form.fields if key in values}, conflicts


def _filled_copies(
    form: Form, values: dict[str, Value], several: dict[str, list[Value]]
) -> set[tuple[str, str]]:
    """The sheets, each with a table, of which another sheet holds the same: blanks count there."""
    shared: Counter[str] = Counter()
    for field, candidates in several.items():
        if len({v.place.sheet for v in candidates if v.place}) > 1:
            shared[form.fields[field].table] += 1
    twice = {table for table, count in shared.items() if count * 4 > len(_of_table(form, table))}
    return {
        (value.place.sheet, form.fields[field].table)
        for field, first in (values.items() if twice else ())
        if form.fields[field].table in twice
        for value in several.get(field, [first])
        if value.place and value.state != "blank"
    }


def _of_table(form: Form, table: str) -> list[str]:
    return [key for key, field in form.fields.items() if field.table == table]


def _counts(blank: Value, field: str, copies: set[tuple[str, str]], said_in: Set[str]) -> bool:
    """Whether a blank stands in a filled copy of the table that says nothing else of the field."""
    sheet = blank.place.sheet if blank.place else ""
    return sheet not in said_in and (sheet, field.split(".")[0]) in copies


def _value(form: Form, grid: Grid, claim: Claim, calculator: "Callable[[], Calculator]") -> Value:
    row, column = claim.row, claim.column
    cell, place, marks = grid.cell(row, column), grid.place(row, column), grid.marks
    formula, cached, error = marks.flags.get((row, column), _NO_FLAG)
    hidden = not grid.visible or row in marks.hidden_rows or column in marks.hidden_columns
    if error:
        return Value(None, "error", error, place, "", formula, cached, hidden)
    if formula is not None and not cached:
        if _LOST in formula:
            return Value(None, "error", _LOST, place, "", formula, False, hidden)
        cell = calculator().value(*place)
        if cell is None:
            return Value(None, "uncomputed", f"={formula}", place, "", formula, False, hidden)
    number, state, note = read_number(cell, form.fields[claim.field].kind)
    note = grid.notes.get((row, column), note)
    raw = "" if cell is None else str(cell)
    return Value(number, state, raw, place, note, formula, cached, hidden)


def _add_left_out(
    form: Form,
    values: dict[str, Value],
    unclear: Set[str],
    claims: GridClaims,
) -> None:
    """Read as 0 the rows that reports drop, and those for which a combined row stands.

    A row that is there and could not be understood is not dropped.
    """
    found = {form.fields[key].table for key in values}
    combined = {claim.combined for _, claim in claims}
    stood_for = {
        (row.table, key) for row in form.combined_rows if row.key in combined for key in row.rows
    }
    for block in form.blocks:
        for row in block.rows:
            dropped = row.may_be_left_out and block.table in found
            if dropped or (block.table, row.key) in stood_for:
                keys = [block.key(row, column) for column in block.columns]
                if values.keys().isdisjoint(keys) and unclear.isdisjoint(keys):
                    values.update(dict.fromkeys(keys, Value(0, "left_out")))
