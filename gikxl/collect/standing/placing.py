"""Whose each submission is, by evidence; what is not certain is said to be unclear.

The evidence in order: the unit that the report names, the file's name, the archives and
mails it came in (not those named after the superior's own office: it collects there), the
subject, the sender's address, the sender's name. A file named after
another unit than the report names makes it unclear: somebody may have filled in a
neighbour's workbook. So does a unit in the report that nobody knows, unless two other
pieces of evidence agree: otherwise a school's report would count as that of the office
that sent it on.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gikxl.collect.model import Attachment, Document, Office, Received, Submission
from gikxl.collect.roster import NameIndex, Roster
from gikxl.collect.roster.spelling import fold, is_placeholder, squeeze
from gikxl.collect.roster.tree import is_own_office
from gikxl.collect.standing.case import Decided
from gikxl.collect.standing.versions import is_readable, mail_of
from gikxl.read.refusal import (
    EMPTY,
    LOCK_FILE,
    NO_OFFICIAL_TABLE,
    NO_PDF_READER,
    NOT_A_WORKBOOK,
    SCANNED,
)

NO_REPORT = frozenset(
    refusal.code
    for refusal in (EMPTY, NOT_A_WORKBOOK, LOCK_FILE, NO_OFFICIAL_TABLE, NO_PDF_READER, SCANNED)
)
"""Answers to what may well be a letter or a scan beside a report."""
_ENOUGH = 2
_NOBODY: frozenset[str] = frozenset()


class Own(NamedTuple):
    """What a unit sent, and what may be its own."""

    submissions: list[Submission]
    doubtful: list[Submission]
    others: list[Submission]
    """What it sent that is none: refused (without a number), or a letter beside its report."""


class Placed:
    """Where submissions went: each to one office, or to one of the lists."""

    def __init__(self) -> None:
        self.strangers: list[Submission] = []
        self.unclear: list[tuple[Submission, tuple[str, ...]]] = []
        self.aside: list[Submission] = []
        self._own: dict[str, Own] = {}

    def own(self, name: str) -> Own:
        """What went to an office."""
        return self._own.setdefault(name, Own([], [], []))


class Placer:
    """Places submissions by the names of the offices and by what people decided."""

    def __init__(self, roster: Roster, decided: Decided) -> None:
        self._index = NameIndex(roster.offices, roster.superior)
        self._decided = decided
        self._parents = {office.name: office.parent for office in roster.offices}
        self._collecting = frozenset(
            office.name for office in roster.offices if is_own_office(office, roster.superior)
        )
        """The superior's own office."""

    def place(self, submissions: Sequence[Submission]) -> Placed:
        """Place all submissions, in the order in which they were taken in."""
        placed = Placed()
        with_report: dict[str, set[str]] = {}
        whose = {s.number: self.whose(s) for s in submissions}
        for submission in filter(is_readable, submissions):
            with_report.setdefault(mail_of(submission), set()).update(whose[submission.number])
        copies: dict[tuple[str, str], list[Submission]] = {}
        for submission in submissions:
            copies.setdefault(_same(submission), []).append(submission)
        for submission in submissions:
            beside = with_report.get(mail_of(submission))
            if beside is not None and self._says_nothing(submission, beside):
                placed.aside.append(submission)
                for name in beside - {""}:
                    placed.own(name).others.append(submission)
            else:
                names = self._decided_for(copies[_same(submission)]) or whose[submission.number]
                self._put(placed, submission, names)
        return placed

    def place_other(self, placed: Placed, submission: Submission) -> None:
        """Give what is no submission to the office it came from, if that is certain."""
        names = self.whose(submission)
        if len(names) == 1:
            placed.own(*names).others.append(submission)

    def whose(self, submission: Submission) -> frozenset[str]:
        """The offices that a submission may belong to; one only if that is certain.

        One that is not certain stands beside the empty name.
        """
        evidence = [set(found) for found in self._evidence(submission)]
        unit = submission.document.unit or ""
        if is_placeholder(unit):
            return frozenset(_narrowed(evidence))
        named = self._index.meant(unit)
        if not named:
            return _agreed(evidence)
        if len(named) > 1:
            return frozenset(_narrowed([set(named), *evidence]))
        return named | self._contradicting(submission, *named)

    def _evidence(self, submission: Submission) -> Iterable[frozenset[str]]:
        """What is beside the report, the strongest evidence first."""
        yield self._sent_by(_stem(submission.name))
        yield from self._around(submission)
        sender = self._index.of_mail(submission.sender)
        subject = self._sent_by(submission.subject)
        yield subject - self._collecting if sender - self._collecting else subject
        yield sender
        yield self._index.meant(submission.sender_name)

    def _sent_by(self, text: str) -> frozenset[str]:
        """The offices that a text means; beside another the superior's own is the addressee."""
        found = self._index.meant(text)
        return found - self._collecting if len(found) > 1 else found

    def _around(self, submission: Submission) -> Iterator[frozenset[str]]:
        """What the archives, folders and mails are named after that it came in, from inside."""
        for name in filter(None, reversed(submission.inside.split("/"))):
            yield self._index.meant(_stem(name)) - self._collecting

    def _contradicting(self, submission: Submission, name: str) -> frozenset[str]:
        """The other office that the file is named after, or else what it came in.

        What it came in may well be named after an office above.
        """
        file = self._sent_by(_stem(submission.name))
        if file:
            return file if len(file) == 1 else _NOBODY
        for found in self._around(submission):
            if len(found) == 1:
                return found if found.isdisjoint(self._above(name)) else _NOBODY
        return _NOBODY

    def _above(self, name: str) -> list[str]:
        above: list[str] = []
        at = self._parents.get(name, "")
        while at and at not in above:
            above.append(at)
            at = self._parents.get(at, "")
        return above

    def _says_nothing(self, submission: Submission, beside: set[str]) -> bool:
        """Whether it is a letter or a scan beside a report, and no other unit's by its name."""
        if is_readable(submission) or any(
            finding.code not in NO_REPORT for finding in submission.document.findings
        ):
            return False
        named = self._sent_by(_stem(submission.name))
        return len(named) != 1 or not named.isdisjoint(beside)

    def _decided_for(self, copies: Sequence[Submission]) -> frozenset[str]:
        """The office that a person said a report is of, if it is still in the roster."""
        decision = self._decided.about(copies)
        if decision and decision.verdict == "accept" and decision.unit in self._parents:
            return frozenset((decision.unit,))
        return _NOBODY

    def _put(self, placed: Placed, submission: Submission, names: frozenset[str]) -> None:
        decision = self._decided.about([submission])
        certain = sorted(names - {""})
        is_accepted = decision is not None and decision.verdict == "accept"
        if len(names) == 1 or (is_accepted and len(certain) == 1):
            placed.own(*certain).submissions.append(submission)
        elif decision and decision.verdict == "reject":
            placed.aside.append(submission)
        elif names:
            placed.unclear.append((submission, tuple(certain)))
            for name in certain:
                placed.own(name).doubtful.append(submission)
        else:
            placed.strangers.append(submission)


