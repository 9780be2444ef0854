"""What Excel offers over COM beside xlwings: the few members that gikxl uses of `.api`."""

# ruff: noqa: N802, N803 - the names are Excel's
from typing import Any

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel.engine.state import State, counted, refused

_ALLOWED = {
    "AllowFormattingCells": "formatCells",
    "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows",
    "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows",
    "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns",
    "AllowDeletingRows": "deleteRows",
    "AllowSorting": "sort",
    "AllowFiltering": "autoFilter",
    "AllowUsingPivotTables": "pivotTables",
}
_NO_RESTRICTIONS, _NO_SELECTION, _UNLOCKED_CELLS = 0, -4142, 1


@counted
class AppApi:
    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def Ready(self) -> bool:
        return True

    def GetOpenFilename(self, *arguments: Any, **named: Any) -> object:
        return self._file("open", arguments, named)

    def GetSaveAsFilename(self, *arguments: Any, **named: Any) -> object:
        return self._file("save", arguments, named)

    def InputBox(self, *arguments: Any, **named: Any) -> object:
        return self._file("input", arguments, named)

    def FileDialog(self, fileDialogType: int) -> "FileDialog":
        assert fileDialogType == FileDialog.FOLDERS
        return FileDialog(self._state)

    @property
    def ActiveWindow(self) -> "Window":
        return Window(self._state)

    def Goto(self, Reference: Any, Scroll: bool = False) -> None:
        where = Reference._where
        where._data.wb.active = where._ws
        where._data.selected[id(where._ws)] = where.a1
        if Scroll:
            where._data.scrolled.append(f"{where._ws.title}!{where.a1}")
        self._state.active = where._data

    def _file(self, kind: str, arguments: Any, named: dict[str, Any]) -> object:
        self._state.dialogs.append({"kind": kind, "arguments": arguments, **named})
        return self._state.files.pop(0) if self._state.files else False


@counted
class FileDialog:
    """A folder to pick; what is picked are strings, which are there once it was shown."""

    FOLDERS = 4
    Title = ""
    AllowMultiSelect = True

    def __init__(self, state: State) -> None:
        self._state = state
        self._picked: object = False

    def Show(self) -> int:
        assert not self.AllowMultiSelect
        self._state.dialogs.append({"kind": "folder", "Title": self.Title})
        self._picked = self._state.files.pop(0) if self._state.files else False
        return 0 if self._picked is False else -1

    @property
    def SelectedItems(self) -> "FileDialog":
        return self

    def Item(self, Index: int) -> object:
        assert Index == 1
        assert self._picked is not False
        return self._picked


@counted
class Window:
    def __init__(self, state: State) -> None:
        self._state = state

    FreezePanes = property(lambda _: False, lambda self, value: self._freeze(value))
    ScrollRow = ScrollColumn = property(lambda _: 1, lambda *_: None)
    SplitColumn = property(lambda _: 0, lambda *_: None)
    SplitRow = property(lambda _: 0, lambda self, value: self._state.settings.update(split=value))

    def _freeze(self, value: bool) -> None:
        below = self._state.settings.get("split", 0) + 1
        self._state.active.wb.active.freeze_panes = f"A{below}" if value else None


@counted
class Hyperlinks:
    def __init__(self, state: State) -> None:
        self._state = state

    def Add(self, Anchor: Any, Address: str, SubAddress: str = "") -> None:
        cell = Anchor._where._cells()[0]
        value, kind = cell.value, cell.data_type
        cell.hyperlink = Hyperlink(
            ref=cell.coordinate, target=Address or None, location=SubAddress or None
        )
        cell.value, cell.data_type = value, kind


@counted
class BookApi:
    def __init__(self, state: State, data: Any) -> None:
        self._state = state
        self._data = data

    @property
    def FullName(self) -> str:
        return self._data.fullname

    @property
    def Path(self) -> str:
        fullname = self._data.fullname
        return "" if fullname == self._data.name else fullname.rpartition("/")[0]

    @property
    def ProtectStructure(self) -> bool:
        return self._data.structure_protected

    @property
    def ReadOnly(self) -> bool:
        return False


