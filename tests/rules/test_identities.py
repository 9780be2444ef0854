"""The H rules and the folding of what follows from one cause."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.report import Report
from gikxl.rules import check
from tests import figures
from tests.bench.errors import with_formulas
from tests.support import all_zero, codes, only, report_from, with_cells

BALANCED = """
    |                                  | 自然人 | 商业企业 | 总计 |
    | 一、本年新收政府信息公开申请数量 | 10     | 2        | 12   |
    | 二、上年结转政府信息公开申请数量 | 1      | 0        | 1    |
    | （一）予以公开                   | {}     | 2        | 9    |
    | 2.重复申请                       | 1      | 0        | {}   |
    | （七）总计                       | 8      | 2        | 10   |
    | 四、结转下年度继续办理           | 3      | 0        | 3    |
"""


def test_a_wrong_detail_is_told_once_with_what_comes_of_it() -> None:
    finding = only(check(report_from(BALANCED.format(5, 1))))
    assert finding.code == "H301"
    assert finding.message == (
        "“（一）予以公开”行：总计为 9，自然人＋法人或其他组织五类之和为 7，多 2。"
        "由此还造成：“自然人”列：（七）总计为 8，（一）至（六）各项之和为 6，多 2"
    )
    assert finding.fields[0] == "requests.granted.natural_person"
    assert finding.cells[0] == "三、申请办理!B4"
    assert (finding.expected, finding.actual) == (7, 5)
    assert finding.suggestion.startswith("请把 B4（“（一）予以公开”行“自然人”列）由 5 改为 7")


def test_a_blank_total_that_should_not_be_zero_is_no_longer_listed_as_a_blank() -> None:
    report = report_from(BALANCED.format(7, "空白"))
    blank = "requests.publication.total"
    report.values[blank] = report.values[blank]._replace(number=None, state="blank")
    wrong, notice = check(report)
    assert (wrong.code, wrong.fields[0], wrong.expected) == ("H301", "requests.repeated.total", 1)
    assert (notice.code, notice.fields) == ("V101", (blank,))
    assert notice.message == "空白，按 0 计：H19"


def test_more_handled_than_received_is_told_instead_of_the_balance() -> None:
    finding = only(
        check(
            report_from("""
            |                                  | 自然人 | 总计 |
            | 一、本年新收政府信息公开申请数量 | 4      | 4    |
            | （一）予以公开                   | 5      | 5    |
            | （七）总计                       | 5      | 5    |
            """)
        )
    )
    assert finding.code == "H304"
    assert finding.message.startswith(
        "“自然人”列：三、（七）总计为 5，一、本年新收＋二、上年结转只有 4，多 1。"
        "由此还造成：“总计”列：三、（七）总计为 5"
    )
    assert "种改法都能使勾稽关系成立，请对照台账确认：（1）把 " in finding.suggestion


def test_the_balance_alone_is_told_when_only_it_is_asked_for() -> None:
    report = report_from("""
        |                                  | 自然人 | 总计 |
        | 一、本年新收政府信息公开申请数量 | 4      | 4    |
        | （一）予以公开                   | 5      | 5    |
        | （七）总计                       | 5      | 5    |
    """)
    assert codes(check(report, select=["H303"])) == ["H303"]
    assert codes(check(report, ignore=["H304"])) == ["H303"]


def test_an_unlocated_table_has_a_finding_for_each_broken_line() -> None:
    report = all_zero()
    chance = random.Random(1)
    for key in report.values:
        if key.startswith("requests."):
            report.values[key] = report.values[key]._replace(number=chance.randrange(1, 50))
    findings = check(report)
    broken = [e for e in report.form.equations if report.holds(e) is False]
    assert len(findings) == len(broken) > 30
    assert {f.code for f in findings} <= {"H301", "H302", "H303", "H304"}


def test_a_text_silences_the_identities_it_stands_in() -> None:
    finding = only(check(report_from(BALANCED.format("若干", 1))))
    assert finding.code == "V103"
    assert finding.message == "B4（“（一）予以公开”行“自然人”列） 填的是“若干”，不是数字"
    assert (finding.expected, finding.actual) == (7, "若干")


def test_cells_that_only_a_missing_row_holds_together_are_told_apart() -> None:
    report = report_from("""
        缺行：3.危及“三安全一稳定”

        |                | 自然人 | 科研机构 | 总计 |
        | （一）予以公开 | 3      | 0        | 0    |
        | 2.重复申请     | 0      | 4        | 0    |
    """)
    findings = check(report)
    assert [(f.code, f.fields[0], f.expected, f.actual) for f in findings] == [
        ("H301", "requests.granted.natural_person", 0, 3),
        ("R102", "requests.public_security.natural_person", "3.危及“三安全一稳定”", None),
        ("H301", "requests.repeated.research", 0, 4),
    ]
    assert all("空白" not in finding.suggestion for finding in findings)


def test_a_negative_number_is_told_with_the_sums_it_breaks() -> None:
    finding = only(check(report_from(BALANCED.format(7, -1))))
    assert finding.code == "V105"
    assert finding.message.startswith(
        "“2.重复申请”行“总计”列为 -1，不能是负数。由此还造成：“2.重复申请”行：总计为 -1"
    )
    assert (finding.expected, finding.actual) == (1, -1)


def template(text: str) -> Report:
    """The report of a text with all totals as formulas, as in the template."""
    return with_cells(with_formulas(report_from(text)))


def test_where_totals_are_formulas_a_wrong_result_is_told_by_the_balance() -> None:
    finding = only(
        check(
            template("""
            |                                  | 自然人 |
            | 一、本年新收政府信息公开申请数量 | 30     |
            | （一）予以公开                   | 12     |
            | 四、结转下年度继续办理           | 9      |
            """),
            select=["H"],
        )
    )
    assert finding.code == "H303"
    assert finding.message == (
        "“自然人”列：一、本年新收＋二、上年结转为 30，三、（七）总计＋四、结转下年度为 21，多 9。"
        "由此还造成：“总计”列：一、本年新收＋二、上年结转为 30，"
        "三、（七）总计＋四、结转下年度为 21，多 9"
    )
    assert finding.fields[0] == "requests.granted.natural_person"
    assert (finding.expected, finding.actual) == (21, 12)
    assert finding.suggestion == (
        "请把 B4（“（一）予以公开”行“自然人”列）由 12 改为 21（相邻两位数字颠倒了）。"
    )


def test_where_any_cell_of_a_column_can_be_wrong_only_the_usual_ones_are_listed() -> None:
    finding = only(
        check(
            template("""
            |                                  | 自然人 |
            | 一、本年新收政府信息公开申请数量 | 25     |
            | （一）予以公开                   | 12     |
            | 四、结转下年度继续办理           | 8      |
            """),
            select=["H"],
        )
    )
    assert finding.suggestion == (
        "“自然人”列任一项都可能填错，请对照台账逐项核对。最可能的改法："
        "（1）把 B2（“一、本年新收政府信息公开申请数量”行“自然人”列）由 25 改为 20"
        "（打错了一位数字）；"
        "（2）把 B26（“四、结转下年度继续办理”行“自然人”列）由 8 改为 13。"
    )
    assert (finding.expected, finding.actual) == (None, None)
    assert finding.mends == (
        ("requests.new.natural_person", None),
        ("requests.carried_forward.natural_person", None),
    )


def test_the_line_of_the_wrong_cell_is_told_before_the_total_s() -> None:
    finding = only(
        check(
            template("""
            |                                  | 自然人 | 商业企业 |
            | 一、本年新收政府信息公开申请数量 | 4      | 9        |
            | （一）予以公开                   | 5      | 1        |
            | 四、结转下年度继续办理           | 0      | 8        |
            """),
            select=["H"],
        )
    )
    assert finding.code == "H304"
    assert finding.message.startswith("“自然人”列：三、（七）总计为 5，")
    assert "由此还造成：“总计”列：一、本年新收＋二、上年结转为 13，" in finding.message


def test_a_blank_total_is_told_with_its_value_where_it_is_not_the_only_way() -> None:
    table = """
        |                                  | 自然人 | 总计 |
        | 一、本年新收政府信息公开申请数量 | 7      | 7    |
        | 1.属于国家秘密                   | 7      | 空白 |
        | 2.其他法律行政法规禁止公开       | 0      | {}   |
        | （七）总计                       | 7      | 7    |
    """
    finding = only(check(report_from(table.format(0)), select=["H"]))
    assert (finding.expected, finding.actual) == (7, 0)
    assert finding.suggestion == (
        "请把 H6（“1.属于国家秘密”行“总计”列）由空白改为 7（分项已填，合计没有算）。"
    )
    finding = only(check(report_from(table.format(7)), select=["H"]))
    assert finding.suggestion.startswith(
        "有 2 种改法都能使勾稽关系成立，请对照台账确认：（1）把 B6"
    )
    assert "（2）把 H6（“1.属于国家秘密”行“总计”列）由空白改为 7" in finding.suggestion
    assert "，并把 H7（“2.其他法律行政法规禁止公开”行“总计”列）由 7 改为 0" in finding.suggestion


_SUQIAN = figures.report("suqian_2024")


@settings(max_examples=40, deadline=None)
@given(
    key=st.sampled_from([key for key in _SUQIAN.values if key.startswith("requests.")]),
    by=st.integers(1, 500),
)
def test_any_single_wrong_cell_of_table_three_is_one_finding_on_that_cell(
    key: str, by: int
) -> None:
    report = with_cells(figures.report("suqian_2024"))
    was = report.number(key)
    report.values[key] = report.values[key]._replace(number=was + by)
    finding = only(check(report))
    assert finding.fields[0] == key
    assert (finding.expected, finding.actual) == (was, was + by)


SAID = "（二）依申请公开：2025年，新收政府信息公开申请30件，予以公开21件，不予公开9件。"
UNBALANCED = """
    |                                  | 自然人 |
    | 一、本年新收政府信息公开申请数量 | 30     |
    | （一）予以公开                   | 16     |
    | 1.属于国家秘密                   | 9      |
