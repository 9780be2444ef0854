"""没有填写年度

依据：国办公开办函〔2021〕30号附件：标题为（单位）（年度）政府信息公开工作年度报告

说明：没有找到报告的年度，无法判断该用哪一种格式，也无法核对上年报告是否上一年度。

怎样改：在基本信息里填写年度，例如 2025。

错例：

    年度：

对例：

    年度：2025
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "E004"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """A report that does not say which year it is for."""
    if report.year is None:
        place = report.places.get("year")
        yield Found(
            "没有填写年度", places=(place,) if place else (), suggestion="请填写报告的年度。"
        )
