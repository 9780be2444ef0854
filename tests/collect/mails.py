"""Mails as mail programs write them, byte by byte: none comes out of the decoder's own code.

    mail(subject="报送年报", sender="张三 <zs@example.gov.cn>",
         attachments={"某某局年报.xlsx": data}, style="foxmail")

Each style is a program's manner of writing names, headers and parts. What no style can
write is put together by hand in the tests, with `part` and `multipart`.
"""

import base64
import hashlib
import io
import zipfile
from binascii import b2a_qp
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from email import policy
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import quote_from_bytes

CHINA = timezone(timedelta(hours=8))
DATE = datetime(2026, 1, 15, 9, 30, 0, tzinfo=CHINA)
ZIPPED = DATE.timetuple()[:6]
SENDER = "张三 <zhangsan@example.gov.cn>"
BODY = "您好：\r\n\r\n附件是我单位的年度报告，请查收。\r\n"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OCTETS = "application/octet-stream"

Parameter = Callable[[str, str], bytes]
"""Writes one parameter of a header: its key and its value to ` key=…`, folded if need be."""


class Style(NamedTuple):
    """How a program writes: its header words, its parameters, and the rest of it."""

    word: Callable[[str], bytes]
    name: Parameter
    filename: Parameter
    charset: str = "utf-8"
    """Of the body."""
    boundary: str = "----=_Part_1_2026"
    media: str = OCTETS
    program: str = ""
    newline: bytes = b"\r\n"
    alternative: bool = True
    """Whether the body comes as text and as HTML."""


