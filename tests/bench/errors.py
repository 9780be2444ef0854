"""Errors put into the figures of real reports that are right, so that the truth is known."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from gikxl.report import Number, Report, Value
from gikxl.rules.locate.slips import Paper
from tests import figures

Wrong = Mapping[str, int | None]
"""What is typed instead, by field; None leaves the cell blank."""

Numbers = dict[str, int]


class Sheet(NamedTuple):
    """Table 三 of a right report, row by row, the cells of a row from left to right."""

    report: Report
    numbers: Numbers
    rows: list[list[str]]
    typed: list[str]
    """The cells that are not formulas."""

    @property
    def columns(self) -> list[list[str]]:
        return [list(column) for column in zip(*self.rows, strict=True)]

    @property
    def totals(self) -> list[str]:
        """总计 of each row, and （七）总计 of each column."""
        handled = next(row for row in self.rows if ".handled." in row[0])
        return [*(row[-1] for row in self.rows), *handled[:-1]]


def sheets(*, formulas: bool = False) -> list[Sheet]:
    """The reports whose table 三 is right, their totals typed or formulas."""
    reports = map(figures.report, figures.NAMES)
    right = (report for report in reports if all(map(report.holds, report.form.equations)))
    return [sheet(with_formulas(report) if formulas else report) for report in right]


def sheet(report: Report) -> Sheet:
    [block] = report.form.table("requests").blocks
    rows = [[block.key(row, column) for column in block.columns] for row in block.rows]
    numbers = {cell: int(report.number(cell) or 0) for row in rows for cell in row}
    return Sheet(report, numbers, rows, [c for c in numbers if report.values[c].formula is None])


def with_formulas(report: Report, totals: Iterable[str] | None = None) -> Report:
    """The report with all totals, or these, as formulas."""
    made = {
        total: report.values[total]._replace(formula="")
        for total in (report.form.totals if totals is None else totals)
    }
    return spoilt(Report(report.form, {**report.values, **made}, year=report.year), {})


def spoilt(right: Report, wrong: Wrong) -> Report:
    """The report with these cells as typed wrong, and what its formulas then give."""
    typed = {
        cell: Value(None, "blank") if number is None else Value(number)
        for cell, number in wrong.items()
    }
    report = Report(right.form, {**right.values, **typed}, year=right.year)
    for cell, value in report.values.items():
        if value.formula is not None:
            report.values[cell] = value._replace(number=computed(report, cell), state="number")
    return report


def computed(report: Report, cell: str) -> Number:
    if cell not in report.values or report.values[cell].formula is None:
        return report.number(cell) or 0
    return sum(computed(report, part) for part in report.form.totals[cell].right)


# Errors without a slip.


def single_cells(sheet: Sheet, rng: random.Random) -> Iterator[Wrong]:
    """Every cell with several wrong values."""
    for cell in sheet.typed:
        number = sheet.numbers[cell]
        values = {0, 1, number + 1, number - 1, number + 10, number * 10, number // 10}
        values |= {2 * number + 3, rng.randint(0, 2 * number + 20)}
        yield from ({cell: value} for value in sorted(values) if value not in (number, -1))


def several(count: int, by: int = 0) -> Callable[[Sheet, random.Random], Wrong]:
    """So many different cells, each with a random wrong value, or one off by up to so much."""

    def wrong(sheet: Sheet, rng: random.Random) -> Wrong:
        cells = rng.sample(sheet.typed, count)
        return {cell: other(sheet.numbers[cell], rng, by) for cell in cells}

    return wrong


def other(number: int, rng: random.Random, by: int = 0) -> int:
    """Another number: of the same size, or no further off."""
    low, high = (max(0, number - by), number + by) if by else (0, max(20, 2 * number))
    value = rng.randint(low, high - 1)
    return value + (value >= number)


# Typed slips: what each can do to a sheet; one of them is drawn.

Slip = Callable[[Sheet, random.Random], list[Wrong]]


def digits(change: Callable[[str], Iterable[str]]) -> Slip:
    """A slip that makes another number of the digits of one."""

    def slip(sheet: Sheet, _rng: random.Random) -> list[Wrong]:
        return [
            {cell: int(typed)}
            for cell in sheet.typed
            if (number := sheet.numbers[cell])
            for typed in change(str(number))
            if int(typed or number) != number
        ]

    return slip


def swapped(digits: str) -> Iterator[str]:
    for i in range(len(digits) - 1):
        yield digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]


def dropped(digits: str) -> Iterator[str]:
    for i in range(len(digits) if len(digits) > 1 else 0):
        yield digits[:i] + digits[i + 1 :]


def doubled(digits: str) -> Iterator[str]:
    for i in range(len(digits)):
        yield digits[: i + 1] + digits[i:]


def mistyped(digits: str) -> Iterator[str]:
    for i in range(len(digits)):
        yield from (digits[:i] + digit + digits[i + 1 :] for digit in "0123456789")


def ten_times(digits: str) -> Iterator[str]:
    yield digits + "0"
    if digits.endswith("0"):
        yield digits[:-1]


def signed(digits: str) -> Iterator[str]:
    yield "-" + digits


def empty_total(number: int | None) -> Slip:
    """A total left 0 or blank."""

    def slip(sheet: Sheet, _rng: random.Random) -> list[Wrong]:
        return [{cell: number} for cell in sheet.totals if sheet.numbers[cell]]

    return slip


def empty_totals(line: Callable[[Sheet], list[str]]) -> Slip:
    """All totals of a line left 0."""

    def slip(sheet: Sheet, _rng: random.Random) -> list[Wrong]:
        return [{cell: 0 for cell in line(sheet) if sheet.numbers[cell]}]

    return slip


def stale_total(sheet: Sheet, _rng: random.Random) -> list[Wrong]:
    """A total without one of its parts."""
    paper = Paper(sheet.report.form, dict(sheet.numbers))
    return [
        {total: sheet.numbers[total] - sheet.numbers[part]}
        for total in sheet.totals
        for parts in paper.parts[total]
        for part in parts
        if sheet.numbers[part]
    ]


def twice(sheet: Sheet, _rng: random.Random) -> list[Wrong]:
    """A number typed into its own cell and the next."""
    return [
        {cell: number}
        for one, two in [*neighbours(sheet, "row"), *neighbours(sheet, "column")]
        for cell, number in ((one, sheet.numbers[two]), (two, sheet.numbers[one]))
        if number and number != sheet.numbers[cell]
    ]


def neighbours(sheet: Sheet, along: str, *, totals: bool = False) -> Iterator[tuple[str, str]]:
    """Cells beside each other in a row, or below each other in a column."""
    for line in sheet.rows if along == "row" else sheet.columns:
        for one, two in pairwise(line):
            is_total = [cell in sheet.totals for cell in (one, two)]
            if all(is_total) if totals else not any(is_total):
                yield one, two


def exchanged(along: str, *, zero: bool, totals: bool = False) -> Slip:
    """Two neighbours' numbers exchanged; with a zero: a number one row or column off."""

    def slip(sheet: Sheet, _rng: random.Random) -> list[Wrong]:
        return [
            {one: b, two: a}
            for one, two in neighbours(sheet, along, totals=totals)
            for a, b in [(sheet.numbers[one], sheet.numbers[two])]
            if a != b and (not a or not b) is zero
        ]

    return slip


