"""Sending, against a real server: each once, whatever it answers."""

import email
import email.policy
import socket
from pathlib import Path

import pytest

from gikxl.collect.replies import smtp
from gikxl.collect.replies.drafts import write_drafts
from gikxl.collect.replies.sending import Sender, Sent, once_more, send_drafts
from gikxl.collect.replies.smtp import NotConnected, Post, Server, server_of
from gikxl.finding import Unreadable
from tests.collect.certificates import Certificates
from tests.collect.replies.scene import Collection, some, writer
from tests.collect.replies.server import PASSWORD, USER, Behaviour, encrypted, running
from tests.collect.scenes import standing

SENDER = Sender("nianbao@example.gov.cn", "清河县人民政府")


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return Collection(tmp_path)


@pytest.fixture
def behaviour() -> Behaviour:
    return Behaviour()


def units(count: int) -> list:
    return [standing(n, f"{n}号局", "missing") for n in range(1, count + 1)]


def send(
    collection: Collection, behaviour: Behaviour, *standings, port: int = 0, **options
) -> Sent:
    """One run: draft, then send what is due."""
    if not port:
        with running(behaviour) as port:
            return send(collection, behaviour, *standings, port=port, **options)
    with collection.ledger() as ledger:
        drafts = write_drafts(ledger, writer(*standings), collection.mark).drafts
        due = [draft for draft in drafts if draft.is_due]
        with Post(Server("127.0.0.1", port, "", False), lambda: "") as post:
            return send_drafts(ledger, due, post, SENDER, **options)


def states(collection: Collection) -> list[tuple[str, str]]:
    return sorted((row.unit, row.state) for row in collection.rows())


# Sent


def test_what_arrives_is_the_draft(collection: Collection, behaviour: Behaviour) -> None:
    sent = send(collection, behaviour, *some())
    assert (len(sent.results), sent.stopped) == (4, "")
    assert {state for _, state in states(collection)} == {"sent"}
    (to, data) = behaviour.mails[1]
    assert to == ["unit2@mail.example"]
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert message["Subject"] == "请更正教育局2024年政府信息公开工作年度报告"
    assert str(message["From"]) == "清河县人民政府 <nianbao@example.gov.cn>"
    assert (message["To"], message["In-Reply-To"]) == ("unit2@mail.example", "<2@mail.example>")
    assert {"X-Unsent", "X-Gikxl-Draft"}.isdisjoint(message.keys())
    assert [part.get_content() for part in message.iter_attachments()] == ["PK of 教育局".encode()]
    assert len(message.keys()) == len(set(message.keys()))


def test_a_second_run_sends_nothing(collection: Collection, behaviour: Behaviour) -> None:
    send(collection, behaviour, *some())
    again = send(collection, behaviour, *some())
    assert again == Sent(())
    assert set(behaviour.ids().values()) == {1}
    assert len(behaviour.mails) == 4


def test_what_was_sent_is_kept_as_it_was_sent(collection: Collection, behaviour: Behaviour) -> None:
    send(collection, behaviour, standing(5, "水利局", "missing"))
    (file,) = collection.files()
    (row,) = collection.rows()
    assert (file.startswith("已发出/水利局-催报-"), row.path) == (True, f"回复/{file}")
    assert (collection.folder / row.path).read_bytes() == behaviour.mails[0][1]


def test_sixty_units_in_one_session(collection: Collection, behaviour: Behaviour) -> None:
    told = []
    sent = send(collection, behaviour, *units(60), told=told.append)
    assert len(sent.results) == len(told) == len(behaviour.mails) == len(behaviour.ids()) == 60
    assert behaviour.sessions == 1


def test_an_edited_draft_is_sent_as_it_was_edited(
    collection: Collection, behaviour: Behaviour
) -> None:
    unit = standing(5, "水利局", "missing")
    collection.draft(unit)
    (row,) = collection.rows()
    own = (
        "From: somebody@else.cn\nTo: =?utf-8?b?5byg?= <a@slj.cn>\nBcc: b@slj.cn\n"
        "Subject: x\nMessage-ID: <own@else>\nX-Unsent: 1\n\n王科长：\n.\n请报送。\n"
    )
    (collection.folder / row.path).write_bytes(own.encode())
    send(collection, behaviour, unit)
    ((to, data),) = behaviour.mails
    assert to == ["a@slj.cn", "b@slj.cn"]
    head, _, body = data.partition(b"\r\n\r\n")
    assert body == "王科长：\r\n.\r\n请报送。\r\n".encode()
    assert b"Bcc" not in head
    assert b"else" not in head
    assert b"@gikxl>" in head


