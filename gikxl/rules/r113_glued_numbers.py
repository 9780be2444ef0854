"""数字连在一起

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：从网页或文件转成的纯文本里，一行的几个数字连在一起，中间没有分隔。勾稽关系只容一种
分法的，已按那种分法理解；还有别的分法的，这一行不作理解，含有它的勾稽关系不再检查。

怎样改：检查原来的网页、Word 文件或工作簿，不要检查转成的纯文本。

错例：

    数字相连：行政规范性文件

对例：

    |                | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 行政规范性文件 | 6            | 9            | 3            |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.remarks import by_table
from gikxl.rules.shared.words import some

CODE = "R113"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The rows of each table whose numbers cannot be told apart."""
    for remarks in by_table(report, "glued"):
        rows = [f"“{remark.official or remark.subject}”" for remark in remarks]
        yield Found(
            f"数字连在一起，分不清是哪几个数：{some(rows)}",
            tuple(key for remark in remarks for key in remark.fields),
            tuple(place for remark in remarks for place in remark.places),
            actual=remarks[0].subject if len(remarks) == 1 else None,
            suggestion="请检查原来的网页、Word 文件或工作簿，或照原件核对这些数字。",
        )
