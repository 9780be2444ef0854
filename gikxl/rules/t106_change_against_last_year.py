"""与上年相比的增减与两年的表格不符

依据：国办公开办函〔2021〕30号附件：年度报告的数据应当准确

说明：文字说比上年增长或减少多少，按两年的表格来算得不出来。上年的表格来自上年的年报或者“上年数据”。

怎样改：重新计算；上年的数据有调整的，请说明。

错例：

    （二）依申请公开：2025年，新收政府信息公开申请6件，比上年增长20%。

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 6      | 6    |
    | （一）予以公开               | 6      | 6    |
    | （七）总计                   | 6      | 6    |

    上年：

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 4      | 4    |
    | （一）予以公开               | 4      | 4    |
    | （七）总计                   | 4      | 4    |

对例：

    （二）依申请公开：2025年，新收政府信息公开申请6件，比上年增长50%。

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 6      | 6    |
    | （一）予以公开               | 6      | 6    |
    | （七）总计                   | 6      | 6    |

    上年：

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 4      | 4    |
    | （一）予以公开               | 4      | 4    |
    | （七）总计                   | 4      | 4    |
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.claims import counted, places, sources, words_at
from gikxl.rules.shared.last_year import mismatch
from gikxl.rules.shared.words import digits

if TYPE_CHECKING:
    from gikxl.prose.percentages import Change

CODE = "T106"
SEVERITY = "warning"


def check(report: Report, last: Report | None) -> Iterator[Found]:
    """Each change against last year that the tables of the two years do not show."""
    if last is None or mismatch(report, last):
        return
    from gikxl.prose.percentages import changes

    for source in sources(report):
        for change in changes(source.text, source.judged):
            if change.judged.agrees and change.agrees(report, last) is False:
                now, before = next(change.pairs(report, last))
                yield Found(
                    f"文字写的是{words_at(source.text, change.span)}，表格里"
                    f"{counted(report, change.judged)}上年为 {digits(before)}，"
                    f"本年为 {digits(now)}",
                    change.judged.readings[0].fields,
                    places(report, source.key),
                    expected=change.right(report, last) or None,
                    actual=_said(change),
                    suggestion="请按两年的表格重新计算。",
                    mends=(),
                )


def _said(change: "Change") -> str | None:
    if change.percent is not None:
        return f"{digits(change.percent)}%"
    return None if change.amount is None else str(change.amount)
