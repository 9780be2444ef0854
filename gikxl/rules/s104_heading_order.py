"""标题的次序颠倒或者重复

依据：国办公开办函〔2021〕30号附件：报告六个部分的次序

说明：六个部分要按格式的次序排列，每个部分只有一个标题。正文前的目录不算重复。

怎样改：按格式调整次序，删去重复的标题。

错例：

    标题行：一、总体情况／二、主动公开政府信息情况／四、政府信息公开行政复议、行政诉讼情况／三、收到和处理政府信息公开申请情况／五、存在的主要问题及改进情况／六、其他需要报告的事项

对例：

    标题行：一、总体情况／二、主动公开政府信息情况／三、收到和处理政府信息公开申请情况／四、政府信息公开行政复议、行政诉讼情况／五、存在的主要问题及改进情况／六、其他需要报告的事项
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.outline import section_headings

CODE = "S104"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Headings of sections that stand before one they belong after, or a second time."""
    order = [section.key for section in report.form.sections]
    seen: dict[str, int] = {}
    for heading, section in section_headings(report):
        position = order.index(section.key)
        if section.key in seen:
            doubt = f"“{heading.text}”是第二个“{section.label}”"
        elif seen and position < max(seen.values()):
            doubt = f"“{heading.text}”排在后面的部分之后"
        else:
            doubt = ""
        seen[section.key] = position
        if doubt:
            yield Found(
                doubt, places=(heading.place,), suggestion="请按格式的次序排列，每个部分只写一次。"
            )
