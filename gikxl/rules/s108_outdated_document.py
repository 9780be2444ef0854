"""引用的文件不是本年度的

依据：国办公开办函〔2021〕30号：2021 年度起用新的年度报告格式

说明：2021 年度起的报告仍引用国办公开办函〔2019〕60号，或者引用修订前的国令第492号，或者依据的是
上一年度编制年度报告的通知。多因沿用以前的文字。

怎样改：改引本年度适用的文件。

错例：

    一、总体情况：2025年，按照国办公开办函〔2019〕60号的要求编制。

对例：

    一、总体情况：2025年，按照国办公开办函〔2021〕30号的要求编制。
"""

import re
from collections.abc import Iterator

from gikxl.form import Citation
from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.citations import cited, series
from gikxl.rules.shared.sentences import Hit, in_texts, sentence

CODE = "S108"
SEVERITY = "warning"

_NOTICE = (
    r"(?:根据|按照|依据|依照)[^。；\n]{0,60}?"
    r"《[^》]{0,30}?(\d{4})\s*年度?政府信息公开(?:工作)?年度报告[^》]*通知》"
)


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Documents that served the reports of other years."""
    year = report.year
    if year is not None:
        yield from in_texts(
            report, lambda text: (*_documents(report, year, text), *_notices(year, text))
        )


def _documents(report: Report, year: int, text: str) -> Iterator[Hit]:
    known = {document.number: document for document in report.form.citations}
    mentions = list(cited(text))
    right = [m for m in mentions if (d := known.get(m.number)) and _serves(d, year)]
    for mention in mentions:
        document = known.get(mention.number)
        if document and not _serves(document, year):
            first, last = sentence(text, mention.start)
            if not any(first <= other.start < last for other in right):
                yield Hit(mention.start, mention.end, _advice(report, document, year))


def _serves(document: Citation, year: int) -> bool:
    return (document.first_year or year) <= year <= (document.last_year or year)


def _advice(report: Report, document: Citation, year: int) -> str:
    serving = [
        other.number
        for other in report.form.citations
        if _serves(other, year) and series(other.number) == series(document.number)
    ]
    served = f"{document.number}不适用于 {year} 年度的报告"
    return f"{served}，请改为{serving[0]}" if serving else served


def _notices(year: int, text: str) -> Iterator[Hit]:
    """Notices on how to make the report of an earlier year, cited as the basis of this one."""
    if "年度报告" not in text:
        return
    for match in re.finditer(_NOTICE, text):
        if int(match[1]) < year:
            yield Hit(match.start(), match.end(), f"请改引编制 {year} 年度报告的通知")
