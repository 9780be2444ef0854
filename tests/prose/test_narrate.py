"""Drafts of single cases; what holds for all numbers is in test_both_ways.py."""

from gikxl.form import load
from gikxl.prose.narrate import narrate
from gikxl.report import Report, Value
from tests.support import all_zero, report_from

KEY = "disclosure_on_request"
NEW = """
|                              | 自然人 | 总计 |
| 一、本年新收政府信息公开申请数量 | {0}    | {0}  |
| （一）予以公开               | {0}    | {0}  |
| （七）总计                   | {0}    | {0}  |
"""


def requests(now: int, before: int | None) -> str:
    report = report_from(
        NEW.format(now) + ("上年：\n" + NEW.format(before) if before is not None else "")
    )
    return narrate(report, report.last)[KEY].partition("\n")[0]


def test_an_office_in_which_nothing_happened() -> None:
    drafts = narrate(all_zero())
    assert drafts[KEY] == "2025年，未收到政府信息公开申请。\n【请填写：规范办理的做法】"
    assert drafts["supervision"].endswith(
        "2025年，未发生政府信息公开行政复议。未发生政府信息公开行政诉讼。"
    )
    assert "制发规章" not in drafts["proactive_disclosure"]
    assert "未制发行政规范性文件。" in drafts["proactive_disclosure"]
    assert "0件" not in "".join(drafts.values())


def test_against_last_year() -> None:
    assert "8件，比上年增长60%，" in requests(8, 5)
    assert "5件，比上年下降37.5%，" in requests(5, 8)
    assert "5件，与上年持平，" in requests(5, 5)
    assert "5件，上年未收到政府信息公开申请，" in requests(5, 0)
    assert requests(0, 5) == "2025年，未收到政府信息公开申请，比上年减少5件。"
    assert requests(0, 0) == "2025年，未收到政府信息公开申请，与上年持平。"
    assert "20001件，比上年增加1件，" in requests(20001, 20000)  # never 0 %
    assert "上年" not in requests(5, None)


def test_what_nobody_filled_in_is_asked_for() -> None:
    form = load()
    drafts = narrate(Report(form, {key: Value(None, "blank") for key in form.fields}))
    assert "新收政府信息公开申请【请填写：新收的申请的件数】件" in drafts[KEY]
    assert "与【请填写：单位】联系" in drafts["opening"]


def test_the_form_of_2019_counts_other_things_of_documents() -> None:
    drafts = narrate(all_zero(load(2019), 2020))
    assert "规范性文件" not in drafts["proactive_disclosure"]
    assert "国办公开办函〔2019〕60号" in drafts["opening"]
