"""缺少一个部分

依据：国办公开办函〔2021〕30号附件：报告由六个部分组成

说明：公布的报告里找不到一、五、六这几个部分的标题，也没有它的文字。缺少表格的，见 R101。

怎样改：补上缺少的部分；没有可报告的事项也要写明。

错例：

    标题行：一、总体情况／二、主动公开政府信息情况／三、收到和处理政府信息公开申请情况／四、政府信息公开行政复议、行政诉讼情况／六、其他需要报告的事项

对例：

    标题行：一、总体情况／二、主动公开政府信息情况／三、收到和处理政府信息公开申请情况／四、政府信息公开行政复议、行政诉讼情况／五、存在的主要问题及改进情况／六、其他需要报告的事项
"""

from collections.abc import Iterator

from gikxl.form import Section
from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.outline import numbered, section_headings

CODE = "S106"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Sections of the form without a heading, where the report has headings."""
    headings = section_headings(report)
    if not headings:
        return
    there = {section.key for _, section in headings}
    tables = {table.key for table in report.form.tables}
    absent = [
        section
        for section in report.form.sections
        if section.key not in there | tables
        and not _has_text(report, section)
        and not _may_be_there(report, section)
    ]
    if absent:
        yield Found(
            "没有这个部分：" + "、".join(f"“{section.label}”" for section in absent),
            places=(headings[-1][0].place,),
            suggestion="请补上；没有可报告的事项，也要写明。",
        )


def _has_text(report: Report, section: Section) -> bool:
    texts = report.texts or {}
    keys = (section.key, *(key for key, _ in section.aspects))
    return any(texts.get(key, "").strip() for key in keys)


def _may_be_there(report: Report, section: Section) -> bool:
    """Whether something is numbered like the section although it is not worded like it."""
    mark = numbered(section.label).mark
    others = [heading.text for heading in report.headings if heading.section is None]
    lines = [line for text in (report.texts or {}).values() for line in text.splitlines()]
    return any(line.lstrip().startswith(mark) for line in (*others, *lines))
