"""The buttons give what their commands give, cell by cell."""

from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook

from gikxl.excel.__main__ import main
from gikxl.excel.commands import NAMES, command
from gikxl.excel.live import report_of
from gikxl.jobs.export import export_file
from gikxl.jobs.fill import fill_file
from gikxl.jobs.narrate import DRAFT, narrate_file
from gikxl.jobs.new import new_file
from gikxl.read import read
from gikxl.write.template import cells, write_template
from gikxl.write.template.places import LAST_SHEET, TEXT_SHEET, last_layouts, text_cells
from tests import figures
from tests.excel.contents import contents
from tests.excel.engine import Excel
from tests.read.layouts import OWN, Layout, numbers, official, write_xlsx

FORM = figures.report("suqian_2024").form
AT = cells(FORM)
OURS = "我局2024年共收到政府信息公开申请 7 件。"


@pytest.fixture
def path(tmp_path: Path) -> str:
    """宿迁 2024 with a total typed wrong, one lost, one blank, two blank entries, a text."""
    source, path = figures.report("suqian_2024"), str(tmp_path / "年报.xlsx")
    source.texts = {"disclosure_on_request": OURS}
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


def press(name: str, book: xw.Book) -> None:
    command(name).run(book)


def saved(book: xw.Book, folder: Path) -> dict[tuple[str, str], object]:
    """What a workbook holds once it is saved."""
    path = str(folder / "存.xlsx")
    book.impl._data.wb.save(path)
    return contents(path)


def test_every_button_says_what_it_is() -> None:
    for name in NAMES:
        module = command(name)
        assert module.LABEL
        assert module.PURPOSE
        assert callable(module.run)


# 计算合计


def test_totals_are_those_of_the_command(excel: Excel, path: str, tmp_path: Path) -> None:
    out = str(tmp_path / "补齐.xlsx")
    filled = fill_file(path, out, typed_totals=True, parts=["totals"])
    book = excel.open(path)
    press("totals", book)
    assert saved(book, tmp_path) == contents(out)
    (said,) = excel.said
    lines = said.split("\n")
    assert lines[0] == "要改 3 个合计："
    assert lines[2].startswith("三、申请办理!J22：26 → 27（=SUM(D22:I22)）　合计：")
    assert len(filled.edits) == 3


def test_totals_stay_unless_it_is_wanted(excel: Excel, path: str, tmp_path: Path) -> None:
    book = excel.open(path)
    excel.state.answers.append("cancel")
    press("totals", book)
    assert saved(book, tmp_path) == contents(path)
    assert excel.state.alerts[0].buttons == "ok_cancel"


def test_totals_that_are_right_stay(excel: Excel, last: str, tmp_path: Path) -> None:
    book = excel.open(last)
    press("totals", book)
    assert excel.said == ["合计都与各项相符，没有要改的。"]
    assert saved(book, tmp_path) == contents(last)


# 结转上年


def test_last_year_is_carried_over_from_a_file(
    excel: Excel, path: str, last: str, tmp_path: Path
) -> None:
    out = str(tmp_path / "补齐.xlsx")
    fill_file(path, out, last=last, parts=["carried"])
    book = excel.open(path)
    excel.state.files.append(last)
    press("carry_over", book)
    assert saved(book, tmp_path) == contents(out)
    assert "三、申请办理!E7：空白 → 3　结转自上年报告" in excel.said[0]
    assert excel.said[0].startswith("要填 ")


def test_last_year_is_carried_over_from_its_sheet(excel: Excel, tmp_path: Path) -> None:
    whole, out = str(tmp_path / "全.xlsx"), str(tmp_path / "补齐.xlsx")
    this, before = figures.report("suqian_2024"), figures.report("suqian_2023")
    blank = {"requests.carried_over.business": None}
    write_template(whole, FORM, report=this, last=before, overrides=blank)
    fill_file(whole, out, parts=["carried"])
    book = excel.open(whole)
    press("carry_over", book)
    assert saved(book, tmp_path) == contents(out)
    assert excel.said[0].startswith("“上年数据”里已有 2023 年度的数字。")
    assert excel.state.dialogs == []


