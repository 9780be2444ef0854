"""What was understood of a table in plain text, laid out as a grid that the labels explain."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gikxl.form import Block
from gikxl.read.document.spans import typed
from gikxl.read.grid import Cell, Grid
from gikxl.report import Remark


class Row(NamedTuple):
    """A row of a table: its label, its numbers as text, how they were understood."""

    label: str
    numbers: Sequence[str]
    note: str = ""


def official_grid(
    parts: Iterable[tuple[Block, Sequence[Row]]], remarks: Iterable[Remark] = ()
) -> Grid:
    """A grid with the columns of each block above its rows; it still wants its name."""
    rows: list[list[Cell]] = []
    notes: dict[tuple[int, int], str] = {}
    for block, found in parts:
        if found:
            rows.append([block.corner, *(column.label for column in block.columns)])
        for label, numbers, note in found:
            if note:
                notes.update({(len(rows), at): note for at in range(1, len(numbers) + 1)})
            rows.append([label, *map(typed, numbers)])
    width = max(map(len, rows), default=0)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return Grid("", filled, notes=notes, remarks=remarks)


def side_by_side(blocks: Iterable[Block], numbers: Sequence[str], note: str = "") -> Grid:
    """The grid of a table whose rows stood side by side, in the form's order."""
    parts = []
    at = 0
    for block in blocks:
        rows = []
        for row in block.rows:
            width = len(block.columns)
            rows.append(Row(row.label, numbers[at : at + width], note))
            at += width
        parts.append((block, rows))
    return official_grid(parts)
