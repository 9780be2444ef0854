"""上年报告不是本单位上一年度的报告

依据：国办公开办函〔2021〕30号附件：各表与上年报告相衔接

说明：与上年比较，要用同一单位、上一年度的报告。年度或者单位对不上时，不再进行与上年的比较。

怎样改：换成本单位上一年度的报告，或者改正上年数据里的单位、年度。

错例：

    年度：2025

    上年：

    年度：2022

    |                        | 自然人 | 总计 |
    | 四、结转下年度继续办理 | 1      | 1    |

对例：

    年度：2025

    上年：

    年度：2024

    |                        | 自然人 | 总计 |
    | 四、结转下年度继续办理 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.last_year import is_filled, mismatch

CODE = "Y001"
SEVERITY = "warning"


def check(report: Report, last: Report | None) -> Iterator[Found]:
    """Last year's report is another unit's or another year's."""
    if last is None or not any(is_filled(last, table.key) for table in last.form.tables):
        return
    why = mismatch(report, last)
    if why:
        yield Found(
            f"{why}，没有与上年比较",
            expected=report.year - 1 if report.year else None,
            actual=last.year,
            suggestion="请换成本单位上一年度的报告后再检查一次。",
        )