"""


def saying(said: str) -> Report:
    report = template(UNBALANCED)
    report.texts = report_from(said).texts
    return report


def test_words_decide_which_cell_is_wrong() -> None:
    """Formulas follow a wrong number: one column does not add up, any cell of it could be it."""
    assert only(check(template(UNBALANCED), select=["H"])).expected is None
    finding = only(check(saying(SAID), select=["H", "T"]))
    assert finding.code == "H303"
    assert finding.mends == (("requests.granted.natural_person", 21),)
    assert "文字写的是“予以公开21件”" in finding.message
    assert "文字写的也是这样" in finding.suggestion


def test_words_that_no_repair_agrees_with_are_told_beside() -> None:
    found = check(saying(SAID.replace("9件", "8件")), select=["H", "T"])
    assert sorted(codes(found)) == ["H303", "T101"]
    assert [f.actual for f in found if f.code == "T101"] == [8]


def test_words_decide_in_the_table_with_one_identity() -> None:
    tables = """
    |          | 结果维持 | 结果纠正 | 总计 |
    | 行政复议 | 10       | 1        | 0    |
    """
    said = "（五）监督保障：2025年，政府信息公开行政复议11件，其中，结果维持10件、结果纠正1件。\n"
    finding = only(check(report_from(said + tables)))
    assert (finding.code, finding.mends) == ("H401", (("disputes.reconsideration.total", 11),))
