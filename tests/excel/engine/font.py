"""Fonts of the stand-in's cells."""

from copy import copy as duplicate
from typing import Any

from openpyxl.styles.colors import Color
from xlwings import base_classes

from tests.excel.engine.state import counted
from tests.excel.engine.values import hexadecimal, rgb


@counted
class Font(base_classes.Font):
    def __init__(self, where: Any) -> None:
        self._state = where._state
        self._where = where

    def _get(self, name: str) -> Any:
        return getattr(self._where._cells()[0].font, name)

    def _set(self, name: str, value: Any) -> None:
        self._where._check_may_change("formatCells")
        for cell in self._where._cells():
            font = duplicate(cell.font)
            setattr(font, name, value)
            cell.font = font

    @property
    def api(self) -> "Font":
        return self

    @property
    def bold(self) -> bool:
        return bool(self._get("b"))

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("b", value)

    @property
    def italic(self) -> bool:
        return bool(self._get("i"))

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("i", value)

    @property
    def size(self) -> float:
        return float(self._get("sz") or 11)

    @size.setter
    def size(self, value: float) -> None:
        self._set("sz", value)

    @property
    def name(self) -> str:
        return str(self._get("name"))

    @name.setter
    def name(self, value: str) -> None:
        self._set("name", value)

    @property
    def color(self) -> tuple[int, int, int]:
        return rgb(self._get("color"))

    @color.setter
    def color(self, value: Any) -> None:
        self._set("color", Color(hexadecimal(value)))
