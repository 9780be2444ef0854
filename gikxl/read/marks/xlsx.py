"""Marks of xlsx and xlsm sheets, transitional and strict.

Most sheets are written plainly and hold no error value and no hidden line: for them
the cells with formulas are found by a search for bytes. Whatever is out of the ordinary
goes to an XML parser, four times slower.
"""

import re
from functools import cache, lru_cache, partial
from typing import NamedTuple, TypeVar

from gikxl.read.grid import Flag, Grid, Marks, Range
from gikxl.read.marks import MOST_SHEETS, Box, Flags, Insight, relative
from gikxl.read.marks.xml import elements, new_parser, parse
from gikxl.read.package import CANNOT_BURST, Package
from gikxl.read.refusal import DAMAGED, TOO_BIG
from gikxl.report import column_number

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SHARED_STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"

_HEAD = 4_096
_UNNAMED_ERROR = "#N/A"
_LONG_CELL = 2_000
"""No cell of a table is as long; keeping what was read of such would take memory."""
MOST_MERGES = 20_000
PLAIN_SIZE = 200_000
"""A sheet's XML longer than this may hold a big box without naming a distant row."""


def survey(package: Package) -> list[Insight]:
    """An Insight for each sheet; Unreadable if the package is out of bounds."""
    _refuse_false_sizes(package)
    return [_insight(package, name, part) for name, part in sheet_parts(package)]


def sheet_parts(package: Package) -> list[tuple[str, str]]:
    """The name and the part of each sheet, in the workbook's order; “” where it has none."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in elements(package.read(RELATIONS), "Relationship")
    }
    sheets = elements(package.read(WORKBOOK), "sheet", until=b"sheets>")
    if len(sheets) > MOST_SHEETS:
        raise TOO_BIG.because(f"工作表超过 {MOST_SHEETS} 张")
    return [
        (sheet.get("name", ""), _part(targets.get(_relation_id(sheet), ""))) for sheet in sheets
    ]


def _relation_id(sheet: dict[str, str]) -> str | None:
    return next((sheet[name] for name in sheet if name.endswith(":id")), None)


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"


def _refuse_false_sizes(package: Package) -> None:
    """Calamine inflates these by itself, and reserves memory for the strings they claim."""
    for part in (SHARED_STRINGS, STYLES):
        if package.packed(part) >= CANNOT_BURST:
            package.read(part)
        if part in package:
            _refuse_oddities(package.head(part, _HEAD))
    if SHARED_STRINGS not in package:
        return
    strings = package.head(SHARED_STRINGS, _HEAD)
    start = strings.find(b"sst")
    end = strings.find(b">", start)
    if not 0 <= start < end:
        raise DAMAGED.because("共享字符串的开头不正常")
    for piece in strings[start:end].replace(b"'", b'"').split(b'"'):
        if piece.strip().isdigit() and int(piece) > package.size(SHARED_STRINGS):
            raise DAMAGED.because("共享字符串的个数与内容不符")


_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SHAPE = bytes.maketrans(_DIGITS + _LETTERS + b'"', b"0" * 10 + b"A" * 53)


def _cells(xml: bytes) -> bytes:
    """The part of a sheet's XML that holds the cells."""
    return xml[xml.find(b"<sheetData") : xml.rfind(b"</sheetData>")]


def _may_be_big(xml: bytes) -> bool:
    """Whether some cell may lie below row 999, or beyond the last column: measure the box then."""
    shape = _cells(xml).translate(_SHAPE)
    return not shape or len(xml) > PLAIN_SIZE or b"A0000" in shape or b"AAAA0" in shape


def _insight(package: Package, name: str, part: str) -> Insight:
    if part not in package:
        return Insight(name, partial(_without_part, part))
    xml = package.read(part)
    _refuse_oddities(xml[:_HEAD])
    if xml.count(b"<mergeCell ") > MOST_MERGES:
        raise TOO_BIG.because(f"合并的单元格超过 {MOST_MERGES} 处")
    if _may_be_big(xml):
        found = careful(_without_blanks(xml))
        found.box.refuse_if_too_big()
        return Insight(name, found.marks, lambda: found.merges, xml)
    return Insight(name, partial(scan, xml), lambda: careful(xml).merges, xml)


