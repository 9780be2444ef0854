"""文字里的数与上年相同

依据：国办公开办函〔2021〕30号附件：统计期限为本年度 1 月 1 日至 12 月 31 日

说明：三位以上的件数、条数，连同前面的字，有三处以上或者过半与上年报告的相同。多因沿用上年的文字，没有改全。
现行有效的文件、各类名单的数量，不计在内。

怎样改：核对台账，改成本年度的数。

错例：

    （一）主动公开：2025年，通过门户网站公开信息 1136 条，通过微信公众号公开信息 482 条。

    上年：

    （一）主动公开：2024年，通过门户网站公开信息 1136 条，通过微信公众号公开信息 482 条。

对例：

    （一）主动公开：2025年，通过门户网站公开信息 1136 条，通过微信公众号公开信息 519 条。

    上年：

    （一）主动公开：2024年，通过门户网站公开信息 1052 条，通过微信公众号公开信息 482 条。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.copied import comparable, counts
from gikxl.rules.shared.sentences import said
from gikxl.rules.shared.words import some

CODE = "S117"
SEVERITY = "warning"

_MANY = 3
_LEAST = 2


def check(report: Report, last: Report | None) -> Iterator[Found]:
    """Counts of three digits or more that stand in last year's text with the same words."""
    if not (last and comparable(report, last)):
        return
    before = {count for _, text in said(last) for count in counts(text)}
    if not before:
        return
    ours = [(key, count) for key, text in said(report) for count in dict.fromkeys(counts(text))]
    same = [(key, count) for key, count in ours if count in before]
    if len(same) >= _MANY or (len(same) >= _LEAST and 2 * len(same) > len(ours)):
        quotes = ["“…" + "".join(count) + "”" for _, count in same]
        keys = dict.fromkeys(key for key, _ in same)
        yield Found(
            f"有 {len(same)} 处三位以上的数与上年报告的文字相同：{some(quotes, 5)}",
            places=tuple(report.places[key] for key in keys if key in report.places),
            suggestion="请核对台账，改成本年度的数。",
        )
