"""Which cell: what the locator names, that it is a smallest repair, and that it is bounded."""

import random
from itertools import combinations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.form import load
from gikxl.report import Report, State, Value
from gikxl.rules.locate import LISTED, Cause, Change, locate
from gikxl.rules.locate.search import Budget, repairs
from gikxl.rules.locate.web import Web, webs
from tests import figures
from tests.bench import locate as bench

SHEETS = {sheet.report.unit: sheet for sheet in bench.sheets()}
RIGHT = sorted(set(figures.NAMES) - {"hongze_2023", "shanghai_kewei_2024"})


def spoilt(name: str, numbers: dict[str, int | None]) -> Report:
    return bench.spoilt(figures.report(name), numbers)


def with_states(name: str, values: dict[str, Value]) -> Report:
    right = figures.report(name)
    return Report(right.form, {**right.values, **values})


def lines(cause: Cause) -> list[str]:
    return [equation.line for equation in cause.equations]


def named(causes: list[Cause]) -> list[tuple[str, object, object]]:
    """What is named first: field, on paper, meant."""
    return [(c.field, c.old, c.new) for cause in causes for c in cause.repairs[0]]


# Real reports.


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_report_has_no_causes(name: str) -> None:
    assert locate(figures.report(name)) == []


def test_a_blank_total() -> None:
    [cause] = locate(figures.report("shanghai_kewei_2024"))
    assert [(e.identity, e.line) for e in cause.equations] == [
        ("applicant_total", "四、结转下年度继续办理"),
        ("balance", "总计"),
    ]
    change = Change("requests.carried_forward.total", None, 1, "分项已填，合计没有算")
    assert cause == Cause(cause.equations, ((change,),), certain=True, more=0)


def test_totals_of_table_four_left_zero() -> None:
    first, second = locate(figures.report("hongze_2023"))
    # The first can be nothing else: no part can be negative.
    assert first.repairs == (
        (Change("disputes.reconsideration.total", 0, 11, "分项已填，合计没有算"),),
    )
    assert [repair[0][:3] for repair in second.repairs] == [
        ("disputes.suit_after_reconsideration.total", 0, 5),
        ("disputes.suit_after_reconsideration.upheld", 5, 0),
    ]
    assert (first.certain, second.certain) == (True, True)


# Table 三.


def test_one_wrong_cell() -> None:
    [cause] = locate(spoilt("shuyang_2025", {"requests.not_held.natural_person": 101}))
    assert lines(cause) == ["1.本机关不掌握相关政府信息", "自然人"]
    assert cause.certain
    [[change]] = cause.repairs
    assert change == Change("requests.not_held.natural_person", 101, 111, "打错了一位数字")


def test_independent_causes_are_told_apart() -> None:
    causes = locate(
        spoilt(
            "shuyang_2025",
            {"requests.not_held.natural_person": 112, "requests.new.business": 33},
        )
    )
    assert [lines(cause) for cause in causes] == [
        ["一、本年新收政府信息公开申请数量", "商业企业"],
        ["1.本机关不掌握相关政府信息", "自然人"],
    ]
    assert named(causes) == [
        ("requests.new.business", 33, 3),
        ("requests.not_held.natural_person", 112, 111),
    ]


def test_two_wrong_cells_in_one_row_are_one_cause() -> None:
    wrong = {"requests.granted.natural_person": 293, "requests.granted.business": 6}
    [cause] = locate(spoilt("shuyang_2025", dict(wrong)))
    assert [change[:3] for change in cause.repairs[0]] == [
        ("requests.granted.natural_person", 293, 290),
        ("requests.granted.business", 6, 1),
    ]
    assert cause.certain


def test_a_slip_decides_between_equally_small_repairs() -> None:
    wrong = {"requests.petition.natural_person": 0, "requests.petition.business": 12}
    [cause] = locate(spoilt("shuyang_2025", dict(wrong)))
    assert lines(cause) == ["自然人", "商业企业"]
    assert named([cause]) == [
        ("requests.petition.natural_person", 0, 12),
        ("requests.petition.business", 12, 0),
    ]
    assert cause.certain


