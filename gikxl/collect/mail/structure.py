"""Where the parts of a mail stand in its bytes; only the headers are looked at.

The standard library parses line by line, which takes ten times as long as everything
else that is done with an ordinary mail.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_HEADER_BYTES = 1_000_000
MOST_FALSE_EDGES = 10_000
"""Lines that begin as a boundary and are none."""

_BLANK = re.compile(rb"\n\r*(?:\n|\Z)")
_FIRST_BLANK = re.compile(rb"\r*\n")
_LINE_END = re.compile(rb"[ \t\r]*(?:\n|\Z)")
_GUESS = re.compile(rb"^--([^\s-][^\r\n]{0,68}|-[^\r\n]{2,68})\r*$", re.MULTILINE)
_FIELDS = frozenset(
    (b"from", b"sender", b"subject", b"date", b"message-id", b"received", b"content-type",
     b"content-transfer-encoding", b"content-disposition", b"content-id", b"return-path",
     b"mime-version", b"to", b"x-mailer")
)  # fmt: skip
_MOST_RECEIVED = 20

Fields = dict[bytes, bytes]
"""Fields of a header by their names in small letters, the first of each, unfolded."""


class Span(NamedTuple):
    """A mail or a part: its header's fields, and where its content stands."""

    fields: Fields
    start: int
    end: int
    received: tuple[bytes, ...] = ()
    whole: bool = True
    """Whether the header was no longer than what is looked at."""


class Piece(NamedTuple):
    """One piece between two boundaries, and whether a boundary ended it."""

    start: int
    end: int
    closed: bool


def read_span(data: bytes, start: int, end: int) -> Span:
    """The header that begins there, and the content after it up to `end`."""
    if match := _FIRST_BLANK.match(data, start, end):
        return Span({}, match.end(), end)
    match = _BLANK.search(data, start, end)
    stop, content = (match.start(), match.end()) if match else (end, end)
    head = data[start : min(stop, start + MOST_HEADER_BYTES)]
    fields, received = _fields(head)
    return Span(fields, content, end, received, stop - start <= MOST_HEADER_BYTES)


def _fields(head: bytes) -> tuple[Fields, tuple[bytes, ...]]:
    unfolded = head.replace(b"\r", b"").replace(b"\n ", b" ").replace(b"\n\t", b"\t")
    found: Fields = {}
    received: list[bytes] = []
    for line in unfolded.split(b"\n"):
        name, colon, value = line.partition(b":")
        name = name.strip().lower()
        if colon and name in _FIELDS:
            found.setdefault(name, value)
            if name == b"received" and len(received) < _MOST_RECEIVED:
                received.append(value)
    return found, tuple(received)


def pieces(data: bytes, start: int, end: int, boundary: bytes) -> Iterator[Piece]:
    """The pieces that a boundary divides this stretch into, preamble and epilogue left out.

    The line end before a boundary belongs to the boundary.
    """
    begun = -1
    for at, after, last in _edges(data, start, end, b"--" + boundary):
        if begun >= 0:
            yield Piece(begun, max(begun, _without_line_end(data, begun, at)), True)
        if last:
            return
        begun = after
    if 0 <= begun < end:
        yield Piece(begun, end, False)


def guessed_boundary(data: bytes, start: int, end: int) -> bytes:
    """The boundary where the header does not tell it: the first line that looks like one."""
    match = _GUESS.search(data, start, min(end, start + 20_000))
    return match[1].rstrip() if match else b""


def _edges(data: bytes, start: int, end: int, edge: bytes) -> Iterator[tuple[int, int, bool]]:
    """Where each line that is the boundary begins and ends, and whether it is the last."""
    at, missed = start, 0
    while missed < MOST_FALSE_EDGES:
        at = data.find(edge, at, end)
        if at < 0:
            return
        after = at + len(edge)
        last = data.startswith(b"--", after)
        line_end = _LINE_END.match(data, after + 2 * last, end)
        if (at == start or data[at - 1] == 10) and (line_end or last):
            yield at, line_end.end() if line_end else after, last
        else:
            missed += 1
        at = after


def _without_line_end(data: bytes, start: int, end: int) -> int:
    if end > start and data[end - 1] == 10:
        end -= 1
        if end > start and data[end - 1] == 13:
            end -= 1
    return end
