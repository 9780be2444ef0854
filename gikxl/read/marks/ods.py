"""Marks of OpenDocument sheets: all stand in content.xml, so one pass finds them all.

Names are compared with their usual prefixes, as calamine does: a file with others
has no sheets for either.
"""

import re
from functools import cache
from xml.parsers import expat

from gikxl.read.formula import from_open_formula
from gikxl.read.grid import Flag, Grid, Marks, Range
from gikxl.read.marks import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Box, Flags, Insight, relative
from gikxl.read.package import Package
from gikxl.read.refusal import DAMAGED, ENCRYPTED, TOO_BIG

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
MOST_REPEATED = 100_000
"""Copies of one flagged cell that are still written out one by one."""

_CELLS = ("table:table-cell", "table:covered-table-cell")
_HIDDEN = ("collapse", "filter")


def survey(package: Package) -> list[Insight]:
    """An Insight for each sheet; Unreadable if the file is encrypted or out of bounds."""
    if MANIFEST in package and b"encryption-data" in package.read(MANIFEST):
        raise ENCRYPTED.because()
    content = _Content()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = content.start
    parser.EndElementHandler = content.end
    parser.CharacterDataHandler = content.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(package.read(CONTENT), True)
    except expat.ExpatError as error:
        raise DAMAGED.because(f"XML 第 {error.lineno} 行有错") from None
    if len(content.sheets) > MOST_SHEETS:
        raise TOO_BIG.because(f"工作表超过 {MOST_SHEETS} 张")
    for sheet in content.sheets:
        sheet.box.refuse_if_too_big()
    return [Insight(sheet.name, sheet.marks, sheet.its_merges) for sheet in content.sheets]


def _refuse_doctype(*_: object) -> None:
    raise DAMAGED.because("XML 里有工作簿不该有的文档类型声明")


class _Sheet:
    """What was found in one table, counted from A1."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.flags: Flags = {}
        self.hidden_rows: list[range] = []
        self.hidden_columns: list[range] = []
        self.merges: list[Range] = []
        self.box = Box()
        self.row = self.column = 0
        self.rows_repeated = 1
        self.columns_defined = 0

    def marks(self, grid: Grid) -> Marks:
        """The marks in the grid's own counting."""
        return relative(grid, self.flags, self.hidden_rows, self.hidden_columns)

    def its_merges(self) -> list[Range]:
        """The merged ranges."""
        return self.merges

    def define_columns(self, attributes: dict[str, str]) -> None:
        """Columns are defined before the rows, with their visibility."""
        after = self.columns_defined + _count(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self.hidden_columns.append(range(self.columns_defined, after))
        self.columns_defined = after

    def start_row(self, attributes: dict[str, str]) -> None:
        """A row, or several alike, begins."""
        self.column = 0
        self.rows_repeated = _count(attributes, "table:number-rows-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self.hidden_rows.append(range(self.row, self.row + self.rows_repeated))

    def add_cell(self, attributes: dict[str, str], text: str) -> None:
        """A cell, or several alike, has ended."""
        repeated = _count(attributes, "table:number-columns-repeated")
        if text or "office:value-type" in attributes or "table:formula" in attributes:
            self._fill(attributes, text, repeated)
        rows = _count(attributes, "table:number-rows-spanned")
        columns = _count(attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            last = self.row + rows - 1, self.column + columns - 1
            self.merges.append((self.row, self.column, *last))
        self.column += repeated

    def _fill(self, attributes: dict[str, str], text: str, repeated: int) -> None:
        last_row = self.row + self.rows_repeated - 1
        self.box.add(self.row, self.column, last_row, self.column + repeated - 1)
        flag = _flag(attributes, text)
        if flag is None:
            return
        if self.rows_repeated * repeated > MOST_REPEATED:
            raise TOO_BIG.because("同一个公式或错误值重复太多次")
        for row in range(self.row, last_row + 1):
            for column in range(self.column, self.column + repeated):
                self.flags[row, column] = flag


class _Content:
    """Walks content.xml; tables within cells of a table are passed over."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self._depth = 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._in_paragraph = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table" and not self._depth:
            self.sheets.append(_Sheet(attributes.get("table:name", "")))
        self._depth += self._nests(name)
        if self._depth != 1:
            return
        if name in _CELLS:
            self._cell, self._text = attributes, []
        elif name == "text:p":
            self._in_paragraph = True
        elif name == "table:table-row":
            self.sheets[-1].start_row(attributes)
        elif name == "table:table-column":
            self.sheets[-1].define_columns(attributes)

    def _nests(self, name: str) -> bool:
        """Whether what follows is no longer the sheet's own: a table in a cell, a note."""
        return name == "table:table" or (name == "office:annotation" and self._depth > 0)

    def text(self, text: str) -> None:
        if self._in_paragraph and self._depth == 1:
            self._text.append(text)

    def end(self, name: str) -> None:
        self._depth -= self._nests(name)
        if self._depth != 1:
            return
        if name in _CELLS and self._cell is not None:
            self.sheets[-1].add_cell(self._cell, "".join(self._text))
            self._cell = None
        elif name == "text:p":
            self._in_paragraph = False
        elif name == "table:table-row":
            self.sheets[-1].row += self.sheets[-1].rows_repeated


@cache
def _error_value() -> re.Pattern[str]:
    return re.compile(r"#[A-Z][A-Z0-9/_]*[!?]?|Err:[0-9]{3}")


def _flag(attributes: dict[str, str], text: str) -> Flag | None:
    formula = attributes.get("table:formula")
    is_error = attributes.get("calcext:value-type") == "error" or (
        formula is not None and _error_value().fullmatch(text) is not None
    )
    if formula is None and not is_error:
        return None
    return Flag(
        None if formula is None else from_open_formula(formula),
        "office:value-type" in attributes,
        (text or "#N/A") if is_error else None,
    )


def _count(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name)
    if value is None:
        return 1
    if not value.isdecimal() or not value.isascii() or len(value) > 9:
        raise DAMAGED.because("单元格的重复次数有错")
    most = MOST_ROWS if "rows" in name else MOST_COLUMNS
    return max(1, min(int(value), 2 * most))
