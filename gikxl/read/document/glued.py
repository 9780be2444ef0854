"""Numbers that stand without a gap, as a web page leaves them when it is copied as text.

`713000074` may be 71, 3, 0, 0, 0, 0, 74 or any other seven numbers. What decides is
the form: the last number of a row is the sum of the others, and the rows of a table
have to agree column by column. A row is understood only where one way is left; it is
never guessed. Whoever understood a row says so in the note of each of its values.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import NamedTuple

from gikxl.form import Equation, Form

_LONGEST_NUMBER = 8
_MOST_WAYS = 60
_MOST_TRIES = 30_000
"""A row with more ways than these, or that takes more tries, is given up."""
_MOST_COMBINATIONS = 4_000
_MOST_SAID = 4

Way = tuple[int, ...]


class Row(NamedTuple):
    """The fields of a row, and the digits that stand for them, with what gaps there are."""

    keys: tuple[str, ...]
    text: str


class Understood(NamedTuple):
    """The numbers of a row as text, and how they were understood; no note if nothing was glued."""

    numbers: tuple[str, ...]
    note: str = ""


def understand(
    rows: Sequence[Row], form: Form, said: Mapping[str, frozenset[int]] | None = None
) -> dict[Row, Understood]:
    """The rows of one table that can be told apart; the others are left out.

    `said` holds, by the first field of a row, the numbers that the words of the report
    give for the row: they decide where the first and the last number of a row are said.
    """
    understood = {row: Understood(tuple(row.text.split())) for row in rows if _stands_apart(row)}
    glued = [row for row in rows if row not in understood]
    if any(len("".join(row.text.split())) < len(row.keys) for row in glued):
        # Somebody left zeros blank: then nothing says how many numbers there are.
        return understood
    zeros = any(set(row.text) <= set("0 ") for row in rows)
    ways = {row: _ways(row, form, zeros) for row in glued}
    known = {
        key: int(number)
        for row, found in understood.items()
        for key, number in zip(row.keys, found.numbers, strict=True)
        if number.isdigit()
    }
    decided = _decide(ways, known, form)
    for row, way in decided.items():
        understood[row] = Understood(tuple(map(str, way)), _note(row, way))
    for row in ways.keys() - decided.keys():
        told = _way_that_is_said(row, (said or {}).get(row.keys[0], frozenset()))
        if told:
            note = f"{_note(row, told)}（正文写到 {told[0]}、{told[-1]}）"
            understood[row] = Understood(tuple(map(str, told)), note)
    return understood


def splits(text: str, sizes: Sequence[int]) -> Iterator[Way]:
    """Every way to read digits as numbers, in groups of these sizes that end with their total.

    None but 0 begins with 0, none spans a gap. A group of one number has no total.
    RuntimeError where there are too many ways to try.
    """
    yield from _Splitter(" ".join(text.split())).groups(0, sizes)


class _Splitter:
    """Goes through all ways to cut a text into numbers, and gives up after so many tries."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tries = 0

    def groups(self, at: int, sizes: Sequence[int]) -> Iterator[Way]:
        """Every way to read what stands from a place to the end."""
        if not sizes:
            if at == len(self.text):
                yield ()
            return
        for numbers, end in self._group((), at, sizes[0]):
            for others in self.groups(end, sizes[1:]):
                yield numbers + others

    def _group(self, numbers: Way, at: int, size: int) -> Iterator[tuple[Way, int]]:
        for number, end in self._numbers(at):
            if len(numbers) < size - 1:
                yield from self._group((*numbers, number), end, size)
            elif size == 1 or number == sum(numbers):
                yield (*numbers, number), end

    def _numbers(self, at: int) -> Iterator[tuple[int, int]]:
        """Every number that may stand at a place, and where it ends."""
        text = self.text
        if text[at : at + 1] == " ":
            at += 1
        longest = 1 if text[at : at + 1] == "0" else _LONGEST_NUMBER
        for end in range(at + 1, min(at + longest, len(text)) + 1):
            if not (text[end - 1].isascii() and text[end - 1].isdigit()):
                return
            self.tries += 1
            if self.tries > _MOST_TRIES:
                raise RuntimeError
            yield int(text[at:end]), end


def _stands_apart(row: Row) -> bool:
    return len(row.text.split()) == len(row.keys)


def _note(row: Row, way: Way) -> str:
    return f"“{row.text}”按 {'、'.join(map(str, way))} 理解"


def _ways(row: Row, form: Form, zeros: bool) -> list[Way]:
    """The ways to read a row that its own identities allow; none where there are too many.

    Without an identity, as many digits as numbers are one each, if zeros are printed at all.
    """
    sizes = _groups_with_total(row, form)
    if not sizes:
        if not zeros or len(row.text.replace(" ", "")) > len(row.keys):
            return []
        sizes = [1] * len(row.keys)
    try:
        found = list(islice(splits(row.text, sizes), _MOST_WAYS + 1))
    except RuntimeError:
        return []
    return found if len(found) <= _MOST_WAYS else []


def _groups_with_total(row: Row, form: Form) -> list[int]:
    """The sizes of the groups of numbers of which the last is the sum of the others."""
    sizes: list[int] = []
    begin = 0
    for end, key in enumerate(row.keys, 1):
        total = form.totals.get(key)
        if total and set(total.right) == set(row.keys[begin : end - 1]):
            sizes.append(end - begin)
            begin = end
    return sizes if begin == len(row.keys) else []


def _decide(ways: Mapping[Row, list[Way]], known: Mapping[str, int], form: Form) -> dict[Row, Way]:
    """The one way of each row that has one, or of which all others break another identity."""
    decided = {row: found[0] for row, found in ways.items() if len(found) == 1}
    open_rows = [row for row, found in ways.items() if len(found) > 1]
    if not open_rows or prod(len(ways[row]) for row in open_rows) > _MOST_COMBINATIONS:
        return decided
    numbers = dict(known)
    for row, way in decided.items():
        numbers.update(zip(row.keys, way, strict=True))
    undecided = {key for row in open_rows for key in row.keys}
    equations = [e for e in form.equations if _is_about(e, undecided, numbers.keys() | undecided)]
    solutions = []
    for combination in product(*(ways[row] for row in open_rows)):
        for row, way in zip(open_rows, combination, strict=True):
            numbers.update(zip(row.keys, way, strict=True))
        if all(_holds(equation, numbers) for equation in equations):
            solutions.append(combination)
    for row, found in zip(open_rows, zip(*solutions, strict=True), strict=False):
        if len(set(found)) == 1:
            decided[row] = found[0]
    return decided


def _is_about(equation: Equation, some: set[str], known: set[str]) -> bool:
    keys = {*equation.left, *equation.right}
    return keys <= known and not keys.isdisjoint(some)


def _holds(equation: Equation, numbers: Mapping[str, int]) -> bool:
    return sum(numbers[k] for k in equation.left) == sum(numbers[k] for k in equation.right)


def _way_that_is_said(row: Row, said: frozenset[int]) -> Way | None:
    """The one way of which the report's words say the first and the last number."""
    count = len(row.keys)
    if len(said) < 2 or not 2 < count < _MOST_SAID or len(row.text) > _LONGEST_NUMBER * count:
        return None
    found = [way for way in splits(row.text, [1] * count) if {way[0], way[-1]} <= said]
    return found[0] if len(found) == 1 else None
