"""总体情况超过一千字

依据：国办公开办函〔2021〕30号附件：总体情况一般不超过 1000 字

说明：一、总体情况原则上不超过 1000 字。字数不算空白。

怎样改：删去与政府信息公开工作无关的内容和一般性的表述。

错例：

    一、总体情况：某（重复 1001 次）

对例：

    一、总体情况：某（重复 900 次）
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "S102"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """A section with more characters than it should have."""
    texts = report.texts or {}
    for section in report.form.sections:
        keys = (section.key, *(key for key, _ in section.aspects))
        length = sum(len("".join(texts.get(key, "").split())) for key in keys)
        if section.most_characters and length > section.most_characters:
            yield Found(
                f"“{section.label}”有 {length} 字，一般不超过 {section.most_characters} 字",
                places=tuple(report.places[key] for key in keys if key in report.places),
                expected=section.most_characters,
                actual=length,
                suggestion="请精简。",
            )
