"""填了负数

依据：国办公开办函〔2021〕30号附件：各项填写件数、金额

说明：件数和金额不会小于 0。常见原因是公式相减，或者把横线和数字写在了一起。

怎样改：改填实际的数；没有的填 0。

错例：

    |                | 本年收费金额（单位：万元） |
    | 行政事业性收费 | -3                         |

对例：

    |                | 本年收费金额（单位：万元） |
    | 行政事业性收费 | 7730.28                    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.words import digits, label

CODE = "V105"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each number below 0, but for those that tell a change."""
    for key, value in report.values.items():
        number = value.number
        if number is not None and number < 0 and report.form.fields[key].kind != "change":
            yield Found(
                f"{label(report, key)}为 {digits(number)}，不能是负数",
                (key,),
                expected="不小于 0",
                actual=number,
                suggestion="请改填实际的数，没有的填 0。",
            )