def test_a_real_tie_is_called_one() -> None:
    """A number one row off, or both totals: each explains the sheet as well as the other."""
    upper, lower = "requests.forbidden_by_law", "requests.public_security"
    wrong = {f"{upper}.natural_person": 2, f"{lower}.natural_person": 0}
    [cause] = locate(spoilt("shuyang_2025", dict(wrong)))
    assert [[change[:3] for change in repair] for repair in cause.repairs] == [
        [(f"{upper}.natural_person", 2, 0), (f"{lower}.natural_person", 0, 2)],
        [(f"{upper}.total", 0, 2), (f"{lower}.total", 2, 0)],
    ]
    assert [change.slip[-4:] for repair in cause.repairs for change in repair] == [
        "错了一行",
        "，差一行",
        "，差一行",
        "错了一行",
    ]
    assert not cause.certain


def test_more_repairs_than_listed() -> None:
    """Two applications lost from a row and its total: it can be any of the 21 rows."""
    wrong = {"requests.other.natural_person": 140, "requests.other.total": 141}
    [cause] = locate(spoilt("shuyang_2025", dict(wrong)))
    assert lines(cause) == ["自然人", "总计"]
    assert (len(cause.repairs), cause.more, cause.certain) == (LISTED, 21 - LISTED, False)


def test_all_totals_lost() -> None:
    sheet = SHEETS["沭阳县人民政府"]
    totals = [row[-1] for row in sheet.rows if sheet.numbers[row[-1]]]
    causes = locate(spoilt("shuyang_2025", dict.fromkeys(totals)))
    assert all(cause.certain for cause in causes)
    assert {field: new for field, _, new in named(causes)} == {
        total: sheet.numbers[total] for total in totals
    }


# Last year.


def test_last_year_decides() -> None:
    """Three applications too few in one column and too many in the next: of which row?"""
    cells = ("requests.carried_over.natural_person", "requests.carried_over.business")
    report = spoilt("suqian_2024", dict(zip(cells, (116, 5), strict=True)))
    [open_case] = locate(report)
    [closed_case] = locate(report, figures.report("suqian_2023"))
    assert not open_case.certain
    assert closed_case.certain
    assert named([closed_case]) == [(cells[0], 116, 118), (cells[1], 5, 3)]
    assert closed_case.repairs[0][0].slip == "上年报告“四、结转下年度继续办理”行“自然人”列是 118"


# Table 四: one identity a block.


def block(*numbers: int) -> dict[str, int | None]:
    cells = [key for key in load(2021).fields if key.startswith("disputes.reconsideration.")]
    return dict(zip(cells, numbers, strict=True))


def test_table_four_lists_which_cells_it_can_be() -> None:
    [cause] = locate(spoilt("shuyang_2025", block(27, 10, 9, 15, 16)))
    # 61 with its digits swapped. No part can be 45 less.
    assert named([cause]) == [("disputes.reconsideration.total", 16, 61)]
    assert cause.certain
    [cause] = locate(spoilt("shuyang_2025", block(27, 10, 9, 15, 68)))
    assert [repair[0][:3] for repair in cause.repairs] == [
        ("disputes.reconsideration.total", 68, 61),
        ("disputes.reconsideration.corrected", 10, 17),
        ("disputes.reconsideration.upheld", 27, 34),
        ("disputes.reconsideration.other_outcome", 9, 16),
        ("disputes.reconsideration.pending", 15, 22),
    ]
    assert not cause.certain


# Cells without a usable number.


@pytest.mark.parametrize("state", ["text", "error", "uncomputed"])
def test_the_only_unknown_is_worked_out(state: State) -> None:
    cell = "requests.new.total"
    [cause] = locate(with_states("shuyang_2025", {cell: Value(None, state)}))
    assert named([cause]) == [(cell, None, 713)]
    assert lines(cause) == ["一、本年新收政府信息公开申请数量", "总计"]
    assert cause.certain


def test_a_missing_field_is_worked_out() -> None:
    report = figures.report("shuyang_2025")
    del report.values["requests.petition.natural_person"]
    assert named(locate(report)) == [("requests.petition.natural_person", None, 12)]


