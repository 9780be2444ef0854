"""What is in a mail, wherever it stands, comes out unchanged; what is hostile costs nothing."""

import email
import time
import unicodedata
from email import policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.collect.mail import Letter, open_file, open_mail
from tests.collect.mails import STYLES, mail, multipart, part

PDF = b"%PDF-1.7 \x00\x01\xff\r\n--\r\n"
HEAD = b"From: zs@example.gov.cn\r\nSubject: x\r\n"
ATTACHED = (
    b'Content-Type: application/octet-stream; name="a.pdf"\r\nContent-Disposition: attachment\r\n'
)
TEXT = part(b"Content-Type: text/plain\r\n", b"hello")
REPORT = part(ATTACHED, PDF)


def named(letter: Letter) -> dict[str, bytes]:
    return {found.name: found.data for found in letter.parts}


def problems(letter: Letter) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in letter.problems]


def one(headers: bytes, data: bytes = PDF, encoding: str = "base64") -> Letter:
    return open_mail(HEAD + multipart([TEXT, part(headers, data, encoding=encoding)], "edge"))


def by_the_library(whole: bytes) -> list[bytes]:
    message = email.message_from_bytes(whole, policy=policy.compat32)
    return [p.get_payload(decode=True) for p in message.walk() if p.get_filename() is not None]


file_names = st.sampled_from(["年报.pdf", "a.pdf", "某某局 2025.pdf", "报告（终稿）.pdf"])


@settings(max_examples=60, deadline=None)
@given(
    style=st.sampled_from([*STYLES, "stdlib"]),
    files=st.dictionaries(file_names, st.binary(max_size=400).map(lambda b: b"%PDF-" + b)),
)
def test_files_are_the_standard_library_s_bytes(style: str, files: dict[str, bytes]) -> None:
    whole = mail(attachments=files, style=style)
    letter = open_mail(whole)
    assert [found.data for found in letter.parts] == by_the_library(whole) == [*files.values()]
    assert [found.name for found in letter.parts] == [*files]
    assert problems(letter) == ([] if files else [("M001", "notice")])


@settings(max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=300).map(lambda b: b"%PDF-" + b),
    encoding=st.sampled_from(["base64", "quoted-printable", "8bit", "binary", "BASE64 ", ""]),
)
def test_every_encoding_gives_the_bytes_back(data: bytes, encoding: str) -> None:
    how = encoding.strip().lower() or "8bit"
    whole = HEAD + multipart([part(ATTACHED, data, encoding=how)], "edge")
    whole = whole.replace(f"Encoding: {how}".encode(), f"Encoding: {encoding}".encode())
    assert named(open_mail(whole)) == {"a.pdf": data}


@pytest.mark.parametrize(
    ("headers", "encoding"),
    [
        (b"Content-Type: application/pdf; name=a.pdf\r\n", "base64"),
        (b"Content-Type: application/pdf; name=a.pdf\r\nContent-ID: <1>\r\n", "base64"),
        (b"content-type:application/pdf;name=a.pdf\r\nCONTENT-DISPOSITION:inline\r\n", "base64"),
        (b'Content-Disposition: attachment; filename="a.pdf"\r\n', "base64"),
        (b'Content-Type: text/plain; name="a.pdf"\r\n', "base64"),
        (b'Content-Type: garbage; name="a.pdf"\r\n', "base64"),
        (b'Content-Type: application/pdf\r\n\t; name="a.pdf"\r\n', "base64"),
    ],
)
def test_a_report_is_one_however_its_part_is_labelled(headers: bytes, encoding: str) -> None:
    assert named(one(headers, PDF, encoding)) == {"a.pdf": PDF}


def test_a_file_without_a_name_gets_one() -> None:
    assert named(one(b"Content-Type: application/pdf\r\n")) == {"未命名.pdf": PDF}


def test_base64_that_nobody_labelled_and_base64_joined_from_pieces() -> None:
    plain = b"JVBERi0xLjcg" + b"\r\nAAH/\r\n"
    assert named(one(ATTACHED, plain, "7bit")) == {"a.pdf": b"%PDF-1.7 \x00\x01\xff"}
    pieces = b"JVBERi0=\r\nMS43\r\nIA==\r\n"
    whole = HEAD + multipart([part(ATTACHED, b"").rstrip() + b"\r\n\r\n" + pieces], "edge")
    assert named(open_mail(whole)) == {"a.pdf": b"%PDF-1.7 "}


