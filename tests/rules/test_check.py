"""How findings are chosen and ordered, what real reports give, and what a clean check loads."""

import subprocess
import sys
from pathlib import Path

import pytest

from gikxl.rules import check
from tests import figures
from tests.support import all_zero, codes, only, report_from, with_cells

ROOT = Path(__file__).parents[2]

FAULTY = {"hongze_2023", "shanghai_kewei_2024"}
ILLEGIBLE = {"pingtan_2021"}
"""Its source glues numbers together, so that two fields have no value."""
CORRECT = sorted({*figures.NAMES} - FAULTY - ILLEGIBLE)


@pytest.mark.parametrize("name", CORRECT)
def test_a_correct_published_report_has_neither_error_nor_warning(name: str) -> None:
    assert {f.severity for f in check(figures.report(name))} <= {"notice"}


@pytest.mark.parametrize("name", ["suqian_2024", "hongze_2024", "pingtan_2022"])
def test_a_correct_report_continues_last_year_s(name: str) -> None:
    unit, _, year = name.rpartition("_")
    assert check(figures.report(name), figures.report(f"{unit}_{int(year) - 1}")) == []


def test_the_totals_left_at_zero_in_hongze() -> None:
    findings = check(figures.report("hongze_2023"))
    assert [(f.code, f.fields[0], f.expected, f.actual) for f in findings] == [
        ("H401", "disputes.reconsideration.total", 11, 0),
        ("H401", "disputes.suit_after_reconsideration.total", 5, 0),
    ]
    assert findings[0].message == (
        "“行政复议”：总计为 0，结果维持＋结果纠正＋其他结果＋尚未审结为 11，少 11"
    )


def test_the_blank_total_of_shanghai_kewei_is_the_cause_of_all_that_is_off() -> None:
    finding = only(check(with_cells(figures.report("shanghai_kewei_2024"))))
    assert finding.code == "H301"
    assert finding.fields[0] == "requests.carried_forward.total"
    assert finding.cells[0] == "三、申请办理!H26"
    assert (finding.expected, finding.actual) == (1, 0)
    assert "由此还造成：“总计”列：一、本年新收＋二、上年结转为 36" in finding.message
    assert "把 H26（“四、结转下年度继续办理”行“总计”列）由空白改为 1" in finding.suggestion


def test_rules_are_chosen_by_codes_or_their_beginnings() -> None:
    report = report_from("单位：\n年度：\n\n| | 本年处理决定数量 |\n| 行政许可 | -1 |")
    assert codes(check(report)) == ["E003", "E004", "V105"]
    assert codes(check(report, select=["E"])) == ["E003", "E004"]
    assert codes(check(report, select=["e004", "V1"])) == ["E004", "V105"]
    assert codes(check(report, select=["E"], ignore=["E003"])) == ["E004"]
    assert codes(check(report, ignore=["E", "V105"])) == []


@pytest.mark.parametrize("code", ["X", "H9", "H3011", ""])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=f"没有编号为“{code}”的规则"):
        check(all_zero(), select=[code])
    with pytest.raises(ValueError, match=f"没有编号为“{code}”的规则"):
        check(all_zero(), ignore=[code])


def test_findings_come_in_the_order_of_the_form() -> None:
    report = report_from("""
        单位：

        |          | 结果维持 | 总计 |
        | 行政复议 | -        | 3    |

        |            | 自然人 | 总计 |
        | 2.重复申请 | 空白   | 0    |
        | 1.属于国家秘密 | 若干 | 若干 |

        |          | 本年处理决定数量 |
        | 行政许可 | 1.5              |
    """)
    assert codes(check(report)) == ["E003", "V106", "V103", "V101", "H401", "V102"]


_CLEAN_CHECK = """
import sys
before = set(sys.modules)
from gikxl.form import load
from gikxl.report import Report, Value
from gikxl.rules import check
assert check(Report(load(), dict.fromkeys(load().fields, Value(0)), unit="甲", year=2025)) == []
print(*set(sys.modules) - before)
"""


def test_a_clean_check_loads_nothing_heavy() -> None:
    command = [sys.executable, "-c", _CLEAN_CHECK]
    output = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(output.stdout.split())
    heavy = "dataclasses json logging openpyxl pathlib pydantic tqdm zipfile"
    assert loaded.isdisjoint(heavy.split())
    unused = {
        "gikxl.rules.fold",
        "gikxl.rules.locate",
        "gikxl.rules.shared.sentences",
        "gikxl.prose",
    }
    assert loaded.isdisjoint({*unused, "gikxl.read"})
