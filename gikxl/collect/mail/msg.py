"""A mail as Outlook stores it (.msg): an OLE file with a stream for each property, [MS-OXMSG].

Read with olefile alone, which reads xls files anyway.
"""

import io
import struct
from typing import TYPE_CHECKING, NamedTuple

from gikxl.collect import refusals
from gikxl.collect.mail.basket import Basket, Where
from gikxl.collect.mail.dates import from_filetime
from gikxl.collect.mail.names import extension, shown, titled
from gikxl.collect.mail.structure import Span, read_span
from gikxl.collect.mail.words import decode_bytes

if TYPE_CHECKING:
    from olefile import OleFileIO

_PROPERTIES = "__properties_version1.0"
_STREAM = "__substg1.0_"
_ATTACHMENT = "__attach_version1.0_#"
_MOST_ATTACHMENTS = 200
_HEADER_OF_MESSAGE, _HEADER_OF_EMBEDDED, _HEADER_OF_ATTACHMENT = 32, 24, 8
_ENTRY = struct.Struct("<HHLQ")

_SUBJECT, _BODY, _HTML, _MESSAGE_ID, _HEADERS = 0x0037, 0x1000, 0x1013, 0x1035, 0x007D
_NAMES = (0x0C1A, 0x0042)
_ADDRESSES = (0x5D01, 0x5D02, 0x0C1F, 0x0065)
_SUBMITTED, _DELIVERED, _CODEPAGE = 0x0039, 0x0E06, 0x3FFD
_FILE_NAMES = (0x3707, 0x3704, 0x3001)
_CONTENT, _METHOD, _CONTENT_ID = 0x3701, 0x3705, 0x3712
_BY_REFERENCE = (2, 3, 4, 7)
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emz", ".wmz", ".svg")

Path = tuple[str, ...]


class _Ole(NamedTuple):
    """An open OLE file, and what is in each of its storages."""

    file: "OleFileIO"
    names: dict[Path, set[str]]


class _Storage:
    """A folder of the OLE file: a message, or one of its attachments."""

    def __init__(self, ole: _Ole, path: Path, header: int) -> None:
        self._ole = ole
        self.path = path
        self.names = ole.names.get(path, set())
        self._numbers = self._fixed(header)

    def number(self, identity: int) -> int:
        """A property of a fixed size, as a number; 0 where it is not there."""
        return self._numbers.get(identity, 0)

    def text(self, *identities: int) -> str:
        """The first of these properties that has a text."""
        for identity in identities:
            if data := self.binary(identity, "001F"):
                return data.decode("utf-16-le", "replace").rstrip("\0")
            if data := self.binary(identity, "001E"):
                return decode_bytes(data.rstrip(b"\0"), f"cp{self.number(_CODEPAGE)}")
        return ""

    def binary(self, identity: int, kind: str = "0102") -> bytes:
        """The bytes of a property; none where it is not there."""
        return self._stream(f"{_STREAM}{identity:04X}{kind}")

    def _stream(self, name: str) -> bytes:
        if name not in self.names:
            return b""
        with self._ole.file.openstream([*self.path, name]) as stream:
            data: bytes = stream.read()
        return data

    def _fixed(self, header: int) -> dict[int, int]:
        data = self._stream(_PROPERTIES)[header:]
        whole = data[: len(data) // _ENTRY.size * _ENTRY.size]
        return {identity: value for _, identity, _, value in _ENTRY.iter_unpack(whole)}


def _indexed(file: "OleFileIO") -> _Ole:
    names: dict[Path, set[str]] = {}
    for entry in file.listdir(storages=True):
        names.setdefault(tuple(entry[:-1]), set()).add(entry[-1])
    return _Ole(file, names)


def unfold_msg(basket: Basket, where: Where, data: bytes) -> Span | None:
    """Take the files out of an Outlook mail; its head as a mail's header would have it.

    None if it is an OLE file of another kind, or none that can be opened.
    """
    from olefile import OleFileIO

    try:
        file = OleFileIO(io.BytesIO(data))
    except Exception:
        return None
    with file:
        try:
            ole = _indexed(file)
            message = _Storage(ole, (), _HEADER_OF_MESSAGE)
            if _PROPERTIES not in message.names:
                return None
            return _message(basket, where, ole, message)
        except Exception:
            basket.problem(refusals.BROKEN_WRAPPER.because("Outlook 邮件（.msg）残缺").finding)
            return Span({}, 0, 0)


def _message(basket: Basket, where: Where, ole: _Ole, message: _Storage) -> Span:
    head = _head(message)
    if not basket.goes_on(where):
        return head
    for text in (message.text(_BODY).encode(), message.binary(_HTML)):
        basket.say(text)
    names = sorted(name for name in message.names if name.startswith(_ATTACHMENT))
    for name in names[:_MOST_ATTACHMENTS]:
        _attachment(basket, where, ole, _Storage(ole, (*message.path, name), _HEADER_OF_ATTACHMENT))
    return head


def _attachment(basket: Basket, where: Where, ole: _Ole, attached: _Storage) -> None:
    from gikxl.collect.mail.sorting import take

    name = shown(attached.text(*_FILE_NAMES))
    embedded = f"{_STREAM}{_CONTENT:04X}000D"
    if embedded in attached.names:
        inner = _Storage(ole, (*attached.path, embedded), _HEADER_OF_EMBEDDED)
        if _PROPERTIES in inner.names:
            _message(basket, where.into(name or titled(inner.text(_SUBJECT))), ole, inner)
    elif attached.number(_METHOD) in _BY_REFERENCE:
        basket.problem(refusals.ONLY_A_LINK.because(f"附件“{name or '未命名'}”只有地址").finding)
    elif not (attached.text(_CONTENT_ID) and extension(name) in _IMAGES):
        take(basket, where, name, attached.binary(_CONTENT))


def _head(message: _Storage) -> Span:
    """The mail's header, as it came over the net if it did, else made from the properties."""
    header = message.text(_HEADERS).encode()
    fields = dict(read_span(header, 0, len(header)).fields)
    address = next((a for key in _ADDRESSES if "@" in (a := message.text(key))), "")
    moment = from_filetime(message.number(_SUBMITTED) or message.number(_DELIVERED))
    made = {
        b"subject": message.text(_SUBJECT),
        b"message-id": message.text(_MESSAGE_ID),
        b"from": f"{message.text(*_NAMES)} <{address}>" if address else message.text(*_NAMES),
        b"date": moment,
    }
    for key, value in made.items():
        if value and (key == b"subject" or key not in fields):
            fields[key] = value.encode("utf-8", "replace")
    return Span(fields, 0, 0)
