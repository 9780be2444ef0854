"""Repeated headers written out in full: each row and column says by itself what it is."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from gikxl.form import EDITIONS, load
from gikxl.read import read_grids, read_headers
from gikxl.write.template import LAST_SHEET, cells, last_cells, write_template
from tests.read.layouts import (
    DISPUTES,
    OFFICIAL,
    OWN,
    PROACTIVE,
    REQUESTS,
    Layout,
    grids,
    layout,
    numbers,
    official,
    stacked,
    transposed,
    write_xls,
    write_xlsx,
)


def filled(folder: Path, sheets: Mapping[str, Layout]) -> dict[str, Layout]:
    """The sheets with every header text written into its cell, and nothing merged."""
    path = str(folder / "a.xlsx")
    write_xlsx(path, sheets)
    after = {name: Layout([list(row) for row in table.rows], []) for name, table in sheets.items()}
    for (sheet, row, column), text in read_headers(path):
        assert after[sheet].rows[row][column] == "", (sheet, row, column, text)
        after[sheet].rows[row][column] = text
    return after


def unmerged(sheets: Mapping[str, Layout]) -> dict[str, Layout]:
    return {name: Layout(table.rows, []) for name, table in sheets.items()}


CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
NEW, RESULTS = "一、本年新收政府信息公开申请数量", "三、本年度办理结果"


def test_merged_headers_of_the_requests(tmp_path: Path) -> None:
    rows = filled(tmp_path, official(OWN.values()))["三"].rows
    assert [row[:3] for row in rows[3:6]] == [
        [NEW] * 3,
        ["二、上年结转政府信息公开申请数量"] * 3,
        [RESULTS, "（一）予以公开", "（一）予以公开"],
    ]
    assert rows[8][:3] == [RESULTS, "（三）不予公开", "2.其他法律行政法规禁止公开"]
    assert rows[25][:3] == [RESULTS, "（六）其他处理", "3.其他"]
    assert rows[26][:3] == [RESULTS, "（七）总计", "（七）总计"]
    assert [row[:3] for row in rows[:3]] == [[CORNER] * 3] * 3
    assert [[row[column] for row in rows[:3]] for column in (3, 4, 8, 9)] == [
        ["申请人情况", "自然人", "自然人"],
        ["申请人情况", "法人或其他组织", "商业企业"],
        ["申请人情况", "法人或其他组织", "其他"],
        ["申请人情况", "总计", "总计"],
    ]


def test_merged_headers_of_the_disputes_side_by_side(tmp_path: Path) -> None:
    rows = filled(tmp_path, official(OWN.values()))["四"].rows
    assert [[row[column] for row in rows[:3]] for column in (0, 4, 5, 9, 10, 14)] == [
        ["行政复议", "结果维持", "结果维持"],
        ["行政复议", "总计", "总计"],
        ["行政诉讼", "未经复议直接起诉", "结果维持"],
        ["行政诉讼", "未经复议直接起诉", "总计"],
        ["行政诉讼", "复议后起诉", "结果维持"],
        ["行政诉讼", "复议后起诉", "总计"],
    ]


@pytest.mark.parametrize("take_apart", [dict, unmerged], ids=["merged", "blank"])
def test_every_row_and_column_says_what_it_is(tmp_path: Path, take_apart) -> None:
    sheets = take_apart(official(OWN.values()))
    report = read_grids(grids(sheets))
    after = filled(tmp_path, sheets)
    for key, value in report.values.items():
        field, (sheet, row, column) = report.form.fields[key], value.place
        before = [cell for cell in after[sheet].rows[row][:column] if isinstance(cell, str)]
        above = [cells_of[column] for cells_of in after[sheet].rows[:row]]
        labels = {cell for cell in above if isinstance(cell, str)} | {*before}
        assert {*field.row.path, *field.column.path} <= labels, key


@pytest.mark.parametrize("take_apart", [dict, unmerged], ids=["merged", "blank"])
def test_the_numbers_are_read_as_before(tmp_path: Path, take_apart) -> None:
    after = filled(tmp_path, take_apart(official(OWN.values())))
    assert numbers(read_grids(grids(after))) == OWN


def test_transposed_tables(tmp_path: Path) -> None:
    tables = official(OWN.values())
    sheets = {name: transposed(table) for name, table in tables.items()}
    after = filled(tmp_path, sheets)
    apart = filled(tmp_path, tables)
    assert {name: transposed(table) for name, table in after.items()} == apart
    assert numbers(read_grids(grids(after))) == OWN


def test_headers_written_out_in_full_stay_as_they_are(tmp_path: Path) -> None:
    once = filled(tmp_path, official(OWN.values()))
    sheets = {name: once[name] for name in ("三", "四")}
    assert filled(tmp_path, sheets) == sheets


def test_a_blank_label_below_its_group_is_filled(tmp_path: Path) -> None:
    """What is left when merged cells are taken apart, or rows are pasted as values."""
    sheet = layout("""
