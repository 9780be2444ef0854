"""The time as collecting writes it down."""

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def now() -> str:
    """Now, in ISO 8601 with the offset of China, to the second."""
    return at(datetime.now(CHINA).timestamp())


def at(seconds: float) -> str:
    """A time in seconds since 1970, such as a file's, in the same way; empty if none."""
    try:
        return datetime.fromtimestamp(seconds, CHINA).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return ""
