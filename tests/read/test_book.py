import io
import os
import shutil
import subprocess
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gikxl.finding import Unreadable
from gikxl.read.book import grids_of, open_grids
from gikxl.read.grid import Flag, Marks
from tests.read.workbooks import altered, by_odfpy, by_openpyxl, by_xlsxwriter, by_xlwt, part

TABLE = {"B2": "总计", "C2": 5, "D2": 7, "E2": "=SUM(C2:D2)"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path):
    with pytest.raises(Unreadable) as caught:
        open_grids(str(path))
    return caught.value.finding


def written(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["年报.xlsx", "年报.xlsm", "年报", "年报.xls"])
def test_an_xlsx_is_read_whatever_its_extension(tmp_path, name):
    (grid,) = open_grids(str(written(tmp_path, name, by_xlsxwriter({"三": TABLE}, {"E2": 12}))))
    assert (grid.sheet, grid.visible, grid.origin, grid.error) == ("三", True, (1, 1), "")
    assert grid.rows == [["总计", 5, 7, 12]]
    assert grid.place(0, 3).a1 == "E2"
    assert grid.marks.flags == {(0, 3): Flag("SUM(C2:D2)")}


@pytest.mark.parametrize("name", ["年报.xls", "年报.et", "年报.xlsx"])
def test_an_xls_is_read_whatever_its_extension(tmp_path, name):
    (grid,) = open_grids(str(written(tmp_path, name, by_xlwt({"三": TABLE}))))
    assert grid.rows == [["总计", 5, 7, ""]]
    assert grid.marks.flags == {(0, 3): Flag("", cached=False)}


def test_an_ods_is_read(tmp_path):
    five = {"valuetype": "float", "value": 5}
    (grid,) = open_grids(str(written(tmp_path, "年报.ods", by_odfpy("三", [[{}], [{}, five]]))))
    assert (grid.sheet, grid.origin, grid.rows) == ("三", (1, 1), [[5.0]])


def test_merged_ranges_are_counted_from_the_origin_and_cut_to_the_values():
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B3"], sheet["B4"], sheet["D4"] = "表头", 1, 2
    for merge in ("B3:D3", "A4:B9", "F7:G9"):
        sheet.merge_cells(merge)
    file = io.BytesIO()
    book.save(file)
    grid = grids_of(file.getvalue())[0]
    assert grid.origin == (2, 1)
    assert sorted(grid.merges) == [(0, 0, 0, 2), (1, 0, 1, 0)]
    hostile = altered(file.getvalue(), "xl/worksheets/sheet1.xml", (b"F7:G9", b"A1:XFD1048576"))
    assert sorted(grids_of(hostile)[0].merges) == [(0, 0, 0, 2), (0, 0, 1, 2), (1, 0, 1, 0)]


def test_chart_sheets_are_left_out_and_hidden_sheets_are_marked():
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("一").write(0, 0, 1)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=一!$A$1:$A$1"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("二").hide()
        book.add_worksheet("三").very_hidden()
    grids = grids_of(file.getvalue())
    assert [(grid.sheet, grid.visible, grid.rows) for grid in grids] == [
        ("一", True, [[1.0]]),
        ("二", False, []),
        ("三", False, []),
    ]
    assert grids[1].marks == Marks({}, frozenset(), frozenset())


def test_marks_are_found_only_when_asked_for(monkeypatch):
    from gikxl.read.marks import xlsx

    grids = grids_of(by_openpyxl({"一": TABLE, "二": TABLE}))
    asked = []
    real = xlsx.plain_flags
    monkeypatch.setattr(xlsx, "plain_flags", lambda xml: asked.append(len(xml)) or real(xml))
    assert asked == []
    first = grids[0].marks
    assert grids[0].marks is first
    assert len(asked) == 1


def test_a_sheet_that_cannot_be_read_does_not_sink_the_others():
    data = by_openpyxl({"一": {"A1": 1}, "二": {"A1": 2}})
    broken = altered(data, "xl/worksheets/sheet1.xml", (b'r="A1"', b'r="1A"'))
    one, two = grids_of(broken)
    assert (one.sheet, one.rows) == ("一", [])
    assert one.error.startswith("文件的内容残缺或有错")
    assert (two.rows, two.error) == ([[2.0]], "")


