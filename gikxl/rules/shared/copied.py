"""How alike this year's text is to last year's."""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.shared.last_year import mismatch

_MOST = 3000
"""Of longer texts the beginnings are compared: the time grows with the square."""


def comparable(report: Report, last: Report) -> bool:
    """Whether both have texts, and `last` is last year's report of the same unit."""
    return bool(report.texts and last.texts) and not mismatch(report, last)


def bare(text: str) -> str:
    """A text without spaces, punctuation and digits, years therefore too."""
    return "".join(c for c in text if c.isalpha() and c not in "年度")


def alike(this: str, before: str, least: int, enough: float) -> float:
    """The share of two texts that is the same, 0 to 1; 0 where it is less than `enough`.

    Texts with fewer than `least` characters are never called alike.
    """
    one, other = bare(this)[:_MOST], bare(before)[:_MOST]
    if len(one) < least or len(other) < least:
        return 0
    if one == other:
        return 1
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < enough or matcher.quick_ratio() < enough:
        return 0
    share = matcher.ratio()
    return share if share >= enough else 0


def without_years(text: str) -> str:
    """A text without spaces and punctuation, and without the digits of years."""
    import re

    text = re.sub(r"(?:19|20)\d{2}(?=\s*年)", "", "".join(text.split()))
    return "".join(c for c in text if c.isalnum())


def counts(text: str) -> Iterator[tuple[str, str, str]]:
    """Each count of three digits or more: the words before it, the number, its measure."""
    import re

    for match in re.finditer(
        r"(?<!\d)(\d{3,12})(?!\d)\s*[余多]?\s*(人次|件次|[件条次篇期份起宗封项场元])", text
    ):
        before = text[max(match.start() - 14, 0) : match.start()]
        if "有效" not in before:  # what is in force may well be as much as last year
            yield "".join(c for c in before if c.isalpha())[-4:], match[1], match[2]
