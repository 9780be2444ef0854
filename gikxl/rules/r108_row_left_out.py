"""“规章”一行没有列出

依据：国办公开办函〔2021〕30号附件，表二第二十条第（一）项：规章、行政规范性文件两行

说明：格式里的“规章”一行不能省略；没有规章制定权的机关也要保留这一行，填 0。缺的这一行按 0 计。

怎样改：补上“规章”一行，填 0。

错例：

    省去的行：规章

对例：

    |      | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 规章 | 0            | 0            | 0            |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found

CODE = "R108"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each row that the form keeps, with zeros, and the report does not have."""
    rows: dict[str, list[str]] = {}
    for key, field in report.form.fields.items():
        value = report.values.get(key)
        if field.row.may_be_left_out and value and value.state == "left_out":
            rows.setdefault(field.row.label, []).append(key)
    for label, keys in rows.items():
        yield Found(
            f"没有列出“{label}”行，按 0 计",
            tuple(keys),
            expected=0,
            suggestion=f"请补上“{label}”行，没有的填 0。",
        )
