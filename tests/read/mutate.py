"""Change a grid the way a person changes a sheet in Excel: merged ranges follow."""

from collections.abc import Sequence

from gikxl.read.grid import Cell, Grid, Range

Axis = str
"""“row” or “column”."""


def inserted(grid: Grid, axis: Axis, at: int, cells: Sequence[Cell] = ()) -> Grid:
    """A line inserted before line `at`, blank or holding `cells`."""
    lines, merges = _lines(grid, axis), _merges(grid, axis)
    width = len(lines[0])
    lines.insert(at, [*cells, *[""] * width][:width])
    moved = [
        (top + (top >= at), left, bottom + (bottom >= at), right)
        for top, left, bottom, right in merges
    ]
    return _grid(grid, axis, lines, moved)


def deleted(grid: Grid, axis: Axis, at: int) -> Grid:
    """Line `at` deleted; the text of a merged range that begins in it is lost with it."""
    lines, merges = _lines(grid, axis), _merges(grid, axis)
    for top, left, bottom, _ in merges:
        if top == at < bottom:  # Excel keeps the text of a merged range that loses its first line
            lines[at + 1][left] = lines[at][left]
    del lines[at]
    moved = [
        (top - (top > at), left, bottom - (bottom >= at), right)
        for top, left, bottom, right in merges
    ]
    return _grid(grid, axis, lines, [m for m in moved if m[2] >= m[0]])


def moved(grid: Grid, axis: Axis, at: int, to: int) -> Grid:
    """The values of line `at` cut out and put in before line `to`; merged ranges stay."""
    lines = _lines(grid, axis)
    line = lines.pop(at)
    lines.insert(to - (to > at), line)
    return _grid(grid, axis, lines, _merges(grid, axis))


def with_cell(grid: Grid, row: int, column: int, cell: Cell) -> Grid:
    """One cell overwritten."""
    lines = [list(line) for line in grid.rows]
    lines[row][column] = cell
    return Grid(grid.sheet, lines, origin=grid.origin, merges=list(grid.merges))


def unmerged(grid: Grid) -> Grid:
    """All merged ranges taken apart; what they covered is blank."""
    return Grid(grid.sheet, [list(line) for line in grid.rows], origin=grid.origin)


def transposed(grid: Grid) -> Grid:
    """Rows become columns."""
    return _grid(grid, "row", _lines(grid, "column"), _merges(grid, "column"))


def _lines(grid: Grid, axis: Axis) -> list[list[Cell]]:
    if axis == "row":
        return [list(line) for line in grid.rows]
    return [list(line) for line in zip(*grid.rows, strict=True)]


def _merges(grid: Grid, axis: Axis) -> list[Range]:
    if axis == "row":
        return list(grid.merges)
    return [(left, top, right, bottom) for top, left, bottom, right in grid.merges]


def _grid(grid: Grid, axis: Axis, lines: list[list[Cell]], merges: list[Range]) -> Grid:
    if axis == "column":
        lines = [list(line) for line in zip(*lines, strict=True)]
        merges = [(left, top, right, bottom) for top, left, bottom, right in merges]
    return Grid(grid.sheet, lines, origin=grid.origin, merges=merges)
