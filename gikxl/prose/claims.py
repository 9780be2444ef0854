"""Sentences to claims: every number, or none by word, that says something about the tables.

What is not recognised is passed over: a claim is only made where the words leave no
doubt about what is counted (gikxl/prose/phrasebook.toml).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gikxl.prose.clean import CleanText, Span, clean
from gikxl.prose.phrasebook import SUBJECTS, Phrase, is_counting, is_negated, phrases
from gikxl.prose.quantities import Quantity
from gikxl.report import Number

ON_REQUESTS = "disclosure_on_request"
"""The aspect in which every number of requests is meant, whether the sentence says so or not."""

_ABOUT_REQUESTS = re.compile(
    "信息公开(?:的)?申请|依(?:法)?申请?公开|申请公开|公开申请|公开政府信息申请"
)
_ABOUT_DISCLOSURE = re.compile("信息公开|依申请")
_SCOPE = re.compile(
    "本级|代表[^，；。]{0,8}(?:政府|委)|备案|以[^，；。]{0,14}名义"
    "|(?:自治区|县|区|市|省)(?:级|直)各?(?:机关|部门|单位)"
)
_MATTERS = re.compile(
    "信息公开(?:的)?申请|依(?:法)?申请?公开|申请公开|公开申请|新收|(?:收到|受理)申请"
    r"|(?:属于?|因)[^，；。：\d]{0,24}(?:不予|无法提供|其他处理)"
    "|(?P<other>12345|热线|工单|信访(?!举报)|留言|诉求|咨询|提案|建议|信箱|来信|来电|来访"
    "|投诉(?!类)|举报(?!投诉)|许可|复议|诉讼|应诉|公文|发文|议案|实事)"
)
"""What cases can be those of; the last one named decides."""
_PART = "其中"
_NEW = "新收"
_NEW_IS_PART = re.compile("其中[，：]?(?:本年度?|今年|当年)?$")
"""新收 beside 上年结转: of all requests there were."""
_YEAR = re.compile(
    r"(?<![\d比较与同])(?:(?P<year>20\d\d)年|(?P<last>去年|上年|上一年)(?!度?(?:结转|转入))"
    r"|今年|本年)"
)
_TITLES = re.compile("《[^》]*》")
_CHANGE = re.compile("增加|减少|增长|下降|多于|少于|提高")
_OTHER_TIMES = re.compile(
    r"上半年|下半年|季度|近[^，。]{0,2}年|历年|月份|每年|每月|(?<!年)(?<!度)(?<!月)以来|期间|年间"
    r"|年来(?!访|信|电|自)|(?<!\d)(?:[2-9]|1[01])月|(?<!\d)1月(?!1日|至1)"
    r"|(?<!年)(?<!\d)(?<!至)(?<!到)(?<!-)(?<!—)(?<!~)12月(?!31|底|末)"
)
_NOT_ALL = re.compile("平均|年均|最多|最高|最少|预计|计划|力争")
_FURTHEST = 100
_CLAUSE_ENDS = "，；。：\n"


class Claim(NamedTuple):
    """One thing that a text says of the tables.

    `number` is None where the number is not exact (100余件). `span` is the whole
    phrase in the original text, `digits` the number alone (None where it is said by
    word), `sentence` the sentence around it.
    """

    quantity: Quantity
    column: str
    number: Number | None
    words: str
    span: Span
    digits: Span | None
    sentence: Span
    year: int | None = None
    """The year that the sentence names for it; 0 for the year before."""
    scope_in_doubt: bool = False
    """The sentence speaks of the office itself, or of files kept: not of the whole table."""
    in_brackets: bool = False
    decimals: int = 0
    """Digits behind the point, for amounts that were rounded."""


def claims(original: str, key: str = "") -> list[Claim]:
    """What a text says of the tables, in its order; `key` is its key in the form's texts."""
    text = clean(original)
    if "分别" in text.text or "依次" in text.text:
        from gikxl.prose.respective import in_pairs

        text = in_pairs(text)
    wanted = [phrase for phrase in phrases() if phrase.may_be_in(text.text)]
    found: list[Claim] = []
    before = ""
    for start, end in text.sentences():
        sentence = text.text[start:end]
        if is_counting(sentence) or is_negated(sentence):
            found += _Sentence(text, (start, end), before, key).claims(wanted)
        before = "" if sentence.endswith("\n") else (before + sentence)[-240:]
    return found


class _Match(NamedTuple):
    phrase: Phrase
    match: "re.Match[str]"

    @property
    def number(self) -> Span | None:
        """Where the number stands in the sentence; None where it is said by word."""
        return self.match.span("n") if "n" in self.match.re.groupindex else None

    @property
    def told(self) -> Span:
        """What no other claim can be made of."""
        return self.number or self.match.span()

    @property
    def length(self) -> int:
        return self.match.end() - self.match.start()


