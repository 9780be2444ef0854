"""The looks of the template: fonts that Chinese offices have, few colours, one meaning each."""

from collections.abc import Mapping
from functools import partial
from math import ceil
from typing import Any

FAINT = "#7F7F7F"
_DRAFT = "#595959"
HEADING_FILL, INPUT_FILL, TOTAL_FILL = "#C6D9F1", "#FFFBE5", "#EDEDED"
BROKEN_FILL, DOUBTFUL_FILL = "#FFC7CE", "#FFD966"

DEFAULT_FONT = {"font_name": "宋体", "font_size": 11}

_BASE = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
_CENTRED = {**_BASE, "align": "center"}
_BOXED = {**_BASE, "border": 1}
_INDENTED = {**_BOXED, "indent": 1}
_INPUT = {**_BOXED, "align": "center", "bg_color": INPUT_FILL, "locked": False, "num_format": "0"}
_WORDS = {**_INPUT, "align": "left", "indent": 1, "num_format": "@"}
_CHECK = {**_CENTRED, "font_size": 9, "font_color": FAINT, "bottom": 7, "top": 7}

STYLES: dict[str, dict[str, Any]] = {
    "title": {**_CENTRED, "font_name": "黑体", "font_size": 16},
    "heading": {**_BASE, "font_name": "黑体", "font_size": 12},
    "text": {**_BASE, "valign": "top"},
    "left": _BASE,
    "line": {**_BASE, "indent": 1},
    "right": {**_BASE, "align": "right"},
    "mark": {**_BASE, "align": "right"},
    "hint": {**_BASE, "font_size": 9, "font_color": FAINT},
    "link": {**_INDENTED, "font_color": "#0563C1", "underline": 1},
    # The labels of the form.
    "block": {**_INDENTED, "bg_color": HEADING_FILL},
    "corner": {**_BOXED, "align": "center"},
    "column": {**_BOXED, "align": "center"},
    "row": _INDENTED,
    "group": {**_BOXED, "align": "center"},
    # The cells to fill in, by the kind of number, and those that fill themselves in.
    "count": _INPUT,
    "change": _INPUT,
    "amount": {**_INPUT, "num_format": "General"},
    "year": {**_WORDS, "num_format": "0"},
    "date": {**_WORDS, "num_format": 'yyyy"年"m"月"d"日"'},
    "words": _WORDS,
    "narrative": {**_WORDS, "valign": "top"},
    "draft": {**_WORDS, "valign": "top", "border": 4, "bg_color": "#FFFFFF", "font_color": _DRAFT},
    # The sections of 文字: those that every report has, and those that it may do without. The
    # words in brackets are shown, but no part of the label.
    "section": {**_BOXED, "align": "center", "bold": True, "right": 0},
    "section_beside": {**_BOXED, "left": 0},
    "optional": {
        **_BOXED,
        "align": "center",
        "right": 0,
        "font_color": FAINT,
        "num_format": '@"（可不写）"',
    },
    "total": {**_BOXED, "align": "center", "bg_color": TOTAL_FILL, "num_format": "0"},
    # The checks: the sign of the number becomes a word.
    "check_label": {**_CHECK, "align": "left"},
    "check_head": {**_CHECK, "valign": "bottom"},
    "check": {**_CHECK, "num_format": '"多"0;"少"0;"√"'},
    "head": {**_BOXED, "align": "center", "bold": True, "bg_color": HEADING_FILL},
    "boxed": _INDENTED,
    "places": {**_BOXED, "align": "center", "num_format": '0"处";-0;"√"'},
    "length": {**_BOXED, "align": "center", "num_format": '0"字";;', "font_color": FAINT},
    # Conditional formats.
    "broken": {"bg_color": BROKEN_FILL, "font_color": "#9C0006"},
    "doubtful": {"bg_color": DOUBTFUL_FILL, "font_color": "#7F6000"},
    # “0.######” leaves a point behind whole numbers; so only the others are shown with it.
    "decimal": {"num_format": "0.######"},
    # The swatches of the legend.
    "swatch_input": {**_INPUT, "locked": True},
    "swatch_total": {**_BOXED, "bg_color": TOTAL_FILL},
    "swatch_broken": {**_BOXED, "bg_color": BROKEN_FILL},
    "swatch_doubtful": {**_BOXED, "bg_color": DOUBTFUL_FILL},
}


class Styles:
    """The formats of one workbook, each made when first asked for."""

    def __init__(self, workbook: Any, looks: Mapping[str, dict[str, Any]] = STYLES) -> None:
        self._add = workbook.add_format
        self._looks = looks
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._add(self._looks[name])
            self._made[name].quoted = partial(self._quoted, name)
        return self._made[name]

    def _quoted(self, name: str) -> Any:
        """The same look for a text that Excel would take for a formula when somebody edits it."""
        key = f"{name} quoted"
        if key not in self._made:
            self._made[key] = self._add({**self._looks[name], "quote_prefix": True})
        return self._made[key]


_HIGHEST = 400.0
"""A row cannot be higher than 409 points."""


def height(text: str, characters: float, least: float = 20) -> float:
    """The height in points of a text wrapped in a column this many half-width characters wide."""
    lines = sum(max(1, ceil(width(paragraph) / characters)) for paragraph in text.split("\n"))
    return min(max(least, lines * 14 + 6), _HIGHEST)


def length(text: str) -> int:
    """What Excel's LEN gives: rare characters count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def width(text: str) -> int:
    """The width of a text in half-width characters."""
    return sum(2 if ord(character) > 0xFF else 1 for character in text)
