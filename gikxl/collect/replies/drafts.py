"""The drafts on the disk: written, renewed, kept where somebody edited them, put away."""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from gikxl.collect.ledger import Ledger
from gikxl.collect.ledger.replies import forget, record, replies
from gikxl.collect.model import REPLIES, Reply, ReplyKind
from gikxl.collect.replies.mime import key_of, receivers
from gikxl.collect.replies.plan import Plan, Writer
from gikxl.write.files import PARTIAL, replacing
from gikxl.write.names import safe

FOLDER = "回复"
SENT = "已发出"
"""Where a draft goes once it was sent, in the folder of the drafts."""
SUFFIX = ".eml"

MarkAll = Callable[[Sequence[Plan]], Iterable[bytes | str]]
"""Makes the marked workbook of each reply, or says why there is none."""
Identity = tuple[str, ReplyKind, str]


class Draft(NamedTuple):
    """A reply that a unit gets or got, and what a person should know of it, in Chinese."""

    plan: Plan
    reply: Reply
    to: tuple[str, ...]
    """Whom it goes to: as it stands in the draft where somebody edited that."""
    subject: str
    notes: tuple[str, ...] = ()

    @property
    def is_due(self) -> bool:
        """Whether it is there to be sent, and can be."""
        return self.reply.state == "drafted" and bool(self.to)


class Drafts(NamedTuple):
    """All replies, in the order of the units, and the files that are none of them."""

    drafts: tuple[Draft, ...]
    others: tuple[str, ...]
    """Drafts that nobody wants any more but somebody edited, and files put there by hand."""


def write_drafts(
    ledger: Ledger,
    writer: Writer,
    mark: MarkAll,
    wanted: Callable[[Plan], bool] = lambda _: True,
) -> Drafts:
    """Bring the drafts up to date, those that are `wanted`; what was sent stays as it is.

    A draft that somebody edited is kept; one that is no longer right, because the unit has
    sent something else since, goes. Raises OSError if they cannot be written.
    """
    folder = os.path.join(ledger.folder, FOLDER)
    os.makedirs(folder, exist_ok=True)
    known = {(reply.unit, reply.kind, reply.about): reply for reply in replies(ledger)}
    for reply in known.values():
        _put_away(ledger, reply)
    plans = list(writer.plans())
    shelf = _Shelf(ledger, known, writer)
    shelf.clear(plans)
    there = [(plan, shelf.kept(plan)) for plan in filter(wanted, plans)]
    marked = iter(mark([plan for plan, draft in there if plan.is_marked and draft is None]))
    made = tuple(
        draft or shelf.write(plan, next(marked) if plan.is_marked else "") for plan, draft in there
    )
    return Drafts(made, tuple(shelf.others(plans)))


