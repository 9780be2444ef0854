"""两种读法读出的内容不同

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：填数的单元格用两种互相独立的方法各读一遍，读出的内容应当相同。不同的，说明这个单元格在
文件里写得不正常：文件被改动过，或由不规范的软件生成。在 Excel 里看到的可能是其中任何一个。

怎样改：用 Excel 或 WPS 打开文件，照原始记录核对并重新填写这一格，另存为新的 xlsx 文件。

错例：

    两种读法：2.重复申请

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "R116"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each cell of which two readers say different things."""
    for remark in report.remarks:
        if remark.kind == "two_readings":
            yield Found(
                f"一种读法是“{remark.subject}”，另一种读法是“{remark.official}”，不能确定填的是什么",
                remark.fields,
                actual=remark.subject,
                suggestion="请用 Excel 或 WPS 打开核对，重新填写这一格，另存为新的 xlsx 文件。",
            )
