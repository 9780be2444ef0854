"""“其中”的各项相加与总数不符

依据：国办公开办函〔2021〕30号附件：年度报告的数据应当准确

说明：“其中”后面各项之和大于前面的总数；或者以“其他”收尾、包括了全部的各项之和不等于总数。
各项可以有重复的（如同时在网站和公众号上发布），请在文字里写明。

怎样改：核对各项和总数，改正有误的数；有重复的，不要写“其中”。

错例：

    （一）主动公开：2025年，主动公开政府信息100条，其中网站公开80条、公众号公开40条。

对例：

    （一）主动公开：2025年，主动公开政府信息100条，其中网站公开60条、公众号公开30条。
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.claims import Source, places, sources
from gikxl.rules.shared.sentences import quote
from gikxl.rules.shared.words import digits, more_or_less

if TYPE_CHECKING:
    from gikxl.prose.lists import Parts

CODE = "T103"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each list whose parts cannot be the parts of its whole; told once with a wrong number."""
    concerned = [source for source in sources(report) if "其中" in source.text]
    if not concerned:
        return
    from gikxl.prose.lists import parts_lists

    for source in concerned:
        for parts in parts_lists(source.text):
            if not (parts.agrees or _is_told(source, parts)):
                first, last = parts.wholes[0].digits[0], parts.parts[-1].digits[1]
                yield Found(
                    f"{quote(source.text, first, last)}：“其中”各项之和为 {digits(parts.sum)}，"
                    f"总数为 {digits(parts.whole)}，{more_or_less(parts.sum, parts.whole)}",
                    places=places(report, source.key),
                    expected=parts.whole,
                    actual=parts.sum,
                    suggestion="请核对各项和总数；各项有重复的，不要写“其中”。",
                )


def _is_told(source: Source, parts: "Parts") -> bool:
    """Whether one of the numbers is wrong by the tables: then that is what is told."""
    own = {figure.digits for figure in (*parts.wholes, *parts.parts)}
    return any(judged.agrees is False and judged.claim.digits in own for judged in source.judged)
