"""The bytes of a mail draft, and small changes to a draft that somebody may have edited.

Made by hand: the standard library encodes long message ids, which then match nothing, and
names an attachment in one manner only. Here the name stands as RFC 2231 has it, and, for
programs that do not know that, as an encoded word; the same draft gives the same bytes.
"""

import base64
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, getaddresses
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote

from gikxl.write.wording import clean

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.12"

RECEIVERS = (b"To", b"Cc", b"Bcc")

_MARK = b"X-Gikxl-Draft: "
_EOL = b"\r\n"
_IDENTITY = re.compile(r"<[!-;=?-~]{1,250}>")
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_LONGEST_ADDRESS = 254


class Attached(NamedTuple):
    """A file that goes with a mail."""

    name: str
    data: bytes
    media: str = WORKBOOK


class Mail(NamedTuple):
    """What a draft is made of."""

    to: Sequence[str]
    subject: str
    date: str
    """ISO 8601 with an offset."""
    message_id: str
    answers: str
    """The message id of the mail that it answers, as that mail wrote it; or empty."""
    plain: str
    page: str
    attached: Attached | None = None


def is_address(text: str) -> bool:
    """Whether a text is a mail address that can be written to, and nothing else."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def draft(mail: Mail, key: str) -> bytes:
    """The bytes of a draft; `key` is kept in it, with the digest of all the rest."""
    rest = _EOL.join([*_headers(mail), _body(mail), b""])
    return _MARK + f"{key} {sha256(rest).hexdigest()}".encode() + _EOL + rest


def key_of(data: bytes) -> str | None:
    """The key of a draft that is as it was written; None if it was edited, or is none."""
    head, _, rest = data.partition(_EOL)
    key, _, digest = head.removeprefix(_MARK).partition(b" ")
    if not head.startswith(_MARK) or digest != sha256(rest).hexdigest().encode():
        return None
    return key.decode("ascii", "replace")


def _headers(mail: Mail) -> Iterable[bytes]:
    yield b"X-Unsent: 1"
    if addresses := [address for address in mail.to if is_address(address)]:
        yield b"To: " + b",\r\n ".join(address.encode() for address in addresses)
    yield b"Subject: " + words(mail.subject, len("Subject: "))
    yield b"Date: " + format_datetime(datetime.fromisoformat(mail.date)).encode()
    yield b"Message-ID: " + mail.message_id.encode("ascii")
    if _IDENTITY.fullmatch(mail.answers):
        yield b"In-Reply-To: " + mail.answers.encode()
        yield b"References: " + mail.answers.encode()
    yield b"MIME-Version: 1.0"


def words(text: str, taken: int = 0) -> bytes:
    """A text as a header says it, folded; nothing in it begins a header of its own.

    `taken` characters of the first line are used up.
    """
    text = " ".join(clean(text).split())
    encoded = Header(text, "us-ascii" if text.isascii() else "utf-8", 75 - taken)
    return encoded.encode(linesep="\r\n").encode("ascii")


def _body(mail: Mail) -> bytes:
    said = _alternative(mail)
    if mail.attached is None:
        return said
    return _multipart("mixed", mail.message_id, [said, _attachment(mail.attached)])


def _alternative(mail: Mail) -> bytes:
    parts = [_text("plain", mail.plain), _text("html", mail.page)]
    return _multipart("alternative", mail.message_id, parts)


def _multipart(kind: str, identity: str, parts: Sequence[bytes]) -> bytes:
    # What base64 writes never holds “=_”, so no part can hold its boundary.
    boundary = f"=_{kind}_{sha256(identity.encode()).hexdigest()[:24]}".encode()
    head = b'Content-Type: multipart/%s;\r\n boundary="%s"\r\n\r\n' % (kind.encode(), boundary)
    inner = b"".join(b"--%s\r\n%s\r\n" % (boundary, part) for part in parts)
    return head + inner + b"--%s--\r\n" % boundary


def _text(kind: str, text: str) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + _lines(text.replace("\n", "\r\n").encode("utf-8", "replace"))


def _attachment(attached: Attached) -> bytes:
    name = " ".join(clean(attached.name).replace('"', "_").replace("\\", "_").split())
    utf8 = quote(name.encode("utf-8", "replace"), safe="").encode()
    return _EOL.join([
        b"Content-Type: " + attached.media.encode("ascii") + b";",
        b' name="' + words(name, len(' name="')) + b'"',
        b"Content-Transfer-Encoding: base64",
        b"Content-Disposition: attachment;",
        b" filename*=utf-8''" + utf8,
        b"",
        _lines(attached.data),
    ])  # fmt: skip


def _lines(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", _EOL)


# A draft on its way


def split(data: bytes) -> tuple[list[bytes], bytes]:
    """The headers of a mail, each whole with its folded lines, and what follows them."""
    data = re.sub(rb"\r\n|\r|\n", _EOL, data)
    head, _, rest = data.partition(_EOL + _EOL)
    return re.split(rb"\r\n(?![ \t])", head), rest


def header(headers: Sequence[bytes], name: bytes) -> bytes:
    """The value of the first header of this name, folded as it is; empty if there is none."""
    for line in headers:
        key, _, value = line.partition(b":")
        if key.strip().lower() == name.lower():
            return value.strip()
    return b""


def receivers(data: bytes) -> tuple[str, ...]:
    """Whom a mail is addressed to, each once; none if any of it is no address."""
    headers, _ = split(data)
    named = [header(headers, name).decode("utf-8", "replace") for name in RECEIVERS]
    found = tuple(dict.fromkeys(address for _, address in getaddresses(named) if address))
    return found if all(map(is_address, found)) else ()


def replaced(data: bytes, drop: Iterable[bytes], add: Sequence[bytes]) -> bytes:
    """A mail with other headers; everything else stays as it is."""
    headers, rest = split(data)
    gone = {name.lower() for name in drop}
    kept = [line for line in headers if line.partition(b":")[0].strip().lower() not in gone]
    return _EOL.join([*add, *kept, b"", rest])
