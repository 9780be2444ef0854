"""办理的申请多于收到的申请

依据：国办公开办函〔2021〕30号附件，表三：“第一项加第二项之和，等于第三项加第四项之和”

说明：某一类申请人的（七）总计，不可能超过本年新收与上年结转之和。常见原因是漏填上年结转，
或者一件申请在几行里重复计数，或者把一类申请人的件数填进了另一类的列。

怎样改：核对这一列的本年新收和上年结转；同一件申请只计入一行。

错例：

    |                        | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 4 | 4 |
    | （一）予以公开         | 5      | 5    |
    | （七）总计             | 5      | 5    |

对例：

    |                        | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 4 | 4 |
    | 二、上年结转政府信息公开申请数量 | 1 | 1 |
    | （一）予以公开         | 5      | 5    |
    | （七）总计             | 5      | 5    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.identity import sides
from gikxl.rules.shared.words import digits, line_label, more_or_less

CODE = "H304"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each column in which more was handled than came in."""
    for equation in report.form.equations:
        if equation.identity != "balance":
            continue
        received, handled = report.sum(equation.left), report.number(equation.right[0])
        if received is None or handled is None or handled <= received:
            continue
        left, right = sides(equation)
        fields = (*equation.left, *equation.right)
        yield Found(
            f"{line_label(report, fields, equation.line)}：{right.partition('＋')[0]}为 "
            f"{digits(handled)}，{left}只有 {digits(received)}，{more_or_less(handled, received)}",
            (equation.right[0], *equation.left, *equation.right[1:]),
            expected=f"不超过 {digits(received)}",
            actual=handled,
            suggestion="请核对本列收到的件数（含上年结转），并检查同一件申请是否计入了几行。",
            equations=(equation,),
        )
