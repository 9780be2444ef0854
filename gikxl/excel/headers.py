"""The repeated headers of a table in the open workbook, filled in and turned back.

Which ranges were merged, and which cells blank, is kept: see kept.py.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gikxl.excel.areas import (
    Box,
    address,
    around,
    cells_of,
    corner,
    groups,
    holds,
    together,
    without,
)
from gikxl.excel.kept import Kept, keep
from gikxl.excel.kept import kept as kept_of
from gikxl.excel.merges import area_of
from gikxl.excel.native import merge, own_names, unprotected
from gikxl.excel.sheets import blocks_of, quiet, write_edits
from gikxl.read.labels import find_label
from gikxl.report import Place
from gikxl.write.edit import Edit

if TYPE_CHECKING:
    from xlwings import Book, Sheet

    from gikxl.read.grid import Grid

_PREFIX = "gikxl_headers_"
_MERGED, _BLANK = "merged", "blank"


def fill(book: "Book", grid: "Grid", table: str, edits: Sequence[Edit]) -> None:
    """Write the headers of one table into their cells; `grid` is its sheet as it is now.

    ValueError, in Chinese, if the sheet has a password.
    """
    sheet = book.sheets[grid.sheet]
    merged = list(_merged(sheet, grid, {edit.place[1:] for edit in edits}))
    blank = [edit for edit in edits if not any(holds(box, edit.place[1:]) for box in merged)]
    with quiet(book), unprotected(sheet):
        keep(sheet, _prefix(table), _MERGED, merged)
        keep(sheet, _prefix(table), _BLANK, [block.box for block in blocks_of(blank)])
        for some in groups(merged):
            together(sheet, some).unmerge()
        write_edits(book, edits)


def kept(sheet: "Sheet", table: str) -> list[Kept]:
    """What `fill` changed in one table of a sheet."""
    return [one for one in kept_of(sheet, own_names(sheet), _prefix(table)) if one.cells]


def turn_back(book: "Book", sheet: "Sheet", before: Sequence[Kept], edition: int) -> list[str]:
    """Take the headers out again; the cells, in A1, that somebody has changed since.

    Those stay as they are. ValueError, in Chinese, if the sheet has a password.
    """
    merged = [box for one in before if one.was == _MERGED for box in one.cells]
    blank = [box for one in before if one.was == _BLANK for box in one.cells]
    values = _values(sheet, [*merged, *blank])
    changed = [box for box in merged if not _is_filled(box, values)]
    merged = [box for box in merged if box not in changed]
    own = [cell for box in blank for cell in cells_of(box) if not _is_label(values[cell], edition)]
    emptied = [
        *(cell for box in merged for part in without(box, corner(box)) for cell in cells_of(part)),
        *(cell for box in blank for cell in cells_of(box) if cell not in own),
    ]
    with quiet(book), unprotected(sheet), book.app.properties(display_alerts=False):
        write_edits(book, [Edit(Place(sheet.name, *cell), None) for cell in emptied])
        for box in merged:
            merge(sheet.range(address(box)))
        for one in before:
            one.name.delete()
    return [*map(address, changed), *(address((*cell, *cell)) for cell in own)]


def _prefix(table: str) -> str:
    return f"{_PREFIX}{table}_"


def _values(sheet: "Sheet", boxes: Sequence[Box]) -> dict[tuple[int, int], object]:
    """What stands in all cells from the first to the last of some boxes, read as one block."""
    whole = around(boxes)
    rows = sheet.range(address(whole)).options(ndim=2, err_to_str=True).value
    return dict(zip(cells_of(whole), (value for row in rows for value in row), strict=True))


def _is_filled(box: Box, values: dict[tuple[int, int], object]) -> bool:
    """Whether nothing but the header was put into cells that were merged."""
    header = values[box[:2]]
    return all(values[cell] in (header, None) for cell in cells_of(box))


def _is_label(value: object, edition: int) -> bool:
    return value is None or (isinstance(value, str) and bool(find_label(edition, value)))


def _merged(sheet: "Sheet", grid: "Grid", cells: set[tuple[int, int]]) -> Iterator[Box]:
    """The merged ranges of the sheet that hold one of these cells.

    Those of a grid end where it does; the sheet's own may reach further.
    """
    top, left = grid.origin
    whole = (top, left, top + len(grid.rows) - 1, left + len(grid.rows[0]) - 1)
    for one in grid.merges:
        box = (one[0] + top, one[1] + left, one[2] + top, one[3] + left)
        if not cells.isdisjoint(cells_of(box)):
            at_edge = any(mine == edge for mine, edge in zip(box, whole, strict=True))
            yield area_of(sheet, box[:2]) or box if at_edge else box
