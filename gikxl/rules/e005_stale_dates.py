"""文字或文件名里的年度与填写的年度不同

依据：《中华人民共和国政府信息公开条例》第四十九条：每年报告上一年度的情况

说明：统计期限不在报告年度内，总体情况只提到别的年度，写着“截至”上年底，打算在已经过去的年度做什么，
或者文件名写的是别的年度。多因沿用上年的文件，没有改全。文件名写报送当年的，不作提示；与上年比较、文件名称
里的年份，也不作提示。

怎样改：改正文字、文件名或者年度。

错例：

    年度：2025
    一、总体情况：本报告所列数据的统计期限自2024年1月1日至2024年12月31日。2025年，我局稳步推进政务公开。

对例：

    年度：2025
    一、总体情况：本报告所列数据的统计期限自2025年1月1日至2025年12月31日。较2024年，申请有所减少。
"""

import os
from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.years import periods, years

CODE = "E005"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Dates in the texts and the file's name that belong to another year."""
    if report.year is None:
        return
    for doubt in (*_in_texts(report, report.year), *_in_name(report, report.year)):
        yield Found(
            doubt,
            expected=report.year,
            suggestion="请改正文字、文件名或者年度。",
        )
    if any((report.texts or {}).values()):
        from gikxl.rules.shared.past import in_sentences

        yield from in_sentences(report, report.year)


def _in_texts(report: Report, year: int) -> Iterator[str]:
    texts = report.texts or {}
    spans = dict.fromkeys(span for text in texts.values() for span in periods(text))
    for first, last in spans:
        if (first, last) != (year, year):
            span = f"{first} 年" if first == last else f"{first} 年至 {last} 年"
            yield f"统计期限写的是 {span}，填写的年度是 {year}"
    overview = report.form.sections[0]
    keys = (overview.key, *(key for key, _ in overview.aspects))
    named = sorted({y for key in keys for y in years(texts.get(key, ""))})
    if named and year not in named and not spans:
        yield f"“{overview.label}”只提到 {'、'.join(map(str, named))} 年，填写的年度是 {year}"


def _in_name(report: Report, year: int) -> Iterator[str]:
    named = years(os.path.basename(report.source))
    if named and not {year, year + 1} & set(named):
        yield f"文件名写的是 {named[0]} 年，填写的年度是 {year}"
