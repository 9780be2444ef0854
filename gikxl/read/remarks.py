"""What the reader noticed about the layout of the tables it found."""

from collections.abc import Iterable, Iterator

from gikxl.form import Block, Form
from gikxl.read.grid import Grid
from gikxl.read.sweep import Claim, Stray
from gikxl.report import Place, Remark

GridClaims = list[tuple[Grid, Claim]]


def layout_remarks(
    form: Form,
    claims: GridClaims,
    strays: Iterable[tuple[Grid, Stray]],
    conflicts: dict[str, list[Place]],
) -> Iterator[Remark]:
    """Everything about the layout that a person should know of, or judge."""
    yield from _conflict_remarks(form, conflicts)
    yield from _stray_remarks(form, claims, strays)
    yield from _wording_remarks(claims)
    yield from _combined_remarks(form, claims)
    yield from _form_remarks(form, claims)


def _conflict_remarks(form: Form, conflicts: dict[str, list[Place]]) -> Iterator[Remark]:
    """One remark for each row of the form that is claimed twice."""
    lines: dict[str, list[str]] = {}
    for key in conflicts:
        lines.setdefault(key.rsplit(".", 1)[0], []).append(key)
    for keys in lines.values():
        label = form.fields[keys[0]].row.label
        places = tuple(place for key in keys for place in conflicts[key])
        yield Remark("repeated_line", label, places, tuple(keys))


def _stray_remarks(
    form: Form, claims: GridClaims, strays: Iterable[tuple[Grid, Stray]]
) -> Iterator[Remark]:
    """One remark for each unknown row or column with numbers in the midst of a table.

    What stands beside or below a table (notes, balance lines, percentages) is nobody's
    concern.
    """
    boxes: dict[tuple[str, str], list[Claim]] = {}
    for grid, claim in claims:
        boxes.setdefault((grid.sheet, claim.field.split(".")[0]), []).append(claim)
    lines: dict[tuple[str, str, int], dict[Place, Grid]] = {}
    for grid, stray in strays:
        box = boxes.get((grid.sheet, form.blocks[stray.block].table), [])
        inside = box and (
            min(claim.row for claim in box) <= stray.row <= max(claim.row for claim in box)
            and min(claim.column for claim in box)
            <= stray.column
            <= max(claim.column for claim in box)
        )
        if inside:
            line = stray.row if stray.lacks == "row" else stray.column
            place = grid.place(stray.row, stray.column)
            lines.setdefault((grid.sheet, stray.lacks, line), {})[place] = grid
    for (_, axis, line), places in lines.items():
        grid = next(iter(places.values()))
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


def _form_remarks(form: Form, claims: GridClaims) -> Iterator[Remark]:
    """Tables in several pieces, and rows or columns in another order than the form's."""
    for table in form.tables:
        own = [(grid, claim) for grid, claim in claims if claim.field.split(".")[0] == table.key]
        fields = tuple(claim.field for _, claim in own[:1])
        if len({grid.sheet for grid, _ in own}) > 1 or _repeats_header(own):
            yield Remark("in_pieces", table.label, _places(own), fields)
        if not all(_in_order(block, own) for block in table.blocks):
            yield Remark("other_order", table.label, _places(own), fields)


def _places(claims: GridClaims) -> tuple[Place, ...]:
    """The first cell of each piece of a table."""
    first: dict[tuple[str, int], Place] = {}
    for grid, claim in claims:
        first.setdefault((grid.sheet, claim.header_row), grid.place(claim.row, claim.column))
    return tuple(first.values())


def _repeats_header(claims: GridClaims) -> bool:
    """Whether a column is named in more than one row."""
    named: dict[str, int] = {}
    return any(
        named.setdefault(claim.field.split(".", 1)[1], claim.header_row) != claim.header_row
        for _, claim in claims
    )


def _in_order(block: Block, claims: GridClaims) -> bool:
    """Whether the rows and columns of a block come in the form's order."""
    rows = {row.key: number for number, row in enumerate(block.rows)}
    columns = {column.key: number for number, column in enumerate(block.columns)}
    cells = []
    for _, claim in claims:
        _, row, column = claim.field.split(".")
        if row in rows and column in columns:
            cells.append((claim.row, claim.column, rows[row], columns[column]))
    down = dict.fromkeys(row for _, _, row, _ in sorted(cells))
    across = dict.fromkeys(column for _, _, _, column in sorted(cells, key=lambda c: (c[1], c[0])))
    return list(down) == sorted(down) and list(across) == sorted(across)
