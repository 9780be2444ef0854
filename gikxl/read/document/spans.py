"""Cells with row and column spans, as Word and web pages have them, onto a Grid."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gikxl.form import EDITIONS
from gikxl.read.document.uneven import take_out_uneven
from gikxl.read.grid import Cell, Grid, Range
from gikxl.read.labels import find_label
from gikxl.read.refusal import TOO_BIG

MOST_COLUMNS = 500
MOST_CELLS = 100_000
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,8})\.[0-9]{1,6}")
_FEW = 3


class Spanned(NamedTuple):
    """A cell of a table: its text, and over how many rows and columns it reaches."""

    text: str
    rows: int = 1
    columns: int = 1


def lay_out(name: str, rows: Sequence[Sequence[Spanned]], origin: tuple[int, int] = (0, 0)) -> Grid:
    """The table as a grid, each cell in the first free column of its row.

    A cell that reaches over others becomes a merged range, and what reaches beyond the
    last row is cut off. Unreadable if the table is larger than any report's.
    """
    taken: dict[tuple[int, int], Cell] = {}
    merges: list[Range] = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            bottom = min(row + cell.rows, len(rows)) - 1
            right = column + cell.columns - 1
            cells_more = (bottom - row + 1) * cell.columns
            if right >= MOST_COLUMNS:
                raise TOO_BIG.because("表格过大")
            refuse_too_many(len(taken) + cells_more)
            for at in range(row, bottom + 1):
                taken.update(dict.fromkeys(((at, c) for c in range(column, right + 1)), ""))
            taken[row, column] = typed(cell.text)
            if (bottom, right) != (row, column):
                merges.append((row, column, bottom, right))
    width = max((column for _, column in taken), default=-1) + 1
    filled = [[taken.get((row, column), "") for column in range(width)] for row in range(len(rows))]
    grid = Grid(name, filled, origin=origin, merges=merges)
    take_out_uneven(grid, _ends(taken, len(rows)))
    return grid


def _ends(taken: Iterable[tuple[int, int]], rows: int) -> list[int]:
    """How many columns each row has."""
    ends = [0] * rows
    for row, column in taken:
        ends[row] = max(ends[row], column + 1)
    return ends


def refuse_too_many(cells: int) -> None:
    """Unreadable if these are more cells than any report has."""
    if cells > MOST_CELLS:
        raise TOO_BIG.because("表格过大")


def plain_grid(name: str, rows: Iterable[Sequence[str]], origin: tuple[int, int] = (0, 0)) -> Grid:
    """A table without spans as a grid."""
    return lay_out(name, [[Spanned(text) for text in row] for row in rows], origin)


def holds_form(texts: Iterable[str]) -> bool:
    """Whether several of these cells are labels of the form's rows and columns."""
    found = 0
    for text in texts:
        found += any(_names_line(edition, text) for edition in EDITIONS)
        if found >= _FEW:
            return True
    return False


def _names_line(edition: int, text: str) -> bool:
    label = find_label(edition, text)
    return bool(label and any(meaning.axis in ("row", "column") for meaning in label.meanings))


def typed(text: str) -> Cell:
    """A cell's text; a plain number as a number, for a document has no numbers of its own."""
    text = text.strip()
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
