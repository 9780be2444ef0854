"""When a mail was sent, in China's time."""

import re
from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MAIL = re.compile(
    r"(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*[.\s-]+(\d{4}|\d{2})\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?"
    r"\s*(?:\(?([+-]\d{4}|[A-Za-z]{1,5})\b)?"
)
"""15 Jan 2026 09:30:00 +0800, also with a two-digit year, without seconds or zone."""
_JAVA = re.compile(
    r"([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{1,2}):(\d{1,2})\s+(?:([A-Za-z]{1,5}|[+-]\d{4})\s+)?(\d{4})"
)
"""Jan 15 09:30:00 CST 2026, as Java and C write it."""
_ISO = re.compile(
    r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?[T\s]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2}))?"
    r"[\d.]*秒?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_ZONES = {"z": 0, "gmt": 0, "ut": 0, "utc": 0, "est": -5, "edt": -4, "mst": -7, "pst": -8,
          "pdt": -7, "cet": 1, "jst": 9, "hkt": 8, "cst": 8}  # fmt: skip
"""CST is China's: these mails come from there. What is not known is taken to be China's too."""
_FIRST_YEAR, _LAST_YEAR = 1995, 2100
_TWO_DIGITS = 100
_MOST = 500


def when(text: str) -> str:
    """The first time that a header tells, as ISO 8601 with +08:00; empty if it tells none."""
    text = text[:_MOST]
    if match := _MAIL.search(text):
        day, month, year, hour, minute, second, zone = match.groups()
        return _moment(year, _month(month), day, hour, minute, second, zone)
    if match := _JAVA.search(text):
        month, day, hour, minute, second, zone, year = match.groups()
        return _moment(year, _month(month), day, hour, minute, second, zone)
    if match := _ISO.search(text):
        return _moment(*match.groups())
    return ""


def from_filetime(ticks: int) -> str:
    """The same of a time as Outlook stores it: tenths of microseconds since 1601."""
    try:
        moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
        return _told(moment)
    except OverflowError:
        return ""


def _month(name: str) -> str:
    return str(_MONTHS.get(name.lower(), 0))


def _moment(
    year: str, month: str, day: str, hour: str, minute: str, second: str | None, zone: str | None
) -> str:
    """The moment, if there is such a day and hour and a mail can be of then."""
    full = int(year) if int(year) >= _TWO_DIGITS else 2000 + int(year)
    try:
        moment = datetime(
            full, int(month), int(day), int(hour), int(minute), min(int(second or 0), 59),
            tzinfo=_zone(zone or ""),
        )  # fmt: skip
        return _told(moment)
    except (ValueError, OverflowError):
        return ""


def _told(moment: datetime) -> str:
    china = moment.astimezone(CHINA)
    known = _FIRST_YEAR <= china.year < _LAST_YEAR
    return china.isoformat(timespec="seconds") if known else ""


def _zone(zone: str) -> timezone:
    if zone[:1] in ("+", "-"):
        digits = zone[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))
    hours = _ZONES.get(zone.lower())
    return CHINA if hours is None else timezone(timedelta(hours=hours))
