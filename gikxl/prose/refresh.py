"""Renew the numbers in a clerk's own sentences, and nothing else."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gikxl.prose.agreement import Judged, judge, reading_numbers
from gikxl.prose.clean import Span
from gikxl.prose.percentages import Change, changes
from gikxl.report import Number, Report

_MOST_ROUNDS = 3


class Renewal(NamedTuple):
    """A number that is replaced by another."""

    span: Span
    before: str
    after: str
    words: str
    """The words that it stands in, as they were."""


class Renewed(NamedTuple):
    """A text with its numbers renewed; `left` are the words that a person has to rewrite."""

    text: str
    renewals: tuple[Renewal, ...]
    left: tuple[str, ...]


def refresh(report: Report, key: str, text: str, last: Report | None = None) -> Renewed:
    """Renew every number of a text that the report's tables deny.

    Where a number fits last year's tables in one of the ways it can be understood, it is
    understood so this year too. Percentages of change follow. What numbers alone cannot
    mend is left as it is, and named: none by word, a change of direction, another scope.
    """
    renewals: list[Renewal] = []
    judged = judge(report, key, text)
    for _ in range(_MOST_ROUNDS):
        found = list(_counts(text, judged, last))
        if not found:
            break
        text = _replaced(text, found)
        renewals += found
        # Parts are understood as their whole is: that has changed.
        judged = judge(report, key, text)
    left = [_words(text, one.claim.span) for one in judged if one.agrees is False]
    if last is not None:
        found, of_left = _changes(report, last, text, judged)
        text = _replaced(text, found)
        renewals += found
        left += of_left
    return Renewed(text, tuple(renewals), tuple(left))


def _counts(text: str, judged: Sequence[Judged], last: Report | None) -> Iterator[Renewal]:
    for one in judged:
        digits = one.claim.digits
        if one.agrees is False and digits and not one.claim.scope_in_doubt:
            number = _this_year(one, last)
            if number is None:
                continue
            before = text[slice(*digits)]
            yield Renewal(digits, before, _written(number), _words(text, one.claim.span))


def _this_year(judged: Judged, last: Report | None) -> Number | None:
    """The number that belongs there, understood as last year or, without one, the usual way."""
    claim = judged.claim
    for reading in judged.readings if last else ():
        if last and claim.number in reading_numbers(last, claim, reading.sum):
            return min(reading.numbers)
    return None if judged.may_be_part else judged.expected


def _changes(
    report: Report, last: Report, text: str, judged: Sequence[Judged]
) -> tuple[list[Renewal], list[str]]:
    renewals, left = [], []
    for change in changes(text, judged):
        if change.agrees(report, last) is not False:
            continue
        right = change.right(report, last) if _keeps_direction(report, last, change) else ""
        words = _words(text, change.span)
        if right and change.digits:
            renewals.append(
                Renewal(change.digits, text[slice(*change.digits)], right.rstrip("%"), words)
            )
        else:
            left.append(words)
    return renewals, left


def _keeps_direction(report: Report, last: Report, change: Change) -> bool:
    now, before = next(change.pairs(report, last))
    return change.way == (now > before) - (now < before)


def _replaced(text: str, renewals: Sequence[Renewal]) -> str:
    for renewal in sorted(renewals, key=lambda one: one.span, reverse=True):
        start, end = renewal.span
        text = text[:start] + renewal.after + text[end:]
    return text


def _words(text: str, span: Span) -> str:
    return "".join(text[slice(*span)].split())


def _written(number: Number) -> str:
    return str(number) if isinstance(number, int) else f"{number.normalize():f}"
