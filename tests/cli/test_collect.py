"""The command collect: what it says, its exit codes, JSON, and what it keeps for the next run."""

import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from gikxl.cli.commands import command
from gikxl.cli.progress import collecting
from gikxl.collect import output
from gikxl.collect.model import Document, Received
from tests.cli.conftest import Ran
from tests.collect.books import letter, mbox, workbook
from tests.collect.mails import mail

Run = Callable[..., Ran]
UNITS = ("东海县", "西海县")


@pytest.fixture
def box(tmp_path: Path) -> Callable[[Sequence[bytes]], Path]:
    def box(mails: Sequence[bytes]) -> Path:
        path = tmp_path / "a.mbox"
        path.write_bytes(mbox(mails))
        before = time.time() - 60
        os.utime(path, (before, before))
        return path

    return box


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    book = Workbook()
    for row in (("单位", "上级"), *((unit, "清河市") for unit in (*UNITS, "南海县"))):
        book.active.append(row)
    book.save(tmp_path / "名单.xlsx")
    return tmp_path / "名单.xlsx"


def test_all_is_well(run: Run, box: Any, tmp_path: Path) -> None:
    source, out = box([letter(unit) for unit in UNITS]), tmp_path / "收集"
    assert run("collect", source, "-o", out, "--unit", "清河市") == (
        0,
        f"新收 2 件。\n清河市 2025 年度，2 个单位，2 个已计入汇总。\n汇总：{out}/汇总.xlsx\n",
        "",
    )
    assert run("collect", source, "-o", out) == (
        0,
        "新收 0 件。\n"
        "清河市 2025 年度，2 个单位，2 个已计入汇总。\n"
        f"汇总没有变化：{out}/汇总.xlsx\n",
        "",
    )


def test_what_is_left_to_be_done(run: Run, box: Any, tmp_path: Path, roster: Path) -> None:
    out = tmp_path / "收集"
    source = box(
        [
            letter("东海县", workbook("东海县", new=9999)),
            letter("北海县", sender="李四 <ls@x.cn>"),
            mail(
                subject="西海县",
                sender="王五 <ww@x.cn>",
                attachments={"西海县.rar": b"Rar!\x1a\x07\x01\0"},
            ),
        ]
    )
    ran = run("collect", source, "-o", out, "--roster", roster)
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[:2] == ["新收 3 件。", "清河市 2025 年度，3 个单位，0 个已计入汇总。"]
    assert "有错误，未计入 1 个：东海县（1 号，" in lines[2]
    assert "未报送 1 个：南海县" in lines
    asked = lines.index("读不了，要请该单位重新报送：")
    assert lines[asked + 1].startswith(
        "  西海县：来件（2026-01-15 09:30，王五，“西海县.rar”）读不了："
    )
    assert "待确认：" not in lines
    strangers = lines.index("认不出是哪个单位的，没有计入：")
    assert lines[strangers + 1] == "  2 号“北海县年报.xlsx”（ls@x.cn，2026-01-15）"
    assert f"是某个单位的：gikxl collect accept 编号 -o {out} --reason 理由 --unit 单位" in lines
    refused = lines.index("没能读取的附件共 1 个：")
    assert lines[refused + 1].startswith("  “西海县.rar”（ww@x.cn）：M005 ")


def test_a_question_comes_with_the_commands_that_answer_it(
    run: Run, box: Any, tmp_path: Path, roster: Path
) -> None:
    out = tmp_path / "收集"
    two = {f"东海县{n}.xlsx": workbook("东海县", new=9990 + n) for n in (1, 2)}
    source = box([mail(subject="东海县", sender="李四 <ls@x.cn>", attachments=two)])
    asked = run("collect", source, "-o", out, "--roster", roster).out
    assert "待确认：\n  东海县：第 1 号（2026-01-15 09:30，李四，“东海县1.xlsx”）、第 2 号" in asked
    for number in (1, 2):
        assert f"gikxl collect accept {number} -o {out} --reason 理由" in asked


def test_json_for_programs(run: Run, box: Any, tmp_path: Path, roster: Path) -> None:
    source, out = box([letter("东海县")]), tmp_path / "收集"
    ran = run("collect", source, "-o", out, "--roster", roster, "--json")
    assert (ran.code, ran.err) == (1, "")
    told = json.loads(ran.out)
    assert told["version"] == 1
    assert (told["received"], told["rollup"], told["rollup_written"]) == (
        1, f"{out}/汇总.xlsx", True,
    )  # fmt: skip
    assert told["counts"]["counted"] == 1
    assert told["counts"]["missing"] == 2
    assert told["units"][0] == {
        "unit": "东海县", "status": "counted", "late": False, "number": 1,
        "sent": "2026-01-15T09:30:00+08:00", "path": told["units"][0]["path"],
        "errors": 0, "warnings": told["units"][0]["warnings"], "questions": [],
    }  # fmt: skip
    assert (out / told["units"][0]["path"]).exists()


