"""行列次序与格式不同

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：行或列的次序与格式不同。已按名称而不是位置读取，请核对名称与数是否对应。

怎样改：照格式的次序排列。

错例：

    次序不同：三、收到和处理政府信息公开申请情况

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "R105"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Lines in another order than the form's."""
    for remark in report.remarks:
        if remark.kind == "other_order":
            yield Found(
                f"“{remark.subject}”的行或列与格式的次序不同，已按名称读取",
                remark.fields,
                remark.places,
                actual=remark.subject,
                suggestion="请照格式的次序排列，并核对名称与数是否对应。",
            )
