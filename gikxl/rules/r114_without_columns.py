"""没有列名的行

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：从文件转成的文本里，表头丢失了，行名后面的数字没有列名。数字的个数与格式的列数相同的，
已按格式的列序理解，请核对；个数不同的不作理解。

怎样改：检查原来的网页、Word 文件或工作簿，或补上表头。

错例：

    没有列名：一、本年新收政府信息公开申请数量

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.words import some

CODE = "R114"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The rows that were understood by the order of the form's columns."""
    remarks = [remark for remark in report.remarks if remark.kind == "without_columns"]
    if remarks:
        rows = some([f"“{remark.subject}”" for remark in remarks])
        yield Found(
            f"从{rows}起的行没有列名，已按格式的列序理解",
            places=tuple(place for remark in remarks for place in remark.places),
            actual=remarks[0].subject if len(remarks) == 1 else None,
            suggestion="请照原件核对这些数字是否在各自的列里。",
        )
