"""Cells and rectangles, counted from 0, and how a file names them."""

from gikxl.report import column_letters, column_number
from gikxl.write.patch.xml import Unpatchable

At = tuple[int, int]
"""A row and a column, from 0."""
Box = tuple[int, int, int, int]
"""The first row and column of a rectangle, and the last, from 0."""


def name_of(at: At) -> str:
    """The name of a cell: D5."""
    return column_letters(at[1]) + str(at[0] + 1)


def position(name: str) -> At:
    """The cell of a name; Unpatchable if it is not one."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha() and digits):
        raise Unpatchable(f"odd cell {name}")
    return int(digits) - 1, column_number(letters)


def area(reference: str) -> Box:
    """The rectangle that a reference such as A1:B2 names."""
    first, _, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    return top, left, bottom, right


def reference(box: Box) -> str:
    """The name of a rectangle."""
    first, last = name_of(box[:2]), name_of(box[2:])
    return first if first == last else f"{first}:{last}"
