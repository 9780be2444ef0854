"""Totals that are formulas: they follow, so the cells that are typed are what is wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.form import Equation, load
from gikxl.report import Number, Report, Value
from gikxl.rules.locate import Cause, Change, locate
from gikxl.rules.locate.derived import (
    concerns,
    derived_totals,
    terms,
    without_derived,
    without_implied,
)
from gikxl.rules.locate.web import webs
from tests import figures
from tests.bench import locate as bench
from tests.bench.errors import Wrong, spoilt, with_formulas

FORM = load(2021)
COLUMNS = [column.key for column in FORM.table("requests").blocks[0].columns]
RIGHT = sorted(set(figures.NAMES) - {"hongze_2023", "pingtan_2021", "shanghai_kewei_2024"})
[THREE] = (web for web in webs(FORM) if len(web.touches) > 100)
TOTALS = [key for key in FORM.totals if key.startswith("requests.")]


def formulas(name: str, wrong: Wrong, totals: list[str] | None = None) -> Report:
    """A report whose totals are formulas, with these cells typed wrong."""
    return spoilt(with_formulas(figures.report(name), totals), wrong)


def equation(identity: str, line: str) -> Equation:
    return next(e for e in FORM.equations if (e.identity, e.line) == (identity, line))


def lines(cause: Cause) -> list[tuple[str, str]]:
    return [(e.identity, e.line) for e in cause.equations]


def ways(cause: Cause) -> list[list[tuple[str, Number | None, Number]]]:
    return [[change[:3] for change in repair] for repair in cause.repairs]


# Which totals are derived.


def test_a_total_is_derived_if_it_is_a_formula_that_adds_up() -> None:
    row, column = "requests.granted.total", "requests.handled.business"
    report = with_formulas(figures.report("shuyang_2025"), [row, column])
    assert list(derived_totals(report)) == [row, column]
    assert derived_totals(figures.report("shuyang_2025")) == {}
    report.values[row] = report.values[row]._replace(number=295)
    assert list(derived_totals(report)) == [column]


@pytest.mark.parametrize("cell", [Value(None, "text", "若干"), Value(None, "blank"), None])
def test_sum_counts_a_text_a_blank_and_what_is_not_there_as_nothing(cell: Value | None) -> None:
    report = formulas("shuyang_2025", {"requests.granted.business": 0})
    report.values["requests.granted.business"] = cell or Value(0)
    if cell is None:
        del report.values["requests.granted.business"]
    assert derived_totals(report).keys() == set(FORM.totals)


def test_the_total_of_totals_is_derived_by_row_or_by_column() -> None:
    total = "requests.handled.total"
    by_row, by_column = (e for e in FORM.equations if e.left == (total,))
    report = with_formulas(figures.report("shuyang_2025"), [total])
    assert derived_totals(report) == {total: by_row.right}
    report.values["requests.handled.business"] = Value(4)
    assert derived_totals(report) == {total: by_column.right}


# What is left of the identities.


def test_parts_stand_in_place_of_derived_totals() -> None:
    derived = derived_totals(formulas("shuyang_2025", {}))
    balance = equation("balance", "自然人")
    column = [f"requests.{row.key}.natural_person" for row in FORM.table("requests").blocks[0].rows]
    signs = [1, 1, *[-1] * 21, -1]
    column.remove("requests.handled.natural_person")
    assert sorted(terms(balance, derived).items()) == sorted(zip(column, signs, strict=True))
    assert terms(equation("applicant_total", "2.重复申请"), derived) == {}
    assert concerns(balance, "requests.petition.natural_person", derived)
    assert not concerns(balance, "requests.petition.natural_person", {})
    assert concerns(balance, "requests.new.natural_person", {})


def test_where_all_totals_are_formulas_the_balances_are_left() -> None:
    derived = derived_totals(formulas("shuyang_2025", {}))
    web = without_implied(without_derived(THREE, derived))
    assert [(e.identity, e.line) for e in web.equations] == [
        ("balance", column.label) for column in FORM.table("requests").blocks[0].columns[:-1]
    ]
    assert [len(cells) for cells in web.members] == [24] * 6
    assert without_implied(without_derived(THREE, {})) is THREE


def test_what_is_typed_keeps_its_identities() -> None:
    typed = ["requests.granted.total", "requests.handled.business"]
    derived = derived_totals(formulas("shuyang_2025", {}, sorted({*FORM.totals} - {*typed})))
    web = without_implied(without_derived(THREE, derived))
    assert [(e.identity, e.line) for e in web.equations] == [
        ("applicant_total", "（一）予以公开"),
        ("handled_total", "商业企业"),
        *(("balance", column.label) for column in FORM.table("requests").blocks[0].columns[:-1]),
    ]
    assert web.touches.keys() == {*THREE.touches} - derived.keys()


# What is named.


def test_swapped_digits_are_named_among_the_cells_of_a_column() -> None:
    [cause] = locate(formulas("shuyang_2025", {"requests.granted.natural_person": 209}))
    assert lines(cause) == [("balance", "自然人"), ("balance", "总计")]
    change = Change("requests.granted.natural_person", 209, 290, "相邻两位数字颠倒了")
    assert cause.repairs[0] == (change,)
    assert (cause.certain, len(cause.repairs), cause.more) == (True, 8, 15)


def test_where_nothing_decides_the_usual_suspects_come_first() -> None:
    """Five too many: the zeros and the numbers below five cannot be it."""
    [cause] = locate(formulas("shuyang_2025", {"requests.not_corrected.natural_person": 14}))
    assert ways(cause)[:3] == [
        [("requests.new.natural_person", 705, 710)],
        [("requests.carried_forward.natural_person", 31, 26)],
        [("requests.carried_over.natural_person", 36, 41)],
    ]
    assert (cause.certain, len(cause.repairs), cause.more) == (False, 8, 5)


def test_last_year_decides() -> None:
    report = formulas("suqian_2024", {"requests.carried_over.natural_person": 110})
    [open_case] = locate(report)
    [closed_case] = locate(report, figures.report("suqian_2023"))
    assert (open_case.certain, closed_case.certain) == (False, True)
    assert ways(closed_case)[0] == [("requests.carried_over.natural_person", 110, 118)]


def test_a_negative_number_is_mended() -> None:
    [cause] = locate(formulas("shuyang_2025", {"requests.petition.natural_person": -12}))
    assert ways(cause) == [[("requests.petition.natural_person", -12, 12)]]
    assert cause.certain


def test_a_number_in_the_next_column() -> None:
    here, there = "requests.petition.natural_person", "requests.petition.business"
    [cause] = locate(formulas("shuyang_2025", {here: 0, there: 12}))
    assert lines(cause) == [("balance", "自然人"), ("balance", "商业企业")]
    assert ways(cause)[0] == [(here, 0, 12), (there, 12, 0)]
    assert cause.certain


def test_a_row_a_column_off() -> None:
    row = [f"requests.new.{column}" for column in COLUMNS[:-1]]
    right = figures.report("shuyang_2025")
    numbers = [right.number(cell) for cell in row]
    shifted = [0, *numbers[:-1]]
    [cause] = locate(formulas("shuyang_2025", dict(zip(row, shifted, strict=True))))
    assert ways(cause)[0] == [
        (cell, was, number)
        for cell, was, number in zip(row, shifted, numbers, strict=True)
        if was != number
    ]
    assert {change.slip for change in cause.repairs[0]} == {"整行的数右移了一列"}
    assert cause.certain


def test_columns_that_have_nothing_to_do_with_each_other_are_told_apart() -> None:
    wrong = {"requests.new.business": 1, "requests.granted.natural_person": 209}
    person, business = locate(formulas("shuyang_2025", dict(wrong)))
    assert lines(person) == [("balance", "自然人"), ("balance", "总计")]
    assert ways(person)[0] == [("requests.granted.natural_person", 209, 290)]
    assert lines(business) == [("balance", "商业企业")]
    assert ways(business) == [
        [("requests.carried_over.business", 0, 2)],
        [("requests.new.business", 1, 3)],
    ]


def test_typed_totals_among_formulas_are_told_apart_from_a_wrong_column() -> None:
    typed = {"requests.petition.total": 0, "requests.repeated.total": None}
    wrong = {**typed, "requests.granted.natural_person": 209}
    totals = sorted({*FORM.totals} - {*typed})
    petition, repeated, column = locate(formulas("shuyang_2025", dict(wrong), totals))
    assert ways(petition)[0] == [("requests.petition.total", 0, 12)]
    assert lines(petition) == [
        ("applicant_total", "1.信访举报投诉类申请"),
        ("handled_total", "总计"),
    ]
    assert ways(repeated)[0] == [("requests.repeated.total", None, 7)]
    assert lines(repeated) == [("applicant_total", "2.重复申请")]
    assert ways(column)[0] == [("requests.granted.natural_person", 209, 290)]
    assert lines(column) == [("balance", "自然人"), ("balance", "总计")]
    assert petition.certain
    assert repeated.certain
    assert column.certain


def test_a_wrong_formula_is_a_suspect() -> None:
    report = formulas("shuyang_2025", {})
    total = "requests.granted.total"
    report.values[total] = report.values[total]._replace(number=4)
    [cause] = locate(report)
    assert lines(cause) == [("applicant_total", "（一）予以公开"), ("handled_total", "总计")]
    assert ways(cause)[0] == [(total, 4, 294)]
    assert cause.repairs[0][0].slip == "合计漏加了“（一）予以公开”行“自然人”列的数"


def test_a_text_that_sum_leaves_out_is_worked_out_from_the_balance() -> None:
    report = formulas("shuyang_2025", {"requests.petition.natural_person": 0})
    report.values["requests.petition.natural_person"] = Value(None, "text", "十二")
    [cause] = locate(report)
    assert ways(cause) == [[("requests.petition.natural_person", None, 12)]]
    assert lines(cause) == [
        ("applicant_total", "1.信访举报投诉类申请"),
        ("handled_total", "自然人"),
        ("balance", "自然人"),
        ("balance", "总计"),
    ]
    assert cause.certain


def test_a_text_in_table_four_is_anyone_s_guess_where_sum_leaves_it_out() -> None:
    report = formulas("shuyang_2025", {"disputes.reconsideration.upheld": 0})
    report.values["disputes.reconsideration.upheld"] = Value(None, "text", "若干")
    assert locate(report) == []


# What holds for every report.


@st.composite
def mixed_reports(draw: st.DrawFn, most: int = 3) -> tuple[Report, Wrong]:
    """A real report with some totals as formulas, and some wrong cells among the others."""
    name = draw(st.sampled_from(RIGHT))
    typed = draw(
        st.one_of(st.just([]), st.lists(st.sampled_from(TOTALS), max_size=30, unique=True))
    )
    totals = sorted({*FORM.totals} - {*typed}) if draw(st.booleans()) else typed
    right = with_formulas(figures.report(name), totals)
    cells = [cell for cell in THREE.touches if right.values[cell].formula is None]
    chosen = draw(st.lists(st.sampled_from(cells), min_size=1, max_size=most, unique=True))
    wrong = {cell: draw(st.integers(0, 40)) for cell in chosen}
    return spoilt(right, wrong), wrong


@settings(max_examples=100, deadline=None, derandomize=True)
@given(mixed_reports())
def test_every_repair_satisfies_all_identities(drawn: tuple[Report, Wrong]) -> None:
    report, wrong = drawn
    causes = locate(report)
    broken = [e for e in FORM.equations if not report.holds(e)]
    assert sorted(e for cause in causes for e in cause.equations) == sorted(broken)
    firsts = [cause.repairs[0] for cause in causes]
    columns = {FORM.fields[cell].column.key for cell in wrong}
    assert sum(map(len, firsts)) <= len(wrong) or len(columns) < len(wrong)
    derived = derived_totals(report)
    for i, cause in enumerate(causes):
        for repair in cause.repairs:
            rest = firsts[:i] + firsts[i + 1 :]
            mended = {c.field: int(c.new) for changes in (repair, *rest) for c in changes}
            assert derived.keys().isdisjoint(mended)
            assert min(mended.values()) >= 0
            assert all(map(spoilt(report, mended).holds, FORM.equations))


@settings(max_examples=15, deadline=None, derandomize=True)
@given(mixed_reports(most=1))
def test_all_single_cells_that_can_be_it_are_counted(drawn: tuple[Report, Wrong]) -> None:
    report, _ = drawn
    offs = {int(report.sum(e.left) or 0) - int(report.sum(e.right) or 0) for e in FORM.equations}
    derived = derived_totals(report)
    found = [
        (cell, number)
        for cell in THREE.touches
        for off in sorted({*offs, *(-off for off in offs)} - {0})
        if cell not in derived
        and (number := int(report.number(cell) or 0) + off) >= 0
        and all(map(spoilt(report, {cell: number}).holds, FORM.equations))
    ]
    causes = locate(report)
    assert sum(len(cause.repairs) + cause.more for cause in causes) == len(found)
    assert {(c.field, c.new) for cause in causes for [c] in cause.repairs} <= {*found}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(mixed_reports(), st.data())
def test_texts_among_the_parts_are_mended_too(
    drawn: tuple[Report, Wrong], data: st.DataObject
) -> None:
    report, _ = drawn
    typed = [cell for cell in THREE.touches if report.values[cell].formula is None]
    lost = data.draw(st.lists(st.sampled_from(typed), max_size=3, unique=True))
    report.values.update(dict.fromkeys(lost, Value(None, "text", "若干")))
    report = spoilt(report, {})
    derived = derived_totals(report)
    changes = [change for cause in locate(report) for change in cause.repairs[0]]
    assert len({change.field for change in changes}) == len(changes)
    after = spoilt(report, {change.field: int(change.new) for change in changes})
    for equation in FORM.equations:
        known = all(report.number(cell) is not None for cell in terms(equation, derived))
        assert after.holds(equation) is not False or not known


# How often it is right: a part of tests/bench/locate.py.


def test_what_no_slip_explains_is_left_open() -> None:
    score = bench.Score()
    for sheet in bench.sheets(formulas=True):
        for cell in sheet.typed:
            score.try_(sheet, {cell: sheet.numbers[cell] + 31})
    assert score.tried == 144 * 10
    assert (score.count["certain"], score.count["blamed"]) == (0, 0)


FIRST_AND_TIES = {
    "two digits swapped": (22, 7),
    "digit dropped": (17, 4),
    "digit doubled": (30, 0),
    "digit mistyped": (4, 10),
    "ten times, a tenth": (25, 1),
    "sign": (30, 0),
    "same number twice": (8, 2),
    # Two cells that one other cell could mend: a smaller repair.
    "one row off": (0, 0),
    "one column off": (27, 3),
    "exchanged, rows": (0, 0),
    "exchanged, columns": (27, 3),
    "row shifted": (30, 0),
    "left 0": (7, 7),
}


@pytest.mark.parametrize("name", bench.FORMULAS)
def test_typed_slips(name: str) -> None:
    score = bench.score(bench.FORMULAS[name], 30, formulas=True)
    assert score.tried == 30
    assert (score.count["first"], score.count["tie"]) == FIRST_AND_TIES[name]
    assert score.count["blamed"] == (name == "left 0")
