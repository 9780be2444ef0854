"""What stands in the cells of an xlsx sheet, read without calamine."""

from collections.abc import Mapping

from gikxl.read.marks.xlsx import Careful, Cell, read_into

TEXT = "不是数的内容"
SEVERAL = "不止一个值"

Readings = Mapping[tuple[int, int], str]
"""By row and column, counted from A1: a number as it is written, or one of the two above."""


def readings(xml: bytes) -> Readings:
    """What every cell holds; "" for an error value, nothing for a cell without a value."""
    return read_into(_Values(), xml).found


class _Values(Careful):
    """Notes the value of every cell, whatever namespace it is in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[tuple[int, int], str] = {}
        self._count = 0

    def end(self, name: str) -> None:
        """An element ends: a value is counted."""
        self._count += self._names[name] in ("v", "is")
        super().end(name)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._count = 0 if self._cell is None else 2
        super()._start_cell(attributes)

    def _end_cell(self, cell: Cell) -> None:
        at = cell.row, cell.column
        if self._count:
            self.found[at] = SEVERAL if self._count > 1 or at in self.found else _said(cell)
        super()._end_cell(cell)


def _said(cell: Cell) -> str:
    if cell.kind in ("", "n"):
        return cell.value or ""
    return "" if cell.kind == "e" else TEXT
