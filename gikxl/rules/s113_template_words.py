"""残留模板的提示语

依据：国办公开办函〔2021〕30号附件：格式里的“（文字描述）”等是提示，不是报告的内容

说明：报告里留着格式或者范文的提示语，如“（文字描述）”“该部分以表格形式报告”。

怎样改：删去提示语，写上实际情况。

错例：

    五、存在的主要问题及改进情况：（文字描述）

对例：

    五、存在的主要问题及改进情况：一是解读形式单一。二是人手不足。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.sentences import Hit, in_texts

CODE = "S113"
SEVERITY = "warning"

_LEFT_OVER = (
    "（文字描述", "(文字描述", "以表格形式报告", "在此处报告", "在此处填写", "此处填写", "在此输入",
    "单击此处", "点击此处输入", "示例文字", "删除本提示", "（单位名称）", "（此处",
)  # fmt: skip
_FIELD = r"\{\{[^{}\n]{1,60}\}\}|\$\{[^{}\n]{1,60}\}"
_LENGTH = r"[（(][^（）()\n]{0,12}1000\s*字[^（）()\n]{0,6}[）)]"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Hints of the form, and of other people's templates, that were left standing."""
    yield from in_texts(report, _hits)


def _hits(text: str) -> Iterator[Hit]:
    for words in _LEFT_OVER:
        at = text.find(words)
        if at >= 0:
            yield Hit(at, at + len(words), "请删去提示语，写上实际情况")
    if "{" in text or "1000" in text:
        import re

        for match in re.finditer(f"{_FIELD}|{_LENGTH}", text):
            yield Hit(match.start(), match.end(), "请删去提示语，写上实际情况")
