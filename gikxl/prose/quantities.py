"""What a number in a sentence can mean: sums of the form's fields.

“收到 95 件” may count the new requests, those carried over too, or those handled:
each is a *reading*, written as a sum of rows (or groups of rows) of a table. A claim
agrees with the tables if any of its readings does.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice, product
from typing import NamedTuple

from gikxl.form import Form
from gikxl.report import Number, Report

MOST_VALUES = 64
"""Of a reading with many terms only so many combinations of disputed totals are tried."""


class Quantity(NamedTuple):
    """Something that sentences count."""

    key: str
    label: str
    """What it is called in messages."""
    table: str
    readings: tuple[str, ...]
    """Sums such as `new + carried_over`, the usual one first."""
    column: str = "total"
    """The column of the table where a term does not name its own: `reconsideration.pending`."""
    may_be_part: bool = False
    """A smaller number may be part of it: cases of this year only."""
    is_part: bool = False
    """Any smaller number is part of it."""


def terms(reading: str) -> Iterator[tuple[int, str]]:
    """The signs and names of a sum: `new - carried_forward` is (1, new), (-1, carried_forward)."""
    sign = 1
    for word in reading.replace("+", " + ").replace("-", " - ").split():
        if word in "+-":
            sign = 1 if word == "+" else -1
        else:
            yield sign, word


def keys_of(form: Form, quantity: Quantity, reading: str, column: str) -> list[tuple[int, str]]:
    """The fields of a reading with their signs; KeyError for a name that the form has not."""
    return [
        (sign, key)
        for sign, name in terms(reading)
        for key in _fields(form, quantity.table, name, column)
    ]


@cache
def _fields(form: Form, table: str, name: str, column: str) -> tuple[str, ...]:
    """The fields that a term names: a row or a group of rows, in a column or group of columns."""
    line, _, own = name.partition(".")
    across = own or column
    found = tuple(
        block.key(row, header)
        for block in form.table(table).blocks
        for row in block.rows
        if line in (row.key, *row.groups)
        for header in block.columns
        if across in (header.key, *header.groups)
    )
    if not found:
        raise KeyError(name)
    return found


def values(report: Report, signed: Iterable[tuple[int, str]]) -> set[Number] | None:
    """What a reading can come to in a report; None if one of its numbers cannot be said.

    A total that contradicts its parts has two values: the contradiction is told by
    another rule, and a sentence that agrees with either is not wrong beside.
    """
    alternatives = [
        [sign * number for number in _alternatives(report, key)] for sign, key in signed
    ]
    if any(not numbers for numbers in alternatives):
        return None
    combinations = product(*alternatives)
    return {sum(chosen) for chosen in islice(combinations, MOST_VALUES)}


def _alternatives(report: Report, key: str) -> set[Number]:
    own = report.number(key)
    found = set() if own is None else {own}
    for equation in report.form.equations:
        if equation.left == (key,):
            total = report.sum(equation.right)
            if total is not None:
                found.add(total)
    return found


def quantities(entries: Mapping[str, Mapping[str, object]]) -> dict[str, Quantity]:
    """The quantities of a phrasebook by their key."""
    return {
        key: Quantity(key, **{**entry, "readings": tuple(entry["readings"])})  # type: ignore[arg-type]
        for key, entry in entries.items()
    }
