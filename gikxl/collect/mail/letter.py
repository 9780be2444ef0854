"""What a mail comes to: its head, the files in it that may be reports, what stands in the way."""

import re
from typing import NamedTuple

from gikxl.collect.mail.basket import MOST_MAIL_BYTES, Basket, Part, Where
from gikxl.collect.mail.dates import when
from gikxl.collect.mail.mime import is_mail, unfold
from gikxl.collect.mail.names import shown, visible
from gikxl.collect.mail.sorting import take
from gikxl.collect.mail.structure import Span, read_span
from gikxl.collect.mail.words import decode_bytes, decode_header
from gikxl.collect.model import ItemKind
from gikxl.collect.refusals import MAIL_TOO_BIG, NOT_A_MAIL, NOTHING_ATTACHED
from gikxl.finding import Finding

__all__ = ["Letter", "Part", "open_file", "open_mail"]

_LONGEST_SUBJECT, _LONGEST_ADDRESS, _LONGEST_NAME, _LONGEST_IDENTITY = 500, 254, 100, 500
_MOST_OF_A_FIELD = 8_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s*From [^\n]*\n|\s+)?")
"""A byte order mark, blank lines and the line of an mbox that may stand before the header."""
_IN_BRACKETS = re.compile(r"<\s*([^<>@\s]{1,100}@[^<>\s]{1,254})\s*>")
_BARE = re.compile(r"[^\s<>@,;:\"'()（）]{1,100}@[A-Za-z0-9.-]{1,254}")
_SYSTEMS = ("postmaster@", "mailer-daemon@", "mail-daemon@")
"""Whoever sends from there sends back: what is attached is not a submission."""
_IDENTITY = re.compile(r"<([^<>\s]+)>")


class Letter(NamedTuple):
    """A mail once opened. The texts of its head are decoded, without line ends."""

    message_id: str = ""
    """Without its angle brackets."""
    subject: str = ""
    sender: str = ""
    """The address alone, in small letters."""
    sender_name: str = ""
    sent: str = ""
    """ISO 8601 with +08:00: by Date, else by the topmost Received; empty if neither tells."""
    parts: tuple[Part, ...] = ()
    problems: tuple[Finding, ...] = ()
    """What belongs to no part: a link to a cloud, a limit, a mail that is cut off."""


def open_mail(data: bytes, kind: ItemKind = "mail") -> Letter:
    """Open a mail, as RFC 5322 has it or as Outlook stores it.

    Its first bytes decide which, whatever the kind says; a `file` is none. Never raises: a
    mail that cannot be opened is a letter that says so in its problems.
    """
    if kind == "file":
        return open_file("", data)
    basket = Basket()
    try:
        span = _opened(basket, data)
        return _letter(span, basket) if span else _problem(NOT_A_MAIL.because().finding)
    except Exception as error:
        return _problem(NOT_A_MAIL.because(type(error).__name__).finding, tuple(basket.parts))


def open_file(name: str, data: bytes) -> Letter:
    """Open a file that no mail brought: what is in it, or itself. Never raises."""
    basket = Basket()
    try:
        take(basket, Where(), name, data)
    except Exception:
        return Letter(parts=(Part(shown(name, "未命名"), data),))
    return Letter(parts=tuple(basket.parts), problems=_problems(basket))


def _opened(basket: Basket, data: bytes) -> Span | None:
    """The header of the mail; its files are then in the basket. None if it is no mail."""
    if len(data) > MOST_MAIL_BYTES:
        basket.problem(MAIL_TOO_BIG.because(f"邮件超过 {MOST_MAIL_BYTES // 1_000_000} MB").finding)
        return None if data.startswith(_OLE) else read_span(data, 0, len(data))
    if data.startswith(_OLE):
        from gikxl.collect.mail.msg import unfold_msg

        return unfold_msg(basket, Where(), data)
    before = _BEFORE.match(data)
    content = data[before.end() :] if before and before.end() else data
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    span = unfold(basket, content, Where())
    return span if is_mail(span) else None


def _problem(finding: Finding, parts: tuple[Part, ...] = ()) -> Letter:
    return Letter(parts=parts, problems=(finding,))


def _letter(span: Span, basket: Basket) -> Letter:
    name, address = _sender(span)
    identity = decode_bytes(span.fields.get(b"message-id", b"")[:_MOST_OF_A_FIELD])
    match = _IDENTITY.search(identity)
    if address.startswith(_SYSTEMS):
        basket.send_back()
    return Letter(
        visible(match[1] if match else identity)[:_LONGEST_IDENTITY],
        visible(decode_header(span.fields.get(b"subject", b"")[:_MOST_OF_A_FIELD]))[
            :_LONGEST_SUBJECT
        ],
        address,
        name,
        _sent(span),
        tuple(basket.parts),
        _problems(basket),
    )


def _problems(basket: Basket) -> tuple[Finding, ...]:
    """What stands in the way; a link is an error only where no file came."""
    found = list(basket.problems)
    if any(b"://" in text for text in basket.texts):
        from gikxl.collect.mail.links import cloud_links

        links = cloud_links(basket.texts)
        reports = any(part.refusal is None for part in basket.parts)
        found += [link._replace(severity="warning") for link in links] if reports else links
    if not basket.parts and not found:
        found.append(NOTHING_ATTACHED.because().finding._replace(severity="notice"))
    return tuple(found)


def _sender(span: Span) -> tuple[str, str]:
    """The name and the address of the sender: the last address, as a name may show another."""
    for key in (b"from", b"sender", b"return-path"):
        text = decode_bytes(span.fields.get(key, b"")[:_MOST_OF_A_FIELD])
        for candidate in (text, decode_header(text)):
            if match := _last(candidate):
                address = match[match.lastindex or 0][:_LONGEST_ADDRESS].lower()
                around = candidate[: match.start()] + candidate[match.end() :]
                return _name(around), visible(address)
    return _name(decode_bytes(span.fields.get(b"from", b"")[:_MOST_OF_A_FIELD])), ""


def _last(text: str) -> "re.Match[str] | None":
    found = list(_IN_BRACKETS.finditer(text))
    return found[-1] if found else _BARE.search(text)


def _name(text: str) -> str:
    plain = text.strip().strip("\"'").replace('\\"', '"')
    return visible(decode_header(plain)).strip("\"'()（）<> ,;")[:_LONGEST_NAME]


def _sent(span: Span) -> str:
    if moment := when(decode_header(span.fields.get(b"date", b"")[:_MOST_OF_A_FIELD])):
        return moment
    for line in span.received:
        if moment := when(decode_bytes(line[:_MOST_OF_A_FIELD].rpartition(b";")[2])):
            return moment
    return ""
