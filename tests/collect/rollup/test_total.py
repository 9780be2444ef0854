"""The sum is the sum: whoever is added, in whatever order, and all identities hold in it."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.collect.model import Standing
from gikxl.collect.rollup import total
from gikxl.collect.rollup.total import added_up, maybe_twice, parts
from gikxl.finding import verdict
from gikxl.form import EDITIONS, load
from gikxl.report import Report, Value
from gikxl.rules import check
from tests import figures
from tests.collect import scenes
from tests.collect.scenes import standing, standings

FORM = load()
MANY = st.lists(scenes.numbers(), max_size=6)


def names(units: tuple[Standing, ...]) -> list[str]:
    return [unit.office.name for unit in units]


@settings(max_examples=60, deadline=None)
@given(reports=MANY)
def test_each_number_is_the_sum_and_every_identity_holds(reports: list[dict[str, int]]) -> None:
    units = [standing(n, f"第{n}局", numbers=numbers) for n, numbers in enumerate(reports)]
    summed = total(standings(*units))
    for key in FORM.fields:
        assert summed.number(key) == sum(numbers[key] for numbers in reports), key
    assert all(summed.holds(equation) for equation in FORM.equations)


@settings(max_examples=30, deadline=None)
@given(reports=st.lists(scenes.numbers(), min_size=1, max_size=5))
def test_a_sum_of_clean_reports_is_clean(reports: list[dict[str, int]]) -> None:
    for numbers in reports:
        one = Report(FORM, {k: Value(n) for k, n in numbers.items()}, unit="甲局", year=2024)
        one.level = "政府部门及其他单位"
        assert verdict(check(one)) == "pass"
    units = [standing(n, f"第{n}局", numbers=numbers) for n, numbers in enumerate(reports)]
    assert verdict(check(total(standings(*units)))) == "pass"


@given(order=st.permutations(range(5)))
def test_the_order_does_not_matter(order: list[int]) -> None:
    units = scenes.county(3, 5).units
    shuffled = standings(*(units[n] for n in order))
    assert total(shuffled).values == total(standings(*units)).values


def test_amounts_are_added_exactly() -> None:
    fees = ["0.1", "0.2", "1000000000000.000001", "0.000002"]
    reports = [{"proactive.fee.amount": Decimal(fee)} for fee in fees]
    assert added_up(FORM, reports)["proactive.fee.amount"] == Decimal("1000000000000.300003")
    huge = [Decimal("1E+300"), Decimal("1E-9"), Decimal("-1E+300")]
    assert added_up(FORM, ({"proactive.fee.amount": fee} for fee in huge))[
        "proactive.fee.amount"
    ] == Decimal("1E-9")


def test_published_figures_add_up_to_what_a_person_gets() -> None:
    hongze, huaian = scenes.figures_of("hongze_2024"), scenes.figures_of("huaian_2024")
    summed = total(
        standings(
            standing(1, "洪泽区", numbers=hongze),
            standing(2, "淮安市", numbers=huaian),
            superior="江苏省人民政府",
        )
    )
    assert summed.number("requests.new.total") == 95 + figures.numbers("huaian_2024").get(
        "requests.new.total", 0
    )
    assert (summed.unit, summed.year) == ("江苏省人民政府", 2024)
    assert summed.level == "省（自治区、直辖市）人民政府"


def test_only_what_is_counted_is_summed() -> None:
    one = {"requests.new.natural_person": 1}
    states = ["failing", "question", "wrong_year", "wrong_edition", "unreadable", "missing"]
    left_out = [standing(n, f"{state}局", state, one) for n, state in enumerate(states, 2)]
    scene = standings(standing(1, "甲局", numbers=one), *left_out)
    assert total(scene).number("requests.new.total") == 1
    assert len(parts(scene).left_out) == 6


def test_nobody_counted_is_zero_everywhere() -> None:
    summed = total(standings(standing(1, "甲局", "missing")))
    assert {value.number for value in summed.values.values()} == {0}


def test_a_unit_above_includes_those_below_it() -> None:
    one = {"requests.new.natural_person": 1}
    scene = standings(
        standing(1, "教育局", numbers={"requests.new.natural_person": 5}),
        standing(2, "第一中学", numbers=one, parent="教育局"),
        standing(3, "第一中学分校", numbers=one, parent="第一中学"),
        standing(4, "财政局", numbers=one),
    )
    assert names(parts(scene).added) == ["教育局", "财政局"]
    assert names(parts(scene).contained) == ["第一中学", "第一中学分校"]
    assert total(scene).number("requests.new.total") == 6


def test_where_the_unit_above_is_not_counted_those_below_are_added() -> None:
    one = {"requests.new.natural_person": 1}
    scene = standings(
        standing(1, "教育局", "failing", one),
        standing(2, "第一中学", numbers=one, parent="教育局"),
        standing(3, "第二中学", numbers=one, parent="教育局"),
    )
    assert names(parts(scene).added) == ["第一中学", "第二中学"]
    assert names(parts(scene).left_out) == ["教育局"]
    assert total(scene).number("requests.new.total") == 2


def test_the_superiors_own_part_is_added_and_its_own_roll_up_is_not() -> None:
    one, all_of_it = {"requests.new.natural_person": 1}, {"requests.new.natural_person": 9}
    scene = standings(
        standing(1, "清河县人民政府", numbers=all_of_it),
        standing(2, "清河县人民政府（本级）", numbers=one, parent="清河县人民政府"),
        standing(3, "财政局", numbers=one, parent="清河县人民政府"),
    )
    assert names(parts(scene).superiors) == ["清河县人民政府"]
    assert names(parts(scene).added) == ["清河县人民政府（本级）", "财政局"]
    assert total(scene).number("requests.new.total") == 2


def test_the_superior_at_the_level_of_its_own_office_is_added() -> None:
    one = {"requests.new.natural_person": 1}
    own = standing(1, "清河县人民政府", numbers=one)
    own = own._replace(office=own.office._replace(level="本级"))
    scene = standings(own, standing(2, "财政局", numbers=one, parent="清河县人民政府"))
    assert names(parts(scene).added) == ["清河县人民政府", "财政局"]


def test_a_parent_is_known_by_its_short_name_and_whatever_its_brackets() -> None:
    scene = standings(
        standing(1, "开发区（高新区）管理委员会", short=("开发区(高新区)",)),
        standing(2, "招商中心", parent="开发区（高新区）"),
    )
    assert names(parts(scene).contained) == ["招商中心"]


def test_nobody_is_lost_in_a_circle() -> None:
    scene = standings(
        standing(1, "甲局", parent="乙局"),
        standing(2, "乙局", parent="甲局"),
        standing(3, "丙站", parent="乙局"),
        standing(4, "丁局", parent="丁局"),
    )
    assert names(parts(scene).added) == ["甲局", "乙局", "丁局"]
    assert names(parts(scene).contained) == ["丙站"]


def test_what_is_not_said_adds_nothing() -> None:
    numbers = dict(scenes.consistent({"requests.new.natural_person": 3}))
    del numbers["requests.new.natural_person"]
    unit = standing(1, "甲局", numbers={})
    document = unit.candidate and unit.candidate.document
    assert unit.candidate
    assert document
    unit = unit._replace(
        candidate=unit.candidate._replace(document=document._replace(numbers=numbers))
    )
    scene = standings(unit, standing(2, "乙局", numbers={"requests.new.natural_person": 4}))
    assert total(scene).number("requests.new.natural_person") == 4
    assert total(scene).number("requests.new.total") == 7


def test_both_editions_are_summed() -> None:
    for edition in EDITIONS:
        scene = standings(edition=edition, year=2020 if edition == 2019 else 2024)
        assert total(scene).values.keys() == load(edition).fields.keys()


def test_without_a_roster_what_may_be_added_twice_is_told() -> None:
    names = ["柳溪县人民政府", "柳溪县教育局", "柳溪县教育局招生办公室", "石桥县人民政府"]
    found = [standing(n, name) for n, name in enumerate(names)]
    named = [unit._replace(office=unit.office._replace(row=0)) for unit in found]
    assert maybe_twice(standings(*named)) == {"柳溪县人民政府": 2, "柳溪县教育局": 1}
    assert maybe_twice(standings(*found)) == {}
