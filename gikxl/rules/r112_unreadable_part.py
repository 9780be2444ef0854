"""文件有一部分读不出

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：文件的一部分（如一个工作表）损坏或格式特殊，没有读出。其中如有表格，没有检查。

怎样改：用 Excel 或 WPS 打开文件，另存为 xlsx 后重新报送。

错例：

    读不出：Sheet4

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "R112"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """A part of the file that could not be read."""
    for remark in report.remarks:
        if remark.kind == "unreadable_part":
            yield Found(
                f"“{remark.subject}”没有读出，其中的内容没有检查",
                remark.fields,
                remark.places,
                actual=remark.subject,
                suggestion="请用 Excel 或 WPS 打开文件，另存为 xlsx 后重新报送。",
            )
