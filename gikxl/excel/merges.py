"""The merged ranges of an open sheet, in few questions.

Excel names a merged range only to who asks for one of its cells, but tells of any number
of areas at once that nothing in them is merged. So a label beside blank cells is asked
for its range, and everything that is then left is asked for together; what is merged
there after all is found by halves. The number of questions grows with what is merged,
not with the cells.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from gikxl.excel.areas import (
    Box,
    address,
    box_of,
    cells_of,
    cut,
    groups,
    size,
    split,
    together,
    without,
)

if TYPE_CHECKING:
    from xlwings import Sheet

Cell = tuple[int, int]


def merged_ranges(sheet: "Sheet", box: Box, filled: Sequence[Cell]) -> Iterator[Box]:
    """The merged ranges in a box of the sheet, counted from the box and cut to it.

    `filled` are the cells of the box that hold anything, row by row; those that a merged
    range covers are blank.
    """
    found = _Labels(sheet, box, filled).found
    rest = [box]
    for area in found:
        rest = [part for one in rest for part in without(one, area)]
    for area in (*found, *merged_among(sheet, rest)):
        top, left, bottom, right = cut(area, box)
        yield top - box[0], left - box[1], bottom - box[0], right - box[1]


def merged_among(sheet: "Sheet", boxes: Iterable[Box]) -> Iterator[Box]:
    """The merged ranges that reach into these boxes: one question if there are none.

    Where the answer is not no, it looks closer, by halves.
    """
    lists = list(groups(boxes))
    while lists:
        some = lists.pop()
        merged = together(sheet, some).merge_cells
        if merged is False:
            continue
        # If all are merged, the first cell may be covered by what begins elsewhere.
        area = area_of(sheet, some[0][:2]) if merged else None
        if area is None:
            lists += split(some)
            continue
        yield area
        lists = [
            left
            for each in (*lists, some)
            for left in groups(part for one in each for part in without(one, area))
        ]


def area_of(sheet: "Sheet", cell: Cell) -> Box | None:
    """The merged range that a cell is in, if it is in one."""
    area = box_of(sheet.range(address((*cell, *cell))).merge_area.address)
    return area if size(area) > 1 else None


class _Labels:
    """The merged ranges that are to be expected from what stands in the cells."""

    def __init__(self, sheet: "Sheet", box: Box, filled: Sequence[Cell]) -> None:
        self.sheet = sheet
        self.box = box
        self.found: list[Box] = []
        self.covered: set[Cell] = set()
        self.blank = set(cells_of(box)).difference(filled)
        self._ask_beside_blanks(filled)

    def _ask_beside_blanks(self, filled: Iterable[Cell]) -> None:
        """Ask the cells that have blank ones, covered by none so far, beside or below them.

        A cell next to one that proved to be by itself, with blanks on the same sides, is
        likely to be so too, and is left out. Blank cells below a wide range are likely to
        be merged as it is.
        """
        single: dict[Cell, list[bool]] = {}
        for row, column in filled:
            blank = [(row, column + 1) in self.blank, (row + 1, column) in self.blank]
            if not any(blank) or (row, column) in self.covered:
                continue
            if blank in (single.get((row - 1, column)), single.get((row, column - 1))):
                single[row, column] = blank
                continue
            area = self._ask((row, column))
            if area is None:
                single[row, column] = blank
            while area and self._is_blank_below(area):
                area = self._ask((area[2] + 1, area[1]))

    def _ask(self, cell: Cell) -> Box | None:
        area = area_of(self.sheet, cell)
        if area is None:
            return None
        inside = cut(area, self.box)
        self.found.append(inside)
        self.covered.update(cells_of(inside))
        self.blank.difference_update(cells_of(inside))
        return inside

    def _is_blank_below(self, area: Box) -> bool:
        """Whether nothing stands below a range of several columns, all across it."""
        _, left, bottom, right = area
        below = cells_of((bottom + 1, left, bottom + 1, right))
        return left < right and self.blank.issuperset(below)
