"""Workbooks and sheets of the stand-in, held by openpyxl."""

import os
from copy import copy as duplicate
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes

from tests.excel.engine.names import Names
from tests.excel.engine.native import BookApi, SheetApi
from tests.excel.engine.state import State, counted, refused


class Data:
    """One open workbook."""

    def __init__(self, wb: Workbook, name: str, fullname: str = "") -> None:
        self.wb = wb
        self.name = name
        self.fullname = fullname or name
        self.cached: dict[int, dict[tuple[int, int], Any]] = {}
        """Results of formulas by sheet and cell; none after a change, as nothing is computed."""
        self.selected: dict[int, str] = {}
        self.scrolled: list[str] = []
        self.passwords: dict[int, str] = {}
        """Of protected sheets, as a file only holds a password's hash."""
        self.structure_protected = bool(wb.security and wb.security.lockStructure)

    @classmethod
    def opened(cls, path: str) -> "Data":
        """A workbook as Excel has it after opening a file."""
        macros = path.lower().endswith((".xlsm", ".xltm"))
        data = cls(load_workbook(path, keep_vba=macros), os.path.basename(path), path)
        results = load_workbook(path, data_only=True)
        for sheet in data.wb.worksheets:
            data.cached[id(sheet)] = {
                (cell.row, cell.column): results[sheet.title].cell(cell.row, cell.column).value
                for row in sheet.iter_rows()
                for cell in row
                if cell.data_type == "f"
            }
        return data

    def changed(self) -> None:
        """A cell was changed: what formulas gave before does not count any longer."""
        self.cached.clear()

    def sheet(self, name: str) -> Worksheet | None:
        return next((s for s in self.wb.worksheets if s.title.lower() == name.lower()), None)


@counted
class Books(base_classes.Books):
    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def api(self) -> Any:
        return self

    @property
    def app(self) -> Any:
        from tests.excel.engine.app import App

        return App(self._state)

    @property
    def active(self) -> "Book | None":
        return Book(self._state, self._state.active) if self._state.active else None

    def __call__(self, name_or_index: Any) -> "Book":
        books = self._state.books
        if isinstance(name_or_index, int):
            return Book(self._state, books[name_or_index - 1])
        for data in books:
            if data.name.lower() == str(name_or_index).lower():
                return Book(self._state, data)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._state.books)

    def __iter__(self) -> Any:
        return iter([Book(self._state, data) for data in self._state.books])

    def add(self) -> "Book":
        number = 1 + sum(data.fullname == data.name for data in self._state.books)
        return self._opened(Data(Workbook(), f"工作簿{number}"))

    def open(self, fullname: str, *_: Any, **__: Any) -> "Book":
        name = os.path.basename(fullname).lower()
        for data in self._state.books:
            if data.name.lower() == name:
                if data.fullname == fullname:
                    self._state.active = data
                    return Book(self._state, data)
                raise refused("已经打开了同名的工作簿")
        if not os.path.isfile(fullname):
            raise refused(f"找不到 {fullname}")
        return self._opened(Data.opened(fullname))

    def _opened(self, data: Data) -> "Book":
        self._state.books.append(data)
        self._state.active = data
        return Book(self._state, data)


@counted
class Book(base_classes.Book):
    def __init__(self, state: State, data: Data) -> None:
        self._state = state
        self._data = data

    @property
    def api(self) -> BookApi:
        return BookApi(self._state, self._data)

    @property
    def name(self) -> str:
        return self._data.name

    @property
    def fullname(self) -> str:
        if "://" in self._data.fullname:
            raise AssertionError("xlwings would read a sheet of settings from the workbook")
        return self._data.fullname

    @property
    def sheets(self) -> "Sheets":
        return Sheets(self._state, self._data)

    @property
    def app(self) -> Any:
        from tests.excel.engine.app import App

        return App(self._state)

    @property
    def names(self) -> Names:
        return Names(self._state, self._data, None)

    def activate(self) -> None:
        self._state.active = self._data

    def close(self) -> None:
        self._state.books.remove(self._data)
        if self._state.active is self._data:
            self._state.active = self._state.books[-1] if self._state.books else None

    def save(self, path: str | None = None, password: str | None = None) -> None:  # noqa: ARG002
        if path is None and self._data.fullname == self._data.name:
            raise AssertionError("xlwings would save into the working directory")
        target = str(path or self._data.fullname)
        self._data.wb.save(target)
        self._data.name, self._data.fullname = Path(target).name, target


@counted
class Sheets(base_classes.Sheets):
    def __init__(self, state: State, data: Data) -> None:
        self._state = state
        self._data = data

    @property
    def api(self) -> Any:
        return self

    @property
    def active(self) -> "Sheet":
        return Sheet(self._state, self._data, self._data.wb.active)

    def __call__(self, name_or_index: Any) -> "Sheet":
        if isinstance(name_or_index, int):
            sheets = self._data.wb.worksheets
            found = sheets[name_or_index - 1] if 0 < name_or_index <= len(sheets) else None
        else:
            found = self._data.sheet(name_or_index)
        if found is None:
            raise refused("下标越界")
        return Sheet(self._state, self._data, found)

    def __len__(self) -> int:
        return len(self._data.wb.worksheets)

    def __iter__(self) -> Any:
        for sheet in self._data.wb.worksheets:
            self._state.called("Sheets.__iter__")
            yield Sheet(self._state, self._data, sheet)

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> "Sheet":
        if self._data.structure_protected:
            raise refused("工作簿有保护，不能更改")
        wb = self._data.wb
        at = wb.index(before._ws if before else after._ws if after else wb.active)
        sheet = wb.create_sheet(name or f"Sheet{len(wb.sheetnames) + 1}", at + bool(after))
        wb.active = sheet
        return Sheet(self._state, self._data, sheet)


