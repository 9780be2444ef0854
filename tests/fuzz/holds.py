"""What several targets hold."""

import re
from collections.abc import Callable
from typing import TypeVar

from gikxl.finding import Finding, Unreadable
from gikxl.read.refusal import catalogue

_Result = TypeVar("_Result")
_CODES = {refusal.code for refusal in catalogue()}
_CHINESE = re.compile("[一-鿿]")


def text(data: bytes) -> str:
    """Any text, lone surrogates too."""
    return data.decode("utf-8", "surrogateescape")


def or_refused(
    read: Callable[[], _Result], also: tuple[type[Exception], ...] = ()
) -> _Result | None:
    """What it reads; None where it refuses with a known code and says in Chinese what to do.

    `also` are errors that whoever calls it answers for.
    """
    try:
        return read()
    except also:
        return None
    except Unreadable as refusal:
        answer = refusal.finding
    assert answer.code in _CODES, answer
    is_told(answer)
    return None


def is_told(finding: Finding) -> None:
    """It says in Chinese what it is and what to do; and nothing fell over inside."""
    for said in (finding.title, finding.message, finding.suggestion):
        assert _CHINESE.search(said), finding
    assert not re.search(r"[A-Z][a-z]+(Error|Exception)\b", finding.message), finding
