"""文号与文件名称不符

依据：《党政机关公文处理工作条例》第十五条：引用公文应当先引标题，后引发文字号

说明：引用的文件，名称是一件，文号却是另一件的。只看年度报告常引的几件：
国办公开办函〔2021〕30号、国办公开办函〔2019〕60号、国办函〔2020〕109号、国令第711号。

怎样改：对照原文，改正名称或者文号。

错例：

    一、总体情况：2025年，根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）编制。

对例：

    一、总体情况：2025年，根据《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.citations import cited, series
from gikxl.rules.shared.sentences import Hit, in_texts

CODE = "S107"
SEVERITY = "warning"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Documents cited by a title and by another's number."""
    yield from in_texts(report, lambda text: _hits(report, text))


def _hits(report: Report, text: str) -> Iterator[Hit]:
    known = {document.number: document for document in report.form.citations}
    for mention in cited(text):
        meant = [number for number, d in known.items() if mention.is_titled(d.about)]
        if not meant or mention.number in meant:
            continue
        right = f"《{known[meant[0]].about}》的文号是{meant[0]}"
        if other := known.get(mention.number):
            advice = f"{right}，{other.number}是《{other.about}》的，请改正"
            yield Hit(mention.start, mention.end, advice)
        elif any(mention.series == series(number) for number in meant):
            yield Hit(mention.start, mention.end, f"{right}，请改正")
