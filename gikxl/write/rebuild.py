"""A new workbook with the values of one in which single cells cannot be changed."""

import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gikxl.write.wording import clean

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook
    from xlsxwriter import Workbook

_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_MOST_CHARACTERS = 32_767
_LIKE_FORMULAS = ("=", "+", "-", "@")
_EPOCH = datetime.datetime(1980, 1, 1)


def rebuilt(data: bytes) -> tuple[bytes, dict[str, str]]:
    """An xlsx with the values, merged ranges (ods: none) and sheets of a workbook.

    Beside it the names of its sheets, by their names in the source: Excel does not allow
    them all. ValueError, in Chinese, if the source cannot be read.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum
    from xlsxwriter import Workbook

    file = io.BytesIO()
    try:
        old = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [m.name for m in old.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        names = dict(zip(sheets, _titles(sheets), strict=True))
        with Workbook(file, {"in_memory": True}) as book:
            book.set_properties({"created": _EPOCH})
            filler = _Filler(book)
            for name, title in names.items():
                filler.fill(book.add_worksheet(title), old.get_sheet_by_name(name))
            _hide(book, old, names)
        if not names:
            raise ValueError
    except OSError:
        raise
    except Exception as error:  # calamine fails in many ways, panics not among them
        raise ValueError("无法制作副本，请先另存为 .xlsx 文件") from error
    return file.getvalue(), names


def _titles(names: list[str]) -> Iterator[str]:
    """The names as Excel allows them, each once."""
    taken: set[str] = set()
    for name in names:
        stem = clean(name).translate(_NOT_IN_A_NAME).strip("'")[:31] or "Sheet"
        title, number = stem, 1
        while title.casefold() in taken:
            number += 1
            title = f"{stem[:27]}({number})"
        taken.add(title.casefold())
        yield title


def _hide(book: "Workbook", old: "CalamineWorkbook", names: dict[str, str]) -> None:
    from python_calamine import SheetVisibleEnum

    shown = {m.name for m in old.sheets_metadata if m.visible == SheetVisibleEnum.Visible}
    for metadata in old.sheets_metadata:
        if metadata.name not in names or metadata.name in shown or not shown & names.keys():
            continue
        sheet = book.get_worksheet_by_name(names[metadata.name])
        if metadata.visible == SheetVisibleEnum.Hidden:
            sheet.hide()
        else:
            sheet.very_hidden()
    first = next((title for name, title in names.items() if name in shown), None)
    if first:
        book.get_worksheet_by_name(first).activate()


class _Filler:
    """Writes values as they are: a text stays a text, a date a date."""

    def __init__(self, book: "Workbook") -> None:
        self._quoted = book.add_format({"quote_prefix": True})
        self._formats = {
            datetime.datetime: book.add_format({"num_format": "yyyy-mm-dd h:mm:ss"}),
            datetime.date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime.time: book.add_format({"num_format": "h:mm:ss"}),
            datetime.timedelta: book.add_format({"num_format": "[hh]:mm:ss"}),
        }

    def fill(self, sheet: Any, old: "CalamineSheet") -> None:
        """Fill a sheet with the values of another; columns get room for what they hold."""
        from xlsxwriter.exceptions import OverlappingRange

        top, left = old.start or (0, 0)
        longest: dict[int, int] = {}
        ranges = old.merged_cell_ranges or []
        for first, last in ranges:
            if first != last:
                try:
                    sheet.merge_range(*first, *last, "")
                except OverlappingRange:
                    continue
        covered = {
            (first[0], column) for first, last in ranges for column in range(first[1], last[1] + 1)
        }
        for row, values in enumerate(old.to_python(), start=top):
            for column, value in enumerate(values, start=left):
                if value not in ("", None):
                    self._put(sheet, row, column, value)
                    if (row, column) not in covered:
                        longest[column] = max(longest.get(column, 0), len(str(value)))
        for column, length in longest.items():
            sheet.set_column(column, column, min(max(9, 2 * length + 2), 50))

    def _put(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, str):
            text = clean(value, keep="\n")[:_MOST_CHARACTERS]
            style = self._quoted if text.startswith(_LIKE_FORMULAS) else None
            sheet.write_string(row, column, text, style)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value)
        else:
            sheet.write_datetime(row, column, value, self._formats[type(value)])
