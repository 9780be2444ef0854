"""格式与年度不符

依据：国办公开办函〔2021〕30号（2021 年度起）；国办公开办函〔2019〕60号（2019、2020 年度）

说明：2021 年度起的报告用国办公开办函〔2021〕30号的格式；2019、2020 年度用国办公开办函〔2019〕60号的
试行格式；此前没有统一格式。两种格式的表二不同。

怎样改：换用年度对应的格式填写；年度填错的，改正年度。

错例：

    格式：2019
    年度：2022

对例：

    格式：2021
    年度：2022
"""

from collections.abc import Iterator

from gikxl.form import for_year
from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "E001"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """A report on a form that does not serve its year."""
    if report.year is None or report.form.covers(report.year):
        return
    document = _document(report.year)
    place = report.places.get("year")
    yield Found(
        f"报告用的是{report.form.document}的格式，"
        f"{report.year} 年度{f'应当用{document}的格式' if document else '没有统一格式'}",
        places=(place,) if place else (),
        expected=document,
        actual=report.form.document,
        suggestion="请换用年度对应的格式填写；年度填错的，请改正年度。",
    )


def _document(year: int) -> str | None:
    try:
        return for_year(year).document
    except ValueError:
        return None
