"""The E and S rules: the edition, the year, the texts."""

import pytest

from gikxl.rules import check
from tests.support import codes, only, report_from


@pytest.mark.parametrize(
    ("form", "year", "code"),
    [(2021, 2021, []), (2021, 2020, ["E001"]), (2019, 2020, []), (2019, 2018, ["E001"])],
)
def test_the_form_that_serves_a_year(form: int, year: int, code: list[str]) -> None:
    findings = check(report_from(f"格式：{form}\n年度：{year}"))
    assert codes(findings) == code


def test_the_document_in_force_is_named() -> None:
    finding = only(check(report_from("格式：2019\n年度：2022")))
    assert finding.message == (
        "报告用的是国办公开办函〔2019〕60号的格式，2022 年度应当用国办公开办函〔2021〕30号的格式"
    )


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("文件：/报送/某某局2025年报告.xlsx", []),
        ("文件：某某局2024年报告.xlsx", ["E005"]),
        ("文件：2026年报送.xlsx", []),
        ("文件：某某局.xlsx", []),
        ("标题：某某局2025年政府信息公开工作年度报告", []),
        ("标题：政府信息公开工作年度报告", []),
        ("标题：某某局2024年政府信息公开工作年度报告", ["E002"]),
        ("五、存在的主要问题及改进情况：2024年的问题已经改进。", []),
    ],
)
def test_other_years_in_the_title_the_file_s_name_and_the_texts(
    setting: str, code: list[str]
) -> None:
    assert codes(check(report_from(setting))) == code


def test_an_overview_that_names_only_another_year_is_doubtful() -> None:
    report = report_from("一、总体情况：2024年，我局推进主动公开。")
    report.texts = {k: t.replace("2025", "2024") for k, t in (report.texts or {}).items()}
    finding = only(check(report))
    assert finding.message == "“一、总体情况”只提到 2024 年，填写的年度是 2025"


def test_missing_texts_are_listed_in_one_finding() -> None:
    report = report_from("（三）政府信息管理：\n六、其他需要报告的事项：")
    finding = only(check(report))
    assert finding.message == "没有内容：“（三）政府信息管理”、“六、其他需要报告的事项”"


def test_an_aspect_that_the_section_names_is_not_missing() -> None:
    report = report_from("一、总体情况：加强政府信息管理，规范平台。\n（三）政府信息管理：")
    assert check(report) == []
