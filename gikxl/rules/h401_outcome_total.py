"""总计不等于各种结果之和

依据：国办公开办函〔2021〕30号附件，表四：总计＝结果维持＋结果纠正＋其他结果＋尚未审结

说明：表四的行政复议、未经复议直接起诉、复议后起诉三组，每组的总计都应等于四种结果之和，
不允许误差。常见的错误是总计留作 0。

怎样改：核对这一组的四种结果；无误的，把总计改为四项之和。

错例：

    |          | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    | 行政复议 | 10       | 1        | 0        | 0        | 0    |

对例：

    |          | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    | 行政复议 | 10       | 1        | 0        | 0        | 11   |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.identity import broken

CODE = "H401"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each group whose total is not the sum of the outcomes."""
    return broken(report, "outcome_total")
