"""标题的编号不对

依据：国办公开办函〔2021〕30号附件：报告分为一、二、三、四、五、六各部分

说明：六个部分的标题依次编为“一、”至“六、”。编号写错、漏写，或者有的用汉字、有的用数字的，逐一指出。
全文一律用另一种编号的，不作提示。

怎样改：按格式改正编号。

错例：

    标题行：一、总体情况／2、主动公开政府信息情况／3、收到和处理政府信息公开申请情况／四、政府信息公开行政复议、行政诉讼情况／五、存在的主要问题及改进情况／六、其他需要报告的事项

对例：

    标题行：一、总体情况／二、主动公开政府信息情况／三、收到和处理政府信息公开申请情况／四、政府信息公开行政复议、行政诉讼情况／五、存在的主要问题及改进情况／六、其他需要报告的事项
"""

from collections import Counter
from collections.abc import Iterator

from gikxl.form import Section
from gikxl.report import Heading, Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.outline import numbered, plain, section_headings
from gikxl.rules.shared.words import some

CODE = "S103"
SEVERITY = "warning"

_DIGITS = "０一二三四五六七八九"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Headings of sections, and of aspects, whose numbers are not the form's."""
    headings = section_headings(report)
    wrong = [*_sections(headings), *_aspects(report)]
    if wrong:
        yield Found(
            some([said for _, said in wrong], separator="；"),
            places=tuple(heading.place for heading, _ in wrong),
            suggestion="请按格式改正编号。",
        )


def _sections(headings: list[tuple[Heading, Section]]) -> Iterator[tuple[Heading, str]]:
    marks = [numbered(heading.text).mark for heading, _ in headings]
    if not any(marks):
        return
    usual = len(set(map(_style, marks))) == 1
    for (heading, section), mark in zip(headings, marks, strict=True):
        right = numbered(section.label).mark
        if not mark and plain(heading.text) == plain(section.label):
            continue
        if not mark:
            yield heading, f"“{heading.text}”没有编号，应为“{right}”"
        elif _value(mark) != _value(right) or not (usual or _style(mark) == _style(right)):
            yield heading, f"“{heading.text}”的编号应为“{right}”"


def _aspects(report: Report) -> Iterator[tuple[Heading, str]]:
    """Aspects numbered alike: an aspect more or less is no mistake, one number twice is."""
    aspects = {key for section in report.form.sections for key, _ in section.aspects}
    ours = [(h, numbered(h.text).mark) for h in report.headings if h.section in aspects]
    times = Counter(_value(mark) for _, mark in ours if mark)
    for heading, mark in ours:
        if mark and times[_value(mark)] > 1:
            yield heading, f"“{heading.text}”与另一标题的编号相同"


def _style(mark: str) -> tuple[bool, bool]:
    return any(c.isdigit() for c in mark), mark[:1] in ("（", "(", "第")


def _value(mark: str) -> str:
    """What a mark counts: 二、, （二） and 2. are the same."""
    digits = [c for c in mark if c.isdigit() or c in _DIGITS or c == "十"]
    return "".join(str(_DIGITS.index(c)) if c in _DIGITS else c for c in digits)
