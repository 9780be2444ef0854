"""Values as they go over COM, and as Excel takes what is written to a cell."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet.formula import ArrayFormula

ERRORS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
    "#SPILL!": -2146826243,
}
EPOCH = dt.datetime(1899, 12, 30)
_CURRENCY = re.compile(r"[¥￥$€]|_-\* ")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(%?)")
_DATE = re.compile(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?")
_THEME = ("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000")


def formula_of(cell: Cell | MergedCell) -> str | None:
    """A cell's formula with “=”."""
    if cell.data_type != "f":
        return None
    return cell.value.text if isinstance(cell.value, ArrayFormula) else str(cell.value)


def com_value(cell: Cell | MergedCell, cached: object) -> Any:
    """`Range.Value` of a cell; of a formula its cached result."""
    value = cell.value if formula_of(cell) is None else cached
    plain = com_value2(cell, cached)
    if isinstance(value, dt.date):
        return _as_datetime(value)
    if isinstance(plain, float) and _CURRENCY.search(cell.number_format or ""):
        return Decimal(repr(plain)).quantize(Decimal("0.0001"))
    return plain


def com_value2(cell: Cell | MergedCell, cached: object) -> Any:
    """`Range.Value2`: dates and currencies as plain floats."""
    value = cell.value if formula_of(cell) is None else cached
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float, Decimal)):
        return float(value)
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        return (dt.datetime.combine(EPOCH, value) - EPOCH) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return (_as_datetime(value) - EPOCH) / dt.timedelta(days=1)
    is_error = cell.data_type == "e" or cell.data_type == "f"
    return ERRORS.get(value, value) if is_error else value


def _as_datetime(value: dt.date) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime(value.year, value.month, value.day)


def com_formula(cell: Cell | MergedCell) -> str:
    """`Range.Formula`: of a cell without one, its content as text."""
    formula = formula_of(cell)
    if formula is not None:
        return formula
    value = com_value2(cell, None)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(cell.value)


def enter(cell: Cell | MergedCell, value: Any) -> None:
    """Set a cell as Excel does: it takes texts for numbers, dates and formulas."""
    if isinstance(cell, MergedCell):
        return
    cell.quotePrefix = False
    if isinstance(value, str):
        _enter_text(cell, value)
    elif isinstance(value, dt.datetime) and not is_date_format(cell.number_format):
        cell.value = value.replace(tzinfo=None)
    else:
        cell.value = value


def _enter_text(cell: Cell, text: str) -> None:
    if text.startswith("'"):
        cell.value, cell.data_type = text[1:] or None, "s"
        cell.quotePrefix = True
    elif text == "":
        cell.value = None
    elif cell.number_format == "@":
        cell.value, cell.data_type = text, "s"
    elif text.startswith("=") or (text[0] in "+-@" and not _NUMBER.fullmatch(text)):
        cell.value, cell.data_type = "=" + text.removeprefix("="), "f"
    elif found := _NUMBER.fullmatch(text):
        number = float(text.replace(",", "").rstrip("%"))
        cell.value = number / 100 if found[4] else number
    elif found := _DATE.fullmatch(text):
        cell.value = dt.datetime(*map(int, found.groups()))
    else:
        cell.value, cell.data_type = text, "s"


def rgb(colour: Any) -> tuple[int, int, int]:
    """A colour of openpyxl as red, green and blue."""
    text = "FF000000"
    if colour is not None and colour.type == "rgb":
        text = colour.rgb
    elif colour is not None and colour.type == "theme":
        text = _THEME[min(colour.theme, len(_THEME) - 1)]
    elif colour is not None and colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        text = COLOR_INDEX[colour.indexed]
    return int(text[-6:-4], 16), int(text[-4:-2], 16), int(text[-2:], 16)


def hexadecimal(colour: Any) -> str:
    """What xlwings takes as a colour, as six hexadecimal digits."""
    if isinstance(colour, str):
        return colour.removeprefix("#").upper()
    if isinstance(colour, int):
        return f"{colour & 255:02X}{colour >> 8 & 255:02X}{colour >> 16 & 255:02X}"
    return "".join(f"{part:02X}" for part in colour)
