"""Percentages in a text: shares of a whole, changes against last year, and 100 % rates."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import NamedTuple

from gikxl.prose.agreement import Judged, reading_numbers
from gikxl.prose.clean import CleanText, Span, clean
from gikxl.prose.phrasebook import NUMBER
from gikxl.report import Number, Report

_UNIT = "(?:件次|件|条次|条|项|起|宗|个|份|封|例|部|篇|期|场|次)"
_PERCENT = r"(?P<p>\d+(?:\.\d+)?)%"
_SHARES = (
    re.compile(rf"{NUMBER}{_UNIT}（(?:约)?(?P<of>占[^）\d]{{0,12}})?{_PERCENT}"),
    re.compile(rf"{NUMBER}{_UNIT}，?(?:约)?(?P<of>占[^，。；（）\d]{{0,14}}?)(?:为)?{_PERCENT}"),
)
_OF_SOMETHING_ELSE = re.compile("全区|全市|全县|全省|全国|任务|目标|考核|预算|比重|人口|应|需")
_OF_NUMBERS_SAID = re.compile(
    "占|比|总|数量|数|量|全部|所有|本年|全年|年度|的|为|约|以上|件|申请|政府|政务|信息|依|公开|受理"
    "|收到|接收|新收|办结|办理|答复|处理|结果|案件"
)
"""What a whole is called that was said before, or stands in the tables."""
_COUNT = re.compile(rf"{NUMBER}{_UNIT}")
_YEAR_BEFORE = r"(?:上年|去年|上一年|(?P<year>20\d\d)年)(?:度)?(?:同期)?"
_CHANGE = re.compile(
    rf"(?:(?:比|较|与){_YEAR_BEFORE}(?:相比)?，?(?:同比)?|同比)(?:有所)?"
    rf"(?P<way>增长|增加|上升|提高|上涨|下降|减少|降低)(?:了)?"
    rf"(?:{_PERCENT}|(?P<n>\d+(?:,\d{{3}})*){_UNIT})(?!以上|以下|左右|上下|多|余)"
)
_SAME = re.compile(rf"(?:与|和|同){_YEAR_BEFORE}(?:数量)?(?:基本)?持平")
_DONE = re.compile(
    r"(?<![期时])(?:办结率|办复率)(?:均|都)?(?:为|达|达到|达到了|保持)?100%"
    r"|(?:均已|已全部|全部|均)[^，；。\d]{0,10}(?:办结|办理完毕|办理完成)"
    r"|(?:均已|已全部)(?:依法)?答复"
)
_NOT_REQUESTS = re.compile(
    "线上|线下|当面|信函|提案|建议|信访|信箱|12345|留言|热线|复议|诉讼|咨询|工单|诉求|除"
    "|其余|其他|其它|到期|期限|许可|督促|确保|力争|(?<!按)要求|服务事项|政务服务|结转(?:申请|的)|结转[^，；。]{0,12}下年"
)
_ABOUT = re.compile("信息公开(?:的)?申请|依(?:法)?申请?公开|申请公开|公开申请")
_CARRIED_OVER = re.compile(
    r"(?:上年|上一年|去年|20\d\d年)(?:度)?结转(?:至?20\d\d年)?[^，；。\d]{0,12}"
    rf"(?:\d+{_UNIT})?"
)
_DOWN = ("下降", "减少", "降低")
_TOLERANCE = Decimal("0.1")
_BETWEEN = re.compile("[，、（]?(?:其)?(?:申请|收件|受理)?(?:总数量|总数|总量|数量|量|数)?")
_SENTENCE_END = re.compile(r"[。\n]")
_DENOMINATORS = 12
_FURTHEST = 600
"""So many characters before a share, in its paragraph, its whole is looked for."""


class Share(NamedTuple):
    """A number and the percentage that it is said to be of something."""

    number: Number
    percent: Decimal
    decimals: int
    span: Span
    digits: Span
    wholes: tuple[Number, ...]
    """What it can be a share of: the numbers said before it."""
    on_requests: bool = False
    """Requests were spoken of before it: it may be a share of those in the tables."""

    def is_of(self, whole: Number) -> bool:
        """Whether it is this share of a number, rounded or cut to the digits that it has."""
        return whole > 0 and fits(exact_percent(self.number, whole), self.percent, self.decimals)


class Change(NamedTuple):
    """A change against last year of what the claim before it counts."""

    judged: Judged
    way: int
    """1 more, -1 less, 0 the same."""
    percent: Decimal | None
    decimals: int
    amount: int | None
    span: Span
    digits: Span | None
    year: int | None = None
    """The year that it compares with, where it is named by its number."""

    def agrees(self, this: Report, last: Report) -> bool | None:
        """Whether the tables of two years show this change; None if that cannot be said."""
        pairs = list(self.pairs(this, last))
        if not pairs or self.year not in (None, last.year):
            return None
        return any(self._is(now, before) for now, before in pairs)

    def pairs(self, this: Report, last: Report) -> Iterator[tuple[Number, Number]]:
        """What the claim can mean in this year's and in last year's tables."""
        for reading in self.judged.readings:
            now = reading_numbers(this, self.judged.claim, reading.sum)
            before = reading_numbers(last, self.judged.claim, reading.sum)
            yield from ((one, other) for one in now for other in before)

    def right(self, this: Report, last: Report) -> str:
        """What should be said, in digits, understood the usual way; "" if it cannot be said so."""
        now, before = next(self.pairs(this, last))
        if self.amount is not None:
            return str(abs(now - before))
        if self.percent is None or not before or now == before:
            return ""
        difference: Number = max(now, before) - min(now, before)
        exact = exact_percent(difference, before)
        return f"{exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)}%"

    def _is(self, now: Number, before: Number) -> bool:
        difference: Number = max(now, before) - min(now, before)
        if self.way != (now > before) - (now < before):
            return False
        if self.amount is not None:
            return difference == self.amount
        if self.percent is None:
            return True
        return before > 0 and fits(exact_percent(difference, before), self.percent, self.decimals)


def exact_percent(part: Number, whole: Number) -> Decimal:
    """What percentage one number is of another, which is not 0."""
    return Decimal(part) * 100 / Decimal(whole)


def fits(exact: Decimal, said: Decimal, decimals: int) -> bool:
    """Whether a percentage is the exact one, rounded or cut, or within 0.1 of it."""
    unit = Decimal(1).scaleb(-decimals)
    return (
        abs(exact - said) <= _TOLERANCE
        or Decimal(0) <= exact - said < unit
        or abs(exact - said) <= unit / 2
    )


def shares(original: str) -> Iterator[Share]:
    """Every number in a text with the share that it is said to be."""
    text = clean(original)
    counts = list(_COUNT.finditer(text.text))
    for pattern in _SHARES:
        for beside in _by_sentence(text.text, pattern):
            divided: Number = sum((_count(found) or 0 for found in beside), start=0)
            for found in beside:
                number = _count(found)
                start = _looked_at(text.text, found.start())
                ahead = text.text[start : found.start()]
                if number is None or _is_of_another(found, ahead):
                    continue
                end = bisect_left(counts, found.start(), key=_start)
                first = max(bisect_left(counts, start, key=_start), end - _DENOMINATORS)
                before = [whole for one in counts[first:end] if (whole := _count(one))]
                yield Share(
                    number,
                    Decimal(found["p"]),
                    len(found["p"].partition(".")[2]),
                    text.span(*found.span()),
                    text.span(*found.span("p")),
                    tuple(dict.fromkeys((*_sums(before), divided) if before else ())),
                    bool(_ABOUT.search(ahead)),
                )


def _by_sentence(text: str, pattern: re.Pattern[str]) -> Iterator[list["re.Match[str]"]]:
    """The matches of a pattern, those of a sentence together."""
    beside: list[re.Match[str]] = []
    for found in pattern.finditer(text):
        if beside and _SENTENCE_END.search(text, beside[-1].end(), found.start()):
            yield beside
            beside = []
        beside.append(found)
    if beside:
        yield beside


def _looked_at(text: str, position: int) -> int:
    """From where on the whole of a share is looked for: in its paragraph, not too far off."""
    furthest = max(position - _FURTHEST, 0)
    return max(text.rfind("\n", furthest, position) + 1, furthest)


def _start(found: "re.Match[str]") -> int:
    return found.start()


def _is_of_another(found: "re.Match[str]", ahead: str) -> bool:
    """Whether it is a share of something that no number ahead of it counts."""
    whole = found["of"] or ""
    named = _OF_NUMBERS_SAID.sub("", whole)
    return bool(_OF_SOMETHING_ELSE.search(whole)) or bool(
        named and not re.search(rf"{re.escape(named)}[^，。；：\d]{{0,8}}\d", ahead)
    )


def _sums(numbers: Sequence[Number]) -> Iterator[Number]:
    """The numbers, and what those that stand side by side come to: a whole need not be said."""
    for first in range(len(numbers)):
        yield from accumulate(numbers[first:])


def changes(original: str, judged: Sequence[Judged]) -> Iterator[Change]:
    """Every change against last year that follows a claim in its sentence."""
    text = clean(original)
    judged = sorted(judged, key=_end)
    for found in _CHANGE.finditer(text.text):
        before = _claim_before(text, found.start(), judged)
        if before:
            percent, amount = found["p"], found["n"]
            yield Change(
                before,
                -1 if found["way"] in _DOWN else 1,
                Decimal(percent) if percent else None,
                len((percent or "").partition(".")[2]),
                int(amount.replace(",", "")) if amount else None,
                text.span(*found.span()),
                text.span(*found.span("p" if percent else "n")),
                _year(found),
            )
    for found in _SAME.finditer(text.text):
        before = _claim_before(text, found.start(), judged)
        if before:
            yield Change(before, 0, None, 0, None, text.span(*found.span()), None, _year(found))


def _year(found: "re.Match[str]") -> int | None:
    return int(found["year"]) if found["year"] else None


def all_done(original: str, on_requests: bool = False) -> Iterator[Span]:
    """Where a text says that every request was dealt with.

    `on_requests`: the text is about requests, whether its sentences say so or not.
    """
    text = clean(original)
    before = ""
    for start, end in text.sentences():
        sentence = text.text[start:end]
        found = _DONE.search(sentence)
        if (
            found
            and (on_requests or _ABOUT.search(before + sentence))
            and not _NOT_REQUESTS.search(sentence)
            and not _is_of_last_year(sentence[: found.start()])
        ):
            yield text.span(start + found.start(), start + found.end())
        before = "" if sentence.endswith("\n") else sentence


def _is_of_last_year(words: str) -> bool:
    """Whether all that was counted before is what last year left."""
    return bool(_CARRIED_OVER.search(words)) and not _COUNT.search(_CARRIED_OVER.sub("", words))


def _claim_before(text: CleanText, position: int, judged: Sequence[Judged]) -> Judged | None:
    """The claim that ends just before a position, with at most a comma and 数量 between."""
    at = text.at[position]
    ending = bisect_right(judged, at, key=_end)
    if not ending:
        return None
    last = judged[ending - 1]
    between = "".join(text.original[_end(last) : at].split())
    return last if _BETWEEN.fullmatch(between.replace(",", "，")) else None


def _end(judged: Judged) -> int:
    return judged.claim.span[1]


def _count(found: "re.Match[str]") -> Number | None:
    if found["wan"] or found["about"]:
        return None
    number = Decimal(found["n"].replace(",", ""))
    return int(number) if number == number.to_integral_value() else number
