"""What holds of standings whatever came, in whatever order."""

from hypothesis import given
from hypothesis import strategies as st

from gikxl.collect.model import Decision, Document, Standings, Submission
from gikxl.collect.standing import standings
from gikxl.finding import Finding
from tests.collect.standing.cases import FIELD, OFFICES, TODAY, YEAR, roster

UNITS = (*OFFICES, "清河县第九小学", "", None)
FILES = ("1.xlsx", "教育局.xlsx", "卫生局.xlsx", "年报.docx", "东海镇更正.pdf", "原件作废.xlsx")
BROKEN = Finding("F006", "error", "损坏", "损坏。", suggestion="请重发。")
LETTER = Finding("F008", "error", "没有年报", "没有年报。", suggestion="请发年报。")
WRONG = Finding("H301", "error", "不平", "不平。", (FIELD,))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    broken = draw(st.sampled_from([None, None, None, BROKEN, LETTER]))
    said = draw(st.integers(0, 3))
    if broken:
        return Document(f"{broken.code} {said}", "unreadable", findings=(broken,))
    unit = draw(st.sampled_from(UNITS))
    year = draw(st.sampled_from([YEAR, YEAR, YEAR, YEAR - 1, None]))
    findings = draw(st.sampled_from([(), (), (WRONG,)]))
    digest = f"{unit} {year} {said} {len(findings)}"
    verdict = "fail" if findings else "pass"
    numbers = {FIELD: said}
    return Document(digest, verdict, unit, year, 2021, findings=findings, numbers=numbers)


@st.composite
def arrivals(draw: st.DrawFn, runs: int = 1, most: int = 8) -> list[Submission]:
    """Submissions in the order of their arrival, numbered by it."""
    found = []
    for number in range(1, draw(st.integers(0, most)) + 1):
        sent = f"2026-01-{draw(st.integers(10, 14))}T09:00:00+08:00"
        mail = draw(st.sampled_from(["", "<a@x>", "<b@x>"]))
        found.append(
            Submission(
                number,
                draw(st.integers(1, runs)),
                draw(st.sampled_from(FILES)),
                "",
                "",
                mail,
                draw(st.sampled_from(["年报", "清河县教育局", "以此前为准"])),
                "",
                "",
                "2026-01-12T08:00:00+08:00" if mail else sent,
                sent,
                draw(documents()),
            )
        )
    return found


@st.composite
def decided(draw: st.DrawFn, found: list[Submission]) -> list[Decision]:
    numbers = draw(st.lists(st.sampled_from([s.number for s in found] or [1]), max_size=4))
    return [
        Decision(
            number,
            draw(st.sampled_from(["accept", "reject"])),
            "理由",
            "2026-02-01T08:00:00+08:00",
            draw(st.sampled_from([(), (("H301", (FIELD,)),)])),
            draw(st.integers(1, 3)),
            draw(st.sampled_from(["", *OFFICES])),
        )
        for number in numbers
    ]


def of(found: list[Submission], decisions: list[Decision] | None = None) -> Standings:
    return standings(found, roster(), decisions or (), year=YEAR, today=TODAY)


def places(whole: Standings) -> list[int]:
    """The number of each submission, once for each place where it stands."""
    units = [s for u in whole.units for s in (u.candidate, *u.superseded) if s]
    rest = (*whole.strangers, *(s for s, _ in whole.unclear), *whole.aside)
    return sorted(submission.number for submission in (*units, *rest))


@given(st.data())
def test_every_submission_stands_in_exactly_one_place(data: st.DataObject) -> None:
    found = data.draw(arrivals(runs=3))
    whole = of(found, data.draw(decided(found)))
    assert places(whole) == [submission.number for submission in found]


@given(st.data())
def test_only_what_is_right_or_waived_counts(data: st.DataObject) -> None:
    found = data.draw(arrivals(runs=3))
    for unit in of(found, data.draw(decided(found))).units:
        if unit.status == "counted":
            assert unit.candidate
            document = unit.candidate.document
            assert document.edition == 2021
            assert set(document.findings) <= set(unit.waived)
            assert not unit.questions
        assert (unit.status == "question") <= bool(unit.questions)


@given(st.data())
def test_the_order_of_arrival_in_one_run_does_not_matter(data: st.DataObject) -> None:
    found = data.draw(arrivals())
    shuffled = [
        submission._replace(number=number)
        for number, submission in enumerate(data.draw(st.permutations(found)), 1)
    ]

    def seen(whole: Standings) -> list[object]:
        return [
            (unit.status, unit.candidate and unit.candidate.document.digest, len(unit.questions))
            for unit in whole.units
        ]

    assert seen(of(found)) == seen(of(shuffled))


@given(arrivals(runs=2))
def test_a_newer_right_report_counts_unless_a_question_says_why(found: list[Submission]) -> None:
    right = Document("right", "pass", OFFICES[0], YEAR, 2021, numbers={FIELD: 9})
    sent = "2026-01-20T09:00:00+08:00"
    newer = Submission(99, 3, "年报.xlsx", "", "", "<new@x>", "年报", "", "", sent, sent, right)
    unit = of([*found, newer]).units[0]
    assert unit.candidate == newer
    assert unit.status == "counted" or unit.questions


@given(st.data())
def test_accepting_the_candidate_ends_all_questions(data: st.DataObject) -> None:
    found = data.draw(arrivals(runs=2))
    for unit in of(found).units:
        candidate = unit.candidate
        # Its year is no matter of opinion, nor is what cannot be read.
        if candidate is None or candidate.document.verdict == "unreadable":
            continue
        if unit.status == "question" and candidate.document.year in (YEAR, None):
            waived = tuple((f.code, f.fields) for f in candidate.document.findings)
            decision = Decision(
                candidate.number, "accept", "理由", "2026-02-01T08:00:00+08:00", waived, 2
            )
            after = next(u for u in of(found, [decision]).units if u.office == unit.office)
            assert (after.status, after.candidate) == ("counted", candidate)
