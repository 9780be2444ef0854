"""The files in a zip that came with a mail.

The directory is read by zipfile; the entries are not, because it refuses those whose name
there is not letter for letter the one before their content.
"""

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from typing import NamedTuple

from gikxl.collect import refusals
from gikxl.collect.mail.basket import Basket, Part, Where
from gikxl.collect.mail.names import folders, is_litter, shown
from gikxl.collect.mail.words import decode_bytes
from gikxl.finding import Finding
from gikxl.read import sniff

MOST_ENTRIES = 1_000
MOST_BYTES = 200_000_000
MOST_ENTRY_BYTES = 50_000_000
MOST_RATIO = 200
RATIO_COUNTS_FROM = 1_000_000

_ENCRYPTED = 0x1
_UTF8 = 0x800
_DIRECTORY = b"PK\1\2"
_FLAGS_IN_DIRECTORY = 8
_LOCAL = struct.Struct("<26x2H")
"""What stands before an entry's content: of it only the lengths of name and extra field."""


class _Entry(NamedTuple):
    """A file of the archive: its path with Chinese as it was meant, and what zipfile knows."""

    path: str
    info: zipfile.ZipInfo


def unfold_zip(basket: Basket, where: Where, name: str, data: bytes) -> bool:
    """Take the files out of a zip; what cannot be opened is kept as it is, with the reason.

    Returns False, and does nothing, if it is no archive but a document.
    """
    try:
        archive = _open(data)
        entries = [_Entry(_path(info), info) for info in archive.infolist()]
    except _ERRORS:
        _refuse(basket, where, name, data, refusals.BROKEN_ARCHIVE.because().finding)
        return True
    if sniff.in_zip([entry.path for entry in entries]) is not sniff.ZIP:
        return False
    # Not `is_dir`: that fails where an entry has no name.
    files = (e for e in entries if not e.info.filename.endswith("/"))
    entries = [entry for entry in files if not is_litter(entry.path)]
    refusal = _nested(where) or _too_much(entries) or _locked(entries)
    if refusal:
        _refuse(basket, where, name, data, refusal)
    if not refusal or refusal.code == refusals.LOCKED_ARCHIVE.code:
        _files(basket, where.into(name, archives=1), data, entries)
    return True


_ERRORS = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError,
           RuntimeError, ValueError, KeyError, IndexError, OverflowError, OSError,
           MemoryError)  # fmt: skip


def _open(data: bytes) -> zipfile.ZipFile:
    """The archive.

    A name in GBK that is labelled UTF-8 makes zipfile give up: then the label is taken off.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UnicodeDecodeError:
        return zipfile.ZipFile(io.BytesIO(_without_label(data)))


def _without_label(data: bytes) -> bytes:
    changed = bytearray(data)
    at = data.find(_DIRECTORY)
    while at >= 0 and at + 46 <= len(data):
        low = at + _FLAGS_IN_DIRECTORY
        flags = int.from_bytes(changed[low : low + 2], "little") & ~_UTF8
        changed[low : low + 2] = flags.to_bytes(2, "little")
        at = data.find(_DIRECTORY, at + 46)
    return bytes(changed)


def _path(info: zipfile.ZipInfo) -> str:
    """The path of an entry: its bytes are UTF-8 or, as Windows writes them, GBK."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        with suppress(UnicodeEncodeError):
            name = decode_bytes(name.encode("cp437"))
    return name.replace("\\", "/")


def _nested(where: Where) -> Finding | None:
    return refusals.ARCHIVE_IN_ARCHIVE.because().finding if where.archives else None


def _too_much(entries: list[_Entry]) -> Finding | None:
    sizes = [entry.info.file_size for entry in entries]
    if len(entries) > MOST_ENTRIES:
        return refusals.ARCHIVE_TOO_BIG.because(f"文件超过 {MOST_ENTRIES} 个").finding
    if sum(sizes) > MOST_BYTES or any(size > MOST_ENTRY_BYTES for size in sizes):
        return refusals.ARCHIVE_TOO_BIG.because("解开后太大").finding
    if any(_is_bomb(entry.info) for entry in entries):
        return refusals.ARCHIVE_TOO_BIG.because(f"压缩比超过 {MOST_RATIO} 倍").finding
    return None


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > RATIO_COUNTS_FROM and info.file_size > MOST_RATIO * info.compress_size


def _locked(entries: list[_Entry]) -> Finding | None:
    locked = [shown(e.path, "未命名") for e in entries if e.info.flag_bits & _ENCRYPTED]
    if not locked:
        return None
    more = "等" if len(locked) > 3 else ""
    named = "、".join(f"“{name}”" for name in locked[:3])
    return refusals.LOCKED_ARCHIVE.because(f"{named}{more}").finding


def _files(basket: Basket, where: Where, data: bytes, entries: list[_Entry]) -> None:
    from gikxl.collect.mail.sorting import take

    for path, info in entries:
        if info.flag_bits & _ENCRYPTED:
            continue
        folder, _, name = path.rpartition("/")
        around = folders(folder)
        inner = where._replace(inside=f"{where.inside}/{around}") if around else where
        content = _content(data, info)
        if content is None:
            _refuse(basket, inner, name, b"", refusals.BROKEN_ARCHIVE.because(shown(name)).finding)
        else:
            take(basket, inner, name, content)


def _content(data: bytes, info: zipfile.ZipInfo) -> bytes | None:
    """The bytes of an entry; None if they cannot be had or are not as the directory tells."""
    at = info.header_offset
    if data[at : at + 4] != b"PK\3\4" or at + _LOCAL.size > len(data):
        return None
    start = at + _LOCAL.size + sum(_LOCAL.unpack_from(data, at))
    packed = data[start : start + info.compress_size]
    try:
        content = _unpacked(packed, info)
    except _ERRORS:
        return None
    right = len(content) == info.file_size and zlib.crc32(content) == info.CRC
    return content if right else None


def _unpacked(packed: bytes, info: zipfile.ZipInfo) -> bytes:
    if info.compress_type == zipfile.ZIP_STORED:
        return packed
    if info.compress_type == zipfile.ZIP_DEFLATED:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
    if info.compress_type == zipfile.ZIP_BZIP2:
        from bz2 import BZ2Decompressor

        return BZ2Decompressor().decompress(packed, info.file_size + 1)
    raise NotImplementedError


def _refuse(basket: Basket, where: Where, name: str, data: bytes, finding: Finding) -> None:
    basket.add(Part(shown(name, "压缩包.zip"), data, where.inside, finding))