def test_a_pause_between_mails(
    collection: Collection, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    send(collection, behaviour, *units(3), pause=2.5)
    assert [pause for pause in pauses if pause == 2.5] == [2.5, 2.5]


# Not sent


def test_a_refused_recipient_costs_one_mail(collection: Collection, behaviour: Behaviour) -> None:
    behaviour.rcpt = lambda to: "550 没有这个用户" if to.startswith("unit2@") else "250 OK"
    sent = send(collection, behaviour, *units(3))
    assert states(collection) == [("1号局", "sent"), ("2号局", "failed"), ("3号局", "sent")]
    said = "服务器不接受 unit2@mail.example：550 没有这个用户"
    assert [result.answer for result in sent.results] == ["", said, ""]
    # It is not tried again by itself, but said, until somebody wants it.
    assert send(collection, behaviour, *units(3)) == Sent(())
    behaviour.rcpt = lambda _: "250 OK"
    with collection.ledger() as ledger:
        once_more(ledger, ["2号局"])
    send(collection, behaviour, *units(3))
    assert [to for to, _ in behaviour.mails][-1] == ["unit2@mail.example"]
    assert set(behaviour.ids().values()) == {1}


def test_of_several_recipients_one_is_refused(collection: Collection, behaviour: Behaviour) -> None:
    behaviour.rcpt = lambda to: "550 no" if to == "old@a.cn" else "250 OK"
    unit = standing(1, "财政局", "missing")
    unit = unit._replace(office=unit.office._replace(mails=("old@a.cn", "new@a.cn")))
    (result,) = send(collection, behaviour, unit).results
    assert (result.reply.state, result.answer) == ("sent", "服务器不接受 old@a.cn：550 no")
    assert [to for to, _ in behaviour.mails] == [["new@a.cn"]]


def test_what_is_put_off_is_sent_the_next_time(
    collection: Collection, behaviour: Behaviour
) -> None:
    behaviour.rcpt = lambda to: "451 稍后再试" if to.startswith("unit1@") else "250 OK"
    behaviour.data = lambda number: "452 full" if number == 1 else "250 OK"
    send(collection, behaviour, *units(3))
    assert states(collection) == [("1号局", "drafted"), ("2号局", "drafted"), ("3号局", "sent")]
    behaviour.rcpt = behaviour.data = lambda _: "250 OK"
    send(collection, behaviour, *units(3))
    assert {state for _, state in states(collection)} == {"sent"}
    assert set(behaviour.ids().values()) == {1}


def test_a_mail_that_is_refused_whole(collection: Collection, behaviour: Behaviour) -> None:
    behaviour.data = lambda number: "554 像垃圾邮件" if number == 1 else "250 OK"
    sent = send(collection, behaviour, *units(2))
    assert sent.results[0].answer == "服务器没有接收：554 像垃圾邮件"
    assert states(collection) == [("1号局", "failed"), ("2号局", "sent")]


def test_where_the_server_wants_no_more(collection: Collection, behaviour: Behaviour) -> None:
    behaviour.rcpt = lambda to: "421 too many" if to.startswith("unit2@") else "250 OK"
    sent = send(collection, behaviour, *units(3))
    assert sent.stopped == "服务器不接受 unit2@mail.example：421 too many"
    assert states(collection) == [("1号局", "sent"), ("2号局", "drafted"), ("3号局", "drafted")]


def test_a_connection_that_breaks_before_the_answer(
    collection: Collection, behaviour: Behaviour
) -> None:
    """The server took it, or did not: nobody knows, so it is not sent again by itself."""
    behaviour.data = lambda number: "250 and gone" if number == 2 else "250 OK"
    sent = send(collection, behaviour, *units(4))
    assert states(collection) == [
        ("1号局", "sent"), ("2号局", "sending"), ("3号局", "sent"), ("4号局", "sent"),
    ]  # fmt: skip
    assert sent.results[1].answer == "没有等到服务器的答复"
    assert behaviour.sessions == 2
    assert send(collection, behaviour, *units(4)) == Sent(())
    assert set(behaviour.ids().values()) == {1}
    with collection.ledger() as ledger:
        once_more(ledger, ["2号局"])
        with pytest.raises(ValueError, match="“1号局”没有可能已发出或者被拒收的回复"):
            once_more(ledger, ["1号局"])
    send(collection, behaviour, *units(4))
    assert sorted(behaviour.ids().values()) == [1, 1, 1, 2]


def test_a_server_that_talks_nonsense(collection: Collection, behaviour: Behaviour) -> None:
    behaviour.rcpt = lambda to: "252 maybe" if to.startswith("unit1@") else "250 OK"
    behaviour.data = lambda number: {2: "嗯", 3: "354 go on", 4: "x" * 9000}.get(number, "250 OK")
    send(collection, behaviour, *units(5))
    assert states(collection) == [
        ("1号局", "sent"), ("2号局", "sending"), ("3号局", "sending"), ("4号局", "sending"),
        ("5号局", "sent"),
    ]  # fmt: skip


def test_a_server_that_is_gone(collection: Collection, behaviour: Behaviour) -> None:
    with running(behaviour) as port, collection.ledger() as ledger:
        due = write_drafts(ledger, writer(*units(2)), collection.mark).drafts
        post = Post(Server("127.0.0.1", port, "", False), lambda: "")
        post.connect()
        post.connect()
    with pytest.raises(NotConnected, match=f"连接不上 127.0.0.1:{port}：Connection refused"):
        post.connect()
    with collection.ledger() as ledger:
        sent = send_drafts(ledger, due, post, SENDER)
    assert (sent.results, sent.stopped[:5]) == ((), "连接不上 ")
    assert {state for _, state in states(collection)} == {"drafted"}


def test_a_draft_without_an_address_costs_itself(
    collection: Collection, behaviour: Behaviour
) -> None:
    collection.draft(*units(2))
    with collection.ledger() as ledger, running(behaviour) as port:
        drafts = write_drafts(ledger, writer(*units(2)), collection.mark).drafts
        (collection.folder / drafts[0].reply.path).write_text("To: 张三\n\n", encoding="utf-8")
        with Post(Server("127.0.0.1", port, "", False), lambda: "") as post:
            sent = send_drafts(ledger, drafts, post, SENDER)
    assert "草稿里的收件人不是邮箱地址：回复/1号局-催报.eml" in sent.results[0].answer
    assert states(collection) == [("1号局", "drafted"), ("2号局", "sent")]


# The way to the server


@pytest.mark.parametrize("how", ["tls", "starttls"])
def test_encrypted_and_logged_in(
    collection: Collection, behaviour: Behaviour, made: Certificates, how: str
) -> None:
    with running(behaviour, **{how: encrypted(made)}) as port, collection.ledger() as ledger:
        drafts = write_drafts(ledger, writer(*units(1)), collection.mark).drafts
        server = Server("localhost", port, USER, how == "tls")
        with Post(server, lambda: PASSWORD, str(made.authority)) as post:
            send_drafts(ledger, drafts, post, SENDER)
    assert behaviour.logins == [USER.encode()]
    assert states(collection) == [("1号局", "sent")]


@pytest.mark.parametrize("how", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for(
    behaviour: Behaviour, made: Certificates, how: str
) -> None:
    asked: list[str] = []
    with running(behaviour, **{how: encrypted(made)}) as port:
        post = Post(Server("localhost", port, USER, how == "tls"), lambda: str(asked.append("")))
        with pytest.raises(NotConnected, match=r"证书不受信任（.*）。请核对服务器名称；.*--ca"):
            post.connect()
    assert (asked, behaviour.logins) == ([], [])


def test_a_wrong_code(behaviour: Behaviour, made: Certificates) -> None:
    with running(behaviour, tls=encrypted(made)) as port:
        post = Post(Server("localhost", port, USER, True), lambda: "wrong", str(made.authority))
        with pytest.raises(NotConnected, match=r"用户名或授权码不对：535 .*在网页上生成的授权码"):
            post.connect()


def test_a_server_that_knows_no_users(behaviour: Behaviour) -> None:
    with running(behaviour) as port:
        post = Post(Server("127.0.0.1", port, USER, False), lambda: PASSWORD)
        with pytest.raises(NotConnected, match=f"127.0.0.1:{port} 不能登录。请核对端口"):
            post.connect()


def test_nothing_is_said_in_the_clear_to_another_computer(
    behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "_LOOPBACK", ())
    with running(behaviour) as port:
        post = Post(Server("127.0.0.1", port, USER, False), lambda: PASSWORD)
        with pytest.raises(NotConnected, match=rf"127.0.0.1:{port} 不能加密，没有登录。"):
            post.connect()
    assert behaviour.logins == []


def test_a_server_whose_name_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NotConnected, match=r"找不到服务器 smtp\.example\.gov\.cn:465"):
        Post(Server("smtp.example.gov.cn", 465, "", True), lambda: "").connect()


def test_a_file_that_is_no_certificate(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("x")
    for name in ("ca.pem", "没有.pem"):
        with pytest.raises(Unreadable, match=name):
            Post(Server("localhost", 465, "", True), lambda: "", str(tmp_path / name))


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://a@b.cn", Server("b.cn", 465, "a", True)),
        ("smtp://a@b.cn:587", Server("b.cn", 587, "a", False)),
        ("smtp://a@163.com@smtp.163.com:465", Server("smtp.163.com", 465, "a@163.com", True)),
        ("smtp://a%40163.com@smtp.163.com", Server("smtp.163.com", 465, "a@163.com", True)),
        ("smtps://a@b.cn:994", Server("b.cn", 994, "a", True)),
        ("smtp://localhost:25", Server("localhost", 25, "", False)),
    ],
)
def test_servers(url: str, server: Server) -> None:
    assert server_of(url) == server


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://a:secret@b.cn", "不要把密码或授权码写在命令行里"),
        ("b.cn", "服务器应写作 smtp://用户名@服务器"),
        ("imap://a@b.cn", "服务器应写作"),
        ("smtp://", "服务器应写作"),
        ("smtp://a@b.cn:99999", "服务器应写作"),
        ("smtp://a@b.cn/x", "服务器应写作"),
    ],
)
def test_what_is_no_server(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        server_of(url)
    assert "secret" not in str(refused.value)
