"""The R, V and P rules: the layout, what stands in the cells, who may say it."""

import pytest

from gikxl.report import Remark, Value
from gikxl.rules import check
from tests import figures
from tests.support import all_zero, codes, only, report_from, with_cells


def test_blanks_are_listed_by_ranges_one_finding_a_table() -> None:
    report = with_cells(figures.report("shuyang_fgj_2023"))
    finding = only(check(report))
    assert (finding.code, finding.severity) == ("V101", "notice")
    assert finding.message == "空白，按 0 计：C2:G26"
    assert len(finding.cells) == 125


def test_a_blank_template_says_that_nothing_was_filled_in() -> None:
    report = all_zero()
    totals = {e.left[0] for e in report.form.equations}
    for key, value in report.values.items():
        if key not in totals or key.startswith("requests.new"):
            report.values[key] = value._replace(number=None, state="blank")
    assert codes(check(report)) == ["V100", "V100", "V100"]


def test_a_missing_column_is_one_finding_and_silences_its_sums() -> None:
    report = with_cells(figures.report("huaian_2024"))
    report.values = {k: v for k, v in report.values.items() if not k.endswith(".business")}
    finding = only(check(report))
    assert finding.code == "R102"
    assert finding.message == "“三、收到和处理政府信息公开申请情况”缺少“商业企业”列"
    assert len(finding.fields) == 25


def test_a_missing_table_is_one_finding() -> None:
    report = with_cells(figures.report("huaian_2024"))
    report.values = {k: v for k, v in report.values.items() if not k.startswith("requests.")}
    finding = only(check(report))
    assert (finding.code, finding.expected) == ("R101", "三、收到和处理政府信息公开申请情况")


def test_a_table_that_stands_twice_is_not_missing() -> None:
    report = all_zero()
    keys = [key for key in report.values if key.startswith("disputes.")]
    for key in keys:
        del report.values[key]
    for row in ("reconsideration", "direct_suit", "suit_after_reconsideration"):
        fields = tuple(key for key in keys if key.split(".")[1] == row)
        label = report.form.fields[fields[0]].row.label
        report.remarks.append(Remark("repeated_line", label, (), fields))
    finding = only(check(report))
    assert finding.code == "R104"
    assert finding.message == (
        "“行政复议”、“未经复议直接起诉”、“复议后起诉”出现了不止一次而数不相同，无法确定以哪一处为准"
    )


def test_an_unknown_row_is_linked_with_the_one_row_that_is_missing() -> None:
    report = report_from("缺行：2.重复申请\n多出的行：2.重复的申请")
    unknown, missing = check(report)
    assert (unknown.code, missing.code) == ("R103", "R102")
    assert unknown.suggestion.startswith("如果它就是缺少的“2.重复申请”，请改回这个名称")


def test_numbers_as_people_write_them_are_told_as_they_were_understood() -> None:
    finding = only(
        check(
            report_from("""
            |          | 本年处理决定数量 |
            | 行政许可 | 1,234            |
            | 行政处罚 | 22（含简易程序） |
            """)
        )
    )
    assert finding.code == "V107"
    assert "B5：“1,234”按 1234 理解；B7：“22（含简易程序）”按 22 理解" in finding.message


