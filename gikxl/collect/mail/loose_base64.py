"""Base64 as mails really carry it."""

import re
from binascii import Error, a2b_base64

_PADDED_AGAIN = re.compile(rb"[A-Za-z0-9+/\s]+={0,2}\s*")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_MOST_PIECES = 10_000


def loosely(content: bytes) -> tuple[bytes, bool]:
    """The bytes, and whether they are whole as far as one can tell.

    Lines may have any length, and padding may stand in the middle, where a program joined
    pieces.
    """
    end = content.find(b"=")
    if end >= 0 and content[end:].strip(b"= \t\r\n"):
        return _in_pieces(content)
    try:
        return a2b_base64(content), True
    except Error:
        clean = _NOT_BASE64.sub(b"", content)
        return a2b_base64(clean[: len(clean) // 4 * 4]), False


def _in_pieces(content: bytes) -> tuple[bytes, bool]:
    """What follows the padding: more base64, or a footer that a list put there."""
    out: list[bytes] = []
    at = 0
    while (match := _PADDED_AGAIN.match(content, at)) and len(out) < _MOST_PIECES:
        piece = _NOT_BASE64.sub(b"", match[0])
        if at and len(piece) % 4 == 1:
            break
        out.append(a2b_base64(piece[: len(piece) - (len(piece) % 4 == 1)] + b"==="))
        at = match.end()
    return b"".join(out), True
