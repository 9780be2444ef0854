"""收费金额可疑

依据：国办公开办函〔2021〕30号附件，表二第二十条第（八）项：本年收费金额（单位：万元）

说明：金额以万元为单位，最多到 6 位小数。三种情形请核实：小数超过 6 位；金额大到一千亿元以上；
与上年相比恰好在一万倍上下，很可能把元当成了万元。

怎样改：换算成万元后填写，小数保留到 6 位以内。

错例：

    |                | 本年收费金额（单位：万元） |
    | 行政事业性收费 | 77302800                   |

    上年：

    |                | 本年收费金额（单位：万元） |
    | 行政事业性收费 | 7402.5                     |

对例：

    |                | 本年收费金额（单位：万元） |
    | 行政事业性收费 | 7730.28                    |

    上年：

    |                | 本年收费金额（单位：万元） |
    | 行政事业性收费 | 7402.5                     |
"""

from collections.abc import Iterator

from gikxl.report import Number, Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.last_year import mismatch
from gikxl.rules.shared.words import digits, label

CODE = "P301"
SEVERITY = "warning"

_MOST_DECIMALS = 6
_MOST = 10_000_000
_LIKE_10_000 = (5_000, 20_000)
"""A fee in 元 for last year's in 万元, allowing for it to have halved or doubled."""


def check(report: Report, last: Report | None) -> Iterator[Found]:
    """Amounts that look as if they were mistyped or in another unit."""
    if last and mismatch(report, last):
        last = None
    for key, field in report.form.fields.items():
        if field.kind == "amount" and (number := report.number(key)):
            before = last.number(key) if last else None
            for doubt in _doubts(number, before):
                yield Found(
                    f"{label(report, key)}为 {digits(number)} {field.column.unit}，{doubt}",
                    (key,),
                    actual=number,
                    suggestion="请核对金额，以万元为单位填写，小数保留到 6 位以内。",
                )


def _doubts(number: Number, before: Number | None) -> Iterator[str]:
    if not isinstance(number, int) and -int(number.as_tuple().exponent) > _MOST_DECIMALS:
        yield f"小数超过 {_MOST_DECIMALS} 位"
    if before and _LIKE_10_000[0] <= number / before <= _LIKE_10_000[1]:
        yield f"约为上年 {digits(before)} 的一万倍，是否把元当成了万元"
    elif number > _MOST:
        yield "超过一千亿元，是否把元当成了万元"
