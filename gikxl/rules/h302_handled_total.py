"""（七）总计不等于各项办理结果之和

依据：国办公开办函〔2021〕30号附件，表三各列：（七）总计＝（一）至（六）各项之和

说明：表三每一列的（七）总计，都应等于（一）予以公开至（六）其他处理各行之和，不允许误差。
同一件申请只计入一行；区分处理的只计入（二）部分公开。

怎样改：逐格核对这一列；各行无误的，把（七）总计改为各行之和。

错例：

    |                        | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 7 | 7 |
    | （一）予以公开         | 4      | 4    |
    | 2.重复申请             | 2      | 2    |
    | （七）总计             | 7      | 7    |

对例：

    |                        | 自然人 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 7 | 7 |
    | （一）予以公开         | 5      | 5    |
    | 2.重复申请             | 2      | 2    |
    | （七）总计             | 7      | 7    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.identity import broken

CODE = "H302"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each column whose total is not the sum of the results."""
    return broken(report, "handled_total")