@pytest.mark.parametrize(
    ("fee", "last", "doubt"),
    [
        ("7730.2812345", "7402.5", "小数超过 6 位"),
        ("77302800", "7402.5", "约为上年 7402.5 的一万倍"),
        ("77302800", "0", "超过一千亿元"),
        ("7730.281234", "7402.5", None),
        ("0", "7402.5", None),
        ("30000", "7402.5", None),
    ],
)
def test_doubtful_fees(fee: str, last: str, doubt: str | None) -> None:
    table = "| | 本年收费金额（单位：万元） |\n| 行政事业性收费 | {} |\n"
    findings = check(report_from(table.format(fee) + "\n上年：\n\n" + table.format(last)))
    assert codes(findings) == (["P301"] if doubt else [])
    assert all(doubt in finding.message for finding in findings if doubt)


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ("省（自治区、直辖市）人民政府", []),
        ("县（市、区、旗）人民政府", ["P201"]),
        ("市级", ["P202"]),
        ("", ["P202"]),
    ],
)
def test_who_may_issue_regulations(level: str, code: list[str]) -> None:
    table = f"级别：{level}\n\n| | 本年制发件数 | 现行有效件数 |\n| 规章 | 1 | 3 |"
    findings = check(report_from(table))
    assert codes(findings) == code
    assert all("本年制发件数 1、现行有效件数 3" in finding.message for finding in findings)


def test_a_total_that_shows_the_error_of_a_part_is_not_told_again() -> None:
    report = all_zero()
    total, part = "requests.repeated.total", "requests.repeated.business"
    for key in (total, part):
        place = report.values[key].place
        report.values[key] = Value(None, "error", "#REF!", place, formula="SUM(D22:I22)")
    report.values[part] = report.values[part]._replace(formula="Sheet9!A1")
    [finding] = check(report)
    assert (finding.code, finding.fields) == ("V104", (part,))


def test_numbers_stored_as_text_are_told_instead_of_the_totals_that_lack_them() -> None:
    report = report_from(
        """
        |                                  | 自然人 | 商业企业 | 总计                     |
        | 一、本年新收政府信息公开申请数量 | 5      | 0        | 公式 SUM(D6:I6)，结果是 5 |
        | （一）予以公开                   | 3      | 0        | 公式 SUM(D8:I8)，结果是 3 |
        | 2.重复申请                       | ２     | 0        | 公式 SUM(D22:I22)，结果是 0 |
        | （七）总计 | 公式 SUM(D8:D28)，结果是 3 | 0 | 公式 SUM(D29:I29)，结果是 3 |
        """
    )
    finding = only(check(report))
    assert finding.code == "V110"
    assert finding.mends == (("requests.repeated.natural_person", 2),)
    assert finding.fields == (
        "requests.repeated.natural_person",
        "requests.repeated.total",
        "requests.handled.natural_person",
        "requests.handled.total",
    )
    assert "应为 5" in finding.message


def test_a_text_that_the_total_counts_is_only_a_notice() -> None:
    report = report_from(
        """
        |            | 自然人 | 总计 |
        | 一、本年新收政府信息公开申请数量 | 2件 | 2 |
        | 2.重复申请 | 2      | 2    |
        | （七）总计 | 2      | 2    |
        """
    )
    assert codes(check(report)) == ["V107"]


@pytest.mark.parametrize(
    ("unit", "codes_"),
    [
        ("淮安市人民政府", []),
        ("上海市人民政府办公厅", []),
        ("广西壮族自治区人民政府", []),
        ("延边朝鲜族自治州人民政府", []),
        ("洪泽区人民政府", ["P201"]),
        ("桃江县松木塘镇", ["P201"]),
        ("经纬街道办事处", ["P201"]),
        ("平潭综合实验区管理委员会", ["P201"]),
        ("沭阳县发展和改革局", ["P202"]),
    ],
)
def test_the_name_of_the_unit_tells_its_level_where_the_report_does_not(
    unit: str, codes_: list[str]
) -> None:
    report = all_zero()
    report.unit, report.level = unit, None
    key = "proactive.regulation.in_force"
    report.values[key] = report.values[key]._replace(number=2, raw="2")
    assert codes(check(report)) == codes_


def test_the_stated_level_counts_more_than_the_name() -> None:
    report = all_zero()
    report.unit, report.level = "某某市人民政府", "县（市、区、旗）人民政府"
    key = "proactive.regulation.in_force"
    report.values[key] = report.values[key]._replace(number=2, raw="2")
    assert codes(check(report)) == ["P201"]
