"""缺少行或列

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：表里没有找到这一行（列），可能被删除，或者改了名称。没有发生的，行也要保留并填 0。
缺了行或列，含有它的勾稽关系不再检查。

怎样改：照格式补上这一行（列）；没有的填 0。

错例：

    缺行：2.重复申请

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.missing import missing_lines

CODE = "R102"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each row or column that is not there."""
    for line in missing_lines(report):
        what = f"“{line.label}”{line.word}" + (f"的{line.part}" if line.part else "")
        yield Found(
            f"“{line.block.label}”缺少{what}",
            line.fields,
            expected=line.label,
            suggestion="请照格式补上，没有的填 0；改了名称的，请改回格式的名称。",
        )