@counted
class Sheet(base_classes.Sheet):
    def __init__(self, state: State, data: Data, ws: Worksheet) -> None:
        self._state = state
        self._data = data
        self._ws = ws

    @property
    def api(self) -> SheetApi:
        return SheetApi(self._state, self._data, self._ws)

    @property
    def name(self) -> str:
        return self._ws.title

    @name.setter
    def name(self, value: str) -> None:
        if self._data.structure_protected:
            raise refused("工作簿有保护，不能更改")
        self._ws.title = value

    @property
    def names(self) -> Names:
        return Names(self._state, self._data, self._ws)

    @property
    def book(self) -> Book:
        return Book(self._state, self._data)

    @property
    def index(self) -> int:
        return self._data.wb.index(self._ws) + 1

    @property
    def notes(self) -> list[Any]:
        from tests.excel.engine.cells import Note, Range

        cells = [cell for row in self._ws.iter_rows() for cell in row if cell.comment]
        self._state.called("Sheet.notes", len(cells))
        return [
            Note(Range(self._state, self._data, self._ws, (cell.row, cell.column, 1, 1)))
            for cell in cells
        ]

    def range(self, arg1: Any, arg2: Any = None) -> Any:
        from tests.excel.engine.cells import Range, box_of

        if isinstance(arg1, str) and "," in arg1:
            if len(arg1) > 255:
                raise refused("类 Worksheet 的 Range 方法无效")
            boxes = [box_of(part) for part in arg1.split(",")]
            return Range(self._state, self._data, self._ws, *boxes)
        if isinstance(arg1, tuple):
            # Each corner is asked for by itself.
            self._state.called("Sheet.cells", 1 if arg2 is None else 4)
        return Range(self._state, self._data, self._ws, box_of(arg1, arg2))

    @property
    def cells(self) -> Any:
        return self.range((1, 1, 1_048_576, 16_384))

    @property
    def used_range(self) -> Any:
        from tests.excel.engine.cells import Range, box_of

        box = box_of(self._ws.calculate_dimension())
        return Range(self._state, self._data, self._ws, box)

    def activate(self) -> None:
        if self._ws.sheet_state != "visible":
            raise refused("类 Worksheet 的 Activate 方法无效")
        self._data.wb.active = self._ws
        self._state.active = self._data

    def select(self) -> None:
        self.activate()

    def autofit(self, axis: str | None = None) -> None:
        """Sizes are of no account here."""

    def delete(self) -> None:
        visible = [s for s in self._data.wb.worksheets if s.sheet_state == "visible"]
        if self._data.structure_protected or visible == [self._ws]:
            raise refused("不能删除工作表")
        at = self._data.wb.index(self._ws)
        was_active = self._data.wb.active is self._ws
        self._data.wb.remove(self._ws)
        if was_active:
            others = self._data.wb.worksheets
            shown = [s for s in others[at:] + others[:at][::-1] if s.sheet_state == "visible"]
            self._data.wb.active = shown[0]

    def copy(self, before: Any, after: Any) -> None:
        beside = before or after
        at = beside._data.wb.index(beside._ws) + bool(after)
        copied = beside._data.wb.create_sheet(self._ws.title, at)
        _copy_into(self._ws, copied)

    @property
    def visible(self) -> int:
        return {"visible": -1, "hidden": 0, "veryHidden": 2}[self._ws.sheet_state]

    @visible.setter
    def visible(self, value: Any) -> None:
        if self._data.structure_protected:
            raise refused("工作簿有保护，不能更改")
        states = {-1: "visible", 1: "visible", 0: "hidden", 2: "veryHidden"}
        self._ws.sheet_state = states[int(value)]

    @property
    def tables(self) -> list[Any]:
        return []

    @property
    def show_gridlines(self) -> bool:
        return self._ws.sheet_view.showGridLines is not False

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self._ws.sheet_view.showGridLines = value


def _copy_into(source: Worksheet, target: Worksheet) -> None:
    for row in source.iter_rows():
        for cell in row:
            new = target.cell(cell.row, cell.column)
            if hasattr(new, "hyperlink"):
                new.value, new._style = cell.value, duplicate(cell._style)
    for merged in source.merged_cells.ranges:
        target.merge_cells(merged.coord)
    for key, dimension in source.column_dimensions.items():
        target.column_dimensions[key].width = dimension.width
    target.conditional_formatting = ConditionalFormattingList()


def hidden_columns(ws: Worksheet) -> set[int]:
    """The hidden columns, from 1."""
    hidden: set[int] = set()
    for key, dimension in ws.column_dimensions.items():
        if dimension.hidden:
            first = dimension.min or ws[f"{key}1"].column
            hidden.update(range(first, max(dimension.max or first, first) + 1))
    return hidden


def hide_columns(ws: Worksheet, first: int, last: int, value: bool) -> None:
    for column in range(first, last + 1):
        ws.column_dimensions[get_column_letter(column)].hidden = value
