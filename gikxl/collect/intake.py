"""Taking in: an item becomes what was received, its files are kept and checked.

This is what workers do; they know neither the ledger nor each other.
"""

import hashlib
import os
from collections.abc import Callable
from typing import NamedTuple

from gikxl.collect import refusals
from gikxl.collect.mail import Letter, Part, open_file, open_mail
from gikxl.collect.model import Attachment, Document, Item, Received, Trouble
from gikxl.collect.originals import Originals
from gikxl.collect.sources import data_of, head_of, name_of
from gikxl.collect.sources.refusals import CHANGED, CLOSED
from gikxl.finding import Finding, Unreadable
from gikxl.jobs.check import Checker
from gikxl.jobs.lost import TOO_MUCH_MEMORY, answer_to, told
from gikxl.read import read
from gikxl.read.refusal import OWN_FAULT
from gikxl.report import Number, Report

_PASSING = (CHANGED.code, CLOSED.code)
"""What may be otherwise the next time: the item is offered again then."""
_SAYS_ENOUGH = (refusals.NOTHING_ATTACHED.code, refusals.BOUNCED.code)
"""Problems of a mail that nobody needs to look at again."""


class Kept(NamedTuple):
    """An original that is to be checked: its digest, and its path in the collection's folder."""

    digest: str
    path: str


class NotKept(NamedTuple):
    """That an original could not be written: the disk is full, or there is no permission."""

    errno: int
    strerror: str
    path: str


Taken = Received | Trouble | NotKept
"""What becomes of an item: it is taken in, it could not be had this time, or nothing can be."""


class Intake:
    """Takes items in, for one collection. Goes to other processes as it is."""

    def __init__(self, folder: str, checker: Checker, basis: str) -> None:
        self._folder = folder
        self._checker = checker
        self._basis = basis
        self._originals = Originals(folder)

    def take_in(self, item: Item) -> Taken:
        """An item with its files kept and checked, or why it could not be had this time."""
        received = self.unfold(item)
        if not isinstance(received, Received):
            return received
        return received._replace(documents=tuple(map(self.check, to_check(received))))

    def unfold(self, item: Item) -> Taken:
        """The same, with nothing checked."""
        return self._taken(item, self._of_file if item.kind == "file" else self._of_mail)

    def check(self, kept: Kept) -> Document:
        """What an original turns out to be; whatever is wrong with it is in the findings."""
        path = os.path.join(self._folder, kept.path)
        try:
            report = read(path)
            checked = self._checker.check_report(report, path).file
        except Unreadable as refusal:
            return Document(
                kept.digest, "unreadable", findings=(refusal.finding,), basis=self._basis
            )
        except MemoryError:
            return self.failed(kept, TOO_MUCH_MEMORY)
        except Exception as error:
            return self.failed(kept, told(error))
        return Document(
            kept.digest,
            checked.verdict,
            report.unit,
            report.year,
            report.form.edition,
            report.level,
            checked.findings,
            _numbers(report),
            _numbers(report.last) if report.last else None,
            self._basis,
        )

    def failed(self, kept: Kept, why: str) -> Document:
        """What is said of an original whose check did not come to an end."""
        fault = answer_to(why).finding
        return Document(kept.digest, "unreadable", findings=(fault,), basis=self._basis)

    def keep_whole(self, item: Item, why: str) -> Taken:
        """An item that could not be taken apart: kept as it came, with the reason."""

        def whole(item: Item, data: bytes) -> Received:
            is_file = item.kind == "file"
            name = name_of(item) if is_file else _mail_name(item, "")
            fault = OWN_FAULT.because(why).finding
            kept = self._kept(Part(name, data, _inside(item) if is_file else "", fault))
            return _received(item, _identity(item, data), Letter(), (kept,))

        return self._taken(item, whole)

    def _taken(self, item: Item, take: Callable[[Item, bytes], Received]) -> Taken:
        try:
            data = data_of(item)
        except Unreadable as refusal:
            return self._not_had(item, refusal.finding)
        try:
            return take(item, data)
        except OSError as error:
            return NotKept(error.errno or 0, error.strerror or str(error), error.filename or "")

    def _of_file(self, item: Item, data: bytes) -> Received:
        opened = open_file(name_of(item), data)
        around = _inside(item)
        parts = [
            part._replace(inside="/".join(filter(None, (around, part.inside))))
            for part in opened.parts
        ]
        attachments = tuple(map(self._kept, parts))
        return _received(item, _identity(item, data), opened, attachments)

    def _of_mail(self, item: Item, data: bytes) -> Received:
        letter = open_mail(data, item.kind)
        attachments = tuple(map(self._kept, letter.parts))
        lost = next(filter(_is_loss, letter.problems), None)
        if lost:
            whole = self._kept(Part(_mail_name(item, letter.subject), data, "", lost))
            attachments = (*attachments, whole)
            letter = letter._replace(problems=tuple(one for one in letter.problems if one != lost))
        return _received(item, _identity(item, data), letter, attachments)

    def _kept(self, part: Part) -> Attachment:
        if not part.data:
            return Attachment(part.name, refusal=part.refusal, inside=part.inside)
        digest, path = self._originals.keep(part.data, part.name)
        return Attachment(part.name, digest, len(part.data), path, part.refusal, part.inside)

    def _not_had(self, item: Item, finding: Finding) -> Received | Trouble:
        """An item whose bytes could not be had: for this time, or for good."""
        if finding.code in _PASSING:
            return Trouble(item.source, name_of(item) or item.key, finding)
        if item.kind == "file":
            refused = Attachment(name_of(item), refusal=finding, inside=_inside(item))
            return _received(item, _identity(item, None), Letter(), (refused,))
        head = open_mail(head_of(item), item.kind)._replace(parts=(), problems=(finding,))
        return _received(item, _identity(item, None), head, ())