def mail(
    *,
    subject: str = "报送年度报告",
    sender: str = SENDER,
    date: datetime | str | None = DATE,
    attachments: Mapping[str, bytes] | None = None,
    style: str = "foxmail",
    body: str = BODY,
    message_id: str = "",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """A mail as that style's program writes it; without a date where `date` is None."""
    files = attachments or {}
    if style == "stdlib":
        return _by_stdlib(subject, sender, date, files, body, message_id, headers or {})
    how = STYLES[style]
    lines = [b"From: " + _address(sender, how), b"To: nianbao@example.gov.cn"]
    lines.append(b"Subject: " + how.word(subject))
    if date is not None:
        lines.append(b"Date: " + _date(date).encode())
    lines.append(f"Message-ID: <{message_id or identity(subject, sender, str(date))}>".encode())
    lines += [f"{key}: {value}".encode() for key, value in (headers or {}).items()]
    if how.program:
        lines.append(f"X-Mailer: {how.program}".encode())
    lines.append(b"MIME-Version: 1.0")
    parts = [_body(body, how)] + [_attached(name, data, how) for name, data in files.items()]
    whole = b"\r\n".join(lines) + b"\r\n" + multipart(parts, how.boundary)
    return whole.replace(b"\r\n", how.newline) if how.newline != b"\r\n" else whole


def part(headers: bytes, data: bytes, *, encoding: str = "base64") -> bytes:
    """A part of a mail: headers with their line ends, and the data encoded."""
    return (
        headers
        + f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + _encoded(data, encoding)
    )


def multipart(parts: list[bytes], boundary: str, kind: str = "mixed") -> bytes:
    """The header lines and the body of several parts; a part by itself or the end of a mail."""
    edge = f"--{boundary}".encode()
    head = f'Content-Type: multipart/{kind};\r\n\tboundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(edge + b"\r\n" + one + b"\r\n" for one in parts) + edge + b"--\r\n"


def zipped(files: Mapping[str, bytes], encoding: str = "utf-8", flags: int | None = None) -> bytes:
    """A zip whose names stand in it in that encoding, as Windows (gbk) or a phone writes them."""
    names = [name.encode(encoding) for name in files]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, data in enumerate(files.values()):
            info = zipfile.ZipInfo(_stand_in(number, names[number]), ZIPPED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    whole = out.getvalue()
    for number, name in enumerate(names):
        whole = whole.replace(_stand_in(number, name).encode(), name)
    return whole if flags is None else _with_flags(whole, flags)


def identity(*what: str) -> str:
    """A message's identity that is always the same for the same mail."""
    return f"{hashlib.sha256(repr(what).encode()).hexdigest()[:24]}@example.gov.cn"


def _stand_in(number: int, name: bytes) -> str:
    """A name in ASCII, as long as the true one, that stands nowhere else."""
    return f"{number:02d}".ljust(max(len(name), 2), "~")[: max(len(name), 2)]


def _with_flags(whole: bytes, flags: int) -> bytes:
    """The same zip with the general purpose flags of each entry set to a value."""
    changed = bytearray(whole)
    for magic, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = whole.find(magic)
        while start >= 0:
            changed[start + at : start + at + 2] = flags.to_bytes(2, "little")
            start = whole.find(magic, start + 1)
    return bytes(changed)


def _date(date: datetime | str) -> str:
    return date if isinstance(date, str) else date.strftime("%a, %d %b %Y %H:%M:%S %z")


def _address(sender: str, how: Style) -> bytes:
    name, _, rest = sender.rpartition("<")
    return b'"' + how.word(name.strip()) + b'" <' + rest.encode() if name else rest.encode()


def _body(text: str, how: Style) -> bytes:
    plain = part(
        f'Content-Type: text/plain;\r\n\tcharset="{how.charset}"\r\n'.encode(),
        text.encode(how.charset),
    )
    if not how.alternative:
        return plain
    page = "<html><body><p>" + text.replace("\r\n", "<br>") + "</p></body></html>"
    html = part(
        f'Content-Type: text/html;\r\n\tcharset="{how.charset}"\r\n'.encode(),
        page.encode(how.charset),
        encoding="quoted-printable",
    )
    return multipart([plain, html], how.boundary + "_alt", "alternative")


def _attached(name: str, data: bytes, how: Style) -> bytes:
    head = b"Content-Type: " + how.media.encode() + b";" + how.name("name", name) + b"\r\n"
    head += b"Content-Disposition: attachment;" + how.filename("filename", name) + b"\r\n"
    return part(head, data)


def _encoded(data: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return base64.encodebytes(data).replace(b"\n", b"\r\n")
    if encoding == "quoted-printable":
        return b2a_qp(data, istext=False).replace(b"\n", b"\r\n")
    return data


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    for at in range(0, max(len(data), 1), size):
        yield data[at : at + size]


def b_words(label: str, codec: str, size: int = 45) -> Callable[[str], bytes]:
    """RFC 2047 words in base64, cut after so many bytes: in the middle of a character too."""

    def word(text: str) -> bytes:
        if text.isascii() and text.isprintable():
            return text.encode()
        return b"\r\n\t".join(
            b"=?" + label.encode() + b"?B?" + base64.b64encode(piece) + b"?="
            for piece in _pieces(text.encode(codec), size)
        )

    return word


def q_words(label: str, codec: str, size: int = 18) -> Callable[[str], bytes]:
    """RFC 2047 words in Q encoding, cut after so many bytes."""

    def word(text: str) -> bytes:
        return b"\r\n ".join(
            b"=?" + label.encode() + b"?Q?" + b"".join(b"=%02X" % byte for byte in piece) + b"?="
            for piece in _pieces(text.encode(codec), size)
        )

    return word


def raw(codec: str) -> Callable[[str], bytes]:
    """The bytes as they are, which RFC 5322 does not allow and servers let through."""
    return lambda text: text.encode(codec)


def quoted(word: Callable[[str], bytes]) -> Parameter:
    """A parameter whose value is in quotation marks."""

    def parameter(key: str, value: str) -> bytes:
        safe = value.replace("\\", "\\\\").replace('"', '\\"')
        return b"\r\n\t" + key.encode() + b'="' + word(safe) + b'"'

    return parameter


def unquoted(word: Callable[[str], bytes]) -> Parameter:
    """A parameter whose value is not quoted although it would have to be."""
    return lambda key, value: b" " + key.encode() + b"=" + word(value)


def percent(label: str, codec: str) -> Parameter:
    """RFC 2231 in one piece: key*=charset''%XX."""

    def parameter(key: str, value: str) -> bytes:
        coded = quote_from_bytes(value.encode(codec), safe="")
        return f"\r\n {key}*={label}''{coded}".encode()

    return parameter


def continued(label: str, codec: str, size: int = 40, *, stars: bool = True) -> Parameter:
    """RFC 2231 in pieces, cut after so many characters: inside %XX too."""

    def parameter(key: str, value: str) -> bytes:
        coded = f"{label}''{quote_from_bytes(value.encode(codec), safe='')}"
        pieces = [coded[at : at + size] for at in range(0, len(coded), size)]
        star = "*" if stars else ""
        lines = [f"\r\n\t{key}*{n}{star or '*' * (n == 0)}={p}" for n, p in enumerate(pieces)]
        return ";".join(lines).encode()

    return parameter


def words_continued(word: Callable[[str], bytes], size: int = 60) -> Parameter:
    """RFC 2047 words that are cut into RFC 2231 pieces, in quotation marks."""

    def parameter(key: str, value: str) -> bytes:
        coded = word(value).replace(b"\r\n", b"")
        lines = [
            b"\r\n\t" + f"{key}*{n}".encode() + b'="' + piece + b'"'
            for n, piece in enumerate(_pieces(coded, size))
        ]
        return b";".join(lines)

    return parameter


_GB = b_words("gb2312", "gb18030", 40)
_UTF8 = b_words("utf-8", "utf-8", 45)

STYLES: dict[str, Style] = {
    "foxmail": Style(
        b_words("GB2312", "gb18030", 31), quoted(b_words("GB2312", "gb18030", 31)),
        quoted(b_words("GB2312", "gb18030", 31)), "gb18030",
        "----=_001_NextPart524378167230_=----", program="Foxmail 7.2.25.213[cn]",
    ),
    "qq": Style(
        b_words("gb18030", "gb18030", 45), quoted(b_words("gb18030", "gb18030", 45)),
        quoted(b_words("gb18030", "gb18030", 45)), "gb18030",
        "----=_NextPart_65A4B1C2_1A2B3C40_5D6E7F80", program="QQMail 2.x",
    ),
    "163": Style(
        q_words("GBK", "gb18030"), quoted(q_words("GBK", "gb18030")),
        quoted(q_words("GBK", "gb18030")), "gb18030",
        "----=_Part_180551_1180264343.1705282200000", XLSX, "Coremail Webmail Server",
    ),
    "coremail": Style(
        _UTF8, quoted(raw("gb18030")), quoted(raw("gb18030")), "gb18030",
        "=_Part_9917_Coremail", program="Coremail",
    ),
    "outlook": Style(
        _GB, quoted(_GB), quoted(_GB), "gb18030",
        "----=_NextPart_000_0001_01DA4783.2B5C8E40", XLSX, "Microsoft Outlook 16.0",
    ),
    "exchange": Style(
        _GB, quoted(_GB), words_continued(_GB), "utf-8",
        "_004_4f6a7b8cexamplegovcn_", XLSX,
    ),
    "iphone": Style(
        b_words("utf-8", "utf-8", 30), quoted(_UTF8), percent("utf-8", "utf-8"), "utf-8",
        "Apple-Mail-3D2C1B0A-1F2E-4D3C", XLSX, "iPhone Mail (21C66)",
        alternative=False,
    ),
    "thunderbird": Style(
        _UTF8, quoted(_UTF8), continued("UTF-8", "utf-8", 60), "utf-8",
        "------------0Yk9vQ8mXb2cN7tL", XLSX, alternative=False,
    ),
    "cut_percent": Style(
        _GB, continued("gb2312", "gb18030", 17), continued("gb2312", "gb18030", 17), "gb18030",
        newline=b"\n",
    ),
    "raw_utf8": Style(
        raw("utf-8"), quoted(raw("utf-8")), quoted(raw("utf-8")), alternative=False,
    ),
    "raw_unquoted": Style(_GB, unquoted(raw("gb18030")), unquoted(raw("gb18030")), "gb18030"),
    "unquoted": Style(_GB, unquoted(_GB), unquoted(_GB), "gb18030"),
    "liar": Style(
        b_words("us-ascii", "gb18030", 33), quoted(b_words("iso-8859-1", "utf-8", 33)),
        quoted(b_words("utf-8", "gb18030", 33)), "gb18030",
    ),
}  # fmt: skip
"""All but "stdlib", which writes through Python's own `email`."""


def _by_stdlib(
    subject: str,
    sender: str,
    date: datetime | str | None,
    files: Mapping[str, bytes],
    body: str,
    message_id: str,
    headers: Mapping[str, str],
) -> bytes:
    message = EmailMessage(policy.SMTP)
    message["From"], message["To"], message["Subject"] = sender, "a@example.gov.cn", subject
    if date is not None:
        message["Date"] = _date(date)
    message["Message-ID"] = f"<{message_id or identity(subject, sender, str(date))}>"
    for key, value in headers.items():
        message[key] = value
    message.set_content(body)
    for name, data in files.items():
        media, _, kind = XLSX.partition("/")
        message.add_attachment(data, maintype=media, subtype=kind, filename=name)
    return message.as_bytes()


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """A time in China."""
    return datetime(year, month, day, hour, tzinfo=CHINA).astimezone(UTC).astimezone(CHINA)
