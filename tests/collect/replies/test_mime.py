"""The bytes of a draft: read back by the standard library and by our own reader of mails."""

import email
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.collect.mail import open_mail
from gikxl.collect.replies.mime import (
    Attached,
    Mail,
    draft,
    is_address,
    key_of,
    receivers,
    replaced,
    split,
    words,
)
from gikxl.write.wording import clean

KEY = "k" * 64
MAIL = Mail(
    ("bangong@jyj.example.gov.cn", "zhang@example.gov.cn"),
    "请更正东海县教育局2024年政府信息公开工作年度报告",
    "2025-02-03T09:00:00+08:00",
    "<0123@gikxl>",
    "<20250120.1@mail.example>",
    "您好。\n",
    "<p>您好。</p>\n",
    Attached("东海县教育局年报-校验.xlsx", bytes(range(256)) * 100),
)
HOSTILE = st.text(
    st.one_of(st.sampled_from('\r\n\0\t\x85\u2028\u202e\u200b";<>\\=?@:&，某局'), st.characters()),
    max_size=80,
)


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


def test_a_draft_is_what_the_standard_library_reads() -> None:
    message = parsed(draft(MAIL, KEY))
    assert [(name, str(value)) for name, value in message.items()] == [
        ("X-Gikxl-Draft", f"{KEY} {message['X-Gikxl-Draft'].split()[1]}"),
        ("X-Unsent", "1"),
        ("To", "bangong@jyj.example.gov.cn, zhang@example.gov.cn"),
        ("Subject", MAIL.subject),
        ("Date", "Mon, 03 Feb 2025 09:00:00 +0800"),
        ("Message-ID", "<0123@gikxl>"),
        ("In-Reply-To", "<20250120.1@mail.example>"),
        ("References", "<20250120.1@mail.example>"),
        ("MIME-Version", "1.0"),
        ("Content-Type", message["Content-Type"]),
    ]
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", MAIL.attached.media,
    ]  # fmt: skip
    assert message.get_body(("plain",)).get_content() == "您好。\r\n"
    assert message.get_body(("html",)).get_content() == "<p>您好。</p>\r\n"
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == MAIL.attached.name
    assert attachment.get_content() == MAIL.attached.data
    assert draft(MAIL, KEY) == draft(MAIL, KEY)


def test_our_own_reader_finds_the_same() -> None:
    letter = open_mail(draft(MAIL, KEY), "mail")
    assert (letter.message_id, letter.subject, letter.sent, letter.problems) == (
        "0123@gikxl", MAIL.subject, MAIL.date, (),
    )  # fmt: skip
    assert [(part.name, part.data) for part in letter.parts] == [MAIL.attached[:2]]


def test_the_name_of_the_workbook_stands_in_both_manners() -> None:
    data = draft(MAIL, KEY)
    assert b"filename*=utf-8''%E4%B8%9C%E6%B5%B7" in data
    # As programs that know nothing of RFC 2231 look for it.
    plain = email.message_from_bytes(data)
    (attachment,) = [part for part in plain.walk() if part.get_param("name")]
    assert email.header.make_header(
        email.header.decode_header(str(attachment.get_param("name")))
    ) == (MAIL.attached.name)


def test_nothing_but_short_lines_of_ascii() -> None:
    long = MAIL._replace(subject="年" * 300, attached=Attached("年" * 80 + ".xlsx", b"x"))
    data = draft(long, KEY)
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) < 998
    assert data.count(b"\n") == data.count(b"\r\n")
    assert parsed(data)["Subject"] == long.subject
    (attachment,) = parsed(data).iter_attachments()
    assert attachment.get_filename() == long.attached.name


def test_without_workbook_without_address_without_a_mail_to_answer() -> None:
    message = parsed(draft(MAIL._replace(to=(), answers="", attached=None), KEY))
    assert message.get_content_type() == "multipart/alternative"
    assert {"To", "In-Reply-To", "References"}.isdisjoint(message.keys())


