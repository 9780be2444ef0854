"""Walks through a mail and the mails forwarded in it, and takes their files out."""

from itertools import islice
from typing import NamedTuple

from gikxl.collect.mail.basket import MOST_PIECES, MOST_TEXT, Basket, Where
from gikxl.collect.mail.names import shown, titled
from gikxl.collect.mail.parameters import parse
from gikxl.collect.mail.sorting import take
from gikxl.collect.mail.structure import Piece, Span, guessed_boundary, pieces, read_span
from gikxl.collect.mail.transfer import decoded
from gikxl.collect.mail.words import decode_header
from gikxl.collect.refusals import (
    CUT_OFF,
    ENCRYPTED_MAIL,
    MAIL_TOO_BIG,
    ONLY_A_LINK,
    PIECE_OF_A_MAIL,
    SEALED_MAIL,
)
from gikxl.finding import Finding

MAILS = ("message/rfc822", "message/global", "message/news")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_DROPPED = frozenset(
    ("application/applefile", "application/pkcs7-signature", "application/x-pkcs7-signature",
     "application/pgp-signature", "application/pgp-encrypted", "application/ics",
     "message/delivery-status", "message/disposition-notification", "text/rfc822-headers",
     "text/calendar", "text/vcard", "text/x-vcard", "text/directory")
)  # fmt: skip
"""Never a report, and nothing to tell anybody."""


class _Leaf(NamedTuple):
    """A part that holds no other parts of the same mail."""

    media: str
    name: str
    disposition: str
    content: bytes
    encoding: str
    shown_in_text: bool
    """Whether the text shows it, as a logo is."""


def unfold(basket: Basket, data: bytes, where: Where) -> Span:
    """Take the files out of a mail; its header."""
    span = read_span(data, 0, len(data))
    if not span.whole:
        basket.problem(MAIL_TOO_BIG.because("邮件头超过 1 MB").finding)
    if basket.goes_on(where):
        _walk(basket, data, span, where, "text/plain")
    return span


def is_mail(span: Span) -> bool:
    """Whether a header has any field that a mail has."""
    return bool(span.fields)


def _walk(basket: Basket, data: bytes, span: Span, where: Where, otherwise: str) -> None:
    media, parameters = parse(span.fields.get(b"content-type", b""))
    media = media if "/" in media else otherwise
    if media.startswith("multipart/"):
        _several(basket, data, span, where, media, parameters)
    else:
        _one(basket, _leaf(data, span, media, parameters), where)


def _several(
    basket: Basket, data: bytes, span: Span, where: Where, media: str, parameters: dict[str, str]
) -> None:
    if media == "multipart/report":
        if not where.depth and parameters.get("report-type", "").lower() == "delivery-status":
            basket.send_back()
        return
    if media == "multipart/encrypted":
        basket.problem(ENCRYPTED_MAIL.because().finding)
        return
    otherwise = "message/rfc822" if media == "multipart/digest" else "text/plain"
    inner = where._replace(depth=where.depth + 1)
    last = None
    for piece in _divided(data, span, parameters.get("boundary", "").encode()):
        if not basket.goes_on(inner):
            return
        last = piece
        _walk(basket, data, read_span(data, piece.start, piece.end), inner, otherwise)
    if last is None or (not last.closed and last.end == len(data)):
        basket.problem(_warning(CUT_OFF.because().finding))


def _divided(data: bytes, span: Span, boundary: bytes) -> list[Piece]:
    """The pieces, by the boundary that the header tells or else by one that is seen."""
    found = _first_pieces(data, span, boundary) if boundary else []
    if not found and (guess := guessed_boundary(data, span.start, span.end)):
        found = _first_pieces(data, span, guess)
    return found


def _first_pieces(data: bytes, span: Span, boundary: bytes) -> list[Piece]:
    return list(islice(pieces(data, span.start, span.end, boundary), MOST_PIECES + 1))


def _leaf(data: bytes, span: Span, media: str, parameters: dict[str, str]) -> _Leaf:
    disposition, more = parse(span.fields.get(b"content-disposition", b""))
    name = next(filter(None, (more.get("filename"), parameters.get("name"), more.get("name"))), "")
    encoding = span.fields.get(b"content-transfer-encoding", b"").decode("latin-1")
    logo = disposition != "attachment" and (disposition or b"content-id" in span.fields)
    content = data[span.start : span.end]
    return _Leaf(media, name, disposition, content, encoding, bool(logo))


def _one(basket: Basket, leaf: _Leaf, where: Where) -> None:
    if leaf.media in _DROPPED or (leaf.media.startswith("image/") and leaf.shown_in_text):
        return
    if leaf.media in _SEALED:
        sealed = SEALED_MAIL if _is_signed(leaf) else ENCRYPTED_MAIL
        basket.problem(sealed.because().finding)
    elif leaf.media == "message/partial":
        basket.problem(PIECE_OF_A_MAIL.because().finding)
    elif leaf.media == "message/external-body":
        basket.problem(ONLY_A_LINK.because("附件只有地址").finding)
    elif _is_body(leaf):
        _text(basket, leaf, where)
    else:
        _file(basket, leaf, where)


def _is_body(leaf: _Leaf) -> bool:
    return leaf.media.startswith("text/") and not leaf.name and leaf.disposition != "attachment"


def _is_signed(leaf: _Leaf) -> bool:
    """Whether a PKCS #7 envelope is signed and not encrypted: by its object identifier."""
    content = decoded(leaf.content[:400], leaf.encoding)[0]
    return b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" in content


def _text(basket: Basket, leaf: _Leaf, where: Where) -> None:
    """The mail's own words: no report; kept to look for links, and for files inside them."""
    text, _ = decoded(leaf.content[:MOST_TEXT], leaf.encoding)
    basket.say(text)
    from gikxl.collect.mail import uuencoded

    if uuencoded.may_hold(text):
        text, _ = decoded(leaf.content, leaf.encoding)
        for file in uuencoded.files(text):
            if not file.whole:
                basket.problem(_warning(CUT_OFF.because().finding))
            take(basket, where, decode_header(file.name), file.data)


def _file(basket: Basket, leaf: _Leaf, where: Where) -> None:
    data, whole = decoded(leaf.content, leaf.encoding)
    if not whole:
        detail = f"附件“{shown(leaf.name, '未命名')}”的编码有错"
        basket.problem(_warning(CUT_OFF.because(detail).finding))
    if leaf.media in MAILS:
        forwarded(basket, where, leaf.name, data)
    else:
        take(basket, where, leaf.name, data)


def forwarded(basket: Basket, where: Where, name: str, data: bytes) -> None:
    """Take the files out of a mail that came as a part of another."""
    head = read_span(data, 0, len(data))
    if not is_mail(head):
        take(basket, where, name or "转发的邮件", data, is_file=True)
        return
    title = shown(name) or titled(decode_header(head.fields.get(b"subject", b"")))
    unfold(basket, data, where.into(title))


def _warning(finding: Finding) -> Finding:
    return finding._replace(severity="warning")