def _without_blanks(xml: bytes) -> bytes:
    """A sheet without what is only formatted: some have a million rows of it."""
    close = xml.rfind(b"</sheetData>")
    if len(xml) < PLAIN_SIZE or close < 0 or b"'" in xml or b"<!" in xml:
        return xml
    last = max(xml.rfind(sign, 0, close) for sign in (b"<v", b"<is", b"<f"))
    end = xml.find(b"</row>", last, close) + len(b"</row>")
    if 0 <= last < end:
        xml = xml[:end] + xml[close:]
    if b"hidden" in xml:
        return xml
    xml = re.sub(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?/>', b"", xml)
    return re.sub(rb'<row r="[0-9]+"[^<>]*(?:/>|></row>)(?=<row r="|</sheetData>)', b"", xml)


def _refuse_oddities(head: bytes) -> None:
    """A document type, which may hold bombs, and encodings that calamine takes for UTF-8."""
    if b"<!DOCTYPE" in head:
        raise DAMAGED.because("XML 里有工作簿不该有的文档类型声明")
    encoding = _encoding().match(head)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or (encoding and encoding[1].lower() != b"utf-8"):
        raise DAMAGED.because("XML 用了工作簿不用的编码")


@cache
def _encoding() -> re.Pattern[bytes]:
    return re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=["']([^"'>]*)""")


def _without_part(part: str, _grid: Grid) -> Marks:
    raise DAMAGED.because(f"缺少部件 {part}")


def scan(xml: bytes, grid: Grid) -> Marks:
    """The marks of a sheet from its XML."""
    flags = plain_flags(xml)
    return careful(xml).marks(grid) if flags is None else relative(grid, flags, (), ())


class _Shared:
    """The shared formulas of a sheet: written once, the other cells refer to it."""

    def __init__(self) -> None:
        self._masters: dict[str, tuple[str, int, int]] = {}

    def text(self, key: str, text: str, row: int, column: int) -> str:
        """The text in this cell; “” if it cannot be derived from the first one."""
        if text:
            self._masters[key] = text, row, column
            return text
        if key not in self._masters:
            return ""
        from gikxl.read.formula import shifted

        master, from_row, from_column = self._masters[key]
        return shifted(master, row - from_row, column - from_column)


@cache
def _formula() -> re.Pattern[bytes]:
    """A cell with a formula, plainly written, from its address to its end."""
    return re.compile(
        rb'r="([A-Za-z]+[0-9]+)"([^<>]*)>'
        rb"<f([^<>]*)(?:/>|>([^<]*)</f>)(?:<v>([^<]*)</v>|(<v ?/>))?</c>"
    )


class _Formula(NamedTuple):
    """What a plainly written cell with a formula says."""

    row: int
    column: int
    flag: Flag
    shared: str | None
    """The key of the shared formula, if it is one."""


def plain_flags(xml: bytes) -> Flags | None:
    """The formulas of a plainly written sheet; None if it has to be read carefully."""
    cells = _cells(xml)
    if not cells or _has_hidden(xml) or _is_odd(cells):
        return None
    flags: Flags = {}
    shared = _Shared()
    for cell in cells.split(b"<c "):
        if b"<f" in cell:
            found = _read_formula(cell) if len(cell) < _LONG_CELL else None
            if found is None:
                return None
            row, column, flag, key = found
            if key is not None:
                text = shared.text(key, flag.formula or "", row, column)
                flag = flag._replace(formula=text)
            flags[row, column] = flag
    return flags


@lru_cache(maxsize=2048)
def _read_formula(cell: bytes) -> _Formula | None:
    """Read one cell; None if it is not plain. Most stand in many workbooks alike."""
    found = _formula().match(cell)
    if not found or cell.count(b"<f") > 1:
        return None
    reference, rest, how, text, value, nothing = found.groups()
    if text and b"&#" in text:
        return None
    is_text = (value is not None or nothing) and b't="str"' in rest
    flag = Flag(_unescaped(text) if text else "", bool(value or is_text))
    return _Formula(
        *_position(reference.decode()), flag, _shared_key(how) if b"shared" in how else None
    )


def _is_odd(cells: bytes) -> bool:
    """Error values, comments and CDATA, elements with a prefix; looks for single bytes first."""
    return (
        b'"e"' in cells
        or (b"'" in cells and b"'e'" in cells)
        or (b"!" in cells and b"<!" in cells)
        or b":f" in cells
    )


def _has_hidden(xml: bytes) -> bool:
    if b"hidden" not in xml:
        return False
    return xml.count(b"hidden") != xml.count(b'hidden="0"') + xml.count(b'hidden="false"')


def _unescaped(text: bytes) -> str:
    if b"&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text.decode()


_ENTITIES = (
    (b"&lt;", b"<"),
    (b"&gt;", b">"),
    (b"&quot;", b'"'),
    (b"&apos;", b"'"),
    (b"&amp;", b"&"),
)


def _shared_key(attributes: bytes) -> str:
    return attributes.partition(b' si="')[2].partition(b'"')[0].decode()


class _LocalNames(dict[str, str]):
    """Names without their prefix."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local


class Cell:
    """The cell that is being read."""

    __slots__ = ("column", "formula", "how", "kind", "row", "value")

    def __init__(self, row: int, column: int, kind: str) -> None:
        self.row = row
        self.column = column
        self.kind = kind
        self.how: dict[str, str] = {}
        self.formula: str | None = None
        self.value: str | None = None


class Careful:
    """Everything about a sheet's cells and lines, counted from A1, by an XML parser."""

    def __init__(self) -> None:
        self.flags: Flags = {}
        self.hidden_rows: list[range] = []
        self.hidden_columns: list[range] = []
        self.merges: list[Range] = []
        self.box = Box()
        self._shared = _Shared()
        self._row = self._column = -1
        self._cell: Cell | None = None
        self._text: list[str] | None = None
        self._names = _LocalNames()

    def marks(self, grid: Grid) -> Marks:
        """The marks in the grid's own counting."""
        return relative(grid, self.flags, self.hidden_rows, self.hidden_columns)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = self._names[name]
        if local == "c":
            self._start_cell(attributes)
        elif self._cell is not None:
            self._start_in_cell(local, attributes)
        elif local == "row":
            self._start_row(attributes)
        elif local == "col" and _is_hidden(attributes):
            self.hidden_columns.append(range(int(attributes["min"]) - 1, int(attributes["max"])))
        elif local == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            self.merges.append((*_position(first), *_position(last or first)))

    def text(self, text: str) -> None:
        """Text between elements."""
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        local = self._names[name]
        if self._cell is None:
            return
        if local == "c":
            self._end_cell(self._cell)
            self._cell = None
        elif local == "f" and self._text is not None:
            self._cell.formula, self._text = "".join(self._text), None
        elif local == "v" and self._text is not None:
            self._cell.value, self._text = "".join(self._text), None

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        if _is_hidden(attributes):
            self.hidden_rows.append(range(self._row, self._row + 1))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = _position(attributes["r"])
        else:
            self._column += 1
        self._cell = Cell(self._row, self._column, attributes.get("t", ""))

    def _start_in_cell(self, local: str, attributes: dict[str, str]) -> None:
        cell = self._cell
        if cell is None or local not in ("f", "v", "is"):
            return
        self.box.add(cell.row, cell.column)
        if local != "is":
            self._text = []
        if local == "f":
            cell.how = attributes

    def _end_cell(self, cell: Cell) -> None:
        if cell.formula is None and cell.kind != "e":
            return
        formula = cell.formula
        if formula is not None and cell.how.get("t") == "shared":
            formula = self._shared.text(cell.how.get("si", ""), formula, cell.row, cell.column)
        cached = bool(cell.value) or (cell.value is not None and cell.kind == "str")
        error = (cell.value or _UNNAMED_ERROR) if cell.kind == "e" else None
        self.flags[cell.row, cell.column] = Flag(formula, cached, error)


_Found = TypeVar("_Found", bound=Careful)


def careful(xml: bytes) -> Careful:
    """What an XML parser finds in a sheet; Unreadable if it is not well formed."""
    return read_into(Careful(), xml)


def read_into(found: _Found, xml: bytes) -> _Found:
    """The same for something that looks for more."""
    parser = new_parser()
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    try:
        parse(parser, xml)
    except (ValueError, KeyError):
        raise DAMAGED.because("工作表里有写错的单元格位置") from None
    return found


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true", "on")


@lru_cache(maxsize=8192)
def _position(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    if not 0 < len(letters) <= 3 or not letters.isascii() or not letters.isalpha():
        raise ValueError(reference)
    row = int(reference[len(letters) :]) - 1
    if row < 0:
        raise ValueError(reference)
    return row, column_number(letters)
