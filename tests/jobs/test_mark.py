"""Marked copies of one file and of many."""

from pathlib import Path

import openpyxl
import pytest

from gikxl.finding import CheckedFile
from gikxl.jobs.check import Checked, Checker
from gikxl.jobs.export import export_file
from gikxl.jobs.mark import mark_each
from gikxl.jobs.sources import expand
from gikxl.write.template import write_template
from tests import figures
from tests.read.layouts import OWN, official, write_xls


def write(path: Path) -> Path:
    source = figures.report("qianjin_sfj_2023")
    path.parent.mkdir(parents=True, exist_ok=True)
    wrong = {"requests.new.natural_person": 1}
    write_template(path, source.form, report=source, overrides=wrong)
    return path


def marked(paths: list[Path], out: Path | str) -> tuple[list[CheckedFile], list[str]]:
    sources = expand([str(path) for path in paths])
    failures: list[str] = []
    checker = Checker()
    checked = checker.check_all(sources)
    passed = list(mark_each(checked, str(out), len(sources), failures, checker.check))
    return [one.file for one in passed], failures


def results(path: Path) -> object:
    return openpyxl.load_workbook(path)["校验结果"]["A2"].value


def test_one_file_is_marked_into_a_file(tmp_path: Path) -> None:
    path, out = write(tmp_path / "a.xlsx"), tmp_path / "标出.xlsx"
    before = path.read_bytes()
    ([file], failures) = marked([path], out)
    assert (file.verdict, failures) == ("fail", [])
    assert path.read_bytes() == before
    assert str(results(out)).startswith("结论：未通过")
    noted = next(f.cells for f in file.findings if f.severity == "error")[0]
    sheet, _, cell = noted.rpartition("!")
    assert openpyxl.load_workbook(out)[sheet][cell].comment is not None


def test_one_file_is_marked_into_a_folder_that_is_there_or_meant(tmp_path: Path) -> None:
    path, folder = write(tmp_path / "a.xlsx"), tmp_path / "有"
    folder.mkdir()
    for out in (folder, f"{tmp_path}/新/"):
        marked([path], out)
        assert [file.name for file in Path(out).iterdir()] == ["a-校验.xlsx"]


def test_many_files_are_marked_into_a_folder_each_under_its_own_name(tmp_path: Path) -> None:
    paths = [write(tmp_path / "in" / name) for name in ("a.xlsx", "乙/a.xlsx", "丙/A.xlsx")]
    xls = tmp_path / "in" / "b.xls"
    write_xls(str(xls), official(OWN.values()))
    empty = tmp_path / "in" / "c.xlsx"
    empty.write_bytes(b"")
    files, failures = marked([*paths, xls, empty], tmp_path / "out" / "标出")
    assert [file.verdict for file in files] == ["fail", "fail", "fail", "fail", "unreadable"]
    assert failures == []
    assert sorted(path.name for path in (tmp_path / "out" / "标出").iterdir()) == [
        "A-校验(3).xlsx", "a-校验(2).xlsx", "a-校验.xlsx", "b-校验.xlsx",
    ]  # fmt: skip


def test_a_file_is_not_marked_over_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="输出文件就是原文件"):
        marked([path], path)
    assert path.read_bytes() == before


def test_a_copy_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    """As when a file is replaced by something else while it is checked."""
    good, gone = write(tmp_path / "a.xlsx"), write(tmp_path / "b.xlsx")
    checked = [Checker().check(source) for source in expand([str(gone), str(good)])]
    gone.write_bytes(b"PK\x03\x04 damaged")
    failures: list[str] = []
    passed = list(mark_each(iter(checked), str(tmp_path / "out"), 2, failures, Checker().check))
    assert passed == checked
    assert [failure.partition("：")[:2] for failure in failures] == [(str(gone), "：")]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a-校验.xlsx"]


def test_nothing_is_written_for_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    unreadable = Checked(CheckedFile("a.xlsx", "unreadable", None, None, None, ()))
    out = str(tmp_path / "o.xlsx")
    assert list(mark_each([unreadable], out, 1, [], Checker().check)) == [unreadable]
    assert list(tmp_path.iterdir()) == []


def test_a_published_report_is_marked_in_the_workbook_made_of_it(tmp_path: Path) -> None:
    page, out = tmp_path / "年报.html", tmp_path / "标出.xlsx"
    export_file(str(write(tmp_path / "a.xlsx")), str(page), force=True)
    ([file], failures) = marked([page], out)
    assert (file.verdict, failures) == ("fail", [])
    (wrong,) = [finding for finding in file.findings if finding.code == "H303"]
    assert wrong.cells[0].startswith("表2!")
    sheet = openpyxl.load_workbook(out)["三、申请办理"]
    assert "H303" in sheet["D30"].comment.text