def test_a_footer_behind_base64_is_no_part_of_the_file() -> None:
    footer = (
        part(ATTACHED, PDF + b"!!").rstrip(b"\r\n")
        + b"\r\n_______\r\nlist mailing list: http://a.b/c\r\n"
    )
    assert named(open_mail(HEAD + multipart([TEXT, footer], "edge"))) == {"a.pdf": PDF + b"!!"}


def test_a_mail_that_is_nothing_but_the_file() -> None:
    assert named(open_mail(HEAD + REPORT)) == {"a.pdf": PDF}


def test_a_boundary_that_begins_with_another_and_one_that_is_not_told() -> None:
    inner = multipart([TEXT, REPORT], "edge_2", "related")
    assert named(open_mail(HEAD + multipart([inner, TEXT], "edge"))) == {"a.pdf": PDF}
    untold = multipart([TEXT, REPORT], "edge").replace(b'boundary="edge"', b"x=y")
    assert named(open_mail(HEAD + untold)) == {"a.pdf": PDF}
    wrong = multipart([TEXT, REPORT], "edge").replace(b'"edge"', b'"other"')
    assert named(open_mail(HEAD + wrong)) == {"a.pdf": PDF}


def test_lines_may_end_in_any_way_and_something_may_stand_before() -> None:
    whole = HEAD + multipart([TEXT, part(ATTACHED, b"%PDF-1")], "edge")
    for ends in (b"\n", b"\r", b"\r\n"):
        assert named(open_mail(whole.replace(b"\r\n", ends))) == {"a.pdf": b"%PDF-1"}
    for before in (b"From zs@example.gov.cn Thu Jan 15\r\n", b"\r\n\r\n", b"\xef\xbb\xbf"):
        letter = open_mail(before + whole)
        assert (letter.subject, named(letter)) == ("x", {"a.pdf": b"%PDF-1"})


FORWARDED = mail(subject="转发：年报/报送", attachments={"年报.pdf": PDF}, sender="李四 <ls@b.cn>")


@pytest.mark.parametrize(
    ("headers", "encoding", "inside"),
    [
        (b"Content-Type: message/rfc822\r\n", "8bit", "转发：年报／报送"),
        (b"Content-Type: message/rfc822\r\n", "base64", "转发：年报／报送"),
        (b"Content-Type: message/rfc822; name=fw.eml\r\n", "quoted-printable", "fw.eml"),
        (b"Content-Type: application/octet-stream; name=fw.eml\r\n", "base64", "fw.eml"),
    ],
)
def test_a_forwarded_mail_is_opened(headers: bytes, encoding: str, inside: str) -> None:
    letter = one(headers, FORWARDED, encoding)
    assert [(p.name, p.data, p.inside) for p in letter.parts] == [("年报.pdf", PDF, inside)]
    assert (letter.subject, letter.sender) == ("x", "zs@example.gov.cn")


def test_a_digest_holds_mails_without_saying_so() -> None:
    whole = HEAD + multipart([b"\r\n" + FORWARDED], "edge", "digest")
    assert named(open_mail(whole)) == {"年报.pdf": PDF}


def test_a_file_that_only_says_it_is_a_mail() -> None:
    letter = one(b"Content-Type: message/rfc822; name=fw.eml\r\n", b"\xff\xfe nothing \x00")
    assert [(p.name, p.refusal.code if p.refusal else "") for p in letter.parts] == [
        ("fw.eml", "M013")
    ]


def test_files_in_the_text_by_uuencode() -> None:
    text = b"Please see\r\nbegin 644 a.pdf\r\n%)5!$1BT \r\n`\r\nend\r\nbegin 600 words of mine\r\n"
    letter = open_mail(HEAD + b"Content-Type: text/plain\r\n\r\n" + text)
    assert named(letter) == {"a.pdf": b"%PDF-"}
    assert problems(letter) == []
    cut = open_mail(HEAD + b"\r\nbegin 644 a.pdf\r\n%)5!$1BT \r\n")
    assert (named(cut), problems(cut)) == ({"a.pdf": b"%PDF-"}, [("M003", "warning")])
    lone = open_mail(HEAD + part(ATTACHED, text[text.find(b"begin") :], encoding="x-uuencode"))
    assert named(lone) == {"a.pdf": b"%PDF-"}


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Type: image/png; name=logo.png\r\nContent-ID: <1>\r\n",
        b"Content-Type: image/png; name=logo.png\r\nContent-Disposition: inline\r\n",
        b"Content-Type: text/calendar; name=a.ics\r\n",
        b"Content-Type: text/x-vcard; name=a.vcf\r\n",
        b"Content-Type: application/octet-stream; name=a.vcf\r\n",
        b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n",
        b"Content-Type: application/applefile; name=a.pdf\r\n",
        b"Content-Type: application/octet-stream; name=Thumbs.db\r\n",
    ],
)
def test_what_can_be_no_report_is_dropped(headers: bytes) -> None:
    letter = one(headers, b"BEGIN")
    assert (letter.parts, problems(letter)) == ((), [("M001", "notice")])