class _Shelf:
    """The folder of the drafts, and what the ledger knows of them."""

    def __init__(self, ledger: Ledger, known: dict[Identity, Reply], writer: Writer) -> None:
        self._ledger = ledger
        self._known = known
        self._writer = writer

    def clear(self, plans: Iterable[Plan]) -> None:
        """Take away unedited drafts that nobody wants any more, and halves of files."""
        claimed = self._claimed(plans)
        for path in self._files(PARTIAL):
            os.unlink(os.path.join(self._ledger.folder, path))
        for path in self._files():
            if path not in claimed and key_of(_read(self._ledger, path)) is not None:
                os.unlink(os.path.join(self._ledger.folder, path))
        live = {(plan.unit, plan.kind, plan.about) for plan in plans}
        gone = [
            reply
            for identity, reply in self._known.items()
            if identity not in live
            and reply.state in ("drafted", "failed")
            and not os.path.exists(os.path.join(self._ledger.folder, reply.path))
        ]
        forget(self._ledger, *gone)
        for reply in gone:
            del self._known[reply.unit, reply.kind, reply.about]

    def kept(self, plan: Plan) -> Draft | None:
        """The draft of a reply as it is; None if it has to be written."""
        reply = self._of(plan)
        if reply is None:
            return None
        draft = Draft(plan, reply, plan.to, self._writer.subject(plan))
        if reply.state in ("sent", "sending"):
            return draft._replace(notes=tuple(_past(reply, plan)))
        if not os.path.exists(os.path.join(self._ledger.folder, reply.path)):
            return None
        data = _read(self._ledger, reply.path)
        key = key_of(data)
        if key is None:
            changed = "，其后核对的内容又有变化" if reply.key != plan.key else ""
            notes = _notes(plan, reply, f"草稿手工改过，没有覆盖{changed}")
            return draft._replace(to=receivers(data), notes=tuple(notes))
        return draft._replace(notes=tuple(_notes(plan, reply))) if key == plan.key else None

    def write(self, plan: Plan, marked: bytes | str) -> Draft:
        """Write the draft of a reply, with its marked workbook or without, saying why."""
        workbook, why = (marked, "") if isinstance(marked, bytes) else (None, marked)
        path = self._path(plan)
        with replacing(os.path.join(self._ledger.folder, path)) as file:
            file.write(self._writer.write(plan, workbook))
        now = self._writer.now
        new = Reply(plan.unit, plan.kind, plan.about, plan.key, path, now, changed=now)
        record(self._ledger, new)
        self._known[plan.unit, plan.kind, plan.about] = new
        without = f"没有附上标出问题的工作簿：{why}" if why else ""
        notes = tuple(_notes(plan, new, without))
        return Draft(plan, new, plan.to, self._writer.subject(plan), notes)

    def others(self, plans: Iterable[Plan]) -> Iterator[str]:
        """The files in the folder that are no reply, from the collection's folder."""
        claimed = self._claimed(plans)
        yield from (path for path in self._files() if path not in claimed)

    def _of(self, plan: Plan) -> Reply | None:
        """What became of this reply; a reminder that may have been sent stands for the next."""
        if plan.kind == "remind":
            for reply in self._known.values():
                if (reply.unit, reply.kind, reply.state) == (plan.unit, "remind", "sending"):
                    return reply
        return self._known.get((plan.unit, plan.kind, plan.about))

    def _path(self, plan: Plan) -> str:
        """Where the draft goes: over its own older one, never over what somebody edited."""
        stem = f"{safe(plan.unit)}-{REPLIES[plan.kind]}"
        path, number = f"{FOLDER}/{stem}{SUFFIX}", 1
        taken = {
            other.path.casefold()
            for other in self._known.values()
            if (other.unit, other.kind) != (plan.unit, plan.kind) or other.state == "sending"
        }
        while path.casefold() in taken or self._is_edited(path):
            number += 1
            path = f"{FOLDER}/{stem}({number}){SUFFIX}"
        return path

    def _is_edited(self, path: str) -> bool:
        there = os.path.exists(os.path.join(self._ledger.folder, path))
        return there and key_of(_read(self._ledger, path)) is None

    def _claimed(self, plans: Iterable[Plan]) -> set[str]:
        wanted = {(plan.unit, plan.kind, plan.about) for plan in plans}
        return {
            reply.path
            for identity, reply in self._known.items()
            if identity in wanted or reply.state == "sending"
        }

    def _files(self, begins: str = "") -> list[str]:
        """The drafts in the folder; with `begins`, the files whose names begin so."""
        names = sorted(os.listdir(os.path.join(self._ledger.folder, FOLDER)))
        if begins:
            return [f"{FOLDER}/{name}" for name in names if name.startswith(begins)]
        shown = (name for name in names if not name.startswith("."))
        return [f"{FOLDER}/{name}" for name in shown if name.lower().endswith(SUFFIX)]


def _read(ledger: Ledger, path: str) -> bytes:
    with open(os.path.join(ledger.folder, path), "rb") as file:
        return file.read()


def _notes(plan: Plan, reply: Reply, *more: str) -> Iterator[str]:
    yield from filter(None, more)
    if reply.state == "failed":
        yield f"上次没有发出：{reply.answer}"
    elif reply.answer:
        yield reply.answer
    if plan.note:
        yield plan.note


def _past(reply: Reply, plan: Plan) -> Iterator[str]:
    when = reply.changed[:16].replace("T", " ")
    if reply.state == "sending":
        yield f"{when} 可能已发出，没有等到服务器的答复；请与对方核实，要再发用 --again"
    else:
        yield f"{when} 已发出" + (f"（{reply.answer}）" if reply.answer else "")
        if reply.key != plan.key:
            yield "其后内容有变化，不再自动发"


def _put_away(ledger: Ledger, reply: Reply) -> None:
    """Move the draft of what was sent out of the folder of drafts."""
    if reply.state == "sent" and os.path.dirname(reply.path) == FOLDER:
        path = sent_path(reply)
        with contextlib.suppress(FileNotFoundError):
            os.makedirs(os.path.join(ledger.folder, FOLDER, SENT), exist_ok=True)
            os.replace(os.path.join(ledger.folder, reply.path), os.path.join(ledger.folder, path))
        record(ledger, reply._replace(path=path))


def sent_path(reply: Reply) -> str:
    """Where the draft of a reply that was sent is put."""
    stem = os.path.basename(reply.path).removesuffix(SUFFIX)
    when = "".join(char for char in reply.changed[:19] if char.isdigit())
    return f"{FOLDER}/{SENT}/{stem}-{when}{SUFFIX}"


def chosen(kinds: Sequence[str], units: Sequence[str]) -> Callable[[Plan], bool]:
    """Says whether a reply is of one of these kinds, if any, to one of these units, if any."""
    return lambda plan: (not kinds or plan.kind in kinds) and (not units or plan.unit in units)
