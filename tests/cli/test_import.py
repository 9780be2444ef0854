"""import: what it prints, and the exit codes that programs rely on."""

from pathlib import Path

import pytest

from gikxl.read import read
from tests import figures
from tests.cli.workbook import FORM, write
from tests.read.layouts import numbers, official, write_xls


def test_import(run, tmp_path: Path, clean: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("import", clean, "-o", out) == (
        0,
        "已读取：佳木斯市前进区司法局 2023 年度，2021 年版格式\n"
        "数字：200 个，读到 200 个\n"
        f"已写入 {out}\n"
        f"下一步核对：gikxl check {out}\n",
        "",
    )
    assert numbers(read(str(out))) == figures.numbers("qianjin_sfj_2023")
    assert run("import", clean, "-o", out) == (
        2, "", f"gikxl：{out} 已经存在，请换一个文件名，或者用 --force 覆盖它\n",
    )  # fmt: skip
    assert run("import", clean, "--output", out, "--force").code == 0
    assert run("check", out).code == 0


def test_import_without_a_name_for_the_output(
    run, tmp_path: Path, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("import", clean).code == 0
    assert (tmp_path / "佳木斯市前进区司法局2023年政府信息公开工作年度报告.xlsx").exists()


def test_import_with_year_and_last_year(run, tmp_path: Path) -> None:
    path, out = str(tmp_path / "年报.xls"), tmp_path / "out.xlsx"
    write_xls(path, official([0] * len(FORM.fields)))
    ran = run("import", path, "-o", out)
    assert (ran.code, ran.out) == (2, "")
    assert "来源里没有写年度，请用 --year 给出" in ran.err
    last = write(tmp_path / "last.xlsx")
    assert run("import", path, "-o", out, "--year", 2024, "--last", last).code == 0
    report = read(str(out))
    assert report.last is not None
    assert (report.year, report.last.year) == (2024, 2023)


def test_import_tells_by_its_exit_code_that_something_is_missing(run, tmp_path: Path) -> None:
    path, out = str(tmp_path / "某某局2024年.xls"), tmp_path / "out.xlsx"
    layouts = official([0] * len(FORM.fields))
    del layouts["四"]
    write_xls(path, layouts)
    ran = run("import", path, "-o", out)
    assert (ran.code, ran.err) == (1, "")
    assert "没有读到：“四、政府信息公开行政复议、行政诉讼情况”整张表（15 个数）" in ran.out
    assert out.exists()


def test_import_of_what_cannot_be_read(run, tmp_path: Path) -> None:
    ran = run("import", tmp_path / "没有.docx", "-o", tmp_path / "out.xlsx")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("gikxl：F001 找不到文件：")
    assert not (tmp_path / "out.xlsx").exists()
