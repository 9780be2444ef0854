"""填报了规章而没有填写级别

依据：《中华人民共和国立法法》第九十一条、第九十三条；国办公开办函〔2021〕30号附件，表二第二十条第（一）项

说明：规章不为 0，但报告里没有填写级别，或者级别不是规定的几种之一，无法判断本机关能否制定规章。

怎样改：在基本信息里选填级别；没有规章制定权的，把“规章”一行改为 0。

错例：

    级别：

    |      | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 规章 | 2            | 0            | 2            |

对例：

    级别：国务院部门

    |      | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 规章 | 2            | 0            | 2            |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.regulations import level_of, nonzero

CODE = "P202"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Regulations in a report that does not say, or not clearly, whose level it is."""
    said = nonzero(report)
    if said and not level_of(report):
        known = "、".join(level.label for level in report.form.levels if level.regulations)
        level = f"级别“{report.level}”不是规定的几种之一" if report.level else "没有填写级别"
        yield Found(
            f"{level}，无法判断能否制定规章，规章填了：{'、'.join(said.values())}",
            tuple(said),
            expected=known,
            actual=report.level,
            mends=(),
            suggestion=f"请填写级别。只有{known}可以填报规章，其他机关填 0。",
        )
