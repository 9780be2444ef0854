"""Where the columns of a roster stand: its header row, wherever it is."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from gikxl.collect.roster.spelling import squeeze
from gikxl.read.grid import Grid

HEADERS = {
    "name": ("单位", "单位名称", "单位全称", "报送单位", "填报单位", "机关名称", "名称", "全称"),
    "short": ("简称", "别名", "单位简称", "曾用名", "旧称", "又称"),
    "parent": ("上级", "上级单位", "主管部门", "主管单位", "上级主管部门", "汇总单位"),
    "level": ("级别", "单位级别", "层级", "类别", "单位类别"),
    "mails": ("邮箱", "电子邮箱", "邮件", "电子邮件", "邮箱地址", "电子邮箱地址", "email", "mail"),
    "due": ("截止日期", "报送期限", "截止时间", "报送截止日期", "期限", "截止", "截止日"),
}  # fmt: skip
"""What the header of each column may be called."""

_BY_NAME = {name: column for column, names in HEADERS.items() for name in names}
_REMARK = re.compile(r"[（(\[【].*", re.DOTALL)
_MOST_ROWS_ABOVE = 30


class Columns(NamedTuple):
    """The header row and the columns that were found in it, counted from 0 in the grid."""

    row: int
    at: dict[str, int]
    twice: tuple[int, ...] = ()
    """Columns with a header that another has already."""


def find_columns(grid: Grid) -> Columns | None:
    """The header row of a sheet: of its first rows the one that names most columns."""
    found = [header(row, cells) for row, cells in enumerate(grid.rows[:_MOST_ROWS_ABOVE])]
    named = [columns for columns in found if "name" in columns.at]
    return max(named, key=lambda columns: len(columns.at), default=None)


def header(row: int, cells: Sequence[object]) -> Columns:
    """The columns that a row names."""
    at: dict[str, int] = {}
    twice = []
    for column, cell in enumerate(cells):
        text = str(cell or "")
        name = _BY_NAME.get(squeeze(text)) or _BY_NAME.get(squeeze(_REMARK.sub("", text)))
        if name and name in at:
            twice.append(column)
        elif name:
            at[name] = column
    return Columns(row, at, tuple(twice))
