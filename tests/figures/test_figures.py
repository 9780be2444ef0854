"""The figures are right copies: the identities hold except where the sources break them."""

import pytest

from gikxl.form import load
from tests import figures

TOTAL = "requests.carried_forward.total"

BROKEN = {
    # The total is blank in the source, where it should be 1.
    "shanghai_kewei_2024": [("applicant_total", "四、结转下年度继续办理"), ("balance", "总计")],
    # The totals are printed as 0 where the parts sum to 11 and 5.
    "hongze_2023": [("outcome_total", "行政复议"), ("outcome_total", "复议后起诉")],
}

BLANKS = {"shanghai_kewei_2024": 1, "shanghai_office_2025": 1, "shuyang_fgj_2023": 125}
UNCERTAIN = {"pingtan_2021": 2}


@pytest.mark.parametrize("name", figures.NAMES)
def test_identities(name: str) -> None:
    report = figures.report(name)
    broken = [(e.identity, e.line) for e in report.form.equations if not report.holds(e)]
    assert broken == BROKEN.get(name, [])


@pytest.mark.parametrize("name", figures.NAMES)
def test_every_field_is_there(name: str) -> None:
    report, numbers = figures.report(name), figures.numbers(name)
    assert len(report.values) == 200 - UNCERTAIN.get(name, 0)
    assert len(numbers) == len(report.values) - BLANKS.get(name, 0)
    assert all(report.number(key) == number for key, number in numbers.items())
    assert report.form is load(2021)
    assert report.form.level(report.level) is not None
    assert report.unit
    assert report.year == int(name[-4:])


def test_names() -> None:
    assert len(figures.NAMES) == 12


@pytest.mark.parametrize("place", ["suqian", "pingtan"])
def test_carried_over_continues_last_year(place: str) -> None:
    last, this = sorted(name for name in figures.NAMES if name.startswith(place))
    before, after = figures.report(last), figures.report(this)
    for step in after.form.continuity:
        if step.relation == "carried_over":
            assert before.number(step.last) == after.number(step.this), step.line


def test_certain_numbers() -> None:
    assert figures.numbers("pingtan_2021")["proactive.normative_document.in_force"] == 665
    assert str(figures.numbers("pingtan_2021")["proactive.fee.amount"]) == "24252.311082"
    assert figures.numbers("shuyang_2025")["requests.handled.total"] == 718
    assert TOTAL not in figures.numbers("shanghai_kewei_2024")
    assert figures.report("shanghai_kewei_2024").values[TOTAL].state == "blank"
