"""名称与格式用词不同

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：行或列的名称与格式用词不同（错字、旧称、简称），已按最接近的项目理解，请核对。

怎样改：把名称改成格式的用词。

错例：

    名称写作：2.其他法律行政止公开，即 2.其他法律行政法规禁止公开

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.remarks import by_table
from gikxl.rules.shared.words import some

CODE = "R106"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The labels of each table that were understood although they are worded differently."""
    for remarks in by_table(report, "similar_label"):
        names = [f"“{remark.subject}”已理解为“{remark.official}”" for remark in remarks]
        yield Found(
            f"名称与格式用词不同：{some(names, separator='；')}",
            tuple(key for remark in remarks for key in remark.fields),
            tuple(place for remark in remarks for place in remark.places),
            expected=remarks[0].official if len(remarks) == 1 else None,
            actual=remarks[0].subject if len(remarks) == 1 else None,
            suggestion="请核对，并改成格式的用词。",
        )
