"""Names and headers come back as they were meant, from every manner of writing them."""

import base64
from collections.abc import Callable
from email import encoders, policy
from email.header import Header
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gikxl.collect.mail import Letter, open_mail
from gikxl.collect.mail.names import shown
from gikxl.collect.mail.words import decode_bytes, decode_header
from tests.collect import mails
from tests.collect.mails import STYLES, b_words, mail, multipart, part, q_words

DATA = b"%PDF-1.7 \x00\x01\xff"
LONG = "某某市政府信息公开办公室2025年政府信息公开工作年度报告（终稿）.xlsx"
NAMES = (
    LONG,
    "年报.xlsx",
    "某某.xlsx",
    "前进区司法局 2025 年报 (1).xls",
    "关于“十四五”—报送·第②稿.docx",
    "镕镇㙍村、堃街道办.xlsx",
    "买买提·艾力.xlsx",
    "𠮷林乡.xlsx",
    "100%完成.xlsx",
    "report_2025-final.xlsx",
    "=?年报?=.xlsx",
    "Ⅲ类℃ⓐ㎡.pdf",
)


def names(letter: Letter) -> list[str]:
    return [found.name for found in letter.parts]


def name_of(headers: bytes, data: bytes = DATA) -> str:
    """The name of the only attachment of a mail whose headers are given."""
    whole = b"From: a@b.cn\r\n" + multipart([part(headers, data)], "=_edge")
    (found,) = open_mail(whole).parts
    assert found.data == data
    return found.name


MANNERS = [
    (style, name)
    for style in (*STYLES, "stdlib")
    for name in NAMES
    # Said to be UTF-8 and readable as such, although it is GBK: nothing can tell.
    if (style, name) != ("liar", "某某.xlsx")
]


@pytest.mark.parametrize(("style", "name"), MANNERS)
def test_every_program_s_manner_of_writing(style: str, name: str) -> None:
    whole = mail(subject=f"报送：{name}", attachments={name: DATA}, style=style)
    letter = open_mail(whole)
    assert names(letter) == [name]
    assert letter.parts[0].data == DATA
    assert letter.subject == f"报送：{name}"
    assert (letter.sender_name, letter.sender) == ("张三", "zhangsan@example.gov.cn")
    assert letter.sent == "2026-01-15T09:30:00+08:00"
    assert letter.problems == ()


def disposition(filename: bytes) -> bytes:
    return (
        b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; "
        + filename
        + b"\r\n"
    )


def gbk(text: str) -> bytes:
    return text.encode("gb18030")


def word(text: str, label: str, codec: str) -> str:
    return f"=?{label}?B?{base64.b64encode(text.encode(codec)).decode()}?="


