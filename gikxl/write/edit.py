"""Single cells changed in a copy of a workbook, all else left as it is."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gikxl.report import Place

if TYPE_CHECKING:
    from gikxl.write.patch.cells import Sheet
    from gikxl.write.workbook import Copy


class Edit(NamedTuple):
    """One cell's new content: a value, or a formula's text without “=”; both None empties it.

    With both, the value is the formula's result. `before` is what stood there and `reason`
    why it changes, in Chinese, for the list of changes.
    """

    place: Place
    value: int | Decimal | str | None = None
    formula: str | None = None
    before: str = ""
    reason: str = ""


def write_edits(source: str, out: str, edits: Sequence[Edit], *, over_source: bool = False) -> bool:
    """Write `source` with these edits to `out`; the source itself stays untouched.

    Nothing else in the file changes: each part and each other cell is proved to be the
    same. An edited cell keeps its style. If it lies inside a merged range, and is not the
    cell that shows, the range is unmerged first. A text never becomes a formula. Results of
    formulas that an edit makes untrue are dropped, for Excel to compute. False if the copy
    had to be made anew from the values (xls, et, ods), without formats and formulas.
    ValueError, in Chinese, if `out` cannot be such a copy, a sheet is not there, or a cell
    cannot be changed alone.
    """
    from gikxl.write.patch import tables
    from gikxl.write.workbook import write_copy

    def change(copy: "Copy") -> None:
        for name in dict.fromkeys(edit.place.sheet for edit in edits):
            sheet = copy.sheet(name)
            if sheet is None:
                raise ValueError(f"没有名为“{name}”的工作表")
            on_sheet = [edit for edit in edits if edit.place.sheet == name]
            tables.refuse_heads(copy.book.package, sheet, [edit.place[1:] for edit in on_sheet])
            for edit in on_sheet:
                _apply(copy, edit, sheet)

    return write_copy(source, out, change, over_source=over_source)


def _apply(copy: "Copy", edit: Edit, sheet: "Sheet") -> None:
    from gikxl.write.patch import merges
    from gikxl.write.workbook import put

    at = edit.place[1:]
    merges.free(sheet, at)
    if edit.formula is not None:
        sheet.put_formula(at, edit.formula.removeprefix("="), edit.value)
        return
    put(copy.book, sheet, at, edit.value)
    if isinstance(edit.value, str) and copy.book.styles.is_wrapped(sheet.style(at)):
        _make_room(sheet, *at, edit.value)


def _make_room(sheet: "Sheet", row: int, column: int, text: str) -> None:
    """Make a row of fixed height high enough for a text, as Excel does with other rows."""
    from gikxl.write.template.styles import height

    fixed, width = sheet.height(row), sheet.width(column)
    if fixed is not None and width:
        sheet.set_height(row, height(text, width - 2, fixed))
