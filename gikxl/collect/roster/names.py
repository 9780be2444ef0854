"""Which office a text means: a unit's name, a file's name, a subject, a sender.

A text means an office if it is one of its spellings, or if one stands in it as a whole:
nothing but blanks, digits, places above it and the words of such texts (年报, 关于报送…的函)
before and after it. 一中 does not stand in 十一中, nor 市教育局 in 市教育局招生办: the
longest counts, and what follows a name belongs to it. One look-up for each position of a
text: how many offices there are does not matter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from gikxl.collect.model import Office
from gikxl.collect.roster.spelling import (
    EQUAL,
    EXACT,
    PLACES,
    fold,
    forms,
    place_of,
    spellings,
    squeeze,
    words,
)

_BEHIND = re.compile(
    "年|依申请|政府信息|信息公开|政务公开|公开|的|报|关于|更正|更新|修改|修订|补|重报|重新|最终|最新|终稿|定稿"
    "|作废|撤|汇总|填|上报|附件|数据|表|工作|盖章|单位|本级|终|版"
)
_BEFORE = re.compile(
    "年度|年|度|报送|上报|填报|提交|递交|报|送|交|关于|的|附件|附|转发|转|发|回复|答复|单位|份|由|来自"
    "|请|见|补|更正|更新|修改|修订|最终|最新|最后|作废|我|本"
)
_PLACES_ABOVE = re.compile("(?:.{2,8}?(?:省|自治区|市|州|县|区|旗|盟))+")
_PROVINCE = re.compile(".{2,3}省|.{2,7}自治区|北京市|天津市|上海市|重庆市")
_PLACE = re.compile(".{2,7}?[市县区旗盟州]")
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_OFFICE_AHEAD = re.compile(
    " [\u3400-\u9fff]{1,14}(?:局|委|办|厅|处|院|站|队|所|中心|学|公司|馆|会)(?![\u3400-\u9fff])"
)
"""东海县 教育局 is not 东海县."""
_NUMERALS = "一二三四五六七八九十"
_START = 2
"""The shortest spelling that is looked for in a text."""
_LONGEST_TEXT = 300
_LONGEST_PLACES = 26
"""新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县."""

_Hit = tuple[int, int, str]
"""From, to, and the spelling."""


class NameIndex:
    """The spellings of all offices of a roster."""

    __slots__ = ("_known", "_lengths", "_mails", "_place", "_told")

    def __init__(self, offices: Sequence[Office], superior: str = "") -> None:
        self._place = place_of(superior)
        self._known: dict[str, dict[str, int]] = {}
        self._mails: dict[str, set[str]] = {}
        self._told: dict[str, frozenset[str]] = {}
        for office in offices:
            for name in (office.name, *office.short):
                self._learn(office.name, name)
            for mail in office.mails:
                self._mails.setdefault(mail.casefold(), set()).add(office.name)
        self._lengths: dict[str, list[int]] = {}
        """By the first characters of spellings, their lengths, the longest first."""
        for spelling in self._known:
            lengths = self._lengths.setdefault(spelling[:_START], [])
            if len(spelling) >= _START and len(spelling) not in lengths:
                lengths.append(len(spelling))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def _learn(self, office: str, name: str) -> None:
        for spelling, rank in spellings(name, self._place):
            if spelling:
                offices = self._known.setdefault(spelling, {})
                offices[office] = min(rank, offices.get(office, rank))

    def meant(self, text: str) -> frozenset[str]:
        """The names of the offices that a text means: one, none, or several it could be.

        Of a text that is longer than any name or subject only the beginning is looked at.
        """
        text = text[:_LONGEST_TEXT]
        if text not in self._told:
            self._told[text] = self._exactly(text) or self._within(text)
        return self._told[text]

    def of_mail(self, address: str) -> frozenset[str]:
        """The offices that write from an address."""
        return frozenset(self._mails.get(address.strip().casefold(), ()))

    def equal(self, name: str) -> frozenset[str]:
        """The offices of which a name is a spelling as a whole; for columns of the roster."""
        return self._spelled(squeeze(name)) or self._spelled(fold(squeeze(name)))

    def _spelled(self, spelling: str) -> frozenset[str]:
        """The offices that have this spelling, those for which it is the best."""
        offices = self._known.get(spelling, {})
        best = min(offices.values(), default=EXACT)
        return frozenset(office for office, rank in offices.items() if rank == best)

    def _exactly(self, text: str) -> frozenset[str]:
        whole = self.equal(text)
        if whole:
            return whole
        outside, inside = forms(text)
        if not inside:
            return whole
        return self._spelled(outside).union(*map(self._spelled, inside))

    def _within(self, text: str) -> frozenset[str]:
        spaced = words(text)
        found = self._found(spaced)
        return found or self._found(fold(spaced.replace(" ", "")))

    def _found(self, text: str) -> frozenset[str]:
        hits = list(self._hits(text))
        longest = [hit for hit in hits if not any(_is_part(hit, other) for other in hits)]
        return frozenset().union(*(self._spelled(spelling) for _, _, spelling in longest))

    def _hits(self, text: str) -> Iterator[_Hit]:
        """The spellings that stand in a text as a whole."""
        for start in range(len(text) - _START + 1):
            for length in self._lengths.get(text[start : start + _START], ()):
                spelling, end = text[start : start + length], start + length
                if (
                    spelling in self._known
                    and _ends(text, end, spelling)
                    and self._begins(text, start, spelling)
                ):
                    yield start, end, spelling
                    break

    def _begins(self, text: str, start: int, spelling: str) -> bool:
        """Whether a name may begin here: it is not the tail of a longer one."""
        before = _chinese_before(text, start)
        if not before and not spelling.endswith(PLACES):
            apart = _chinese_before(text, start - 1) if text[start - 1 : start] == " " else ""
            before = apart if apart.endswith(PLACES) else ""
        if not before:
            previous = text[start - 1 : start].strip()
            return not previous or bool(_CHINESE.match(spelling) and spelling[0] not in _NUMERALS)
        said = [match.end() for match in _BEFORE.finditer(before)]
        tail = before[said[-1] :] if said else before
        return not tail or self._is_above(before, spelling) or self._is_above(tail, spelling)

    def _is_above(self, places: str, spelling: str) -> bool:
        """Whether places before a name are those above it, and not a namesake's."""
        place = self._place
        if len(places) > _LONGEST_PLACES:
            return False
        if not place:
            return bool(_PLACES_ABOVE.fullmatch(places))
        if places.endswith(place) or places == place[-1]:
            return True
        if _PROVINCE.fullmatch(places):
            return bool(_PLACE.match(spelling))
        return spelling.startswith(place) and bool(_PLACES_ABOVE.fullmatch(places))


def _ends(text: str, end: int, spelling: str) -> bool:
    """Whether a name may end here: what follows is no part of it."""
    if spelling.endswith(PLACES) and _OFFICE_AHEAD.match(text, end):
        return False
    return end == len(text) or not _CHINESE.match(text, end) or bool(_BEHIND.match(text, end))


def _chinese_before(text: str, start: int) -> str:
    begin = start
    while begin and _CHINESE.match(text, begin - 1):
        begin -= 1
    return text[begin:start]


def _is_part(hit: _Hit, other: _Hit) -> bool:
    return hit[:2] != other[:2] and other[0] <= hit[0] and hit[1] <= other[1]


def clashes(offices: Iterable[Office], superior: str) -> Iterator[tuple[Office, Office, str]]:
    """Pairs of offices that one name means, both by name or 简称, and that name."""
    known: dict[str, Office] = {}
    for office in offices:
        for name in (office.name, *office.short):
            equal = {
                spelling
                for spelling, rank in spellings(name, place_of(superior))
                if rank <= EQUAL and spelling
            }
            earlier = next(
                (known[s] for s in sorted(equal) if s in known and known[s] is not office), None
            )
            if earlier:
                yield earlier, office, name
            for spelling in equal:
                known.setdefault(spelling, office)
