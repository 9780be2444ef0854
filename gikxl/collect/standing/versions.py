"""The versions of a unit's report: the same bytes are one version, however often they came."""

import os
import re
from collections.abc import Sequence
from typing import NamedTuple

from gikxl.collect.model import Decision, Submission
from gikxl.collect.standing.case import Case, Decided
from gikxl.finding import Finding
from gikxl.jobs.sources import WORKBOOKS

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_NEARLY_ALL = 0.9


class Version(NamedTuple):
    """One version, its copies in the order in which they were sent, and what was decided."""

    copies: tuple[Submission, ...]
    decision: Decision | None

    @property
    def first(self) -> Submission:
        """The copy that was sent first: its time counts, not that of a copy sent once more."""
        return self.copies[0]

    @property
    def run(self) -> int:
        """The run of collecting that first brought it."""
        return min(copy.run for copy in self.copies)

    @property
    def moment(self) -> tuple[str, str]:
        """What decides which version is the newest: when it was sent, and when it arrived."""
        return self.first.sent, self.first.arrived

    @property
    def mails(self) -> frozenset[str]:
        """The mails that brought it."""
        return frozenset(map(mail_of, self.copies))

    @property
    def is_rejected(self) -> bool:
        """Whether a person decided that it does not count."""
        return self.decision is not None and self.decision.verdict == "reject"

    @property
    def is_accepted(self) -> bool:
        """Whether a person decided that it counts."""
        return self.decision is not None and self.decision.verdict == "accept"

    def agrees(self, other: "Version") -> bool:
        """Whether it says the same as another: all numbers are the same.

        A document, unlike a workbook, may not say a few of them: reading it has its limits.
        """
        return (
            self.first.document.numbers == other.first.document.numbers
            or _is_part(self.first, other.first)
            or _is_part(other.first, self.first)
        )


def versions_of(submissions: Sequence[Submission], decided: Decided) -> list[Version]:
    """The versions that these submissions of one unit are, the newest first."""
    copies: dict[str, list[Submission]] = {}
    for submission in submissions:
        same = submission.document.digest or f"{submission.number} {submission.name}"
        copies.setdefault(same, []).append(submission)
    versions = [
        Version(tuple(sorted(same, key=_sent_first)), decided.about(same))
        for same in copies.values()
    ]
    return sorted(versions, key=_order, reverse=True)


def newest_first(submissions: Sequence[Submission]) -> tuple[Submission, ...]:
    """Submissions, those that were sent last first."""
    return tuple(sorted(submissions, key=_submission_order, reverse=True))


def is_readable(submission: Submission) -> bool:
    """Whether it is a report that could be read, right or wrong."""
    return submission.document.verdict != "unreadable"


def errors(submission: Submission) -> list[Finding]:
    """The errors in a report."""
    return [f for f in submission.document.findings if f.severity == "error"]


def _is_part(document: Submission, whole: Submission) -> bool:
    """Whether a document says nearly all that another report says, and nothing else."""
    part, numbers = document.document.numbers, whole.document.numbers
    return (
        not is_workbook(document)
        and len(part) >= len(numbers) * _NEARLY_ALL
        and all(numbers.get(key) == number for key, number in part.items())
    )


def is_workbook(submission: Submission) -> bool:
    """Whether it is a workbook by its name, and not the same report as a document."""
    return submission.name.lower().endswith(WORKBOOKS)


def mail_of(submission: Submission) -> str:
    """What brought it: the same mail is the same wherever it was found."""
    if submission.message_id:
        return f"{submission.message_id} {submission.sender} {submission.sent}"
    if submission.mail:
        return f"mail {submission.mail}"
    return f"number {submission.number}" if submission.number else " ".join(submission[6:11])


def year_told(submission: Submission) -> int | None:
    """The year that a report is for; where it does not say it, by the file's name or the subject.

    They may also name the year in which it was sent: that tells nothing.
    """
    if submission.document.year:
        return submission.document.year
    for text in (os.path.splitext(submission.name)[0], submission.subject):
        years = {int(year) for year in _YEAR.findall(text)} - {_year_sent(submission)}
        if len(years) == 1:
            return years.pop()
    return None


def is_of_year(submission: Submission, case: Case) -> bool:
    """Whether it is, or may be, a report for the year: where it says no year, by when it came."""
    told = year_told(submission)
    if told is None:
        return _year_sent(submission) in (None, case.year + 1)
    return told == case.year


def _year_sent(submission: Submission) -> int | None:
    return int(submission.sent[:4]) if submission.sent[:4].isdecimal() else None


def _sent_first(submission: Submission) -> tuple[bool, str, str, int]:
    return not submission.sent, submission.sent, submission.arrived, submission.number


def _submission_order(submission: Submission) -> tuple[str, str, str, str, int]:
    return (
        submission.sent,
        submission.arrived,
        submission.name,
        submission.document.digest,
        submission.number,
    )


def _order(version: Version) -> tuple[str, str, str, str, int]:
    return _submission_order(version.first)
