"""One phrasebook, both ways: what is generated is recognised, and agrees; one change is found."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gikxl.finding import Finding
from gikxl.prose.agreement import judge
from gikxl.prose.claims import claims
from gikxl.prose.narrate import narrate
from gikxl.prose.phrasebook import Phrase, phrases
from gikxl.report import Report
from gikxl.rules import check
from tests.prose.reports import consistent_reports

FEW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow],
)
CLAIMING = ("proactive_disclosure", "disclosure_on_request", "supervision")
BEFORE_OUTCOMES = {
    "行政复议": "政府信息公开行政复议9件，其中，",
    "直接起诉": "未经复议直接起诉9件，其中，",
    "复议后起诉": "复议后起诉9件，其中，",
}
LAW, PLACEHOLDER = r"《[^》]*》（[^）]*）", r"【[^】]*】"
NUMBER = re.compile(rf"{LAW}|{PLACEHOLDER}|\d{{4}}年|(\d+(?:\.\d+)?)")


def told(report: Report, drafts: dict[str, str], last: Report | None = None) -> list[Finding]:
    report.texts = drafts
    return [finding for finding in check(report, last) if finding.code[0] == "T"]


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.name)
@given(number=st.one_of(st.integers(1, 10**7)))
def test_what_a_phrase_says_it_hears(phrase: Phrase, number: int) -> None:
    said = BEFORE_OUTCOMES.get(phrase.after, "") + phrase.say.replace("{n}", str(number))
    found = claims(f"2025年，{said}。", "disclosure_on_request")[-1]
    assert (found.quantity, found.column, found.number) == (phrase.quantity, phrase.column, number)
    if phrase.none:
        (none,) = claims(f"2025年，{phrase.none}。", "disclosure_on_request")
        assert (none.quantity.table, none.number, none.digits) == (phrase.quantity.table, 0, None)


@FEW
@given(report=consistent_reports(), last=st.none() | consistent_reports(2024))
def test_a_generated_narrative_agrees_with_its_tables(report: Report, last: Report | None) -> None:
    drafts = narrate(report, last)
    assert told(report, drafts, last) == []
    aspects = [text for text in report.form.texts if text.section.key == "overview"]
    assert sum(len(drafts.get(text.key, "")) for text in aspects) <= 1000
    for key in CLAIMING:
        assert all(judged.agrees for judged in judge(report, key, drafts[key]))


@FEW
@given(report=consistent_reports(), last=st.none() | consistent_reports(2024), data=st.data())
def test_one_number_changed_is_the_one_that_is_found(
    report: Report, last: Report | None, data: st.DataObject
) -> None:
    drafts = narrate(report, last)
    places = [(key, m) for key in CLAIMING for m in NUMBER.finditer(drafts[key]) if m[1]]
    if not places:
        return
    key, place = data.draw(st.sampled_from(places))
    is_percent = drafts[key][place.end() :].startswith("%")
    is_amount = drafts[key][place.end() :].startswith("万元")  # may be said in whole numbers
    said = float(place[1])
    digits = data.draw(
        st.integers(0, 10**6)
        .filter(lambda n: abs(n - said) >= (1 if is_percent or is_amount else 0.1))
        .map(str)
    )
    start, end = place.span(1)
    changed = drafts | {key: drafts[key][:start] + digits + drafts[key][end:]}
    (finding,) = told(report, changed, last)
    assert finding.code in (("T106",) if is_percent else ("T101", "T102", "T106"))
    assert digits in finding.message


@given(report=consistent_reports())
@settings(FEW, max_examples=10)
def test_every_number_of_the_claims_stands_in_the_draft(report: Report) -> None:
    """All that a table says of requests as a whole is told, unless it is 0."""
    draft = narrate(report)["disclosure_on_request"]
    for row in ("new", "carried_over", "handled", "carried_forward", "granted", "partly_granted"):
        number = report.number(f"requests.{row}.total")
        assert number == 0 or f"{number}件" in draft
