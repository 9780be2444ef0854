"""信息处理费的说法前后矛盾

依据：国办函〔2020〕109号《政府信息公开信息处理费管理办法》：收取信息处理费的情况要在年度报告中说明

说明：一处说没有收取信息处理费，另一处又写了收取的金额；或者各单位收取的金额相加超过总额；或者说没有发出
收费通知，表三却有逾期未按收费通知缴费的申请。信息处理费以元为单位，写在文字里，与表二的行政事业性收费无关。

怎样改：核对后改正其中一处。

错例：

    六、其他需要报告的事项：2025年，我局未收取信息处理费。按规定收取信息处理费300元。

对例：

    六、其他需要报告的事项：2025年，我局收取信息处理费300元，其中民政局收取100元，教育局收取200元。
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gikxl.prose.agreement import field_numbers
from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.claims import places, words_at
from gikxl.rules.shared.sentences import said
from gikxl.rules.shared.words import digits, label

if TYPE_CHECKING:
    from gikxl.prose.fees import Charged

CODE = "T107"
SEVERITY = "warning"
_FEE_UNPAID = "requests.fee_unpaid.total"
_SUGGESTION = "请核对后改正其中一处。"

Statement = tuple[str, str, "Charged"]
"""A text's key, the text, and what it says."""


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Statements on the fee that contradict each other or the table."""
    texts = [(key, text) for key, text in said(report) if "费" in text]
    if not texts:
        return
    from gikxl.prose.fees import charged, no_notices

    statements = [(key, text, one) for key, text in texts for one in charged(text, report.year)]
    yield from _none_and_some(report, statements)
    for key, text, one in statements:
        if one.parts > one.amount > 0:
            yield Found(
                f"{words_at(text, one.span)}，“其中”各项相加为 {digits(one.parts)} 元",
                places=places(report, key),
                suggestion=_SUGGESTION,
            )
    unpaid = max(field_numbers(report, _FEE_UNPAID), default=0)
    for key, text in texts if unpaid else ():
        for span in no_notices(text):
            yield Found(
                f"文字写的是{words_at(text, span)}，表格里{label(report, _FEE_UNPAID)}为 "
                f"{digits(unpaid)}",
                (_FEE_UNPAID,),
                places(report, key),
                actual=unpaid,
                suggestion=_SUGGESTION,
            )


def _none_and_some(report: Report, statements: Sequence[Statement]) -> Iterator[Found]:
    none = [statement for statement in statements if not statement[2].amount]
    some = [statement for statement in statements if statement[2].amount]
    if none and some:
        quotes = [words_at(text, one.span) for _, text, one in (none[0], some[0])]
        keys = dict.fromkeys(key for key, _, _ in (none[0], some[0]))
        yield Found(
            f"{quotes[0]}与{quotes[1]}矛盾",
            places=tuple(place for key in keys for place in places(report, key)),
            suggestion=_SUGGESTION,
        )
