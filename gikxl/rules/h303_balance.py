"""收到的申请与办理、结转的申请不平

依据：国办公开办函〔2021〕30号附件，表三：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”

说明：表三每一列，一、本年新收加二、上年结转，应等于三、（七）总计加四、结转下年度。收到而没有
办结的申请都要计入四、结转下年度继续办理。

怎样改：核对这一列的四个数：本年新收、上年结转、（七）总计、结转下年度。

错例：

    |                        | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 7 | 7 |
    | （一）予以公开         | 5      | 5    |
    | （七）总计             | 5      | 5    |
    | 四、结转下年度继续办理 | 1      | 1    |

对例：

    |                        | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 7 | 7 |
    | （一）予以公开         | 5      | 5    |
    | （七）总计             | 5      | 5    |
    | 四、结转下年度继续办理 | 2      | 2    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.identity import broken

CODE = "H303"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each column in which what came in is not what was handled or carried forward."""
    return broken(report, "balance")
