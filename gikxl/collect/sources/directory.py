"""The directory of a zip file on disk, and its entries piece by piece, within limits.

`gikxl.read.package` does this for a workbook in memory; an archive of thousands of mails is
not read into memory, and one bad entry does not cost the others.
"""

import os
import struct
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, NamedTuple

from gikxl.collect.clock import CHINA
from gikxl.collect.sources.place import MOST_BYTES
from gikxl.collect.sources.refusals import BAD_ENTRY, LOCKED_ENTRY, TOO_LARGE
from gikxl.read.package import large_sizes

MOST_ENTRIES = 100_000
MOST_RATIO = 200
RATIO_COUNTS_FROM = 1_000_000

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_RECORD = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x41
_COUNT_ELSEWHERE = 0xFFFF
_IN_EXTRA = 0xFFFFFFFF
_PIECE = 1 << 20


class BadArchive(Exception):
    """A file that cannot be opened as a zip."""


class Entry(NamedTuple):
    """A file in a zip, as the directory describes it."""

    name: str
    method: int
    packed: int
    size: int
    offset: int
    crc: int
    locked: bool
    modified: str
    """When it was saved last, taken to be in China's time; empty if that is no time."""


class Archive:
    """A zip file. Raises BadArchive if it is none, or its directory is damaged; OSError."""

    def __init__(self, path: str) -> None:
        self._path = path
        try:
            with open(path, "rb") as file:
                self.entries = list(_directory(file, os.fstat(file.fileno()).st_size))
        except (struct.error, OverflowError) as error:
            raise BadArchive from error
        self._by_name = {entry.name: entry for entry in self.entries}

    def read(self, name: str) -> bytes:
        """A whole entry. Raises Unreadable if it is damaged, locked, too large, or gone."""
        entry = self._by_name.get(name)
        if entry is None:
            raise BAD_ENTRY.because("压缩包里没有它")
        return b"".join(self.pieces(entry))

    def pieces(self, entry: Entry, piece: int = _PIECE, most: int = MOST_BYTES) -> Iterator[bytes]:
        """An entry's bytes, in pieces of about that size. Raises Unreadable as `read` does.

        Its length and checksum are only known to be right once all pieces are there.
        """
        _refuse(entry, most)
        unpack = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == _DEFLATED else None
        length = crc = 0
        with open(self._path, "rb") as file:
            for packed in _packed(file, entry, piece):
                for data in _unpacked(unpack, packed, piece):
                    length += len(data)
                    if length > entry.size:
                        raise BAD_ENTRY.because("它的长度与目录不符")
                    crc = zlib.crc32(data, crc)
                    yield data
        if length != entry.size or crc != entry.crc:
            raise BAD_ENTRY.because("它的长度或校验码与目录不符")


def _refuse(entry: Entry, most: int) -> None:
    """Unreadable for an entry that is not unpacked."""
    if entry.locked:
        raise LOCKED_ENTRY.because()
    if entry.method not in (_STORED, _DEFLATED):
        raise BAD_ENTRY.because("它用了不支持的压缩方法")
    if entry.size > most:
        raise TOO_LARGE.because(f"超过 {most // 1_000_000} MB")
    if entry.size > RATIO_COUNTS_FROM and entry.size > MOST_RATIO * entry.packed:
        raise TOO_LARGE.because(f"压缩比超过 {MOST_RATIO} 倍")


def _packed(file: BinaryIO, entry: Entry, piece: int) -> Iterator[bytes]:
    """The packed bytes of an entry, as far as they are there."""
    file.seek(entry.offset)
    local = file.read(_LOCAL.size)
    if len(local) < _LOCAL.size or not local.startswith(b"PK\3\4"):
        raise BAD_ENTRY.because("它不在目录所说的位置")
    fields = _LOCAL.unpack(local)
    file.seek(fields[-2] + fields[-1], os.SEEK_CUR)
    left = entry.packed
    while left > 0 and (packed := file.read(min(left, piece))):
        left -= len(packed)
        yield packed


def _directory(file: BinaryIO, length: int) -> Iterator[Entry]:
    """The files in a zip of so many bytes, in the order of its directory."""
    count, start, stop = _find_directory(file, length)
    if count > MOST_ENTRIES or not 0 <= start <= stop <= length:
        raise BadArchive
    file.seek(start)
    data = file.read(stop - start)
    at, packed, names = 0, 0, set[str]()
    for _ in range(count):
        entry, at = _entry(data, at)
        if entry.name in names:
            raise BadArchive
        names.add(entry.name)
        packed += entry.packed
        if not entry.name.endswith("/"):
            yield entry
    if packed > length:  # entries that lie over one another
        raise BadArchive


def _find_directory(file: BinaryIO, length: int) -> tuple[int, int, int]:
    """How many records the directory has, where it begins, and where it ends."""
    file.seek(max(0, length - _END.size - 0xFFFF - _LOCATOR_64.size))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0:
        raise BadArchive
    count, size, start = _END.unpack_from(tail, at)[4:7]
    if count == _COUNT_ELSEWHERE or _IN_EXTRA in (size, start):
        locator = tail[max(0, at - _LOCATOR_64.size) : at]
        if locator.startswith(b"PK\6\7"):
            file.seek(_LOCATOR_64.unpack(locator)[2])
            count, size, start = _END_64.unpack(file.read(_END_64.size))[7:10]
    return count, start, start + size


def _entry(data: bytes, at: int) -> tuple[Entry, int]:
    """The record of the directory that begins there, and where the next one does."""
    (
        signature, _, _, flags, method, time, date, crc, packed, size,
        name_length, extra_length, comment_length, _, _, _, offset,
    ) = _RECORD.unpack_from(data, at)  # fmt: skip
    if signature != b"PK\1\2":
        raise BadArchive
    at += _RECORD.size
    name = _name(data[at : at + name_length])
    at += name_length
    if _IN_EXTRA in (packed, size, offset):
        size, packed, offset = large_sizes(data[at : at + extra_length], size, packed, offset)
    locked, modified = bool(flags & _ENCRYPTED), _moment(date, time)
    entry = Entry(name, method, packed, size, offset, crc, locked, modified)
    return entry, at + extra_length + comment_length


def _unpacked(unpack: "zlib._Decompress | None", packed: bytes, most: int) -> Iterator[bytes]:
    """What packed bytes unpack to, never more than `most` at a time."""
    if unpack is None:
        yield packed
        return
    try:
        while packed:
            data = unpack.decompress(packed, most)
            if data:
                yield data
            packed = unpack.unconsumed_tail
    except zlib.error:
        raise BAD_ENTRY.because("无法解压") from None


def _name(raw: bytes) -> str:
    """UTF-8 as the standard has it, else GB18030 as Chinese tools write it."""
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("gb18030", "replace")
    return name.replace("\\", "/").lstrip("/")


def _moment(date: int, time: int) -> str:
    try:
        moment = datetime(
            1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63,
            min(59, (time & 31) * 2), tzinfo=CHINA,
        )  # fmt: skip
    except ValueError:
        return ""
    return moment.isoformat(timespec="seconds")
