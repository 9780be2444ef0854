"""Defined names of the stand-in's workbooks and sheets."""

from typing import Any

from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes

from tests.excel.engine.state import State, counted, refused


@counted
class Names(base_classes.Names):
    """The names of a workbook, or of one sheet."""

    def __init__(self, state: State, data: Any, ws: Worksheet | None) -> None:
        self._state = state
        self._data = data
        self._ws = ws

    @property
    def api(self) -> Any:
        return self

    def _held(self) -> Any:
        return (self._data.wb if self._ws is None else self._ws).defined_names

    def __call__(self, name: str | int) -> "Name":
        if isinstance(name, int):
            name = list(self._held())[name - 1]
        if name not in self._held():
            raise refused("没有这个名称")
        return Name(self._state, self._held(), name, self._data)

    def contains(self, name: str) -> bool:
        return name in self._held()

    def __len__(self) -> int:
        return len(self._held())

    def add(self, name: str, refers_to: str) -> "Name":
        self._held()[name] = DefinedName(name, attr_text=refers_to.removeprefix("="))
        return Name(self._state, self._held(), name, self._data)

    def Add(self, Name: str, RefersTo: str, Visible: bool = True) -> "Name":  # noqa: N802, N803
        assert len(RefersTo) <= 255, "Excel takes no longer reference"
        added = self.add(Name, RefersTo)
        self._held()[Name].hidden = not Visible
        return added


@counted
class Name(base_classes.Name):
    def __init__(self, state: State, held: Any, name: str, data: Any) -> None:
        self._state = state
        self._held = held
        self._name = name
        self._data = data

    @property
    def api(self) -> Any:
        return self

    @property
    def Visible(self) -> bool:  # noqa: N802
        return not self._held[self._name].hidden

    @Visible.setter
    def Visible(self, value: bool) -> None:  # noqa: N802
        self._held[self._name].hidden = not value

    @property
    def name(self) -> str:
        return self._name

    def delete(self) -> None:
        del self._held[self._name]

    @property
    def refers_to(self) -> str:
        return "=" + str(self._held[self._name].attr_text)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._held[self._name].attr_text = value.removeprefix("=")

    @property
    def refers_to_range(self) -> Any:
        from tests.excel.engine.cells import Range, box_of

        sheet, _, address = self.refers_to[1:].rpartition("!")
        ws = self._data.sheet(sheet.strip("'").replace("''", "'"))
        if ws is None:
            raise refused("名称没有指向单元格")
        return Range(self._state, self._data, ws, box_of(address.replace("$", "")))