def test_another_report_than_last_year_s_is_refused(excel: Excel, path: str, tmp_path) -> None:
    other = str(tmp_path / "别的.xlsx")
    write_template(other, FORM, report=figures.report("suqian_2023"), year=2021)
    book = excel.open(path)
    excel.state.files.append(other)
    with pytest.raises(ValueError, match="年度是 2021，不是 2023"):
        press("carry_over", book)
    assert saved(book, tmp_path) == contents(path)


@pytest.mark.parametrize("answers", [["cancel"], ["no"]])
def test_carrying_over_can_be_left(excel: Excel, path: str, tmp_path: Path, answers) -> None:
    whole = str(tmp_path / "全.xlsx")
    this, before = figures.report("suqian_2024"), figures.report("suqian_2023")
    write_template(whole, FORM, report=this, last=before)
    book = excel.open(whole)
    excel.state.answers += answers
    press("carry_over", book)
    assert saved(book, tmp_path) == contents(whole)
    book = excel.open(path)
    press("carry_over", book)
    assert saved(book, tmp_path) == contents(path)


def test_nothing_is_carried_over_what_is_typed(excel: Excel, tmp_path: Path) -> None:
    whole = str(tmp_path / "全.xlsx")
    this, before = figures.report("suqian_2024"), figures.report("suqian_2023")
    write_template(whole, FORM, report=this, last=before)
    book = excel.open(whole)
    press("carry_over", book)
    assert excel.said[1].startswith("上年结转的格子都已填写")
    assert saved(book, tmp_path) == contents(whole)


# 填充表头


@pytest.mark.parametrize("sheet", [table.sheet for table in FORM.tables])
def test_headers_are_those_of_the_command_and_turn_back(
    excel: Excel, path: str, tmp_path: Path, sheet: str
) -> None:
    out = str(tmp_path / "补齐.xlsx")
    fill_file(path, out, headers=True, parts=[])
    book = excel.open(path)
    merged = set(map(str, book.impl._data.wb[sheet].merged_cells.ranges))
    before = numbers(report_of(book))
    book.sheets[sheet].activate()
    press("headers", book)
    wanted = {at: value for at, value in contents(out).items() if at[0] == sheet}
    assert {at: v for at, v in saved(book, tmp_path).items() if at[0] == sheet} == wanted
    ranges = load_workbook(out)[sheet].merged_cells.ranges
    assert set(map(str, book.impl._data.wb[sheet].merged_cells.ranges)) == set(map(str, ranges))
    assert numbers(report_of(book)) == before
    assert book.sheets[sheet].api.ProtectContents
    press("headers", book)
    assert saved(book, tmp_path) == contents(path)
    assert set(map(str, book.impl._data.wb[sheet].merged_cells.ranges)) == merged
    assert not [name for each in book.sheets for name in each.names]
    assert excel.said == []


def test_headers_of_the_selected_table_only(excel: Excel, path: str, tmp_path: Path) -> None:
    book = excel.open(path)
    layouts = last_layouts(FORM)
    book.sheets[LAST_SHEET].activate()
    book.sheets[LAST_SHEET].range((layouts[1].head + 3, 5)).select()
    press("headers", book)
    changed = saved(book, tmp_path).items() - contents(path).items()
    assert changed
    rows = {int("".join(filter(str.isdigit, address))) - 1 for (_, address), _ in changed}
    assert layouts[1].box.top <= min(rows)
    assert max(rows) <= layouts[1].box.bottom
    book.sheets[LAST_SHEET].range((layouts[2].head + 1, 5)).select()
    press("headers", book)
    assert len(saved(book, tmp_path).items() - contents(path).items()) > len(changed)
    press("headers", book)
    assert saved(book, tmp_path).items() - contents(path).items() == changed


def test_headers_still_turn_back_after_saving(excel: Excel, path: str, tmp_path: Path) -> None:
    book = excel.open(path)
    book.sheets["三、申请办理"].activate()
    press("headers", book)
    again = str(tmp_path / "存后.xlsx")
    book.save(again)
    book.close()
    names = load_workbook(again)["三、申请办理"].defined_names
    assert any("gikxl_headers" in name for name in names)
    assert all(name.hidden for name in names.values())
    book = excel.open(again)
    press("headers", book)
    assert saved(book, tmp_path) == contents(path)


