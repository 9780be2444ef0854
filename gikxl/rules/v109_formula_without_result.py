"""公式没有结果，无法计算

依据：国办公开办函〔2021〕30号附件：各项填写件数、金额

说明：单元格是公式，文件里没有存下它的结果，这里也无法代为计算（例如引用了别的文件）。
多见于用软件生成、没有经 Excel 或 WPS 保存过的文件。

怎样改：用 Excel 或 WPS 打开文件，保存后重新报送；或者直接填数。

错例：

    |            | 自然人 | 总计                    |
    | 2.重复申请 | 0      | 公式 [1]Sheet1!A1，无结果 |

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import CELLS, Found
from gikxl.rules.shared.cells import by_table

CODE = "V109"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The formulas of each table whose result nobody knows."""
    return by_table(
        report,
        f"公式没有结果，无法计算：{CELLS}",
        "请用 Excel 或 WPS 打开文件，保存后重新报送；或者直接填数。",
        lambda value: value.state == "uncomputed",
    )
