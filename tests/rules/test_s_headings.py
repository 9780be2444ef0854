"""The S rules on headings: numbers, order, words, what is missing."""

import pytest

from gikxl.rules import check
from tests.support import codes, only, report_from

OFFICIAL = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PLACES = ["正文!A2", "正文!A3"]


def found(*headings: str, texts: str = "") -> list[str]:
    return codes(check(report_from(f"标题行：{'／'.join(headings)}\n{texts}")))


def test_a_report_without_headings_is_not_judged_by_them() -> None:
    assert check(report_from("")) == []


def test_the_official_headings_are_right() -> None:
    assert found(*OFFICIAL) == []


def test_the_numbers_of_qianjin() -> None:
    headings = [OFFICIAL[0], "2、 主动公开政府信息情况", "3、 收到和处理政府信息公开申请情况"]
    finding = only(check(report_from(f"标题行：{'／'.join((*headings, *OFFICIAL[3:]))}")))
    assert (finding.code, finding.severity) == ("S103", "warning")
    assert finding.message == (
        "“2、 主动公开政府信息情况”的编号应为“二、”；"
        "“3、 收到和处理政府信息公开申请情况”的编号应为“三、”"
    )
    assert list(finding.cells) == PLACES


@pytest.mark.parametrize(
    "change",
    [
        {1: "三、主动公开政府信息情况"},
        {1: "主动公开政府信息情况"},
        {1: "（二）主动公开政府信息情况"},
        {5: "七、其他需要报告的事项"},
    ],
)
def test_a_wrong_or_missing_number(change: dict[int, str]) -> None:
    headings = [change.get(n, heading) for n, heading in enumerate(OFFICIAL)]
    assert found(*headings) == ["S103"]


@pytest.mark.parametrize(
    "headings",
    [
        [f"{n}. {heading[2:]}" for n, heading in enumerate(OFFICIAL, 1)],
        [f"第{heading[0]}部分 {heading[2:]}" for heading in OFFICIAL],
        [heading[2:] for heading in OFFICIAL],
        [heading.replace("、", " 、 ", 1) + "：" for heading in OFFICIAL],
        [heading.replace("、", "", 1) for heading in OFFICIAL],
    ],
    ids=["arabic", "parts", "numbered by Word", "spaced", "no mark"],
)
def test_another_way_of_numbering_throughout_is_no_mistake(headings: list[str]) -> None:
    assert "S103" not in found(*headings)


@pytest.mark.parametrize(
    ("aspects", "code"),
    [
        (["（一）主动公开", "（二）依申请公开", "（三）政府信息管理"], []),
        (["（一）主动公开", "（三）依申请公开"], []),
        (["（一）主动公开", "（二）依申请公开", "（二）政府信息管理"], ["S103"]),
    ],
)
def test_one_number_on_two_aspects(aspects: list[str], code: list[str]) -> None:
    assert found(OFFICIAL[0], *aspects, *OFFICIAL[1:]) == code


def test_sections_in_another_order() -> None:
    headings = (*OFFICIAL[:2], OFFICIAL[3], OFFICIAL[2], *OFFICIAL[4:])
    finding = only(check(report_from(f"标题行：{'／'.join(headings)}")))
    assert finding.code == "S104"
    assert finding.message == "“三、收到和处理政府信息公开申请情况”排在后面的部分之后"
    assert finding.cells == ("正文!A4",)


def test_a_section_twice() -> None:
    finding = only(check(report_from(f"标题行：{'／'.join((*OFFICIAL, OFFICIAL[5]))}")))
    assert finding.code == "S104"
    assert finding.message == "“六、其他需要报告的事项”是第二个“六、其他需要报告的事项”"


def test_a_page_of_contents_is_no_repetition() -> None:
    assert found(*OFFICIAL, *OFFICIAL) == []


def test_a_renamed_section_is_told_as_understood() -> None:
    headings = (*OFFICIAL[:4], "五、存在的主要问题及改进措施", "六、其他需报告的事项")
    finding = only(check(report_from(f"标题行：{'／'.join(headings)}")))
    assert (finding.code, finding.severity) == ("S105", "notice")
    assert finding.message == (
        "“五、存在的主要问题及改进措施”已理解为“五、存在的主要问题及改进情况”；"
        "“六、其他需报告的事项”已理解为“六、其他需要报告的事项”"
    )


def test_a_section_that_the_form_does_not_have() -> None:
    finding = only(check(report_from(f"标题行：{'／'.join((*OFFICIAL, '七、附件'))}")))
    assert (finding.code, finding.message) == ("S105", "“七、附件”不是格式里的部分")


@pytest.mark.parametrize("missing", [4, 5])
def test_a_section_that_is_not_there(missing: int) -> None:
    headings = [heading for n, heading in enumerate(OFFICIAL) if n != missing]
    finding = only(check(report_from(f"标题行：{'／'.join(headings)}")))
    assert (finding.code, finding.message) == ("S106", f"没有这个部分：“{OFFICIAL[missing]}”")


def test_a_table_without_its_heading_is_there() -> None:
    assert found(OFFICIAL[0], *OFFICIAL[2:]) == []


def test_an_aspect_that_may_be_one_the_reader_did_not_know_is_not_missing() -> None:
    head = f"标题行：{'／'.join(OFFICIAL)}\n"
    texts = "（三）政府信息管理：略。{}\n（四）政府信息公开平台建设："
    assert codes(check(report_from(head + texts.format("⏎（四）平台载体方面。略。")))) == []
    finding = only(check(report_from(head + texts.format(""))))
    assert finding.message == "没有内容：“（四）政府信息公开平台建设”"


def test_a_section_under_its_heading_may_be_empty() -> None:
    text = f"标题行：{'／'.join(OFFICIAL)}\n{OFFICIAL[4]}："
    assert only(check(report_from(text))).message == f"没有内容：“{OFFICIAL[4]}”"


def test_what_is_worded_otherwise_is_not_missing() -> None:
    assert found(*OFFICIAL[:4], "五、不足与打算", OFFICIAL[5]) == ["S105"]


def test_a_section_whose_text_was_read_is_not_missing() -> None:
    assert found(*OFFICIAL[:4], OFFICIAL[5], texts="六、其他需要报告的事项：无。") == []


def test_few_headings_say_nothing_of_what_is_missing() -> None:
    assert found(OFFICIAL[0], OFFICIAL[5]) == []
