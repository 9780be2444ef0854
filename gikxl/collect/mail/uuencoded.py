"""Files in a text as uuencode writes them, as old programs still do."""

import re
from binascii import Error, a2b_uu
from collections.abc import Iterator
from typing import NamedTuple

from gikxl.collect.mail.loose_base64 import loosely

_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,300})\r?\n", re.MULTILINE)
_MOST_FILES = 50


class File(NamedTuple):
    """One file: its name as it stands there, its bytes, and whether its end was found."""

    name: bytes
    data: bytes
    whole: bool


def may_hold(text: bytes) -> bool:
    """Whether it is worth looking."""
    return b"begin 6" in text or b"begin-base64 " in text


def files(text: bytes) -> Iterator[File]:
    """Every file in the text; a line like “begin 600 words” with no data after it is none."""
    at = 0
    for _ in range(_MOST_FILES):
        match = _BEGIN.search(text, at)
        if match is None:
            return
        start, at = match.end(), match.end()
        if match[0].startswith(b"begin-base64"):
            end = text.find(b"\n====", start)
            at = len(text) if end < 0 else end
            data, whole = loosely(text[start:at])[0], end >= 0
        else:
            data, whole, at = _lines(text, start)
        if data:
            yield File(match[1].strip(), data, whole)


def _lines(text: bytes, at: int) -> tuple[bytes, bool, int]:
    """The bytes of the lines up to “end”, whether it was there, and where the text goes on."""
    out: list[bytes] = []
    while at < len(text):
        end = text.find(b"\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].rstrip(b"\r")
        if line == b"end":
            return b"".join(out), True, end
        try:
            out.append(a2b_uu(_padded(line)))
        except Error:
            return b"".join(out), False, end
        at = end + 1
    return b"".join(out), False, at


def _padded(line: bytes) -> bytes:
    """A line whose trailing blanks were lost on the way, as long as its first byte says."""
    if not line:
        return line
    count = (line[0] - 32) & 63
    return line.ljust(1 + (count + 2) // 3 * 4)
