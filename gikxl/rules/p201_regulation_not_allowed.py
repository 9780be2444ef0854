"""没有规章制定权的机关填报了规章

依据：《中华人民共和国立法法》第九十一条、第九十三条；国办公开办函〔2021〕30号附件，表二第二十条第（一）项

说明：只有国务院部门、省级人民政府、设区的市（自治州）人民政府可以制定规章。其他机关的“规章”
一行应当保留，并填 0。本机关制发的文件一般属于行政规范性文件。

怎样改：“规章”一行改填 0；确属行政规范性文件的，计入“行政规范性文件”一行。

错例：

    级别：乡镇人民政府、街道办事处

    |      | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 规章 | 2            | 0            | 2            |

对例：

    级别：设区的市（自治州）人民政府

    |      | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 规章 | 2            | 0            | 2            |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.regulations import level_of, nonzero

CODE = "P201"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Regulations reported by a level of government that may not issue any."""
    level = level_of(report)
    said = nonzero(report)
    if said and level and not level.regulations:
        yield Found(
            f"级别是“{level.label}”，没有规章制定权，规章却填了：{'、'.join(said.values())}",
            tuple(said),
            expected=0,
            actual=report.number(next(iter(said))),
            suggestion="请把“规章”一行改为 0，其中属于行政规范性文件的计入行政规范性文件；"
            "级别填错的，请改正级别。",
        )
