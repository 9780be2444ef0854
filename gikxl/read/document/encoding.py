"""The bytes of a web page or a text file as text."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = "gb18030"
"""Holds GB2312 and GBK."""


def decode(data: bytes, declared: str = "") -> str:
    """The text, by its byte order mark, its declared encoding, UTF-8 or GB18030.

    Never fails: a byte that belongs to no character becomes U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in filter(None, (_known(declared), "utf-8", _CHINESE)):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(_known(declared) or "utf-8", "replace")


def _known(declared: str) -> str:
    """The name of an encoding as Python knows it, Chinese ones as the one that holds them all."""
    try:
        name = codecs.lookup(declared.strip()).name if declared else ""
    except (LookupError, ValueError):
        return ""
    return _CHINESE if name in ("gb2312", "gbk", "hz") else name
