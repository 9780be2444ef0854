"""S107, S108, E005: document numbers, documents of other years, dates that are over."""

import pytest

from gikxl.form import EDITIONS, load
from gikxl.rules import check
from gikxl.rules.shared.citations import cited
from tests.support import codes, only, report_from

FORMAT = "《中华人民共和国政府信息公开工作年度报告格式》"
NOTICE = "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
ISSUED = f"《国务院办公厅政府信息与政务公开办公室关于印发{FORMAT}的通知》"
LAW = "《中华人民共和国政府信息公开条例》"
FEES = "《政府信息公开信息处理费管理办法》"


def overview(words: str, year: int = 2025) -> list[str]:
    form = 2021 if year > 2020 else 2019
    text = f"格式：{form}\n年度：{year}\n一、总体情况：{year}年度。{words}"
    return codes(check(report_from(text), select=["E005", "S"]))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_form_names_its_own_document(edition: int) -> None:
    form = load(edition)
    own = next(document for document in form.citations if document.number == form.document)
    assert (own.first_year, own.last_year) == (form.first_year, form.last_year)
    for document in form.citations:
        assert document.about in document.title.replace("《", "").replace("》", "")


@pytest.mark.parametrize(
    ("words", "number", "title"),
    [
        (f"{FORMAT}（国办公开办函〔2021〕30号）", "国办公开办函〔2021〕30号", FORMAT[1:-1]),
        (f"{ISSUED} (国办公开办函 [2021] 30 号)", "国办公开办函〔2021〕30号", ISSUED[1:-1]),
        (f"{LAW}（国务院令第 711 号）", "国令第711号", LAW[1:-1]),
        ("《条例》（国令第711号）", "国令第711号", "条例"),
        ("按照国办函（2020）109号，", "国办函〔2020〕109号", ""),
    ],
)
def test_how_documents_are_cited(words: str, number: str, title: str) -> None:
    (mention,) = cited(f"根据{words}编制。")
    assert (mention.number, mention.title) == (number, title)


@pytest.mark.parametrize(
    "words",
    [
        f"根据{FORMAT}（国办公开办函〔2021〕30号）编制。",
        f"根据{ISSUED}（国办公开办函〔2021〕30 号）编制。",
        "根据《关于印发中华人民共和国政府信息公开工作年度报告格式的通知》"
        "（国办公开办函〔2021〕30号）编制。",
        f"根据{LAW}（国令第 711 号）（以下简称《条例》）编制。",
        "根据《条例》（国务院令第711号）编制。",
        f"根据{LAW}（2007年4月5日国务院令第492号公布，2019年4月3日国务院令第711号修订）编制。",
        f"落实{FEES}（国办函〔2020〕109号）。",
        "根据《福建省人民政府办公厅关于编制2025年政府信息公开工作年度报告有关事项的通知》"
        "（闽政办函〔2025〕9号）编制。",
        "落实《国务院办公厅关于做好有关工作的通知》（国办函〔2022〕17号）。",
        "印发《关于做好2024年度政府信息公开工作年度报告编制和发布工作的通知》，公开年报 60 份。",
        "根据《关于做好2025年度政府信息公开工作年度报告编制和发布工作的通知》编制。",
    ],
)
def test_documents_that_are_cited_rightly(words: str) -> None:
    assert overview(words) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (f"根据{NOTICE}（国办公开办函〔2021〕30号）编制。", ["S107"]),
        (f"根据{FORMAT}（国办公开办函〔2021〕60号）编制。", ["S107"]),
        (f"根据{FORMAT}（国办公开办函〔2020〕30号）编制。", ["S107"]),
        (f"落实{FEES}（国办函〔2020〕190号）。", ["S107"]),
        (f"根据{LAW}（国令第717号）编制。", ["S107"]),
        (f"根据{FORMAT}（国办公开办函〔2019〕60号）编制。", ["S107", "S108"]),
        (f"根据{NOTICE}（国办公开办函〔2019〕60号）编制。", ["S108"]),
        ("按照国办公开办函〔2019〕60号编制。", ["S108"]),
        (f"根据{LAW}（国务院令第492号）编制。", ["S108"]),
        (
            "根据《省政府办公厅关于做好2024年度政府信息公开工作年度报告编制和发布工作的通知》编制。",
            ["S108"],
        ),
    ],
)
def test_documents_that_are_cited_wrongly(words: str, code: list[str]) -> None:
    assert overview(words) == code


@pytest.mark.parametrize(
    ("year", "number", "code"),
    [
        (2019, "国办公开办函〔2019〕60号", []),
        (2020, "国办公开办函〔2019〕60号", []),
        (2020, "国办公开办函〔2021〕30号", ["S108"]),
        (2021, "国办公开办函〔2019〕60号", ["S108"]),
        (2021, "国办公开办函〔2021〕30号", []),
    ],
)
def test_each_edition_serves_its_years(year: int, number: str, code: list[str]) -> None:
    assert overview(f"根据{number}编制。", year) == code


def test_the_right_number_is_named() -> None:
    report = report_from(f"引言：2025年，根据{NOTICE}（国办公开办函〔2021〕30号）编制。")
    assert only(check(report)).suggestion == (
        "《政府信息公开工作年度报告有关事项》的文号是国办公开办函〔2019〕60号，"
        "国办公开办函〔2021〕30号是《政府信息公开工作年度报告格式》的，请改正。"
    )
    report = report_from("引言：2025年，根据国办公开办函〔2019〕60号编制。")
    assert only(check(report)).suggestion == (
        "国办公开办函〔2019〕60号不适用于 2025 年度的报告，请改为国办公开办函〔2021〕30号。"
    )
    report = report_from(f"引言：2025年，根据{LAW}（国令第492号）编制。")
    assert only(check(report)).suggestion.endswith("请改为国令第711号。")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("截至2024年12月31日，共公开信息 85 条。", ["E005"]),
        ("截止到2024年底，共公开信息 85 条。", ["E005"]),
        ("截至 2024 年 12 月底，共公开信息 85 条。", ["E005"]),
        ("截至2025年12月31日，共公开信息 85 条。", []),
        ("截至2025年1月20日，共公开信息 85 条。", []),
        ("截至2024年底公开信息 85 条，2025年新增 12 条。", []),
        ("公开《2024年政务公开工作要点》和2024年度部门决算。", []),
    ],
)
def test_the_end_of_another_year(words: str, code: list[str]) -> None:
    assert overview(words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("下一步，2024年我局将加强公开。", ["E005"]),
        ("2025年，我局将继续加强公开。", ["E005"]),
        ("2025年我们将做好以下工作。", ["E005"]),
        ("2026年，我局将继续加强公开。", []),
        ("下一步，我局将继续加强公开。", []),
        ("2025年，我局将政府信息公开纳入考核。", []),
        ("2024年的问题已经改进。", []),
    ],
)
def test_plans_for_a_year_that_is_over(words: str, code: list[str]) -> None:
    report = report_from(f"五、存在的主要问题及改进情况：{words}")
    assert codes(check(report, select=["E005", "S"])) == code
