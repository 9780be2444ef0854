"""A fresh workbook for a unit and a year, with last year's figures carried in."""

from pathlib import Path

import pytest

from gikxl.finding import Unreadable
from gikxl.form import load
from gikxl.jobs.new import new_file
from gikxl.read import read
from gikxl.rules import check
from gikxl.write.template import write_template
from tests import figures
from tests.read.layouts import numbers
from tests.support import codes

LEVEL = load().levels[2].label


@pytest.fixture
def last(tmp_path: Path) -> str:
    source, path = figures.report("suqian_2023"), str(tmp_path / "上年.xlsx")
    source.contact = "张三"
    write_template(path, source.form, report=source, level=LEVEL)
    return path


def test_a_blank_workbook_for_a_unit_and_year(tmp_path: Path) -> None:
    out = str(tmp_path / "a.xlsx")
    assert new_file(out, unit="某某局", year=2025, level=LEVEL, contact="李四") == out
    report = read(out)
    assert (report.unit, report.year, report.level, report.contact) == (
        "某某局", 2025, LEVEL, "李四",
    )  # fmt: skip
    assert report.form.edition == 2021
    entries = {v.state for k, v in report.values.items() if k not in report.form.totals}
    assert (entries, report.last) == ({"blank"}, None)


@pytest.mark.parametrize(("year", "edition"), [(2019, 2019), (2020, 2019), (2021, 2021)])
def test_the_year_decides_the_edition(tmp_path: Path, year: int, edition: int) -> None:
    report = read(new_file(str(tmp_path / "a.xlsx"), year=year))
    assert (report.form.edition, report.year) == (edition, year)


def test_the_name_of_the_file_follows_from_unit_and_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert new_file(unit="某某局", year=2025) == "某某局2025年政府信息公开工作年度报告.xlsx"
    assert new_file(unit='甲/乙\\丙:"丁"\n..', year=2025) == (
        "甲_乙_丙__丁_2025年政府信息公开工作年度报告.xlsx"
    )
    assert len(list(tmp_path.iterdir())) == 2


def test_last_year_s_workbook_gives_unit_level_year_and_figures(tmp_path: Path, last: str) -> None:
    report = read(new_file(str(tmp_path / "a.xlsx"), last=last))
    before = figures.report("suqian_2023")
    assert (report.unit, report.year, report.level, report.contact) == (
        before.unit, 2024, LEVEL, "张三",
    )  # fmt: skip
    assert report.last is not None
    assert (report.last.year, numbers(report.last)) == (2023, numbers(before))
    carried = {
        step.this: before.number(step.last)
        for step in report.form.continuity
        if step.relation == "carried_over"
    }
    assert {key: report.number(key) for key in carried} == carried
    assert codes(check(report, select=["Y3"])) == []


def test_what_is_given_goes_before_what_last_year_says(tmp_path: Path, last: str) -> None:
    level = load().levels[4].label
    out = str(tmp_path / "a.xlsx")
    new_file(out, unit="新名称", level=level, contact="李四", last=last)
    report = read(out)
    assert (report.unit, report.level, report.contact) == ("新名称", level, "李四")


def test_an_edition_is_carried_into_the_next(tmp_path: Path) -> None:
    last, out = str(tmp_path / "last.xlsx"), str(tmp_path / "a.xlsx")
    form = load(2019)
    key = "requests.carried_forward.natural_person"
    write_template(last, form, year=2020, unit="某某局", overrides={key: 3})
    new_file(out, last=last)
    report = read(out)
    assert (report.form.edition, report.year) == (2021, 2021)
    assert report.number("requests.carried_over.natural_person") == 3


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "请用 --year 给出报告年度"),
        ({"year": 2018}, "2018 年没有统一的年度报告格式"),
        ({"year": 99999}, "报告年度 99999 不对"),
        ({"year": 2025, "level": "村"}, "没有“村”这一级别，可用的是：国务院部门、"),
        ({"year": 2025, "out": "a.xls"}, "扩展名应为 .xlsx"),
        ({"year": 2025, "out": "上年.xlsx"}, "已经存在"),
        ({"year": 2025, "last": "上年.xlsx"}, "上年报告的年度是 2023，不是 2024"),
    ],
)
def test_what_cannot_be_made_is_said(
    tmp_path: Path, last: str, monkeypatch: pytest.MonkeyPatch, options, why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = Path(last).read_bytes()
    with pytest.raises(ValueError, match=why):
        new_file(**options)
    assert [path.name for path in tmp_path.iterdir()] == ["上年.xlsx"]
    assert Path(last).read_bytes() == before


def test_last_year_s_workbook_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"not there\.xlsx：") as refusal:
        new_file(str(tmp_path / "a.xlsx"), last=str(tmp_path / "not there.xlsx"))
    assert refusal.value.finding.code == "F001"
    assert list(tmp_path.iterdir()) == []
