"""校验, 下一处 and 清除标记 on the open workbook, as the marked copy and the file's check say."""

from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.workbook.protection import WorkbookProtection

from gikxl.excel.commands import command
from gikxl.finding import CheckedFile
from gikxl.jobs.check import Checker
from gikxl.jobs.mark import mark_file
from gikxl.jobs.sources import Source
from gikxl.write.marking import BEGIN, COLOURS, COLUMNS
from tests.cli.workbook import WRONG, write
from tests.excel.engine import ComError, Excel

EXAMPLE = Path(__file__).parents[2] / "workbook" / "示例-有错误.xlsx"
LIST = "校验结果(2)"
"""The template's own 校验结果 stays beside it."""


def press(name: str, book: xw.Book) -> None:
    command(name).run(book)


@pytest.fixture
def book(excel: Excel) -> xw.Book:
    return excel.open(EXAMPLE)


@pytest.fixture
def file() -> CheckedFile:
    return Checker().check(Source(str(EXAMPLE))).file


def looks(book: xw.Book) -> dict[str, dict[str, tuple[Any, ...]]]:
    """What a person sees of each cell."""
    return {
        sheet.title: {
            cell.coordinate: (
                cell.value,
                cell.fill.fgColor.rgb[-6:] if cell.fill.patternType else None,
                cell.comment and cell.comment.text,
            )
            for row in sheet.iter_rows()
            for cell in row
            if not isinstance(cell, MergedCell)
        }
        for sheet in book.impl._data.wb.worksheets
    }


def listed(book: xw.Book, title: str = LIST) -> list[list[Any]]:
    return book.sheets[title].used_range.options(ndim=2).value


def test_the_cells_are_marked_as_in_the_marked_copy(
    book: xw.Book, file: CheckedFile, tmp_path: Path
) -> None:
    press("check", book)
    copy = tmp_path / "标记.xlsx"
    mark_file(file, str(copy), Checker().check)
    expected = load_workbook(copy)
    ours = looks(book)
    for sheet in expected.worksheets:
        if sheet.title == "校验结果":
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, MergedCell):
                    continue
                _, colour, note = ours[sheet.title][cell.coordinate]
                want = cell.comment and cell.comment.text.replace("校验结果", LIST)
                assert note == want, cell
                if note and BEGIN in note:
                    assert colour == cell.fill.fgColor.rgb[-6:]
    assert any(note for cells in ours.values() for _, _, note in cells.values())


def test_the_list_says_what_the_copy_lists(
    book: xw.Book, file: CheckedFile, tmp_path: Path
) -> None:
    press("check", book)
    copy = tmp_path / "标记.xlsx"
    mark_file(file, str(copy), Checker().check)
    # Behind the columns that are seen the copy keeps how its cells looked before, cell by cell.
    seen = load_workbook(copy)["校验结果"].iter_rows(max_col=len(COLUMNS), values_only=True)
    rows = [list(row) for row in seen][: len(listed(book))]
    rows[0][0] = LIST
    assert listed(book)[:2] == rows[:2]
    assert listed(book)[3:] == rows[3:]
    assert rows[-1][0] == len(file.findings)
    links = [row[3].hyperlink for row in book.sheets[LIST].impl._ws.iter_rows(min_row=7)]
    copied = [row[3].hyperlink for row in load_workbook(copy)["校验结果"].iter_rows(min_row=7)]
    assert [link.location for link in links if link] == [link.location for link in copied if link]


def test_the_verdict_is_told(excel: Excel, book: xw.Book, file: CheckedFile) -> None:
    press("check", book)
    (said,) = excel.said
    assert said.startswith(f"结论：未通过——{file.count('error')} 个错误")
    assert LIST in said
    assert book.sheets.active.name != LIST


def test_a_clean_report_passes(excel: Excel, tmp_path: Path) -> None:
    book = excel.open(write(tmp_path / "对.xlsx"))
    press("check", book)
    assert excel.said[0].startswith("结论：通过")


def test_clearing_restores_everything(book: xw.Book) -> None:
    sheet = book.sheets["三、申请办理"]
    sheet.api.Unprotect("")
    for address in ("D6", "J6", "J32"):
        sheet[address].color = "#92D050"
        sheet[address].add_note("我自己的批注")
    before, names = looks(book), [name.name for name in book.names]
    press("check", book)
    assert looks(book) != before
    press("check", book)
    press("clear", book)
    assert looks(book) == before
    assert [name.name for name in book.names] == names
    assert not [name for each in book.sheets for name in each.names]


def test_own_notes_stand_above_ours(book: xw.Book, file: CheckedFile) -> None:
    name, _, address = file.findings[0].cells[0].rpartition("!")
    sheet = book.sheets[name]
    sheet.api.Unprotect("")
    sheet[address].add_note("我自己的批注")
    press("check", book)
    assert sheet[address].note.text.startswith(f"我自己的批注\n\n{BEGIN}")


def test_a_cell_recoloured_since_keeps_its_new_colour(book: xw.Book) -> None:
    press("check", book)
    marked = [
        (sheet, note.location.address)
        for sheet in book.sheets
        for note in sheet.notes
        if BEGIN in note.text
    ]
    sheet, address = marked[0]
    sheet.api.Unprotect("")
    sheet[address].color = (1, 2, 3)
    press("clear", book)
    assert sheet[address].color == (1, 2, 3)


