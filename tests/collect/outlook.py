"""What Outlook writes: .msg files and winmail.dat, byte by byte as Microsoft describes them.

[MS-CFB] for the container, [MS-OXMSG] and [MS-OXTNEF] for what stands in it.
"""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import TypeAlias

Tree: TypeAlias = Mapping[str, "bytes | Tree"]

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
SIGNATURE = b"\x78\x9f\x3e\x22"


def msg(
    *,
    subject: str = "报送年报",
    sender: str = "张三",
    address: str = "zs@example.gov.cn",
    sent: datetime | None = datetime(2026, 1, 15, 1, 30, tzinfo=UTC),
    body: str = "请查收。",
    headers: str = "",
    attachments: Mapping[str, bytes] | None = None,
    forwarded: Mapping[str, Tree] | None = None,
    links: tuple[str, ...] = (),
    codec: str = "utf-16-le",
) -> bytes:
    """A .msg file; `forwarded` are messages as `message` makes them."""
    return compound(
        message(
            subject=subject, sender=sender, address=address, sent=sent, body=body,
            headers=headers, attachments=attachments, forwarded=forwarded, links=links,
            codec=codec, header=32,
        )
    )  # fmt: skip


def message(
    *,
    subject: str = "报送年报",
    sender: str = "张三",
    address: str = "zs@example.gov.cn",
    sent: datetime | None = None,
    body: str = "",
    headers: str = "",
    attachments: Mapping[str, bytes] | None = None,
    forwarded: Mapping[str, Tree] | None = None,
    links: tuple[str, ...] = (),
    codec: str = "utf-16-le",
    header: int = 24,
) -> Tree:
    """A message as a tree of streams; texts in Unicode, or in a code page."""
    texts = {0x0037: subject, 0x0C1A: sender, 0x5D01: address, 0x1000: body, 0x007D: headers}
    fixed = {} if sent is None else {0x0039: (0x0040, _ticks(sent))}
    if codec != "utf-16-le":
        fixed[0x3FFD] = (0x0003, 936)
    tree = _texts({key: text for key, text in texts.items() if text}, codec)
    tree["__properties_version1.0"] = _properties(tree, fixed, header)
    attached: list[Tree] = []
    for name, data in (attachments or {}).items():
        attached.append(_attachment(name, codec, 1, {"__substg1.0_37010102": data}))
    for name, inner in (forwarded or {}).items():
        attached.append(_attachment(name, codec, 5, {"__substg1.0_3701000D": inner}))
    attached += [_attachment(name, codec, 7, {}) for name in links]
    return tree | {f"__attach_version1.0_#{n:08X}": one for n, one in enumerate(attached)}


def _attachment(name: str, codec: str, method: int, content: Tree) -> Tree:
    texts = _texts({0x3707: name, 0x3704: "SHORT~1.XLS"} if name else {}, codec)
    tree = {**texts, **content}
    return {**tree, "__properties_version1.0": _properties(tree, {0x3705: (3, method)}, 8)}


def _texts(texts: Mapping[int, str], codec: str) -> dict[str, bytes | Tree]:
    kind = "001F" if codec == "utf-16-le" else "001E"
    return {f"__substg1.0_{key:04X}{kind}": text.encode(codec) for key, text in texts.items()}


def _properties(tree: Tree, fixed: Mapping[int, tuple[int, int]], header: int) -> bytes:
    """The stream of properties: those of a fixed size themselves, of the others the size."""
    entries = [struct.pack("<HHLQ", kind, key, 6, v) for key, (kind, v) in fixed.items()]
    for name, content in tree.items():
        code = int(name[-8:], 16)
        size = len(content) + 2 if isinstance(content, bytes) else 0xFFFFFFFF
        entries.append(struct.pack("<HHLQ", code & 0xFFFF, code >> 16, 6, size))
    return bytes(header) + b"".join(entries)


def _ticks(moment: datetime) -> int:
    return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


