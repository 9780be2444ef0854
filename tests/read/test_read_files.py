"""Whole files into reports: every kind of file, every edition, last year's figures."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gikxl.finding import Unreadable
from gikxl.form import Form, load
from gikxl.read import read
from gikxl.report import Number
from gikxl.rules import check
from gikxl.write.template import Raw, cells, last_year_cell, write_template
from tests import figures
from tests.read.layouts import (
    FORM,
    OWN,
    Layout,
    layout,
    numbers,
    official,
    write_ods,
    write_xls,
    write_xlsx,
)
from tests.support import codes, only


def published(name: str) -> list[Raw]:
    """The cells of a published report in the form's order; blanks stay blank."""
    values = figures.report(name).values
    return ["" if values[key].number is None else plain(values[key].number) for key in FORM.fields]


def plain(number: Number | None) -> Raw:
    return float(number) if isinstance(number, Decimal) else number


@pytest.mark.parametrize("name", sorted({*figures.NAMES} - {"pingtan_2021"}))
def test_published_figures_come_back_from_the_template(name: str, tmp_path: Path) -> None:
    source, path = figures.report(name), str(tmp_path / "年报.xlsx")
    as_printed = {k: plain(v.number) for k, v in source.values.items()}
    write_template(path, source.form, report=source, level=source.level, overrides=as_printed)
    report = read(path)
    assert numbers(report) == numbers(source)
    assert {v.state for v in report.values.values()} <= {"number", "blank"}
    assert (report.unit, report.year, report.level) == (source.unit, source.year, source.level)
    assert {key: value.place for key, value in report.values.items()} == cells(source.form)
    assert report.remarks == []


@pytest.mark.parametrize("name", ["suqian_2024", "shuyang_fgj_2023", "huaian_2024"])
@pytest.mark.parametrize("write", [write_xlsx, write_xls, write_ods], ids=["xlsx", "xls", "ods"])
def test_published_figures_come_back_from_every_kind_of_file(
    name: str, write: Callable[[str, Mapping[str, Layout]], None], tmp_path: Path
) -> None:
    path = str(tmp_path / f"年报{write.__name__.replace('write_', '.')}")
    write(path, official(published(name)))
    report = read(path)
    assert len(report.values) == 200
    assert numbers(report) == numbers(figures.report(name))
    assert report.remarks == []


def test_totals_are_computed_where_the_file_holds_no_results(tmp_path: Path) -> None:
    source = figures.report("qianjin_sfj_2023")
    path, resaved = str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx")
    write_template(path, source.form, report=source)
    openpyxl.load_workbook(path).save(resaved)
    before, after = read(path), read(resaved)
    assert numbers(after) == numbers(before) == numbers(source)
    totals = {key for key, value in after.values.items() if value.formula is not None}
    assert totals == source.form.totals.keys()
    assert not any(after.values[key].cached for key in totals)
    assert all(value.cached for value in before.values.values())
    computed = check(after, select=["R", "V"])
    assert {*codes(computed)} == {"R111"}
    assert {key for finding in computed for key in finding.fields} == totals
    assert codes(check(before, select=["R", "V"])) == []


def test_a_formula_that_cannot_be_computed_is_not_0(tmp_path: Path) -> None:
    cells_of = official([*OWN.values()])
    cells_of["三"].rows[3][9] = "=VLOOKUP(A1,B1:C9,2,0)"
    path = str(tmp_path / "a.xlsx")
    write_xlsx(path, cells_of)
    value = read(path).values["requests.new.total"]
    assert (value.number, value.state, value.raw) == (
        None, "uncomputed", "=VLOOKUP(A1,B1:C9,2,0)",
    )  # fmt: skip


# Editions and years


def numbered(edition: Form) -> dict[str, int]:
    return dict(zip(edition.fields, range(1001, 1301), strict=False))


def write_numbered(path: str, edition: Form, **options: object) -> None:
    write_template(path, edition, overrides=numbered(edition), **options)


@pytest.mark.parametrize("year", [2020, None])
def test_the_edition_of_2019_is_recognised(year: int | None, tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    write_numbered(path, load(2019), year=year)
    report = read(path)
    assert (report.form.edition, report.year) == (2019, year)
    assert numbers(report) == numbered(load(2019))
    assert report.remarks == []


def test_a_table_of_the_wrong_edition_for_its_year_is_read_by_the_edition_it_is(
    tmp_path: Path,
) -> None:
    path = str(tmp_path / "a.xlsx")
    write_numbered(path, load(2019), year=2022)
    report = read(path)
    assert (report.form.edition, report.year) == (2019, 2022)
    assert numbers(report) == numbered(load(2019))
    assert codes(check(report, select=["E"]))[0] == "E001"


def test_last_year_s_figures_are_read_beside_this_year_s(tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    last = figures.report("suqian_2023")
    write_template(path, FORM, report=figures.report("suqian_2024"), last=last)
    report = read(path)
    assert report.year == 2024
    assert numbers(report) == numbers(figures.report("suqian_2024"))
    assert report.last is not None
    assert (report.last.year, report.last.last) == (2023, None)
    assert numbers(report.last) == numbers(last)
    assert report.last.places["year"] == last_year_cell(FORM)
    assert {value.place.sheet for value in report.last.values.values()} == {"上年数据"}


def test_last_year_s_sheet_is_passed_over_while_it_is_blank(tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    write_template(path, FORM, year=2024)
    assert read(path).last is None
    last = read(path, with_blank_last=True).last
    assert last is not None
    assert last.year is None
    assert {value.state for value in last.values.values()} == {"blank"}


@pytest.mark.parametrize(
    "text", ["| |", "| 某某局2024年工作总结 | 12 |", "| 甲 | 乙 | 总计 |\n| 1 | 2 | 3 |"]
)
def test_a_workbook_without_any_official_table_is_refused(text: str, tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    write_xlsx(path, {"Sheet1": layout(text)})
    with pytest.raises(Unreadable) as refusal:
        read(path)
    assert refusal.value.finding.code == "F008"


def test_a_sheet_that_is_hidden_is_read_and_said(tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    write_xlsx(path, official(OWN.values()))
    book = openpyxl.load_workbook(path)
    book["四"].sheet_state = "hidden"
    book.save(path)
    report = read(path)
    assert numbers(report) == OWN
    assert {key for key, value in report.values.items() if value.hidden} == {
        key for key in OWN if key.startswith("disputes.")
    }
    assert only(check(report, select=["R109"])).fields[0] == "disputes.reconsideration.upheld"
