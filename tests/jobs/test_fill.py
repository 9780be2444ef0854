"""Filling whole files: exactly the cells that are listed change, and no other."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gikxl.finding import Unreadable
from gikxl.jobs.fill import HEADER, Filled, fill_file, header_edits
from gikxl.read import read
from gikxl.read.book import open_grids
from gikxl.report import Place
from gikxl.rules import check
from gikxl.write.fill import CARRIED, TOTAL, ZERO
from gikxl.write.template import LAST_SHEET, cells, last_cells, last_year_cell, write_template
from gikxl.write.template.places import last_layouts, table_layouts
from tests import figures
from tests.read.layouts import OWN, numbers, official, write_ods, write_xls, write_xlsx
from tests.support import codes

FORM = figures.report("suqian_2024").form
AT = cells(FORM)
CARRIED_OVER, SUM_CARRIED_OVER = AT["requests.carried_over.total"], "=SUM(D7:I7)"
"""A total that changes with what is filled; its formula stays."""


@pytest.fixture
def path(tmp_path: Path) -> str:
    """宿迁 2024 with a total typed wrong, one lost, one blank, and two blank entries."""
    source, path = figures.report("suqian_2024"), str(tmp_path / "年报.xlsx")
    overrides = {
        "requests.repeated.total": 26,
        "requests.petition.total": "=#REF!",
        "disputes.direct_suit.total": None,
        "requests.excessive.research": None,
        "requests.carried_over.business": None,
    }
    write_template(path, FORM, report=source, level=source.level, overrides=overrides)
    return path


@pytest.fixture
def last(tmp_path: Path) -> str:
    source, path = figures.report("suqian_2023"), str(tmp_path / "上年.xlsx")
    write_template(path, FORM, report=source, level=source.level)
    return path


@pytest.fixture
def out(tmp_path: Path) -> str:
    return str(tmp_path / "补齐.xlsx")


def contents(path: str) -> Iterator[tuple[Place, tuple[object, object]]]:
    """Every cell with its value or formula, and with its style."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                look = (cell.number_format, cell.fill.fgColor.rgb, cell.protection.locked)
                yield Place(sheet.title, cell.row - 1, cell.column - 1), (cell.value, look)


def changed(path: str, out: str) -> dict[Place, object]:
    """The cells with another value or formula; none has another look."""
    before, after = dict(contents(path)), dict(contents(out))
    assert before.keys() == after.keys()
    assert all(before[place][1] == after[place][1] for place in before)
    return {place: after[place][0] for place in before if before[place] != after[place]}


def told(filled: Filled) -> dict[Place, object]:
    """The cells that are said to change, with what they hold then."""
    return {edit.place: f"={edit.formula}" if edit.formula else edit.value for edit in filled.edits}


def test_what_is_listed_changes_and_nothing_else(path: str, out: str) -> None:
    before = Path(path).read_bytes()
    filled = fill_file(path, out)
    assert filled.complete
    assert Path(path).read_bytes() == before
    assert changed(path, out) == {
        AT["requests.carried_over.business"]: 0,
        AT["requests.petition.total"]: "=SUM(D21:I21)",
        AT["requests.excessive.research"]: 0,
        AT["disputes.direct_suit.total"]: "=SUM(F6:I6)",
    }
    assert told(filled) == changed(path, out)
    assert [(edit.before, edit.value) for edit in filled.edits] == [
        ("", 0),
        ("#REF!", 87),
        ("", 0),
        ("", 25),
    ]


def test_typed_totals_change_when_told_to(path: str, out: str) -> None:
    filled = fill_file(path, out, typed_totals=True)
    repeated = next(e for e in filled.edits if e.place == AT["requests.repeated.total"])
    assert (repeated.before, repeated.value, repeated.formula) == ("26", 27, "SUM(D22:I22)")
    assert changed(path, out) == told(filled)
    assert len(filled.edits) == 5
    assert codes(check(read(out), select=["H301", "H302", "H401", "V1"])) == []