@counted
class SheetApi:
    def __init__(self, state: State, data: Any, ws: Worksheet) -> None:
        self._state = state
        self._data = data
        self._ws = ws

    @property
    def ProtectContents(self) -> bool:
        return bool(self._ws.protection.sheet)

    @property
    def ProtectDrawingObjects(self) -> bool:
        return bool(self._ws.protection.sheet and self._ws.protection.objects)

    @property
    def ProtectScenarios(self) -> bool:
        return bool(self._ws.protection.sheet and self._ws.protection.scenarios)

    @property
    def ProtectionMode(self) -> bool:
        return False  # never kept in a file

    @property
    def Hyperlinks(self) -> Hyperlinks:
        return Hyperlinks(self._state)

    @property
    def Names(self) -> Any:
        from tests.excel.engine.names import Names

        return Names(self._state, self._data, self._ws)

    def Range(self, Cell1: str) -> "RangeApi":
        from tests.excel.engine.cells import Range, box_of

        return RangeApi(Range(self._state, self._data, self._ws, box_of(Cell1)))

    @property
    def Protection(self) -> "Protection":
        return Protection(self._state, self._ws)

    @property
    def EnableSelection(self) -> int:
        protection = self._ws.protection
        if protection.selectUnlockedCells:
            return _NO_SELECTION
        return _UNLOCKED_CELLS if protection.selectLockedCells else _NO_RESTRICTIONS

    @EnableSelection.setter
    def EnableSelection(self, value: int) -> None:
        self._ws.protection.selectUnlockedCells = value == _NO_SELECTION
        self._ws.protection.selectLockedCells = value != _NO_RESTRICTIONS

    def Unprotect(self, Password: str | None = None) -> None:
        if Password is None:
            raise AssertionError("Excel would ask for the password of a protected sheet")
        protection = self._ws.protection
        if protection.password and self._data.passwords.get(id(self._ws)) != Password:
            raise refused("密码不正确")
        protection.sheet = False

    def Protect(
        self,
        Password: str = "",
        DrawingObjects: bool = True,
        Contents: bool = True,
        Scenarios: bool = True,
        UserInterfaceOnly: bool = False,  # noqa: ARG002
        **allowed: bool,
    ) -> None:
        protection = self._ws.protection
        if Password:
            protection.password = Password
            self._data.passwords[id(self._ws)] = Password
        protection.sheet = Contents
        protection.objects, protection.scenarios = DrawingObjects, Scenarios
        for name, attribute in _ALLOWED.items():
            setattr(protection, attribute, not allowed.pop(name, False))
        assert not allowed, allowed

    @property
    def FilterMode(self) -> bool:
        return bool(self._ws.auto_filter.filterColumn)


@counted
class Protection:
    """What a protected sheet still allows."""

    def __init__(self, state: State, ws: Worksheet) -> None:
        self._state = state
        self._ws = ws

    def __getattr__(self, name: str) -> bool:
        if name not in _ALLOWED:
            raise AttributeError(name)
        self._state.called(f"Protection.{name}")
        return not getattr(self._ws.protection, _ALLOWED[name])


@counted
class RangeApi:
    def __init__(self, where: Any) -> None:
        self._state = where._state
        self._where = where

    @property
    def Value2(self) -> Any:
        return self._where._block("value2")

    @property
    def EntireRow(self) -> "Lines":
        return Lines(self._where, "row")

    @property
    def EntireColumn(self) -> "Lines":
        return Lines(self._where, "column")

    @property
    def Interior(self) -> "Interior":
        return Interior(self._where)

    def Merge(self) -> None:
        values = [cell.value for cell in self._where._cells()[1:]]
        assert set(values) <= {None}, "Excel would ask whether to lose them"
        self._where.merge(False)

    def AddComment(self, Text: str) -> Any:
        return self._where.noted(Text)


@counted
class Interior:
    def __init__(self, where: Any) -> None:
        assert len(where.colours()) == 1, "of cells that differ Excel gives none of their colours"
        self._state = where._state
        self._where = where

    @property
    def ColorIndex(self) -> int:
        return -4142 if self._where.colours()[0] is None else 15

    @property
    def Color(self) -> float:
        red, green, blue = self._where.colours()[0] or (255, 255, 255)
        return float(red | green << 8 | blue << 16)

    @property
    def Pattern(self) -> int:
        kind = self._where._cells()[0].fill.patternType
        return {None: -4142, "solid": 1}.get(kind, 17)


@counted
class Lines:
    """Whole rows or columns: Hidden is None where some are and some are not."""

    def __init__(self, where: Any, kind: str) -> None:
        self._state = where._state
        self._where = where
        self._kind = kind

    @property
    def Hidden(self) -> bool | None:
        states = set(self._where.hidden_lines(self._kind))
        return states.pop() if len(states) == 1 else None
