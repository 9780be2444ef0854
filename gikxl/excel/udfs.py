"""The worksheet functions for xlwings' own add-in, which is told this module as its UDF module.

gikxl's own add-in brings the same functions, without xlwings.
"""

from collections.abc import Callable
from typing import Any

import xlwings as xw

from gikxl.excel import functions

_CATEGORY = "年报"
_TABLE = "三张表之一连同表头的区域"


def _offered(function: Callable[..., Any], **about: str) -> Callable[..., Any]:
    """A function whose arguments are rows of cells, described one by one."""
    for name, doc in about.items():
        function = xw.arg(name, ndim=2, err_to_str=True, doc=doc)(function)
    offered: Callable[..., Any] = xw.func(category=_CATEGORY)(function)
    return offered


gikxl_diff = _offered(
    functions.gikxl_diff, left_cells="等号左边的单元格", right_cells="等号右边的单元格"
)
gikxl_check = _offered(functions.gikxl_check, table=_TABLE)
gikxl_say = _offered(
    functions.gikxl_say,
    table=_TABLE,
    sentence="如“{新收申请}，{上年结转}。”，写法同 gikxl narrate --show-sentences",
)