WRITINGS: dict[str, bytes] = {
    "raw GBK in quotation marks": disposition(b'filename="' + gbk(LONG) + b'"'),
    "raw UTF-8 without": disposition(b"filename=" + LONG.encode()),
    "raw GBK in apostrophes' place: folded": disposition(b'\r\n\tfilename="' + gbk(LONG) + b'"'),
    "gb2312 on what GBK alone holds": disposition(
        b'filename="' + word("镕堃.xlsx", "gb2312", "gbk").encode() + b'"'
    ),
    "GB2312 label, UTF-8 text": disposition(
        b'filename="' + word(LONG, "GB2312", "utf-8").encode() + b'"'
    ),
    "UTF-8 label, GBK text": disposition(
        b'filename="' + word(LONG, "UTF-8", "gbk").encode() + b'"'
    ),
    "unknown-8bit": disposition(b'filename="' + word(LONG, "unknown-8bit", "gbk").encode() + b'"'),
    "a language in the label": disposition(
        b'filename="' + word(LONG, "gb18030*zh-CN", "gbk").encode() + b'"'
    ),
    "big5": disposition(b'filename="' + word("臺灣年報.xlsx", "big5", "big5").encode() + b'"'),
    "words without a blank between": disposition(
        b'filename="' + b_words("gbk", "gbk", 7)(LONG).replace(b"\r\n\t", b"") + b'"'
    ),
    "words of two encodings": disposition(
        b'filename="'
        + f"{word('某某市', 'gbk', 'gbk')} {word('年报.xlsx', 'utf-8', 'utf-8')}".encode()
        + b'"'
    ),
    "a word beside plain text": disposition(
        b'filename="2025' + word("年报", "gbk", "gbk").encode() + b'.xlsx"'
    ),
    "base64 cut inside a group of four": disposition(
        b'filename="=?gbk?B?xLPEs8rQ1?= =?gbk?B?f64rtDFz6I=?= .xlsx"'
    ),
    "base64 without padding": disposition(b'filename="=?utf-8?B?5bm05oqlLnhsc3g?="'),
    "Q with underscores": disposition(b'filename="=?utf-8?Q?=E5=B9=B4_=E6=8A=A5.xlsx?="'),
    "RFC 2231 without a charset": disposition(b"filename*=''" + quote(LONG).encode()),
    "RFC 2231 without apostrophes": disposition(b"filename*=" + quote(LONG).encode()),
    "RFC 2231 in quotation marks": disposition(
        b"filename*=\"utf-8''" + quote(LONG).encode() + b'"'
    ),
    "RFC 2231 with GBK said to be UTF-8": disposition(
        b"filename*=utf-8''" + quote(LONG, encoding="gbk").encode()
    ),
    "RFC 2231 with raw UTF-8": disposition(b"filename*=utf-8''" + LONG.encode()),
    "RFC 2231, pieces out of order": disposition(
        b"filename*1*=%8A%A5.xlsx; filename*0*=utf-8''%E5%B9%B4%E6"
    ),
    "RFC 2231, pieces cut inside a character": disposition(
        b"filename*0*=gb2312''%C4%EA%B; filename*1*=1%A8.xlsx"
    ),
    "RFC 2231, only the first piece marked": disposition(
        b"filename*0*=gb2312''%C4%EA%B1%A8; filename*1=%C4%EA.xlsx"
    ),
    "RFC 2231 beside a plain one of question marks": disposition(
        b"filename=\"????.xlsx\"; filename*=utf-8''" + quote(LONG).encode()
    ),
    "percent-encoded as for a web address": disposition(
        b'filename="' + quote("年报.xlsx").encode() + b'"'
    ),
    "HTML's entities": disposition(b'filename="&#24180;&#25253;.xlsx"'),
    "unescaped quotation marks inside": disposition(
        b'filename="' + gbk('关于"年报".xlsx') + b'"; size=9'
    ),
    "escaped quotation marks inside": disposition(b'filename="\\"a\\" b.xlsx"'),
    "a backslash as second byte of a character": disposition(
        b'filename="' + "誠.xlsx".encode("gbk") + b'"'
    ),
    "a semicolon inside": disposition(b'filename="a;b.xlsx"; size=9'),
    "only in Content-Type": b'Content-Type: application/octet-stream; name="'
    + gbk(LONG)
    + b'"\r\n',
    "a path of Windows": disposition(b'filename="C:\\\\tmp\\' + gbk("年报.xlsx") + b'"'),
    "a quotation mark that is not closed": disposition(b'filename="' + gbk("年报.xlsx")),
    "no blank, no line end": disposition(b'size=1;filename="' + gbk("年报.xlsx") + b'"'),
}
MEANT = {
    "gb2312 on what GBK alone holds": "镕堃.xlsx",
    "big5": "臺灣年報.xlsx",
    "words of two encodings": "某某市年报.xlsx",
    "a word beside plain text": "2025年报.xlsx",
    "base64 cut inside a group of four": "某某市政府信息 .xlsx",
    "base64 without padding": "年报.xlsx",
    "Q with underscores": "年 报.xlsx",
    "RFC 2231, pieces out of order": "年报.xlsx",
    "RFC 2231, pieces cut inside a character": "年报.xlsx",
    "RFC 2231, only the first piece marked": "年报年.xlsx",
    "percent-encoded as for a web address": "年报.xlsx",
    "HTML's entities": "年报.xlsx",
    "unescaped quotation marks inside": '关于"年报".xlsx',
    "escaped quotation marks inside": '"a" b.xlsx',
    "a backslash as second byte of a character": "誠.xlsx",
    "a semicolon inside": "a;b.xlsx",
    "a path of Windows": "年报.xlsx",
    "a quotation mark that is not closed": "年报.xlsx",
    "no blank, no line end": "年报.xlsx",
}


