"""The usual workbook in pieces, and a zip writer that lies where it is told to."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from html import escape

from gikxl.report import column_letters
from tests.read.layouts import OWN, Layout, official

Parts = dict[str, bytes]

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml"

BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
TYPES = "[Content_Types].xml"
SHEET = "xl/worksheets/sheet2.xml"
"""The sheet with table 三, whose first number, 1011, is in D4."""


def parts() -> Parts:
    """A workbook with the three tables, each number another one."""
    layouts = official(OWN.values())
    strings: dict[str, int] = {}
    sheets = {
        f"xl/worksheets/sheet{at}.xml": sheet_xml(table, strings)
        for at, table in enumerate(layouts.values(), 1)
    }
    return {
        TYPES: _types(sheets),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        BOOK: book_xml(layouts),
        RELATIONS: _relations(
            [
                *(("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)),
                ("sharedStrings", "sharedStrings.xml"),
                ("styles", "styles.xml"),
            ]
        ),
        **sheets,
        STRINGS: _strings(strings),
        STYLES: styles_xml('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'),
    }


def book_xml(names: Iterable[str], more: str = "", before: str = "") -> bytes:
    """The part that names the sheets."""
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>'
        for at, name in enumerate(names, 1)
    )
    return (
        HEAD
        + f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}">{before}'
        f"<sheets>{sheets}</sheets>{more}</workbook>".encode()
    )


def sheet_xml(table: Layout, strings: dict[str, int]) -> bytes:
    """A sheet; texts go to the shared strings."""
    rows = []
    for row, cells in enumerate(table.rows, 1):
        written = [
            _cell(f"{column_letters(at)}{row}", cell, strings) for at, cell in enumerate(cells)
        ]
        rows.append(f'<row r="{row}">{"".join(written)}</row>')
    merges = "".join(
        f'<mergeCell ref="{column_letters(b)}{a + 1}:{column_letters(d)}{c + 1}"/>'
        for a, b, c, d in table.merges
    )
    return (
        HEAD
        + f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATION}"><dimension ref="A1:P40"/>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        f"<mergeCells>{merges}</mergeCells></worksheet>".encode()
    )


def _cell(place: str, cell: object, strings: dict[str, int]) -> str:
    if cell == "":
        return f'<c r="{place}" s="0"/>'
    if isinstance(cell, str):
        return f'<c r="{place}" t="s"><v>{strings.setdefault(cell, len(strings))}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


def _strings(strings: Iterable[str]) -> bytes:
    items = [f"<si><t>{escape(text)}</t></si>" for text in strings]
    count = len(items)
    return (
        HEAD
        + f'<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}">'
        f"{''.join(items)}</sst>".encode()
    )


def styles_xml(formats: str, count: int = 1, number_formats: str = "") -> bytes:
    """The styles, with these cell formats."""
    return (
        HEAD
        + f'<styleSheet xmlns="{MAIN}">{number_formats}'
        '<fonts count="1"><font><sz val="11"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        f'<cellXfs count="{count}">{formats}</cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'.encode()
    )


def _types(sheets: Iterable[str]) -> bytes:
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{MIME}.worksheet+xml"/>' for part in sheets
    )
    return (
        HEAD
        + f'<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{MIME}.sheet.main+xml"/>'
        f'<Override PartName="/{STRINGS}" ContentType="{MIME}.sharedStrings+xml"/>'
        f'<Override PartName="/{STYLES}" ContentType="{MIME}.styles+xml"/>'
        f"{overrides}</Types>".encode()
    )


def _relations(targets: Iterable[tuple[str, str]]) -> bytes:
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return (
        HEAD + f'<Relationships xmlns="{PACKAGE}relationships">{relations}</Relationships>'.encode()
    )


def changed(part: str, *changes: tuple[str | bytes, str | bytes], of: Parts | None = None) -> Parts:
    """The parts of the usual workbook with texts of one of them replaced; each must be there."""
    all_parts = of or parts()
    content = all_parts[part]
    for before, after in changes:
        assert _raw(before) in content, content[:3000].decode()
        content = content.replace(_raw(before), _raw(after))
    return {**all_parts, part: content}


def with_cell(place: str, xml: str, of: Parts | None = None) -> Parts:
    """The usual workbook with another cell in place of one of table 三's."""
    sheet = (of or parts())[SHEET].decode()
    begin = sheet.index(f'<c r="{place}"')
    end = begin + (
        sheet[begin:].index("/>") + 2
        if f'<c r="{place}" s="0"/>' in sheet
        else sheet[begin:].index("</c>") + 4
    )
    return changed(SHEET, (sheet[begin:end], xml), of=of)


def _raw(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


class Zip:
    """A zip package that says what it is told to say."""

    def __init__(self) -> None:
        self.body = bytearray()
        self.records: list[bytes] = []

    def add(
        self,
        name: str | bytes,
        content: bytes,
        *,
        method: int = 8,
        packed: bytes | None = None,
        size: int | None = None,
        packed_size: int | None = None,
        crc: int | None = None,
        flags: int = 0x800,
        local_name: str | bytes | None = None,
        offset: int | None = None,
        extra: bytes = b"",
        local_sizes: bool = True,
        comment: bytes = b"",
    ) -> "Zip":
        """One entry; whatever is given is written instead of what is true."""
        if packed is None:
            packed = _deflated(content) if method == 8 else content
        at = len(self.body) if offset is None else offset
        raw, local = _raw(name), _raw(name if local_name is None else local_name)
        crc = zlib.crc32(content) if crc is None else crc
        size = len(content) if size is None else size
        stored = len(packed) if packed_size is None else packed_size
        in_local = (crc, stored, size) if local_sizes else (0, 0, 0)
        self.body += struct.pack(
            "<4s5H3L2H", b"PK\3\4", 20, flags, method, 0, 33, *in_local, len(local), 0
        )
        self.body += local + packed
        self.records.append(
            struct.pack(
                "<4s6H3L5H2L", b"PK\1\2", 20, 20, flags, method, 0, 33, crc, stored, size,
                len(raw), len(extra), len(comment), 0, 0, 0, at,
            ) + raw + extra + comment
        )  # fmt: skip
        return self

    def data(
        self,
        *,
        prefix: bytes = b"",
        comment: bytes = b"",
        count: int | None = None,
        start: int | None = None,
        size: int | None = None,
    ) -> bytes:
        """The whole file."""
        directory = b"".join(self.records)
        count = len(self.records) if count is None else count
        start = len(self.body) if start is None else start
        size = len(directory) if size is None else size
        end = struct.pack(
            "<4s4H2LH", b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, size, start, len(comment)
        )
        return prefix + bytes(self.body) + directory + end + comment


def zipped(content: Mapping[str, bytes], **entry: object) -> bytes:
    """An honest package."""
    package = Zip()
    for name, data in content.items():
        package.add(name, data, **entry)
    return package.data()


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()
