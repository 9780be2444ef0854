"""Mails to the units, and what is listed before they are sent."""

import email
import email.policy
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from gikxl.collect.model import Standing
from gikxl.collect.replies.drafts import Drafts
from gikxl.collect.replies.listing import listed
from gikxl.collect.replies.plan import Plan
from tests.collect.replies.scene import Collection
from tests.collect.scenes import standing, standings
from tests.escaping.kept import is_good_name
from tests.escaping.papers import Outline
from tests.escaping.screens import finding
from tests.escaping.strings import is_shown

_HEADERS = {
    "X-Gikxl-Draft", "X-Unsent", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
    "MIME-Version", "Content-Type",
}  # fmt: skip
_STATES = ("counted", "failing", "unreadable", "wrong_year", "missing")


def _units(nasty: str) -> list[Standing]:
    """A unit in each state, with all that a sender or a roster may have written."""
    units = []
    for number, state in enumerate(_STATES, 1):
        one = standing(number, f"{number}{nasty}", state)  # type: ignore[arg-type]
        office = one.office._replace(mails=(f"a{number}@b.cn", nasty))
        one = one._replace(office=office)
        if one.candidate:
            document = one.candidate.document._replace(
                unit=nasty, findings=(finding(nasty),) * (state != "counted")
            )
            candidate = one.candidate._replace(
                name=nasty, subject=nasty, sender=nasty, sender_name=nasty, message_id=nasty,
                document=document,
            )  # fmt: skip
            one = one._replace(candidate=candidate)
        units.append(one)
    return units


def _drafted(nasty: str, folder: Path) -> tuple[Collection, Drafts]:
    folder.mkdir(exist_ok=True)
    collection = Collection(folder)
    return collection, collection.draft(*_units(nasty), mark=_marked)


def _marked(plans: Sequence[Plan]) -> Iterator[bytes]:
    return (b"PK" for _ in plans)


def drafts(nasty: str, folder: Path) -> None:
    """Each is one mail with the headers, parts and tags of a harmless one."""
    harmless = _read(_drafted("甲", folder / "harmless")[0])
    collection, made = _drafted(nasty, folder / "nasty")
    assert len(made.drafts) == len(harmless)
    for name in collection.files():
        assert is_good_name(name)
    for mail in _read(collection):
        assert set(mail.keys()) <= _HEADERS
        assert len(mail.keys()) == len(set(mail.keys()))
        assert is_shown(str(mail["Subject"]))
        assert all(one.domain in ("b.cn",) for one in mail["To"].addresses)
        for part in mail.walk():
            if part.get_content_type() == "text/plain":
                assert is_shown(_content(part), "\n\u3000")
            if part.get_content_type() == "text/html":
                outline = Outline(_content(part))
                assert is_shown(outline.text, "\n\xa0\u3000")
                assert set(outline.tags) <= _tags(harmless) | {("br",)}
            if part.get_filename() is not None:
                assert is_good_name(str(part.get_filename())), part.get_filename()


def _read(collection: Collection) -> list[EmailMessage]:
    """The drafts, as the standard library reads them."""
    paths = [collection.folder / "回复" / name for name in collection.files()]
    mails = [email.message_from_bytes(p.read_bytes(), policy=email.policy.default) for p in paths]
    return cast("list[EmailMessage]", mails)


def _content(part: object) -> str:
    return str(cast("EmailMessage", part).get_content()).replace("\r\n", "\n")


def _tags(mails: list[EmailMessage]) -> set[tuple[str, ...]]:
    parts = [part for mail in mails for part in mail.walk()]
    pages = [_content(part) for part in parts if part.get_content_type() == "text/html"]
    return {tag for page in pages for tag in Outline(page).tags}


def listing(nasty: str, folder: Path) -> None:
    """Every line that is asked about before sending is a line."""
    _, made = _drafted(nasty, folder / "nasty")
    for line in listed(standings(*_units(nasty)), made):
        assert is_shown(line)
