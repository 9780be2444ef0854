"""没有填写单位名称

依据：国办公开办函〔2021〕30号附件：标题为（单位）（年度）政府信息公开工作年度报告

说明：没有找到单位名称，无法登记和汇总，也无法核对上年报告是否同一单位。

怎样改：在基本信息里填写单位全称。

错例：

    单位：

对例：

    单位：某某局
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "E003"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """A report that does not say whose it is."""
    if not (report.unit or "").strip():
        place = report.places.get("unit")
        yield Found(
            "没有填写单位名称", places=(place,) if place else (), suggestion="请填写单位全称。"
        )
