import zipfile

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment

from gikxl.finding import CheckedFile, Finding
from gikxl.write.mark import write_marked
from gikxl.write.template import write_template
from tests.write.placed import FORM

SHEET = "三、申请办理"
ERROR = Finding(
    "H301", "error", "总计不等于各类申请人之和", "总计为 3，五类之和为 2，多 1",
    ("requests.new.total", "requests.new.business"), (f"{SHEET}!J6", f"{SHEET}!E6"), 2, 3,
    "把 J6 改为 2。",
    (("requests.new.total", 2),),
)  # fmt: skip
WARNING = Finding("E101", "warning", "年度与文件不一致", "文件写于 2022 年", suggestion="请核对。")
NOTICE = Finding(
    "V201", "notice", "空格按 0 计", "J6 为空", ("requests.new.total",), (f"{SHEET}!J6",)
)


def checked(*findings, verdict="fail"):
    return CheckedFile("报送/a.xlsx", verdict, "前进区司法局", 2023, 2021, findings)


@pytest.fixture
def source(tmp_path):
    path = str(tmp_path / "source.xlsx")
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True})
    sheet.write("E6", 2, bold)
    sheet.write("J6", 3, bold)
    sheet.merge_range("A1:C2", "标题")
    book.close()
    return path


@pytest.fixture
def out(tmp_path):
    return str(tmp_path / "out.xlsx")


def marked(source, out, *findings, **options):
    assert write_marked(source, out, checked(*findings, **options))
    return load_workbook(out)