@pytest.mark.parametrize(
    "answers", ["<a@b>\r\nBcc: <x@y>", "<a b@c>", "a@b", "<>", "<年@b>", f"<{'a' * 251}>", "<a><b>"]
)
def test_an_odd_message_id_is_not_answered(answers: str) -> None:
    message = parsed(draft(MAIL._replace(answers=answers), KEY))
    assert {"In-Reply-To", "References", "Bcc"}.isdisjoint(message.keys())


def test_a_long_message_id_is_not_encoded() -> None:
    long = f"<{'a' * 200}@mail.example>"
    assert f"In-Reply-To: {long}\r\n".encode() in draft(MAIL._replace(answers=long), KEY)


@settings(deadline=None)
@given(subject=HOSTILE, name=HOSTILE, to=HOSTILE, answers=HOSTILE, body=HOSTILE)
def test_nothing_that_is_put_in_becomes_a_header_or_a_part(
    subject: str, name: str, to: str, answers: str, body: str
) -> None:
    mail = MAIL._replace(
        subject=subject, to=(to,), answers=answers, plain=body, attached=Attached(name, b"data")
    )
    message = parsed(draft(mail, KEY))
    expected = {
        "X-Gikxl-Draft", "X-Unsent", "To", "Subject", "Date", "Message-ID", "In-Reply-To",
        "References", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert set(message.keys()) <= expected
    assert len(message.keys()) == len(set(message.keys()))
    assert len(list(message.walk())) == 5
    assert message["Subject"] == " ".join(clean(subject).split())
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == b"data"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf")), max_size=300))
def test_any_words_come_back_from_a_header(text: str) -> None:
    wanted = " ".join(clean(text).split())
    encoded = words(text, 9)
    assert encoded.isascii()
    if "=?" not in wanted:
        made = b"Subject: " + encoded + b"\r\n\r\n"
        assert email.message_from_bytes(made, policy=email.policy.default)["Subject"] == wanted


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("zhang.san@example.gov.cn", True),
        ("a+b@163.com", True),
        ("a@localhost", False),
        ("张三@example.cn", False),
        ("a@b.cn, c@d.cn", False),
        ("a@b.cn\r\nBcc: c@d.cn", False),
        ("a@b.cn\n", False),
        ("<a@b.cn>", False),
        (" a@b.cn", False),
        ("a..b@c.cn", False),
        ("a@-b.cn", False),
        ("a@" + "b" * 250 + ".cn", False),
        ("", False),
    ],
)
def test_addresses(text: str, good: bool) -> None:
    assert is_address(text) is good


def test_a_draft_tells_whether_it_was_edited() -> None:
    data = draft(MAIL, KEY)
    assert key_of(data) == KEY
    assert key_of(data + b" ") is None
    assert key_of(data.replace(b"zhang@", b"wang@")) is None
    assert key_of(data.replace(b"\r\n", b"\n")) is None
    assert key_of(b"Subject: x\r\n\r\n") is None
    assert key_of(b"") is None


def test_headers_are_replaced_and_the_rest_stays() -> None:
    data = b"A: 1\nB: 2\n folded\nC: 3\n\nB: in the body\n.\n\xff"
    assert replaced(data, [b"b", b"D"], [b"D: 4"]) == (
        b"D: 4\r\nA: 1\r\nC: 3\r\n\r\nB: in the body\r\n.\r\n\xff"
    )
    assert split(data) == ([b"A: 1", b"B: 2\r\n folded", b"C: 3"], b"B: in the body\r\n.\r\n\xff")


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ("To: a@b.cn", ("a@b.cn",)),
        ("To: =?utf-8?b?5byg?= <a@b.cn>,\r\n c@d.cn\r\nCc: a@b.cn\r\nBcc: e@f.cn",
         ("a@b.cn", "c@d.cn", "e@f.cn")),
        ('To: "张, 三" <a@b.cn>', ("a@b.cn",)),
        ("To: 张三", ()),
        ("To: a@b.cn, 张三@d.cn", ()),
        ("Subject: a@b.cn", ()),
    ],
)  # fmt: skip
def test_whom_a_mail_is_addressed_to(headers: str, found: tuple[str, ...]) -> None:
    assert receivers(f"{headers}\r\n\r\nTo: x@y.cn".encode()) == found
