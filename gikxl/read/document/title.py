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
_REPORT_WORDS = re.compile(r"[2２][0０][0-9０-９]{2}|政府信息公开")
_PLACE = re.compile(r"(?:[^\s，。；：:、0-9]{1,9}[省市州盟区县旗]){1,3}")
_HOLDS_PLACE = re.compile(r"[省市州盟区县旗乡镇]")
_YEAR_ALONE = re.compile(r"[（(]?([2２][0０][0-9０-９]{2})年?度?[）)]?")
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
                break
        if found:
            return _with_year(lines, _with_place(lines, found))
    return None


def is_owner(line: str) -> bool:
    """Whether a line reads as the name of a unit."""
    return bool(_OWNER.fullmatch(line)) and not _REPORT_WORDS.search(line)


def _with_place(lines: Sequence[str], title: Title) -> Title:
    """The title with the place in the line above: 某某县 over 司法局2024年…; not of a list."""
    above = ["".join(line.split()) for line in lines[max(title.first - 2, 0) : title.first]][::-1]
    places = [line for line in above if _PLACE.fullmatch(line)]
    if not title.unit or _HOLDS_PLACE.search(title.unit) or len(places) != 1 or places != above[:1]:
        return title
    unit, text = places[0] + title.unit, places[0] + title.text
    return title._replace(text=text, unit=unit, first=title.first - 1)


def _with_year(lines: Sequence[str], title: Title) -> Title:
    """The title with the year in the line below it: （2024年度）."""
    below = "".join(lines[title.last + 1].split()) if title.last + 1 < len(lines) else ""
    year = _YEAR_ALONE.fullmatch(below)
    if title.year or not year:
        return title
    return title._replace(year=int(year[1]), last=title.last + 1)


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
