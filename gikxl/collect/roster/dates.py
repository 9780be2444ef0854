"""The last day for a report, as people write it."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from gikxl.read.grid import Cell

_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"(?:\s*(?:前|之前|以前|止|截止|24:00|24时|23:59(?::59)?|0?0:00(?::00)?))?"
)
_DIGITS = re.compile(r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_EXCELS_FIRST = date(1899, 12, 30)
_FROM, _TO = date(2000, 1, 1), date(2100, 1, 1)


def read_day(cell: Cell, year: int) -> str:
    """The day that a cell of the roster names, as YYYY-MM-DD; `year` where it names no year.

    A number is a day as Excel counts them: a date cell that lost its format. Raises
    ValueError for anything else.
    """
    if isinstance(cell, (date, datetime)):
        return _plausible(date(cell.year, cell.month, cell.day))
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    found = _DIGITS.fullmatch(text) or _DAY.fullmatch(text)
    if found:
        return _plausible(date(int(found["year"] or year), int(found["month"]), int(found["day"])))
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _plausible(_EXCELS_FIRST + timedelta(days=_days(cell)))
    raise ValueError(text)


def _days(cell: float) -> int:
    """Days as Excel counts them; beyond its calendar they are none."""
    if not 0 <= cell < 100_000:
        raise ValueError(cell)
    return int(cell)


def _plausible(day: date) -> str:
    if not _FROM <= day < _TO:
        raise ValueError(day)
    return day.isoformat()
