"""Lists of parts: 100 件，其中甲 60 件、乙 50 件. The parts may be some; they cannot be more.

A list is only taken where its parts exclude each other: 自然人 and 予以公开 divide the
same requests twice, and each division is a list of its own.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gikxl.prose.clean import CleanText, Span, clean
from gikxl.report import Number

_PART = "其中"
_UNITS = "件次|件|条次|条|项|起|宗|个|份|封|例|部|篇|期|场|次|万元|元"
_FIGURE = re.compile(
    rf"(?<![\d.,])(?P<n>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<about>万|余|多)?(?P<unit>{_UNITS})(?P<more>余|多)?"
)
_ITEM_ENDS = re.compile("[，、：；。…\n]")
_BRACKETS = re.compile("（[^（）]*）")
_IN_BRACKETS = re.compile("（其中[^（）]*）")
_MAY_OVERLAP = re.compile("同步|同时|重复|重叠|交叉|并用")
_DETAILS = re.compile("含|包括")
_NEAR = 24
_FEE = "信息处理费"
_DONE = re.compile("办结|答复|办理|公开|发布")
_OTHER_THAN_PARTS = re.compile(
    "办结|答复|收到|受理|均|按时|按期|累计|新增|比|较|同比|结转|回复|占|已|增|减|共|回应|转下"
)
"""Words of an item that counts the whole in another way, not a part of it."""
_CHANGE = re.compile("增|减|下降|较|比")
_LAST = re.compile("^(?:以及|及|和)?(?:其他|其它)(?:信息|类信息|类|方面)?$")
_APPLICANTS = re.compile("自然人|法人|企业|科研机构|公益|法律服务|公民|个人")
_RESULTS = re.compile("公开|无法提供|不予处理|其他处理")
_WITHIN_ORGANISATIONS = re.compile("企业|科研机构|公益|法律服务")


class Figure(NamedTuple):
    """A number with its measure word: `words` before it in its item, `digits` where it stands."""

    number: Number
    unit: str
    words: str
    digits: Span


class Parts(NamedTuple):
    """A whole and its parts, which sum to more than it, or close the list and sum to less."""

    wholes: tuple[Figure, ...]
    """Where it is open which number is divided, every one that can be."""
    parts: tuple[Figure, ...]
    is_closed: bool
    """The list ends with 其他: it covers the whole."""
    sentence: Span

    @property
    def sum(self) -> Number:
        """What the parts come to."""
        return sum((part.number for part in self.parts), start=0)

    @property
    def whole(self) -> Number:
        """The number that is divided; of several the largest, or all of them together."""
        numbers = [whole.number for whole in self.wholes]
        return max(*numbers, sum(numbers)) if len(numbers) > 1 else numbers[0]

    @property
    def agrees(self) -> bool:
        """Whether the parts can be the parts of the whole."""
        if self.sum > self.whole:
            return False
        return not self.is_closed or len(self.wholes) > 1 or self.sum == self.whole


def parts_lists(original: str) -> Iterator[Parts]:
    """Every list of parts in a text."""
    cleaned = clean(original)
    text = _without_brackets(cleaned)
    before: Span | None = None
    for start, end in text.sentences():
        words = text.text[start:end]
        if not (_MAY_OVERLAP.search(cleaned.text, start, end) or _FEE in words):
            yield from _lists(text, start, end, before)
            for found in _IN_BRACKETS.finditer(cleaned.text, start, end):
                yield from _list_in_brackets(cleaned, start, found.span())
        before = None if words.endswith("\n") else (start, end)


def _lists(text: CleanText, start: int, end: int, before: Span | None) -> Iterator[Parts]:
    """The lists of a sentence: each begins with its 其中 and ends before the next."""
    first, at = start, text.text.find(_PART, start, end)
    while at >= 0:
        following = text.text.find(_PART, at + len(_PART), end)
        last = end if following < 0 else following
        wholes = _wholes(text, first, at, before)
        for parts, closed in _divisions(text, at + len(_PART), last):
            same = tuple(whole for whole in wholes if whole.unit == parts[0].unit)
            if same:
                yield Parts(same, parts, closed, text.span(start, end))
        first, at, before = at + len(_PART), following, None


def _list_in_brackets(text: CleanText, start: int, span: Span) -> Iterator[Parts]:
    """A list that stands in brackets behind the number it divides."""
    wholes = list(_figures(text, max(start, span[0] - _NEAR), span[0]))
    first, last = span[0] + 1 + len(_PART), span[1] - 1
    for parts, closed in _divisions(text, first, last):
        if wholes and wholes[-1].unit == parts[0].unit:
            yield Parts((wholes[-1],), parts, closed, text.span(start, span[1]))


def _without_brackets(text: CleanText) -> CleanText:
    """The text with blanks for what stands in brackets: a list in a list."""
    return text._replace(text=_BRACKETS.sub(lambda found: "　" * len(found[0]), text.text))


def _wholes(text: CleanText, start: int, end: int, before: Span | None) -> tuple[Figure, ...]:
    """The number before 其中; where that is open every one that can be.

    It is where 其中 begins the sentence, and where the last number may be one beside.
    """
    figures = tuple(_figures(text, start, end))
    if not figures:
        return tuple(_figures(text, *before)) if before and start == end else ()
    is_in_list = text.text.startswith(_PART, start - len(_PART))
    return figures[-1:] if is_in_list or _DONE.search(figures[-1].words) else figures


def _divisions(text: CleanText, start: int, end: int) -> Iterator[tuple[tuple[Figure, ...], bool]]:
    """The items of a list by what they divide the whole by; and whether the list is closed."""
    figures = _list(text, start, end)
    ends_there = text.text[end - 1] not in "；…"
    if not figures:
        return
    groups = [
        [figure for figure in figures if pattern.search(figure.words)]
        for pattern in (_APPLICANTS, _RESULTS)
    ]
    if all(groups):
        for group in groups:
            yield tuple(_without_details(group)), False
    else:
        is_closed = ends_there and bool(_LAST.match(figures[-1].words))
        yield tuple(_without_details(figures)), is_closed


def _without_details(parts: Sequence[Figure]) -> Iterator[Figure]:
    """The kinds of organisations are parts of 法人或其他组织 where that is listed too."""
    has_whole = any("法人" in part.words for part in parts)
    for part in parts:
        if not (has_whole and _WITHIN_ORGANISATIONS.search(part.words)):
            yield part


def _list(text: CleanText, start: int, end: int) -> list[Figure]:
    """The items behind 其中, up to the first that is none; [] if one of them is not exact."""
    figures: list[Figure] = []
    for first, last in _items(text.text, start, end):
        found = list(_FIGURE.finditer(text.text, first, last))
        words = text.text[first:last]
        if not found:
            if figures and (any(map(str.isdecimal, words)) or _OTHER_THAN_PARTS.search(words)):
                break
            continue
        one = found[0]
        if one["about"] or one["more"] or len(found) > 1:
            return []
        if _OTHER_THAN_PARTS.search(words) or (figures and one["unit"] != figures[0].unit):
            break
        if figures and _DETAILS.match(words):
            break
        figures.append(_figure(text, one, text.text[first : one.start()]))
    return figures


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for mark in _ITEM_ENDS.finditer(text, start, end):
        if mark.start() > start:
            yield start, mark.start()
        start = mark.end()
    if start < end:
        yield start, end


def _figures(text: CleanText, start: int, end: int) -> Iterator[Figure]:
    for first, last in _items(text.text, start, end):
        for found in _FIGURE.finditer(text.text, first, last):
            changes = _CHANGE.search(text.text, first, found.start())
            if not (changes or found["about"] or found["more"]):
                yield _figure(text, found, text.text[first : found.start()])


def _figure(text: CleanText, found: "re.Match[str]", words: str) -> Figure:
    number = Decimal(found["n"].replace(",", ""))
    whole = int(number) if number == number.to_integral_value() else number
    return Figure(whole, found["unit"], words.strip("　"), text.span(*found.span("n")))