def offices_in(submissions: Iterable[Submission]) -> tuple[Office, ...]:
    """The units that reports name, each as it is written most often, by name."""
    written: dict[str, Counter[str]] = {}
    for submission in submissions:
        unit = "".join((submission.document.unit or "").split())
        if is_readable(submission) and not is_placeholder(unit):
            written.setdefault(fold(squeeze(unit)), Counter())[unit] += 1
    names = (max(c, key=lambda name: (c[name], len(name), name)) for c in written.values())
    return tuple(map(Office, sorted(names)))


def other(received: Received, attachment: Attachment | None) -> Submission:
    """What came and is no submission, as one without a number and without numbers."""
    refusal = attachment.refusal if attachment else None
    return Submission(
        0,
        0,
        attachment.name if attachment else "",
        attachment.path if attachment else "",
        attachment.inside if attachment else "",
        received.message_id,
        received.subject,
        received.sender,
        received.sender_name,
        received.sent,
        received.arrived,
        Document(
            (attachment.digest if attachment else "") or received.digest,
            "unreadable",
            findings=(refusal,) if refusal else received.problems,
        ),
    )


def _same(submission: Submission) -> tuple[str, str]:
    """The same bytes from the same sender: decided once, decided for all."""
    return submission.document.digest, submission.sender


def _narrowed(evidence: Iterable[set[str]]) -> set[str]:
    """The first evidence that there is, narrowed by the others where it leaves several."""
    found: set[str] = set()
    for names in evidence:
        if not found:
            found = names
        elif len(found) > 1 and len(found & names) == 1:
            found = found & names
    return found


def _agreed(evidence: Sequence[set[str]]) -> frozenset[str]:
    """The office on which enough evidence agrees, against a report that names an unknown unit."""
    pointing = [names for names in evidence if len(names) == 1]
    found = _narrowed(evidence)
    if len(found) == 1 and sum(names == found for names in pointing) >= _ENOUGH:
        return frozenset(found)
    return frozenset(found | {""}) if found else _NOBODY


def _stem(name: str) -> str:
    """A file's name without its ending."""
    stem, ending = os.path.splitext(name)
    return stem if ending[1:].isalnum() and ending.isascii() else name