@pytest.mark.parametrize("manner", WRITINGS)
def test_writings_that_no_standard_has(manner: str) -> None:
    assert name_of(WRITINGS[manner]) == MEANT.get(manner, LONG)


def by_header(codec: str, width: int) -> Callable[[str], bytes]:
    """A name as Python's email.header writes it: whole characters in each word."""
    return lambda name: disposition(
        b'filename="' + Header(name, codec, maxlinelen=width).encode().encode() + b'"'
    )


def by_policy(how: policy.Policy) -> Callable[[str], bytes]:
    def write(name: str) -> bytes:
        message = EmailMessage(how)
        message.add_attachment(DATA, maintype="application", subtype="x", filename=name)
        part_headers = next(message.iter_attachments()).as_bytes(policy=how)
        return (
            part_headers.replace(b"\r\n", b"\n")
            .split(b"\n\n")[0]
            .replace(b"Content-Transfer-Encoding: base64", b"X: y")
            .replace(b"\n", b"\r\n")
            + b"\r\n"
        )

    return write


def by_compat32(name: str) -> bytes:
    message = MIMEBase("application", "octet-stream")
    message.add_header("Content-Disposition", "attachment", filename=("gbk", "", name))
    return message.as_bytes().partition(b"\n\n")[0].replace(b"\n", b"\r\n") + b"\r\n"


ENCODERS: dict[str, Callable[[str], bytes]] = {
    "Header gb2312": by_header("gb18030", 40),
    "Header utf-8": by_header("utf-8", 75),
    "policy SMTP": by_policy(policy.SMTP),
    "policy default": by_policy(policy.default),
    "policy SMTPUTF8": by_policy(policy.SMTPUTF8),
    "compat32": by_compat32,
    **{
        f"{kind} {codec} {size}": (
            lambda name, write=write, codec=codec, size=size: disposition(
                b'filename="' + write(codec, codec, size)(name) + b'"'
            )
        )
        for kind, write in (("B", b_words), ("Q", q_words))
        for codec in ("gbk", "gb18030", "utf-8")
        for size in (1, 2, 3, 5, 30)
    },
    **{
        f"2231 {codec} {size}": (
            lambda name, codec=codec, size=size: disposition(
                mails.continued(codec, codec, size)("filename", name)
            )
        )
        for codec in ("gbk", "utf-8")
        for size in (1, 4, 7, 50)
    },
    "raw GBK": lambda name: disposition(b'filename="' + gbk(name) + b'"'),
    "raw UTF-8": lambda name: disposition(b'filename="' + name.encode() + b'"'),
}

common = st.sampled_from(
    [
        bytes((high, low)).decode("gb2312")
        for high in range(0xB0, 0xF7)
        for low in range(0xA1, 0xFF)
        if not (high == 0xD7 and low > 0xF9)
    ]
)
chinese_names = st.text(
    st.one_of(common, common, st.sampled_from("0123456789-（）·年报局")), min_size=1, max_size=40
)


@settings(max_examples=25, deadline=None)
@given(name=chinese_names)
@pytest.mark.parametrize("encoder", ENCODERS)
def test_any_name_comes_back_from_any_encoder(encoder: str, name: str) -> None:
    if encoder == "raw GBK":
        # Without any label, bytes that read well as both are UTF-8.
        assume(not reads_as_utf8(gbk(name)))
    assert name_of(ENCODERS[encoder](f"{name}.xlsx")) == f"{name}.xlsx"


