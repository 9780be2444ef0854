"""公式没有存下结果，已代为计算

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：单元格是公式，文件里没有存下它的结果（多见于用软件生成、没有经 Excel 或 WPS 保存过的文件）。
这里已照公式代为计算。

怎样改：用 Excel 或 WPS 打开文件，保存后再报送。

错例：

    |                                  | 自然人 | 总计               |
    | 一、本年新收政府信息公开申请数量 | 3      | 公式 B2+C2，算得 3 |
    | （一）予以公开                   | 3      | 3                  |
    | （七）总计                       | 3      | 3                  |

对例：

    |                                  | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 3      | 3    |
    | （一）予以公开                   | 3      | 3    |
    | （七）总计                       | 3      | 3    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import CELLS, Found
from gikxl.rules.shared.cells import by_table

CODE = "R111"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The formulas of each table that had to be computed."""
    return by_table(
        report,
        f"公式没有存下结果，已代为计算：{CELLS}",
        "请用 Excel 或 WPS 打开文件，保存后再报送。",
        lambda value: not value.cached and value.number is not None,
    )
