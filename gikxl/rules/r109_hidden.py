"""隐藏的行、列或工作表里有数

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：这些数在隐藏的行、列或工作表里，已照常计入。看的人看不到，打印时也没有。

怎样改：取消隐藏，核对其中的数。

错例：

    隐藏的行：2.重复申请

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import CELLS, Found
from gikxl.rules.shared.cells import by_table

CODE = "R109"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The numbers of each table that nobody sees."""
    return by_table(
        report,
        f"在隐藏的行、列或工作表里，已照常计入：{CELLS}",
        "请取消隐藏并核对。",
        lambda value: value.hidden and value.number is not None,
    )
