"""存在的主要问题及改进情况与上年雷同

依据：国办公开办函〔2021〕30号附件：存在的主要问题及改进情况要具体，写本年度的

说明：去掉年份、数字、标点以后，本年的第五部分与上年的十之八九相同，或者有整段相同。要有上年的报告才能比较。

怎样改：写本年度实际存在的问题、上年所列问题的改进情况。

错例：

    五、存在的主要问题及改进情况：（一）存在的主要问题。一是政策解读的形式比较单一，图解、视频较少；二是部分单位答复申请不够规范，文书质量有待提高；三是工作人员变动频繁，业务不够熟悉。（二）改进情况。一是丰富解读形式；二是开展业务培训。

    上年：

    五、存在的主要问题及改进情况：（一）存在的主要问题。一是政策解读的形式比较单一，图解、视频较少；二是部分单位答复申请不够规范，文书质量有待提高；三是工作人员变动频繁，业务不够熟悉。（二）改进情况。一是丰富解读形式；二是加强业务培训。

对例：

    五、存在的主要问题及改进情况：（一）存在的主要问题。一是政策解读的形式比较单一，图解、视频较少；二是部分单位答复申请不够规范，文书质量有待提高；三是工作人员变动频繁，业务不够熟悉。（二）改进情况。一是丰富解读形式；二是开展业务培训。

    上年：

    五、存在的主要问题及改进情况：（一）存在的主要问题。部分栏目更新不及时，政策文件没有分类展示，查找不便；公开专区的设备老旧，前来查阅的群众不多。（二）改进情况。已经调整栏目设置，完成文件分类；更新了公开专区的设备，增加了自助查询的功能。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.copied import alike, bare, comparable
from gikxl.rules.shared.sentences import name

CODE = "S116"
SEVERITY = "warning"

_KEY = "problems"
_LEAST = 80
_PARAGRAPH = 40
_ALIKE = 0.9


def check(report: Report, last: Report | None) -> Iterator[Found]:
    """Section 五 that is nearly last year's, or holds whole paragraphs of it."""
    if not (last and comparable(report, last)):
        return
    this, before = ((r.texts or {}).get(_KEY, "") for r in (report, last))
    share = alike(this, before, _LEAST, _ALIKE)
    same = [p for p in this.splitlines() if len(bare(p)) >= _PARAGRAPH and bare(p) in bare(before)]
    if share >= _ALIKE:
        doubt = f"与上年报告有 {int(share * 100)}% 相同（不计年份、数字和标点）"
    elif same:
        doubt = f"有 {len(same)} 段与上年报告相同：“{same[0].strip()[:30]}…”"
    else:
        return
    yield Found(
        f"{name(report, _KEY)}{doubt}",
        places=tuple(report.places[key] for key in [_KEY] if key in report.places),
        suggestion="请写本年度存在的问题和改进情况。",
    )