def test_a_workbook_of_which_no_sheet_can_be_read_is_damaged(tmp_path):
    data = altered(
        by_openpyxl({"一": {"A1": 1}}), "xl/worksheets/sheet1.xml", (b'r="A1"', b'r="1A"')
    )
    assert refusal(written(tmp_path, "a.xlsx", data)).code == "F006"


# Bad input


def test_what_is_not_there(tmp_path):
    assert refusal(tmp_path / "没有.xlsx").code == "F001"
    assert refusal(written(tmp_path, "a", b"x") / "年报.xlsx").code == "F001"
    assert refusal("a\0b.xlsx").code == "F001"
    assert refusal(tmp_path).code == "F001"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    path = written(tmp_path, "a.xlsx", b"PK")
    path.chmod(0)
    assert refusal(path).code == "F002"


def test_a_permission_error_is_told_as_such(tmp_path, monkeypatch):
    path = written(tmp_path, "a.xlsx", b"PK")

    def deny(*_):
        raise PermissionError(13, "denied")

    monkeypatch.setattr("builtins.open", deny)
    assert refusal(path).code == "F002"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.xlsx").code == "F004"


def test_empty_and_lock_files(tmp_path):
    assert refusal(written(tmp_path, "a.xlsx", b"")).code == "F003"
    assert refusal(written(tmp_path, "~$a.xlsx", b"\5user")).code == "F007"
    assert refusal(tmp_path / ".~lock.a.xlsx#").code == "F007"


def test_a_file_beyond_50_megabytes_is_not_even_opened(tmp_path):
    path = tmp_path / "a.xlsx"
    with open(path, "wb") as file:
        file.truncate(50_000_001)
    assert refusal(path).code == "F010"


def zipped(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "a.xls",
            b"<html><table><tr><td>1</td></tr></table></html>",
            "扩展名是 .xls，内容却是网页（HTML）",
        ),
        ("a.xlsx", "序号,总计\n1,2".encode("gb18030"), "扩展名是 .xlsx，内容却是CSV 或纯文本"),
        ("a.csv", b"a,b", "这是CSV 或纯文本"),
        ("a.xlsx", zipped("word/document.xml"), "扩展名是 .xlsx，内容却是Word 文档"),
        ("a.docx", zipped("word/document.xml"), "这是Word 文档"),
        ("a.xlsx", zipped("b.xlsx", "c.docx"), "扩展名是 .xlsx，内容却是zip 压缩包"),
        ("a.pdf", b"%PDF-1.4", "这是PDF 文件"),
        ("a.xlsx", b"%PDF-1.4", "扩展名是 .xlsx，内容却是PDF 文件"),
        ("a.et", b"Rar!\x1a\x07\0", "扩展名是 .et，内容却是rar 压缩包"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "这是图片"),
    ],
)
def test_other_files_are_named(tmp_path, name, data, message):
    finding = refusal(written(tmp_path, name, data))
    assert finding.code == "F004"
    assert finding.message == f"文件内容不是 Excel 工作簿：{message}。"


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"<html><table>", "这里要用工作簿（.xlsx）：可以先用 gikxl import 把它转成工作簿。"),
        (b"a,b,c\n1,2,3", "这里要用工作簿（.xlsx）：可以先用 gikxl import 把它转成工作簿。"),
        (b"{\\rtf1", "请用 Word 或 WPS 文字打开，另存为“Word 文档（*.docx）”后再检查。"),
        (b"MIME-Version: 1.0", "请用 Word 或 WPS 文字打开，另存为“Word 文档（*.docx）”后再检查。"),
        (zipped("b.xlsx"), "请先解压，再检查里面的工作簿。"),
    ],
)
def test_what_to_do_about_other_files(tmp_path, data, advice):
    assert refusal(written(tmp_path, "a.xls", data)).suggestion == advice


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        zipped("Index/Document.iwa"),
        zipped("xl/workbook.bin"),
        b"\x09\x08\x10\0\0\x06\x05\0",
    ],
)
def test_other_spreadsheets_are_told_apart(tmp_path, data):
    assert refusal(written(tmp_path, "a.xls", data)).code == "F012"


def test_encrypted_packages(tmp_path):
    protected = bytearray(by_openpyxl({"一": {"A1": 1}}))
    protected[protected.rfind(b"PK\1\2") + 8] |= 1
    assert refusal(written(tmp_path, "a.xlsx", bytes(protected))).code == "F005"


