"""winmail.dat: the files that Outlook packs into its own format, as [MS-OXTNEF] describes it."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from gikxl.collect import refusals
from gikxl.collect.mail.basket import Basket, Where
from gikxl.collect.mail.words import decode_bytes

_SIGNATURE_AND_KEY = 6
_ATTRIBUTE = struct.Struct("<BLL")
_CHECKSUM = 2
_ATTACHMENT_BEGINS = 0x00069002
_TITLE = 0x00018010
_DATA = 0x0006800F
_PROPERTIES = 0x00069005
_MOST_ATTRIBUTES = 10_000

_SHORT_NAME, _LONG_NAME, _SHOWN_NAME, _CONTENT = 0x3704, 0x3707, 0x3001, 0x3701
_STRING8, _UNICODE, _OBJECT, _BINARY = 0x001E, 0x001F, 0x000D, 0x0102
_MANY = 0x1000
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4,
          0x000B: 4, 0x0014: 8, 0x0040: 8, 0x0048: 16}  # fmt: skip
"""The sizes of property types of a fixed size, padded to four."""
_VARIABLE = (_STRING8, _UNICODE, _OBJECT, _BINARY)
_NAMED_FROM = 0x8000
_MOST_PROPERTIES = 5_000
_GUID = 16


class _Value(NamedTuple):
    kind: int = 0
    content: bytes = b""


class _File(NamedTuple):
    name: str = ""
    data: bytes = b""
    long_name: str = ""


def unfold_tnef(basket: Basket, where: Where, data: bytes) -> None:
    """Take the files out of a winmail.dat; what is broken is told, and the rest is taken."""
    if not basket.goes_on(where):
        return
    from gikxl.collect.mail.sorting import take

    inner = where.into("winmail.dat")
    try:
        for file in _files(data):
            content = file.data
            if content[_GUID : _GUID + 4] == data[:4]:
                # An embedded message is an object: its interface's GUID stands before it.
                content = content[_GUID:]
            take(basket, inner, file.long_name or file.name, content)
    except (struct.error, IndexError, ValueError):
        basket.problem(refusals.BROKEN_WRAPPER.because("winmail.dat 残缺").finding)


def _files(data: bytes) -> Iterator[_File]:
    """The attachments; what was complete before the end of a broken file comes too."""
    file: _File | None = None
    for identity, content in _attributes(data):
        if identity == _ATTACHMENT_BEGINS:
            if file:
                yield file
            file = _File()
        elif file is not None:
            file = _with(file, identity, content)
    if file:
        yield file


def _with(file: _File, identity: int, content: bytes) -> _File:
    if identity == _TITLE:
        return file._replace(name=decode_bytes(content.rstrip(b"\0"), "gbk"))
    if identity == _DATA:
        return file._replace(data=content)
    if identity != _PROPERTIES:
        return file
    found = dict(_properties(content))
    names = (found.get(key, _Value()) for key in (_LONG_NAME, _SHOWN_NAME, _SHORT_NAME))
    name = next(filter(None, map(_text, names)), "")
    data = file.data or found.get(_CONTENT, _Value()).content
    return file._replace(long_name=name, data=data)


def _text(value: _Value) -> str:
    if value.kind == _UNICODE:
        return value.content.decode("utf-16-le", "replace").rstrip("\0")
    return decode_bytes(value.content.rstrip(b"\0"), "gbk") if value.kind == _STRING8 else ""


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = _SIGNATURE_AND_KEY
    for _ in range(_MOST_ATTRIBUTES):
        if at >= len(data):
            return
        _, identity, length = _ATTRIBUTE.unpack_from(data, at)
        at += _ATTRIBUTE.size
        if at + length > len(data):
            raise ValueError("cut off")
        yield identity, data[at : at + length]
        at += length + _CHECKSUM


def _properties(data: bytes) -> Iterator[tuple[int, _Value]]:
    """The MAPI properties of an attachment, those with one value: identity and value."""
    (count,) = struct.unpack_from("<L", data)
    at = 4
    for _ in range(min(count, _MOST_PROPERTIES)):
        kind, identity = struct.unpack_from("<HH", data, at)
        at += 4
        if identity >= _NAMED_FROM:
            at = _after_name(data, at)
        values, at = _values(data, at, kind)
        if len(values) == 1:
            yield identity, _Value(kind, values[0])


def _after_name(data: bytes, at: int) -> int:
    """Where a named property's value begins: after the GUID and a number or a name."""
    (by_name, length) = struct.unpack_from("<LL", data, at + _GUID)
    return at + _GUID + 8 + (_padded(length) if by_name else 0)


def _values(data: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    """The values of a property, and where the next property begins."""
    base = kind & ~_MANY
    count = 1
    if kind & _MANY or base in _VARIABLE:
        (count,) = struct.unpack_from("<L", data, at)
        at += 4
    if (base not in _VARIABLE and base not in _FIXED) or count > _MOST_PROPERTIES:
        raise ValueError("no such type")
    values = []
    for _ in range(count):
        size = _FIXED.get(base, 0)
        if base in _VARIABLE:
            (size,) = struct.unpack_from("<L", data, at)
            at += 4
        if at + size > len(data):
            raise ValueError("cut off")
        values.append(data[at : at + size])
        at += _padded(size)
    return values, at


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4
