"""The title of a document over one or several lines: whose report it is, and of which year."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_REPORT = r"政府信息公开(?:工作)?年度?(?:工作)?报告"
_YEAR = r"(?P<year>[2２][0０][0-9０-９]{2})年?度?"
_BEHIND = r"(?:[（(〔【].*|[-_|—].*|全文)?"
_TITLES = tuple(
    re.compile(pattern + _REPORT + _BEHIND)
    for pattern in (
        r"(?P<unit>[^。；：:]{0,60}?)" + _YEAR,
        _YEAR + r"(?P<unit>[^。；：:]{2,60}?)",
        r"(?P<unit>[^。；：:]{2,60}?)(?P<year>)",
        r"(?P<unit>)(?P<year>)",
    )
)
_REMARK = re.compile(r"(?<=报告)(?:[（(〔【].*|[-_|—].*|全文)$")
_YEAR_BEHIND = re.compile(r"[2２][0０][0-9０-９]{2}(?=年)")
_OWNER = re.compile(
    r"[^\s，。；：:、0-9]{1,29}[局委办府厅处院会心乡镇道区县市省署所站司队部社校馆室团]"
    r"(?:[2２][0０][0-9０-９]{2}年?度?)?"
    r"|[2２][0０][0-9０-９]{2}年?度?(?:政府信息公开(?:工作)?)?|政府信息公开(?:工作)?"
)
"""A line above, with the name of a unit or the beginning of the words; none of a menu."""
_MOST_LINES = 4
_LONGEST = 100


class Title(NamedTuple):
    """A title, the lines it stands on, and what it says."""

    text: str
    first: int
    last: int
    unit: str | None
    year: int | None


def find_title(lines: Sequence[str]) -> Title | None:
    """The last title among these lines, which are those above the first heading.

    A line without a unit takes the unit from the line above it. What follows the words
    (（转换文本）, -某某网) is not part of the title.
    """
    for last in range(len(lines) - 1, -1, -1):
        found: Title | None = None
        for first in range(last, max(last - _MOST_LINES, -1), -1):
            if first < last and not _OWNER.fullmatch("".join(lines[first].split())):
                break
            found = _title(lines, first, last) or found
            if found and found.unit:
                return found
        if found:
            return found
    return None


def _title(lines: Sequence[str], first: int, last: int) -> Title | None:
    text = "".join("".join(lines[first : last + 1]).split())
    if len(text) > _LONGEST:
        return None
    for pattern in _TITLES:
        found = pattern.fullmatch(text)
        if found:
            words = _REMARK.sub("", text)
            year = found["year"] or "".join(_YEAR_BEHIND.findall(text[len(words) :])[:1])
            unit = found["unit"].removeprefix("关于").removesuffix("关于") or None
            return Title(words, first, last, unit, int(year) if year else None)
    return None
