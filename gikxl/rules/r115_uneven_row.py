"""格子与列名对不齐

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：网页或文件里的表格，合并单元格有错或丢失，一行数字没有止于表头的最后一列：数字不在自己的
列名下面。这样的行不作理解，含有它的勾稽关系不再检查。

怎样改：检查原来的 Word 文件或工作簿，或把表格的合并单元格改正后重新发布。

错例：

    格子不齐：四、结转下年度继续办理

对例：

    |                        | 自然人 | 总计 |
    | 四、结转下年度继续办理 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.remarks import by_table
from gikxl.rules.shared.words import some

CODE = "R115"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The rows of each table whose cells do not stand below the names of their columns."""
    for remarks in by_table(report, "uneven"):
        rows = [f"“{remark.official or remark.subject}”" for remark in remarks]
        yield Found(
            f"格子与列名对不齐，分不清数字在哪一列：{some(rows)}",
            tuple(key for remark in remarks for key in remark.fields),
            tuple(place for remark in remarks for place in remark.places),
            suggestion="请检查原来的 Word 文件或工作簿，或照原件核对这些数字。",
        )