def shifted_row(sheet: Sheet, _rng: random.Random) -> list[Wrong]:
    """The numbers of a row one column too far right or left, at least three cells wrong."""
    found: list[Wrong] = []
    for row in sheet.rows:
        *parts, total = (sheet.numbers[cell] for cell in row)
        for typed in ([0, *parts[:-1], total], [*parts[1:], 0, total], [*parts[1:], total, 0]):
            wrong = {c: n for c, n in zip(row, typed, strict=True) if n != sheet.numbers[c]}
            if len(wrong) >= 3 and wrong.keys() <= {*sheet.typed}:
                found.append(dict(wrong))
    return found


def only_in_totals(sheet: Sheet, rng: random.Random) -> list[Wrong]:
    """Applications counted in （七）总计, of their column and of all, but in no row above."""
    handled = next(row for row in sheet.rows if ".handled." in row[0])
    more = rng.randint(1, 20)
    return [
        {cell: sheet.numbers[cell] + more, handled[-1]: sheet.numbers[handled[-1]] + more}
        for cell in handled[:-1]
    ]


ENTERED: dict[str, Slip] = {
    "two digits swapped": digits(swapped),
    "digit dropped": digits(dropped),
    "digit doubled": digits(doubled),
    "digit mistyped": digits(mistyped),
    "ten times, a tenth": digits(ten_times),
    "sign": digits(signed),
    "total left 0": empty_total(0),
    "total left blank": empty_total(None),
    "all 总计 left 0": empty_totals(lambda sheet: [row[-1] for row in sheet.rows]),
    "all （七）总计 left 0": empty_totals(
        lambda sheet: [c for c in sheet.totals if ".handled." in c]
    ),
    "total without a part": stale_total,
    "same number twice": twice,
    "one row off": exchanged("column", zero=True),
    "one column off": exchanged("row", zero=True),
    "exchanged, rows": exchanged("column", zero=False),
    "exchanged, columns": exchanged("row", zero=False),
    "row shifted": shifted_row,
    "in （七）总计 only": only_in_totals,
}
"""Slips that happen where numbers are typed."""

BETWEEN_TOTALS: dict[str, Slip] = {
    "totals one row off": exchanged("column", zero=True, totals=True),
    "totals exchanged": exchanged("column", zero=False, totals=True),
}
"""Slips between two totals, in workbooks where totals are typed too: mirror images of the
same slip between the entered numbers wherever a row has only one."""


def left_zero(sheet: Sheet, _rng: random.Random) -> list[Wrong]:
    """A number not filled in."""
    return [{cell: 0} for cell in sheet.typed if sheet.numbers[cell]]


FORMULAS: dict[str, Slip] = {
    **{name: slip for name, slip in ENTERED.items() if "total" not in name and "总计" not in name},
    "left 0": left_zero,
}
"""Slips where only the totals are formulas: these never show a wrong number of their own."""
