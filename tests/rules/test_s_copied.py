"""S116 to S118: what was taken over from last year's report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.rules import check
from gikxl.rules.shared.copied import alike, bare, counts, without_years
from tests.support import codes, only, report_from

PROBLEMS = (
    "一是政策解读的形式比较单一，图解和视频较少；二是部分单位答复申请不够规范，文书的质量有待提高；"
    "三是工作人员变动频繁，业务不够熟悉。下一步，丰富解读形式，开展业务培训，提高公开的质量。"
)
OTHER_PROBLEMS = (
    "部分栏目更新不及时，文件没有分类展示，群众查找不便；公开专区的设备老旧，前来查阅的人不多。"
    "已经调整栏目的设置，完成文件的分类，更换了公开专区的设备，增加了自助查询的功能，并通报了结果。"
)
KEY = "五、存在的主要问题及改进情况"


def compared(key: str, this: str, before: str) -> list[str]:
    return codes(check(report_from(f"{key}：{this}\n上年：\n{key}：{before}"), select=["S"]))


def test_a_copied_section_is_told_with_how_alike_it_is() -> None:
    finding = only(check(report_from(f"{KEY}：{PROBLEMS}\n上年：\n{KEY}：{PROBLEMS}")))
    assert (finding.code, finding.severity) == ("S116", "warning")
    assert finding.message == f"“{KEY}”与上年报告有 100% 相同（不计年份、数字和标点）"


@pytest.mark.parametrize(
    ("this", "before", "code"),
    [
        (f"2025年，{PROBLEMS}", f"2024 年，{PROBLEMS}", ["S116"]),
        (PROBLEMS.replace("；", "。\n".strip()), PROBLEMS, ["S116"]),
        (PROBLEMS.replace("三是", "四是"), PROBLEMS, ["S116"]),
        (PROBLEMS, OTHER_PROBLEMS, []),
        (PROBLEMS[:60], PROBLEMS[:60], ["S116"]),
        (PROBLEMS[:30], PROBLEMS[:30], []),
        (f"{OTHER_PROBLEMS}⏎{PROBLEMS[:70]}", PROBLEMS, ["S116"]),
    ],
)
def test_how_alike_the_problems_are(this: str, before: str, code: list[str]) -> None:
    assert compared(KEY, this, before) == code


def test_another_unit_s_report_is_not_compared() -> None:
    report = report_from(f"{KEY}：{PROBLEMS}\n上年：\n单位：另一县教育局\n{KEY}：{PROBLEMS}")
    assert codes(check(report)) == ["Y001"]


def test_a_paragraph_of_last_year_is_quoted() -> None:
    text = f"{KEY}：{OTHER_PROBLEMS}⏎{PROBLEMS}\n上年：\n{KEY}：{PROBLEMS}"
    assert only(check(report_from(text))).message == (
        f"“{KEY}”有 1 段与上年报告相同：“{PROBLEMS[:30]}…”"
    )


@pytest.mark.parametrize(
    ("this", "before", "code"),
    [
        ("公开信息 1136 条，推送信息 482 条。", "公开信息 1136 条，推送信息 482 条。", ["S117"]),
        ("公开信息 1136 条，推送信息 519 条。", "公开信息 1136 条，推送信息 482 条。", []),
        ("公开信息 1136 条。", "公开信息 1136 条。", []),
        ("公开信息 1136 条，发布公文 482 件。", "发布信息 1136 条，公开公文 482 件。", []),
        ("公开信息 36 条，推送信息 48 条。", "公开信息 36 条，推送信息 48 条。", []),
        (
            "现行有效规范性文件 136 件，现行有效规章 111 件。",
            "现行有效规范性文件 136 件，现行有效规章 111 件。",
            [],
        ),
        (
            "公文 101 件，政策 202 件，解读 303 件，动态 404 条，公告 505 条，年报 606 条。",
            "公文 101 件，政策 202 件，解读 303 件，动态 414 条，公告 515 条，年报 616 条。",
            ["S117"],
        ),
    ],
)
def test_counts_that_stand_in_last_year_s_text(this: str, before: str, code: list[str]) -> None:
    assert compared("（一）主动公开", f"2025年，{this}", f"2024年，{before}") == code


def test_which_counts_are_the_same() -> None:
    text = "公开信息 1136 条，推送信息 482 条。"
    report = report_from(f"（一）主动公开：2025年，{text}\n上年：\n（一）主动公开：2024年，{text}")
    assert only(check(report, select=["S"])).message == (
        "有 2 处三位以上的数与上年报告的文字相同：“…公开信息1136条”、“…推送信息482条”"
    )


@pytest.mark.parametrize(
    ("this", "before", "code"),
    [
        ("2025年收取信息处理费 880 元。", "2024年收取信息处理费 880 元。", ["S118"]),
        ("2025年收取信息处理费 880 元。", "2024年收取信息处理费 420 元。", []),
        ("2025年收取信息处理费 0 元。", "2024年收取信息处理费 0 元。", []),
        ("2025年没有收取信息处理费。", "2024年没有收取信息处理费。", []),
    ],
)
def test_the_same_fee_in_the_same_words(this: str, before: str, code: list[str]) -> None:
    assert compared("六、其他需要报告的事项", this, before) == code


def test_an_overview_that_differs_in_its_numbers_only() -> None:
    this = f"2025年，公开信息 12 条。{PROBLEMS}{OTHER_PROBLEMS}"
    before = f"2024年，公开信息 34 条。{PROBLEMS}{OTHER_PROBLEMS}"
    assert compared("一、总体情况", this, before) == ["S118"]
    assert compared("一、总体情况", this, f"2024年，{OTHER_PROBLEMS}") == []


def test_a_report_of_last_year_without_texts_is_not_compared() -> None:
    assert codes(check(report_from(f"{KEY}：{PROBLEMS}\n上年：\n年度：2024"))) == []


@given(st.text(max_size=300))
def test_a_text_is_like_itself(text: str) -> None:
    assert alike(text, text, 1, 0.9) == (1.0 if bare(text) else 0)


@given(st.integers(1990, 2099), st.integers(1990, 2099))
def test_years_make_no_difference(year: int, other: int) -> None:
    one, two = (f"{y} 年，收费 {1000} 元" for y in (year, other))
    assert without_years(one) == without_years(two) == "年收费1000元"


def test_what_is_a_count() -> None:
    text = "2025年，公开信息1136条、公文 220 余件，第711号，电话87290606，共 95 件，100%。"
    assert list(counts(text)) == [("公开信息", "1136", "条"), ("信息条公文"[-4:], "220", "件")]
