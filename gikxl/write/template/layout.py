"""Where everything of an official table stands on a sheet; derived from the form alone."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from gikxl.form import Block, Form, Table
from gikxl.report import Place, column_letters

TITLE_ROWS = 2
"""Above a table on its own sheet: its title, and the line of unit and year."""

Role = Literal["block", "corner", "column", "row", "group"]


class Box(NamedTuple):
    """A range of cells, all four edges included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def a1(self) -> str:
        """The range as Excel names it: D6:I27, or D6 where it is one cell."""
        return self._named("")

    @property
    def absolute(self) -> str:
        """The range with dollar signs: $D$6:$I$27."""
        return self._named("$")

    def _named(self, dollar: str) -> str:
        first, last = (
            f"{dollar}{column_letters(column)}{dollar}{row + 1}"
            for row, column in ((self.top, self.left), (self.bottom, self.right))
        )
        return first if first == last else f"{first}:{last}"


def cell(row: int, column: int) -> Box:
    """A single cell."""
    return Box(row, column, row, column)


class Label(NamedTuple):
    """A label of the form and the cells it takes."""

    box: Box
    text: str
    role: Role


class Layout(NamedTuple):
    """One official table on a sheet. `head` is the last row of its (first) header."""

    table: Table
    sheet: str
    box: Box
    head: int
    label_columns: int
    labels: tuple[Label, ...]
    cells: dict[str, Box]

    def place(self, key: str) -> Place:
        """The cell of a field."""
        box = self.cells[key]
        return Place(self.sheet, box.top, box.left)

    def areas(self, keys: Iterable[str]) -> list[Box]:
        """The cells of fields as few ranges, in reading order."""
        return _areas([self.cells[key] for key in keys])

    def ranges(self, keys: Iterable[str]) -> str:
        """The cells of fields as formulas on the same sheet name them."""
        return ",".join(area.a1 for area in self.areas(keys))

    def references(self, keys: Iterable[str]) -> str:
        """The cells of fields as formulas on other sheets name them."""
        return ",".join(f"'{self.sheet}'!{area.absolute}" for area in self.areas(keys))


def on_own_sheet(table: Table) -> Layout:
    """A table as it stands on the sheet that bears its name."""
    label_columns = 0 if table.side_by_side else _depth(_row_paths(table))
    return lay_out(table, table.sheet, TITLE_ROWS, label_columns)


def stacked(form: Form, sheet: str, top: int) -> tuple[Layout, ...]:
    """All tables one below the other, each with room for a title above it."""
    depth = max(_depth(_row_paths(table)) for table in form.tables)
    layouts: list[Layout] = []
    for table in form.tables:
        layouts.append(lay_out(table, sheet, top + 1, depth))
        top = layouts[-1].box.bottom + 2
    return tuple(layouts)


def lay_out(table: Table, sheet: str, top: int, label_columns: int) -> Layout:
    """A table with its labels in the first columns and its numbers to their right."""
    if table.side_by_side:
        return _beside(table, sheet, top, label_columns)
    labels: list[Label] = []
    cells: dict[str, Box] = {}
    right = label_columns + max(len(block.columns) for block in table.blocks) - 1
    row = top
    heads = []
    for block in table.blocks:
        if block.label != table.label:
            labels.append(Label(Box(row, 0, row, right), block.label, "block"))
            row += 1
        columns = [column.path for column in block.columns]
        spans = _spans(len(columns), label_columns, right)
        head = row + _depth(columns) - 1
        labels.append(Label(Box(row, 0, head, label_columns - 1), block.corner, "corner"))
        labels += _column_labels(columns, row, head, spans)
        labels += _row_labels(block, head + 1, label_columns)
        cells.update(_cells(block, head + 1, spans))
        heads.append(head)
        row = head + 1 + len(block.rows)
    return Layout(
        table, sheet, Box(top, 0, row - 1, right), heads[0], label_columns, tuple(labels), cells
    )


def _beside(table: Table, sheet: str, top: int, left: int) -> Layout:
    """A table whose rows stand side by side: one row of numbers under all its labels."""
    pairs = [(b, row, column) for b in table.blocks for row in b.rows for column in b.columns]
    paths = [(*row.path, *column.path) for _, row, column in pairs]
    head = top + _depth(paths) - 1
    right = left + len(paths) - 1
    cells = {
        block.key(row, column): Box(head + 1, left + n, head + 1, left + n)
        for n, (block, row, column) in enumerate(pairs)
    }
    labels = _column_labels(paths, top, head, _spans(len(paths), left, right))
    return Layout(table, sheet, Box(top, left, head + 1, right), head, 0, tuple(labels), cells)


def _cells(block: Block, top: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, Box]]:
    for row, header in enumerate(block.rows, top):
        for column, (left, right) in zip(block.columns, spans, strict=True):
            yield block.key(header, column), Box(row, left, row, right)


def _spans(count: int, left: int, right: int) -> list[tuple[int, int]]:
    """The columns of a block with fewer of them than the table: the last takes the rest."""
    return [(left + n, left + n if n < count - 1 else right) for n in range(count)]


def _column_labels(
    paths: Sequence[tuple[str, ...]], top: int, head: int, spans: Sequence[tuple[int, int]]
) -> list[Label]:
    return [
        Label(Box(top + first, spans[start][0], top + last, spans[end][1]), text, "column")
        for start, end, first, last, text in _tree(paths, head - top + 1)
    ]


def _row_labels(block: Block, top: int, depth: int) -> list[Label]:
    paths = [row.path for row in block.rows]
    nested = _depth(paths) > 1
    return [
        Label(
            Box(top + start, first, top + end, last),
            text,
            "row" if nested and start == end else "group",
        )
        for start, end, first, last, text in _tree(paths, depth)
    ]


def _tree(paths: Sequence[tuple[str, ...]], depth: int) -> Iterator[tuple[int, int, int, int, str]]:
    """The labels above the leaves: first and last leaf, first and last level, text.

    A leaf that is not as deep as others takes the remaining levels too.
    """
    for level in range(depth):
        numbered = enumerate(path[: level + 1] for path in paths)
        for start, run in groupby(numbered, itemgetter(1)):
            if len(start) > level:
                leaves = [number for number, _ in run]
                last_level = depth - 1 if start in paths else level
                yield leaves[0], leaves[-1], level, last_level, start[-1]


def _row_paths(table: Table) -> list[tuple[str, ...]]:
    return [row.path for block in table.blocks for row in block.rows]


def _depth(paths: Iterable[tuple[str, ...]]) -> int:
    return max(map(len, paths))


def _areas(boxes: Sequence[Box]) -> list[Box]:
    """Neighbours along a row joined, then equal runs in rows below one another.

    Of a merged range only its first cell counts: it alone holds the number.
    """
    runs: list[Box] = []
    for top, left in sorted({(box.top, box.left) for box in boxes}):
        if runs and runs[-1].top == top and runs[-1].right == left - 1:
            runs[-1] = runs[-1]._replace(right=left)
        else:
            runs.append(Box(top, left, top, left))
    areas: list[Box] = []
    for run in runs:
        above = Box(run.top, run.left, run.top - 1, run.right)
        match = next((a for a in areas if a._replace(top=run.top) == above), None)
        if match:
            areas[areas.index(match)] = match._replace(bottom=run.bottom)
        else:
            areas.append(run)
    return areas