def test_an_ole_file_without_structure_is_damaged(tmp_path):
    assert refusal(written(tmp_path, "a.xls", OLE + bytes(600))).code == "F006"


# Hostile input: grids or a refusal, never anything else

SEEDS = {
    "xlsx": by_xlsxwriter({"三": TABLE | {"A9": "文字"}}, {"E2": 12}),
    "openpyxl": by_openpyxl({"一": TABLE, "二": {"A1": 1}}),
    "xls": by_xlwt({"三": TABLE | {"C3": "#REF!"}}),
    "ods": by_odfpy("三", [[{"valuetype": "float", "value": 5, "formula": "of:=[.B1]+1"}]]),
}
CODES = {None, "F003", "F004", "F005", "F006", "F010", "F012"}


def survives(data):
    code = None
    try:
        for grid in grids_of(data, "a.xlsx"):
            assert isinstance(grid.rows, list)
            assert grid.marks.flags is not None
    except Unreadable as refused:
        code = refused.finding.code
    assert code in CODES


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_flipped_bytes_never_raise_anything_else(kind, data):
    raw = bytearray(SEEDS[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(raw))


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=30, deadline=None)
@given(st.floats(0, 1))
@example(0.999)
def test_truncated_files_never_raise_anything_else(kind, share):
    survives(SEEDS[kind][: int(len(SEEDS[kind]) * share)])


PARTS = {
    "xlsx": [
        "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml", "xl/styles.xml",
    ],
    "ods": ["content.xml", "META-INF/manifest.xml"],
}  # fmt: skip


@pytest.mark.parametrize("kind", PARTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_parts_with_flipped_bytes_inside_a_sound_package(kind, data):
    name = data.draw(st.sampled_from(PARTS[kind]))
    whole = part(SEEDS[kind], name)
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.sampled_from(b'<>/"=&;019AZaz \0\xff'))
    survives(altered(SEEDS[kind], name, (whole, bytes(content))))


# Files as an office program writes them


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice_in_three_formats(tmp_path):
    cells = {
        "A1": "总计", "B2": 5, "C2": 7, "D2": "=SUM(B2:C2)", "E2": "='上年 数据'!B3",
        "D3": "=1/0", "E3": "=#REF!+1", "D4": '=VLOOKUP("无",A1:B2,2,FALSE)', "E4": '=""',
        "B6": 1, "F9": 1,
    }  # fmt: skip
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(by_openpyxl({"三": cells, "上年 数据": {"B3": 9}})))
    book["三"].row_dimensions[6].hidden = True
    book["三"].column_dimensions["C"].hidden = True
    book["三"].merge_cells("A1:C1")
    book["上年 数据"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    out = tmp_path / "out"
    script = " && ".join(
        f"soffice -env:UserInstallation=file://{tmp_path}/profile --headless"
        f" --convert-to {kind} --outdir {out} {tmp_path}/a.xlsx"
        for kind in ("ods", "xls", "xlsx")
    )
    subprocess.run(script, shell=True, check=True, capture_output=True, timeout=120)

    for kind in ("ods", "xls", "xlsx"):
        this, last = open_grids(str(out / f"a.{kind}"))
        assert (this.sheet, last.sheet, last.visible) == ("三", "上年 数据", False), kind
        assert this.origin == (0, 0)
        assert this.rows[1][1:5] == [5, 7, 12, 9], kind
        assert this.merges == [(0, 0, 0, 2)], kind
        assert (this.marks.hidden_rows, this.marks.hidden_columns) == ({5}, {2}), kind
        flags = this.marks.flags
        assert {at: flag.error for at, flag in flags.items() if flag.error} == {
            (2, 3): "#DIV/0!",
            (2, 4): "#REF!",
            (3, 3): "#N/A",
        }, kind
        assert set(flags) == {(1, 3), (1, 4), (2, 3), (2, 4), (3, 3), (3, 4)}, kind
        assert flags[1, 3].cached, kind
        if kind != "xls":
            assert flags[1, 3].formula == "SUM(B2:C2)"
            assert flags[1, 4].formula in ("'上年 数据'!B3", "$'上年 数据'.B3")