SIGNED = b"0\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80"
ENVELOPED = b"0\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x80"
BOUNCE = multipart(
    [TEXT, b"Content-Type: message/rfc822\r\n\r\n" + FORWARDED],
    'edge"; report-type="delivery-status',
    "report",
).replace(b'--edge"; report-type="delivery-status', b"--edge")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (part(b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n", SIGNED), "M012"),
        (part(b"Content-Type: application/x-pkcs7-mime\r\n", ENVELOPED), "M011"),
        (multipart([TEXT], "edge", "encrypted"), "M011"),
        (b"Content-Type: message/partial; number=1; total=3\r\n\r\nabc", "M016"),
        (b"Content-Type: message/external-body; access-type=URL\r\n\r\n", "M010"),
        (BOUNCE, "M017"),
    ],
)
def test_what_a_person_has_to_open_is_said(content: bytes, found: str) -> None:
    letter = open_mail(HEAD + content)
    assert letter.parts == ()
    assert problems(letter) == [(found, "warning" if found == "M017" else "error")]
    assert letter.problems[0].suggestion.startswith("请")


@pytest.mark.parametrize("sender", ["Postmaster@qq.com", "系统退信 <MAILER-DAEMON@b.gov.cn>"])
def test_what_the_mail_system_sends_back_is_no_submission(sender: str) -> None:
    whole = mail(sender=sender, attachments={"退回的邮件.eml": FORWARDED, "年报.pdf": PDF})
    letter = open_mail(whole)
    assert letter.parts == ()
    assert problems(letter) == [("M017", "warning")]


def test_a_report_beside_what_was_sent_back_is_one() -> None:
    bounce = part(b"Content-Type: message/rfc822\r\n", HEAD + BOUNCE, encoding="8bit")
    letter = open_mail(HEAD + multipart([TEXT, REPORT, bounce, BOUNCE], "mixed"))
    assert (named(letter), problems(letter)) == ({"a.pdf": PDF}, [])


def test_a_read_receipt_is_nothing() -> None:
    letter = open_mail(HEAD + multipart([TEXT, TEXT], "edge", "report"))
    assert problems(letter) == [("M001", "notice")]


def test_a_mail_that_was_cut_off_keeps_what_came() -> None:
    whole = HEAD + multipart([TEXT, REPORT], "edge")
    for cut, data in ((len(b"--edge--\r\n"), PDF), (len(b"--edge--\r\n") + 12, None)):
        letter = open_mail(whole[:-cut])
        (found,) = letter.parts
        assert found.data == (data or PDF[: len(found.data)])
        assert problems(letter)[-1] == ("M003", "warning")


def test_base64_with_a_byte_missing_is_said() -> None:
    whole = HEAD + multipart([TEXT, REPORT.replace(b"JVBE", b"JVB")], "edge")
    assert problems(open_mail(whole)) == [("M003", "warning")]
    assert "a.pdf" in open_mail(whole).problems[0].message


@pytest.mark.parametrize("data", [b"", b"\x00" * 99, b"\x89PNG\r\n\x1a\n", b"hello\nworld"])
def test_what_is_no_mail_is_said(data: bytes) -> None:
    letter = open_mail(data)
    assert problems(letter) == [("M002", "error")]


def nested(depth: int) -> bytes:
    whole = REPORT
    for level in range(depth):
        whole = multipart([whole], f"edge{level}.")
    return HEAD + whole


def forwards(depth: int) -> bytes:
    whole = HEAD + REPORT
    for _ in range(depth):
        whole = HEAD + b"Content-Type: message/rfc822\r\n\r\n" + whole
    return whole


