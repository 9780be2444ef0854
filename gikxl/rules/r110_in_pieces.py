"""一张表分成几处

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：一张表分在几处（如几个工作表、几段）。已合在一起读取。

怎样改：照格式把一张表放在一处。

错例：

    分成几处：三、收到和处理政府信息公开申请情况

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "R110"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """A table that stands in several places."""
    for remark in report.remarks:
        if remark.kind == "in_pieces":
            yield Found(
                f"“{remark.subject}”的表分在几处，已合在一起读取",
                remark.fields,
                remark.places,
                actual=remark.subject,
                suggestion="请把一张表放在一处。",
            )
