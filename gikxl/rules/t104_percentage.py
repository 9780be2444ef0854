"""百分比与件数不符

依据：国办公开办函〔2021〕30号附件：年度报告的数据应当准确

说明：一项的百分比，按前面说到的各个总数和表格里的总数来算，都得不出来
（四舍五入和舍去尾数都算对，允许差 0.1）。

怎样改：重新计算百分比，或者改正件数。

错例：

    （二）依申请公开：2025年，收到政府信息公开申请8件，予以公开4件，占60%。

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 8      | 8    |
    | （一）予以公开               | 4      | 4    |
    | 3.其他                       | 4      | 4    |
    | （七）总计                   | 8      | 8    |

对例：

    （二）依申请公开：2025年，收到政府信息公开申请8件，予以公开4件，占50%。

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 8      | 8    |
    | （一）予以公开               | 4      | 4    |
    | 3.其他                       | 4      | 4    |
    | （七）总计                   | 8      | 8    |
"""

from collections.abc import Iterator

from gikxl.prose.claims import ON_REQUESTS
from gikxl.report import Number, Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.claims import places, sources, words_at
from gikxl.rules.shared.words import digits

CODE = "T104"
SEVERITY = "warning"
_TOTALS = (
    ("requests.handled.total",),
    ("requests.new.total",),
    ("requests.new.total", "requests.carried_over.total"),
)


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each share that is none of any number it could be a share of."""
    concerned = [source for source in sources(report) if "%" in source.text or "％" in source.text]
    if not concerned:
        return
    from gikxl.prose.percentages import exact_percent, shares

    totals = [number for keys in _TOTALS if (number := report.sum(keys))]
    for source in concerned:
        for share in shares(source.text):
            on_requests = source.key == ON_REQUESTS or share.on_requests
            wholes: list[Number] = [*share.wholes, *(totals if on_requests else ())]
            if wholes and not any(share.is_of(whole) for whole in wholes):
                nearest = min(
                    (exact_percent(share.number, whole) for whole in wholes if whole),
                    key=lambda percent: abs(percent - share.percent),
                    default=None,
                )
                yield Found(
                    f"{words_at(source.text, share.span)}：{digits(share.number)} 在前面和表格里的"
                    f"各个总数中，都不占 {digits(share.percent)}%",
                    places=places(report, source.key),
                    expected=None if nearest is None else f"{nearest}%",
                    actual=f"{digits(share.percent)}%",
                    suggestion="请重新计算。",
                )
