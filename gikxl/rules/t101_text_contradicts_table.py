"""文字里的数与表格矛盾

依据：《中华人民共和国政府信息公开条例》第五十条：年度报告应当包括各项情况的数据；国办公开办函〔2021〕30号附件：文字与表格应当一致

说明：文字里说到的件数，按各种通常的理解都与表格对不上：收到的申请可以指新收的，也可以连上年结转的一起算；
办结的可以是（七）总计，也可以只算新收的；复议、诉讼可以不算尚未审结的。只要有一种理解对得上，就不提示。

怎样改：核对台账，改正文字或者表格。

错例：

    （二）依申请公开：2025年，我局收到政府信息公开申请2件，均已答复。

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 5      | 5    |
    | （一）予以公开               | 5      | 5    |
    | （七）总计                   | 5      | 5    |

对例：

    （二）依申请公开：2025年，我局受理政府信息公开申请6件，办结5件，结转下年度1件。

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 5      | 5    |
    | 二、上年结转政府信息公开申请数量 | 1      | 1    |
    | （一）予以公开               | 5      | 5    |
    | （七）总计                   | 5      | 5    |
    | 四、结转下年度继续办理       | 1      | 1    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.claims import contradictions, counted, in_tables, is_question, places
from gikxl.rules.shared.words import digits

CODE = "T101"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each claim that no reading of the tables agrees with."""
    for told in contradictions(report):
        judged = told.judged
        if is_question(judged):
            continue
        expected = judged.expected
        yield Found(
            f"文字写的是{told.words}，表格里{counted(report, judged)}为 "
            f"{in_tables(report, judged)}",
            judged.readings[0].fields,
            places(report, told.key),
            expected=expected,
            actual=judged.claim.number,
            suggestion=f"请核对：数字以表格为准的，文字应为 {digits(expected)}；否则请改正表格。",
            mends=(),
            is_mended=told.agrees_with,
        )
