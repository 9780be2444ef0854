"""The cells of one sheet: found, made, filled, emptied, restyled."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from gikxl.write.patch import merges, spread
from gikxl.write.patch.places import At, Box, area, name_of, position, reference
from gikxl.write.patch.xml import Unpatchable, child, insert, local, namespace, put_text

ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
    "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""What a sheet consists of, in the order of its schema."""

MOST_CHARACTERS = 32_767
TOO_LONG = f"文字超过 {MOST_CHARACTERS:,} 个字符，一个单元格放不下"
_TRUE = ("1", "true", "on")

Meant = Literal["value", "style", "stale"]
"""What was changed in a cell: all but its style, its style, or that its result is dropped."""


class Sheet:
    """One sheet of a workbook as a tree. Unpatchable if its cells are not plainly told apart."""

    def __init__(self, root: Any, name: str, part: str) -> None:
        self.root = root
        self.name = name
        self.part = part
        self.changed = False
        self.meant: dict[At, set[Meant]] = {}
        """The cells that were changed, and what in them."""
        self.heights: set[int] = set()
        """The rows whose height was changed."""
        self.freed: set[str] = set()
        """The merged ranges that were taken apart."""
        self.unshared: set[At] = set()
        """The cells whose share in a formula became a formula of their own."""
        self._ns = namespace(root)
        self._data = child(root, "sheetData")
        if local(root) != "worksheet" or self._data is None:
            raise Unpatchable(f"no cells in {part}")
        self._rows: dict[int, Any] = dict(self._numbered_rows())
        self._cells: dict[int, dict[int, Any]] = {}

    @cached_property
    def blocks(self) -> dict[At, tuple[str, Box]]:
        """The formulas that fill several cells."""
        return spread.blocks(self)

    @cached_property
    def merges(self) -> dict[str, Box]:
        """The merged ranges, by their references."""
        return merges.boxes(self)

    def cell(self, at: At) -> Any:
        """The element of a cell; None if the file has none."""
        return self._in_row(at[0]).get(at[1]) if at[0] in self._rows else None

    def cells(self) -> Iterator[tuple[At, Any]]:
        """Every cell that the file has."""
        for row in self._rows:
            for column, element in self._in_row(row).items():
                yield (row, column), element

    def row(self, row: int) -> Any:
        """The element of a row; None if the file has none."""
        return self._rows.get(row)

    def style(self, at: At) -> int:
        """The number of a cell's style: its own, or that of its row or column."""
        cell = self.cell(at)
        return int(cell.get("s", "0")) if cell is not None else self._inherited(at)

    def set_style(self, at: At, style: int) -> None:
        """Give a cell another style."""
        if self.style(at) != style:
            self._made(at).set("s", str(style))
            self._mean(at, "style")

    def put(self, at: At, value: int | Decimal | float | str | None) -> None:
        """Fill a cell with a number or a text, or empty it; ValueError, in Chinese, if it cannot.

        It keeps its style. A formula that stood there is gone, others stay.
        """
        cell = self._emptied(at) if value is not None else self._emptied_if_there(at)
        if cell is None or value is None:
            return
        if not isinstance(value, str):
            self._add(cell, "v").text = _digits(value)
            return
        if len(value.encode("utf-16-le", "surrogatepass")) > 2 * MOST_CHARACTERS:
            raise ValueError(f"{self.name}!{name_of(at)}：{TOO_LONG}")
        cell.set("t", "inlineStr")
        put_text(self._add(self._add(cell, "is"), "t"), value)

    def put_formula(self, at: At, formula: str, result: int | Decimal | float | str | None) -> None:
        """Fill a cell with a formula, without “=”, and its result if that is known."""
        cell = self._emptied(at)
        put_text(self._add(cell, "f"), formula)
        if isinstance(result, str):
            cell.set("t", "str")
        if result is not None:
            self._add(cell, "v").text = result if isinstance(result, str) else _digits(result)

    def drop_result(self, at: At) -> None:
        """Take a formula's result away: it is no longer true."""
        cell = self.cell(at)
        value = child(cell, "v") if cell is not None else None
        if value is not None:
            cell.remove(value)
            cell.attrib.pop("t", None)
            self._mean(at, "stale")

    def height(self, row: int) -> float | None:
        """The height of a row in points, if the file says one."""
        element = self._rows.get(row)
        return float(element.get("ht")) if element is not None and element.get("ht") else None

    def set_height(self, row: int, height: float) -> None:
        """Give a row another height, in points."""
        if self.height(row) != height:
            element = self._made_row(row)
            element.set("ht", f"{height:g}")
            element.set("customHeight", "1")
            self.heights.add(row)
            self.changed = True

    def width(self, column: int) -> float | None:
        """The width of a column in characters, if the file says one."""
        found = self._column_of(column)
        return float(found.get("width")) if found is not None and found.get("width") else None

    def drop_if_bare(self, at: At) -> None:
        """Take a blank cell out of the file if it looks as it would without being there."""
        cell = self.cell(at)
        if cell is None or len(cell) or int(cell.get("s", "0")) != self._inherited(at):
            return
        row = self._rows[at[0]]
        row.remove(cell)
        del self._in_row(at[0])[at[1]]
        self._mean(at, "style")
        if not len(row) and set(row.attrib) <= {"r", "spans"}:
            self._data.remove(row)
            del self._rows[at[0]], self._cells[at[0]]

    def _mean(self, at: At, what: Meant) -> None:
        self.meant.setdefault(at, set()).add(what)
        self.changed = True

    def _emptied_if_there(self, at: At) -> Any:
        return self._emptied(at) if self.cell(at) is not None else None

    def _emptied(self, at: At) -> Any:
        """A cell without value and formula, and without what only belonged to them."""
        spread.release(self, at)
        cell = self._made(at)
        for name in ("f", "v", "is"):
            for old in cell.findall(self._ns + name):
                cell.remove(old)
        for attribute in ("t", "cm", "vm"):
            cell.attrib.pop(attribute, None)
        self._mean(at, "value")
        return cell

    def _add(self, parent: Any, name: str) -> Any:
        """A new element among a cell's others, before what only newer versions of Excel know."""
        element = parent.makeelement(self._ns + name)
        insert(parent, element, ("f", "v", "is", "t", "extLst"))
        return element

    def _made(self, at: At) -> Any:
        cell = self.cell(at)
        if cell is not None:
            return cell
        style = self._inherited(at)
        row = self._made_row(at[0])
        cell = row.makeelement(self._ns + "c", {"r": name_of(at)})
        if style:
            cell.set("s", str(style))
        in_row = self._in_row(at[0])
        _put_between(row, cell, in_row, at[1])
        in_row[at[1]] = cell
        self._widen(row, at)
        self.changed = True
        return cell

    def _made_row(self, row: int) -> Any:
        if row not in self._rows:
            element = self._data.makeelement(self._ns + "row", {"r": str(row + 1)})
            _put_between(self._data, element, self._rows, row)
            self._rows[row] = element
        return self._rows[row]

    def _widen(self, row: Any, at: At) -> None:
        """Let what says how far cells reach tell the truth about a new cell."""
        first, colon, last = row.get("spans", "").partition(":")
        if colon and not int(first) <= at[1] + 1 <= int(last.split(" ")[0]):
            del row.attrib["spans"]
        dimension = child(self.root, "dimension")
        if dimension is not None:
            box = area(dimension.get("ref", "A1"))
            wide = (min(box[0], at[0]), min(box[1], at[1]), max(box[2], at[0]), max(box[3], at[1]))
            if wide != box:
                dimension.set("ref", reference(wide))

    def _inherited(self, at: At) -> int:
        row = self._rows.get(at[0])
        if row is not None and row.get("customFormat") in _TRUE:
            return int(row.get("s", "0"))
        column = self._column_of(at[1])
        return int(column.get("style", "0")) if column is not None else 0

    def _column_of(self, column: int) -> Any:
        """What the file says of a column; None if nothing."""
        columns = child(self.root, "cols")
        for each in columns if columns is not None else ():
            if local(each) == "col" and int(each.get("min")) <= column + 1 <= int(each.get("max")):
                return each
        return None

    def _numbered_rows(self) -> Iterator[tuple[int, Any]]:
        """The rows by number; each is given its number if it relies on its place."""
        before, seen = 0, set()
        for row in self._data:
            if local(row) != "row":
                _refuse_unless_comment(row)
                continue
            before = int(row.get("r", before + 1))
            if before in seen or before < 1:
                raise Unpatchable(f"row {before} twice")
            seen.add(before)
            if row.get("r") is None:
                row.set("r", str(before))
            yield before - 1, row

    def _in_row(self, row: int) -> dict[int, Any]:
        """The cells of a row by column."""
        if row not in self._cells:
            self._cells[row] = found = {}
            before = -1
            for cell in self._rows[row]:
                if local(cell) != "c":
                    _refuse_unless_comment(cell)
                    continue
                before = self._column(cell, row, before)
                if before in found:
                    raise Unpatchable(f"cell {name_of((row, before))} twice")
                found[before] = cell
        return self._cells[row]

    def _column(self, cell: Any, row: int, before: int) -> int:
        name = cell.get("r")
        if name is None:
            cell.set("r", name_of((row, before + 1)))
            return before + 1
        at = position(name)
        if at[0] != row:
            raise Unpatchable(f"cell {name} in row {row + 1}")
        return at[1]


def _refuse_unless_comment(element: Any) -> None:
    if local(element) not in ("", "extLst"):
        raise Unpatchable(f"{local(element)} among the cells")


def _put_between(parent: Any, element: Any, others: dict[int, Any], number: int) -> None:
    """Put an element after the one with the next smaller number."""
    before = max((other for other in others if other < number), default=None)
    if before is not None:
        others[before].addnext(element)
    else:
        parent.insert(0, element)


def _digits(value: int | Decimal | float) -> str:
    """A number as a file has it, without an exponent where that is not needed."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if abs(value) < 10**15 else repr(float(value))
    return str(value) if isinstance(value, int) else repr(value)
