"""用横线、“无”等代替 0

依据：国办公开办函〔2021〕30号附件：没有的数据填 0

说明：横线、斜线、“无”之类按 0 理解和计算；格式要求填 0。

怎样改：改填 0。

错例：

    |            | 自然人 | 科研机构 | 总计 |
    | 2.重复申请 | －     | 无       | 0    |

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import CELLS, Found
from gikxl.rules.shared.cells import by_table

CODE = "V102"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The signs and words for nothing in each table."""
    return by_table(
        report,
        f"填的是横线或“无”等，按 0 计：{CELLS}",
        "请改填 0。",
        lambda value: value.state == "dash",
    )
