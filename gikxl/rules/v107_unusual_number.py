"""数字写法不规范

依据：国办公开办函〔2021〕30号附件：各项填写件数、金额

说明：数字带了单位、千分位、括号说明、全角数字，或者存成了文本。按括号里所说的理解，请核对。
存成文本的数字，Excel 的公式不会计算在内。

怎样改：只填阿拉伯数字，例如 3，不要写 3件；单元格格式用“常规”或“数值”。

错例：

    |                                  | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 3件    | 3    |
    | （一）予以公开                   | 3      | 3    |
    | （七）总计                       | 3      | 3    |

对例：

    |                                  | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 3      | 3    |
    | （一）予以公开                   | 3      | 3    |
    | （七）总计                       | 3      | 3    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.uncounted import uncounted
from gikxl.rules.shared.words import listed, some

CODE = "V107"
SEVERITY = "notice"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """The numbers of each table that took some understanding."""
    tables: dict[str, dict[str, list[str]]] = {}
    told_elsewhere = uncounted(report).texts
    for key, value in report.values.items():
        if value.note and value.state == "number" and key not in told_elsewhere:
            notes = tables.setdefault(key.partition(".")[0], {})
            notes.setdefault(value.note, []).append(key)
    for notes in tables.values():
        told = [f"{listed(report, keys)}：{note}" for note, keys in notes.items()]
        yield Found(
            f"数字写法不规范。{some(told, 5, '；')}",
            tuple(key for keys in notes.values() for key in keys),
            suggestion="请核对理解是否正确，并只填阿拉伯数字。",
        )
