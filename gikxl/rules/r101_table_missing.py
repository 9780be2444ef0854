"""缺少整张表

依据：国办公开办函〔2021〕30号附件：六个部分、三张表及各表的项目

说明：文件里没有找到这张表。没有发生申请、复议、诉讼的，表也要保留并填 0。

怎样改：补上这张表；可以用 gikxl new 生成的模板填写。

错例：

    缺表：四、政府信息公开行政复议、行政诉讼情况

对例：

    |          | 结果维持 | 总计 |
    | 行政复议 | 0        | 0    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.missing import missing_tables

CODE = "R101"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each official table of which nothing was found."""
    for table in missing_tables(report):
        yield Found(
            f"没有找到“{table.label}”的表",
            expected=table.label,
            suggestion="请补上这张表，没有的填 0；已有此表的，请核对行和列的名称。",
        )
