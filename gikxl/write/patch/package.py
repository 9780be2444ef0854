"""A zip package (xlsx, xlsm) in memory: what is not changed is written back as it came."""

import io
import struct
import zipfile
import zlib
from typing import NamedTuple

from gikxl.write.patch.xml import Unpatchable

_LOCAL = struct.Struct("<4s5H3L2H")
_RECORD = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF_8, _ENCRYPTED, _SIZES_FOLLOW = 0x800, 0x41, 0x8
_STORED, _DEFLATED = 0, 8
_MOST_BYTES = 400_000_000
_ZIP64 = 1


class _Record(NamedTuple):
    """A part as the package's directory has it, and its content as it is stored."""

    name: bytes
    about: tuple[int, int, int, int, int]
    """Version made by, version needed, flags, method, and the external attributes."""
    date: tuple[int, int]
    crc: int
    size: int
    extra: bytes
    packed: bytes


class Package:
    """The parts of a workbook by their names; Unpatchable if it is no plain package."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.changed: set[str] = set()
        """The parts that were replaced, added or removed, by name."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError):
            raise Unpatchable("no zip package") from None
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._add(info)
        if sum(info.file_size for info in self._infos.values()) > _MOST_BYTES:
            raise Unpatchable("too big")
        self._names = {name.lower(): name for name in self._infos}
        self._contents: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the package."""
        return list(self._names.values())

    def about(self, name: str) -> tuple[object, ...]:
        """What the directory says of a part beside its place."""
        info = self._infos[self._names[name.lower()]]
        return info.filename, info.date_time, info.CRC, info.file_size, info.external_attr

    def read(self, name: str) -> bytes:
        """The content of a part; Unpatchable if it is not there or damaged."""
        known = self._names.get(name.lower())
        if known is None:
            raise Unpatchable(f"no part {name}")
        if known in self._contents:
            return self._contents[known]
        try:
            return self._zip.read(self._infos[known])
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise Unpatchable(f"damaged part {name}") from None

    def write(self, name: str, content: bytes) -> None:
        """Replace a part, or add one at the end."""
        known = self._names.setdefault(name.lower(), name)
        if known in self and self._is_the_same(known, content):
            return
        self._contents[known] = content
        self.changed.add(known)

    def remove(self, name: str) -> None:
        """Take a part out, if it is there."""
        known = self._names.pop(name.lower(), None)
        if known is not None:
            self._contents.pop(known, None)
            self.changed.add(known)

    def free_name(self, pattern: str) -> str:
        """A name that no part has, with a number in the place of {}."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def pack(self) -> bytes:
        """The package as a file: order, dates and bytes of the untouched parts are kept."""
        file, directory = bytearray(), bytearray()
        for name in self._names.values():
            record = self._record(name)
            directory += _entry(record, len(file))
            file += _header(record) + record.packed
        count, start = len(self._names), len(file)
        comment = self._zip.comment
        end = (b"PK\5\6", 0, 0, count, count, len(directory), start, len(comment))
        return bytes(file + directory + _END.pack(*end) + comment)

    def _add(self, info: zipfile.ZipInfo) -> None:
        name = info.filename.replace("\\", "/").lstrip("/")
        if name.lower() in (each.lower() for each in self._infos) or ".." in name.split("/"):
            raise Unpatchable("odd names")
        if info.flag_bits & _ENCRYPTED or info.compress_type not in (_STORED, _DEFLATED):
            raise Unpatchable("odd packing")
        self._infos[name] = info

    def _is_the_same(self, name: str, content: bytes) -> bool:
        return name in self._infos and name not in self.changed and self.read(name) == content

    def _record(self, name: str) -> _Record:
        info = self._infos.get(name)
        if info is None:
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o600 << 16
        flags = info.flag_bits & ~_SIZES_FOLLOW
        stored = info.orig_filename.encode("utf-8" if flags & _UTF_8 else "cp437", "replace")
        if name not in self._infos:
            stored, flags = name.encode(), 0 if name.isascii() else _UTF_8
        content = self._contents.get(name)
        made = info.create_version | info.create_system << 8
        method = info.compress_type if content is None else _DEFLATED
        about = (made, info.extract_version, flags, method, info.external_attr)
        common = (stored, about, _dos(info))
        if content is None:
            packed = self._packed(info)
            return _Record(*common, info.CRC, info.file_size, _without_sizes(info.extra), packed)
        compressor = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = compressor.compress(content) + compressor.flush()
        return _Record(*common, zlib.crc32(content), len(content), b"", packed)

    def _packed(self, info: zipfile.ZipInfo) -> bytes:
        fields = _LOCAL.unpack_from(self.data, info.header_offset)
        start = info.header_offset + _LOCAL.size + fields[-2] + fields[-1]
        return self.data[start : start + info.compress_size]


def _dos(info: zipfile.ZipInfo) -> tuple[int, int]:
    """The time and the date as a zip file stores them."""
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _header(record: _Record) -> bytes:
    _, needed, flags, method, _ = record.about
    sizes = (record.crc, len(record.packed), record.size, len(record.name), len(record.extra))
    fixed = _LOCAL.pack(b"PK\3\4", needed, flags, method, *record.date, *sizes)
    return fixed + record.name + record.extra


def _entry(record: _Record, offset: int) -> bytes:
    made, needed, flags, method, attributes = record.about
    sizes = (record.crc, len(record.packed), record.size, len(record.name), len(record.extra))
    begin = (b"PK\1\2", made, needed, flags, method, *record.date)
    return _RECORD.pack(*begin, *sizes, 0, 0, 0, attributes, offset) + record.name + record.extra


def _without_sizes(extra: bytes) -> bytes:
    """The extra fields but the sizes of large files, which none of ours is."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind != _ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept
