"""有数的行或列不是格式里的项目

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：这一行（列）里填了数，但名称不是格式里的任何一项，其中的数没有计入。自行增加的项目要删去，
改了名称的要改回来。

怎样改：删去自行增加的行（列），把数计入格式里的相应项目；或者把名称改回格式的名称。

错例：

    多出的行：5.其他不予处理

对例：

    |            | 自然人 | 总计 |
    | 2.重复申请 | 0      | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.missing import missing_lines

CODE = "R103"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each line that holds numbers under a label that is none of the form's."""
    unknown = [remark for remark in report.remarks if remark.kind == "unknown_line"]
    missing = [line.label for line in missing_lines(report)] if unknown else []
    for remark in unknown:
        yield Found(
            f"“{remark.subject}”里填了数，但它不是格式里的项目，其中的数没有计入",
            remark.fields,
            remark.places,
            actual=remark.subject,
            suggestion=_advice(missing),
        )


def _advice(missing: list[str]) -> str:
    if len(missing) == 1:
        return f"如果它就是缺少的“{missing[0]}”，请改回这个名称；否则请并入相应项目后删去。"
    return "改了名称的，请改回格式的名称；自行增加的，请把数并入相应项目后删去。"
