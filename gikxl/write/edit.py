"""Single cells changed in a copy of a workbook, all else left as it is."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gikxl.report import Place

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


class Edit(NamedTuple):
    """One cell's new content: a value, or a formula's text without “=”; both None empties it.

    `before` is what stood there and `reason` why it changes, in Chinese, for the list
    of changes.
    """

    place: Place
    value: int | Decimal | str | None = None
    formula: str | None = None
    before: str = ""
    reason: str = ""


def write_edits(source: str, out: str, edits: Sequence[Edit], *, over_source: bool = False) -> bool:
    """Write `source` with these edits to `out`; the source itself stays untouched.

    An edited cell keeps its style. If it lies inside a merged range, and is not the
    cell that shows, the range is unmerged first. A text never becomes a formula. True
    if the copy holds everything openpyxl keeps; False if it had to be made anew from
    the values (xls, et, ods), without formats and formulas. ValueError, in Chinese,
    if `out` cannot be such a copy or a sheet is not there.
    """
    from gikxl.write.workbook import copy_of, save

    copy = copy_of(source, out, over_source=over_source)
    for edit in edits:
        if edit.place.sheet not in copy.sheets:
            raise ValueError(f"{source}：没有名为“{edit.place.sheet}”的工作表")
        _apply(edit, copy.sheets[edit.place.sheet])
    save(copy, out)
    return not copy.rebuilt


def _apply(edit: Edit, sheet: "Worksheet") -> None:
    from gikxl.write.workbook import freed, put

    cell = freed(sheet, edit.place.row + 1, edit.place.column + 1)
    if edit.formula is None:
        put(cell, edit.value)
        if isinstance(edit.value, str) and cell.alignment.wrap_text:
            _make_room(sheet, cell, edit.value)
    else:
        cell.value = "=" + edit.formula.removeprefix("=")
        cell.data_type = "f"


def _make_room(sheet: "Worksheet", cell: "Cell", text: str) -> None:
    """Make a row of fixed height high enough for a text, as Excel does with other rows."""
    from gikxl.write.template.styles import height

    row, column = sheet.row_dimensions[cell.row], sheet.column_dimensions[cell.column_letter]
    if row.height is not None and column.width:
        row.height = height(text, column.width - 2, row.height)
