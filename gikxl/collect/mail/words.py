"""Texts of mail headers as Chinese mail programs really write them.

Bytes are kept until all that belongs together is together, because programs cut words in
the middle of a character; and what a label says is a hint: most write GBK as “gb2312”,
some write it, or UTF-8, under any label or none.
"""

import re
from base64 import b64decode
from binascii import Error, a2b_base64, a2b_qp
from collections.abc import Iterator
from typing import NamedTuple

_CHINESE = "gb18030"
"""Holds GB2312 and GBK."""

_CODECS = {
    **dict.fromkeys(
        ("gb2312", "gbk", "gb18030", "cp936", "ms936", "936", "windows-936", "x-gbk", "euc-cn",
         "gb2312-80", "csgb2312", "gb", "chinese", "x-mac-chinesesimp", "iso-ir-58"),
        _CHINESE,
    ),
    **dict.fromkeys(("utf-8", "utf8", "utf-8-sig", "unicode-1-1-utf-8", "cp65001"), "utf-8"),
    **dict.fromkeys(("hz", "hz-gb-2312"), "hz"),
    **dict.fromkeys(
        ("big5", "cn-big5", "x-x-big5", "cp950", "big5-hkscs", "big5hkscs"), "big5hkscs"
    ),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "koi8-r"), ""),
    **dict.fromkeys(("iso-2022-jp", "shift_jis", "euc-jp", "euc-kr", "iso-2022-kr"), ""),
}  # fmt: skip
"""The labels that are believed, with Python's names. Names come from strangers, and some of
Python's codecs are no encodings: no other is looked up. All others, us-ascii and iso-8859-1
among them, tell nothing in Chinese mail: the bytes do."""

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^\r\n]*?)\?=")
_BASE64_CUT = re.compile(r"[^A-Za-z0-9+/]")
_FIRST_WIDE = "\u2000"
"""The characters from here on are Chinese or used among Chinese: three bytes in UTF-8."""
_NARROW = frozenset("·×÷°±§¨")
"""What stands among Chinese and takes two bytes."""


class _Word(NamedTuple):
    """An encoded word: its codec, whether it is in base64, and its bytes or base64 text."""

    codec: str
    base64: bool
    text: str


def decode_header(raw: bytes | str) -> str:
    """The text of a header field or of one parameter of it, without line ends."""
    text = decode_bytes(raw) if isinstance(raw, bytes) else raw
    if "=?" in text:
        text = "".join(_decoded(text))
    return " ".join(text.split()) if "\n" in text or "\r" in text else text.strip()


def decode_bytes(data: bytes, label: str = "") -> str:
    """Bytes as text, by their label where that can be true, else by themselves.

    Never fails: what belongs to no character becomes U+FFFD.
    """
    if data.isascii() and b"~{" not in data and b"\x1b" not in data and b"\0" not in data:
        return data.decode("ascii")
    codec = codec_of(label)
    if codec == _CHINESE:
        return _chinese(data)
    for name in (codec, "utf-8", _CHINESE):
        text = _strictly(data, name) if name else None
        if text is not None and (name != "utf-8" or codec or _is_wide(text)):
            return text
    return _least_harm(data)


def codec_of(label: str) -> str:
    """Python's name of the encoding that a label means; empty if it tells nothing."""
    plain = label.strip().strip("\"'").lower().replace("_", "-").split("*")[0]
    found = _CODECS.get(plain)
    return plain if found == "" else found or ""


def _chinese(data: bytes) -> str:
    """What is said to be GB*: it is, unless that reads oddly and UTF-8 reads well."""
    text = _strictly(data, _CHINESE)
    if text is not None and _is_common(text):
        return text
    other = _strictly(data, "utf-8")
    if other is not None and _is_wide(other):
        return other
    return _least_harm(data) if text is None else text


def _least_harm(data: bytes) -> str:
    """The reading that loses fewer characters, of the two that are probable."""
    texts = [data.decode(codec, "replace") for codec in (_CHINESE, "utf-8")]
    return min(texts, key=lambda text: text.count("\ufffd"))


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _is_common(text: str) -> bool:
    """Whether all of it is in GB 2312, as UTF-8 that is read as GBK never is for long."""
    try:
        text.encode("gb2312")
    except UnicodeError:
        return False
    return True


def _is_wide(text: str) -> bool:
    """Whether what is not ASCII is Chinese: other UTF-8 may be short GBK by chance."""
    seen = {char for char in text if char >= "\x80"}
    return max(seen, default=_FIRST_WIDE) >= _FIRST_WIDE and all(
        char >= _FIRST_WIDE for char in seen - _NARROW
    )


def _decoded(text: str) -> Iterator[str]:
    """The pieces of a text that holds encoded words."""
    words: list[_Word] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        if between.strip() or (between and not words):
            yield from _joined(words)
            yield between
            words = []
        label, how, content = match.groups()
        words.append(_Word(codec_of(label), how in "bB", content))
        end = match.end()
    yield from _joined(words)
    yield text[end:]


def _joined(words: list[_Word]) -> Iterator[str]:
    """Neighbouring words of one encoding are one text, whatever was cut where."""
    run: list[_Word] = []
    for word in words:
        if run and word.codec != run[-1].codec:
            yield decode_bytes(_bytes(run), run[0].codec)
            run = []
        run.append(word)
    if run:
        yield decode_bytes(_bytes(run), run[0].codec)


def _bytes(run: list[_Word]) -> bytes:
    """The bytes of neighbouring words; base64 that was cut inside a group is joined first."""
    out, open_group = b"", ""
    for word in run:
        if word.base64:
            text = open_group + word.text
            whole = text.endswith("=") or len(text) % 4 == 0
            out += b"" if not whole else _from_base64(text)
            open_group = "" if whole else text
        else:
            out += _from_base64(open_group) + _from_q(word.text)
            open_group = ""
    return out + _from_base64(open_group)


def _from_base64(text: str) -> bytes:
    data = text.encode("ascii", "ignore")
    try:
        return a2b_base64(data + b"===")
    except Error:
        clean = _BASE64_CUT.sub("", text)
        return b64decode(clean[: len(clean) // 4 * 4])


def _from_q(text: str) -> bytes:
    """Q encoding; a character that should have been encoded stands for itself."""
    return a2b_qp(text.encode("utf-8", "surrogateescape"), header=True)
