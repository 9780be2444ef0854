"""One unit: the version that counts, what is against it, and what is to be asked."""

from collections.abc import Iterator, Sequence

from gikxl.collect.model import Decision, Office, Standing, Status, Submission
from gikxl.collect.standing.case import Case
from gikxl.collect.standing.placing import Own
from gikxl.collect.standing.questions import (
    Situation,
    ask,
    asked_for,
    is_refused,
    only_withdraws,
    questions,
)
from gikxl.collect.standing.versions import (
    Version,
    errors,
    is_of_year,
    is_readable,
    is_workbook,
    newest_first,
    versions_of,
)
from gikxl.finding import Finding

Waivers = frozenset[tuple[str, tuple[str, ...]]]
"""Code and fields of each error that a person waived."""


def stand(office: Office, own: Own, case: Case) -> Standing:
    """Where a unit stands, by what came from it and what may be its own."""
    versions = versions_of(own.submissions, case.decided)
    of_year = [v for v in versions if is_readable(v.first) and is_of_year(v.first, case)]
    usable = [v for v in of_year if not v.is_rejected]
    accepted = _accepted(usable, case)
    open_ = [v for v in usable if _is_open(v, accepted)]
    if not open_:
        return _without_report(office, own, versions, case)
    candidate, rivals = _choose(open_)
    situation = Situation(case, candidate, rivals, open_, versions, own, accepted)
    asked = tuple(questions(situation))
    waivers = _waivers(usable)
    waived = _waived(candidate.first, waivers)
    return Standing(
        office,
        "question" if asked else _status(candidate.first, waivers, case),
        candidate.first,
        _superseded(own.submissions, candidate.first),
        _is_late(office, candidate.first.sent[:10]),
        asked,
        candidate.decision or (accepted.decision if accepted and waived else None),
        waived,
    )


def _without_report(office: Office, own: Own, versions: Sequence[Version], case: Case) -> Standing:
    """A unit of which no report for the year is there that could be read and may count."""
    rejected = [v for v in versions if v.is_rejected]
    left = [v.first for v in versions if not v.is_rejected]
    refused = [s for s in own.others if is_refused(s) and not only_withdraws(s)]
    came = newest_first([*left, *refused])
    candidate = came[0] if came else None
    asked = tuple(ask(own.doubtful, case))
    status: Status = "missing"
    if asked:
        status = "question"
    elif candidate:
        status = "wrong_year" if is_readable(candidate) else "unreadable"
    if candidate and status == "unreadable":
        asked = (asked_for(candidate),)
    return Standing(
        office,
        status,
        candidate,
        _superseded(own.submissions, candidate),
        _is_late(office, case.today),
        asked,
        next((v.decision for v in rejected), None) if candidate is None else None,
    )


def _accepted(usable: Sequence[Version], case: Case) -> Version | None:
    """The version on which a person decided last that it counts."""
    found = [(case.decided.order(v.decision), v) for v in usable if v.decision and v.is_accepted]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _is_open(version: Version, accepted: Version | None) -> bool:
    """Whether a version may be the one that counts: a decision closes all that was known to it."""
    if accepted is None or accepted.decision is None or version is accepted:
        return True
    return version.run > accepted.decision.run


def _choose(open_: Sequence[Version]) -> tuple[Version, list[Version]]:
    """The newest version, and the others that came with it or at the same time.

    Of several that say the same, a workbook is taken before a document, and one without
    errors before one with.
    """
    newest = open_[0]
    together = [v for v in open_ if v.mails & newest.mails or v.moment == newest.moment]
    best = min(together, key=_preference)
    return best, [v for v in together if v is not best]


def _preference(version: Version) -> tuple[bool, bool, bool, str, str]:
    first = version.first
    return (
        not version.is_accepted,
        not is_workbook(first),
        first.document.verdict != "pass",
        first.name,
        first.document.digest,
    )


def _status(candidate: Submission, waivers: Waivers, case: Case) -> Status:
    """What becomes of a report about which nothing is open."""
    if candidate.document.edition != case.edition:
        return "wrong_edition"
    unwaived = [f for f in errors(candidate) if (f.code, f.fields) not in waivers]
    return "failing" if unwaived else "counted"


def _waivers(usable: Sequence[Version]) -> Waivers:
    """What people waived for this unit and year: it holds for later versions too."""
    decisions: Iterator[Decision] = (v.decision for v in usable if v.decision and v.is_accepted)
    return frozenset(waived for decision in decisions for waived in decision.waived)


def _waived(candidate: Submission, waivers: Waivers) -> tuple[Finding, ...]:
    return tuple(f for f in errors(candidate) if (f.code, f.fields) in waivers)


def _superseded(
    submissions: Sequence[Submission], candidate: Submission | None
) -> tuple[Submission, ...]:
    return newest_first([s for s in submissions if s is not candidate])


def _is_late(office: Office, day: str) -> bool:
    """Whether a day in China, YYYY-MM-DD, is after the last one."""
    return bool(office.due) and day > office.due
