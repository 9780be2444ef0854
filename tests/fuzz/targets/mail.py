"""The bytes of a mail to a Letter."""

from collections.abc import Iterator

from gikxl.collect.mail import Letter, open_mail
from gikxl.collect.mail.names import visible
from tests.collect import mails
from tests.fuzz.holds import is_told

WORDS = [
    "Content-Type: ", "multipart/mixed; boundary=", "message/rfc822", "text/plain; charset=",
    "Content-Transfer-Encoding: base64", "quoted-printable", "filename*=", "filename*0*=",
    "name=", "=?gb2312?B?", "=?utf-8?Q?", "?=", "begin 644 ", "Date: ", "Received: ", "From: ",
    "\r\n\r\n", "attachment", "application/ms-tnef", "UTF-8''%E5%B9", "../", "\u202e",
    "https://mail.qq.com/",
]  # fmt: skip


def seeds() -> Iterator[bytes]:
    """A report as several mail programs send it, a forward, a zip, and a mail by hand."""
    yield b"From: a@b.cn\nSubject: =?gb2312?B?xOqxqA==?=\nDate: Thu, 1 Jan 2026 09:00:00 +0800\n\nx"
    inner = mails.part(b"Content-Type: application/octet-stream; name=a.xlsx", b"PK\3\4")
    yield b"From: a@b.cn\nMIME-Version: 1.0\n" + mails.multipart([inner, inner], "=_b")
    forward = b"Content-Type: message/rfc822\n\nFrom: c@d.cn\nSubject: x\n\nbody"
    yield b"From: a@b.cn\nMIME-Version: 1.0\n" + mails.multipart([inner, forward], "=_b")
    packed = mails.zipped({"年报.xlsx": b"PK\3\4", "a/../b.xls": b"\xd0\xcf\x11\xe0"})
    zipped = mails.part(b"Content-Disposition: attachment; filename*=UTF-8''a.zip", packed)
    yield b"From: a@b.cn\nMIME-Version: 1.0\n" + mails.multipart([zipped], "b")
    yield b"From: a@b.cn\nSubject: x\n\nbegin 644 a.xls\n#T,\\1\n`\nend\n"


def check(data: bytes) -> None:
    """Nothing raises; what comes out can be shown, and every problem is said in Chinese."""
    opened(open_mail(data))


def opened(letter: Letter) -> None:
    """What holds of every letter."""
    for said in (letter.message_id, letter.subject, letter.sender, letter.sender_name):
        assert said.strip() == visible(said).strip(), said
    assert len(letter.subject) <= 500
    assert len(letter.sender_name) <= 100
    assert letter.sent == "" or letter.sent.endswith("+08:00")
    for part in letter.parts:
        assert part.name
        assert part.name == visible(part.name)
        assert len(part.name) <= 200
        assert not set(part.name) & set("/\\")
        assert part.name.strip(". ")
        assert part.inside == visible(part.inside)
        if part.refusal:
            is_told(part.refusal)
    for problem in letter.problems:
        is_told(problem)
