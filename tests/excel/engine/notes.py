"""Notes of the stand-in's cells."""

import re
from typing import Any

from openpyxl.comments import Comment
from xlwings import base_classes

from tests.excel.engine.state import counted, refused


@counted
class Note(base_classes.Note):
    def __init__(self, where: Any) -> None:
        self._state = where._state
        self._where = where

    @property
    def api(self) -> "Note":
        return self

    @property
    def Shape(self) -> "Note":  # noqa: N802
        return self

    @property
    def Width(self) -> float:  # noqa: N802
        return self._where._cells()[0].comment.width * 0.75

    @Width.setter
    def Width(self, value: float) -> None:  # noqa: N802
        self._where._cells()[0].comment.width = value / 0.75

    @property
    def Height(self) -> float:  # noqa: N802
        return self._where._cells()[0].comment.height * 0.75

    @Height.setter
    def Height(self, value: float) -> None:  # noqa: N802
        self._where._cells()[0].comment.height = value / 0.75

    @property
    def text(self) -> str:
        return re.sub("\r\n?", "\n", self._where._cells()[0].comment.text)

    @text.setter
    def text(self, value: str) -> None:
        old = self._where._cells()[0].comment
        self._where._cells()[0].comment = Comment(value, old.author, old.height, old.width)

    @property
    def author(self) -> str:
        return self._where._cells()[0].comment.author

    @property
    def location(self) -> Any:
        return self._where

    def delete(self) -> None:
        if self._where._ws.protection.sheet and self._where._ws.protection.objects:
            raise refused("工作表受保护")
        self._where._cells()[0].comment = None
