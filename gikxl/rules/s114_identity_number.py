"""公布了身份证号码

依据：《中华人民共和国政府信息公开条例》第十五条：涉及个人隐私的政府信息不得公开

说明：文字里有一串 18 位数字，出生日期和校验码都与居民身份证号码相合。

怎样改：删去身份证号码。

错例：

    （二）依申请公开：2025年，收到申请一件，申请人身份证号码为11010519491231002X。

对例：

    （二）依申请公开：2025年，收到申请一件，索引号为110105194912310021。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.personal import identity_numbers
from gikxl.rules.shared.sentences import Hit, in_texts

CODE = "S114"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Identity numbers whose birth date and check digit are right."""
    yield from in_texts(report, _hits)


def _hits(text: str) -> Iterator[Hit]:
    for start, end in identity_numbers(text):
        yield Hit(start, end, "请删去身份证号码")
