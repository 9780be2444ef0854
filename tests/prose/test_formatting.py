"""Generated narratives as other people set them: the same is heard, and still agrees."""

import re
from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gikxl.prose.agreement import judge
from gikxl.prose.narrate import narrate
from gikxl.report import Report
from gikxl.rules import check
from tests.prose.reports import consistent_reports

FEW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow],
)
CLAIMING = ("proactive_disclosure", "disclosure_on_request", "supervision")

WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
NARROW_MARKS = str.maketrans("，；：（）", ",;:()")
OTHER_WORDS = {
    "新收政府信息公开申请": ("新收到政府信息公开申请", "新收信息公开申请", "新收依申请公开"),
    "上年结转": ("上年度结转", "上一年结转申请", "2024年结转", "上年结转政府信息公开申请"),
    "结转下年度继续办理": ("结转至下一年度", "转下年度办理", "顺延至明年", "结转2026年"),
    "办结": ("办复", "共答复", "办结申请"),
    "自然人": ("自然人申请", "公民申请", "个人提交"),
    "法人或其他组织": ("法人申请", "法人及其他组织申请"),
    "制发行政规范性文件": ("制定规范性文件", "印发行政规范性文件", "制定出台规范性文件"),
    "现行有效行政规范性文件": ("现行有效的规范性文件", "规范性文件现行有效"),
    "作出行政许可处理决定": ("作出行政许可决定", "做出行政许可"),
    "作出行政处罚处理决定": ("作出行政处罚决定", "行政处罚决定"),
    "予以公开": ("同意公开", "予以公开答复", "予以公开的申请"),
    "不予公开": ("不予公开答复", "不同意公开", "不予公开的"),
    "政府信息公开行政复议": ("因政府信息公开引发行政复议", "涉及政府信息公开的行政复议案件"),
    "结果维持": ("维持",),
    "结果纠正": ("纠正",),
    "尚未审结": ("未审结",),
    "未收到政府信息公开申请": ("没有收到政府信息公开申请", "无政府信息公开申请"),
    "未发生政府信息公开行政复议": ("没有发生涉及政府信息公开的行政复议案件", "无行政复议"),
}
MEASURES = ("件", "件次", "宗", "起")


def blanks(text: str, draw: Callable[[int], int]) -> str:
    """Blanks of several kinds between characters; none inside a number."""
    return "".join(
        one
        + ("", "", "", " ", "\u3000", "\u00a0", "\u200b")[draw(6)]
        * (not one.isdigit() or not two.isdigit())
        for one, two in pairwise(text + "\n")
    )


def thousands(text: str, comma: str) -> str:
    """Thousands set apart, but not in years, law numbers and behind the point."""
    return re.sub(
        r"(?<![\d.〕])\d{4,}(?=件|万|\.)",
        lambda found: f"{int(found[0]):,}".replace(",", comma),
        text,
    )


def reworded(text: str, draw: Callable[[int], int]) -> str:
    """The same in the words of other offices."""
    for words, others in OTHER_WORDS.items():
        choice = draw(len(others))
        if choice:
            text = re.sub(rf"(?<![未行政上年]){words}", others[choice - 1], text)
    return text


def set_otherwise(text: str, data: st.DataObject) -> str:
    def draw(most: int) -> int:
        return data.draw(st.integers(0, most))

    if draw(1):
        text = reworded(text, draw)
    if draw(1):
        text = thousands(text, ",，"[draw(1)])
    if draw(1):
        text = text.translate(WIDE_DIGITS)
    if draw(1):
        text = text.translate(NARROW_MARKS)
    if draw(1):
        text = re.sub(r"(?<=\d)件", lambda _: MEASURES[draw(3)], text)
    return blanks(text, draw) if draw(1) else text


@FEW
@given(report=consistent_reports(), last=st.none() | consistent_reports(2024), data=st.data())
def test_a_narrative_set_otherwise_agrees_with_its_tables(
    report: Report, last: Report | None, data: st.DataObject
) -> None:
    broken = data.draw(st.sampled_from(("，", "，\n", "，\n\u3000\u3000")))
    report.texts = {
        key: set_otherwise(text, data).replace("，", broken)
        for key, text in narrate(report, last).items()
    }
    assert [finding.message for finding in check(report, last, select=["T"])] == []


@FEW
@given(report=consistent_reports(), data=st.data())
def test_as_much_is_heard_as_before(report: Report, data: st.DataObject) -> None:
    for key, text in narrate(report).items():
        if key in CLAIMING:
            before = judge(report, key, text)
            after = judge(report, key, set_otherwise(text, data))
            assert [one.claim.number for one in after] == [one.claim.number for one in before]
