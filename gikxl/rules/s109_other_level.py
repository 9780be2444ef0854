"""用了别的层级或者别的单位的称呼

依据：国办公开办函〔2021〕30号附件：报告的是本单位、本行政区域的情况

说明：县的报告写“全市共收到申请”，镇的报告写“我局”，街道的报告写“向市政府提出的申请”等，多因套用了
别人的报告。“在全市率先”“全省考核”一类不是报告范围的说法，不作提示。

怎样改：改成本单位的称呼。

错例：

    单位：清河县人民政府
    级别：县（市、区、旗）人民政府
    （一）主动公开：2025年，全市主动公开政府信息 31 条。

对例：

    单位：清河县人民政府
    级别：县（市、区、旗）人民政府
    （一）主动公开：2025年，全县主动公开政府信息 31 条，在全市考核中排名第一。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.sentences import Hit, in_texts
from gikxl.rules.shared.subjects import Subject, subject

CODE = "S109"
SEVERITY = "warning"

_NOT_A_SUBJECT = {"市": "场", "区": "别分域块", "乡": "村", "局": "部限面势", "镇": "静"}
"""我市场…, 我区别… begin with other words."""
_REPORTS = (
    r"(?:(?<=[\n。；，,;：:、年度日）)])|^)\s*全{place}"
    r"(?:各级)?(?:行政机关|机关|政府|各部门|各单位)?(?:通过[^。；\n]{{0,40}}?)?[^。；\n，,]{{0,12}}?"
    r"(?:主动公开|公开|发布|收到|受理|收办|办结|答复)[^。；\n]{{0,24}}?\d+\s*余?[件条份项]"
)
_ADDRESSED = r"向(?:{places})(?:人民)?政府(?:及[^，。；\n]{{0,14}})?提出的?[^，。；\n]{{0,12}}申请"


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """Words for the whole of another place, and for oneself as another kind of unit."""
    if report.texts and (whose := subject(report)):
        yield from in_texts(report, lambda text: _hits(whose, text))


def _hits(whose: Subject, text: str) -> Iterator[Hit]:
    yield from _first_person(whose, text)
    yield from _whole(whose, text)
    yield from _addressed(whose, text)


def _first_person(whose: Subject, text: str) -> Iterator[Hit]:
    for ending in whose.never_we:
        word = f"我{ending}"
        at = text.find(word)
        while at >= 0:
            after = text[at + len(word) : at + len(word) + 1]
            is_word = not after or after not in _NOT_A_SUBJECT.get(ending, "")
            if is_word and text[at - 1 : at] != "自" and not _in_title(text, at):
                yield Hit(at, at + len(word), f"“{word}”请改为本单位的称呼")
            at = text.find(word, at + 1)


def _whole(whose: Subject, text: str) -> Iterator[Hit]:
    import re

    for place in whose.never_whole:
        if f"全{place}" in text:
            for match in re.finditer(_REPORTS.format(place=place), text):
                yield Hit(match.end() - 2, match.end(), f"“全{place}”请改为本单位报告的范围")


def _addressed(whose: Subject, text: str) -> Iterator[Hit]:
    if not whose.never_addressed or "政府" not in text or "提出" not in text:
        return
    import re

    places = "|".join(whose.never_addressed)
    for match in re.finditer(_ADDRESSED.format(places=places), text):
        yield Hit(match.start(), match.end(), "请改为向本单位提出的申请")


def _in_title(text: str, at: int) -> bool:
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)
