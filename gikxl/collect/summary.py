"""What a run of collecting came to, as plain data: for people, for programs, for the next run."""

from collections.abc import Sequence
from typing import Any

from gikxl.collect.model import (
    STATUSES,
    Attachment,
    Received,
    Standing,
    Standings,
    Submission,
    Trouble,
)
from gikxl.collect.rollup.total import maybe_twice

Plain = dict[str, Any]


def summary_of(standings: Standings, refused: Sequence[tuple[Received, Attachment]]) -> Plain:
    """Where everybody stands, and what could not be taken."""
    units = list(map(_unit, standings.units))
    counts = dict.fromkeys(STATUSES, 0)
    for unit in units:
        counts[unit["status"]] += 1
    return {
        "year": standings.year,
        "superior": standings.superior,
        "counts": counts,
        "units": units,
        "strangers": list(map(_submission, standings.strangers)),
        "unclear": [
            _submission(submission) | {"units": list(names)}
            for submission, names in standings.unclear
        ],
        "maybe_twice": maybe_twice(standings),
        "refused": [_refused(mail, attachment) for mail, attachment in refused],
    }


def trouble(one: Trouble) -> Plain:
    """What a source could not offer."""
    found = one.finding
    return {
        "source": one.source,
        "path": one.path,
        "code": found.code,
        "severity": found.severity,
        "title": found.title,
        "message": found.message,
        "suggestion": found.suggestion,
    }


def _unit(standing: Standing) -> Plain:
    candidate = standing.candidate
    findings = candidate.document.findings if candidate else ()
    open_ones = [one for one in findings if one not in standing.waived]
    return {
        "unit": standing.office.name,
        "status": standing.status,
        "late": standing.late,
        "number": candidate.number if candidate else None,
        "sent": candidate.sent if candidate else "",
        "path": candidate.path if candidate else "",
        "errors": sum(one.severity == "error" for one in open_ones),
        "warnings": sum(one.severity == "warning" for one in open_ones),
        "questions": list(standing.questions),
    }


def _submission(submission: Submission) -> Plain:
    return {
        "number": submission.number,
        "name": submission.name,
        "unit": submission.document.unit,
        "subject": submission.subject,
        "sender": submission.sender,
        "sent": submission.sent,
        "path": submission.path,
    }


def _refused(mail: Received, attachment: Attachment) -> Plain:
    return {
        "name": attachment.name,
        "subject": mail.subject,
        "sender": mail.sender,
        "sent": mail.sent,
        "code": attachment.refusal.code if attachment.refusal else "",
        "message": attachment.refusal.message if attachment.refusal else "",
    }
