"""还有没填写的地方

依据：国办公开办函〔2021〕30号附件：年度报告的内容应当完整、准确

说明：留着“【请填写：……】”的标记、“XX件”“____”“年 月 日”等没填的空。

怎样改：填上数字或者文字；没有的，删去这一句。

错例：

    （二）依申请公开：2025年，我局共收到政府信息公开申请XX件。

对例：

    （二）依申请公开：2025年，我局没有收到政府信息公开申请。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.sentences import Hit, in_texts

CODE = "S112"
SEVERITY = "error"

_UNITS = "余?(?:件|条|次|项|个|份|期|篇|人次|起|宗|元|万元|年|月|日)"
_FEW_UNITS = "余?(?:件|条|次|项|份|期|篇|起|宗)"
_X = "XxＸｘ×"
_BLANKS = (
    ("【", r"【(?:请填|待填|请补充|待补充|填写)[^】\n]{0,200}】"),
    (_X, rf"(?<![A-Za-z0-9Ｘ×+＋“‘])[{_X}]{{2,6}}\s*(?={_UNITS})"),
    (_X, rf"(?<![A-Za-z0-9Ｘ×+＋“‘])[{_X}]\s*(?={_FEW_UNITS})"),
    (_X, rf"(?<!\d)20[0-9]?[{_X}]{{1,2}}(?=\s*年)"),
    ("_＿", r"(?<![A-Za-z0-9_@./:-])(?:_{2,}|＿{2,})(?![A-Za-z0-9_@])"),
    ("年", r"年[ \u3000]+月[ \u3000]*日"),
    ("（(", r"[（(][ \u3000]*[）)]\s*(?=" + _FEW_UNITS + ")"),
    ("  \u3000", r"(?<=[\u4e00-\u9fff])(?: {2,}|\u3000+)(?=" + _FEW_UNITS + "[，。、；])"),
)
"""A pattern, and the characters of which its text must hold one."""


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Marks and gaps where something was to be filled in."""
    yield from in_texts(report, _hits)


def _hits(text: str) -> Iterator[Hit]:
    for characters, pattern in _BLANKS:
        if any(character in text for character in characters):
            import re

            for match in re.finditer(pattern, text):
                yield Hit(match.start(), match.end(), "请填上；没有的，删去这一句")
