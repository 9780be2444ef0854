"""上年尚未审结的案件本年没有了下落

依据：国办公开办函〔2021〕30号附件，表四：上年尚未审结的案件，本年继续统计

说明：上年报告里尚未审结的行政复议、行政诉讼案件，本年应当在同一组里出现：已经审结的计入
相应的结果，仍未审结的计入尚未审结。所以本年的总计一般不少于上年的尚未审结。

怎样改：把上年尚未审结的案件计入本年的相应结果；确有原因（如撤回、移送）的，说明原因。

错例：

    |          | 结果维持 | 尚未审结 | 总计 |
    | 行政复议 | 1        | 0        | 1    |

    上年：

    |          | 结果维持 | 尚未审结 | 总计 |
    | 行政复议 | 2        | 3        | 5    |

对例：

    |          | 结果维持 | 尚未审结 | 总计 |
    | 行政复议 | 3        | 0        | 3    |

    上年：

    |          | 结果维持 | 尚未审结 | 总计 |
    | 行政复议 | 2        | 3        | 5    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.last_year import breaks
from gikxl.rules.shared.words import digits, label

CODE = "Y401"
SEVERITY = "warning"


def check(report: Report, last: Report | None) -> Iterator[Found]:
    """Each group with fewer cases than last year left undecided."""
    for relation, actual, expected in breaks(report, last, "pending"):
        yield Found(
            f"{label(report, relation.this)}为 {digits(actual)}，"
            f"上年报告{label(report, relation.last)}为 {digits(expected)}，"
            f"至少有 {digits(expected - actual)} 件没有下落",
            (relation.this,),
            expected=f"不少于 {digits(expected)}",
            actual=actual,
            suggestion="请把上年尚未审结的案件计入本年的相应结果；确有原因的，请说明。",
            equations=(relation,),
        )
