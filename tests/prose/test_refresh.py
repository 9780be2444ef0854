"""Numbers in a clerk's own sentences are renewed, and nothing else."""

from hypothesis import given, settings

from gikxl.prose.agreement import judge
from gikxl.prose.narrate import narrate
from gikxl.prose.percentages import changes
from gikxl.prose.refresh import refresh
from gikxl.report import Report
from tests.prose.reports import consistent_reports
from tests.support import report_from

KEY = "disclosure_on_request"

TABLE = """
|                              | 自然人 | 总计 |
| 一、本年新收政府信息公开申请数量 | 10     | 10   |
| 二、上年结转政府信息公开申请数量 | 2      | 2    |
| （一）予以公开               | 11     | 11   |
| （七）总计                   | 11     | 11   |
| 四、结转下年度继续办理       | 1      | 1    |
"""
LAST = """
上年：

|                              | 自然人 | 总计 |
| 一、本年新收政府信息公开申请数量 | 8      | 8    |
| 二、上年结转政府信息公开申请数量 | 3      | 3    |
| （一）予以公开               | 9      | 9    |
| （七）总计                   | 9      | 9    |
| 四、结转下年度继续办理       | 2      | 2    |
"""


def renewed(text: str, tables: str = TABLE) -> tuple[str, list[tuple[str, str]], tuple[str, ...]]:
    report = report_from(tables)
    result = refresh(report, KEY, text, report.last)
    return result.text, [(one.before, one.after) for one in result.renewals], result.left


def test_only_wrong_numbers_change() -> None:
    text = "我局全年共收到政府信息公开申请 8 件，窗口接待 8 人次，办结11件，结转下年度1件。"
    assert renewed(text) == (
        "我局全年共收到政府信息公开申请 10 件，窗口接待 8 人次，办结11件，结转下年度1件。",
        [("8", "10")],
        (),
    )


def test_a_number_is_understood_as_it_was_last_year() -> None:
    """11 last year counted those carried over too: 8＋3."""
    text = "受理政府信息公开申请11件。"
    assert renewed(text)[0] == "受理政府信息公开申请11件。"  # 11 were handled this year
    tables = TABLE.replace("11 ", "9  ").replace("1      | 1 ", "3      | 3 ") + LAST
    assert renewed(text, tables)[0] == "受理政府信息公开申请12件。"


def test_changes_against_last_year_follow() -> None:
    text = "新收政府信息公开申请9件，比上年增长50%。"
    assert renewed(text, TABLE + LAST) == (
        "新收政府信息公开申请10件，比上年增长25%。",
        [("9", "10"), ("50", "25")],
        (),
    )


def test_what_numbers_cannot_mend_is_left_and_named() -> None:
    assert renewed("我局未收到政府信息公开申请。")[1:] == ([], ("未收到政府信息公开申请",))
    text = "区政府办代表区政府受理政府信息公开申请3件。"
    assert renewed(text) == (text, [], ("受理政府信息公开申请3件",))
    falling = "新收政府信息公开申请10件，比上年下降20%。"
    assert renewed(falling, TABLE + LAST) == (falling, [], ("比上年下降20%",))


@settings(max_examples=60, deadline=None)
@given(report=consistent_reports(), before=consistent_reports(2024))
def test_last_years_narrative_renewed_agrees_or_is_named(report: Report, before: Report) -> None:
    for key, text in narrate(before).items():
        text = text.replace("2024年", "2025年")
        result = refresh(report, key, text, before)
        denied = [j for j in judge(report, key, result.text) if j.agrees is False]
        assert len(denied) <= len(result.left)
        assert all(j.claim.digits is None for j in denied)
        for change in changes(result.text, judge(report, key, result.text)):
            assert change.agrees(report, before) is not False or result.left
