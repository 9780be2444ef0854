"""Boxes of cells and Excel's words for them: as many in one question as Excel takes.

A box is top, left, bottom and right, counted from 0. What Excel is asked of several areas
at once, as `Range("A1:B2,C3").MergeCells`, is answered for all of their cells.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING

from gikxl.report import column_letters, column_number

if TYPE_CHECKING:
    from xlwings import Range, Sheet

Box = tuple[int, int, int, int]

_MOST_CHARACTERS = 240
"""Excel takes no longer list of areas at a time."""


def address(box: Box) -> str:
    """A box in A1, as C3 or A1:B2."""
    top, left, bottom, right = box
    first, last = f"{column_letters(left)}{top + 1}", f"{column_letters(right)}{bottom + 1}"
    return first if first == last else f"{first}:{last}"


def box_of(text: str) -> Box:
    """The box that an address means, with or without $."""
    corners = []
    for corner in (text.partition(":")[0], text.rpartition(":")[2]):
        cell = corner.replace("$", "")
        letters = cell.rstrip("0123456789")
        corners += [int(cell.removeprefix(letters)) - 1, column_number(letters)]
    return corners[0], corners[1], corners[2], corners[3]


def cells_of(box: Box) -> Iterator[tuple[int, int]]:
    """The cells of a box, row by row."""
    top, left, bottom, right = box
    return product(range(top, bottom + 1), range(left, right + 1))


def corner(box: Box) -> Box:
    """Its first cell, which of a merged range is the one that shows."""
    return (*box[:2], *box[:2])


def size(box: Box) -> int:
    """The number of cells."""
    return (box[2] - box[0] + 1) * (box[3] - box[1] + 1)


def holds(box: Box, cell: tuple[int, int]) -> bool:
    """Whether a cell is one of the box."""
    return box[0] <= cell[0] <= box[2] and box[1] <= cell[1] <= box[3]


def around(boxes: Iterable[Box]) -> Box:
    """The box from the first to the last of some."""
    tops, lefts, bottoms, rights = zip(*boxes, strict=True)
    return min(tops), min(lefts), max(bottoms), max(rights)


def cut(box: Box, to: Box) -> Box:
    """What two boxes have in common; its size is 0 if that is nothing."""
    top, left = max(box[0], to[0]), max(box[1], to[1])
    return top, left, max(top - 1, min(box[2], to[2])), max(left - 1, min(box[3], to[3]))


def without(box: Box, hole: Box) -> list[Box]:
    """What is left of a box, as up to four."""
    inner = cut(hole, box)
    if not size(inner):
        return [box]
    top, left, bottom, right = inner
    around = (
        (box[0], box[1], top - 1, box[3]),
        (top, box[1], bottom, left - 1),
        (top, right + 1, bottom, box[3]),
        (bottom + 1, box[1], box[2], box[3]),
    )
    return [part for part in around if size(part)]


def halves(box: Box) -> list[Box]:
    """A box of several cells cut across its longer side."""
    top, left, bottom, right = box
    if bottom - top >= right - left:
        middle = (top + bottom) // 2
        return [(top, left, middle, right), (middle + 1, left, bottom, right)]
    middle = (left + right) // 2
    return [(top, left, bottom, middle), (top, middle + 1, bottom, right)]


def split(boxes: list[Box]) -> list[list[Box]]:
    """Boxes in two lists, one alone in halves; of a single cell nothing is left."""
    if len(boxes) == 1:
        return [[half] for half in halves(boxes[0])] if size(boxes[0]) > 1 else []
    middle = len(boxes) // 2
    return [boxes[:middle], boxes[middle:]]


def joined(cells: Iterable[Box]) -> Iterator[Box]:
    """Cells, each given once and row by row, as fewer boxes: runs along the rows."""
    run: Box | None = None
    for cell in cells:
        if run and run[2] == cell[0] and run[3] + 1 == cell[1]:
            run = (*run[:3], cell[3])
        else:
            if run:
                yield run
            run = cell
    if run:
        yield run


def pieces(texts: Iterable[str]) -> Iterator[list[str]]:
    """Addresses in lists that Excel takes at a time."""
    some: list[str] = []
    for text in texts:
        if some and sum(map(len, some)) + len(some) + len(text) > _MOST_CHARACTERS:
            yield some
            some = []
        some.append(text)
    if some:
        yield some


def together(sheet: "Sheet", boxes: Iterable[Box]) -> "Range":
    """Areas as one range, for what Excel takes of all of them; never for their values."""
    return sheet.range(",".join(map(address, boxes)))


def groups(boxes: Iterable[Box]) -> Iterator[list[Box]]:
    """Boxes in lists that Excel takes at a time."""
    for some in pieces(map(address, boxes)):
        yield list(map(box_of, some))
