"""全部办结与结转矛盾

依据：国办公开办函〔2021〕30号附件，表三：第四项为结转下年度继续办理的申请

说明：文字说申请已经全部办结、全部答复，办结率为 100%，表格里却有结转下年度继续办理的申请。

怎样改：改写文字，如“到期应答复的申请均已答复”；或者改正表格。

错例：

    （二）依申请公开：2025年，收到政府信息公开申请5件，均已办结，办结率100%。

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 5      | 5    |
    | （一）予以公开               | 4      | 4    |
    | （七）总计                   | 4      | 4    |
    | 四、结转下年度继续办理       | 1      | 1    |

对例：

    （二）依申请公开：2025年，收到政府信息公开申请5件，均在法定期限内办理，结转下年度1件。

    |                              | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 5      | 5    |
    | （一）予以公开               | 4      | 4    |
    | （七）总计                   | 4      | 4    |
    | 四、结转下年度继续办理       | 1      | 1    |
"""

from collections.abc import Iterator

from gikxl.prose.agreement import field_numbers
from gikxl.prose.claims import ON_REQUESTS
from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.claims import places, sources, words_at
from gikxl.rules.shared.words import digits, label

CODE = "T105"
SEVERITY = "warning"
_CARRIED_FORWARD = "requests.carried_forward.total"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each text that says all requests were dealt with, where some were carried forward."""
    carried = max(field_numbers(report, _CARRIED_FORWARD), default=0)
    if not carried:
        return
    from gikxl.prose.percentages import all_done

    for source in sources(report):
        spans = all_done(source.text, source.key == ON_REQUESTS)
        quotes = dict.fromkeys(words_at(source.text, span) for span in spans)
        if quotes:
            yield Found(
                f"文字写的是{'、'.join(quotes)}，表格里{label(report, _CARRIED_FORWARD)}为 "
                f"{digits(carried)}",
                (_CARRIED_FORWARD,),
                places(report, source.key),
                actual=carried,
                suggestion="请改写文字，或者改正表格。",
            )
