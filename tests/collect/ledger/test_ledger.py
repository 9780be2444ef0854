"""The ledger gives back what was put into it, once, and belongs to one process at a time."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.collect.ledger import NAME, Ledger, opening, rows
from gikxl.collect.model import Attachment, Decision, Document, Received, Submission
from gikxl.finding import Finding
from gikxl.form import load

ROOT = Path(__file__).parents[3]
FORM = load(2021)
FINDING = Finding(
    "H303", "error", "收到与办理不平", "多 9", ("requests.new.total",), ("三!J6",), 21, 12.5,
    "请改", (("requests.new.total", 21), ("requests.new.legal_person", None)),
)  # fmt: skip
REFUSAL = Finding("M005", "error", "不支持的压缩包", "这是 rar", suggestion="请重发")
A, B, C = "a" * 64, "b" * 64, "c" * 64


def document(digest: str = A, **more: Any) -> Document:
    numbers = {key: position for position, key in enumerate(FORM.fields)}
    return Document(digest, "pass", "清河县民政局", 2025, 2021, "县", (), numbers, **more)


def received(key: str = "1", digest: str = C, **more: Any) -> Received:
    mail = Received(
        "箱", key, digest, "mail", "<1@x>", "报送", "zs@x.cn", "张三",
        "2026-01-15T09:30:00+08:00", "2026-01-15T09:31:00+08:00",
        (Attachment("年报.xlsx", A, 25_000, "原件/a-年报.xlsx"),), (document(),),
    )  # fmt: skip
    return mail._replace(**more)


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger.open(str(tmp_path), create=True) as opened:
        opened.begin_run()
        yield opened


def test_a_submission_comes_back_as_it_was(ledger: Ledger) -> None:
    amounts = [key for key, field in FORM.fields.items() if field.kind == "amount"]
    full = document()._replace(
        verdict="fail",
        findings=(FINDING, REFUSAL),
        numbers={key: Decimal("12.50") for key in amounts},
        last_numbers={"requests.new.total": -3},
        basis="规则",
    )
    attachment = Attachment("年报.xlsx", A, 25_000, "原件/a-年报.xlsx", None, "打包.zip/东海县")
    ledger.add([received(attachments=(attachment,), documents=(full,))])
    assert ledger.submissions() == [
        Submission(
            1, 1, "年报.xlsx", "原件/a-年报.xlsx", "打包.zip/东海县", "<1@x>", "报送", "zs@x.cn",
            "张三", "2026-01-15T09:30:00+08:00", "2026-01-15T09:31:00+08:00", full, 1,
        )
    ]  # fmt: skip


def test_the_same_mail_is_there_once_and_known_by_every_key(ledger: Ledger) -> None:
    ledger.add([received("1"), received("2"), received("1", source="另一个箱")])
    ledger.add([received("3")])
    assert len(ledger.submissions()) == 1
    assert [ledger.has("箱", key) for key in "1234"] == [True, True, True, False]
    assert ledger.has("另一个箱", "1")


def test_a_file_that_comes_again_is_kept_once_and_is_another_submission(ledger: Ledger) -> None:
    ledger.add([received()])
    again = Attachment("副本.xlsx", A, 25_000, "原件/a-副本.xlsx")
    twice = ledger.add([received("2", B, attachments=(again,))])
    assert twice == [("原件/a-副本.xlsx", "原件/a-年报.xlsx")]
    assert [(s.number, s.name, s.path, s.mail) for s in ledger.submissions()] == [
        (1, "年报.xlsx", "原件/a-年报.xlsx", 1), (2, "副本.xlsx", "原件/a-年报.xlsx", 2),
    ]  # fmt: skip


def test_refused_attachments_and_problems_are_no_submissions(ledger: Ledger) -> None:
    mail = received(
        attachments=(Attachment("年报.rar", "", 0, "", REFUSAL),), documents=(), problems=(FINDING,)
    )
    empty = received("2", B, attachments=(), documents=())
    ledger.add([mail, empty])
    assert ledger.submissions() == []
    head = mail._replace(attachments=(), problems=())
    assert ledger.refused() == [(head, mail.attachments[0])]
    assert ledger.problems() == [head._replace(problems=(FINDING,))]
    assert ledger.empty_mails() == [empty]


def test_the_last_decision_about_a_submission_holds(ledger: Ledger) -> None:
    ledger.add([received()])
    first = Decision(1, "reject", "不是年报", "2026-02-01T00:00:00+08:00")
    waived = (("H303", ("requests.new.total", "requests.new.legal_person")),)
    last = Decision(1, "accept", "已电话核实", "2026-02-02T00:00:00+08:00", waived, 1, "民政局")
    ledger.decide(first)
    ledger.decide(last)
    assert ledger.decisions() == [last]


def test_stamps_and_settings(ledger: Ledger) -> None:
    ledger.add([], [("箱", "a.mbox", "1-2-3")])
    ledger.add([], [("箱", "a.mbox", "4-5-6")])
    assert ledger.stamp("箱", "a.mbox") == "4-5-6"
    assert ledger.stamp("箱", "b.mbox") == ""
    ledger.set("year", "2025")
    ledger.set("year", "2026")
    assert (ledger.setting("year"), ledger.setting("roster")) == ("2026", "")


def test_half_a_character_in_a_name_is_no_obstacle(ledger: Ledger) -> None:
    odd = "\udce5年报\ud800"
    ledger.add([received(odd, subject=odd, attachments=(), documents=())])
    assert ledger.has("箱", odd)
    assert ledger.empty_mails()[0].subject == "\\udce5年报\\ud800"


def test_what_is_forgotten_is_offered_again_and_nothing_is_lost(ledger: Ledger) -> None:
    other = received("2", B, source="别的箱", attachments=(), documents=())
    ledger.add([received(), other], [("箱", "a.mbox", "1"), ("别的箱", "b.mbox", "2")])
    ledger.forget([A])
    assert not ledger.has("箱", "1")
    assert ledger.stamp("箱", "a.mbox") == ""
    assert ledger.has("别的箱", "2")
    assert ledger.stamp("别的箱", "b.mbox") == "2"
    assert len(ledger.submissions()) == 1


def test_documents_of_other_rules_are_stale(ledger: Ledger) -> None:
    ledger.add([received(documents=(document(basis="旧"),))])
    assert ledger.stale("旧") == []
    assert ledger.stale("新") == [(A, "原件/a-年报.xlsx")]
    ledger.put([document(basis="新")._replace(verdict="fail")])
    assert ledger.stale("新") == []
    assert ledger.submissions()[0].document.verdict == "fail"


def test_nothing_of_a_batch_stays_where_one_of_it_cannot_be_written(ledger: Ledger) -> None:
    with pytest.raises(AttributeError):
        ledger.add([received(), None])  # type: ignore[list-item]
    assert ledger.submissions() == []
    assert not ledger.has("箱", "1")
    ledger.add([received()])
    assert len(ledger.submissions()) == 1


texts = st.text(max_size=20)
scalars = st.none() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False) | texts
findings = st.builds(
    Finding,
    texts, st.sampled_from(["error", "warning", "notice"]), texts, texts,
    st.lists(texts, max_size=3).map(tuple), st.lists(texts, max_size=3).map(tuple),
    scalars, scalars, texts,
    st.lists(st.tuples(texts, scalars), max_size=3).map(tuple),
)  # fmt: skip


@given(st.lists(findings, max_size=3))
def test_findings_come_back(found: list[Finding]) -> None:
    assert rows.findings_of(rows.findings_as_json(found)) == tuple(found)


@given(
    st.dictionaries(
        st.sampled_from(list(FORM.fields)),
        st.integers() | st.decimals(allow_nan=False, allow_infinity=False),
    )
)
def test_numbers_come_back(numbers: dict[str, int | Decimal]) -> None:
    fields = list(FORM.fields)
    places = {key: place for place, key in enumerate(fields)}
    found = rows.numbers_of(rows.numbers_as_json(numbers, fields), places)
    assert found == numbers
    assert dict(found) == numbers
    assert (len(found), list(found)) == (len(numbers), [key for key in fields if key in numbers])
    for key in (*fields[:50], "no.such.field"):
        assert (key in found, found.get(key), found.get(key, -1)) == (
            key in numbers, numbers.get(key), numbers.get(key, -1),
        )  # fmt: skip
        with pytest.raises(KeyError) if key not in numbers else nullcontext():
            assert str(found[key]) == str(numbers[key])


# Opening


def test_without_a_ledger_there_is_nothing_to_open(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"没有台账.*请先运行 gikxl collect 收集"):
        Ledger.open(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no database at all, though long enough" * 30, "不是台账，或者已经损坏"),
        (None, "里面是别的数据"),
    ],
)
def test_a_file_that_is_no_ledger_stays_as_it_is(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / NAME
    if content is None:
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE theirs (a)")
        other.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(ValueError, match=said):
        Ledger.open(str(tmp_path), create=True)
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_program_stays_as_it_is(tmp_path: Path) -> None:
    Ledger.open(str(tmp_path), create=True).close()
    connection = sqlite3.connect(tmp_path / NAME)
    connection.execute(f"PRAGMA user_version = {opening.LAYOUT + 1}")
    connection.close()
    with pytest.raises(ValueError, match="是用更新版本的 gikxl 建立的"):
        Ledger.open(str(tmp_path))


def test_an_older_layout_is_changed_into_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(str(tmp_path), create=True) as ledger:
        ledger.set("year", "2025")
    monkeypatch.setattr(opening, "LAYOUT", opening.LAYOUT + 1)
    change = "ALTER TABLE settings ADD COLUMN since TEXT"
    monkeypatch.setitem(opening._CHANGES, opening.LAYOUT - 1, lambda old: old.execute(change))
    with Ledger.open(str(tmp_path)) as ledger:
        assert ledger.select("SELECT name, value, since FROM settings") == [("year", "2025", None)]
        assert ledger.select("PRAGMA user_version") == [(opening.LAYOUT,)]


def test_one_at_a_time(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path), create=True):
        began = time.monotonic()
        with pytest.raises(ValueError, match="另一个 gikxl collect 正在使用这个文件夹"):
            Ledger.open(str(tmp_path), wait=0.3)
        assert time.monotonic() - began >= 0.3
    Ledger.open(str(tmp_path), wait=0).close()


_HOLD = """
import sys, time
from gikxl.collect.ledger import Ledger
from tests.collect.ledger.test_ledger import received
ledger = Ledger.open(sys.argv[1], create=True)
ledger.begin_run()
ledger.add([received()])
print("held", flush=True)
if sys.argv[2] == "within":
    with ledger.transaction() as connection:
        connection.execute("DELETE FROM attachments")
        print("begun", flush=True)
        time.sleep(60)
time.sleep(float(sys.argv[2]))
"""


def hold(folder: Path, how: str) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder), how],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_another_process_is_waited_for(tmp_path: Path) -> None:
    holder = hold(tmp_path, "0.5")
    with Ledger.open(str(tmp_path), wait=20) as ledger:
        assert len(ledger.submissions()) == 1
    holder.wait()
    assert holder.stdout is not None
    holder.stdout.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="这里没有 kill -9")
@pytest.mark.parametrize("how", ["60", "within"])
def test_a_killed_process_leaves_no_lock_and_nothing_half_done(tmp_path: Path, how: str) -> None:
    holder = hold(tmp_path, how)
    assert holder.stdout is not None
    if how == "within":
        assert holder.stdout.readline() == "begun\n"
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    with Ledger.open(str(tmp_path), wait=0) as ledger:
        assert len(ledger.submissions()) == 1
        assert ledger.has("箱", "1")