def test_what_cannot_be_read_has_code_3_and_the_rest_is_taken(
    run: Run, box: Any, tmp_path: Path
) -> None:
    source, out = box([letter("东海县")]), tmp_path / "收集"
    ran = run("collect", tmp_path / "没有.mbox", source, "-o", out, "--unit", "清河市")
    assert ran.code == 3
    assert "没有读到，这次没有收：" in ran.out
    assert "没有.mbox：M101 " in ran.out
    assert "1 个已计入汇总" in ran.out
    told = json.loads(run("collect", tmp_path / "没有.mbox", "-o", out, "--json").out)
    assert [one["code"] for one in told["troubles"]] == ["M101"]


def test_nothing_but_letters(run: Run, box: Any, tmp_path: Path) -> None:
    ran = run("collect", box([mail(subject="祝好")]), "-o", tmp_path / "收集")
    assert ran == (
        1,
        "新收 1 件。\n"
        "还没有收到写明年度的年报，没有生成汇总。用 --year 写明年度，可以先列出未报送的单位。\n",
        "",
    )


def test_a_roll_up_that_is_open(
    run: Run, box: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(output, "write_rollup", held)
    ran = run("collect", box([letter("东海县")]), "-o", tmp_path / "收集", "--unit", "清河市")
    assert ran.code == 3
    assert "可能正在 Excel 里打开着" in ran.err
    assert "1 个已计入汇总" in ran.out


def test_an_edited_roll_up_is_named(run: Run, box: Any, tmp_path: Path) -> None:
    out = tmp_path / "收集"
    run("collect", box([letter("东海县")]), "-o", out, "--unit", "清河市")
    with (out / "汇总.xlsx").open("ab") as file:
        file.write(b"edited")
    ran = run("collect", box([letter(unit) for unit in UNITS]), "-o", out)
    assert ran.code == 0
    assert "原来的汇总有人改过，没有覆盖，改名为 汇总-2" in ran.out
    assert len(list(out.glob("汇总-*.xlsx"))) == 1


def test_nothing_a_sender_wrote_moves_the_cursor(
    run: Run, box: Any, tmp_path: Path, roster: Path
) -> None:
    odd = letter("\x1b[31m怪\u202e县", workbook("怪县"), sender="a\x1b[2J <a@x.cn>")
    ran = run("collect", box([odd]), "-o", tmp_path / "收集", "--roster", roster)
    assert "认不出是哪个单位的" in ran.out
    assert not {"\x1b", "\u202e"} & set(ran.out + ran.err)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数：来源, -o/--output"),
        (["a.mbox"], "缺少参数：-o/--output"),
        (["a.mbox", "-o", "out", "--year", "今年"], "'今年' 不是所要的值"),
        (["a.mbox", "-o", "out", "--password", "x"], "不认识的参数：--password"),
    ],
)
def test_wrong_usage(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    ran = run("collect", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not (tmp_path / "out").exists()


def test_help_is_chinese_and_names_what_comes_after(run: Run) -> None:
    ran = run("collect", "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("用法：gikxl collect")
    for part in ("accept", "reject", "replies"):
        assert f"gikxl collect {part} " in ran.out
        assert run("collect", part, "--help").out.startswith(f"用法：gikxl collect {part}")
        assert command(f"collect {part}").PURPOSE
    assert "usage" not in ran.out


def test_a_source_may_be_called_as_a_part_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / "年报.xlsx").write_bytes(workbook("东海县"))
    assert run("collect", "./replies", "-o", "收集", "--unit", "清河市").code == 0


def test_the_bar_counts_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = ("pass", "fail", "pass", "unreadable")
    with collecting() as watch:
        for number, verdict in enumerate(verdicts):
            document = Document("a", verdict)  # type: ignore[arg-type]
            watch(Received("箱", str(number), str(number), "mail", documents=(document,)))
        watch(Received("箱", "9", "9", "mail"))
    told = capsys.readouterr()
    assert told.out == ""
    assert "已收 5 件 通过 2，未通过 1，无法读取 1" in told.err
