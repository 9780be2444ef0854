"""数字存成了文本，合计没有计入

依据：国办公开办函〔2021〕30号附件：总计为各项之和

说明：看起来是数字，其实是文本（如 3件，或者左上角有绿色小三角的数字），Excel 的公式不会计算在内，
合计因此少了。

怎样改：把这些格子改成数字，合计会自动改正；不要去改合计。

错例：

    |                                  | 自然人 | 总计                      |
    | 一、本年新收政府信息公开申请数量 | 3件    | 公式 SUM(D6:I6)，结果是 0 |
    | （一）予以公开                   | 3      | 3                         |
    | （七）总计                       | 3      | 3                         |

对例：

    |                                  | 自然人 | 总计                      |
    | 一、本年新收政府信息公开申请数量 | 3      | 公式 SUM(D6:I6)，结果是 3 |
    | （一）予以公开                   | 3      | 3                         |
    | （七）总计                       | 3      | 3                         |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.uncounted import uncounted
from gikxl.rules.shared.words import digits, listed, some

CODE = "V110"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The numbers that formulas passed over, in each table."""
    texts, totals, mended = uncounted(report)
    for table in report.form.tables:
        own = [key for key in texts if report.form.fields[key].table == table.key]
        lacking = [key for key in totals if report.form.fields[key].table == table.key]
        if not own:
            continue
        sums = [
            f"{listed(report, [key])} 为 {digits(report.number(key) or 0)}，"
            f"应为 {digits(mended.number(key) or 0)}"
            for key in lacking
        ]
        numbers = [f"{listed(report, [key])} 填 {digits(report.number(key) or 0)}" for key in own]
        yield Found(
            f"{listed(report, own)} 存成了文本，合计的公式没有计入：{some(sums, 4, '；')}",
            (*own, *lacking),
            suggestion=f"请把这些格子改成数字，{some(numbers, 6)}；合计会自动改正。",
            mends=tuple((key, report.number(key)) for key in own),
            equations=tuple(
                equation
                for equation in report.form.equations
                if equation.table == table.key
                and report.holds(equation) is False
                and mended.holds(equation)
            ),
        )
