"""Ranges of the stand-in: values in blocks, formats, merged ranges and notes."""

from collections.abc import Iterator
from copy import copy as duplicate
from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes

from tests.excel.engine.book import Sheet, hidden_columns, hide_columns
from tests.excel.engine.font import Font
from tests.excel.engine.native import RangeApi
from tests.excel.engine.notes import Note
from tests.excel.engine.state import State, counted, refused
from tests.excel.engine.values import com_formula, com_value, com_value2, enter, hexadecimal, rgb

Box = tuple[int, int, int, int]
"""Row, column, number of rows, number of columns; from 1."""

ROWS, COLUMNS = 1_048_576, 16_384
_WHOLE_CLASS = {"rows": ("row", 0), "columns": ("column", 1)}


def box_of(arg1: Any, arg2: Any = None) -> Box:
    """The box that the arguments of `Sheet.range` name."""
    if arg2 is not None:
        first, last = box_of(arg1), box_of(arg2)
        top, left = min(first[0], last[0]), min(first[1], last[1])
        bottom = max(first[0] + first[2], last[0] + last[2])
        right = max(first[1] + first[3], last[1] + last[3])
        return top, left, bottom - top, right - left
    if isinstance(arg1, Range):
        return arg1.box
    if isinstance(arg1, tuple):
        return (*arg1, 1, 1) if len(arg1) == 2 else arg1
    left, top, right, bottom = range_boundaries(str(arg1).replace("$", ""))
    left, top, right, bottom = left or 1, top or 1, right or COLUMNS, bottom or ROWS
    return top, left, bottom - top + 1, right - left + 1


