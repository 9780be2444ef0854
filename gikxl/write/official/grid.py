"""An official table cell by cell, as Word and web pages write it."""

from collections.abc import Iterator
from typing import NamedTuple

from gikxl.form import Table
from gikxl.write.template.layout import Box, Label, Layout, Role, on_own_sheet

_TALL = 12
"""A label of more rows than these may stand over the end of a page."""


class Slot(NamedTuple):
    """A label or a number with the cells it takes, from row 0; one of the two is empty."""

    box: Box
    text: str
    role: Role | None
    key: str

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return self.box.right - self.box.left + 1

    @property
    def height(self) -> int:
        """How many rows it takes."""
        return self.box.bottom - self.box.top + 1


class Grid(NamedTuple):
    """A table's slots, row by row: each in every row that it takes."""

    table: Table
    rows: tuple[tuple[Slot, ...], ...]
    columns: int
    label_columns: int
    head: int
    """How many rows at the top are the header of all the others."""
    seams: tuple[int, ...]
    """The rows at which a page may end: no label stands across them but is said again."""


def grid_of(table: Table, *, with_seams: bool = False) -> Grid:
    """A table as the official form has it; `with_seams`, a long label is said again half-way."""
    layout = on_own_sheet(table)
    top = layout.box.top
    seams = tuple(_seams(layout)) if with_seams else ()
    slots = [Slot(_down(box, -top), "", None, key) for key, box in layout.cells.items()]
    for label in layout.labels:
        slots += [Slot(_down(box, -top), label.text, label.role, "") for box in _cut(label, seams)]
    rows: list[list[Slot]] = [[] for _ in range(layout.box.bottom - top + 1)]
    for slot in sorted(slots, key=lambda slot: slot.box.left):
        for row in range(slot.box.top, slot.box.bottom + 1):
            rows[row].append(slot)
    one_block = len(table.blocks) == 1 or table.side_by_side
    return Grid(
        table,
        tuple(map(tuple, rows)),
        layout.box.right + 1,
        layout.label_columns,
        layout.head - top + 1 if one_block else 0,
        tuple(seam - top for seam in seams),
    )


def _down(box: Box, rows: int) -> Box:
    return box._replace(top=box.top + rows, bottom=box.bottom + rows)


def _seams(layout: Layout) -> Iterator[int]:
    """Where each tall label is said again: where the group nearest to its middle begins."""
    labels = [label.box for label in layout.labels if label.role in ("row", "group")]
    for tall in labels:
        if tall.bottom - tall.top >= _TALL:
            middle = (tall.top + tall.bottom) / 2
            within = [
                box.top
                for box in labels
                if box.left == tall.right + 1 and tall.top < box.top <= tall.bottom
            ]
            yield min(within, key=lambda row: abs(row - middle))


def _cut(label: Label, seams: tuple[int, ...]) -> Iterator[Box]:
    box = label.box
    for seam in seams:
        if box.top < seam <= box.bottom:
            yield box._replace(bottom=seam - 1)
            box = box._replace(top=seam)
    yield box
