"""The repeated headers of a table in the open workbook, filled in and turned back.

Which ranges were merged, and which cells blank, is kept in hidden names of the workbook:
they move with their cells when rows come and go, and a saved file still has them.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from gikxl.excel.native import hide, unprotected
from gikxl.excel.sheets import blocks_of, quiet, range_of, write_edits
from gikxl.read.labels import find_label

if TYPE_CHECKING:
    from xlwings import Book, Name, Range, Sheet

    from gikxl.read.grid import Grid
    from gikxl.write.edit import Edit

_PREFIX = "gikxl_headers_"
_MERGED, _BLANK = "merged", "blank"


class Kept(NamedTuple):
    """A hidden name, and the cells as they were before: merged, or blank."""

    name: "Name"
    cells: "Range"
    was: str


def fill(book: "Book", grid: "Grid", table: str, edits: "Sequence[Edit]") -> None:
    """Write the headers of one table into their cells; `grid` is its sheet as it is now.

    ValueError, in Chinese, if the sheet has a password.
    """
    sheet = book.sheets[grid.sheet]
    cells = {(edit.place.row, edit.place.column) for edit in edits}
    merged = [_area(sheet, grid, box) for box in _merged(grid, cells)]
    covered = {cell for box in _merged(grid, cells) for cell in _cells(grid, box)}
    blank = [edit for edit in edits if edit.place[1:] not in covered]
    with quiet(book), unprotected(sheet):
        _keep(book, grid.sheet, table, _MERGED, merged)
        _keep(
            book, grid.sheet, table, _BLANK, [range_of(sheet, block) for block in blocks_of(blank)]
        )
        for area in merged:
            area.unmerge()
        write_edits(book, edits)


def kept(book: "Book", sheet: str, table: str) -> list[Kept]:
    """What `fill` changed in one table of a sheet."""
    found = []
    for name in book.names:
        own = name.name.rpartition("!")[2]
        if own.startswith(f"{_PREFIX}{table}_") and f"{_quoted(sheet)}!" in _refers_to(name):
            found.append(Kept(name, name.refers_to_range, own.split("_")[-2]))
    return found


def turn_back(book: "Book", sheet: str, before: Sequence[Kept], edition: int) -> list[str]:
    """Take the headers out again; the cells, in A1, that somebody has changed since.

    Those stay as they are. ValueError, in Chinese, if the sheet has a password.
    """
    changed: list[str] = []
    with quiet(book), unprotected(book.sheets[sheet]):
        for one in before:
            rows = one.cells.options(ndim=2).value
            if one.was == _BLANK:
                changed += _blank(one.cells, rows, edition)
            elif any(value not in (rows[0][0], None) for row in rows for value in row):
                changed.append(one.cells.get_address(False, False))
            else:
                one.cells.value = [
                    [rows[0][0] if (down, right) == (0, 0) else None for right in range(len(row))]
                    for down, row in enumerate(rows)
                ]
                one.cells.merge()
            one.name.delete()
    return changed


def _blank(cells: "Range", rows: list[list[object]], edition: int) -> Iterator[str]:
    """Empty the cells that still hold a label."""
    own = [[isinstance(v, str) and not find_label(edition, v) for v in row] for row in rows]
    cells.value = [
        [value if keep else None for value, keep in zip(row, keeps, strict=True)]
        for row, keeps in zip(rows, own, strict=True)
    ]
    for down, keeps in enumerate(own):
        for right, keep in enumerate(keeps):
            if keep:
                yield cells[down, right].get_address(False, False)


def _keep(book: "Book", sheet: str, table: str, was: str, areas: "Sequence[Range]") -> None:
    numbers = count(1)
    for area in areas:
        names = (f"{_PREFIX}{table}_{was}_{number}" for number in numbers)
        free = next(name for name in names if name not in book.names)
        address = area.get_address(True, True)
        hide(book.names.add(free, f"={_quoted(sheet)}!{address}"))


def _merged(grid: "Grid", cells: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The merged ranges of a grid that hold one of these cells of the sheet."""
    return [box for box in grid.merges if cells.intersection(_cells(grid, box))]


def _cells(grid: "Grid", box: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    for row in range(box[0], box[2] + 1):
        for column in range(box[1], box[3] + 1):
            yield row + grid.origin[0], column + grid.origin[1]


def _area(sheet: "Sheet", grid: "Grid", box: tuple[int, int, int, int]) -> "Range":
    """A merged range of the sheet, also where it reaches beyond what is filled."""
    return sheet.range((box[0] + grid.origin[0] + 1, box[1] + grid.origin[1] + 1)).merge_area


def _refers_to(name: "Name") -> str:
    """What a name refers to; a name whose cells were deleted refers to nothing."""
    formula = name.refers_to or ""
    return "" if "#REF!" in formula else formula


def _quoted(sheet: str) -> str:
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"
