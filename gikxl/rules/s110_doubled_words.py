"""重复的字词

依据：《党政机关公文处理工作条例》第十九条：文字精练，表述准确

说明：同一个字、词或者句子紧接着写了两遍，如“的的”“进行进行”“我县县政府信息公开”。

怎样改：删去重复的。

错例：

    一、总体情况：2025年，我局加强了重大政策的的解读。

对例：

    一、总体情况：2025年，我局加强了重大政策的解读，的的确确为了了解群众的需要。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.sentences import Hit, in_texts

CODE = "S110"
SEVERITY = "warning"

_CHARACTERS = {
    "的": "确士", "了": "解结", "和": "谐气睦美平解", "与": "会", "及": "时早格", "把": "",
    "被": "", "由": "", "并": "", "或": "",
}  # fmt: skip
"""Characters that are never doubled, but before these, with which they make a word."""
_WORDS = (
    "按照", "不断", "存在", "对于", "关于", "共收到", "积极", "及时", "加强", "坚持",
    "截至", "进行", "进一步", "继续", "开展", "其中", "全年", "全面", "认真", "通过",
    "同时", "推进", "完善", "为了", "我办", "我局", "我区", "我市", "我委", "我县", "我乡",
    "我镇", "严格", "以及", "由于", "有效", "根据", "共受理", "均已", "已经", "未收到",
)  # fmt: skip
_CLAUSE = r"([\u4e00-\u9fff]{5,30})\1|([\u4e00-\u9fff、]{6,60}[，。；])\2"
_OWN_GOVERNMENT = r"我([省市县区镇乡])\1政府(?=信息公开|政务公开)"
_APPLICATIONS = r"申请申请(?=[\s\d，。；、共均])"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Characters, words and clauses that stand twice in a row."""
    yield from in_texts(report, _hits)


def _hits(text: str) -> Iterator[Hit]:
    for character, before in _CHARACTERS.items():
        yield from _doubled(text, character, before)
    for word in _WORDS:
        yield from _doubled(text, word, "")
    yield from _longer(text)


def _doubled(text: str, word: str, before: str) -> Iterator[Hit]:
    twice = word * 2
    at = text.find(twice)
    while at >= 0:
        end = at + len(twice)
        if not before or text[end : end + 1] not in before:
            yield Hit(at, end, f"“{twice}”请改为“{word}”")
        at = text.find(twice, end)


def _longer(text: str) -> Iterator[Hit]:
    import re

    for match in re.finditer(_CLAUSE, text):
        once = match[1] or match[2]
        # The headers of table 四 stand twice in a row where a table was read as text.
        if len(set(once)) > 2 and "总计" not in once:
            yield Hit(match.start(), match.end(), f"“{_short(once)}”写了两遍，请删去一遍")
    if "政府" in text:
        for match in re.finditer(_OWN_GOVERNMENT, text):
            place = match[1]
            advice = f"“我{place}{place}政府”请改为“我{place}政府”"
            yield Hit(match.start(), match.end(), advice)
    if "申请申请" in text:
        for match in re.finditer(_APPLICATIONS, text):
            yield Hit(match.start(), match.start() + 4, "“申请申请”请改为“申请”")


def _short(words: str) -> str:
    return words if len(words) <= 12 else f"{words[:12]}…"
