"""上年结转与上年报告的结转下年度不一致

依据：国办公开办函〔2021〕30号附件，表三：二、上年结转政府信息公开申请数量，即上年报告的四、结转下年度继续办理

说明：上年没有办结、结转下年度的申请，本年要在二、上年结转里原数承接，各类申请人分别相等。

怎样改：照上年公布的报告填写本年的二、上年结转；上年报告有误的，向上级机关说明。

错例：

    |                        | 自然人 | 总计 |
    | 二、上年结转政府信息公开申请数量 | 1 | 1 |
    | （一）予以公开         | 1      | 1    |
    | （七）总计             | 1      | 1    |

    上年：

    |                        | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 3 | 3 |
    | 四、结转下年度继续办理 | 3      | 3    |

对例：

    |                        | 自然人 | 总计 |
    | 二、上年结转政府信息公开申请数量 | 3 | 3 |
    | （一）予以公开         | 3      | 3    |
    | （七）总计             | 3      | 3    |

    上年：

    |                        | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 3 | 3 |
    | 四、结转下年度继续办理 | 3      | 3    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.last_year import breaks
from gikxl.rules.shared.words import digits, label, more_or_less

CODE = "Y301"
SEVERITY = "error"


def check(report: Report, last: Report | None) -> Iterator[Found]:
    """Each column that does not begin with what last year left open."""
    totals = report.form.totals
    steps = list(breaks(report, last, "carried_over"))
    for relation, actual, expected in steps:
        own = totals[relation.this].right if relation.this in totals else ()
        parts = [step for step in steps if step.relation.this in own]
        if parts and actual - expected == sum(step.actual - step.expected for step in parts):
            continue
        before = report.form.fields[relation.last]
        yield Found(
            f"{label(report, relation.this)}为 {digits(actual)}，上年报告“{before.row.label}”"
            f"为 {digits(expected)}，{more_or_less(actual, expected)}",
            (relation.this,),
            expected=expected,
            actual=actual,
            suggestion=f"请核对上年公布的报告；上年报告无误的，改填 {digits(expected)}。",
            equations=(relation,),
        )