def test_only_what_is_named_is_filled(path: str, out: str, last: str) -> None:
    def said(**options) -> list[tuple[Place, object]]:
        filled = fill_file(path, out, **options)
        return [(edit.place, edit.value) for edit in filled.edits]

    lost = [
        (AT["requests.petition.total"], 87), (AT["disputes.direct_suit.total"], 25),
    ]  # fmt: skip
    assert said(parts=["totals"]) == lost
    assert said(parts=["totals"], last=last) == lost
    repeated = (AT["requests.repeated.total"], 27)
    assert said(parts=["totals"], typed_totals=True) == [lost[0], repeated, lost[1]]
    assert said(parts=["zeros"]) == [
        (AT["requests.carried_over.business"], 0), (AT["requests.excessive.research"], 0),
    ]  # fmt: skip
    carried = said(parts=["carried"], last=last)
    assert carried[:2] == [(AT["requests.carried_over.business"], 3), (CARRIED_OVER, 121)]
    assert {place.sheet for place, _ in carried[2:]} == {LAST_SHEET}
    assert said(parts=[]) == []
    assert {edit.reason for edit in fill_file(path, out, parts=[], headers=True).edits} == {HEADER}


def test_what_is_carried_over_comes_from_last_year_s_workbook(
    path: str, out: str, last: str
) -> None:
    filled = fill_file(path, out, last=last)
    told_values = {p: float(v) if isinstance(v, Decimal) else v for p, v in told(filled).items()}
    assert told_values == changed(path, out) | {CARRIED_OVER: SUM_CARRIED_OVER}
    this_year = [edit for edit in filled.edits if edit.place.sheet != LAST_SHEET]
    assert [(e.place, e.before, e.value, e.reason) for e in this_year[:2]] == [
        (AT["requests.carried_over.business"], "", 3, CARRIED),
        (CARRIED_OVER, "118", 121, f"{TOTAL}：{FORM.totals['requests.new.total'].statement}"),
    ]
    last_year = {e.place: e.value for e in filled.edits if e.place.sheet == LAST_SHEET}
    places, before = last_cells(FORM), figures.numbers("suqian_2023")
    expected = {places[key]: number for key, number in before.items()}
    assert last_year == expected | {last_year_cell(FORM): 2023}
    report = read(out)
    assert report.last is not None
    assert numbers(report.last) == before


def test_what_is_carried_over_comes_from_last_year_s_sheet(tmp_path: Path, out: str) -> None:
    path = str(tmp_path / "a.xlsx")
    this, last = figures.report("suqian_2024"), figures.report("suqian_2023")
    blank = {"requests.carried_over.business": None}
    write_template(path, FORM, report=this, last=last, overrides=blank)
    filled = fill_file(path, out)
    assert [(edit.place, edit.value) for edit in filled.edits] == [
        (AT["requests.carried_over.business"], 3), (CARRIED_OVER, 121),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "why"),
    [({"year": 2022}, "年度是 2022，不是 2023"), ({"unit": "另一市人民政府"}, "单位是“另一市")],
)
def test_another_report_than_last_year_s_is_refused(
    path: str, out: str, tmp_path: Path, options, why: str
) -> None:
    other = str(tmp_path / "other.xlsx")
    write_template(other, FORM, report=figures.report("suqian_2023"), **options)
    with pytest.raises(ValueError, match=why):
        fill_file(path, out, last=other)
    assert not Path(out).exists()


def test_a_sheet_of_another_year_is_not_carried_over(tmp_path: Path, out: str) -> None:
    path = str(tmp_path / "a.xlsx")
    last = figures.report("suqian_2023")
    last.year = 2021
    blank = {"requests.carried_over.business": None}
    write_template(path, FORM, report=figures.report("suqian_2024"), last=last, overrides=blank)
    assert [(edit.value, edit.reason) for edit in fill_file(path, out).edits] == [(0, ZERO)]


