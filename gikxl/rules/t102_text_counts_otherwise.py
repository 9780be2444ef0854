"""文字里的数与表格不同，统计范围可能不同

依据：国办公开办函〔2021〕30号附件：年度报告的统计范围应当前后一致

说明：文字里说的可能只是本级、代表政府受理的，或者备案的，表格里是全部的；复议、诉讼的件数少于表格的，
可能只算了本年新发生的。这样的不同不一定是错误，请看一眼。

怎样改：范围确实不同的，请在文字里写明；不是的，改正文字或者表格。

错例：

    （二）依申请公开：2025年，区政府办代表区政府受理政府信息公开申请2件，均已答复。

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 5      | 5    |
    | （一）予以公开               | 5      | 5    |
    | （七）总计                   | 5      | 5    |

对例：

    （二）依申请公开：2025年，全区受理政府信息公开申请5件，其中区政府办受理2件。

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 5      | 5    |
    | （一）予以公开               | 5      | 5    |
    | （七）总计                   | 5      | 5    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.claims import contradictions, counted, in_tables, is_question, places

CODE = "T102"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each claim that differs from the tables where the words leave open what is counted."""
    for told in contradictions(report):
        judged = told.judged
        if is_question(judged):
            yield Found(
                f"文字写的是{told.words}，表格里{counted(report, judged)}为 "
                f"{in_tables(report, judged)}",
                judged.readings[0].fields,
                places(report, told.key),
                expected=judged.expected,
                actual=judged.claim.number,
                suggestion="请核对两处的统计范围是否相同；相同的，请改正其中一处。",
                mends=(),
                is_mended=told.agrees_with,
            )
