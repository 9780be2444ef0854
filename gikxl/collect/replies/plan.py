"""Which reply each unit gets, to whom, and what it says: nothing is written here."""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from gikxl.collect.model import (
    REPLIES,
    Office,
    ReplyKind,
    Standing,
    Standings,
    Status,
    Submission,
)
from gikxl.collect.replies.advice import advice
from gikxl.collect.replies.body import Body, body, key_numbers, page, plain, problems
from gikxl.collect.replies.mime import Attached, Mail, draft, is_address
from gikxl.collect.replies.texts import Texts
from gikxl.collect.roster.tree import is_own_office
from gikxl.finding import Finding
from gikxl.form import load
from gikxl.write.names import safe
from gikxl.write.wording import clean
from gikxl.write.workbook import suffix_for

_KINDS: Mapping[Status, ReplyKind] = {
    "counted": "accepted",
    "failing": "correct",
    "unreadable": "unreadable",
    "wrong_year": "wrong_year",
    "wrong_edition": "wrong_edition",
    "missing": "remind",
}
"""A unit about which a person has to decide first gets no reply."""
_NOBODY = ("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply")


class Plan(NamedTuple):
    """A reply as it ought to be."""

    unit: str
    kind: ReplyKind
    about: str
    key: str
    to: tuple[str, ...]
    note: str
    """What is to be known about the addresses, in Chinese."""
    message_id: str
    answers: str
    said: Mapping[str, str]
    findings: tuple[Finding, ...]
    submission: Submission | None

    @property
    def is_marked(self) -> bool:
        """Whether the marked workbook goes with it."""
        return self.kind == "correct"


class Writer(NamedTuple):
    """What all replies of a collection have in common.

    `seed` is the collection's own, so that no other collection uses the same message ids.
    """

    standings: Standings
    texts: Texts
    now: str
    seed: str

    def plans(self) -> Iterator[Plan]:
        """A plan for each unit that gets a reply; the superior's own office writes to nobody."""
        for standing in self.standings.units:
            kind = _KINDS.get(standing.status)
            if kind and not is_own_office(standing.office, self.standings.superior):
                yield self._plan(standing, kind)

    def write(self, plan: Plan, workbook: bytes | None = None) -> bytes:
        """The bytes of the draft, with the marked workbook where there is one."""
        attached = None
        if workbook is not None and plan.submission:
            attached = Attached(attached_name(plan.submission), workbook)
        said = self._body(plan, with_workbook=attached is not None)
        mail = Mail(
            plan.to,
            said.subject,
            self.now,
            plan.message_id,
            plan.answers,
            plain(said.paragraphs),
            page(said.paragraphs),
            attached,
        )
        return draft(mail, plan.key)

    def subject(self, plan: Plan) -> str:
        """The subject of a reply."""
        return self._body(plan, with_workbook=False).subject

    def _plan(self, standing: Standing, kind: ReplyKind) -> Plan:
        submission = standing.candidate
        unit = standing.office.name
        about = submission.document.digest if submission else self.now[:10]
        to, note = addressees(standing.office, submission)
        identity = "\0".join((self.seed, unit, kind, about))
        plan = Plan(
            unit,
            kind,
            about,
            "",
            to,
            note,
            f"<{sha256(identity.encode('utf-8', 'backslashreplace')).hexdigest()[:32]}@gikxl>",
            _identity(submission),
            _said(self.standings, standing, self.now),
            _open(standing),
            submission,
        )
        # The day on which it happens to be written makes no other reply of it.
        undated = plan._replace(said={**plan.said, "今天": "今天"})
        said = self._body(undated, with_workbook=plan.is_marked)
        parts = (said.subject, plain(said.paragraphs), *to, plan.message_id, plan.answers)
        return plan._replace(key=_digest("\0".join(parts)))

    def _body(self, plan: Plan, *, with_workbook: bool) -> Body:
        said = dict(plan.said)
        if with_workbook and plan.submission:
            said["附件"] = attached_name(plan.submission)
        tables = {"问题": problems(plan.findings)}
        if plan.submission:
            form = load(self.standings.edition)
            tables["主要数字"] = key_numbers(form, plan.submission.document.numbers)
        return body(self.texts[plan.kind], said, tables)