@pytest.mark.parametrize("build", [nested, forwards])
def test_depth_has_a_limit(build) -> None:
    assert named(open_mail(build(9))) == {"a.pdf": PDF}
    letter = open_mail(build(12))
    assert (letter.parts, problems(letter)) == ((), [("M004", "error")])


HOSTILE = {
    "3,000 nested parts": lambda: nested(3_000),
    "3,000 forwards": lambda: forwards(3_000),
    "5,000 parts": lambda: HEAD + multipart([TEXT] * 5_000, "e"),
    "a boundary everywhere": lambda: HEAD + multipart([b"x"], "e") + b"\n--eX" * 2_000_000,
    "a boundary on each line": lambda: HEAD + multipart([b"x"], "e")[:-8] + b"\n--e" * 5_000_000,
    "200 texts of links": lambda: (
        HEAD + multipart([b"\r\n" + b"http://a.b/c " * 16_000] * 198, "e")
    ),
    "one header of 20 MB": lambda: HEAD + b"X: " + b"a" * 20_000_000 + b"\r\n\r\n",
    "a million headers": lambda: HEAD + b"X: a\r\n" * 1_000_000 + b"\r\n",
    "a million folds": lambda: HEAD + b"X: a\r\n" + b" b\r\n" * 1_000_000 + b"\r\n",
    "a subject of 100,000 words": lambda: b"Subject: " + b"=?gbk?B?xLPEsw==?= " * 100_000,
    "words that never end": lambda: b"Subject: " + b"=?gbk?B?" * 1_000_000,
    "a name of quotation marks": lambda: HEAD + b'Content-Type: a/b; name="' + b'" ' * 500_000,
    "a parameter of semicolons": lambda: HEAD + b"Content-Type: a/b" + b"; " * 500_000,
    "pieces 0 to 999": lambda: (
        HEAD
        + b"Content-Type: a/b"
        + b"".join(b"; name*%d*=%%41" % n for n in range(999)) * 50
        + b"\r\n\r\n"
    ),
    "blanks": lambda: HEAD + b"Date: " + b" " * 5_000_000 + b"\r\n\r\n",
    "a From of brackets": lambda: b"From: " + b"<" * 1_000_000 + b"\r\n\r\n",
    "a From of ats": lambda: b"From: " + b"a@" * 1_000_000 + b"\r\n\r\n",
    "a text of links": lambda: HEAD + b"\r\n" + b"http://pan.baidu.com/s/1 " * 100_000,
    "a text of begin": lambda: HEAD + b"\r\n" + b"begin 644 a\r\n" * 200_000,
    "padding everywhere": lambda: (
        HEAD + b"Content-Transfer-Encoding: base64\r\nContent-Type: a/b\r\n\r\n" + b"QQ==" * 500_000
    ),
    "blank lines": lambda: HEAD + b"\r\n" + b"\r\n" * 2_000_000,
    "line ends of all kinds": lambda: b"\r" * 3_000_000,
    "45 MB of zeros": lambda: HEAD + b"Content-Type: a/b\r\n\r\n" + bytes(45_000_000),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_mail_is_a_letter_in_bounded_time(kind: str) -> None:
    whole = HOSTILE[kind]()
    begun = time.process_time()
    letter = open_mail(whole)
    assert time.process_time() - begun < 5
    assert len(letter.parts) <= 1_000
    assert len(letter.subject) <= 500


def test_a_mail_over_50_megabytes_is_not_opened_but_told() -> None:
    letter = open_mail(HEAD + b"Content-Type: a/b\r\n\r\n" + bytes(50_000_000))
    assert (letter.sender, letter.parts) == ("zs@example.gov.cn", ())
    assert problems(letter) == [("M004", "error")]


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=300), kind=st.sampled_from(["mail", "msg", "file"]))
def test_any_bytes_are_a_letter(data: bytes, kind: str) -> None:
    open_mail(data, kind)
    open_file("某.eml", data)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_damage_leaves_a_letter(data: st.DataObject) -> None:
    style = data.draw(st.sampled_from([*STYLES, "stdlib"]))
    whole = bytearray(mail(attachments={"年报.pdf": PDF, "b.zip": b"PK\3\4" + PDF}, style=style))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        size = data.draw(st.integers(0, 40))
        whole[at : at + size] = data.draw(st.binary(max_size=8))
    for found in open_mail(bytes(whole)).parts:
        assert found.name
        assert not {*map(unicodedata.category, found.name)} & {"Cc", "Cf", "Zl", "Zp"}
        assert "/" not in found.name
