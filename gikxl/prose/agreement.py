"""Claims against tables: which numbers a claim admits, and whether it gives one of them."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from gikxl.prose.claims import Claim, claims
from gikxl.prose.quantities import keys_of, values
from gikxl.report import Number, Report

_WHOLES = ("new", "received", "handled")
_DEALT_WITH = "办理"
"""Not only what was handled: all that there was to handle may be meant."""
_CARRIES = {"carried_over", "carried_forward"}
_SUITS = {"direct_suits", "suits_after_reconsideration"}
_OUTCOMES = ("upheld", "corrected", "other_outcome", "pending")
_ROUNDED = 10

_GOVERNMENTS = (*"省市州盟县区旗乡镇", "政府", "街道", "街道办事处", "委会")
_LATELY = r"(?:共|共计|全年|累计|20\d\d年|本年|今年|年|度)*$"
_OFFICES = "局|委|委员会|厅|办|办公厅|办公室|中心|公司|乡|镇|街道|街道办事处"
_BRANCHES = "分局|中心|所|站|支队|大队"
_NAME = 40


class Reading(NamedTuple):
    """One way to understand a claim, and what it comes to."""

    sum: str
    numbers: frozenset[Number]
    fields: tuple[str, ...]


class Judged(NamedTuple):
    """A claim beside the tables: `readings` are those that its sentence leaves open."""

    claim: Claim
    readings: tuple[Reading, ...]
    agrees: bool | None
    """None where it cannot be said: another year, no exact number, a field that is missing."""
    may_be_part: bool
    """It may count something less than the table does: this year's cases alone."""

    @property
    def expected(self) -> Number:
        """What the claim should say, understood the usual way."""
        return min(self.readings[0].numbers)


def judge(report: Report, key: str, text: str) -> list[Judged]:
    """Every claim of a text beside the report's tables; `key` is the text's in the form."""
    found = [
        claim._replace(scope_in_doubt=claim.scope_in_doubt or _is_of_a_part(report, claim, text))
        for claim in claims(text, key)
    ]
    tables = _Tables(report)
    judged: list[Judged] = []
    for _, group in groupby(found, key=lambda claim: claim.sentence):
        beside = tuple(group)
        before: list[Judged] = []
        for claim in beside:
            before.append(_judged(tables, claim, beside, before))
        judged += before
    return judged


class _Tables:
    """A report's tables as claims read them: the same readings are worked out once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._known: dict[tuple[str, str, str], Reading | None] = {}

    def readings(self, claim: Claim, sums: Sequence[str]) -> Iterator[Reading]:
        """What these sums come to, those that the report's edition of the form has."""
        for sum_ in sums:
            key = (claim.quantity.key, claim.column, sum_)
            if key not in self._known:
                self._known[key] = _reading(self.report, claim, sum_)
            if reading := self._known[key]:
                yield reading


def _judged(
    tables: _Tables, claim: Claim, beside: Sequence[Claim], before: Sequence[Judged]
) -> Judged:
    report = tables.report
    readings = tuple(tables.readings(claim, _left_open(claim, beside, before)))
    known = (
        claim.number is not None
        and not (claim.scope_in_doubt and claim.number == 0)
        and claim.year in (None, report.year)
        and not _is_one_of_several(claim, beside, (None, report.year))
        and report.is_filled(claim.quantity.table)
        and readings
        and all(reading.numbers for reading in readings)
    )
    if not known:
        return Judged(claim, readings, None, False)
    numbers = [number for reading in readings for number in reading.numbers]
    agrees = any(_equal(claim, number) for number in numbers)
    if claim.quantity.is_part:
        agrees = claim.number is not None and claim.number <= max(numbers)
    is_less = claim.number is not None and 0 < claim.number < max(numbers)
    may_be_part = claim.quantity.may_be_part and is_less and not _is_divided(claim, beside)
    return Judged(claim, readings, agrees, may_be_part)


