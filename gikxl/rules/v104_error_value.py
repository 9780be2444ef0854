"""单元格是 Excel 错误值

依据：国办公开办函〔2021〕30号附件：各项填写件数、金额

说明：单元格里的公式出错（如 #REF!、#DIV/0!、#VALUE!），没有结果。多因删除、移动或粘贴单元格造成。

怎样改：改正公式，或者直接填数；也可以把数填进一份新的模板。

错例：

    |            | 自然人 | 总计  |
    | 2.重复申请 | 0      | #REF! |

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.cells import by_text

CODE = "V104"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each Excel error value that stands where a number is wanted."""
    return by_text(report, "error", "公式出错，没有结果", "请改正公式，或者直接填数。")