@counted
class Range(base_classes.Range):
    def __init__(self, state: State, data: Any, ws: Worksheet, *boxes: Box) -> None:
        self._state = state
        self._data = data
        self._ws = ws
        self._boxes = boxes
        self._placed = False

    # What is known without asking Excel

    box = property(lambda self: self._boxes[0])
    _MOST_CELLS = 20_000
    a1 = property(lambda self: self._address(False, False))
    max_cells_per_read = property(lambda _: None)
    max_cells_per_write = property(lambda _: None)

    def _address(self, row_absolute: bool, col_absolute: bool) -> str:
        areas = (self._area_address(box, row_absolute, col_absolute) for box in self._boxes)
        return ",".join(areas)

    @staticmethod
    def _area_address(box: Box, row_absolute: bool, col_absolute: bool) -> str:
        row, column, rows, columns = box
        signs = "$" * row_absolute, "$" * col_absolute
        first, last = (
            f"{signs[1]}{get_column_letter(c)}{signs[0]}{r}"
            for r, c in ((row, column), (row + rows - 1, column + columns - 1))
        )
        return first if first == last else f"{first}:{last}"

    def _rows(self, box: Box | None = None) -> Iterator[list[Cell | MergedCell]]:
        row, column, rows, columns = box or self._boxes[0]
        if rows * columns > self._MOST_CELLS:
            rows, columns = min(rows, self._ws.max_row + 1), min(columns, self._ws.max_column + 1)
        for r in range(row, row + rows):
            yield [self._ws.cell(r, c) for c in range(column, column + columns)]

    def _cells(self) -> list[Cell | MergedCell]:
        """The cells of all areas: what is no content applies to each."""
        return [cell for box in self._boxes for row in self._rows(box) for cell in row]

    def _block(self, what: str) -> Any:
        self._check_one_area()
        give = {"value": com_value, "value2": com_value2}.get(what)
        cached = self._data.cached.get(id(self._ws), {})
        rows = tuple(
            tuple(
                give(cell, cached.get((cell.row, cell.column))) if give else com_formula(cell)
                for cell in row
            )
            for row in self._rows()
        )
        return rows if len(rows) > 1 or len(rows[0]) > 1 else rows[0][0]

    def _check_one_area(self) -> None:
        assert len(self._boxes) == 1, "Excel would give, or fill, something else than all areas"

    def _place(self) -> None:
        """Ask where the range is, as xlwings does once: sheet, row, column, and two counts."""
        if not self._placed:
            self._state.called("Range.coords", 7)
        self._placed = True

    def _check_may_change(self, allowed: str = "") -> None:
        protection = self._ws.protection
        if not protection.sheet or (allowed and not getattr(protection, allowed)):
            return
        if allowed or any(cell.protection.locked for cell in self._cells()):
            raise refused("工作表受保护")

    def hidden_lines(self, kind: str) -> list[bool]:
        row, column, rows, columns = self.box
        if kind == "row":
            return [bool(self._ws.row_dimensions[r].hidden) for r in range(row, row + rows)]
        hidden = hidden_columns(self._ws)
        return [c in hidden for c in range(column, column + columns)]

    # What Excel is asked for

    @property
    def api(self) -> RangeApi:
        return RangeApi(self)

    @property
    def sheet(self) -> Sheet:
        self._place()
        return Sheet(self._state, self._data, self._ws)

    @property
    def coords(self) -> Any:
        self._place()
        return (self._ws, *self.box)

    def __len__(self) -> int:
        return self._count()

    def _count(self) -> int:
        return sum(rows * columns for _, _, rows, columns in self._boxes)

    @property
    def row(self) -> int:
        self._place()
        return self.box[0]

    @property
    def column(self) -> int:
        self._place()
        return self.box[1]

    @property
    def shape(self) -> tuple[int, int]:
        self._place()
        return self.box[2:]

    def __call__(self, row: int, column: int | None = None) -> "Range":
        if column is None:
            row, column = divmod(row - 1, self.box[3])
            row, column = row + 1, column + 1
        return self._other((self.box[0] + row - 1, self.box[1] + column - 1, 1, 1))

    def _other(self, box: Box) -> "Range":
        return Range(self._state, self._data, self._ws, box)

    @property
    def raw_value(self) -> Any:
        return self._block("value")

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self._write(value)

    @property
    def formula(self) -> Any:
        return self._block("formula")

    @formula.setter
    def formula(self, value: Any) -> None:
        self._write(value)

    @property
    def formula2(self) -> Any:
        return self._block("formula")

    @formula2.setter
    def formula2(self, value: Any) -> None:
        self._write(value)

    def _write(self, value: Any) -> None:
        self._check_one_area()
        self._check_may_change()
        row, column, rows, columns = self.box
        if not isinstance(value, (list, tuple)):
            value = [[value] * columns] * rows
        elif not isinstance(value[0], (list, tuple)):
            value = [value]
        for r, line in enumerate(value[:rows]):
            for c, each in enumerate(line[:columns]):
                enter(self._ws.cell(row + r, column + c), each)
        self._data.changed()

    def clear_contents(self) -> None:
        self._write(None)

    def clear_formats(self) -> None:
        self._check_may_change("formatCells")
        for cell in self._cells():
            cell.style = "Normal"

    def clear(self) -> None:
        self.clear_contents()
        self.clear_formats()

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def number_format(self) -> str | None:
        return self._common([cell.number_format for cell in self._cells()])

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._check_may_change("formatCells")
        for cell in self._cells():
            cell.number_format = value

    @staticmethod
    def _common(values: list[Any]) -> Any:
        return values[0] if all(value == values[0] for value in values) else None

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        address = self._address(row_absolute, col_absolute)
        return f"'[{self._data.name}]{self._ws.title}'!{address}" if external else address

    @property
    def address(self) -> str:
        return self._address(True, True)

    @property
    def color(self) -> tuple[int, int, int] | None:
        colours = set(self.colours())
        assert len(colours) == 1, "of cells that differ Excel gives none of their colours"
        return colours.pop()

    def colours(self) -> list[tuple[int, int, int] | None]:
        fills = [cell.fill for cell in self._cells()]
        return [rgb(fill.fgColor) if fill.patternType else None for fill in fills]

    @color.setter
    def color(self, colour: Any) -> None:
        self._check_may_change("formatCells")
        for cell in self._cells():
            cell.fill = (
                PatternFill()
                if colour is None
                else PatternFill("solid", fgColor=hexadecimal(colour))
            )

    def set_colors(self, colors: Any) -> None:
        for row, line in zip(self._rows(), colors, strict=False):
            for cell, colour in zip(row, line, strict=False):
                if colour is not ...:
                    self._other((cell.row, cell.column, 1, 1)).color = colour

    @property
    def merge_area(self) -> "Range":
        assert self._count() == 1, "Excel knows the merged area of a single cell only"
        row, column = self.box[:2]
        for merged in self._ws.merged_cells.ranges:
            left, top, right, bottom = merged.bounds
            if top <= row <= bottom and left <= column <= right:
                return self._other((top, left, bottom - top + 1, right - left + 1))
        return self._other((*self.box[:2], 1, 1))

    @property
    def merge_cells(self) -> bool | None:
        inside = sum(map(self._merged_cells, self._boxes))
        return None if 0 < inside < self._count() else bool(inside)

    def _merged_cells(self, box: Box) -> int:
        row, column, rows, columns = box
        inside = 0
        for left, top, right, bottom in (m.bounds for m in self._ws.merged_cells.ranges):
            height = min(bottom, row + rows - 1) - max(top, row) + 1
            width = min(right, column + columns - 1) - max(left, column) + 1
            inside += max(0, height) * max(0, width)
        return inside

    def merge(self, across: bool) -> None:
        self._check_may_change()
        rows = [self._other((r, self.box[1], 1, self.box[3])) for r in range(1)] if across else []
        for each in rows or [self]:
            self._ws.merge_cells(each.a1)

    def unmerge(self) -> None:
        self._check_may_change()
        for box in self._boxes:
            self._unmerge(box)

    def _unmerge(self, box: Box) -> None:
        row, column, rows, columns = box
        for merged in list(self._ws.merged_cells.ranges):
            left, top, right, bottom = merged.bounds
            apart = left > column + columns - 1 or right < column
            if not (apart or top > row + rows - 1 or bottom < row):
                style = self._ws.cell(top, left)._style
                self._ws.unmerge_cells(merged.coord)
                for at in merged.cells:
                    self._ws.cell(*at)._style = style.__copy__()

    @property
    def row_hidden(self) -> bool | None:
        return self._common(self.hidden_lines("row"))

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        for row in range(self.box[0], self.box[0] + self.box[2]):
            self._ws.row_dimensions[row].hidden = value

    @property
    def column_hidden(self) -> bool | None:
        return self._common(self.hidden_lines("column"))

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        hide_columns(self._ws, self.box[1], self.box[1] + self.box[3] - 1, value)

    @property
    def row_height(self) -> float | None:
        return self._ws.row_dimensions[self.box[0]].height or 15.0

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._check_may_change("formatRows")
        for row in range(self.box[0], self.box[0] + self.box[2]):
            self._ws.row_dimensions[row].height = value

    @property
    def column_width(self) -> float | None:
        return self._ws.column_dimensions[get_column_letter(self.box[1])].width

    @column_width.setter
    def column_width(self, value: float) -> None:
        self._check_may_change("formatColumns")
        for column in range(self.box[1], self.box[1] + self.box[3]):
            self._ws.column_dimensions[get_column_letter(column)].width = value

    @property
    def wrap_text(self) -> bool | None:
        return bool(self._common([cell.alignment.wrap_text for cell in self._cells()]))

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._align(wrap_text=value)

    def _align(self, **named: Any) -> None:
        self._check_may_change("formatCells")
        for cell in self._cells():
            alignment = duplicate(cell.alignment)
            for name, value in named.items():
                setattr(alignment, name, value)
            cell.alignment = alignment

    @property
    def horizontal_alignment(self) -> str | None:
        return self._common([cell.alignment.horizontal for cell in self._cells()]) or "general"

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self._align(horizontal=value)

    @property
    def vertical_alignment(self) -> str | None:
        return self._common([cell.alignment.vertical for cell in self._cells()]) or "bottom"

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._align(vertical=value)

    def autofit(self, axis: str | None = None) -> None:
        """Sizes are of no account here."""

    @property
    def rows(self) -> "Range":
        return self

    @property
    def columns(self) -> "Range":
        return self

    @property
    def hyperlink(self) -> str:
        link = self._cells()[0].hyperlink
        if link is None:
            raise Exception("The cell doesn't seem to contain a hyperlink!")
        return link.target or ""

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        self._check_may_change("insertHyperlinks")
        cell = self._cells()[0]
        inside = address.removeprefix("#") if address.startswith("#") else None
        cell.hyperlink = Hyperlink(
            ref=cell.coordinate,
            location=inside,
            target=None if inside else address,
            tooltip=screen_tip,
        )
        enter(cell, text_to_display)

    def select(self) -> None:
        if self._state.active is not self._data or self._data.wb.active is not self._ws:
            raise refused("类 Range 的 Select 方法无效")
        self._data.selected[id(self._ws)] = self.a1

    @property
    def note(self) -> Note | None:
        return Note(self) if self._cells()[0].comment else None

    def add_note(self, text: str) -> Note:
        return self.noted(text)

    def noted(self, text: str) -> Note:
        cell = self._cells()[0]
        if self._ws.protection.sheet and self._ws.protection.objects:
            raise refused("工作表受保护")
        if cell.comment is not None or isinstance(cell, MergedCell):
            raise refused("类 Range 的 AddComment 方法无效")
        cell.comment = Comment(text, "user")
        return Note(self)

    def add_comment(self, text: str) -> Any:
        raise AssertionError(f"threaded comments exist in Microsoft 365 only: {text}")
