"""What a formula refers to, and the same formula in another cell."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from gikxl.report import column_letters, column_number

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383

_TOKEN = re.compile(
    r"""
    (?P<string>"(?:[^"]|"")*")
  | (?P<sheet>'(?:[^']|'')+'!|(?:\[\d+\])?(?:(?!\d)\w[\w.]*(?::[\w.]+)?)!|\[\d+\]!)
  | (?P<bracket>\[)
  | (?P<cells>(?<![\w.])\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?![\w.(!])
        (?::\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?![\w.(!]))?)
  | (?P<columns>(?<![\w.])\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(!]))
  | (?P<rows>(?<![\w.])\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}(?![\w.(!]))
  | (?P<error>\#[A-Z/0!?]+)
  | (?P<name>[^\W\d][\w.\\?]*)(?P<call>\s*\()?
  | (?P<number>\d[\d.]*(?:[eE][+-]?\d+)?)
  | (?P<odd>[:\#])
    """,
    re.VERBOSE,
)
_PIECE = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d*)")
_ANYWHERE = ("INDIRECT", "OFFSET")
_CONSTANTS = ("TRUE", "FALSE")

Names = Mapping[str, "Reads"]


class Area(NamedTuple):
    """A rectangle of cells, from 0; sheet “” is the formula's own."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


Reads = tuple[Area, ...] | None
"""What a formula reads; None where that cannot be said."""


class OffSheet(ValueError):
    """A reference would lie beyond the sheet's edge."""


def shifted(formula: str, down: int, right: int) -> str:
    """A formula as it is in a cell so many rows further down and columns to the right."""
    return "".join(_shifted_pieces(formula, down, right))


def _shifted_pieces(formula: str, down: int, right: int) -> Iterator[str]:
    at = 0
    for token in _tokens(formula):
        yield formula[at : token.start()]
        text = token.group()
        if token.lastgroup in ("cells", "columns", "rows"):
            text = ":".join(_moved(piece, down, right) for piece in text.split(":"))
        yield text
        at = token.end()
    yield formula[at:]


def _tokens(formula: str) -> Iterator[re.Match[str]]:
    """The tokens; of brackets only the opening one, what stands in them is skipped."""
    at = 0
    while token := _TOKEN.search(formula, at):
        yield token
        at = token.end()
        if token.lastgroup == "bracket":
            at = _after_brackets(formula, at)


def _after_brackets(formula: str, at: int) -> int:
    depth = 1
    while at < len(formula) and depth:
        depth += {"[": 1, "]": -1}.get(formula[at], 0)
        at += 1
    return at


def _moved(piece: str, down: int, right: int) -> str:
    fixed_column, letters, fixed_row, digits = _PIECE.fullmatch(piece).groups()  # type: ignore[union-attr]
    if not letters:
        # “$5” of a range of rows: its sign was taken for that of a column.
        fixed_row, fixed_column = fixed_column or fixed_row, ""
    if letters and not fixed_column:
        column = column_number(letters.upper()) + right
        if not 0 <= column <= LAST_COLUMN:
            raise OffSheet(piece)
        letters = column_letters(column)
    if digits and not fixed_row:
        row = int(digits) - 1 + down
        if not 0 <= row <= LAST_ROW:
            raise OffSheet(piece)
        digits = str(row + 1)
    return f"{fixed_column}{letters}{fixed_row}{digits}"


def reads(formula: str, names: Names) -> Reads:
    """The cells that a formula reads directly or through a name; None if that is not plain."""
    areas: list[Area] = []
    sheet = ""
    for token in _tokens(formula):
        found = _read(token, sheet, names)
        if found is None:
            return None
        areas += found
        sheet = _sheet(token.group()) if token.lastgroup == "sheet" else ""
    return tuple(area for area in areas if not area.sheet.startswith("["))


def _read(token: re.Match[str], sheet: str, names: Names) -> Reads:
    """What one token reads: nothing for most; None for what leads anywhere."""
    kind, text = token.lastgroup, token.group()
    if kind in ("cells", "columns", "rows"):
        return (_area(text, sheet),)
    if kind == "call":
        return None if token["name"].upper() in _ANYWHERE else ()
    if kind == "name":
        if sheet.startswith("[") or text.upper() in _CONSTANTS:
            return ()
        return names.get(text.lower())
    if kind == "sheet":
        return None if ":" in text and "[" not in text else ()
    return None if kind in ("bracket", "odd") else ()


def _sheet(prefix: str) -> str:
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


@lru_cache(maxsize=4096)
def _area(text: str, sheet: str) -> Area:
    first, _, last = text.replace("$", "").partition(":")
    top, left = _corner(first, 0, 0)
    bottom, right = _corner(last or first, LAST_ROW, LAST_COLUMN)
    return Area(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _corner(piece: str, row: int, column: int) -> tuple[int, int]:
    letters = piece.rstrip("0123456789")
    digits = piece[len(letters) :]
    return (
        int(digits) - 1 if digits else row,
        column_number(letters.upper()) if letters else column,
    )