def to_check(received: Received) -> list[Kept]:
    """The originals of a mail that may be reports, each once."""
    files = received.attachments
    return list(dict.fromkeys(Kept(one.digest, one.path) for one in files if not one.refusal))


def _is_loss(problem: Finding) -> bool:
    """Whether something in a mail was not reached, so that the mail itself is kept."""
    return problem.severity == "error" and problem.code not in _SAYS_ENOUGH


def _numbers(report: Report) -> dict[str, Number]:
    return {key: n for key in report.values if (n := report.number(key)) is not None}


def _received(
    item: Item, digest: str, letter: Letter, attachments: tuple[Attachment, ...]
) -> Received:
    return Received(
        item.source,
        item.key,
        digest,
        item.kind,
        letter.message_id,
        letter.subject,
        letter.sender,
        letter.sender_name,
        letter.sent or item.arrived,
        item.arrived,
        attachments,
        (),
        letter.problems,
    )


def _identity(item: Item, data: bytes | None) -> str:
    """By what it is known again: a mail by its bytes, a file by where it lies and its bytes.

    A file of the same content under another name, or in another unit's folder, is a
    submission of its own.
    """
    if data is None:
        return hashlib.sha256(f"{item.source}\n{item.key}".encode(errors="replace")).hexdigest()
    digest = hashlib.sha256(data)
    if item.kind == "file":
        digest.update(f"\n{_inside(item)}\n{name_of(item)}".encode())
    return digest.hexdigest()


def _inside(item: Item) -> str:
    """The folders and the archive that a file lies in, from the source on."""
    around = os.path.dirname(item.key.partition("|")[0])
    if item.member:
        around = "/".join((item.key.partition("|")[0], os.path.dirname(item.member)))
    return around.strip("/")


def _mail_name(item: Item, subject: str) -> str:
    return (subject or "邮件") + (".msg" if item.kind == "msg" else ".eml")
