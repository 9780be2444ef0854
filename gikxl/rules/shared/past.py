"""Dates in sentences that were right last year."""

import re
from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.sentences import Hit, said, sentence, told
from gikxl.rules.shared.years import years

_AS_OF = r"截(?:至|止|止到|止至|至到)\s*(\d{4})\s*年\s*(?:12\s*月\s*(?:31\s*日|底|末)|底|末|年底)"
_PLANS = (
    r"下一步(?:工作)?(?:打算|计划|思路|安排)?[，,：:]?\s*(\d{4})\s*年"
    r"|(\d{4})\s*年[，,]?[^，,。；\n]{0,8}?"
    r"(?:我们将|将(?:采取|着力|继续|进一步|切实|不断|持续|更加|从以下|从下列))"
)


def in_sentences(report: Report, year: int) -> Iterator[Found]:
    """Figures as of an earlier year's end, and plans for a year that is over, by text."""
    for key, text in said(report):
        hits = [*_ends(text, year), *(_plans(text, year) if key == "problems" else ())]
        if found := told(report, key, text, hits):
            yield found


def _ends(text: str, year: int) -> Iterator[Hit]:
    """Figures as of the end of an earlier year, with none of this year beside them."""
    if "截" not in text:
        return
    found = [(match, int(match[1])) for match in re.finditer(_AS_OF, text)]
    for match, ending in found:
        first, last = sentence(text, match.start())
        if ending < year and year not in years(text[first:last]):
            advice = f"{ending} 年底请改为 {year} 年底，并核对后面的数"
            yield Hit(match.start(), match.end(), advice)


def _plans(text: str, year: int) -> Iterator[Hit]:
    """What is going to be done in a year that is over."""
    for match in re.finditer(_PLANS, text):
        planned = int(match[1] or match[2])
        if planned <= year:
            yield Hit(match.start(), match.end(), f"{planned} 年已经过去，请改为 {year + 1} 年")
