"""The other commands, help, and wrong usage."""

import json
from pathlib import Path

import pytest

from gikxl.read import read
from gikxl.schema import model
from tests import figures
from tests.cli.workbook import FORM, write
from tests.read.layouts import numbers

# fill and new


def test_fill(run, tmp_path: Path) -> None:
    holes = {"requests.new.natural_person": None, "requests.new.total": "=#REF!"}
    path, out = write(tmp_path / "a.xlsx", overrides=holes), tmp_path / "b.xlsx"
    statement = FORM.totals["requests.new.total"].statement
    assert run("fill", path, "-o", out) == (
        0,
        "三、申请办理!D6：空白 → 0　空白，按格式应填 0\n"
        f"三、申请办理!J6：#REF! → 0（=SUM(D6:I6)）　合计：{statement}\n"
        f"共改动 2 个单元格，写入 {out}\n",
        "",
    )
    assert run("check", out).code == 0


def test_fill_with_every_option(run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", overrides={"requests.repeated.total": 7})
    last = write(tmp_path / "last.xlsx", year=2022)
    out = tmp_path / "b.xlsx"
    assert "共改动 0 个单元格" in run("fill", path, "-o", out).out
    ran = run("fill", path, "--totals", "--headers", "--last", last, "--output", out)
    assert ran.code == 0
    assert "三、申请办理!J22：7 → 0（=SUM(D22:I22)）" in ran.out
    assert "三、申请办理!A12：空白 → 三、本年度办理结果　填充表头" in ran.out
    assert "上年数据!D2：空白 → 2022　结转自上年报告" in ran.out
    assert numbers(read(str(out)).last) == numbers(figures.report("qianjin_sfj_2023"))


def test_fill_into_the_file_itself_is_refused(run, faulty: Path) -> None:
    before = faulty.read_bytes()
    ran = run("fill", faulty, "-o", faulty)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"gikxl：{faulty}：输出文件就是原文件，请换一个文件名\n"
    assert faulty.read_bytes() == before


def test_new(run, tmp_path: Path, clean: Path) -> None:
    out, level = tmp_path / "new.xlsx", FORM.levels[4].label
    options = ["--unit", "某某局", "--year", 2025, "--level", level, "--contact", "张三"]
    options += ["--phone", "0527-12345"]
    assert run("new", *options, "-o", out) == (0, f"已生成 {out}\n", "")
    report = read(str(out))
    assert (report.unit, report.year, report.level, report.contact, report.phone) == (
        "某某局", 2025, level, "张三", "0527-12345",
    )  # fmt: skip
    assert run("new", *options, "-o", out) == (
        2, "", f"gikxl：{out} 已经存在，请换一个文件名，以免覆盖填好的数据\n",
    )  # fmt: skip
    out.unlink()
    assert run("new", "--last", clean, "--output", out).code == 0
    assert read(str(out)).year == 2024


def test_new_where_nothing_can_be_written(run, tmp_path: Path) -> None:
    out = tmp_path / "没有" / "a.xlsx"
    assert run("new", "--year", 2025, "-o", out) == (
        3, "", f"gikxl：无法读写 {out}：文件夹不存在\n",
    )  # fmt: skip


# rules, explain, schema


def test_rules_and_explain(run) -> None:
    lines = run("rules").out.splitlines()
    codes = [line.split()[0] for line in lines]
    assert len(codes) > 50
    for code in codes:
        ran = run("explain", code)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"{code}（")
    markdown = run("rules", "--markdown").out
    assert all(f"### {code} " in markdown for code in codes)


def test_explain_an_unknown_code(run) -> None:
    assert run("explain", "H999") == (2, "", "gikxl：没有编号 H999，全部编号见 gikxl rules\n")


def test_schema(run) -> None:
    ran = run("schema")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == model().model_json_schema()


# Wrong usage


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数：命令"),
        (["核对"], "参数 命令：没有 '核对' 这个选择，可选：'check', 'fill'"),
        (["check"], "缺少参数：文件或文件夹"),
        (["check", "a.xlsx", "--fromat", "json"], "不认识的参数：--fromat"),
        (["check", "a.xlsx", "--sel", "H"], "不认识的参数：--sel"),
        (["check", "a.xlsx", "--format", "xml"], "没有 'xml' 这个选择，可选：'text', 'json'"),
        (["check", "a.xlsx", "--last"], "参数 --last：后面要有一个值"),
        (["fill", "a.xlsx"], "缺少参数：-o/--output"),
        (["fill", "a.xlsx", "-o", "b.xlsx", "--totals=1"], "参数 --totals：后面不能有值 '1'"),
        (["fill", "a.xlsx", "-o", "b.xlsx", "--only", "x"], "没有 'x' 这个选择，可选：'totals'"),
        (["fill", "a.xlsx", "b.xlsx", "-o", "c.xlsx"], "不认识的参数：b.xlsx"),
        (["new", "--year", "今年"], "参数 --year：'今年' 不是所要的值"),
        (["explain"], "缺少参数：编号"),
        (["schema", "x"], "不认识的参数：x"),
    ],
)
def test_wrong_usage_is_said_in_chinese(run, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("用法：gikxl")
    assert said in ran.err
    assert "error" not in ran.err


def test_new_without_a_year_is_wrong_usage(run) -> None:
    assert run("new", "--unit", "某某局") == (
        2, "", "gikxl：请用 --year 给出报告年度，例如 --year 2026\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "command", [[], ["check"], ["fill"], ["new"], ["import"], ["rules"], ["schema"]]
)
def test_help_is_chinese(run, command: list[str]) -> None:
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("用法：gikxl")
    assert "显示这份说明" in ran.out
    for word in ("usage", "positional", "options:", "show this"):
        assert word not in ran.out
