"""The parameters of Content-Type and Content-Disposition, however they are written.

Quoted or not, in encoded words, in RFC 2231's pieces cut anywhere, or as raw bytes.
"""

import re
from urllib.parse import unquote_to_bytes

from gikxl.collect.mail.words import decode_bytes, decode_header

MOST = 64_000
"""The characters of a header field that are looked at."""

_BETWEEN = re.compile(r"[\s;]*+")
_KEY = re.compile(r"([A-Za-z][\w.-]{0,40})(?:\*(\d{1,3}))?(\*)?\s*+=\s*+")
_AFTER_QUOTE = re.compile(r'"\s*(?:;|$)')
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_ENTITY = re.compile(r"&#(?:\d{2,7}|x[0-9A-Fa-f]{2,6});")

Pieces = dict[int, tuple[str, bool]]
"""The pieces of one value by their number; whether each is percent-encoded."""


def parse(raw: bytes) -> tuple[str, dict[str, str]]:
    """The value before the parameters, in small letters, and the parameters by name."""
    text = decode_bytes(raw[:MOST])
    value, semicolon, rest = text.partition(";")
    if not semicolon and "=" in value:
        # “name=…” with nothing before it, as some write it.
        value, _, rest = value.strip().partition(" ")
    return value.strip().strip('"').lower(), _parameters(rest)


def _parameters(text: str) -> dict[str, str]:
    plain: dict[str, Pieces] = {}
    pieced: dict[str, Pieces] = {}
    at = _after_blanks(text, 0)
    while at < len(text):
        match = _KEY.match(text, at)
        if match is None:
            at = _after_blanks(text, _next(text, at))
            continue
        key, number, star = match.groups()
        value, end = _value(text, match.end())
        at = _after_blanks(text, end)
        into = pieced if number or star else plain
        into.setdefault(key.lower(), {}).setdefault(int(number or 0), (value, bool(star)))
    joined = {key: _plain(pieces[0][0]) for key, pieces in plain.items()}
    for key, pieces in pieced.items():
        value = _pieced(pieces)
        if not _is_damaged(value) or _is_damaged(joined.get(key, "")):
            joined[key] = value
    return joined


def _after_blanks(text: str, at: int) -> int:
    """Where something other than blanks and semicolons stands."""
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _next(text: str, at: int) -> int:
    """Where the next parameter may begin."""
    found = text.find(";", at)
    return len(text) if found < 0 else found + 1


def _value(text: str, at: int) -> tuple[str, int]:
    """The value that begins there, unquoted, and where it ends.

    A quotation mark ends it only if nothing but a semicolon follows: names hold unescaped
    quotation marks. Unquoted, it goes to the semicolon, blanks and all.
    """
    if not text.startswith('"', at):
        end = text.find(";", at)
        end = len(text) if end < 0 else end
        return text[at:end].strip(), end
    for match in _AFTER_QUOTE.finditer(text, at + 1):
        before = text[at + 1 : match.start()]
        if (len(before) - len(before.rstrip("\\"))) % 2 == 0:
            return _unescaped(before), match.end()
    return _unescaped(text[at + 1 :].rstrip('" ;')), len(text)


def _unescaped(text: str) -> str:
    """Only what has to be escaped is: other backslashes come from Windows paths."""
    return text.replace('\\"', '"').replace("\\\\", "\\") if "\\" in text else text


def _plain(value: str) -> str:
    """A value in encoded words, or encoded as for a web address, which no standard has."""
    text = decode_header(value)
    if "&#" in text:
        from html import unescape

        text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    if _PERCENT.search(text) and text.isascii():
        data = unquote_to_bytes(text)
        try:
            return data.decode() if not data.isascii() else text
        except UnicodeDecodeError:
            return text
    return text


def _pieced(pieces: Pieces) -> str:
    """RFC 2231: charset'language'percent-encoded, in one piece or in several.

    All is joined before it is decoded. A first piece that is encoded speaks for the rest:
    some programs leave the asterisk out after it.
    """
    texts = [pieces[number][0] for number in sorted(pieces)]
    joined = "".join(texts)
    if not any(encoded for _, encoded in pieces.values()):
        return _plain(joined)
    charset, quote, rest = joined.partition("'")
    language, again, coded = rest.partition("'")
    if not (quote and again) or len(charset) > 40 or len(language) > 40:
        charset, coded = "", joined
    if "=?" in coded:
        return decode_header(unquote_to_bytes(coded))
    return decode_bytes(unquote_to_bytes(coded), charset).strip()


def _is_damaged(text: str) -> bool:
    """Whether characters were lost on the way: replaced by U+FFFD or by question marks."""
    return not text or "\ufffd" in text or text.count("?") * 2 > len(text.partition(".")[0])
