"""总计不等于各类申请人之和

依据：国办公开办函〔2021〕30号附件，表三各行：总计＝自然人＋法人或其他组织各类

说明：表三每一行的总计，都应等于自然人与法人或其他组织五类（商业企业、科研机构、社会公益组织、
法律服务机构、其他）之和，不允许误差。

怎样改：逐格核对这一行；分项无误的，把总计改为各项之和。模板里的总计是公式，不要用数字覆盖。

错例：

    |                        | 自然人 | 商业企业 | 总计 |
    | 1.属于国家秘密         | 1      | 0        | 2    |
    | （七）总计             | 1      | 0        | 1    |
    | 一、本年新收政府信息公开申请数量 | 1 | 0     | 1    |

对例：

    |                        | 自然人 | 商业企业 | 总计 |
    | 1.属于国家秘密         | 1      | 0        | 1    |
    | （七）总计             | 1      | 0        | 1    |
    | 一、本年新收政府信息公开申请数量 | 1 | 0     | 1    |
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.identity import broken

CODE = "H301"
SEVERITY = "error"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Each row whose total is not the sum of the applicants."""
    return broken(report, "applicant_total")