def test_cells_are_coloured_and_carry_a_note(source, out):
    sheet = marked(source, out, NOTICE, ERROR)[SHEET]

    assert sheet["J6"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["J6"].font.bold
    assert sheet["J6"].comment.author == "gikxl"
    assert sheet["J6"].comment.text == (
        "【gikxl 校验】错误 H301 总计不等于各类申请人之和\n总计为 3，五类之和为 2，多 1\n"
        "应为 2，实为 3\n改法：把 J6 改为 2。\n\n"
        "提示 V201 空格按 0 计\nJ6 为空"
    )
    assert sheet["E6"].fill.fgColor.rgb == "FFEADFF2"
    assert sheet["E6"].comment.text == (
        "【gikxl 校验】有关：总计不等于各类申请人之和，见“校验结果”第 1 条"
    )
    assert [sheet["J6"].value, sheet["E6"].value] == [3, 2]


def test_the_results_list_what_was_found(source, out):
    book = marked(source, out, NOTICE, WARNING, ERROR)

    sheet = book["校验结果"]
    assert book.active is sheet
    assert [s.title for s in book if s.sheet_view.tabSelected] == ["校验结果"]
    assert [sheet[cell].value for cell in ("A1", "A2", "A3")] == [
        "校验结果",
        "结论：未通过——1 个错误、1 个警告、1 个提示",
        "a.xlsx　前进区司法局 2023 年度　按 国办公开办函〔2021〕30号 格式校验",
    ]
    assert [[cell.value for cell in row] for row in sheet["A6:H9"]] == [
        ["序号", "级别", "代码", "单元格", "问题", "应为", "实为", "怎样改"],
        [
            1,
            "错误",
            "H301",
            f"{SHEET}!J6",
            f"{ERROR.title}\n{ERROR.message}",
            2,
            3,
            "把 J6 改为 2。",
        ],
        [2, "警告", "E101", None, f"{WARNING.title}\n{WARNING.message}", None, None, "请核对。"],
        [3, "提示", "V201", f"{SHEET}!J6", "空格按 0 计\nJ6 为空", None, None, None],
    ]
    assert sheet["D7"].hyperlink.location == f"'{SHEET}'!J6"
    assert sheet["D8"].hyperlink is None
    assert sheet.freeze_panes == "A7"
    assert sheet.auto_filter.ref == "A6:H9"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet["E7"].alignment.wrap_text


def test_nothing_found_is_said(source, out):
    sheet = marked(source, out, verdict="pass")["校验结果"]

    assert [sheet["A2"].value, sheet["A7"].value] == ["结论：通过", "没有发现问题。"]


def test_a_submitters_note_is_kept_before_ours(source, out):
    book = load_workbook(source)
    book[SHEET]["J6"].comment = Comment("此数待核", "王五")
    book.save(source)

    note = marked(source, out, NOTICE)[SHEET]["J6"].comment

    assert note.author == "王五"
    assert note.text == "此数待核\n\n【gikxl 校验】提示 V201 空格按 0 计\nJ6 为空"


def test_marking_a_marked_copy_replaces_the_marks(source, out, tmp_path):
    book = load_workbook(source)
    book[SHEET]["J6"].comment = Comment("此数待核", "王五")
    book.save(source)
    marked(source, out, ERROR)

    book = marked(out, str(tmp_path / "again.xlsx"), WARNING)

    assert book.sheetnames == [SHEET, "校验结果"]
    assert book["校验结果"]["C7"].value == "E101"
    assert book["校验结果"]["C8"].value is None
    assert book[SHEET]["J6"].comment.text == "此数待核"
    assert book[SHEET]["E6"].comment is None
    assert [book[SHEET][cell].fill.fill_type for cell in ("J6", "E6")] == [None, None]


def test_a_sheet_of_the_users_own_is_left_alone(source, out):
    book = load_workbook(source)
    book.create_sheet("校验结果")["A1"] = "我的"
    book.save(source)

    book = marked(source, out, ERROR)

    assert book.sheetnames == [SHEET, "校验结果", "校验结果(2)"]
    assert book["校验结果"]["A1"].value == "我的"
    assert "见“校验结果(2)”第 1 条" in book[SHEET]["E6"].comment.text


def test_the_templates_sheet_makes_room(tmp_path, out):
    source = str(tmp_path / "template.xlsx")
    write_template(source, FORM, unit="前进区司法局", year=2023)

    book = marked(source, out, ERROR)

    assert book.sheetnames == load_workbook(source).sheetnames
    assert book["校验结果"]["A2"].value == "结论：未通过——1 个错误"
    assert book[SHEET]["J6"].comment


def test_a_cell_in_a_merged_range_marks_the_one_that_shows(source, out):
    finding = WARNING._replace(cells=(f"{SHEET}!B2",))

    book = marked(source, out, finding)

    assert book[SHEET]["A1"].fill.fgColor.rgb == "FFFFEB9C"
    assert book["校验结果"]["D7"].hyperlink.location == f"'{SHEET}'!A1"
    assert str(book[SHEET].merged_cells) == "A1:C2"


@pytest.mark.parametrize("name", ["它's", "甲!乙", "=1+1", "a'!b''c"])
def test_links_to_sheets_with_odd_names(source, out, name):
    book = load_workbook(source)
    book[SHEET].title = name
    book.save(source)

    book = marked(source, out, NOTICE._replace(cells=(f"{name}!J6",)))

    assert book[name]["J6"].comment
    link = book["校验结果"]["D7"]
    assert link.hyperlink.location == "'" + name.replace("'", "''") + "'!J6"
    assert link.data_type == "s"


@pytest.mark.parametrize(
    "cell", ["", "J6", "没有!J6", f"{SHEET}!", f"{SHEET}!J0", f"{SHEET}!J6:K7", f"{SHEET}!ZZZZ1"]
)
def test_a_cell_that_is_not_there_is_listed_without_a_link(source, out, cell):
    book = marked(source, out, WARNING._replace(cells=(cell,)))

    assert book["校验结果"]["D7"].hyperlink is None
    assert book["校验结果"]["D7"].value == (cell or None)
    assert [c for c in book[SHEET]._cells.values() if c.comment] == []


NASTY = st.text(max_size=30) | st.sampled_from(
    [
        "=1+1",
        '=HYPERLINK("http://x","y")',
        "+1",
        "-1",
        "@A1",
        "\x1b[31m",
        "a\x00b",
        "'",
        "﻿=1",
        "\ud800",
    ]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NASTY)
def test_nothing_from_a_sender_becomes_a_formula_or_a_link(source, out, nasty):
    finding = Finding("V103", "error", nasty, nasty, ("requests.new.total",), (f"{SHEET}!J6",),
                      nasty, nasty, nasty)  # fmt: skip
    report = checked(finding)._replace(path=nasty, unit=nasty)

    write_marked(source, out, report)

    book = load_workbook(out)
    cells = [cell for sheet in book for cell in sheet._cells.values()]
    assert [cell for cell in cells if cell.data_type not in ("s", "n")] == []
    assert [cell.coordinate for cell in cells if cell.hyperlink] == ["D7"]
    assert [cell.hyperlink.target for cell in cells if cell.hyperlink] == [None]
    for cell in cells:
        if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
            assert cell.quotePrefix


def test_an_xls_is_marked_in_a_new_workbook(tmp_path, out):
    source = str(tmp_path / "a.xls")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(SHEET)
    sheet.write(5, 9, 3)
    book.save(source)

    assert not write_marked(source, out, checked(ERROR))

    sheet = load_workbook(out)[SHEET]
    assert sheet["J6"].value == 3
    assert sheet["J6"].fill.fgColor.rgb == "FFFFC7CE"


def test_notes_are_large_enough_for_their_text(source, out):
    write_marked(source, out, checked(ERROR))

    with zipfile.ZipFile(out) as package:
        [name] = [name for name in package.namelist() if name.endswith(".vml")]
        drawing = package.read(name).decode()
    assert drawing.count("width:320px") == 2
    assert "height:108px" in drawing
