"""整张表未填写

依据：国办公开办函〔2021〕30号附件：没有的数据填 0

说明：一张表里没有填写任何数，只有空白和模板公式算出的 0。没有发生申请、复议、诉讼的，也要逐格填 0，
否则无法区分“没有”和“没有填”。

怎样改：逐格填写；没有的填 0。

错例：

    空白：四、政府信息公开行政复议、行政诉讼情况

对例：

    |          | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    | 行政复议 | 0        | 0        | 0        | 0        | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.cells import untouched

CODE = "V100"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each table that nobody filled in."""
    for table in report.form.tables:
        if untouched(report, table.key):
            fields = tuple(field.key for field in report.fields(table.key))
            yield Found(
                f"“{table.label}”整张表没有填写",
                fields,
                suggestion="请逐格填写；没有的也要填 0，不能留空。",
            )
