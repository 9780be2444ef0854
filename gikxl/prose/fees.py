"""What a text says of the fee for processing information (信息处理费, in 元).

国办函〔2020〕109号: section 六 tells what was charged. No table holds it: the sentences
can only contradict each other, and the row of applicants who did not pay.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gikxl.prose.clean import Span, clean

_MONEY = r"(?<![\d.,])(\d+(?:,\d{3})*(?:\.\d+)?)(万)?元"
_CHARGED = re.compile(
    r"(?<!应收)(?<!应收取)(?<!减免)(?<!免收)(?<!免除)(?<!退还)信息处理费(?:用)?"
    rf"(?:共计|合计|总计|金额|共|为|是|了|人民币)*{_MONEY}"
)
_NONE = re.compile(
    r"(?:(?:未|没有|无)(?:发生|产生|收取|收到|存在|有)[^，。；\d]{0,12}?|(?:没有|无)(?:政府信息公开)?)"
    r"信息处理费(?:用)?(?:的)?(?:情况|情形|事项|收入)?(?=[，。；：、！\n]|$)"
)
_IN_VIOLATION = re.compile("违规|违法|乱|超标准|擅自|因|实际")
_NO_NOTICE = re.compile(
    r"(?:未|没有|无)(?:发出|开具|送达|产生|发生|下达)?[^，。；\d]{0,8}?收费通知"
)
_YEAR = re.compile(r"20\d\d年|去年|上年|今年|本年")
_PARTS = re.compile(rf"(?:收取|收费)(?:了)?(?:信息处理费)?{_MONEY}")
_TEN_THOUSAND = 10_000


class Charged(NamedTuple):
    """An amount in 元 that is said to have been charged; 0 by word or number."""

    amount: Decimal
    span: Span
    parts: Decimal = Decimal(0)
    """What the amounts come to that follow it behind 其中, to the end of the paragraph."""


def charged(original: str, year: int | None = None) -> Iterator[Charged]:
    """Every statement of a text on the fee that was charged in a year, in its order."""
    text = clean(original)
    for found in _NONE.finditer(text.text):
        if not (_IN_VIOLATION.search(found[0]) or _is_past(text.text, found.start(), year)):
            yield Charged(Decimal(0), text.span(*found.span()))
    for found in _CHARGED.finditer(text.text):
        if _is_past(text.text, found.start(), year):
            continue
        if text.text.rfind("其中", text.text.rfind("\n", 0, found.start()) + 1, found.start()) < 0:
            end = text.text.find("\n", found.end())
            rest = text.text[found.end() : end if end >= 0 else None].partition("其中")[2]
            parts = sum((_amount(part) for part in _PARTS.finditer(rest)), start=Decimal(0))
            yield Charged(_amount(found), text.span(*found.span()), parts)


def _is_past(text: str, position: int, year: int | None) -> bool:
    """Whether the sentence names another year last before a place."""
    sentence = max(text.rfind(mark, 0, position) for mark in "。；\n") + 1
    named = _YEAR.findall(text, sentence, position)
    return bool(named) and named[-1] not in ("今年", "本年", f"{year}年")


def no_notices(original: str) -> Iterator[Span]:
    """Where a text says that nobody was sent a notice to pay."""
    text = clean(original)
    for found in _NO_NOTICE.finditer(text.text):
        yield text.span(*found.span())


def _amount(found: "re.Match[str]") -> Decimal:
    return Decimal(found[1].replace(",", "")) * (_TEN_THOUSAND if found[2] else 1)