def addressees(office: Office, submission: Submission | None) -> tuple[tuple[str, ...], str]:
    """Whom a reply goes to, and what is to be known about that, in Chinese.

    To whoever sent the report, if the roster has that address or none at all; else only
    to the roster's addresses: whoever wrote from elsewhere could be anybody.
    """
    known = tuple(mail for mail in office.mails if is_address(mail))
    wrong = [clean(mail) for mail in office.mails if not is_address(mail)]
    note = f"单位名单里的邮箱不能用：{'、'.join(wrong)}" if wrong else ""
    sender = submission.sender.strip() if submission else ""
    usable = is_address(sender) and sender.partition("@")[0].lower() not in _NOBODY
    if not known:
        if office.mails or not usable:
            return (), note or "没有邮箱地址，请补进单位名单"
        return (sender,), "单位名单里没有邮箱，回给来信的地址"
    if sender.lower() in (mail.lower() for mail in known):
        return (sender,), note
    if sender:
        other = f"来信地址 {clean(sender)} 不在单位名单里，回给名单里的邮箱"
        note = "；".join(filter(None, (note, other)))
    return known, note


def attached_name(submission: Submission) -> str:
    """What the marked workbook is called in the mail."""
    stem = os.path.splitext(clean(submission.name))[0]
    return f"{safe(stem, '年报')}-校验{suffix_for(submission.name)}"


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _identity(submission: Submission | None) -> str:
    identity = submission.message_id.strip() if submission else ""
    return identity if identity.startswith("<") or not identity else f"<{identity}>"


def _open(standing: Standing) -> tuple[Finding, ...]:
    """What was found and nobody has waived."""
    if standing.candidate is None:
        return ()
    waived = {(finding.code, finding.fields) for finding in standing.waived}
    return tuple(
        finding
        for finding in standing.candidate.document.findings
        if (finding.code, finding.fields) not in waived
    )


# What fills the slots


def _said(standings: Standings, standing: Standing, now: str) -> dict[str, str]:
    today = date.fromisoformat(now[:10])
    said = {
        "单位": clean(standing.office.name),
        "年度": str(standings.year),
        "上级": clean(standings.superior),
        "今天": _day(today),
        **_due(standing.office.due, today),
    }
    if standing.candidate:
        said |= _about(standings, standing.candidate) | _counts(_open(standing))
    return said


def _due(due: str, today: date) -> dict[str, str]:
    if not due:
        return {"截止日期": "", "逾期": ""}
    last = date.fromisoformat(due)
    return {"截止日期": _day(last), "逾期": "已超过截止日期" if today > last else ""}


def _about(standings: Standings, submission: Submission) -> dict[str, str]:
    document = submission.document
    when = (submission.sent or submission.arrived)[:10]
    first = document.findings[0] if document.findings else None
    return {
        "文件": clean(submission.name) or "没有可用的附件",
        "报送时间": _day(date.fromisoformat(when)) if when else "此前",
        "校验码": document.digest,
        "原因": clean(first.message) if first else "",
        "办法": clean(advice(first)) if first else "",
        "所报年度": str(document.year or "") or "其他",
        "所用格式": _form(document.edition),
        "应用格式": _form(standings.edition),
    }


def _counts(findings: tuple[Finding, ...]) -> dict[str, str]:
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = sum(finding.severity == "warning" for finding in findings)
    return {"错误数": str(errors or ""), "警告数": str(warnings or "")}


def _form(edition: int | None) -> str:
    return f"{load(edition).document}的格式" if edition else "其他格式"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def kind_of(label: str) -> ReplyKind:
    """The kind that somebody names; ValueError, in Chinese, if there is none."""
    for kind, known in REPLIES.items():
        if label in (kind, known):
            return kind
    raise ValueError(f"没有“{label}”这种回复，可用的是{'、'.join(REPLIES.values())}")
