"""同一项目出现两次

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：有两处都是格式里的同一项目，数不相同，无法确定以哪一处为准。常见原因是复制粘贴后没有改名称，
或者一个文件里有两份同样的表。

怎样改：每个项目只保留一处。

错例：

    重复的行：2.重复申请

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.remarks import by_table
from gikxl.rules.shared.words import some

CODE = "R104"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The lines of each table that two places claim with different numbers."""
    for remarks in by_table(report, "repeated_line"):
        names = some([f"“{remark.subject}”" for remark in remarks])
        yield Found(
            f"{names}出现了不止一次而数不相同，无法确定以哪一处为准",
            tuple(key for remark in remarks for key in remark.fields),
            tuple(place for remark in remarks for place in remark.places),
            suggestion="请只保留一处，删去或改正另一处的名称。",
        )