def test_an_unknown_and_a_wrong_cell_in_its_column() -> None:
    report = with_states(
        "shuyang_2025",
        {
            "requests.petition.natural_person": Value(None, "text", "十二"),
            "requests.not_held.natural_person": Value(101),
        },
    )
    causes = locate(report)
    assert {field: new for field, _, new in named(causes)} == {
        "requests.petition.natural_person": 12,
        "requests.not_held.natural_person": 111,
    }


def test_what_nothing_determines_is_left_alone() -> None:
    report = figures.report("shuyang_2025")
    for key in [key for key in report.values if key.startswith("requests.")]:
        del report.values[key]
    assert locate(report) == []


def test_a_negative_number_is_mended() -> None:
    [cause] = locate(spoilt("shuyang_2025", {"requests.granted.business": -1}))
    assert cause.repairs == ((Change("requests.granted.business", -1, 1, "多了负号"),),)


def test_the_edition_of_2019() -> None:
    form = load(2019)
    numbers = dict.fromkeys(form.fields, 0)
    numbers |= dict.fromkeys(
        ("requests.new.natural_person", "requests.new.total", "requests.granted.natural_person",
         "requests.granted.total", "requests.handled.natural_person", "requests.handled.total"),
        7,
    )  # fmt: skip
    values = {key: Value(number) for key, number in numbers.items()}
    assert locate(Report(form, values)) == []
    values["requests.granted.natural_person"] = Value(70)
    assert named(locate(Report(form, values))) == [("requests.granted.natural_person", 70, 7)]


# What holds for every report.


@st.composite
def spoilt_reports(draw: st.DrawFn, most: int = 4) -> Report:
    """A real report with some wrong cells anywhere in tables 三 and 四."""
    right = figures.report(draw(st.sampled_from(RIGHT)))
    cells = [cell for web in webs(right.form) for cell in web.touches]
    chosen = draw(st.lists(st.sampled_from(cells), min_size=1, max_size=most, unique=True))
    return bench.spoilt(right, {cell: draw(st.integers(0, 40)) for cell in chosen})


@settings(max_examples=150, deadline=None, derandomize=True)
@given(spoilt_reports())
def test_every_repair_satisfies_all_identities(report: Report) -> None:
    causes = locate(report)
    broken = [e for e in report.form.equations if not report.holds(e)]
    assert sorted(e for cause in causes for e in cause.equations) == sorted(broken)
    for i, cause in enumerate(causes):
        for repair in cause.repairs:
            rest = [other.repairs[0] for j, other in enumerate(causes) if j != i]
            mended = {c.field: int(c.new) for changes in (repair, *rest) for c in changes}
            after = bench.spoilt(report, mended)
            assert all(map(after.holds, report.form.equations))
            assert min(mended.values()) >= 0
            assert all(report.number(cell) != number for cell, number in mended.items())
    assert len({c.field for cause in causes for c in cause.repairs[0]}) == sum(
        len(cause.repairs[0]) for cause in causes
    )


@settings(max_examples=100, deadline=None, derandomize=True)
@given(spoilt_reports(most=2), st.data())
def test_unknown_cells_and_shifted_rows_are_mended_too(report: Report, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(SHEETS["沭阳县人民政府"].rows))
    *parts, total = (report.values[cell] for cell in row)
    shifted = dict(zip(row, [Value(0), *parts[:-1], total], strict=True))
    lost = data.draw(st.lists(st.sampled_from([*report.values]), max_size=3, unique=True))
    unknown = dict.fromkeys(lost, Value(None, "error", "#REF!"))
    broken = Report(report.form, {**report.values, **shifted, **unknown})
    changes = [c for cause in locate(broken) for c in cause.repairs[0]]
    mended = bench.spoilt(broken, {c.field: int(c.new) for c in changes})
    assert not [e for e in report.form.equations if mended.holds(e) is False]
    assert len({c.field for c in changes}) == len(changes)


def small_repairs(web: Web, report: Report) -> list[dict[str, int]]:
    """All repairs of one cell, or else of two, by trying every set of cells."""
    values = {cell: int(report.number(cell) or 0) for cell in web.touches}
    residual = web.residual(values)
    for size in (1, 2):
        found = []
        for cells in combinations(web.touches, size):
            if residual.keys() <= web.equations_of(cells):
                meant = solved(web, values, residual, cells)
                found += [meant] if meant else []
        if found:
            return found
    return []


