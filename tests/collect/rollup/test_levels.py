"""A parent against its children: what is certain is told, and the slip that explains it."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.collect.model import Status
from gikxl.collect.rollup.levels import catalogue, disagreements
from gikxl.finding import Finding
from gikxl.report import Number
from tests.collect import scenes
from tests.collect.scenes import standing, standings

FEE, LICENCE, PENALTY = (
    "proactive.fee.amount",
    "proactive.licence.decisions",
    "proactive.penalty.decisions",
)
Numbers = Mapping[str, Number]


def found(
    parent: Numbers,
    *children: Numbers,
    states: Mapping[int, Status] | None = None,
    own: bool = False,
) -> list[Finding]:
    """What is found of 某市 above children called 甲县, 乙县 … ; `own`: the first is 本级."""
    units = [standing(1, "某市人民政府", numbers=parent)]
    for n, numbers in enumerate(children):
        name = "某市人民政府（本级）" if own and n == 0 else f"{'甲乙丙丁戊己庚'[n]}县"
        state = (states or {}).get(n, "counted")
        units.append(standing(n + 2, name, state, numbers, parent="某市人民政府"))
    told = disagreements(standings(*units, superior="某省人民政府"))
    assert {one.unit for one in told} <= {"某市人民政府"}
    return [one.finding for one in told]


def test_a_parent_with_a_part_of_its_own_has_more() -> None:
    assert found({LICENCE: 100}, {LICENCE: 40}, {LICENCE: 50}) == []
    assert found({LICENCE: 90}, {LICENCE: 40}, {LICENCE: 50}) == []


def test_a_parent_with_less_than_the_sum_is_told_with_those_who_make_it_up() -> None:
    (finding,) = found({LICENCE: 85}, {LICENCE: 37}, {LICENCE: 64})
    assert (finding.code, finding.severity, finding.fields) == ("G101", "warning", (LICENCE,))
    assert (finding.expected, finding.actual) == ("不小于 101", 85)
    assert "为 85，下属 2 个单位之和为 101，少 16（乙县 64、甲县 37）" in finding.message


def test_more_than_the_sum_is_never_told_where_the_own_part_is_unknown() -> None:
    assert found({LICENCE: 1324}, {LICENCE: 1000}, {LICENCE: 234}) == []


@pytest.mark.parametrize(
    ("own", "children", "words"),
    [
        (1234, (1000, 324), "“某市人民政府”的数像是相邻两位数字颠倒了"),
        (132, (1000, 320), "“某市人民政府”的数像是末尾少了 1 个 0"),
        (137, (700, 607), "“某市人民政府”的数像是漏打了一位数字"),
        (708, (555, 153, 97), "正好漏加了“丙县”的 97"),
        (858, (541, 290, 108), "“乙县”的 290 像是被计成了 209（相邻两位数字颠倒了）"),
        (591, (531, 528, 8), "“乙县”的 528 像是被计成了 52（漏打了一位数字）"),
        (585, (531, 520, 10), ""),  # 55 for 531 or 44 for 520: no slip
        (593, (531, 520, 10), "“乙县”的 520 像是被计成了 52（末尾少了 1 个 0）"),
        (531, (531, 12, 12), ""),  # either child, or both: nobody is blamed
        (519, (519, 12, 12), ""),
    ],
)
def test_a_slip_between_levels_is_named(own: int, children: tuple[int, ...], words: str) -> None:
    (finding,) = found({LICENCE: own}, *({LICENCE: n} for n in children))
    assert finding.fields == (LICENCE,)
    assert finding.code == ("G102" if words else "G101")
    assert words in finding.message


def test_the_swapped_fee_of_a_child_is_named() -> None:
    children = ({FEE: Decimal("1253.06")}, {FEE: Decimal("370.5")})
    (finding,) = found({FEE: Decimal("1605.56")}, *children)
    assert (finding.code, finding.expected, finding.actual) == ("G102", "不小于 1623.56", 1605.56)
    assert "“甲县”的 1253.06 像是被计成了 1235.06（相邻两位数字颠倒了）" in finding.message


def test_rounding_by_the_parent_is_no_error() -> None:
    children = ({FEE: Decimal("10.456789")}, {FEE: Decimal("20.543")})
    assert found({FEE: Decimal("31")}, *children) == []
    assert found({FEE: 30}, *children) == []  # cut off
    assert found({FEE: Decimal("30.9")}, *children) == []
    (finding,) = found({FEE: Decimal("30.899")}, *children)
    assert finding.code == "G101"


def test_a_child_left_out_everywhere_is_told_once() -> None:
    left_out = scenes.consistent({LICENCE: 41, PENALTY: 17, "requests.granted.natural_person": 3})
    other = scenes.consistent({LICENCE: 300, PENALTY: 60})
    (finding,) = found(other, other, left_out)
    assert finding.code == "G102"
    assert "每一处都正好相差“乙县”的数，像是漏加了这个单位" in finding.message
    assert set(finding.fields) == {key for key, number in left_out.items() if number}


def test_totals_that_follow_are_not_told_again() -> None:
    child = scenes.consistent({"requests.granted.natural_person": 30})
    parent = scenes.consistent({"requests.granted.natural_person": 19})
    fields = [finding.fields for finding in found(parent, child)]
    assert fields == [("requests.new.natural_person",), ("requests.granted.natural_person",)]


def test_with_the_own_part_both_must_be_the_same() -> None:
    (finding,) = found({LICENCE: 118}, {LICENCE: 7}, {LICENCE: 100}, own=True)
    assert (finding.code, finding.expected, finding.actual) == ("G101", 107, 118)
    assert "多 11" in finding.message
    (finding,) = found({LICENCE: 207}, {LICENCE: 7}, {LICENCE: 100}, own=True)
    assert finding.code == "G102"
    assert "正好多加了一次“乙县”的 100" in finding.message


@pytest.mark.parametrize("state", ["missing", "failing", "question"])
def test_while_somebody_is_not_counted_only_what_is_certain_is_told(state: Status) -> None:
    children = ({LICENCE: 7}, {LICENCE: 100}, {LICENCE: 50})
    assert found({LICENCE: 190}, *children, states={2: state}, own=True) == []
    (finding,) = found({LICENCE: 90}, *children, states={2: state}, own=True)
    assert "下属 2 个单位之和为 107" in finding.message


def test_for_a_child_that_is_not_counted_those_below_it_stand() -> None:
    scene = standings(
        standing(1, "某市人民政府", numbers={LICENCE: 10}),
        standing(2, "甲县", "missing", parent="某市人民政府"),
        standing(3, "甲县教育局", numbers={LICENCE: 30}, parent="甲县"),
        superior="某省人民政府",
    )
    (told,) = disagreements(scene)
    assert "甲县教育局 30" in told.finding.message


def test_the_superiors_own_roll_up_is_held_against_the_sum() -> None:
    scene = standings(
        standing(1, scenes.SUPERIOR, numbers={LICENCE: 99}),
        standing(2, f"{scenes.SUPERIOR}本级", numbers={LICENCE: 20}),
        standing(3, "财政局", numbers={LICENCE: 90}),
    )
    (told,) = disagreements(scene)
    assert told.unit == scenes.SUPERIOR
    assert (told.finding.expected, told.finding.actual) == (110, 99)


def test_a_circle_is_not_walked_for_ever() -> None:
    scene = standings(
        standing(1, "甲局", numbers={LICENCE: 1}, parent="乙局"),
        standing(2, "乙局", numbers={LICENCE: 2}, parent="甲局"),
    )
    assert disagreements(scene) == ()


@settings(max_examples=40, deadline=None)
@given(reports=st.lists(scenes.numbers(), min_size=1, max_size=4), own=scenes.numbers())
def test_a_parent_that_is_its_children_and_itself_agrees(
    reports: list[dict[str, Number]], own: dict[str, Number]
) -> None:
    parent = {key: sum(one[key] for one in (own, *reports)) for key in own}
    assert found(parent, *reports) == []
    assert found(parent, own, *reports, own=True) == []


@settings(max_examples=60, deadline=None)
@given(
    reports=st.lists(scenes.numbers(), min_size=1, max_size=4),
    less=st.integers(1, 9_999),
    key=st.sampled_from([LICENCE, "requests.granted.natural_person"]),
)
def test_whatever_the_parent_lacks_is_told_of_that_field(
    reports: list[dict[str, Number]], less: int, key: str
) -> None:
    reports[0][key] += less
    parent = {k: sum(one[k] for one in reports) for k in reports[0]} | {key: 0}
    parent[key] = sum(one[key] for one in reports) - less
    assert [finding.fields for finding in found(parent, *reports)] == [(key,)]


def test_the_codes_are_explained() -> None:
    assert [refusal.code for refusal in catalogue()] == ["G101", "G102"]
