"""A copy of a received workbook, in memory, and its safe way to the disk.

The seam to openpyxl: `edit` and `mark` are its only users, and a writer that patches
the file without loss can take its place.
"""

import os
import warnings
from copy import copy as duplicate
from typing import NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gikxl.write.files import replacing
from gikxl.write.wording import clean

_MOST_CHARACTERS = 32_767
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


class Copy(NamedTuple):
    """The copy, and its sheets by the names they have in the source.

    `rebuilt`: made anew from the values, because openpyxl cannot open the source (xls,
    et, ods and some others); formats and formulas are not in it.
    """

    book: Workbook
    sheets: dict[str, Worksheet]
    rebuilt: bool


def suffix_for(source: str) -> str:
    """The ending that a copy of this file has: macros stay only in an .xlsm."""
    return ".xlsm" if source.lower().endswith(".xlsm") else ".xlsx"


def copy_of(source: str, out: str, *, over_source: bool = False) -> Copy:
    """The workbook `source`, to be saved as `out`.

    ValueError, in Chinese, if `out` cannot be such a copy or is the source itself.
    """
    macros = out.lower().endswith(".xlsm")
    if not macros and not out.lower().endswith(".xlsx"):
        raise ValueError(f"{out}：输出文件的扩展名应为 {suffix_for(source)}")
    if os.path.exists(out) and os.path.samefile(source, out) and not over_source:
        raise ValueError(f"{out}：输出文件就是原文件，请换一个文件名")
    copy = _loaded(source, macros) or _rebuilt(source)
    if copy.rebuilt and macros:
        raise ValueError(f"{out}：原文件不是带宏的工作簿，输出文件的扩展名应为 .xlsx")
    return copy


def save(copy: Copy, out: str) -> None:
    """Write the copy to `out` whole or not at all; Excel computes its formulas on opening."""
    # openpyxl keeps no computed values.
    copy.book.calculation = copy.book.calculation or CalcProperties()
    copy.book.calculation.fullCalcOnLoad = True
    with replacing(out) as file:
        copy.book.save(file)


def put(cell: Cell, value: object) -> None:
    """Set a cell's value; a text stays a text whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = clean(value, keep="\n")[:_MOST_CHARACTERS]
    cell.value = text or None
    if text:
        cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        # Otherwise Excel takes it for a formula as soon as someone edits the cell.
        cell.quotePrefix = True


def freed(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell, taken out of the merged range it is hidden in, if it is.

    Each cell of that range gets the style that the range showed.
    """
    merged = _merged(sheet, row, column)
    if merged:
        sheet.unmerge_cells(merged.coord)
        style = sheet.cell(merged.min_row, merged.min_col)._style
        for at in merged.cells:
            sheet.cell(*at)._style = duplicate(style)
    return sheet.cell(row, column)


def anchor(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell in this row and column, from 1; in a merged range, the one that shows."""
    merged = _merged(sheet, row, column)
    return sheet.cell(merged.min_row, merged.min_col) if merged else sheet.cell(row, column)


def _merged(sheet: Worksheet, row: int, column: int) -> CellRange | None:
    """The merged range that hides this cell."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return None
    return next(merged for merged in sheet.merged_cells.ranges if cell.coordinate in merged)


def _loaded(source: str, macros: bool) -> Copy | None:
    """The copy as openpyxl opens it; None if it cannot, or finds no sheet."""
    try:
        with open(source, "rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(file, keep_vba=macros)
    except OSError:
        raise
    except Exception:  # openpyxl fails in many ways on files that others open
        return None
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    return Copy(book, sheets, rebuilt=False) if sheets else None


def _rebuilt(source: str) -> Copy:
    """A new workbook with the values, merged ranges (ods: none) and sheet names of the source."""
    try:
        old = CalamineWorkbook.from_path(source)
        names = [m.name for m in old.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        book = Workbook()
        book.remove(book.active)
        sheets = {
            name: _filled(book.create_sheet(_title(name)), old.get_sheet_by_name(name))
            for name in names
        }
    except OSError:
        raise
    except Exception as error:
        raise ValueError(f"{source}：无法制作副本，请先另存为 .xlsx 文件") from error
    for metadata in old.sheets_metadata:
        if metadata.name in sheets:
            sheets[metadata.name].sheet_state = _state(metadata.visible)
    return Copy(book, sheets, rebuilt=True)


def _state(visible: SheetVisibleEnum) -> str:
    if visible == SheetVisibleEnum.Hidden:
        return "hidden"
    return "veryHidden" if visible == SheetVisibleEnum.VeryHidden else "visible"


def _title(name: str) -> str:
    return clean(name).translate(_NOT_IN_A_NAME)[:31] or "Sheet"


def _filled(sheet: Worksheet, old: CalamineSheet) -> Worksheet:
    top, left = old.start or (0, 0)
    longest: dict[int, int] = {}
    ranges = old.merged_cell_ranges or []
    covered = {
        (first[0], column) for first, last in ranges for column in range(first[1], last[1] + 1)
    }
    for row, values in enumerate(old.to_python(), start=top):
        for column, value in enumerate(values, start=left):
            if value not in ("", None):
                put(sheet.cell(row + 1, column + 1), value)
                if (row, column) not in covered:
                    longest[column] = max(longest.get(column, 0), len(str(value)))
    for first, last in ranges:
        sheet.merge_cells(None, first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
    for column, length in longest.items():
        letter = get_column_letter(column + 1)
        sheet.column_dimensions[letter].width = min(max(9, 2 * length + 2), 50)
    return sheet
