"""The one normaliser: what a cell counts as. This docstring is the policy.

number  1, 1.0, 7730.28; and, with a note: text that is a plain number (which
        Excel's SUM leaves out), full-width digits (１２), thousands separators
        (1,234 or １，２３４), a measure word behind (3件, 1 项; 万元 only for an amount),
        a remark in brackets behind (22（其中修订16件）), 〇 or 零, a leading plus sign
dash    - — － / 无 没有 N/A and the like: somebody's way to say none; counts as 0
blank   nothing, or only spaces of whatever kind
text    everything else: 1 234, 1,23, 十二, 14万, 约3件, 5(3), 3元 for an amount in
        万元, TRUE, dates, 1e3, ², NaN. Text is never 0.

A float is taken at the 15 significant digits that Excel shows.
"""

import re
from typing import TYPE_CHECKING

from gikxl.form import Kind
from gikxl.read.grid import Cell
from gikxl.report import Number, State

if TYPE_CHECKING:
    from decimal import Decimal

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d"
_HALF_WIDTH = str.maketrans(
    "０１２３４５６７８９．，－＋（）\u2212\u2010\u2011\u2012\u2013﹣",
    "0123456789.,-+()------",
    _INVISIBLE,
)
_DASHES = "-—―─﹘/／\\"
_NOTHING = ("无", "没有", "NA", "N/A")
_FIRST_WORD, _LAST_WORD = "\u4e00", "\u9fff"
_WORDS_OF_NUMBERS = "无没零"
"""Texts that begin with any other Chinese word are no numbers; most are such labels and prose."""
_NUMBER = r"(?P<number>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
_UNIT = r"(?P<unit>件次|件|条|项|起|宗|个|份|封|部|次|万元)?"
_REMARK = r"(?P<remark>\([^()]*[\u4e00-\u9fff][^()]*\))?"
_WRITTEN = rf"{_NUMBER}\s*{_UNIT}\s*{_REMARK}"
_OF_NUMBERS = "+-.,0123456789"
_BEHIND = "件条项起宗个份封部次万("
_MOST_DIGITS = 15
_TOO_LONG = 10**_MOST_DIGITS


def read_number(cell: Cell, kind: Kind = "count") -> tuple[Number | None, State, str]:
    """What a cell counts as, its state, and a note in Chinese where it had to be interpreted."""
    if isinstance(cell, float):
        return _read_float(cell)
    if cell is None or cell == "":
        return None, "blank", ""
    if isinstance(cell, str):
        return _read_text(cell, kind)
    if isinstance(cell, bool):
        return None, "text", "是逻辑值，不是数字"
    if isinstance(cell, int):
        return cell, "number", ""
    from decimal import Decimal

    if isinstance(cell, Decimal):
        return (_plain(cell), "number", "") if cell.is_finite() else (None, "text", "不是数字")
    return None, "text", "是日期或时间，不是数字"


def _read_float(cell: float) -> tuple[Number | None, State, str]:
    if cell.is_integer() and abs(cell) < _TOO_LONG:
        return int(cell), "number", ""
    from decimal import Decimal

    number = Decimal(f"{cell:.15g}")
    return (_plain(number), "number", "") if number.is_finite() else (None, "text", "不是数字")


def _read_text(cell: str, kind: Kind) -> tuple[Number | None, State, str]:
    if _FIRST_WORD <= cell[0] <= _LAST_WORD and cell[0] not in _WORDS_OF_NUMBERS:
        return None, "text", ""
    text = cell.translate(_HALF_WIDTH).strip()
    if not text:
        return None, "blank", ""
    if not text.strip(_DASHES) or text.upper() in _NOTHING:
        return 0, "dash", f"“{cell.strip()}”按 0 理解"
    if text in ("〇", "零"):
        return 0, "number", f"“{cell.strip()}”按 0 理解"
    behind = text.lstrip(_OF_NUMBERS).lstrip()
    found = re.fullmatch(_WRITTEN, text) if behind != text and behind[:1] in _BEHIND else None
    if not found or (found["unit"] == "万元") > (kind == "amount"):
        return None, "text", ""
    digits = found["number"].replace(",", "")
    if sum(map(str.isdigit, digits)) > _MOST_DIGITS:
        return None, "text", "数字过长"
    from decimal import Decimal

    number = _plain(Decimal(digits))
    return number, "number", f"“{cell.strip()}”按 {number} 理解"


def _plain(number: "Decimal") -> Number:
    """An int where the number is whole."""
    return int(number) if number == number.to_integral_value() else number.normalize()
