"""This year against last year: the same units in both, and where last year comes from."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Attachment, Received, Standings
from gikxl.collect.rollup import last_numbers, write_rollup
from gikxl.collect.rollup.compare import compare, figures
from gikxl.finding import Unreadable
from gikxl.form import EDITIONS, load
from gikxl.report import Number, Report, Value
from gikxl.write.template import write_template
from tests.collect import scenes
from tests.collect.scenes import YEAR, consistent, standing, standings

NEW = "requests.new.total"
FEW = {"requests.new.natural_person": 4}
MANY = {"requests.new.natural_person": 10}


def last_year(*units: tuple[str, Mapping[str, Number]]) -> Standings:
    """Where units stood a year ago."""
    made = [standing(n, name, numbers=numbers) for n, (name, numbers) in enumerate(units, 1)]
    return standings(*made, year=YEAR - 1)


def report(unit: str, numbers: Mapping[str, Number], year: int = YEAR - 1) -> Report:
    values = {key: Value(number) for key, number in consistent(numbers).items()}
    return Report(load(), values, unit=unit, year=year, level="政府部门及其他单位")


def test_only_units_of_which_both_years_are_known_are_compared_in_the_sum() -> None:
    scene = standings(
        standing(1, "甲局", numbers=MANY),
        standing(2, "乙局", numbers=MANY),
        standing(3, "丙局", "failing", MANY),
    )
    compared = compare(scene, {"甲局": consistent(FEW), "丙局": consistent(FEW)})
    assert (compared.now[NEW], compared.before[NEW], compared.comparable) == (10, 4, 1)
    assert [(one.unit.office.name, one.before is None) for one in compared.units] == [
        ("甲局", False),
        ("乙局", True),
    ]


def test_a_figure_of_two_fields_is_their_sum_or_unknown() -> None:
    suits = next(figure for figure in figures(load()) if figure.label == "行政诉讼")
    assert suits.of({"disputes.direct_suit.total": 2, suits.keys[1]: 3}) == 5
    assert suits.of({"disputes.direct_suit.total": 2}) is None


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_edition_has_figures(edition: int) -> None:
    labels = [figure.label for figure in figures(load(edition))]
    assert labels[:4] == ["新收申请", "上年结转", "办理结果总计", "结转下年度"]
    assert ("制发规范性文件" in labels) == (edition == 2021)


def test_without_anything_else_the_workbooks_carry_last_year() -> None:
    scene = standings(standing(1, "甲局", last=consistent(FEW)), standing(2, "乙局"))
    assert {unit: n[NEW] for unit, n in last_numbers(scene).items()} == {"甲局": 4}


def test_last_years_roll_up_is_read_back_by_its_hidden_keys(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    before = last_year(("甲局", FEW), ("丙中心", MANY))._replace(
        units=(
            standing(1, "甲局", numbers=FEW),
            standing(2, "丙中心", numbers=MANY, parent="甲局"),
            standing(3, "丁局", "failing", MANY),
        )
    )
    write_rollup(path, before)
    scene = standings(
        standing(1, "清河县甲局", short=("甲局",), last=consistent(MANY)),
        standing(2, "丙中心"),
        standing(3, "丁局"),
        standing(4, "戊局", last=consistent(MANY)),
    )
    found = last_numbers(scene, str(path))
    # What failed last year is not known; who is not in it has what his workbook carries.
    assert {unit: n[NEW] for unit, n in found.items()} == {
        "清河县甲局": 4,
        "丙中心": 10,
        "戊局": 10,
    }
    assert found["清河县甲局"] == consistent(FEW)
    assert last_numbers(scene, str(tmp_path)) == found


def test_a_roll_up_of_another_year_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "汇总.xlsx")
    write_rollup(path, standings(standing(1, "甲局")))
    with pytest.raises(ValueError, match=f"年度是 {YEAR}，不是 {YEAR - 1}"):
        last_numbers(standings(standing(1, "甲局")), path)


def received(number: int, unit: str, numbers: Mapping[str, Number], year: int) -> Received:
    """A file as a run of collecting takes it in."""
    document = scenes.submission(number, unit, consistent(numbers), year=year).document
    attachment = Attachment(f"{unit}.xlsx", document.digest, 9, f"原件/{number}-年报.xlsx")
    sent = f"{year + 1}-01-1{number}T09:00:00+08:00"
    return Received(
        "甲", str(number), document.digest, "file", sent=sent, arrived=sent,
        attachments=(attachment,), documents=(document,),
    )  # fmt: skip


def test_last_years_collecting_is_known_by_its_ledger(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path), create=True) as ledger:
        ledger.begin_run()
        ledger.add([received(1, "甲局", FEW, YEAR - 1), received(2, "乙局", MANY, YEAR - 1)])
    scene = standings(standing(1, "清河县甲局"), standing(2, "丙局"))
    found = last_numbers(scene, str(tmp_path))
    assert {unit: n[NEW] for unit, n in found.items()} == {"清河县甲局": 4}
    later = scene._replace(year=YEAR + 1)
    with pytest.raises(ValueError, match=f"年度是 {YEAR - 1}，不是 {YEAR}"):
        last_numbers(later, str(tmp_path))


def test_a_folder_of_last_years_reports(tmp_path: Path) -> None:
    for n, one in enumerate(
        [report("甲局", FEW), report("乙局", MANY), report("甲局", MANY, YEAR)]
    ):
        write_template(tmp_path / f"{n}.xlsx", one.form, report=one)
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    scene = standings(standing(1, "甲局"), standing(2, "乙局"), standing(3, "丙局"))
    found = last_numbers(scene, str(tmp_path))
    assert {unit: n[NEW] for unit, n in found.items()} == {"甲局": 4, "乙局": 10}
    shutil.rmtree(tmp_path)


def test_one_report_of_last_year(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    one = report("甲局", FEW)
    write_template(path, one.form, report=one)
    assert last_numbers(standings(standing(1, "甲局")), str(path))["甲局"][NEW] == 4


def test_nothing_of_last_year_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=f"没有 {YEAR - 1} 年度的数据"):
        last_numbers(standings(standing(1, "甲局")), str(tmp_path))
    with pytest.raises(Unreadable):
        last_numbers(standings(standing(1, "甲局")), str(tmp_path / "没有.xlsx"))


def test_another_edition_is_compared_as_far_as_both_have_it() -> None:
    before = dict.fromkeys(load(2019).fields, 1)
    scene = standings(standing(1, "甲局"), year=2021)
    unit = scene.units[0]
    assert unit.candidate
    document = unit.candidate.document._replace(year=2021, last_numbers=before)
    scene = scene._replace(
        units=(unit._replace(candidate=unit.candidate._replace(document=document)),)
    )
    found = last_numbers(scene)["甲局"]
    assert found[NEW] == 1
    assert found.keys() < load(2021).fields.keys()
    compared = compare(scene, {"甲局": found})
    assert "requests.other.total" in found
    # What the form of that year did not ask for was not 0.
    assert "proactive.normative_document.in_force" not in compared.before
    assert compared.before[NEW] == 1


def test_a_name_that_several_offices_could_be_is_nobodys(tmp_path: Path) -> None:
    path = str(tmp_path / "汇总.xlsx")
    write_rollup(path, last_year(("生面孔", FEW)))
    assert last_numbers(scenes.county(1, 5, year_before=False), path) == {}
