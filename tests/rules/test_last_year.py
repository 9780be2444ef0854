"""The Y rules: against last year's report of the same unit."""

from gikxl.form import load
from gikxl.report import Report, Value
from gikxl.rules import check
from tests import figures
from tests.support import all_zero, only, report_from, with_cells


def test_a_wrong_carry_over_that_breaks_sums_is_told_with_them() -> None:
    report = with_cells(figures.report("suqian_2024"))
    key = "requests.carried_over.natural_person"
    report.values[key] = report.values[key]._replace(number=128)
    finding = only(check(report, figures.report("suqian_2023")))
    assert finding.code == "H301"
    assert (finding.fields[0], finding.expected, finding.actual) == (key, 118, 128)
    assert "“二、上年结转政府信息公开申请数量”行“自然人”列为 128，上年报告" in finding.message


def test_a_carry_over_that_is_only_at_odds_with_last_year_is_told_per_column() -> None:
    findings = check(
        report_from("""
        |                                  | 自然人 | 商业企业 | 总计 |
        | 二、上年结转政府信息公开申请数量 | 1      | 0        | 1    |
        | （一）予以公开                   | 1      | 0        | 1    |
        | （七）总计                       | 1      | 0        | 1    |

        上年：

        |                                  | 自然人 | 商业企业 | 总计 |
        | 一、本年新收政府信息公开申请数量 | 3      | 1        | 4    |
        | 四、结转下年度继续办理           | 3      | 1        | 4    |
        """)
    )
    assert [(f.code, f.fields, f.expected, f.actual) for f in findings] == [
        ("Y301", ("requests.carried_over.natural_person",), 3, 1),
        ("Y301", ("requests.carried_over.business",), 1, 0),
    ]
    assert findings[0].message == (
        "“二、上年结转政府信息公开申请数量”行“自然人”列为 1，"
        "上年报告“四、结转下年度继续办理”为 3，少 2"
    )


def test_an_unused_sheet_for_last_year_says_nothing() -> None:
    report = figures.report("suqian_2024")
    blank = {key: Value(None, "blank") for key in report.form.fields}
    totals = {e.left[0]: Value(0) for e in report.form.equations if len(e.left) == 1}
    for last in (
        Report(report.form, blank, year=2024),
        Report(report.form, blank | totals, year=2024),
        Report(report.form, {key: Value(0) for key in blank}),
    ):
        assert check(report, last) == []


def test_last_year_of_another_unit_is_refused() -> None:
    report, last = figures.report("suqian_2024"), figures.report("hongze_2023")
    finding = only(check(report, last))
    assert finding.code == "Y001"
    assert finding.message.endswith("没有与上年比较")


def test_the_name_of_the_place_before_a_unit_makes_no_other_unit() -> None:
    report, last = figures.report("suqian_2024"), figures.report("suqian_2023")
    last.unit = f"江苏省 {report.unit}"
    assert check(report, last) == []


def test_the_form_of_2019_counted_documents_differently() -> None:
    report, last = all_zero(year=2021), all_zero(load(2019), 2020)
    key = "proactive.normative_document.public_total"
    last.values[key] = last.values[key]._replace(number=30)
    assert check(report, last) == []
