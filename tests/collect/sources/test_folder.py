"""Folders: what is offered, what is passed over, what is told."""

import os
from pathlib import Path

import pytest

from gikxl.collect.sources import name_of
from tests.collect.mails import mail, zipped
from tests.collect.memory import Memory, settle

MAIL = mail(subject="报送年报")
ZIPPED_WORKBOOK = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return settle(folder)


def offered(source: Path, **options: str) -> list[tuple[str, str]]:
    found = Memory().run(source, **options).items
    return [(one.kind, one.key.partition("|")[0]) for one in found]


def test_each_kind_of_file_is_offered_as_what_it_is(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "年报.xlsx": b"PK",
            "来信.eml": MAIL,
            "来信.MSG": b"\xd0\xcf\x11\xe0",
            "公布.docx": b"PK",
            "扫描.rar": b"Rar!\x1a\x07",
            "下级/某局/年报.et": b"\xd0\xcf",
        },
    )
    assert offered(tmp_path) == [
        ("file", "公布.docx"),
        ("file", "年报.xlsx"),
        ("file", "扫描.rar"),
        ("msg", "来信.MSG"),
        ("mail", "来信.eml"),
        ("file", "下级/某局/年报.et"),
    ]


def test_files_without_an_extension_are_known_by_how_they_begin(tmp_path: Path) -> None:
    box = b"From - Tue Nov 24 22:00:28 2026\r\n" + MAIL + b"\r\n"
    put(tmp_path, {"Inbox": box, "letter": MAIL, "Inbox.msf": b"// <!-- <mdb:mork", "Drafts": b""})
    assert [kind for kind, _ in offered(tmp_path)] == ["mail", "mail"]
    run = Memory().run(tmp_path)
    assert run.data == [MAIL, MAIL]
    assert run.troubles == []


def test_a_mail_and_its_mbox_give_the_same_bytes(tmp_path: Path) -> None:
    box = b"From - Tue Nov 24 22:00:28 2026\r\n" + MAIL
    put(tmp_path, {"a.eml": box, "b.mbox": box, "c.eml": MAIL})
    assert Memory().run(tmp_path).data == [MAIL] * 3


def test_hidden_files_lock_files_and_the_collection_itself_are_left_out(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "~$年报.xlsx": b"lock",
            ".DS_Store": b"\0\0\0\1Bud1",
            ".trash/旧.xlsx": b"PK",
            "Thumbs.db": b"\xd0\xcf",
            "desktop.ini": b"[.ShellClassInfo]",
            "汇总/原件/1.xlsx": b"PK",
            "年报.xlsx": b"PK",
        },
    )
    run = Memory().run(tmp_path, apart_from=str(tmp_path / "汇总"))
    assert [item.key.partition("|")[0] for item in run.items] == ["年报.xlsx"]
    assert run.troubles == []


def test_other_files_are_told_in_one_notice(tmp_path: Path) -> None:
    put(tmp_path, {"年报.xlsx": b"PK", "照片.jpg": b"\xff\xd8\xff", "说明/程序.exe": b"MZ\x90"})
    run = Memory().run(tmp_path)
    (trouble,) = run.troubles
    assert (trouble.finding.code, trouble.finding.severity) == ("M104", "notice")
    assert "2 个：照片.jpg、说明/程序.exe" in trouble.finding.message


def test_an_empty_folder_and_one_that_is_not_there_are_answers(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert Memory().run(tmp_path / "空").told == [(str(tmp_path / "空"), "M105")]
    assert Memory().run(tmp_path / "没有").told == [(str(tmp_path / "没有"), "M101")]


def test_a_file_that_was_named_itself_is_offered_whatever_it_is(tmp_path: Path) -> None:
    put(tmp_path, {"照片.jpg": b"\xff\xd8\xff"})
    (item,) = Memory().run(tmp_path / "照片.jpg").items
    assert (item.kind, name_of(item)) == ("file", "照片.jpg")


def test_a_subfolder_that_may_not_be_read_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"a/1.xlsx": b"PK", "b/2.xlsx": b"PK"})
    scandir = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    run = Memory().run(tmp_path)
    assert [item.key.partition("|")[0] for item in run.items] == ["b/2.xlsx"]
    assert run.told == [("a", "M102")]


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    put(outside, {"秘密.xlsx": b"PK"})
    put(inside, {"年报.xlsx": b"PK", "sub/1.xlsx": b"PK"})
    (inside / "文件链接.xlsx").symlink_to(outside / "秘密.xlsx")
    (inside / "文件夹链接").symlink_to(outside)
    (inside / "里面.xlsx").symlink_to(inside / "年报.xlsx")
    (inside / "sub" / "循环").symlink_to(inside)
    (inside / "断了.xlsx").symlink_to(inside / "没有.xlsx")
    run = Memory().run(inside)
    assert [item.key.partition("|")[0] for item in run.items] == ["年报.xlsx", "sub/1.xlsx"]
    assert run.told == [("文件夹链接", "M103"), ("文件链接.xlsx", "M103")]


@pytest.mark.skipif(os.name == "nt", reason="Windows 的文件名总是 Unicode")
def test_a_name_in_gbk_can_be_shown_and_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "某局年报.xlsx".encode("gb18030")
    with open(path, "wb") as file:
        file.write(b"PK")
    run = Memory().run(tmp_path)
    (item,) = run.items
    assert name_of(item) == "某局年报.xlsx"
    assert run.data == [b"PK"]
    item.key.encode()


def test_a_zip_in_the_folder_is_opened_and_a_renamed_workbook_is_not(tmp_path: Path) -> None:
    files = {"甲局.xlsx": b"PK1", "乙局/来信.eml": MAIL, "__MACOSX/._甲局.xlsx": b"x"}
    put(tmp_path, {"报送.zip": zipped(files), "改名.zip": ZIPPED_WORKBOOK})
    run = Memory().run(tmp_path)
    assert [(one.kind, one.member) for one in run.items] == [
        ("file", "甲局.xlsx"),
        ("mail", "乙局/来信.eml"),
        ("file", ""),
    ]
    assert run.data == [b"PK1", MAIL, ZIPPED_WORKBOOK]