| （三）不予公开 | 指标                   | 自然人 | 总计 |
| （三）不予公开 | 1.属于国家秘密         | 1      | 1    |
|                | 3.危及“三安全一稳定”   | 2      | 2    |
| （四）无法提供 | 1.本机关不掌握相关政府信息 | 3  | 3    |
|                | 2.没有现成信息需要另行制作 | 4  | 4    |
""")
    rows = filled(tmp_path, {"表": sheet})["表"].rows
    assert [row[:2] for row in rows[1:]] == [
        ["（三）不予公开", "1.属于国家秘密"],
        ["（三）不予公开", "3.危及“三安全一稳定”"],
        ["（四）无法提供", "1.本机关不掌握相关政府信息"],
        ["（四）无法提供", "2.没有现成信息需要另行制作"],
    ]


def test_the_titles_of_sections_stay_merged(tmp_path: Path) -> None:
    title = "| 三、收到和处理政府信息公开申请情况 | < | < | < | < | < | < | < | < | < |\n"
    rows = filled(tmp_path, {"三": layout(title + REQUESTS.strip(), OWN.values())})["三"].rows
    assert rows[0] == ["三、收到和处理政府信息公开申请情况", *[""] * 9]
    assert rows[4][:3] == [NEW] * 3


def test_tables_below_each_other_on_one_sheet(tmp_path: Path) -> None:
    tables = official(OWN.values())
    rows = filled(tmp_path, {"年报": stacked(tables.values())})["年报"].rows
    apart = filled(tmp_path, tables)
    assert [row for row in rows if any(row)] == [
        [*row, *[""] * (15 - len(row))] for table in apart.values() for row in table.rows
    ]


def test_nothing_but_blank_label_cells_is_named(tmp_path: Path) -> None:
    sheets = official(OWN.values(), {"二": PROACTIVE, "三": REQUESTS, "四": DISPUTES})
    path = str(tmp_path / "a.xlsx")
    write_xlsx(path, sheets)
    named = [place for place, _ in read_headers(path)]
    assert len(named) == len({*named})
    labels = {"二": (14, 4), "三": (28, 3), "四": (3, 15)}
    for sheet, row, column in named:
        rows, columns = labels[sheet]
        assert row < 3 or column < columns
        assert row < rows
        assert sheets[sheet].rows[row][column] == ""


def test_an_xls_is_filled_too(tmp_path: Path) -> None:
    path, other = str(tmp_path / "a.xls"), str(tmp_path / "a.xlsx")
    sheets = official(OWN.values(), OFFICIAL)
    write_xls(path, sheets)
    write_xlsx(other, sheets)
    assert {*read_headers(path)} == {*read_headers(other)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_both_years_of_the_template_are_filled(tmp_path: Path, edition: int) -> None:
    form, path = load(edition), str(tmp_path / "a.xlsx")
    numbered = dict(zip(form.fields, range(1001, 1301), strict=False))
    write_template(path, form, year=form.first_year, overrides=numbered)
    found = read_headers(path)
    sheets = {place.sheet for place, _ in found}
    assert sheets == {*(table.sheet for table in form.tables), LAST_SHEET}
    assert not {place for place, _ in found} & {*cells(form).values(), *last_cells(form).values()}