def test_a_header_that_was_changed_since_stays(excel: Excel, path: str) -> None:
    book = excel.open(path)
    sheet = book.sheets["三、申请办理"]
    sheet.activate()
    press("headers", book)
    sheet.api.Unprotect("")
    sheet.range("A12").value = "办理结果"
    press("headers", book)
    assert sheet.range("A12").value == "办理结果"
    assert excel.said == ["表头已还原；这些格子后来改过，保留原样：A8:A29"]


def test_blank_headers_of_a_table_without_merged_cells(excel: Excel, tmp_path: Path) -> None:
    path = str(tmp_path / "无合并.xlsx")
    sheets = {name: table._replace(merges=[]) for name, table in official(OWN.values()).items()}
    write_xlsx(path, sheets)
    out = str(tmp_path / "补齐.xlsx")
    fill_file(path, out, headers=True, parts=[])
    book = excel.open(path)
    book.sheets["三"].activate()
    press("headers", book)
    wanted = {at: value for at, value in contents(out).items() if at[0] == "三"}
    assert {at: v for at, v in saved(book, tmp_path).items() if at[0] == "三"} == wanted
    press("headers", book)
    assert saved(book, tmp_path) == contents(path)


def test_a_blank_that_was_filled_otherwise_stays(excel: Excel, tmp_path: Path) -> None:
    path = str(tmp_path / "无合并.xlsx")
    sheets = {name: table._replace(merges=[]) for name, table in official(OWN.values()).items()}
    write_xlsx(path, sheets)
    book = excel.open(path)
    sheet = book.sheets["三"]
    sheet.activate()
    press("headers", book)
    filled = sorted(at for (name, at), _ in saved(book, tmp_path).items() - contents(path).items())
    number, error, *_ = filled
    sheet.range(number).value = 5
    cell = sheet.impl._ws[error]
    cell.value, cell.data_type = "#N/A", "e"
    press("headers", book)
    assert sheet.range(number).value == 5
    assert cell.value == "#N/A"
    assert all(sheet.range(at).value is None for at in filled[2:])
    kept = excel.said[0].partition("保留原样：")[2].split("、")
    assert sorted(kept) == [number, error]


def test_headers_where_there_is_no_table(excel: Excel, path: str, tmp_path: Path) -> None:
    book = excel.open(path)
    book.sheets["填报说明"].activate()
    press("headers", book)
    assert excel.said[0].startswith("“填报说明”里没有年报的表。")
    assert saved(book, tmp_path) == contents(path)


# 生成文字，更新数字


@pytest.mark.parametrize("refresh", [False, True])
def test_texts_are_those_of_the_command(
    excel: Excel, path: str, tmp_path: Path, refresh: bool
) -> None:
    out = str(tmp_path / "文字.xlsx")
    narrated = narrate_file(path, out, refresh=refresh)
    book = excel.open(path)
    press("refresh" if refresh else "narrate", book)
    assert saved(book, tmp_path) == contents(out)
    (said,) = excel.said
    for edit in narrated.edits:
        assert f"{edit.place}：{edit.reason}"[:100] in said
    heights = load_workbook(out)[TEXT_SHEET].row_dimensions
    live = book.impl._data.wb[TEXT_SHEET].row_dimensions
    assert {n: row.height for n, row in heights.items()} == {n: r.height for n, r in live.items()}


def test_a_text_of_one_s_own_stays_and_its_numbers_are_renewed(excel: Excel, path: str) -> None:
    book = excel.open(path)
    place = text_cells(FORM)["disclosure_on_request"]
    cell = book.sheets[place.sheet][place.row, place.column]
    press("narrate", book)
    assert cell.value == OURS
    assert str(book.sheets[place.sheet][place.row, place.column + 2].value).startswith(DRAFT)
    excel.state.answers.append("cancel")
    press("refresh", book)
    assert cell.value == OURS
    press("refresh", book)
    assert cell.value == OURS.replace("7", "3525")
    assert "“收到政府信息公开申请7件”：7 → 3525" in excel.said[-1]


def test_texts_need_a_place(excel: Excel, tmp_path: Path) -> None:
    path = str(tmp_path / "无文字.xlsx")
    write_xlsx(path, official(OWN.values()))
    book = excel.open(path)
    for name in ("narrate", "refresh"):
        with pytest.raises(ValueError, match=r"无文字\.xlsx：没有写文字的地方"):
            press(name, book)


# 导出 Word