class _Compound:
    """Puts streams into sectors: small ones into the mini stream, as the format wants it."""

    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.mini = b""
        self.mini_fat: list[int] = []
        self.entries: list[bytes] = []

    def chain(self, data: bytes) -> int:
        """Write data into sectors of their own; the first."""
        count = -(-len(data) // _SECTOR)
        first = len(self.sectors)
        for n in range(count):
            self.sectors.append(data[n * _SECTOR : (n + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            self.fat.append(first + n + 1 if n + 1 < count else _END)
        return first if count else _END

    def stream(self, data: bytes) -> int:
        if len(data) >= _CUTOFF:
            return self.chain(data)
        count, first = -(-len(data) // _MINI), len(self.mini_fat)
        self.mini += data.ljust(count * _MINI, b"\0")
        self.mini_fat += [first + n + 1 if n + 1 < count else _END for n in range(count)]
        return first if count else _END

    def add(self, name: str, content: "bytes | Tree") -> int:
        """Write a stream or a storage with all that is in it; the number of its entry."""
        number = len(self.entries)
        self.entries.append(b"")
        if isinstance(content, bytes):
            self.entries[number] = _entry(name, 2, self.stream(content), len(content), _NONE)
        else:
            child = self.children(content)
            self.entries[number] = _entry(name, 5 if number == 0 else 1, 0, 0, child)
        return number

    def children(self, tree: Tree) -> int:
        """A storage's entries, each the right neighbour of the one before; the first."""
        names = sorted(tree, key=lambda name: (len(name), name.upper()))
        numbers = [self.add(name, tree[name]) for name in names]
        for left, right in pairwise(numbers):
            entry = bytearray(self.entries[left])
            struct.pack_into("<L", entry, 72, right)
            self.entries[left] = bytes(entry)
        return numbers[0] if numbers else _NONE


def compound(tree: Tree) -> bytes:
    """A compound file with these streams and storages."""
    made = _Compound()
    made.add("Root Entry", tree)
    root = bytearray(made.entries[0])
    struct.pack_into("<LQ", root, 116, made.chain(made.mini), len(made.mini))
    made.entries[0] = bytes(root)
    mini_fat = b"".join(struct.pack("<L", at) for at in made.mini_fat)
    first_mini = made.chain(mini_fat.ljust(-(-len(mini_fat) // _SECTOR) * _SECTOR, b"\xff"))
    first_entry = made.chain(b"".join(made.entries))
    count = 1
    while len(made.fat) + count > count * (_SECTOR // 4):
        count += 1
    at = len(made.sectors)
    numbers = [*made.fat, *[_FAT] * count]
    table = b"".join(struct.pack("<L", n) for n in numbers).ljust(count * _SECTOR, b"\xff")
    head = struct.pack(
        "<8s16xHHHHH6xLLLLLLLLLL", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, count, first_entry, 0, _CUTOFF, first_mini, -(-len(mini_fat) // _SECTOR), _END, 0, at,
    )  # fmt: skip
    more = b"".join(struct.pack("<L", at + n) for n in range(1, count))
    return head + more.ljust(_SECTOR - len(head), b"\xff") + b"".join(made.sectors) + table


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    raw = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBLLL16x4x8x8xLQ", raw, len(raw) + 2, kind, 1, _NONE, _NONE, child, start, size
    )


def tnef(
    files: Mapping[str, bytes], *, codec: str = "utf-16-le", by_properties: bool = False
) -> bytes:
    """A winmail.dat with these files, their long names among the MAPI properties."""
    out = SIGNATURE + struct.pack("<H", 1)
    out += _attribute(1, 0x00089006, struct.pack("<L", 0x00010000))
    out += _attribute(1, 0x00069007, struct.pack("<LL", 936, 0))
    for name, data in files.items():
        out += _attribute(2, 0x00069002, struct.pack("<HLHHL", 1, 0xFFFFFFFF, 0, 0, 0))
        out += _attribute(2, 0x00018010, "SHORT~1.XLS".encode("gbk") + b"\0")
        content = [] if not by_properties else [_variable(0x0102, 0x3701, data)]
        if not by_properties:
            out += _attribute(2, 0x0006800F, data)
        kind = 0x001F if codec == "utf-16-le" else 0x001E
        end = b"\0\0" if kind == 0x001F else b"\0"
        properties = [
            struct.pack("<HHL", 0x0003, 0x3705, 1),
            struct.pack("<HHQ", 0x0040, 0x3007, 5),
            _named(),
            _many(),
            *content,
            _variable(kind, 0x3707, name.encode(codec) + end),
        ]
        out += _attribute(2, 0x00069005, struct.pack("<L", len(properties)) + b"".join(properties))
    return out


def _attribute(level: int, identity: int, data: bytes) -> bytes:
    return (
        struct.pack("<BLL", level, identity, len(data))
        + data
        + struct.pack("<H", sum(data) % 65536)
    )


def _variable(kind: int, identity: int, data: bytes) -> bytes:
    return struct.pack("<HHLL", kind, identity, 1, len(data)) + _four(data)


def _named() -> bytes:
    """A property with a name of its own."""
    name = "Keywords".encode("utf-16-le") + b"\0\0"
    return (
        struct.pack("<HH", 0x0003, 0x8001) + bytes(16) + struct.pack("<LL", 1, len(name))
        + _four(name) + struct.pack("<L", 7)
    )  # fmt: skip


def _many() -> bytes:
    """A property with several values."""
    texts = [b"one\0", b"three\0"]
    values = b"".join(struct.pack("<L", len(text)) + _four(text) for text in texts)
    return struct.pack("<HHL", 0x101E, 0x6001, len(texts)) + values


def _four(data: bytes) -> bytes:
    return data.ljust(-(-len(data) // 4) * 4, b"\0")
