"""Numbers told apart from what they count: 甲、乙分别为 3 件、2 件 is 甲 3 件、乙 2 件."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from gikxl.prose.clean import CleanText, Span

_RESPECTIVELY = re.compile("(?:分别|依次)(?:为|是|有)?")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?万?(?:件次|[件条项起宗份个篇])")
_BETWEEN = "、，和及"
_CLAUSE_ENDS = "，；。：（）！？…\n"
_ENUMERATION = re.compile("、")
_ENUMERATIONS = re.compile("[、和及与]|以及")
_YEAR = re.compile(r"20\d\d年")
_VERBS = ("收", "受理", "接")
"""Beside the last name one of them belongs to all: the names are those of offices."""
_LONGEST = 120


def in_pairs(text: CleanText) -> CleanText:
    """The text with each number beside what it counts, where as many of both are listed."""
    parts: list[Span] = []
    done = 0
    for found in _RESPECTIVELY.finditer(text.text):
        numbers = list(_numbers(text.text, found.end()))
        names = _names(text.text, max(done, found.start() - _LONGEST), found.start(), len(numbers))
        if names:
            marks = [(last, last + 1) for _, last in numbers[:-1]]
            parts.append((done, names[0][0]))
            parts += chain.from_iterable(zip_longest(names, numbers, marks, fillvalue=(0, 0)))
            done = numbers[-1][1]
    return _of(text, [*parts, (done, len(text.text))])


def _numbers(text: str, position: int) -> Iterator[Span]:
    """Where the numbers of a list stand, the mark behind each but the last being one character."""
    while found := _NUMBER.match(text, position):
        yield found.span()
        position = found.end() + 1
        if text[found.end() : position] not in tuple(_BETWEEN):
            return


def _names(text: str, first: int, end: int, count: int) -> Sequence[Span]:
    """The names before a place, in its clause, if there are so many of them; else nothing."""
    start = max((text.rfind(mark, first, end) + 1 for mark in _CLAUSE_ENDS), default=0) or first
    for marks in (_ENUMERATION, _ENUMERATIONS):
        ends = [found.span() for found in marks.finditer(text, start, end)]
        starts = [start, *(last for _, last in ends)]
        names = list(zip(starts, [*(before for before, _ in ends), end], strict=True))
        if len(names) == count > 1:
            last = text[slice(*names[-1])]
            is_years = all(_YEAR.match(text, *name) for name in names)
            return names if is_years or not any(verb in last for verb in _VERBS) else ()
    return ()


def _of(text: CleanText, parts: Sequence[Span]) -> CleanText:
    return CleanText(
        text.original,
        "".join(text.text[first:last] for first, last in parts),
        tuple(chain.from_iterable(text.at[first:last] for first, last in parts)),
    )
