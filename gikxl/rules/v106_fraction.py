"""件数不是整数

依据：国办公开办函〔2021〕30号附件：各项填写件数

说明：除金额外，各项都是件数，只能是整数。

怎样改：改填整数。收费金额以外的数都不带小数。

错例：

    |          | 本年处理决定数量 |
    | 行政许可 | 12.5             |

对例：

    |          | 本年处理决定数量 |
    | 行政许可 | 12               |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.words import digits, label

CODE = "V106"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each fraction where a count is wanted."""
    for key, value in report.values.items():
        number = value.number
        if number is not None and number % 1 and report.form.fields[key].kind != "amount":
            yield Found(
                f"{label(report, key)}为 {digits(number)}，件数应为整数",
                (key,),
                expected="整数",
                actual=number,
                suggestion="请改填整数。",
            )
