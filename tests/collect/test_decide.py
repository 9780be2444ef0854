"""What a person decides: what it means for the unit, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gikxl.collect.decide import Outcome, decide
from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Attachment, Document, Received
from gikxl.finding import Finding
from gikxl.form import load
from tests.cli.conftest import Ran, run

__all__ = ["run"]

NUMBERS = dict.fromkeys(load().fields, 0)
WRONG = Finding("H301", "error", "不平", "不平。", ("requests.new.total",))
SCAN = Finding("F015", "error", "扫描件", "里面没有文字。", suggestion="请发工作簿。")


def document(digest: str, unit: str | None = "甲局", year: int = 2025, said: int = 0) -> Document:
    numbers = {**NUMBERS, "requests.new.total": said}
    return Document(digest, "pass", unit, year, 2021, numbers=numbers)


def received(key: str, sent: str, *documents: Document, sender: str = "") -> Received:
    attachments = tuple(
        Attachment(f"{key}{d.digest}.xlsx", d.digest, 1, f"原件/{d.digest}.xlsx") for d in documents
    )
    moment = f"2026-01-{sent}T09:00:00+08:00"
    return Received(
        "来源", key, f"mail {key}", "mail", f"<{key}@x>", "年报", sender, "张三", moment, moment,
        attachments, documents,
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path), create=True) as ledger:
        yield ledger


def collect(ledger: Ledger, *mails: Received) -> None:
    ledger.begin_run()
    ledger.add(mails)
    ledger.end_run()


def told(outcome: Outcome) -> list[str]:
    return list(outcome.told())


def test_accepting_waives_the_errors_and_says_so(ledger: Ledger) -> None:
    wrong = document("a")._replace(verdict="fail", findings=(WRONG,))
    collect(ledger, received("信", "10", wrong))
    outcome = decide(ledger, 1, "accept", "  已电话\n核实 ")
    assert told(outcome) == [
        "已采用第 1 号（2026-01-10 09:00，张三，“信a.xlsx”）",
        "它的 1 个错误不再要求改正（H301）",
        "甲局：已计入汇总",
    ]
    (decision,) = ledger.decisions()
    assert decision == outcome.decision
    assert (decision.reason, decision.run) == ("已电话 核实", 1)
    assert decision.waived == (("H301", ("requests.new.total",)),)


def test_rejecting_leaves_the_other_one(ledger: Ledger) -> None:
    collect(ledger, received("信", "10", document("a", said=1), document("b", said=2)))
    outcome = decide(ledger, 1, "reject", "发错了")
    assert told(outcome) == [
        "已不采用第 1 号（2026-01-10 09:00，张三，“信a.xlsx”）",
        "甲局：已计入汇总",
        "现在以第 2 号（2026-01-10 09:00，张三，“信b.xlsx”）为准",
    ]
    assert outcome.is_settled


def test_what_is_still_to_be_decided_is_told(ledger: Ledger) -> None:
    three = (document(digest, said=said) for said, digest in enumerate("abc"))
    collect(ledger, received("信", "10", *three))
    outcome = decide(ledger, 1, "reject", "发错了")
    assert not outcome.is_settled
    assert "请决定以哪一份为准" in told(outcome)[-1]


def test_a_decision_survives_the_next_run(ledger: Ledger) -> None:
    collect(ledger, received("新", "12", document("a", said=1)))
    collect(ledger, received("旧", "10", document("b", said=2)))
    assert decide(ledger, 1, "accept", "以新的为准").is_settled
    collect(ledger, received("更旧", "09", document("c", said=3)))
    outcome = decide(ledger, 2, "reject", "旧的不要")
    assert not outcome.is_settled
    assert "第 3 号" in told(outcome)[-1]


def test_whose_a_stranger_is(ledger: Ledger) -> None:
    collect(ledger, received("信", "10", document("a", None)), received("二", "10", document("b")))
    with pytest.raises(ValueError, match="是哪个单位的还不知道，请用 --unit 写明名单里的单位"):
        decide(ledger, 1, "accept", "核实")
    with pytest.raises(ValueError, match="“乙局”不在单位名单里：甲局"):
        decide(ledger, 1, "accept", "核实", unit="乙局")
    outcome = decide(ledger, 1, "accept", "核实", unit="甲 局")
    assert outcome.decision.unit == "甲局"
    assert outcome.standing
    assert outcome.standing.candidate == outcome.submission
    ledger.set("superior", "某县人民政府")
    assert told(decide(ledger, 2, "reject", "重了"))[0].startswith("已不采用第 2 号")


def test_whose_it_is_where_it_could_be_several(tmp_path: Path, ledger: Ledger) -> None:
    roster = tmp_path / "单位名单.csv"
    roster.write_text("单位\n甲局\n乙局\n", "utf-8")
    ledger.set("roster", str(roster))
    unclear = document("a", "甲局")
    mail = received("信", "10", unclear)
    attachment = mail.attachments[0]._replace(name="乙局.xlsx")
    collect(ledger, mail._replace(attachments=(attachment,)))
    with pytest.raises(ValueError, match="请用 --unit 写明：可能是乙局、甲局"):
        decide(ledger, 1, "accept", "核实")
    outcome = decide(ledger, 1, "accept", "核实", unit="乙局")
    assert outcome.standing
    assert outcome.standing.office.name == "乙局"
    assert [unit.status for unit in outcome.standings.units] == ["missing", "counted"]


def test_a_stranger_that_is_rejected_is_nobody_s(ledger: Ledger) -> None:
    collect(ledger, received("信", "10", document("a", None)))
    outcome = decide(ledger, 1, "reject", "不是年报")
    assert told(outcome) == ["已不采用第 1 号（2026-01-10 09:00，张三，“信a.xlsx”）"]
    assert outcome.standings.aside == (outcome.submission,)
    assert outcome.is_settled


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (document("a", year=2024), "是 2024 年度的，汇总的是 2025 年度，不能采用"),
        (document("a")._replace(edition=2019), "用的是 2019 年版的格式，2025 年度应当用 2021 年版"),
        (document("a")._replace(year=None), "没有写年度，也不是 2027 年发来的，汇总的是 2026 年度"),
        (
            Document("a", "unreadable", findings=(SCAN,)),
            "读不了，不能采用：里面没有文字。请发工作簿。",
        ),
    ],
)
def test_what_cannot_count_whatever_is_decided(ledger: Ledger, found: Document, why: str) -> None:
    ledger.set("year", "2025" if found.year or not found.numbers else "2026")
    collect(ledger, received("甲局", "10", found))
    if found.verdict == "unreadable":
        ledger.set("superior", "某县")
        collect(ledger, received("二", "10", document("b")))
    with pytest.raises(ValueError, match=why):
        decide(ledger, 1, "accept", "核实")
    assert ledger.decisions() == []


@pytest.mark.parametrize("reason", ["", "  ", "\n\t", "\u200b"])
def test_a_reason_is_needed(ledger: Ledger, reason: str) -> None:
    collect(ledger, received("信", "10", document("a")))
    with pytest.raises(ValueError, match="请用 --reason 写明理由"):
        decide(ledger, 1, "accept", reason)


def test_a_number_that_nothing_has(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="台账里没有第 7 号年报"):
        decide(ledger, 7, "reject", "发错了")


def test_the_commands(tmp_path: Path, ledger: Ledger, run) -> None:
    collect(ledger, received("信", "10", document("a", said=1), document("b", said=2)))
    ledger.close()
    ran: Ran = run("collect", "accept", 2, "-o", tmp_path, "--reason", "核实")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "已采用第 2 号（2026-01-10 09:00，张三，“信b.xlsx”）",
        "甲局：已计入汇总",
        f"已更新 {tmp_path / '汇总.xlsx'}",
    ]
    assert (tmp_path / "汇总.xlsx").exists()
    assert run("collect", "reject", 2, "-o", tmp_path, "--reason", "不要").code == 0
    assert run("collect", "reject", 9, "-o", tmp_path, "--reason", "不要") == (
        2,
        "",
        "gikxl：台账里没有第 9 号年报。编号见 汇总.xlsx 的“报送情况”\n",
    )
    assert run("collect", "accept", 2, "-o", tmp_path).code == 2
    assert run("collect", "accept", "二", "-o", tmp_path, "--reason", "核实").code == 2
    ran = run("collect", "accept", 1, "-o", tmp_path / "没有", "--reason", "核实")
    assert (ran.code, "里没有台账" in ran.err) == (2, True)
