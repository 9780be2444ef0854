"""（六）其他处理合为一行

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：格式把（六）其他处理分为三行，文件里合为一行。合计数按其他处理计入，不影响勾稽关系。

怎样改：照格式分为三行填写。

错例：

    合为一行：（六）其他处理

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "R107"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """A group that was printed as one row."""
    for remark in report.remarks:
        if remark.kind == "combined_row":
            yield Found(
                f"“{remark.subject}”合成了一行，已按合计数读取",
                remark.fields,
                remark.places,
                actual=remark.subject,
                suggestion="请照格式分行填写，没有的填 0。",
            )
