"""A mailbox on Dovecot: everything comes, once, and nothing in it changes."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from gikxl.collect.model import Item
from gikxl.collect.sources import imap, items
from tests.collect import dovecot
from tests.collect.dovecot import CODE, Dovecot
from tests.collect.mails import CHINA, mail
from tests.collect.memory import Memory

pytest.importorskip("imapclient", reason="没有安装 IMAPClient")
pytestmark = pytest.mark.skipif(bool(dovecot.why_not()), reason=dovecot.why_not() or "-")

ARRIVED = datetime(2026, 1, 15, 9, 30, 5, tzinfo=CHINA)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with Dovecot() as one:
        yield one


@pytest.fixture(autouse=True)
def code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIKXL_MAIL_PASSWORD", CODE)
    monkeypatch.setattr(imap, "WAITS", (0.01, 0.05, 0.1))


def some(count: int, word: str) -> list[bytes]:
    return [mail(subject=f"{word}{number}") for number in range(count)]


def test_three_hundred_mails_in_a_chinese_folder_leave_no_trace(server: Dovecot) -> None:
    mails = some(300, "报送")
    server.deliver("年报/2026年报送", mails, ARRIVED)
    with server.client() as client:
        client.select_folder("年报/2026年报送")
        client.set_flags([3, 4], [b"\\Seen"])
    server.deliver("年报/2026年报送", some(2, "最新"), ARRIVED)
    before = server.state("年报/2026年报送")
    memory = Memory()
    run = memory.run(server.url("年报/2026年报送"), ca=server.ca)
    assert run.data == mails + some(2, "最新")
    assert run.troubles == []
    assert {item.arrived for item in run.items} == {"2026-01-15T09:30:05+08:00"}
    assert server.state("年报/2026年报送") == before
    assert before[0][b"RECENT"] == 2
    again = memory.run(server.url("年报/2026年报送"), ca=server.ca)
    assert (again.items, again.troubles) == ([], [])


def test_a_mail_that_arrives_meanwhile_comes_with_the_next_run(server: Dovecot) -> None:
    server.deliver("其间", some(60, "先"))
    memory = Memory()
    offers = items(server.url("其间"), memory, ca=server.ca)
    first = next(offers)
    assert isinstance(first, Item)
    server.deliver("其间", some(1, "后"))
    for offer in [first, *offers]:
        assert isinstance(offer, Item)
        memory.keys.add((offer.source, offer.key))
    assert len(memory.keys) == 60
    assert memory.run(server.url("其间"), ca=server.ca).data == some(1, "后")


def test_a_run_that_was_stopped_goes_on_where_it_was(server: Dovecot) -> None:
    mails = some(130, "断点")
    server.deliver("断点", mails)
    memory = Memory()
    offers = items(server.url("断点"), memory, ca=server.ca)
    taken = []
    for _ in range(70):
        offer = next(offers)
        assert isinstance(offer, Item)
        memory.keys.add((offer.source, offer.key))
        taken.append(offer.data)
    offers.close()  # type: ignore[attr-defined]
    rest = memory.run(server.url("断点"), ca=server.ca).data
    assert taken + rest == mails


def test_mails_numbered_anew_are_read_again(server: Dovecot) -> None:
    server.deliver("重建", some(3, "重建"))
    memory = Memory()
    first = memory.run(server.url("重建"), ca=server.ca)
    server.number_anew("重建")
    second = memory.run(server.url("重建"), ca=server.ca)
    assert second.data == first.data
    assert not {item.key for item in first.items} & {item.key for item in second.items}
    assert memory.run(server.url("重建"), ca=server.ca).items == []


def test_a_connection_that_is_killed_is_opened_again(server: Dovecot) -> None:
    mails = some(300, "中断")
    server.deliver("中断", mails)
    got = []
    for offer in items(server.url("中断"), Memory(), ca=server.ca):
        assert isinstance(offer, Item)
        got.append(offer.data)
        if len(got) in (70, 180):
            server.end_sessions()
    assert got == mails


def test_a_server_that_is_gone_midway_is_told_and_nothing_is_lost(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "WAITS", (0.0, 0.0))
    mails = some(120, "停机")
    server.deliver("停机", mails)
    memory, got = Memory(), []
    for offer in items(server.url("停机"), memory, ca=server.ca):
        if isinstance(offer, Item):
            memory.keys.add((offer.source, offer.key))
            got.append(offer.data)
            if len(got) == 50:
                server.stop()
        else:
            assert offer.finding.code == "M130"
            got.append(b"told")
    server.start()
    assert got.pop() == b"told"
    assert got + memory.run(server.url("停机"), ca=server.ca).data == mails


def test_a_folder_that_is_not_there_is_answered_with_those_that_are(server: Dovecot) -> None:
    server.deliver("收到的年报", some(1, "一"))
    (trouble,) = Memory().run(server.url("年报2"), ca=server.ca).troubles
    assert trouble.finding.code == "M128"
    assert "INBOX（收件箱）" in trouble.finding.suggestion
    assert "收到的年报" in trouble.finding.suggestion


def test_the_inbox_needs_no_name(server: Dovecot) -> None:
    server.deliver("INBOX", some(2, "收件"))
    assert Memory().run(server.url(), ca=server.ca).data == some(2, "收件")


def test_a_wrong_code_is_refused_and_not_repeated(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIKXL_MAIL_PASSWORD", "wrong-geheim")
    (trouble,) = Memory().run(server.url(), ca=server.ca).troubles
    assert trouble.finding.code == "M127"
    assert "Authentication failed" in trouble.finding.message
    assert "geheim" not in repr(trouble)


def test_a_private_authority_is_trusted_by_option_only(server: Dovecot, tmp_path: Path) -> None:
    assert Memory().run(server.url()).told == [(server.url(), "M126")]
    assert Memory().run(server.url(), ca=server.ca_der).troubles == []
    other = tmp_path / "其他.pem"
    for text in ("no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"):
        other.write_text(text)
        assert Memory().run(server.url(), ca=str(other)).told == [(server.url(), "M132")]
    assert Memory().run(server.url(), ca=str(tmp_path / "没有.pem")).told[0][1] == "M132"


def test_a_name_that_is_not_the_certificates_is_not_trusted(server: Dovecot) -> None:
    url = server.url().replace("127.0.0.1", "127.0.0.2")
    code = Memory().run(url, ca=server.ca).told[0][1]
    assert code in ("M126", "M125")


def test_nobody_listens(server: Dovecot) -> None:
    url = f"imap://nb@127.0.0.1:{dovecot.free_port()}/"
    assert Memory().run(url, ca=server.ca).told == [(url, "M125")]


def test_folders_of_a_server_with_another_separator() -> None:
    with Dovecot(separator=".") as server:
        server.deliver("年报.2026", some(1, "点"))
        assert Memory().run(server.url("年报/2026"), ca=server.ca).data == some(1, "点")
