"""`gikxl check`: exit codes, text, JSON, HTML, rules chosen, last year, marked copies."""

import json
from pathlib import Path

import openpyxl
import pytest

from gikxl.cli.progress import shown
from gikxl.jobs.check import Checker
from gikxl.jobs.sources import expand
from gikxl.read import read
from gikxl.schema import model
from gikxl.write.template import write_template
from tests import figures
from tests.cli.workbook import FORM, WRONG, write


def test_a_clean_workbook(run, clean: Path) -> None:
    ran = run("check", clean)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.rstrip().splitlines()[-1].startswith("结论：通过")


def test_a_workbook_with_errors(run, faulty: Path) -> None:
    ran = run("check", faulty)
    assert (ran.code, ran.err) == (1, "")
    assert "错误 H303" in ran.out
    assert ran.out.rstrip().splitlines()[-1].startswith("结论：未通过")


def test_warnings_alone_pass(run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_template(path, FORM, report=figures.report("qianjin_sfj_2023"))
    ran = run("check", path)
    assert (ran.code, "警告 S101" in ran.out) == (0, True)


def test_what_cannot_be_read_goes_before_errors(run, clean: Path, faulty: Path) -> None:
    (clean.parent / "空.xlsx").write_bytes(b"")
    assert run("check", clean, clean).code == 0
    assert run("check", clean, faulty).code == 1
    ran = run("check", clean.parent)
    assert ran.code == 3
    assert "F003" in ran.out
    assert "错误 H303" in ran.out


def test_the_examples(run) -> None:
    folder = Path(__file__).parents[2] / "workbook"
    published = run("check", folder / "示例-前进区司法局2023.xlsx")
    assert published.code == 1  # the text says 2 requests, the table none
    assert "位置：文字!C6（表格：三、申请办理!J6），应为 0，实为 2" in published.out
    ran = run("check", folder / "示例-有错误.xlsx")
    assert ran.code == 1
    assert "H303" in ran.out


def test_json(run, clean: Path) -> None:
    faulty = write(clean.parent / "错.xlsx", overrides={"requests.new.total": 3})
    missing = clean.parent / "没有.xlsx"
    ran = run("check", "--format", "json", clean, faulty, missing)
    assert (ran.code, ran.err) == (3, "")
    model().model_validate_json(ran.out, strict=True)
    data = json.loads(ran.out)
    assert [*data] == ["version", "files"]
    assert data["version"] == 1
    assert [[*file] for file in data["files"]] == [
        ["path", "verdict", "unit", "year", "edition", "findings"]
    ] * 3
    assert [(f["path"], f["verdict"], f["year"], f["edition"]) for f in data["files"]] == [
        (str(clean), "pass", 2023, 2021),
        (str(faulty), "fail", 2023, 2021),
        (str(missing), "unreadable", None, None),
    ]
    found = data["files"][1]["findings"][0]
    assert [*found] == [
        "code", "severity", "title", "message", "fields", "cells", "expected", "actual",
        "suggestion",
    ]  # fmt: skip
    assert (found["code"], found["severity"]) == ("H301", "error")
    assert found["fields"][0] == "requests.new.total"
    assert found["cells"][0] == "三、申请办理!J6"
    assert (found["expected"], found["actual"]) == (0, 3)
    assert [f["code"] for f in data["files"][2]["findings"]] == ["F001"]


def test_html(run, faulty: Path) -> None:
    odd = write(faulty.parent / "甲&<b>乙.xlsx")
    ran = run("check", "--format", "html", faulty, odd)
    assert ran.code == 1
    assert ran.out.startswith("<!DOCTYPE html>")
    assert "H303" in ran.out
    assert "甲&amp;&lt;b&gt;乙.xlsx" in ran.out
    assert "<b>乙" not in ran.out


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_the_result_is_written_into_a_file(run, faulty: Path, form: str) -> None:
    shown = run("check", "--format", form, faulty)
    out = faulty.parent / "结果"
    assert run("check", "--format", form, faulty, "-o", out) == (1, "", "")
    assert out.read_bytes() == shown.out.encode()
    assert run("check", "--format", form, faulty, f"--output={out}") == (1, "", "")


def test_the_result_is_not_written_over_what_is_checked(run, faulty: Path, clean: Path) -> None:
    before = faulty.read_bytes()
    for arguments in (["-o", faulty], ["--last", clean, "-o", clean], ["--mark", faulty]):
        ran = run("check", faulty, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert "输出文件就是" in ran.err
    assert run("check", faulty, "--last", clean, "--mark", clean).code == 2
    assert faulty.read_bytes() == before
    assert read(str(clean)).year == 2023


def test_a_result_that_cannot_be_written_is_said(run, clean: Path) -> None:
    ran = run("check", clean, "-o", clean.parent / "没有" / "结果.txt")
    assert ran == (3, "", f"gikxl：无法读写 {clean.parent / '没有' / '结果.txt'}：文件夹不存在\n")
    assert run("check", clean, "-o", clean.parent).err.endswith("：这是一个文件夹\n")


def test_rules_are_selected_and_ignored(run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", overrides=WRONG | {"proactive.licence.decisions": -1})

    def codes(*arguments: str) -> list[str]:
        data = json.loads(run("check", path, "--format", "json", *arguments).out)
        return [finding["code"] for finding in data["files"][0]["findings"]]

    assert codes() == ["V105", "H303"]
    assert codes("--select", "H") == ["H303"]
    assert codes("--select", "H,V105") == codes("--select", "h303， v") == ["V105", "H303"]
    assert codes("--select", "H", "--select", "V") == ["V105", "H303"]
    assert codes("--ignore", "V105") == ["H303"]
    assert codes("--select", "H", "--ignore", "H303") == []
    assert run("check", path, "--select", "E").code == 0


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("code", ["X", "H9", "F001", "H303x"])
def test_an_unknown_code_is_wrong_usage(run, clean: Path, option: str, code: str) -> None:
    ran = run("check", clean, option, f"H,{code}")
    assert ran == (2, "", f"gikxl：没有编号为“{code}”的规则，全部编号见 gikxl rules\n")


def test_last_year_s_report(run, clean: Path) -> None:
    forward = {"requests.carried_forward.natural_person": 1, "requests.new.natural_person": 1}
    last = write(clean.parent / "上年" / "a.xlsx", year=2022, overrides=forward)
    assert run("check", clean).code == 0
    for path in (last, last.parent):
        ran = run("check", clean, "--last", path)
        assert (ran.code, "Y301" in ran.out) == (1, True)


def test_last_year_s_report_that_cannot_be_read(run, clean: Path) -> None:
    missing = clean.parent / "没有.xlsx"
    ran = run("check", clean, "--last", missing)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"gikxl：F001 找不到文件：{missing}：这个路径上没有文件。\n")


def test_progress_passes_on_every_file(clean: Path, faulty: Path) -> None:
    checker = Checker()
    checked = [checker.check(source) for source in expand([str(clean), str(faulty)])]
    assert list(shown(iter(checked), 2)) == checked


# --mark


def test_one_file_is_marked(run, faulty: Path) -> None:
    before, out = faulty.read_bytes(), faulty.parent / "标出.xlsx"
    ran = run("check", faulty, "--mark", out)
    assert (ran.code, "H303" in ran.out) == (1, True)
    book = openpyxl.load_workbook(out)
    assert "H303" in book["三、申请办理"]["D6"].comment.text
    assert book["校验结果"]["C7"].value == "H303"
    assert faulty.read_bytes() == before


@pytest.mark.usefixtures("faulty")
def test_the_files_of_a_folder_are_marked(run, clean: Path) -> None:
    (clean.parent / "空.xlsx").write_bytes(b"")
    out = clean.parent.parent / f"{clean.parent.name}-标出"
    assert run("check", clean.parent, "--mark", out).code == 3
    assert sorted(path.name for path in out.iterdir()) == ["对-校验.xlsx", "错-校验.xlsx"]
