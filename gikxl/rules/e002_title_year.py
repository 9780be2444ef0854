"""标题的年度与填写的年度矛盾

依据：国办公开办函〔2021〕30号附件：标题为（单位）（年度）政府信息公开工作年度报告

说明：标题里写的年度，与基本信息里填写的年度不一样。多因沿用上年的文件，没有改全。

怎样改：改正标题或者年度，使两处一致。

错例：

    年度：2025
    标题：某某局2024年政府信息公开工作年度报告

对例：

    年度：2025
    标题：某某局2025年政府信息公开工作年度报告
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.years import years

CODE = "E002"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """A title that names another year than the report's."""
    named = years(report.title) if report.year else []
    if named and report.year not in named:
        places = [report.places[name] for name in ("title", "year") if name in report.places]
        yield Found(
            f"标题写的是 {named[0]} 年，填写的年度是 {report.year}",
            places=tuple(places),
            expected=report.year,
            actual=named[0],
            suggestion="请改正标题或者年度，使两处一致。",
        )