class _Sentence:
    def __init__(self, text: CleanText, span: Span, before: str, key: str) -> None:
        self.text = text
        self.start, self.end = span
        self.words = text.text[self.start : self.end]
        self.marks = [n for n, mark in enumerate(self.words) if mark in _CLAUSE_ENDS]
        self.scope = _SCOPE.search(self.words)
        self.before = before
        on_requests = key == ON_REQUESTS
        self.on_requests = on_requests or bool(_ABOUT_REQUESTS.search(before + self.words))
        self.on_disclosure = on_requests or bool(_ABOUT_DISCLOSURE.search(self.words))

    def claims(self, wanted: Sequence[Phrase]) -> list[Claim]:
        """One claim for each number: of several ways to understand it the longest."""
        taken: dict[Span, _Match] = {}
        for found in sorted(self._matches(wanted), key=lambda match: -match.length):
            told = found.told
            if not any(_overlap(told, other) for other in taken):
                taken[told] = found
        in_order = sorted(taken.values(), key=lambda found: found.match.start())
        return [claim for found in in_order if (claim := self._claim(found))]

    def _matches(self, wanted: Sequence[Phrase]) -> Iterator[_Match]:
        for phrase in wanted:
            if not phrase.may_be_in(self.words) or (phrase.context and not self.on_requests):
                continue
            for pattern in phrase.patterns(self.words):
                for match in pattern.finditer(self.words):
                    if self._allows(phrase, match):
                        yield _Match(phrase, match)

    def _allows(self, phrase: Phrase, match: "re.Match[str]") -> bool:
        counts = "n" in match.re.groupindex
        if phrase.about_disclosure and counts and not self.on_disclosure:
            return False
        if phrase.is_ruled_out(match[0], self._clause(match.start(), match.end()), self.words):
            return False
        if phrase.context and self._is_on_other_matter(match.end()):
            return False
        if phrase.after:
            named = SUBJECTS.findall(self.words[: match.start()])
            return bool(named) and named[-1] == phrase.after
        return True

    def _is_on_other_matter(self, position: int) -> bool:
        """Whether the cases named last up to a place are something else than requests."""
        named = ""
        for found in _MATTERS.finditer(self.before + self.words[:position]):
            named = found["other"] or ""
        return bool(named)

    def _clause(self, start: int, end: int) -> str:
        """The words between the marks around a part of the sentence, or as far as matters."""
        first = bisect_left(self.marks, start)
        last = bisect_left(self.marks, end)
        begin = self.marks[first - 1] + 1 if first else 0
        stop = self.marks[last] if last < len(self.marks) else len(self.words)
        return self.words[max(begin, start - _FURTHEST) : min(stop, end + _FURTHEST)]

    def _claim(self, found: _Match) -> Claim | None:
        phrase, match = found
        before = self.words[: match.start()]
        if self._is_of_other_times(match) or (phrase.whole and _is_of_a_part(match[0], before)):
            return None
        number, decimals = _number(match) if found.number else (0, 0)
        return Claim(
            phrase.quantity,
            phrase.column,
            number,
            match[0],
            self._span(match.span()),
            self._span(found.number) if found.number else None,
            self.text.span(self.start, self.end),
            _year(before, match),
            bool(self.scope and self.scope.end() <= match.end()),
            before.count("（") > before.count("）"),
            decimals,
        )

    def _is_of_other_times(self, match: "re.Match[str]") -> bool:
        """Whether it is a change, a plan, or counts less or more than all of a year."""
        clause = self._clause(match.start(), match.end())
        if _NOT_ALL.search(clause) or _CHANGE.search(clause.partition(match[0])[0]):
            return True
        first = bisect_left(self.marks, match.start())
        ahead = self._clause(self.marks[first - 1], self.marks[first - 1]) if first else ""
        return bool(_OTHER_TIMES.search(clause) or _OTHER_TIMES.search(ahead))

    def _span(self, span: Span) -> Span:
        return self.text.span(self.start + span[0], self.start + span[1])


def _is_of_a_part(words: str, before: str) -> bool:
    """Whether what is counted belongs to a part of a whole that was named before."""
    of_all = words.startswith(_NEW) and _NEW_IS_PART.search(before)
    return _PART in before and not of_all


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _number(match: "re.Match[str]") -> tuple[Number | None, int]:
    """The number of a match, None if it is not exact; and its digits behind the point."""
    if match["about"]:
        return None, 0
    digits = match["n"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    places = 4 if match["wan"] else 0
    if match.groupdict().get("yuan"):
        places -= 4
    if not decimals and places >= 0:
        return int(digits) * 10**places, 0
    from decimal import Decimal

    number = Decimal(digits).scaleb(places)
    whole = number == number.to_integral_value()
    return (int(number) if whole else number), max(decimals - places, 0)


def _year(before: str, match: "re.Match[str]") -> int | None:
    """The year that a claim is made of: what it names itself, or was named last before it.

    Comparisons and titles of documents apart.
    """
    named = match.groupdict()
    if named.get("past"):
        return int(named["past"]) + 1
    if named.get("next"):
        return int(named["next"]) - 1
    last = None
    for found in _YEAR.finditer(_TITLES.sub("", before)):
        last = int(found["year"]) if found["year"] else 0 if found["last"] else None
    return last
