"""现行有效件数与上年报告不衔接

依据：国办公开办函〔2021〕30号附件，表二第二十条第（一）项：现行有效件数为累计数

说明：本年现行有效件数，一般等于上年现行有效件数加本年制发、减本年废止。文件清理、机构改革、
统计口径调整都可能使它不等，所以只请核实，不作为错误。

怎样改：数字有误的改正；确有原因（如清理后宣布失效）的，向上级机关说明原因。

错例：

    |                | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 行政规范性文件 | 6            | 1            | 32           |

    上年：

    |                | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 行政规范性文件 | 2            | 0            | 30           |

对例：

    |                | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 行政规范性文件 | 6            | 1            | 35           |

    上年：

    |                | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 行政规范性文件 | 2            | 0            | 30           |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.last_year import breaks
from gikxl.rules.shared.words import digits, label, more_or_less

CODE = "Y201"
SEVERITY = "warning"


def check(report: Report, last: Report | None) -> Iterator[Found]:
    """Each row whose number in force is not last year's plus issued minus repealed."""
    for relation, actual, expected in breaks(report, last, "in_force"):
        keys = [key for key in (relation.this, relation.plus, relation.minus) if key]
        plus, minus = (report.form.fields[key].column.label for key in keys[1:])
        yield Found(
            f"{label(report, relation.this)}为 {digits(actual)}，上年报告的件数加{plus}、"
            f"减{minus}为 {digits(expected)}，{more_or_less(actual, expected)}",
            tuple(keys),
            expected=expected,
            actual=actual,
            suggestion="请核对；确有原因（如文件清理）的，请说明原因。",
            equations=(relation,),
        )
