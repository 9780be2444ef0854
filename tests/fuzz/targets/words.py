"""Header fields of mails, and bytes under any label."""

from collections.abc import Iterator
from email.header import Header

from gikxl.collect.mail.dates import when
from gikxl.collect.mail.parameters import parse
from gikxl.collect.mail.transfer import decoded
from gikxl.collect.mail.words import decode_bytes, decode_header

WORDS = [
    "=?gb2312?B?", "=?GBK?Q?", "=?utf-8?b?", "=?gb18030?q?", "?=", "=?hz?B?", "=?big5?B?", "~{",
    "~}", "\x1b$)A", "=E5=B9", "filename*0*=", "filename*1=", "''%E5", '\\"', "; name=", " GMT",
    "+0800",
]  # fmt: skip
LABELS = ("", "gb2312", "utf-8", "big5", "hz", "us-ascii", "utf-16", "idna", "rot13")


def seeds() -> Iterator[bytes]:
    """Words as Chinese mail programs write them, parameters, and dates."""
    yield b"=?gb2312?B?xOqxqA==?= =?gb2312?B?xOqxqA==?="
    yield b"=?utf-8?Q?=E5=B9=B4=E6?=\r\n =?utf-8?Q?=8A=A5?="
    yield "年度报告".encode("gbk")
    yield b'attachment; filename*0*=UTF-8\'\'%E5%B9; filename*1*=%B4.xlsx; x="a\\"b"'
    yield b"Thu, 1 Jan 2026 09:00:00 +0800 (CST)"


def check(data: bytes) -> None:
    """Any bytes are some text; a text that was encoded by the book comes back."""
    header = decode_header(data)
    assert "\n" not in header
    assert "\r" not in header
    for label in LABELS:
        decode_bytes(data, label)
    media, parameters = parse(data)
    assert isinstance(media, str)
    assert all(isinstance(value, str) for value in parameters.values())
    moment = when(header)
    assert moment == "" or moment.endswith("+08:00")
    for encoding in ("base64", "quoted-printable", "x-uuencode", "8bit", ""):
        decoded(data, encoding)
    _comes_back(data)


def _comes_back(data: bytes) -> None:
    text = "".join(c for c in data.decode("utf-8", "ignore") if "一" <= c <= "鿿" or c in "年1a")
    if any(c >= "一" for c in text) and text.isprintable():
        encoded = Header(text, "utf-8", maxlinelen=60).encode()
        assert decode_header(encoded.encode()) == text, (encoded, text)