def test_marks_of_a_marked_copy_are_replaced(
    excel: Excel, file: CheckedFile, tmp_path: Path
) -> None:
    copy = tmp_path / "标记.xlsx"
    mark_file(file, str(copy), Checker().check)
    book = excel.open(copy)
    press("check", book)
    assert [sheet.name for sheet in book.sheets].count("校验结果") == 1
    assert LIST not in [sheet.name for sheet in book.sheets]
    press("clear", book)
    assert not any(BEGIN in note.text for sheet in book.sheets for note in sheet.notes)
    tables = {name: cells for name, cells in looks(book).items() if name != "填报说明"}
    colours = {colour for cells in tables.values() for _, colour, _ in cells.values()}
    assert not colours.intersection(COLOURS.values())


def test_protection_is_as_before(book: xw.Book) -> None:
    sheets = [sheet.impl._ws for sheet in book.sheets]
    before = [dict(sheet.protection) for sheet in sheets]
    assert any(sheet.protection.sheet for sheet in sheets)
    press("check", book)
    assert [dict(sheet.protection) for sheet in sheets] == before
    press("clear", book)
    assert [dict(sheet.protection) for sheet in sheets] == before


def test_a_sheet_with_a_password_is_only_listed(excel: Excel, book: xw.Book) -> None:
    sheet = book.sheets["三、申请办理"]
    sheet.api.Unprotect("")
    sheet.api.Protect(Password="密")
    press("check", book)
    assert "“三、申请办理”有密码保护，问题没有标在格子里。" in excel.said[0]
    assert not any(BEGIN in note.text for note in sheet.notes)
    assert any("三、申请办理" in str(row[3]) for row in listed(book)[6:])


def test_marks_behind_a_password_are_told(excel: Excel, book: xw.Book) -> None:
    press("check", book)
    sheet = book.sheets["三、申请办理"]
    sheet.api.Unprotect("")
    sheet.api.Protect(Password="密")
    press("clear", book)
    assert excel.said[-1].startswith("“三、申请办理”有密码保护，里面的标记没有清除")
    sheet.api.Unprotect("密")
    press("clear", book)
    assert not any(BEGIN in note.text for note in sheet.notes)


def test_a_protected_structure_is_told_before_anything_changes(
    excel: Excel, tmp_path: Path
) -> None:
    path = tmp_path / "年报.xlsx"
    made = load_workbook(EXAMPLE)
    made.security = WorkbookProtection(lockStructure=True)
    made.save(path)
    book = excel.open(path)
    before = looks(book)
    with pytest.raises(ValueError, match="工作簿的结构受保护"):
        press("check", book)
    assert looks(book) == before


def test_excel_draws_and_computes_again_after_a_failure(excel: Excel, book: xw.Book) -> None:
    excel.state.fail_at = "RangeApi.AddComment"
    with pytest.raises(ComError):
        press("check", book)
    assert excel.app.screen_updating is True
    assert excel.app.calculation == "automatic"
    assert excel.app.enable_events is True
    assert book.sheets["三、申请办理"].api.ProtectContents is True


def test_excel_is_not_drawing_meanwhile(excel: Excel, book: xw.Book) -> None:
    press("check", book)
    assert ("screen_updating", False) in excel.state.history
    assert excel.app.screen_updating is True


def test_next_goes_through_all_findings_and_begins_again(
    excel: Excel, book: xw.Book, file: CheckedFile
) -> None:
    first = next(f for f in file.findings if f.severity == "error")
    press("next", book)
    start = excel.selected
    assert start in first.cells
    status = str(excel.app.status_bar)
    assert status.startswith("1/")
    assert first.code in status
    seen = [start]
    for _ in range(int(status.partition("　")[0].partition("/")[2]) - 1):
        press("next", book)
        seen.append(excel.selected)
    assert len(set(seen)) == len(seen) > 1
    press("next", book)
    assert excel.selected == start


def test_next_says_so_when_nothing_is_left(excel: Excel, tmp_path: Path) -> None:
    book = excel.open(write(tmp_path / "对.xlsx"))
    press("next", book)
    assert excel.said[0].startswith("结论：通过")


def test_next_tells_of_a_hidden_row(excel: Excel, book: xw.Book) -> None:
    press("next", book)
    name, _, address = excel.selected.rpartition("!")
    sheet = book.sheets[name]
    row = sheet[address].row
    sheet.range(f"{row}:{row}").rows.hidden = True
    book.sheets[0].activate()
    press("next", book)
    assert excel.said[-1].endswith("请先取消隐藏或筛选。")


def test_nothing_to_clear(excel: Excel, book: xw.Book) -> None:
    before = looks(book)
    press("clear", book)
    assert excel.said == ["没有校验留下的标记。"]
    assert looks(book) == before


def test_a_workbook_never_saved_and_not_the_active_one(excel: Excel, tmp_path: Path) -> None:
    book = excel.open(write(tmp_path / "错.xlsx", overrides=WRONG))
    excel.move(book, "工作簿1")
    excel.new()
    press("check", book)
    assert "校验结果" in [sheet.name for sheet in book.sheets]
    assert excel.said[0].startswith("结论：未通过")