def test_headers_are_written_into_their_cells(path: str, out: str) -> None:
    filled = fill_file(path, out, headers=True)
    headers = [edit for edit in filled.edits if edit.reason == "填充表头"]
    assert len(filled.edits) == len(headers) + 4
    after = {place: value for place, (value, _) in contents(out)}
    assert told(filled).items() <= after.items()
    sheet = openpyxl.load_workbook(out)["三、申请办理"]
    assert [[cell.value for cell in row] for row in sheet["A11:C12"]] == [
        ["三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开"],
        ["三、本年度办理结果", "（三）不予公开", "3.危及“三安全一稳定”"],
    ]
    plain = str(Path(out).with_name("plain.xlsx"))
    fill_file(path, plain)
    assert numbers(read(out)) == numbers(read(plain))
    assert [r.kind for r in read(out).remarks] == []


def test_headers_of_the_table_next_to_a_cell(path: str) -> None:
    grids = open_grids(path)
    whole = header_edits(grids)
    sheets = [layout.sheet for layout in table_layouts(FORM)]
    for sheet in sheets:
        at = header_edits(grids, Place(sheet, 40, 0))
        assert at == [edit for edit in whole if edit.place.sheet == sheet]
    assert header_edits(grids, Place("填报说明", 0, 0)) == []
    last = [edit for edit in whole if edit.place.sheet == LAST_SHEET]
    parts = []
    for layout in last_layouts(FORM):
        first, below = layout.box.top, layout.box.bottom
        for row in (first, layout.head + 1, below):
            assert header_edits(grids, Place(LAST_SHEET, row, 3)) == [
                edit for edit in last if first <= edit.place.row <= below
            ]
        parts += header_edits(grids, Place(LAST_SHEET, first, 3))
    assert parts == last


def test_a_file_with_nothing_to_fill_is_copied(last: str, out: str) -> None:
    assert fill_file(last, out) == ((), True)
    assert changed(last, out) == {}


@pytest.mark.parametrize("write", [write_xls, write_ods], ids=["xls", "ods"])
def test_other_formats_are_filled_into_an_xlsx(write, tmp_path: Path, out: str) -> None:
    path = str(tmp_path / f"a{write.__name__.replace('write_', '.')}")
    values = dict(OWN) | {"requests.new.business": ""}
    write(path, official(values.values()))
    filled = fill_file(path, out)
    assert not filled.complete
    assert told(filled) == {Place("三", 3, 4): 0}
    assert numbers(read(out)) == OWN | {"requests.new.business": 0}


def test_what_cannot_be_filled_is_said(tmp_path: Path, path: str, out: str, last: str) -> None:
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    for arguments in ((str(empty), out), (path, out, str(empty))):
        with pytest.raises(Unreadable, match=f"{empty}：") as refusal:
            fill_file(*arguments[:2], last=(arguments[2:] or (None,))[0])
        assert refusal.value.finding.code == "F003"
    with pytest.raises(ValueError, match="输出文件就是读入的文件"):
        fill_file(path, last, last=last)
    with pytest.raises(ValueError, match="输出文件就是原文件"):
        fill_file(path, path)
    with pytest.raises(ValueError, match="扩展名应为"):
        fill_file(path, str(tmp_path / "out.xls"))
    assert not Path(out).exists()


def test_a_foreign_workbook_keeps_everything_else(tmp_path: Path, out: str) -> None:
    path = str(tmp_path / "a.xlsx")
    write_xlsx(path, official({**OWN, "disputes.direct_suit.upheld": ""}.values()))
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("备注")
    sheet["B2"], sheet["B3"] = datetime(2024, 1, 1), "=三!D4*2"
    sheet["B3"].number_format = "0.00"
    book.save(path)
    filled = fill_file(path, out)
    assert changed(path, out) == told(filled) == {Place("四", 3, 5): 0}
