"""Outlook's own formats: .msg files and winmail.dat, against an independent reader too."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oxmsg import Message

from gikxl.collect.mail import Letter, open_file, open_mail
from tests.collect.mails import mail, zipped
from tests.collect.outlook import compound, message, msg, tnef

PDF = b"%PDF-1.7 \x00\x01\xff"
NAME = "某某局2025年政府信息公开工作年度报告（终稿）.pdf"


def told(letter: Letter) -> list[tuple[str, str, bytes]]:
    return [(found.inside, found.name, found.data) for found in letter.parts]


@pytest.mark.parametrize("codec", ["utf-16-le", "gbk"])
def test_an_outlook_mail_is_a_letter(codec: str) -> None:
    data = msg(attachments={NAME: PDF, "b.pdf": PDF * 900}, codec=codec)
    letter = open_mail(data, "msg")
    assert told(letter) == [("", NAME, PDF), ("", "b.pdf", PDF * 900)]
    assert (letter.subject, letter.sender_name) == ("报送年报", "张三")
    assert (letter.sender, letter.sent) == ("zs@example.gov.cn", "2026-01-15T09:30:00+08:00")
    assert letter.problems == ()


def test_another_reader_reads_the_same() -> None:
    data = msg(attachments={NAME: PDF, "b.pdf": PDF * 900})
    other = Message.load(data)
    assert (other.subject, other.body) == ("报送年报", "请查收。")
    assert other.sent_date == datetime(2026, 1, 15, 1, 30, tzinfo=UTC)
    assert [(a.file_name, a.file_bytes) for a in other.attachments] == [
        (found.name, found.data) for found in open_mail(data).parts
    ]


def test_the_headers_of_the_net_come_before_the_properties() -> None:
    headers = "From: =?gbk?B?wO7LxA==?= <LS@b.gov.cn>\r\nMessage-ID: <1@b>\r\n"
    headers += "Date: Fri, 16 Jan 2026 10:00:00 +0800\r\n\r\n"
    letter = open_mail(msg(headers=headers))
    assert (letter.sender_name, letter.sender) == ("李四", "ls@b.gov.cn")
    assert (letter.message_id, letter.sent) == ("1@b", "2026-01-16T10:00:00+08:00")
    assert letter.subject == "报送年报"


def test_a_mail_in_an_outlook_mail_and_outlook_mails_in_others() -> None:
    inner = message(subject="转发：年报/报送", attachments={NAME: PDF})
    data = msg(forwarded={"": inner}, attachments={"b.zip": zipped({"c.pdf": PDF})})
    found = [("转发：年报／报送", NAME, PDF), ("b.zip", "c.pdf", PDF)]
    assert sorted(told(open_mail(data))) == sorted(found)
    assert sorted(told(open_mail(mail(attachments={"fw.msg": data})))) == sorted(
        (f"fw.msg/{inside}", name, data) for inside, name, data in found
    )
    named = msg(forwarded={"fw.msg": message(forwarded={"again": inner})})
    assert told(open_mail(named)) == [("fw.msg/again", NAME, PDF)]


def test_depth_has_a_limit_here_too() -> None:
    tree = message(attachments={NAME: PDF})
    for _ in range(12):
        tree = message(forwarded={"": tree})
    letter = open_mail(msg(forwarded={"": tree}))
    assert letter.parts == ()
    assert [problem.code for problem in letter.problems] == ["M004"]


def test_an_attachment_that_is_only_an_address_is_told() -> None:
    letter = open_mail(msg(links=("年报.xlsx",)))
    assert [(p.code, p.severity) for p in letter.problems] == [("M010", "error")]
    assert "年报.xlsx" in letter.problems[0].message
    body = open_mail(msg(body="https://pan.baidu.com/s/1abc"))
    assert "百度网盘" in body.problems[0].message


def test_an_outlook_mail_without_a_date_or_address() -> None:
    letter = open_mail(msg(sent=None, address=""))
    assert (letter.sender_name, letter.sender, letter.sent) == ("张三", "", "")


def test_an_ole_file_that_is_no_mail_is_kept_as_a_file() -> None:
    data = compound({"Workbook": bytes(5000)})
    assert told(open_file("年报.xls", data)) == [("", "年报.xls", data)]
    assert told(open_file("年报", data)) == [("", "年报", data)]
    assert [p.code for p in open_mail(data, "msg").problems] == ["M002"]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_outlook_mail_is_a_letter(data: st.DataObject) -> None:
    whole = bytearray(msg(attachments={NAME: PDF, "b.pdf": PDF * 400}))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    del whole[data.draw(st.integers(8, len(whole))) :]
    open_mail(bytes(whole), "msg")


def winmail(data: bytes) -> Letter:
    return open_mail(mail(attachments={"winmail.dat": data}))


@pytest.mark.parametrize("codec", ["utf-16-le", "gbk"])
@pytest.mark.parametrize("by_properties", [False, True])
def test_winmail_dat_is_unfolded(codec: str, by_properties: bool) -> None:
    data = tnef({NAME: PDF, "b.pdf": PDF * 9}, codec=codec, by_properties=by_properties)
    letter = winmail(data)
    assert told(letter) == [("winmail.dat", NAME, PDF), ("winmail.dat", "b.pdf", PDF * 9)]
    assert letter.problems == ()


def test_winmail_dat_without_long_names_with_a_zip_and_with_another_in_it() -> None:
    data = tnef({"a.zip": zipped({"年报.pdf": PDF})})
    assert told(winmail(data)) == [("winmail.dat/a.zip", "年报.pdf", PDF)]
    short = data.replace(b"\x1f\x00\x07\x37", b"\x1f\x00\x07\x36")
    assert told(winmail(short)) == [("winmail.dat/SHORT~1.XLS", "年报.pdf", PDF)]
    embedded = tnef({"a": bytes(16) + tnef({NAME: PDF})}, by_properties=True)
    assert told(winmail(embedded)) == [("winmail.dat/winmail.dat", NAME, PDF)]


def test_a_winmail_dat_that_is_cut_off_keeps_what_was_whole() -> None:
    whole = tnef({NAME: PDF, "b.pdf": PDF * 9})
    letter = winmail(whole[:-60])
    assert told(letter)[0] == ("winmail.dat", NAME, PDF)
    assert [(p.code, p.severity) for p in letter.problems] == [("M015", "error")]


def test_twenty_winmail_dats_in_each_other_have_a_limit() -> None:
    data = tnef({NAME: PDF})
    for _ in range(20):
        data = tnef({"a": data})
    letter = winmail(data)
    assert letter.parts == ()
    assert [problem.code for problem in letter.problems] == ["M004"]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_winmail_dat_is_a_letter(data: st.DataObject) -> None:
    whole = bytearray(tnef({NAME: PDF, "b.pdf": PDF * 9}, by_properties=data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    letter = open_file("winmail.dat", bytes(whole))
    assert all(found.name for found in letter.parts)
