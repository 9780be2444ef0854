"""The looks of the roll-up: the template's, and those of long lists."""

from typing import Any

from gikxl.collect.model import STATUSES, Status
from gikxl.write.template.styles import HEADING_FILL, STYLES

_LIST = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_LINE = {**_LIST, "border": 1, "border_color": "#BFBFBF"}
_WORDS = {**_LINE, "text_wrap": True}
_FAINT = {"font_color": "#7F7F7F"}

GREEN, AMBER, RED, GREY, BLUE = "#C6E0B4", "#FFE699", "#F8CBAD", "#D9D9D9", "#BDD7EE"

STATUS_FILLS: dict[Status, str] = {
    "counted": GREEN,
    "failing": RED,
    "unreadable": RED,
    "question": AMBER,
    "wrong_year": AMBER,
    "wrong_edition": AMBER,
    "missing": GREY,
}

_PLAIN: dict[str, dict[str, Any]] = {
    **STYLES,
    # Lines above and between lists run on over the blank cells beside them.
    "list_title": {**_LIST, "font_name": "黑体", "font_size": 14},
    "list_hint": {**_LIST, "font_size": 9, **_FAINT},
    "doubt": {**STYLES["hint"], "font_color": "#7F6000", "bg_color": "#FFF2CC"},
    "count_name": {**_WORDS, "bold": True, "align": "center"},
    "count": {**_LINE, "align": "center", "font_size": 12, "bold": True},
    "list_head": {
        **_WORDS, "bold": True, "align": "center", "bg_color": HEADING_FILL, "text_wrap": True,
    },
    "block_head": {**_LIST, "font_name": "黑体", "font_size": 12},
    "key": {**_LIST, "font_size": 8, **_FAINT},
    "word": _WORDS,
    "name": _LINE,
    "middle": {**_WORDS, "align": "center"},
    "link_word": {**_WORDS, "font_color": "#0563C1", "underline": 1},
    "number": {**_LINE, "num_format": "0.######"},
    "integer": {**_LINE, "num_format": "0"},
    "other_number": {**_LINE, **_FAINT, "num_format": "0.######"},
    "other_integer": {**_LINE, **_FAINT, "num_format": "0"},
    "other_name": {**_LINE, **_FAINT},
    "change": {**_LINE, "num_format": "+0;-0;0"},
    "change_amount": {**_LINE, "num_format": "+General;-General;0"},
    "share": {**_LINE, "num_format": "+0.0%;-0.0%;0.0%", "align": "right"},
    "nothing": {**_LINE, **_FAINT, "align": "right"},
    "sum": {**STYLES["total"], "bg_color": "#FFFFFF"},
    "sum_amount": {**STYLES["total"], "bg_color": "#FFFFFF", "num_format": "General"},
    "sum_total": STYLES["total"],
    "value": {**STYLES["words"], "bg_color": "#FFFFFF"},
    **{f"status_{status}": {"bg_color": fill} for status, fill in STATUS_FILLS.items()},
    "severity_error": {"bg_color": RED},
    "severity_warning": {"bg_color": AMBER},
    "severity_waived": {"bg_color": BLUE},
    "late": {"font_color": "#C00000", "bold": True},
}  # fmt: skip

QUOTED = "'"
"""Behind the name of a look: the same for a text that Excel would else take for a formula."""

LOOKS = {
    **_PLAIN,
    **{f"{name}{QUOTED}": {**look, "quote_prefix": True} for name, look in _PLAIN.items()},
}


def status_rules() -> list[tuple[str, str]]:
    """Each status in words, with the look of the cells that say it."""
    return [(words, f"status_{status}") for status, words in STATUSES.items()]


STATUS_INKS: dict[Status, str] = {
    "counted": "#548235",
    "failing": "#C00000",
    "unreadable": "#E06666",
    "question": "#BF9000",
    "wrong_year": "#D6A300",
    "wrong_edition": "#E3C25A",
    "missing": "#7F7F7F",
}
"""The same colours, strong enough for bars."""
