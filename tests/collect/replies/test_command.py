"""`collect replies` as people and scripts call it, and killed while it sends."""

import hashlib
import io
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from gikxl.collect.ledger import Ledger
from gikxl.collect.ledger.replies import replies
from gikxl.collect.mail import open_mail
from gikxl.collect.model import Attachment, Document, Received
from gikxl.collect.present import ROSTER, SUPERIOR, YEAR
from gikxl.jobs.check import Checker
from gikxl.jobs.sources import Source
from tests.cli.conftest import Ran, run
from tests.cli.workbook import WRONG, write
from tests.collect.mails import mail
from tests.collect.replies.server import Behaviour, running

__all__ = ["run"]
SENT = "2024-01-15T09:30:00+08:00"


def received(folder: Path, unit: str, number: int, **options: object) -> Received:
    """A mail with a real workbook, kept and checked."""
    path = write(folder / "原件" / f"{number:08}-年报.xlsx", unit=unit, **options)
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    file = Checker().check(Source(str(path))).file
    document = Document(digest, file.verdict, unit, file.year, file.edition, "", file.findings)
    kept = Attachment(f"{unit}年报.xlsx", digest, len(data), f"原件/{path.name}")
    return Received(
        "箱", str(number), f"{number:064}", "mail", f"{number}@mail.example", "报送年报",
        f"unit{number}@mail.example", unit, SENT, SENT, (kept,), (document,),
    )  # fmt: skip


def collected(folder: Path, missing: int = 1) -> Path:
    """司法局 is right, 财政局 wrong, 1号局 and the like are missing."""
    lines = ["单位,邮箱,截止日期", "司法局,unit1@mail.example,", "财政局,unit2@mail.example,"]
    lines += [f"{n}号局,m{n}@mail.example,2024-01-31" for n in range(1, missing + 1)]
    roster = folder / "单位名单.csv"
    roster.write_text("\n".join(lines), encoding="utf-8")
    with Ledger.open(str(folder / "收"), create=True) as ledger:
        ledger.begin_run()
        ledger.set(YEAR, "2023")
        ledger.set(SUPERIOR, "清河县人民政府")
        ledger.set(ROSTER, str(roster))
        ledger.add(
            [
                received(folder / "收", "司法局", 1),
                received(folder / "收", "财政局", 2, overrides=WRONG),
            ]
        )
        ledger.end_run()
    return folder / "收"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return collected(tmp_path)


