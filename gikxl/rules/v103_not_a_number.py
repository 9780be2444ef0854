"""填的不是数

依据：国办公开办函〔2021〕30号附件：各项填写件数、金额

说明：应当填数的地方填了文字、日期等，无法计算。有这种单元格的行和列，不再检查勾稽关系。

怎样改：改填一个数；需要说明的，写在文字部分。

错例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 若干   | 0    |

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.cells import by_text

CODE = "V103"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each text that stands where a number is wanted."""
    return by_text(report, "text", "不是数字", "请改填一个数，没有的填 0。")
