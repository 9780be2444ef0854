"""From paths to files: what is in folders, each file once, nothing passed over silently."""

import os
from pathlib import Path

import pytest

from gikxl.finding import Unreadable
from gikxl.jobs.sources import expand, passed_over, read_named, refuse_overwriting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.xlsx", "a.XLSX", "c.xls", "d.et", "e.ods", "f.xlsm",
        "~$b.xlsx", ".hidden.xlsx", "g.docx", "h.csv", "readme.txt",
        "乡镇/一.xlsx", "乡镇/村/二.xlsx", ".git/x.xlsx", "__MACOSX/y.xlsx",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


def names(folder: Path, sources) -> list[str]:
    return [Path(source.path).relative_to(folder).as_posix() for source in sources]


def test_a_folder_is_its_workbooks_and_documents_and_those_below(folder: Path) -> None:
    sources = expand([str(folder)])
    assert names(folder, sources) == [
        "a.XLSX", "b.xlsx", "c.xls", "d.et", "e.ods", "f.xlsm", "g.docx", "readme.txt",
        "乡镇/一.xlsx", "乡镇/村/二.xlsx",
    ]  # fmt: skip
    assert all(source.refusal is None for source in sources)
    others = [source for source in sources if source.may_be_other]
    assert names(folder, others) == ["g.docx", "readme.txt"]


def test_a_document_that_is_named_is_meant_to_be_a_report(folder: Path) -> None:
    (source,) = expand([str(folder / "g.docx")])
    assert not source.may_be_other


def test_a_file_is_taken_by_its_name_whatever_it_is(folder: Path) -> None:
    asked = [str(folder / name) for name in ("~$b.xlsx", "g.docx", "not there.xlsx")]
    assert [source.path for source in expand(asked)] == asked


def test_each_file_is_taken_once_where_it_was_named_first(folder: Path) -> None:
    asked = [folder / "f.xlsm", folder / "乡镇" / ".." / "a.XLSX", folder, folder / "c.xls"]
    assert [os.path.basename(source.path) for source in expand([*map(str, asked)])] == [
        "f.xlsm", "a.XLSX", "b.xlsx", "c.xls", "d.et", "e.ods", "g.docx", "readme.txt",
        "一.xlsx", "二.xlsx",
    ]  # fmt: skip


def test_a_folder_without_workbooks_is_an_answer(folder: Path) -> None:
    empty = folder / "空"
    empty.mkdir()
    (empty / "~$a.xlsx").write_bytes(b"")
    (source,) = expand([str(empty)])
    assert source.path == str(empty)
    assert source.refusal is not None
    assert source.refusal.code == "F009"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_an_answer(folder: Path) -> None:
    closed = folder / "乡镇"
    closed.chmod(0)
    try:
        *others, last = expand([str(folder)])
    finally:
        closed.chmod(0o700)
    assert len(others) == 8
    assert (last.path, last.refusal and last.refusal.code) == (str(closed), "F002")


def test_a_link_to_a_folder_above_does_not_go_round(folder: Path) -> None:
    (folder / "乡镇" / "上级").symlink_to(folder)
    assert len(expand([str(folder)])) == 10


def test_a_refusal_says_which_file_it_is_about(folder: Path) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_named(str(folder / "b.xlsx"))
    assert refusal.value.finding.code == "F003"
    assert str(refusal.value).startswith(f"{folder / 'b.xlsx'}：文件的大小是 0 字节")


def test_an_input_is_not_written_over(folder: Path) -> None:
    file = str(folder / "b.xlsx")
    refuse_overwriting(str(folder / "new.xlsx"), file, None, str(folder / "not there.xlsx"))
    refuse_overwriting(file, str(folder / "c.xls"))
    with pytest.raises(ValueError, match="输出文件就是读入的文件"):
        refuse_overwriting(str(folder / "乡镇" / ".." / "b.xlsx"), None, file)


def test_the_folder_of_marked_copies_is_left_out(folder: Path) -> None:
    sources = expand([str(folder)], str(folder / "乡镇" / "村"))
    assert "乡镇/一.xlsx" in names(folder, sources)
    assert "乡镇/村/二.xlsx" not in names(folder, sources)


def test_what_is_no_report_by_its_name_is_named(folder: Path) -> None:
    others = passed_over([str(folder), str(folder / "g.docx")])
    assert [Path(path).name for path in others] == ["h.csv"]
