"""Servers that behave as some do: refusing without ID, knowing no ID, failing at one mail."""

import sys
from collections.abc import Callable

import pytest

from gikxl.collect.sources import data_of, head_of, imap, session
from gikxl.finding import Unreadable
from tests.collect import certificates
from tests.collect.certificates import Certificates
from tests.collect.mails import mail
from tests.collect.memory import Memory, Run
from tests.collect.stub_imap import CODE, StubServer

pytest.importorskip("imapclient", reason="没有安装 IMAPClient")
pytestmark = pytest.mark.skipif(not certificates.are_possible(), reason="没有 openssl，做不了证书")

MAILS = {uid: mail(subject=f"报送{uid}") for uid in (3, 4, 9)}
WITH_ID = "IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ UIDPLUS"
Before = Callable[[StubServer, str], str | None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates.make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(autouse=True)
def code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIKXL_MAIL_PASSWORD", CODE)
    monkeypatch.setattr(imap, "WAITS", (0.0, 0.0))


def over(server: StubServer, made: Certificates, memory: Memory | None = None) -> Run:
    return (memory or Memory()).run(server.url, ca=str(made.authority))


def test_a_server_that_wants_id_gets_it_after_the_login(made: Certificates) -> None:
    with StubServer(made, MAILS, capabilities=WITH_ID, wants_id=True) as server:
        run = over(server, made)
    assert run.data == list(MAILS.values())
    names = [command.split()[0] for command in server.commands]
    assert names.index("LOGIN") < names.index("ID") < names.index("EXAMINE")


def test_a_server_that_does_not_announce_id_is_not_sent_it(made: Certificates) -> None:
    with StubServer(made, MAILS) as server:
        run = over(server, made)
    assert len(run.items) == 3
    assert not [command for command in server.commands if command.startswith("ID")]


def test_a_login_that_stays_unsafe_is_told_in_the_servers_words(made: Certificates) -> None:
    with StubServer(made, MAILS, wants_id=True) as server:
        (trouble,) = over(server, made).troubles
    assert trouble.finding.code == "M129"
    assert "Unsafe Login" in trouble.finding.message


def test_only_commands_that_read_are_sent(made: Certificates) -> None:
    with StubServer(made, MAILS, capabilities=WITH_ID) as server:
        over(server, made)
    assert [
        command.partition(" (")[0] for command in server.commands if "LOGIN" not in command
    ] == [
        "CAPABILITY",
        "CAPABILITY",
        "ID",
        'EXAMINE "INBOX"',
        "UID SEARCH ALL",
        "UID FETCH 3,4,9",
        "UID FETCH 3,4,9",
        "LOGOUT",
    ]
    assert "UID FETCH 3,4,9 (BODY.PEEK[])" in server.commands


def test_the_code_is_refused(made: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIKXL_MAIL_PASSWORD", "wrong")
    with StubServer(made, MAILS) as server:
        (trouble,) = over(server, made).troubles
    assert trouble.finding.code == "M127"
    assert "登录失败" in trouble.finding.message


def test_a_code_in_chinese_cannot_be_right(
    made: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIKXL_MAIL_PASSWORD", "密码")
    with StubServer(made, MAILS) as server:
        assert over(server, made).told[0][1] == "M127"


def test_one_mail_that_is_not_handed_out_costs_only_itself(made: Certificates) -> None:
    def before(_: StubServer, command: str) -> str | None:
        asks = command.startswith("UID FETCH") and "BODY" in command
        return "NO internal error" if asks and "4" in command else None

    memory = Memory()
    with StubServer(made, MAILS, before=before) as server:
        run = over(server, made, memory)
        assert run.data == [MAILS[3], MAILS[9]]
        assert run.told == [("INBOX/UID 4", "M131")]
        server.before = lambda _, __: None
        assert over(server, made, memory).data == [MAILS[4]]


def test_a_mail_that_is_deleted_meanwhile_is_left_out(made: Certificates) -> None:
    def before(server: StubServer, command: str) -> str | None:
        if "BODY" in command:
            server.mails.pop(4, None)
        return None

    with StubServer(made, MAILS, before=before) as server:
        run = over(server, made)
    assert run.data == [MAILS[3], MAILS[9]]
    assert run.troubles == []


@pytest.mark.parametrize("asked", ["SIZE", "BODY"])
def test_a_mail_that_is_there_and_is_kept_back_is_told(made: Certificates, asked: str) -> None:
    def before(_: StubServer, command: str) -> str | None:
        return "OK nothing is said" if asked in command else None

    with StubServer(made, MAILS, before=before) as server:
        run = over(server, made)
    assert run.items == []
    assert run.told == [(f"INBOX/UID {uid}", "M131") for uid in MAILS]


def test_of_a_large_mail_only_the_head_is_fetched(made: Certificates) -> None:
    with StubServer(made, MAILS, sizes={4: 60_000_000}) as server:
        first, large, last = over(server, made).items
    assert [data_of(first), data_of(last)] == [MAILS[3], MAILS[9]]
    with pytest.raises(Unreadable) as refused:
        data_of(large)
    assert refused.value.finding.code == "M107"
    assert head_of(large) == MAILS[4].partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert "UID FETCH 4 (BODY.PEEK[HEADER])" in server.commands


def test_fetching_in_small_batches(made: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "_BATCH_BYTES", len(MAILS[3]) * 2 + 10)
    with StubServer(made, MAILS) as server:
        assert over(server, made).data == list(MAILS.values())
    asked = [command for command in server.commands if "BODY" in command]
    assert asked == ["UID FETCH 3,4 (BODY.PEEK[])", "UID FETCH 9 (BODY.PEEK[])"]


def test_very_many_mails_are_asked_for_in_ranges(
    made: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_MOST_IN_A_LINE", 2)
    with StubServer(made, MAILS) as server:
        over(server, made)
    asked = [command for command in server.commands if "SEARCH" in command]
    assert asked == ["UID SEARCH 1:2", "UID SEARCH 3:3"]


@pytest.mark.parametrize("where", ["EXAMINE", "SEARCH", "RFC822.SIZE", "BODY"])
def test_cut_off_anywhere_it_goes_on(made: Certificates, where: str) -> None:
    def before(server: StubServer, command: str) -> str | None:
        return "cut" if where in command and server.sessions == 1 else None

    with StubServer(made, MAILS, before=before) as server:
        run = over(server, made)
    assert run.data == list(MAILS.values())
    assert (run.troubles, server.sessions) == ([], 2)


def test_numbered_anew_while_cut_off(made: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "_BATCH_MAILS", 1)

    def before(server: StubServer, command: str) -> str | None:
        if "FETCH 4 (BODY" in command and server.sessions == 1:
            server.validity = 8
            return "cut"
        return None

    with StubServer(made, MAILS, before=before) as server:
        run = over(server, made)
    assert [item.key for item in run.items] == ["7/3", "8/3", "8/4", "8/9"]


def test_cut_off_for_good(made: Certificates) -> None:
    with StubServer(made, MAILS, before=lambda _, c: "cut" if "SEARCH" in c else None) as server:
        run = over(server, made)
    assert (run.told, server.sessions) == ([(server.url, "M130")], 3)


@pytest.mark.parametrize(
    ("asked", "junk", "answer"),
    [
        ("SEARCH", "* SEARCH a b c", "M129"),
        ("SEARCH", "OK nothing is said", "M129"),
        ("SEARCH", "\x00\xff", "M130"),
        ("SIZE", "BAD what", "M129"),
        ("SIZE", "* 1 FETCH (UID", "M129"),
    ],
)
def test_answers_that_make_no_sense(made: Certificates, asked: str, junk: str, answer: str) -> None:
    with StubServer(made, MAILS, before=lambda _, c: junk if asked in c else None) as server:
        assert over(server, made).told == [(server.url, answer)]


def test_without_the_library_it_says_what_to_install(
    made: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "imapclient", None)
    with StubServer(made, MAILS) as server:
        assert over(server, made).told == [(server.url, "M124")]
