"""The content of a part as bytes, from the encoding in which mail carries it."""

import re
from binascii import Error, a2b_base64, a2b_qp

_PADDED_AGAIN = re.compile(rb"[A-Za-z0-9+/\s]+={0,2}\s*")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_UNLABELLED = (b"UEsDB", b"0M8R4KGx", b"JVBERi0", b"PCFET0NUWV")
"""How zip, OLE, PDF and HTML begin in base64."""
_MOST_PIECES = 10_000


def decoded(content: bytes, encoding: str) -> tuple[bytes, bool]:
    """The bytes that a part carries, and whether they are whole as far as one can tell.

    `encoding` is the value of Content-Transfer-Encoding; one that is not known, or none,
    means the content as it stands, unless it is plainly base64 that nobody labelled.
    """
    name = encoding.strip().strip("\"';").lower()
    if name == "base64":
        return _base64(content)
    if name == "quoted-printable":
        return a2b_qp(content), True
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        from gikxl.collect.mail.uuencoded import files

        found = next(files(content), None)
        return (found.data, found.whole) if found else (content, False)
    if content[:80].lstrip().startswith(_UNLABELLED):
        return _base64(content)
    return content, True


def _base64(content: bytes) -> tuple[bytes, bool]:
    """Base64 of any line length, with padding in the middle where a program joined pieces."""
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