def solved(
    web: Web, values: dict[str, int], residual: dict[int, int], cells: tuple[str, ...]
) -> dict[str, int] | None:
    """The numbers for these cells; each stands in an equation that the other does not."""
    meant = {}
    for cell in cells:
        others = web.equations_of(set(cells) - {cell})
        e, sign = next((e, sign) for e, sign in web.touches[cell] if e not in others)
        meant[cell] = values[cell] - sign * residual.get(e, 0)
    unchanged = any(meant[cell] == values[cell] or meant[cell] < 0 for cell in cells)
    return None if unchanged or web.residual({**values, **meant}) else meant


@settings(max_examples=40, deadline=None, derandomize=True)
@given(spoilt_reports(most=2))
def test_all_smallest_repairs_are_found(report: Report) -> None:
    web = max(webs(report.form), key=lambda web: len(web.touches))
    causes = [c for c in locate(report) if c.equations[0].table == "requests"]
    expected = small_repairs(web, report)
    offered = [{c.field: c.new for c in repair} for cause in causes for repair in cause.repairs]
    assert prod(len(c.repairs) + c.more for c in causes) == max(1, len(expected))
    assert all(any(repair.items() <= whole.items() for whole in expected) for repair in offered)


# Bounded.


def test_the_search_never_takes_more_steps_than_allowed() -> None:
    sheet = SHEETS["宿迁市人民政府"]
    wrong = bench.several(12)(sheet, random.Random(1))
    web = webs(sheet.report.form)[0]
    values = {**sheet.numbers, **{cell: number or 0 for cell, number in wrong.items()}}
    budget = Budget(500)
    assert repairs(web, values, web.residual(values), 12, budget) == set()
    assert budget.left == 0


def test_a_hopeless_sheet_names_what_does_not_hold() -> None:
    sheet = SHEETS["宿迁市人民政府"]
    report = bench.spoilt(sheet.report, bench.several(150)(sheet, random.Random(1)))
    [cause] = locate(report)
    assert (cause.repairs, cause.certain) == ((), False)
    assert list(cause.equations) == [e for e in report.form.equations if not report.holds(e)]


@pytest.mark.parametrize(("count", "most"), [(1, 7), (2, 20), (3, 500), (4, 500)])
def test_usual_searches_are_short(count: int, most: int) -> None:
    rng = random.Random(2021)
    for _ in range(40):
        sheet = rng.choice([*SHEETS.values()])
        web = webs(sheet.report.form)[0]
        wrong = bench.several(count)(sheet, rng)
        values = {**sheet.numbers, **{cell: number or 0 for cell, number in wrong.items()}}
        budget = Budget(10_000)
        repairs(web, values, web.residual(values), count, budget)
        assert 10_000 - budget.left <= most


# How often it is right: a part of tests/bench/locate.py.


def test_every_single_wrong_cell_is_named() -> None:
    score = bench.Score()
    for sheet in SHEETS.values():
        for cell, number in sheet.numbers.items():
            score.try_(sheet, {cell: number + 1})
    assert score.tried == 175 * len(SHEETS)
    assert score.count == {"first": score.tried, "candidate": score.tried, "certain": score.tried}


def test_two_random_wrong_cells_are_named() -> None:
    score = bench.score(bench.several(2), 300)
    assert (score.tried, score.count["first"], score.count["candidate"]) == (300, 299, 300)
    assert score.count["blamed"] == 0


@pytest.mark.parametrize("name", bench.ENTERED)
def test_typed_slips_are_named(name: str) -> None:
    score = bench.score(bench.ENTERED[name], 30)
    missed = {"one column off": 1, "exchanged, columns": 1}.get(name, 0)
    assert (score.tried, score.count["first"], score.count["tie"]) == (30, 30 - missed, missed)
    assert (score.count["candidate"], score.count["blamed"]) == (30, 0)


@pytest.mark.parametrize("name", bench.BETWEEN_TOTALS)
def test_what_is_missed_between_totals_is_a_tie(name: str) -> None:
    score = bench.score(bench.BETWEEN_TOTALS[name], 30)
    assert score.count["first"] + score.count["tie"] == 30
    assert (score.count["candidate"], score.count["blamed"]) == (30, 0)
