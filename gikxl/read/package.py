"""The directory of a zip package (xlsx, ods …), and its parts one by one.

Reads the central directory with struct and inflates with zlib. The standard zipfile
module would do, but importing it alone takes longer than Python's own start (2.6
times, measured), and it trusts what the directory says about sizes.
"""

import struct
import zlib
from typing import NamedTuple

from gikxl.read.refusal import DAMAGED, ENCRYPTED, TOO_BIG

MOST_PARTS = 5_000
MOST_BYTES = 400_000_000
MOST_RATIO = 200
RATIO_COUNTS_FROM = 1_000_000

CANNOT_BURST = 60_000
"""Even at 1032 to 1, deflate's utmost, these inflate to 62 MB: nothing needs to be proven."""

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_RECORD = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED_FLAGS = 0x41
_IN_EXTRA = 0xFFFFFFFF
_OUTSIDE = (struct.error, OverflowError)
"""What an offset behind the end raises; a zip64 one may be beyond all numbers of the machine."""


class Part(NamedTuple):
    """A part of the package as the directory describes it."""

    name: str
    method: int
    packed: int
    size: int
    offset: int
    checksum: int


class Package:
    """A zip file in memory. Raises Unreadable for whatever no honest workbook has."""

    __slots__ = ("_data", "_parts")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._parts: dict[str, Part] = {}
        try:
            self._read_directory()
        except _OUTSIDE:
            raise DAMAGED.because("压缩包的目录残缺") from None
        if len({part.offset for part in self._parts.values()}) != len(self._parts):
            raise DAMAGED.because("压缩包里的部件互相重叠")
        if sum(part.size for part in self._parts.values()) > MOST_BYTES:
            raise TOO_BIG.because(f"解压后超过 {MOST_BYTES // 1_000_000} MB")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order of the directory."""
        return [part.name for part in self._parts.values()]

    def size(self, name: str) -> int:
        """The inflated size of a part as the directory has it; 0 if it is not there."""
        part = self._parts.get(name.lower())
        return part.size if part else 0

    def packed(self, name: str) -> int:
        """The deflated size of a part; 0 if it is not there."""
        part = self._parts.get(name.lower())
        return part.packed if part else 0

    def read(self, name: str) -> bytes:
        """A whole part, inflated; Unreadable if it is absent, damaged or not of its size."""
        content = self.head(name, self.size(name) + 1)
        if len(content) != self.size(name):
            raise DAMAGED.because(f"部件 {name} 的长度与目录不符")
        if zlib.crc32(content) != self._parts[name.lower()].checksum:
            raise DAMAGED.because(f"部件 {name} 的校验码不符")
        return content

    def head(self, name: str, most: int) -> bytes:
        """The first bytes of a part, at most so many."""
        part = self._parts.get(name.lower())
        if part is None:
            raise DAMAGED.because(f"缺少部件 {name}")
        packed = self._content(part)
        if part.method == _STORED:
            return packed[:most]
        try:
            if len(packed) < most and len(packed) < CANNOT_BURST:
                return zlib.decompress(packed, -zlib.MAX_WBITS, most)[:most]
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
        except zlib.error:
            raise DAMAGED.because(f"部件 {name} 无法解压") from None

    def _content(self, part: Part) -> bytes:
        try:
            fields = _LOCAL.unpack_from(self._data, part.offset)
        except _OUTSIDE:
            fields = (b"",)
        if fields[0] != b"PK\3\4":
            raise DAMAGED.because(f"部件 {part.name} 不在目录所说的位置")
        begin = part.offset + _LOCAL.size
        if _name(self._data[begin : begin + fields[-2]]) != part.name:
            raise DAMAGED.because(f"部件 {part.name} 在目录里是另一个名称")
        start = begin + fields[-2] + fields[-1]
        return self._data[start : start + part.packed]

    def _read_directory(self) -> None:
        count, at = self._find_directory()
        if count > MOST_PARTS:
            raise TOO_BIG.because(f"压缩包里的部件超过 {MOST_PARTS} 个")
        for _ in range(count):
            (
                signature, _, _, flags, method, _, _, checksum, packed, size,
                name_length, extra_length, comment_length, _, _, _, offset,
            ) = _RECORD.unpack_from(self._data, at)  # fmt: skip
            if signature != b"PK\1\2":
                raise DAMAGED.because("压缩包的目录有错")
            at += _RECORD.size
            name = _name(self._data[at : at + name_length])
            at += name_length
            if _IN_EXTRA in (packed, size, offset):
                extra = self._data[at : at + extra_length]
                size, packed, offset = large_sizes(extra, size, packed, offset)
            at += extra_length + comment_length
            self._add(Part(name, method, packed, size, offset, checksum), flags)

    def _find_directory(self) -> tuple[int, int]:
        """How many records the directory has, and where it begins."""
        at = self._data.rfind(b"PK\5\6", -_END.size - 0xFFFF)
        if at < 0:
            raise DAMAGED.because("压缩包没有目录，文件可能没有传完")
        count, size, start = _END.unpack_from(self._data, at)[4:7]
        if _IN_EXTRA in (size, start):
            if at < _LOCATOR_64.size:
                raise DAMAGED.because("压缩包的目录残缺")
            at = _LOCATOR_64.unpack_from(self._data, at - _LOCATOR_64.size)[2]
            count, size, start = _END_64.unpack_from(self._data, at)[7:10]
        if start + size > at:
            raise DAMAGED.because("压缩包的目录残缺，文件可能没有传完")
        return count, start

    def _add(self, part: Part, flags: int) -> None:
        key = part.name.lower()
        if key in self._parts or ".." in key.split("/") or "\0" in key:
            raise DAMAGED.because("压缩包的目录里有重复的或不正常的名称")
        if flags & _ENCRYPTED_FLAGS:
            raise ENCRYPTED.because()
        if part.method not in (_STORED, _DEFLATED):
            raise DAMAGED.because("压缩包用了工作簿不用的压缩方式")
        if part.size > RATIO_COUNTS_FROM and part.size > MOST_RATIO * part.packed:
            raise TOO_BIG.because(f"部件 {part.name} 的压缩比超过 {MOST_RATIO} 倍")
        self._parts[key] = part


def _name(raw: bytes) -> str:
    """UTF-8 as the standard has it, else GB18030 as Chinese tools write it."""
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("gb18030", "replace")
    return name.replace("\\", "/").lstrip("/")


def large_sizes(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The sizes that did not fit their field: they stand in extra field 1 (zip64)."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        at += 4
        if kind == 1:
            large = iter(struct.unpack_from(f"<{min(length, 24) // 8}Q", extra, at))
            size, packed, offset = (
                next(large, value) if value == _IN_EXTRA else value
                for value in (size, packed, offset)
            )
        at += length
    return size, packed, offset
