"""Documents that a text cites: their titles and their numbers (文号)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMBER = (
    r"(国办公开办函|国办函|国务院令|国令)\s*(?:第\s*)?"
    r"(?:[〔\[［【﹝（(]\s*(\d{4})\s*[〕\]］】﹞）)]\s*)?(?:第\s*)?(\d{1,4})\s*号"
)
_OPEN, _CLOSE = "《〈<", "》〉>"


class Mention(NamedTuple):
    """A document cited by its number, and by its title if that stands right before."""

    start: int
    end: int
    series: str
    number: str
    title: str

    def is_titled(self, about: str) -> bool:
        """Whether the title is that of the document that is about this."""
        return bool(self.title) and _bare(about) in _bare(self.title)


def cited(text: str) -> Iterator[Mention]:
    """Each document cited by a number of the State Council or its office."""
    if "号" not in text:
        return
    for match in re.finditer(_NUMBER, text):
        issuer = match[1].replace("国务院令", "国令")
        year = f"〔{match[2]}〕" if match[2] else "第"
        start, title = _title(text, match.start())
        yield Mention(start, match.end(), issuer, f"{issuer}{year}{int(match[3])}号", title)


def series(number: str) -> str:
    """Whose numbers a document's number is one of: 国办函 of 国办函〔2020〕109号."""
    return re.split("[〔第]", number)[0]


def _title(text: str, at: int) -> tuple[int, str]:
    """Where the citation begins, and the title in 《》 that ends right before a number."""
    before = text[:at].rstrip().rstrip("（(〔").rstrip()
    if not before.endswith(tuple(_CLOSE)):
        return at, ""
    depth = 0
    for position in range(len(before) - 1, -1, -1):
        depth += (before[position] in _CLOSE) - (before[position] in _OPEN)
        if depth == 0:
            return position, before[position + 1 : -1]
    return at, ""


def _bare(title: str) -> str:
    return "".join(c for c in title if c.isalnum()).replace("工作年度报告", "年度报告")
