"""文字沿用上年报告

依据：国办公开办函〔2021〕30号附件：报告本年度的情况

说明：去掉年份、数字、标点以后，总体情况与上年几乎一字不差；或者第六部分收费的金额也与上年的相同。

怎样改：写本年度的情况。

错例：

    六、其他需要报告的事项：2025年，对 2 件申请收取信息处理费 880 元，均已上缴财政。

    上年：

    六、其他需要报告的事项：2024年，对 2 件申请收取信息处理费 880 元，均已上缴财政。

对例：

    六、其他需要报告的事项：2025年，收取信息处理费 0 元。

    上年：

    六、其他需要报告的事项：2024年，收取信息处理费 0 元。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.copied import alike, comparable, without_years
from gikxl.rules.shared.sentences import name

CODE = "S118"
SEVERITY = "warning"

_LEAST = 150
_ALIKE = 0.95


def check(report: Report, last: Report | None) -> Iterator[Found]:
    """Section 一 that is last year's but for its numbers, 六 with the same fee."""
    if not (last and comparable(report, last)):
        return
    overview = report.form.sections[0]
    keys = (overview.key, *(key for key, _ in overview.aspects))
    this, before = ("".join((r.texts or {}).get(k, "") for k in keys) for r in (report, last))
    share = alike(this, before, _LEAST, _ALIKE)
    if share:
        doubt = f"与上年报告有 {int(share * 100)}% 相同（不计年份、数字和标点）"
        yield _found(report, overview.key, doubt, keys)
    other = report.form.sections[-1].key
    this, before = ((r.texts or {}).get(other, "") for r in (report, last))
    if _names_a_fee(this) and without_years(this) == without_years(before):
        yield _found(report, other, "只有年份与上年报告不同，收费的金额也相同", (other,))


def _found(report: Report, key: str, doubt: str, keys: tuple[str, ...]) -> Found:
    return Found(
        f"{name(report, key)}{doubt}",
        places=tuple(report.places[k] for k in keys if k in report.places),
        suggestion="请写本年度的情况。",
    )


def _names_a_fee(text: str) -> bool:
    import re

    return bool(re.search(r"[1-9]\d*(?:\.\d+)?\s*元", text))
