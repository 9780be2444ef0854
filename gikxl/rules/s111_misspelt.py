"""错别字

依据：《党政机关公文处理工作条例》第十九条：表述准确；国办公开办函〔2021〕30号附件的用词

说明：格式和条例自己的用词写错了，如“先行有效件数”“依申公开”“行政行诉讼”。只看这些用词，不作一般的校对。

怎样改：改成格式的用词。

错例：

    （二）依申请公开：2025年，我局没有收到依申公开的案件。

对例：

    （二）依申请公开：2025年，我局没有收到依申请公开的案件。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.sentences import Hit, in_texts

CODE = "S111"
SEVERITY = "warning"

_MISSPELT = {
    "钩稽": "勾稽",
    "勾嵇": "勾稽",
    "先行有效件": "现行有效件",
    "先行有效的规范性文件": "现行有效的规范性文件",
    "先行有效规范性文件": "现行有效规范性文件",
    "先行有效行政规范性文件": "现行有效行政规范性文件",
    "现行有校": "现行有效",
    "规范性文建": "规范性文件",
    "规范姓文件": "规范性文件",
    "行政行诉讼": "行政诉讼",
    "行政诉论": "行政诉讼",
    "行政诉颂": "行政诉讼",
    "行政复仪": "行政复议",
    "行政复义": "行政复议",
    "行政法复议": "行政复议",
    "复议后启诉": "复议后起诉",
    "信息工开": "信息公开",
    "信息功开": "信息公开",
    "政务工开": "政务公开",
    "信息公开条列": "信息公开条例",
    "信息公开条理": "信息公开条例",
    "依申公开": "依申请公开",
    "依申请公工": "依申请公开",
    "依申清公开": "依申请公开",
    "信息公开申清": "信息公开申请",
    "接转下年": "结转下年",
    "接转下一年": "结转下一年",
    "上年接转": "上年结转",
    "结转下年渡": "结转下年度",
    "予已公开": "予以公开",
    "不于公开": "不予公开",
    "不于处理": "不予处理",
    "信息处理废": "信息处理费",
    "信息出理费": "信息处理费",
    "年度报搞": "年度报告",
    "监督保章": "监督保障",
    "平台建没": "平台建设",
}
_CUT_SHORT = {"公开受理渠": "道", "公开申请渠": "道", "企事业单": "位"}
"""Words of which the last character was lost: what it is."""


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Words of the form that are misspelt, each with the right one."""
    yield from in_texts(report, _hits)


def _hits(text: str) -> Iterator[Hit]:
    for wrong, right in _MISSPELT.items():
        for at in _places(text, wrong):
            yield Hit(at, at + len(wrong), f"“{wrong}”请改为“{right}”")
    for word, last in _CUT_SHORT.items():
        for at in _places(text, word):
            end = at + len(word)
            # At the end of a line the rest may only stand in the next one.
            if text[end : end + 1].strip() not in ("", last):
                yield Hit(at, end, f"“{word}”请改为“{word}{last}”")


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
