"""空白处应填 0

依据：国办公开办函〔2021〕30号附件：没有的数据填 0

说明：格式要求没有的数据填 0。空白按 0 计算，但看的人无法区分“没有”和“没有填”。

怎样改：在空白的单元格里填 0。

错例：

    |            | 自然人 | 科研机构 | 总计 |
    | 2.重复申请 | 空白   | 空白     | 0    |

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import CELLS, Found
from gikxl.rules.shared.cells import by_table, untouched

CODE = "V101"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The blanks of each table that was filled in."""
    blanks = by_table(
        report,
        f"空白，按 0 计：{CELLS}",
        "没有的请填 0，不要留空。",
        lambda value: value.state == "blank",
    )
    for found in blanks:
        if not untouched(report, found.fields[0].partition(".")[0]):
            yield found
