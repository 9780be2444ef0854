"""Sending the drafts: each once, whatever happens half-way."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime
from typing import NamedTuple

from gikxl.collect.clock import now
from gikxl.collect.ledger import Ledger
from gikxl.collect.ledger.replies import record, replies
from gikxl.collect.model import Reply
from gikxl.collect.replies.drafts import FOLDER, SENT, Draft, sent_path
from gikxl.collect.replies.mime import receivers, replaced, words
from gikxl.collect.replies.smtp import NotConnected, Outcome, Post
from gikxl.write.files import replacing

_OUR_OWN = (b"X-Gikxl-Draft", b"X-Unsent")
_RENEWED = (b"From", b"Sender", b"Date", b"Message-ID", b"Bcc", b"Return-Path")


class Sender(NamedTuple):
    """From whom the replies come: the address, and the name beside it."""

    address: str
    name: str = ""


class Result(NamedTuple):
    """What became of one reply."""

    draft: Draft
    reply: Reply
    answer: str = ""


class Sent(NamedTuple):
    """What became of the replies that were to be sent, and why it stopped before the end."""

    results: tuple[Result, ...]
    stopped: str = ""


class Parcel(NamedTuple):
    """A draft as it goes to the server."""

    to: tuple[str, ...]
    data: bytes


def send_drafts(
    ledger: Ledger,
    drafts: Sequence[Draft],
    post: Post,
    sender: Sender,
    *,
    pause: float = 0,
    told: Callable[[Result], None] = lambda _: None,
) -> Sent:
    """Send these drafts, each once, with `pause` seconds between them.

    Before a mail is handed over the ledger knows it as being sent, after the server took it
    as sent: a reply that was stopped in between may have been sent, and stays as it is. What
    the server puts off is left for the next time; what it refuses costs that one mail.
    """
    done: list[Result] = []
    for number, draft in enumerate(drafts):
        if number and pause:
            time.sleep(pause)
        try:
            reply, outcome = _send(ledger, draft, post, sender)
        except NotConnected as error:
            return Sent(tuple(done), str(error))
        done.append(Result(draft, reply, outcome.answer))
        told(done[-1])
        if outcome.is_over:
            return Sent(tuple(done), outcome.answer)
    return Sent(tuple(done))


def _send(ledger: Ledger, draft: Draft, post: Post, sender: Sender) -> tuple[Reply, Outcome]:
    reply = draft.reply
    try:
        parcel = parcel_of(ledger.folder, draft, sender)
    except ValueError as error:
        return reply, Outcome("drafted", str(error))

    def about_to() -> None:
        record(ledger, reply._replace(state="sending", changed=now(), answer=""))

    outcome = post.send(sender.address, parcel.to, parcel.data, about_to)
    reply = reply._replace(state=outcome.state, changed=now(), answer=outcome.answer)
    record(ledger, reply)
    if reply.state == "sent":
        reply = _keep(ledger, reply, parcel.data)
    return reply, outcome


def parcel_of(folder: str, draft: Draft, sender: Sender) -> Parcel:
    """The draft as it stands in its file, perhaps edited, as it goes to the server.

    ValueError, in Chinese, if its addresses are none.
    """
    try:
        with open(os.path.join(folder, draft.reply.path), "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise ValueError(f"草稿不见了：{draft.reply.path}。请重新运行") from None
    to = receivers(data)
    if not to:
        raise ValueError(f"草稿里的收件人不是邮箱地址：{draft.reply.path}")
    name = words(sender.name, len("From: ")) if not sender.name.isascii() else b""
    at = f"<{sender.address}>".encode("ascii")
    fresh = [
        b"From: " + b" ".join(filter(None, (name, at))),
        b"Date: " + format_datetime(datetime.fromisoformat(now())).encode(),
        b"Message-ID: " + draft.plan.message_id.encode("ascii"),
    ]
    return Parcel(to, replaced(data, (*_OUR_OWN, *_RENEWED), fresh))


def _keep(ledger: Ledger, reply: Reply, data: bytes) -> Reply:
    """Keep what was sent as it was sent, in the place of the draft."""
    path = sent_path(reply)
    os.makedirs(os.path.join(ledger.folder, FOLDER, SENT), exist_ok=True)
    with replacing(os.path.join(ledger.folder, path)) as file:
        file.write(data)
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(ledger.folder, reply.path))
    kept = reply._replace(path=path)
    record(ledger, kept)
    return kept


def once_more(ledger: Ledger, units: Sequence[str]) -> None:
    """Let the replies to these units be sent that may have been sent, or were refused.

    ValueError, in Chinese, if there is none for one of them.
    """
    open_ones = [reply for reply in replies(ledger) if reply.state in ("sending", "failed")]
    for unit in units:
        if not any(reply.unit == unit for reply in open_ones):
            raise ValueError(f"“{unit}”没有可能已发出或者被拒收的回复，不用 --again")
    again = [reply for reply in open_ones if reply.unit in units]
    record(ledger, *(reply._replace(state="drafted", changed=now(), answer="") for reply in again))