def test_drafts_and_their_listing(run: Callable[..., Ran], folder: Path) -> None:
    ran = run("collect", "replies", "-o", folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "   1 司法局　已采纳　→ unit1@mail.example\n"
        "      司法局2023年政府信息公开工作年度报告已采纳\n"
        "   2 财政局　请更正　→ unit2@mail.example\n"
        "      请更正财政局2023年政府信息公开工作年度报告\n"
        "   3 1号局　催报　→ m1@mail.example\n"
        "      请报送1号局2023年政府信息公开工作年度报告\n"
        "清河县人民政府2023年度：回复 3 封（已采纳 1，请更正 1，催报 1），其中可以发出 3 封。\n"
        f"草稿在 {folder}/回复，双击用邮件程序打开，核对后发送；也可以用 --send 一次发出。\n"
    )
    assert sorted(path.name for path in (folder / "回复").iterdir()) == [
        "1号局-催报.eml", "司法局-已采纳.eml", "财政局-请更正.eml",
    ]  # fmt: skip
    assert (folder / "回复文字.txt").exists()
    assert len((folder / "回复/财政局-请更正.eml").read_bytes()) > 10_000
    ran = run("collect", "replies", "-o", folder, "--only", "催报", "--unit", "1号局")
    assert "回复 1 封（催报 1），其中可以发出 1 封" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "表扬"], "没有“表扬”这种回复，可用的是已采纳、请更正"),
        (["--unit", "没有局"], "单位名单里没有“没有局”，请写名单里的全称"),
        (["--again", "1号局"], "“1号局”没有可能已发出或者被拒收的回复，不用 --again"),
        (["--send"], "请用 --smtp 写明发信的服务器"),
        (["--send", "--smtp", "smtp://a@localhost"], "请用 --from 写明发件人的邮箱地址"),
        (["--send", "--smtp", "smtp://a:b@localhost", "--from", "a@b.cn"], "不要把密码或授权码"),
        (["--send", "--smtp", "smtp://localhost:9", "--from", "a@b.cn"],
         "没有发出：请核对上面的列表，确认后加上 --yes 3"),
        (["--send", "--smtp", "smtp://localhost:9", "--from", "a@b.cn", "--yes", "2"],
         "没有发出：要发的是 3 封，不是 2 封"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(
    run: Callable[..., Ran], folder: Path, arguments: list[str], said: str
) -> None:
    ran = run("collect", "replies", "-o", folder, *arguments)
    assert ran.code == 2
    assert said in ran.err


def test_a_folder_without_a_ledger_and_texts_with_a_mistake(
    run: Callable[..., Ran], folder: Path
) -> None:
    ran = run("collect", "replies", "-o", folder.parent / "没有")
    assert (ran.code, "里没有台账" in ran.err) == (2, True)
    (folder / "回复文字.txt").write_text("## 已采纳\n主题：{单位}\n{单 位}", encoding="utf-8")
    ran = run("collect", "replies", "-o", folder)
    assert (ran.code, "回复文字.txt：第 3 行：" in ran.err) == (2, True)
    assert not (folder / "回复").exists()


def test_sending_what_was_confirmed(run: Callable[..., Ran], folder: Path) -> None:
    behaviour = Behaviour()
    behaviour.rcpt = lambda to: "550 没有这个用户" if to == "m1@mail.example" else "250 OK"
    with running(behaviour) as port:
        where = ["--smtp", f"smtp://127.0.0.1:{port}", "--from", "nb@qh.cn", "--pause", "0"]
        ran = run("collect", "replies", "-o", folder, "--send", *where, "--yes", "3")
        assert (ran.code, ran.err) == (1, "")
        assert ran.out.endswith(
            "  已发出　司法局　已采纳\n"
            "  已发出　财政局　请更正\n"
            "  没有发出　1号局　催报（服务器不接受 m1@mail.example：550 没有这个用户）\n"
            "已发出 2 封，没有发出 1 封\n"
            "已发出的存放在 回复/已发出\n"
        )
        # The server and the sender are remembered.
        behaviour.rcpt = lambda _: "250 OK"
        ran = run("collect", "replies", "-o", folder, "--send", "--again", "1号局", "--yes", "1")
        assert (ran.code, ran.err) == (0, "")
        ran = run("collect", "replies", "-o", folder, "--send", "--yes", "0")
        assert ran.code == 0
        assert "其中可以发出 0 封" in ran.out
        assert "已发出　→ unit1@mail.example" in ran.out
    assert sorted(behaviour.ids().values()) == [1, 1, 1]


def test_a_server_that_is_not_there(run: Callable[..., Ran], folder: Path) -> None:
    where = ["--smtp", "smtp://127.0.0.1:1", "--from", "nb@qh.cn"]
    ran = run("collect", "replies", "-o", folder, "--send", *where, "--yes", "3")
    assert ran.code == 3
    assert "连接不上 127.0.0.1:1：Connection refused" in ran.err
    assert "一封也没有发出。" in ran.err


@pytest.mark.parametrize(("typed", "sent"), [("3", 3), ("y", 0), ("", 0)])
def test_a_person_types_the_number(
    run: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str, sent: int
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda said: asked.append(said) or typed)
    behaviour = Behaviour()
    with running(behaviour) as port:
        where = ["--smtp", f"smtp://127.0.0.1:{port}", "--from", "nb@qh.cn", "--pause", "0"]
        ran = run("collect", "replies", "-o", folder, "--send", *where)
    assert asked == ["要发出 3 封，确认请输入 3："]
    assert (ran.code, len(behaviour.mails)) == (0 if sent else 1, sent)
    assert ("没有发出。草稿都在" in ran.out) is not sent


# Killed


def start(folder: Path, port: int, mails: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gikxl", "collect", "replies", "-o", str(folder), "--send"]
    command += ["--smtp", f"smtp://127.0.0.1:{port}", "--from", "nb@qh.cn", "--pause", "0"]
    return subprocess.Popen(
        [*command, "--yes", str(mails)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


@pytest.mark.parametrize("at", [1, 7, 62])
def test_killed_when_the_server_has_the_mail_and_nobody_wrote_it_down(
    tmp_path: Path, run: Callable[..., Ran], at: int
) -> None:
    folder = collected(tmp_path, missing=60)
    behaviour = Behaviour()
    process: list[subprocess.Popen[bytes]] = []

    def kill(number: int) -> str:
        if number == at and process[0].poll() is None:
            os.kill(process[0].pid, signal.SIGKILL)
            process[0].wait()
        return "250 OK"

    behaviour.data = kill
    with running(behaviour) as port:
        process.append(start(folder, port, 62))
        _, err = process[0].communicate(timeout=60)
        assert (process[0].returncode, err) == (-signal.SIGKILL, b"")
        assert len(behaviour.mails) == at
        again = ["--send", "--pause", "0", "--yes", 62 - at]
        ran = run("collect", "replies", "-o", folder, *again)
        assert ran.out.count("可能已发出，没有等到服务器的答复") == 1
        assert set(behaviour.ids().values()) == {1}
        assert len(behaviour.mails) == 62
    with Ledger.open(str(folder)) as ledger:
        states = sorted(reply.state for reply in replies(ledger))
    assert states == ["sending"] + ["sent"] * 61


@pytest.mark.parametrize("seed", range(8))
def test_killed_at_any_moment_and_run_again(
    tmp_path: Path, run: Callable[..., Ran], seed: int
) -> None:
    """While it drafts, marks, listens or sends: no mail goes twice, none is lost unsaid."""
    folder = collected(tmp_path, missing=60)
    behaviour = Behaviour()
    chance = random.Random(seed)
    with running(behaviour) as port:
        run("collect", "replies", "-o", folder, "--only", "已采纳")
        for _ in range(4):
            with Ledger.open(str(folder)) as ledger:
                left = 62 - sum(r.state in ("sent", "sending") for r in replies(ledger))
            process = start(folder, port, left)
            with suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=chance.uniform(0.2, 1.2))
            process.kill()
            process.communicate()
        with Ledger.open(str(folder)) as ledger:
            left = 62 - sum(r.state in ("sent", "sending") for r in replies(ledger))
        run("collect", "replies", "-o", folder, "--send", "--pause", "0", "--yes", left)
    with Ledger.open(str(folder)) as ledger:
        rows = replies(ledger)
    assert len(rows) == 62
    assert {row.state for row in rows} <= {"sent", "sending"}
    unknown = sum(row.state == "sending" for row in rows)
    assert unknown <= 4
    assert set(behaviour.ids().values()) == {1}
    assert 62 - unknown <= len(behaviour.mails) <= 62
    drafts = [path.name for path in (folder / "回复").iterdir() if path.is_file()]
    assert len([name for name in drafts if name.endswith(".eml")]) == unknown


def test_from_the_mails_that_came_to_the_replies(run: Callable[..., Ran], tmp_path: Path) -> None:
    """A wrong report, a right one, a RAR, and a unit that sent nothing."""
    box = tmp_path / "收件箱"
    box.mkdir()
    came = {
        "财政局": {"年报.xlsx": write(tmp_path / "a.xlsx", unit="财政局", overrides=WRONG)},
        "司法局": {"司法局年报.xlsx": write(tmp_path / "b.xlsx", unit="司法局")},
        "教育局": {"教育局年报.rar": tmp_path / "c.rar"},
    }
    (tmp_path / "c.rar").write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(100))
    for number, (unit, files) in enumerate(came.items(), 1):
        attachments = {name: path.read_bytes() for name, path in files.items()}
        sender, identity = f"{unit} <u{number}@qh.example.cn>", f"{number}@qh.example.cn"
        (box / f"{number}.eml").write_bytes(
            mail(subject="年报", sender=sender, attachments=attachments, message_id=identity)
        )
    roster = tmp_path / "名单.csv"
    units = [f"{unit},u{number}@qh.example.cn" for number, unit in enumerate(came, 1)]
    roster.write_text("\n".join(["单位,邮箱", *units, "水利局,slj@qh.example.cn"]), "utf-8")
    folder = tmp_path / "收"
    assert run("collect", box, "-o", folder, "--roster", roster, "--year", 2023).code == 1
    ran = run("collect", "replies", "-o", folder)
    behaviour = Behaviour()
    with running(behaviour) as port:
        where = ["--smtp", f"smtp://127.0.0.1:{port}", "--from", "nb@qh.cn", "--pause", "0"]
        ran = run("collect", "replies", "-o", folder, "--send", *where, "--yes", 4)
    assert (ran.code, ran.err) == (0, "")
    arrived = [open_mail(data) for _, data in behaviour.mails]
    assert [
        (to, letter.subject) for (to, _), letter in zip(behaviour.mails, arrived, strict=True)
    ] == [
        (["u1@qh.example.cn"], "请更正财政局2023年政府信息公开工作年度报告"),
        (["u2@qh.example.cn"], "司法局2023年政府信息公开工作年度报告已采纳"),
        (["u3@qh.example.cn"], "教育局2023年政府信息公开工作年度报告的文件读不了，请重新报送"),
        (["slj@qh.example.cn"], "请报送水利局2023年政府信息公开工作年度报告"),
    ]
    assert b"In-Reply-To: <1@qh.example.cn>" in behaviour.mails[0][1]
    ((part,), *others) = [letter.parts for letter in arrived]
    assert (part.name, others) == ("年报-校验.xlsx", [(), (), ()])
    marked = openpyxl.load_workbook(io.BytesIO(part.data))
    assert marked["三、申请办理"]["D6"].comment is not None