def _is_of_a_part(report: Report, claim: Claim, text: str) -> bool:
    """Whether a part of the unit is named as who did it: an office of a government."""
    unit = report.unit or ""
    words = "".join(text[claim.sentence[0] : claim.span[0]].split())[-_NAME:]
    parts = _OFFICES if unit.endswith(_GOVERNMENTS) else _BRANCHES
    named = re.search(f"(?<!我)(?<!本)(?<!各)(?<!办)(?P<body>{parts}){_LATELY}", words)
    return bool(unit and named and not unit.endswith(named["body"]))


def _is_one_of_several(claim: Claim, beside: Sequence[Claim], years: Sequence[int | None]) -> bool:
    """Whether the sentence counts the same several times in one year: for several offices."""
    return any(
        other.year in years
        and (other.quantity.key, other.column) == (claim.quantity.key, claim.column)
        and other.number != claim.number
        for other in beside
    )


def _left_open(claim: Claim, beside: Sequence[Claim], before: Sequence[Judged]) -> tuple[str, ...]:
    """The readings of a claim that what stands in its sentence leaves open."""
    quantity = claim.quantity
    others = {other.quantity.key for other in beside if not other.in_brackets}
    if quantity.key == "handled" and others & _CARRIES and not claim.words.startswith(_DEALT_WITH):
        # What was carried over, told elsewhere, need not be among what was handled.
        return quantity.readings[: 1 if "carried_over" in others else 2]
    if quantity.key == "applicants":
        return _readings_of_whole(claim, before) or quantity.readings
    if quantity.may_be_part and (
        any(other.column == "pending" for other in beside) or others & _SUITS
    ):
        return quantity.readings[:1]
    return quantity.readings


def _readings_of_whole(claim: Claim, before: Sequence[Judged]) -> tuple[str, ...]:
    """The readings with which the whole, said before its parts, agrees."""
    beside = [one for one in before if one.claim.quantity.key != "applicants"]
    wholes = [one for one in beside if one.claim.quantity.key in _WHOLES]
    if beside and beside[-1].claim.quantity.key == "carried_over":
        return ()  # what is divided may be all that stands before
    if not wholes or not wholes[-1].agrees:
        return ()
    agreed = {r.sum for r in wholes[-1].readings if wholes[-1].claim.number in r.numbers}
    return tuple(sum_ for sum_ in claim.quantity.readings if sum_ in agreed)


def _is_divided(claim: Claim, beside: Sequence[Claim]) -> bool:
    """Whether the sentence says how the cases ended, and so counts them all."""
    return any(
        other.quantity.key in _SUITS or (other.column in _OUTCOMES and other is not claim)
        for other in beside
    )


def reading_numbers(report: Report, claim: Claim, sum_: str) -> frozenset[Number]:
    """What a reading of a claim comes to in a report; nothing if that cannot be said."""
    try:
        return frozenset(values(report, _signed(report, claim, sum_)) or ())
    except KeyError:  # an edition of the form without this row
        return frozenset()


def field_numbers(report: Report, key: str) -> frozenset[Number]:
    """What a field can come to: its own number, and where it is a total that of its parts."""
    return frozenset(values(report, [(1, key)]) or ())


def _reading(report: Report, claim: Claim, sum_: str) -> Reading | None:
    try:
        signed = _signed(report, claim, sum_)
    except KeyError:
        return None
    numbers = frozenset(values(report, signed) or ())
    return Reading(sum_, numbers, tuple(key for _, key in signed))


def _signed(report: Report, claim: Claim, sum_: str) -> list[tuple[int, str]]:
    return keys_of(report.form, claim.quantity, sum_, claim.column)


def _equal(claim: Claim, number: Number) -> bool:
    """Whether a claim gives a number, up to the digits that it gives of an amount."""
    if claim.number == number:
        return True
    if isinstance(number, int) or claim.number is None:
        return False
    return bool(abs(claim.number - number) * _ROUNDED**claim.decimals < 1)
