"""Every kind of file that is no report gets a named answer, the same from each command."""

import io
import json
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from tests.read.layouts import layout, write_xlsx


def zipped(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), text)
    return file.getvalue()


def ole(stream: str) -> bytes:
    """An OLE file with one stream of this name."""
    book, file = xlwt.Workbook(), io.BytesIO()
    book.add_sheet("一").write(0, 0, 1)
    book.save(file)
    data = bytearray(file.getvalue())
    entry = data.index("Workbook".encode("utf-16-le"))
    name = f"{stream}\0".encode("utf-16-le")
    data[entry : entry + len(name)] = name
    data[entry + 64] = len(name)
    return bytes(data)


def damaged() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()[:-2000]


WORD = zipped(word__document_xml="<w/>", _Content_Types__xml="<t/>")
BAD = [
    ("空.xlsx", b"", "F003"),
    ("文本.xlsx", "二、主动公开，没有".encode("gb18030"), "F008"),
    ("表格.xls", "序号,总计\n1,2\n".encode("utf-8-sig"), "F008"),
    ("网页.xls", "<html><table><tr><td>总计</td></tr></table></html>".encode(), "F008"),
    ("文档.xlsx", WORD, "F008"),
    ("旧文档.xls", ole("WordDocument"), "F004"),
    ("图片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(99), "F004"),
    ("加密.xlsx", ole("EncryptedPackage"), "F005"),
    ("损坏.xlsx", damaged(), "F006"),
    ("只有头.xlsx", b"PK\x03\x04", "F006"),
    ("~$年报.xlsx", b"\x05owner" + bytes(160), "F007"),
    ("二进制.xlsb", zipped(xl__workbook_bin="x"), "F012"),
]


@pytest.mark.parametrize(("name", "data", "code"), BAD, ids=[name for name, *_ in BAD])
def test_a_file_that_is_no_workbook(run, tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert_unreadable(run, path, code, is_document=code == "F008")
    assert path.read_bytes() == data


def assert_unreadable(run, path: Path, code: str, *, is_document: bool = False) -> None:
    """Every command gives the same named answer, in Chinese."""
    ran = run("check", path)
    assert (ran.code, ran.err) == (3, "")
    assert f"{code} " in ran.out
    assert "改法：" in ran.out
    assert ran.out.rstrip().splitlines()[-1].startswith("结论：无法读取")
    [file] = json.loads(run("check", "--format", "json", path).out)["files"]
    assert (file["verdict"], [f["code"] for f in file["findings"]]) == ("unreadable", [code])
    out = path.parent / "out.xlsx"
    for command in (["fill", path, "-o", out], ["new", "--last", path, "-o", out]):
        ran = run(*command)
        assert (ran.code, ran.out) == (3, "")
        # A document is nothing to fill in, whatever it holds.
        refused = "F004" if command[0] == "fill" and code == "F008" and is_document else code
        assert code == "F009" or ran.err.startswith(f"gikxl：{refused} ")
        assert str(path) in ran.err
    assert not out.exists()


def test_a_path_that_is_not_there(run, tmp_path: Path) -> None:
    assert_unreadable(run, tmp_path / "没有.xlsx", "F001")
    assert_unreadable(run, tmp_path / "没有" / "a.xlsx", "F001")


def test_a_folder_without_workbooks(run, tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("1")
    folder = tmp_path / "里面"
    folder.mkdir()
    (folder / "~$a.xlsx").write_bytes(b"x")
    assert_unreadable(run, folder, "F009")


@pytest.mark.parametrize("text", ["| |", "| 名称 | 总计 |\n| 工资 | 12 |"])
def test_a_workbook_without_any_official_table(run, tmp_path: Path, text: str) -> None:
    write_xlsx(str(tmp_path / "a.xlsx"), {"Sheet1": layout(text)})
    assert_unreadable(run, tmp_path / "a.xlsx", "F008")


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no users to change between")
def test_no_permission(run, clean: Path) -> None:
    run("check", clean)  # loads what is needed while it may be read
    clean.chmod(0)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        ran = run("check", clean)
    finally:
        os.seteuid(was)
        clean.chmod(0o600)
    assert (ran.code, ran.err) == (3, "")
    assert "F002 " in ran.out
