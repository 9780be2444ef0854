"""标题与格式的用词不同

依据：国办公开办函〔2021〕30号附件：报告六个部分的名称

说明：部分的标题改写了，或者多出格式里没有的部分。已按最接近的部分理解，请核对。

怎样改：改用格式的标题；多出的内容写进相应的部分。

错例：

    标题行：一、总体情况／二、主动公开政府信息情况／三、收到和处理政府信息公开申请情况／四、政府信息公开行政复议、行政诉讼情况／五、存在的主要问题及改进措施／六、其他需要报告的事项

对例：

    标题行：一、总体情况／二、主动公开政府信息情况／三、收到和处理政府信息公开申请情况／四、政府信息公开行政复议、行政诉讼情况／五、存在的主要问题及改进情况／六、其他需要报告的事项
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.outline import numbered, plain, section_headings
from gikxl.rules.shared.words import some

CODE = "S105"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Headings of sections that are not worded as in the form, or not of the form at all."""
    told = [
        (heading, f"“{heading.text}”已理解为“{section.label}”")
        for heading, section in section_headings(report)
        if not _same(heading.text, section.label)
    ]
    told += [(h, f"“{h.text}”不是格式里的部分") for h in report.headings if h.section is None]
    if told:
        yield Found(
            some([said for _, said in told], separator="；"),
            places=tuple(heading.place for heading, _ in told),
            suggestion="请核对，并改用格式的标题。",
        )


def _same(text: str, label: str) -> bool:
    """A heading may go on in the same line."""
    words = plain(numbered(label).words)
    return plain(numbered(text).words).startswith(words) or plain(text).startswith(plain(label))