def test_the_report_is_that_of_the_command(excel: Excel, tmp_path: Path) -> None:
    path, wanted, out = (str(tmp_path / name) for name in ("a.xlsx", "b.docx", "c.docx"))
    write_template(path, FORM, report=figures.report("suqian_2024"))
    export_file(path, wanted)
    book = excel.open(path)
    excel.state.files.append(out)
    press("export", book)
    assert Path(out).read_bytes() == Path(wanted).read_bytes()
    assert excel.said == [f"已导出 {out}"]
    assert excel.state.dialogs[0]["InitialFileName"] == (
        "宿迁市人民政府2024年政府信息公开工作年度报告.docx"
    )


def test_a_report_with_errors_asks(excel: Excel, path: str, tmp_path: Path) -> None:
    out = str(tmp_path / "c.html")
    book = excel.open(path)
    excel.state.files += [out, out, out]
    excel.state.answers += ["cancel", "ok", "ok"]
    press("export", book)
    assert not Path(out).exists()
    assert "没有导出" in excel.said[0]
    press("export", book)
    assert "错误没有改正" in excel.said[-1]
    before = Path(out).read_bytes()
    excel.state.answers += ["cancel"]
    Path(out).write_bytes(b"x")
    press("export", book)
    assert Path(out).read_bytes() in (b"x", before)


# 新建


def test_a_new_workbook_is_that_of_the_command(excel: Excel, last: str, tmp_path: Path) -> None:
    wanted, out = str(tmp_path / "b.xlsx"), str(tmp_path / "新.xlsx")
    new_file(wanted, unit="宿迁市人民政府", year=2024, last=last)
    excel.state.files += [last, "宿迁市人民政府", "今年", "2024年", out.removesuffix(".xlsx")]
    command("new").make(excel.app)
    assert contents(out) == contents(wanted)
    assert [book.name for book in excel.app.books] == ["新.xlsx"]
    unit, year, again, save = excel.state.dialogs[1:]
    assert (unit["Default"], year["Default"], again["Default"]) == (
        "宿迁市人民政府", "2024", "2024",
    )  # fmt: skip
    assert save["InitialFileName"] == "宿迁市人民政府2024年政府信息公开工作年度报告.xlsx"
    assert excel.said == ["“今年”不是年度，请填四位数的年份，如 2025。"]
    assert read(out).year == 2024


@pytest.mark.parametrize("answers", [[], [False, "某局"], [False, "某局", "2025"]])
def test_a_new_workbook_can_be_left(excel: Excel, tmp_path: Path, answers: list[object]) -> None:
    excel.state.files += answers
    command("new").make(excel.app)
    assert len(excel.app.books) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_new_workbook_takes_no_other_s_place(excel: Excel, path: str) -> None:
    before = Path(path).read_bytes()
    excel.state.files += [False, "某局", "2025", path]
    with pytest.raises(ValueError, match="已经存在"):
        press("new", excel.open(path))
    assert Path(path).read_bytes() == before


@pytest.mark.parametrize("name", ["narrate", "refresh", "totals", "headers", "export"])
def test_what_stands_in_the_way_is_told(excel: Excel, tmp_path: Path, name: str) -> None:
    path = str(tmp_path / "别的.xlsx")
    write_xlsx(path, {"表": Layout([["无关"]], [])})
    excel.open(path)
    assert main([name, "--wb=别的.xlsx", "--from_xl=1", "--hwnd=1"]) == 0
    (said,) = excel.said
    assert "年报的表" in said or "找不到政府信息公开工作年度报告的任何一张表" in said
    assert excel.state.settings["screen_updating"]


def test_a_sheet_with_a_password_is_told(excel: Excel, path: str) -> None:
    book = excel.open(path)
    for sheet in book.sheets:
        sheet.api.Unprotect("")
        sheet.api.Protect(Password="秘密")
    book.sheets["三、申请办理"].activate()
    before = [sheet.used_range.value for sheet in book.sheets]
    for name in ("totals", "headers", "narrate", "refresh"):
        main([name, "--wb=年报.xlsx", "--from_xl=1", "--hwnd=1"])
        assert "有密码保护，不能写入" in excel.said[-1], name
    assert [sheet.used_range.value for sheet in book.sheets] == before
    assert not [name for each in book.sheets for name in each.names]
