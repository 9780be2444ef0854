"""The value of a total whose formula was never computed, and the formula's text.

Knows what totals are made of: SUM of ranges, references and numbers, the signs
+ - * and parentheses, cells of this sheet or another. Whatever else stands in a
formula makes its value unknown (None): nothing is guessed and nothing is executed.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeGuard

from gikxl.read.grid import Cell, Grid
from gikxl.report import column_letters, column_number

Lookup = Callable[[str | None, int, int], Cell]
"""Sheet (None: the formula's own), row and column of the file from 0, to the cell's value.

Raises Unknown for a cell whose value cannot be said, such as an error value.
"""

Number = int | float

MOST_CELLS = 100_000
"""A sum over more cells than this is no total of a report."""
MOST_NESTED = 64
"""Parentheses within parentheses."""
MOST_CHARACTERS = 8_192
MOST_STEPS = 16
"""Formulas that refer to formulas that were not computed either."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


class Unknown(Exception):
    """A value that cannot be said."""


def compute(formula: str, cell: Lookup) -> Number | None:
    """The value of a formula (without “=”), or None if it is not a plain total."""
    try:
        return _as_shown(_Reading(formula, cell).value())
    except (Unknown, OverflowError, ValueError):
        return None


class Calculator:
    """Computes the formulas of a workbook that hold no result, and those they refer to."""

    __slots__ = ("_busy", "_grids", "_known")

    def __init__(self, grids: list[Grid]) -> None:
        self._grids: Mapping[str, Grid] = {grid.sheet: grid for grid in grids}
        self._known: dict[tuple[str, int, int], Number] = {}
        self._busy: list[tuple[str, int, int]] = []

    def value(self, sheet: str, row: int, column: int) -> Number | None:
        """The value of the formula in this cell of the file; None if it cannot be said."""
        try:
            value = self._cell(sheet, row, column)
        except Unknown:
            return None
        return value if _is_number(value) else None

    def _cell(self, sheet: str, row: int, column: int) -> Cell:
        grid = self._grids.get(sheet)
        if grid is None:
            raise Unknown
        at = row - grid.origin[0], column - grid.origin[1]
        flag = grid.marks.flags.get(at)
        if flag and (flag.error or not flag.cached):
            return self._computed((sheet, row, column), None if flag.error else flag.formula)
        inside = 0 <= at[0] < len(grid.rows) and 0 <= at[1] < len(grid.rows[at[0]])
        return grid.rows[at[0]][at[1]] if inside else None

    def _computed(self, key: tuple[str, int, int], formula: str | None) -> Number:
        number = self._known.get(key)
        if number is None:
            if not formula or key in self._busy or len(self._busy) >= MOST_STEPS:
                raise Unknown
            self._busy.append(key)
            home = key[0]
            number = compute(
                formula, lambda sheet, row, column: self._cell(sheet or home, row, column)
            )
            self._busy.pop()
            if number is None:
                raise Unknown
            self._known[key] = number
        return number


class _Reading:
    """One formula, read from left to right."""

    __slots__ = ("_at", "_cell", "_nested", "_tokens")

    def __init__(self, formula: str, cell: Lookup) -> None:
        self._tokens = _tokens(formula)
        self._cell = cell
        self._at = 0
        self._nested = 0

    def value(self) -> Number:
        result = self._sum()
        self._take("end")
        return result

    def _sum(self) -> Number:
        result = self._product()
        while self._next() in ("+", "-"):
            sign = 1 if self._take() == "+" else -1
            result += sign * self._product()
        return result

    def _product(self) -> Number:
        result = self._term()
        while self._next() == "*":
            self._take()
            result *= self._term()
        return result

    def _term(self) -> Number:
        sign = 1
        while self._next() in ("+", "-"):
            sign = sign if self._take() == "+" else -sign
        kind = self._next()
        if kind == "number":
            return sign * _number(self._take())
        if kind == "cell":
            return sign * self._one_cell()
        return sign * self._in_parentheses(kind)

    def _in_parentheses(self, kind: str) -> Number:
        self._nested += 1
        if self._nested > MOST_NESTED:
            raise Unknown
        if kind == "sum":
            result = self._arguments()
        else:
            self._take("(")
            result = self._sum()
            self._take(")")
        self._nested -= 1
        return result

    def _one_cell(self) -> Number:
        value = self._cell(*_position(self._take("cell")))
        if value is None or value == "":
            return 0
        if not _is_number(value):
            raise Unknown
        return value

    def _arguments(self) -> Number:
        self._take("sum")
        self._take("(")
        total: Number = 0
        while True:
            if self._next() == "cell" and self._tokens[self._at + 1][0] in (",", ")", ":"):
                total += self._range()
            elif self._next() not in (",", ")"):
                total += self._sum()
            if self._next() != ",":
                break
            self._take()
        self._take(")")
        return total

    def _range(self) -> Number:
        """Adds the numbers; SUM passes over texts, truth values and blanks in cells."""
        sheet, top, left = _position(self._take("cell"))
        bottom, right = top, left
        if self._next() == ":":
            self._take()
            other, bottom, right = _position(self._take("cell"))
            if other not in (None, sheet):
                raise Unknown
        rows = range(min(top, bottom), max(top, bottom) + 1)
        columns = range(min(left, right), max(left, right) + 1)
        if len(rows) * len(columns) > MOST_CELLS:
            raise Unknown
        values = (self._cell(sheet, row, column) for row in rows for column in columns)
        return sum(value for value in values if _is_number(value))

    def _next(self) -> str:
        return self._tokens[self._at][0]

    def _take(self, kind: str | None = None) -> str:
        found, text = self._tokens[self._at]
        if kind not in (None, found):
            raise Unknown
        self._at += 1
        return text


def _is_number(value: object) -> TypeGuard[Number]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_shown(value: Number) -> Number:
    """Fifteen digits, as Excel keeps them, so that 0.1 and 0.2 make 0.3."""
    if isinstance(value, int):
        return value
    shown = float(f"{value:.15g}")
    if shown - shown != 0:  # infinite, or not a number
        raise Unknown
    return int(shown) if shown.is_integer() else shown


def _number(text: str) -> Number:
    return int(text) if text.isdecimal() else float(text)


_SHEET = r"(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"


@cache
def _token_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:(?P<cell>(?:{_SHEET})?{_CELL}(?![\w(!.]))"
        r"|(?P<sum>[Ss][Uu][Mm](?=\s*\())"
        r"|(?P<number>[0-9]+(?:\.[0-9]*)?(?:[Ee][+-]?[0-9]+)?(?![\w.]))"
        r"|(?P<sign>[-+*(),:])|(?P<end>\Z))"
    )


def _tokens(formula: str) -> list[tuple[str, str]]:
    """Kind and text of each token; a sign is its own kind."""
    if len(formula) > MOST_CHARACTERS:
        raise Unknown
    tokens: list[tuple[str, str]] = []
    at = 0
    while not tokens or tokens[-1][0] != "end":
        match = _token_pattern().match(formula, at)
        if match is None or match.lastgroup is None:
            raise Unknown
        text = match[match.lastgroup]
        tokens.append((text if match.lastgroup == "sign" else match.lastgroup, text))
        at = match.end()
    return tokens


def _position(reference: str) -> tuple[str | None, int, int]:
    """Sheet, row and column, from 0, of a reference such as '上年数据'!$B$3."""
    sheet, _, cell = reference.rpartition("!")
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    letters = cell.replace("$", "").rstrip("0123456789")
    row, column = int(cell.replace("$", "")[len(letters) :]) - 1, column_number(letters)
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        raise Unknown
    return sheet or None, row, column


@cache
def _reference_pattern() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})(?![\w(!.'])")


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when it is filled into a cell so many rows and columns on.

    “” where it holds texts or quoted sheet names, which may only look like references.
    """
    if '"' in formula or "'" in formula or "[" in formula:
        return ""

    def moved(match: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = match.groups()
        column, row = column_number(letters), int(digits) - 1
        if column >= MOST_COLUMNS:
            return match[0]
        column = column if fixed_column else (column + columns) % MOST_COLUMNS
        row = row if fixed_row else (row + rows) % MOST_ROWS
        return f"{fixed_column}{column_letters(column)}{fixed_row}{row + 1}"

    return _reference_pattern().sub(moved, formula)


@cache
def _open_reference_pattern() -> re.Pattern[str]:
    return re.compile(
        r"\[(?:\$?((?:'(?:[^']|'')*')|[^\[\]'.:]+))?\.(\$?[A-Z]+\$?[0-9]+)"
        r"(?::\.(\$?[A-Z]+\$?[0-9]+))?\]"
    )


def from_open_formula(formula: str) -> str:
    """A formula as OpenDocument files hold it, in Excel's spelling, without “=”."""
    _, _, text = formula.partition("=")
    if '"' in text:
        return text

    def plain(match: re.Match[str]) -> str:
        sheet, first, last = match.groups()
        return (f"{sheet}!" if sheet else "") + first + (f":{last}" if last else "")

    return _open_reference_pattern().sub(plain, text).replace(";", ",")