def reads_as_utf8(data: bytes) -> bool:
    try:
        return not data.isascii() and bool(data.decode())
    except UnicodeDecodeError:
        return False


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(st.characters(codec="utf-8").filter(str.isprintable), max_size=60),
    codec=st.sampled_from(["utf-8", "gb18030"]),
)
def test_any_text_comes_back_from_words_cut_anywhere(text: str, codec: str) -> None:
    plain = text.strip().replace("=?", "=")
    words = b_words(codec, codec, 5)(plain)
    assume(codec == "utf-8" or not reads_as_utf8(gbk(plain)))
    assert decode_header(words.replace(b"\r\n\t", b" ")) == plain


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("gb2312", gbk("镕"), "镕"),
        ("gb2312", "年报".encode(), "年报"),
        ("gb2312", gbk("某某"), "某某"),
        ("", gbk("某某"), "某某"),
        ("", "某某".encode(), "某某"),
        ("us-ascii", gbk("年报"), "年报"),
        ("iso-8859-1", "年报".encode(), "年报"),
        ("hz-gb-2312", b"~{DjA1~}", "年帘"),
        ("zip", gbk("年报"), "年报"),
        ("punycode", b"abc", "abc"),
        ("unicode_escape", b"\\u5e74", "\\u5e74"),
        ("utf-8", gbk("年报") + b"\xb1", "年报\ufffd"),
        ("", b"\xff\xff", "\ufffd\ufffd"),
        ("utf-8", b"", ""),
    ],
)
def test_what_a_label_says_is_a_hint(label: str, data: bytes, text: str) -> None:
    assert decode_bytes(data, label) == text


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=200), label=st.text(max_size=12))
def test_decoding_never_fails(data: bytes, label: str) -> None:
    decode_bytes(data, label)
    decode_header(data).encode()
    decode_header(b"=?" + label.encode("utf-8", "replace") + b"?B?" + data + b"?=").encode()


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\年报.xlsx", "年报.xlsx"),
        ("C:\\用户\\年报.xlsx", "年报.xlsx"),
        ("年报\r\nBcc: x@y.cn.xlsx", "年报 Bcc: x@y.cn.xlsx"),
        ("年报\0.xlsx", "年报.xlsx"),
        ("年报\u202excod.exe", "年报xcod.exe"),
        ("\ufeff年\u200b报.xlsx", "年报.xlsx"),
        ("..", "别的"),
        ("", "别的"),
        (" \t", "别的"),
        ("年报/", "年报"),
        ("报" * 300 + ".xlsx", "报" * 195 + ".xlsx"),
    ],
)
def test_what_a_name_shows(name: str, seen: str) -> None:
    assert shown(name, "别的") == seen.replace("年报 Bcc", "年报  Bcc")


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("From: zs@b.gov.cn", "", "zs@b.gov.cn"),
        ("From: <ZS@B.gov.cn>", "", "zs@b.gov.cn"),
        ("From: 张三<zs@b.gov.cn>", "张三", "zs@b.gov.cn"),
        ("From: zs@b.gov.cn (张三)", "张三", "zs@b.gov.cn"),
        (f"From: {word('张三', 'gbk', 'gbk')} <zs@b.gov.cn>", "张三", "zs@b.gov.cn"),
        (f"From: {word('张三 <zs@b.gov.cn>', 'gbk', 'gbk')}", "张三", "zs@b.gov.cn"),
        ('From: "领导 <boss@b.gov.cn>" <evil@x.cn>', "领导 <boss@b.gov.cn", "evil@x.cn"),
        ("From: 张三", "张三", ""),
        ("Sender: zs@b.gov.cn", "", "zs@b.gov.cn"),
        ("Return-Path: <zs@b.gov.cn>", "", "zs@b.gov.cn"),
        ("X-From: nobody", "", ""),
    ],
)
def test_who_sent_it(line: str, name: str, address: str) -> None:
    letter = open_mail(f"{line}\r\nSubject: x\r\n\r\n".encode())
    assert (letter.sender_name, letter.sender) == (name, address)


def test_raw_headers_are_read_as_what_they_are() -> None:
    letter = open_mail(gbk("From: 张三 <a@b.cn>\r\nSubject: 某某局\r\n 报送年报\r\n\r\n"))
    assert (letter.sender_name, letter.subject) == ("张三", "某某局 报送年报")


def test_a_mail_of_the_old_library_comes_back_whole() -> None:
    message: Message = MIMEMultipart()
    message["Subject"] = Header("某某局报送年报", "gb2312")
    message["From"] = "a@b.cn"
    attached = MIMEBase("application", "vnd.ms-excel")
    attached.set_payload(DATA)
    encoders.encode_base64(attached)
    attached.add_header("Content-Disposition", "attachment", filename=("gbk", "", LONG))
    message.attach(attached)
    letter = open_mail(message.as_bytes())
    assert letter.subject == "某某局报送年报"
    assert [(found.name, found.data) for found in letter.parts] == [(LONG, DATA)]
