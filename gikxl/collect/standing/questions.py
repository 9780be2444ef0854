"""What a person has to decide about a unit, in Chinese, with the commands to do it.

Each question is a function: it yields what it has to ask, or nothing. What a person
decided on is known; it is asked only about what came later.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gikxl.collect.model import Submission
from gikxl.collect.standing.case import Case
from gikxl.collect.standing.placing import NO_REPORT, Own
from gikxl.collect.standing.versions import (
    Version,
    is_of_year,
    is_readable,
    mail_of,
    year_told,
)
from gikxl.form import load
from gikxl.write.wording import clean
from gikxl.write.wording import shown as plain

_WITHDRAWN = re.compile(
    "作废|撤回|撤销|撤下|不算|无效"
    "|以(?:此前|之前|以前|上次|上一|上回|前一|前次|前面|前期|先前|原|第一|首次|旧|纸质|[0-9]+月).{0,8}为准"
)
_CORRECTED = re.compile("更正|更新|最终|修改|修订|重报|补报|重新|订正|改后")
_MAY_HOLD_A_REPORT = (".zip", ".rar", ".7z", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx")
_MOST_FIELDS = 3
_LONGEST = 60


class Situation(NamedTuple):
    """A unit with a report for the year, and all that is to be looked at."""

    case: Case
    candidate: Version
    rivals: Sequence[Version]
    """Those that came with the candidate, or at the same time."""
    open: Sequence[Version]
    """Those that may count: neither rejected nor closed by a decision; the newest first."""
    versions: Sequence[Version]
    """All that came from the unit, whatever it is."""
    own: Own
    accepted: Version | None

    @property
    def older(self) -> list[Version]:
        """The open versions that are older than the candidate and say something else."""
        together = (self.candidate, *self.rivals)
        return [v for v in self.open if v not in together and not v.agrees(self.candidate)]

    def is_new(self, submission: Submission) -> bool:
        """Whether it came after what a person decided last, if anybody did."""
        decision = self.accepted.decision if self.accepted else None
        if decision is None:
            return True
        if submission.number:
            return submission.run > decision.run
        return (submission.arrived or submission.sent) > decision.decided


def questions(situation: Situation) -> Iterator[str]:
    """All that is to be decided before the candidate can count."""
    for question in (
        several_together,
        older_came_later,
        sent_again,
        time_unknown,
        withdrawn,
        unreadable_since,
        no_year,
    ):
        yield from question(situation)
    newer = [
        s
        for s in situation.own.doubtful
        if situation.is_new(s) and s.sent >= situation.candidate.first.sent
    ]
    yield from ask(newer, situation.case)


def several_together(situation: Situation) -> Iterator[str]:
    """Different reports in one mail, or sent at the same moment."""
    candidate = situation.candidate
    differing = [v for v in situation.rivals if not v.agrees(candidate)]
    if differing:
        yield (
            f"{_listed([candidate, *differing])}"
            f"{_together(candidate, differing)}，数字不同：{_difference(candidate, differing[0])}。"
            f"请决定以哪一份为准：{_either([candidate, *differing])}"
        )


def older_came_later(situation: Situation) -> Iterator[str]:
    """An older report that reached us after the candidate had."""
    candidate = situation.candidate
    for version in situation.older:
        if version.run > candidate.run:
            yield (
                f"{shown(version.first)}发送在前、收到在后，数字与{shown(candidate.first)}不同。"
                f"请决定以哪一份为准：{_either([candidate, version])}"
            )


def sent_again(situation: Situation) -> Iterator[str]:
    """An earlier version that was sent once more after the newest one."""
    candidate = situation.candidate
    for version in situation.older:
        again = [c for c in version.copies if situation.is_new(c) and c.sent > candidate.first.sent]
        if again:
            yield (
                f"{shown(version.first)}在{shown(candidate.first)}之后又发来一次"
                f"（{shown(again[-1])}）。请决定以哪一份为准：{_either([candidate, version])}"
            )


def time_unknown(situation: Situation) -> Iterator[str]:
    """Several versions, of which one was sent at no time or in the future."""
    concerned = (situation.candidate, *situation.older)
    if len(concerned) > 1:
        for version in concerned:
            sent = version.first.sent[:10]
            if not sent or sent > situation.case.today:
                why = "发送时间在今天之后" if sent else "没有发送时间"
                yield (
                    f"{shown(version.first)}{why}，分不清先后。"
                    f"请决定以哪一份为准：{_either(concerned)}"
                )


def withdrawn(situation: Situation) -> Iterator[str]:
    """Words that take a report back, not older than the candidate."""
    candidate = situation.candidate.first
    seen = {mail for v in situation.versions if v.is_rejected for mail in v.mails}
    for submission in (*situation.own.submissions, *situation.own.others):
        word = withdrawing(submission)
        if (
            word
            and situation.is_new(submission)
            and (not submission.sent or submission.sent >= candidate.sent)
            and mail_of(submission) not in seen
        ):
            seen.add(mail_of(submission))
            yield (
                f"{shown(submission)}写着“{clean(word)}”（主题“{_clean(submission.subject)}”）。"
                f"请看清是哪一份作废，再决定：{_to_decide(candidate)}"
            )


def unreadable_since(situation: Situation) -> Iterator[str]:
    """Something that cannot be read came after the candidate and may be a correction of it."""
    candidate = situation.candidate
    left = [v.first for v in situation.versions if not v.is_rejected and not is_readable(v.first)]
    for submission in (*left, *filter(is_refused, situation.own.others)):
        if (
            situation.is_new(submission)
            and submission.sent > candidate.first.sent
            and mail_of(submission) not in candidate.mails
            and _may_be_report(submission)
        ):
            yield (
                f"{shown(submission)}在{shown(candidate.first)}之后发来，读不了，可能是更正："
                f"{_why(submission)}请向该单位问清；若仍以原件为准："
                f"{_command('accept', candidate.first)}"
            )


def no_year(situation: Situation) -> Iterator[str]:
    """A report that says nowhere for which year it is."""
    candidate = situation.candidate
    if year_told(candidate.first) is None and not candidate.is_accepted:
        yield (
            f"{shown(candidate.first)}没有写年度，是不是 {situation.case.year} 年度的？"
            f"请决定：{_to_decide(candidate.first)}"
        )


def ask(doubtful: Iterable[Submission], case: Case) -> Iterator[str]:
    """What to ask about submissions that may be the unit's own."""
    for submission in doubtful:
        if not (is_readable(submission) and is_of_year(submission, case)):
            continue
        unit = submission.document.unit
        told = f"表里的单位是“{_clean(unit)}”，" if unit else ""
        yield (
            f"{shown(submission)}可能是本单位的，{told}与别的依据不一致。请决定是哪个单位的："
            f"{_command('accept', submission)} --unit 单位；"
            f"哪个也不是：{_command('reject', submission)}"
        )


def asked_for(submission: Submission) -> str:
    """What to ask the unit for, where nothing that it sent can be read."""
    return f"{shown(submission)}读不了：{_why(submission)}"


def shown(submission: Submission) -> str:
    """A submission as people recognise it: its number, when, from whom, the file's name."""
    number = f"第 {submission.number} 号" if submission.number else "来件"
    sender = submission.sender_name or submission.sender
    said = [
        submission.sent[:16].replace("T", " "),
        _clean(sender),
        f"“{_clean(submission.name)}”" if submission.name else "没有附件",
    ]
    return f"{number}（{'，'.join(filter(None, said))}）"


def _clean(text: str) -> str:
    """What a sender wrote, without what disturbs, and not longer than need be."""
    text = clean(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def _listed(versions: Sequence[Version]) -> str:
    return "、".join(shown(version.first) for version in versions)


def _together(candidate: Version, others: Sequence[Version]) -> str:
    same_mail = all(v.mails & candidate.mails for v in others)
    return "在同一封邮件里" if same_mail else "发送时间相同"


def _difference(one: Version, other: Version) -> str:
    """The first fields in which two reports differ, with both numbers."""
    document = one.first.document
    labels = load(document.edition).fields if document.edition else {}
    numbers, others = document.numbers, other.first.document.numbers
    differing = [key for key in (*labels, *numbers, *others) if numbers.get(key) != others.get(key)]
    first = [
        f"{labels[key].label if key in labels else key}为 "
        f"{plain(numbers.get(key)) or '空'} 和 {plain(others.get(key)) or '空'}"
        for key in list(dict.fromkeys(differing))[:_MOST_FIELDS]
    ]
    more = "等" if len(set(differing)) > _MOST_FIELDS else ""
    return "，".join(first) + more


def _either(versions: Iterable[Version]) -> str:
    return "，或 ".join(_command("accept", version.first) for version in versions)


def _to_decide(submission: Submission) -> str:
    return f"{_command('accept', submission)}，或 {_command('reject', submission)}"


def _command(verb: str, submission: Submission) -> str:
    return f"gikxl collect {verb} {submission.number} -o 文件夹 --reason 理由"


def _why(submission: Submission) -> str:
    return "".join(f"{f.message}{f.suggestion}" for f in submission.document.findings[:1])


def withdrawing(submission: Submission) -> str:
    """The word with which it takes a report back; empty if it takes none back."""
    word = _WITHDRAWN.search(submission.name) or _WITHDRAWN.search(submission.subject)
    return word[0] if word else ""


def only_withdraws(submission: Submission) -> bool:
    """Whether a mail takes a report back and brings nothing that could be another."""
    return bool(withdrawing(submission)) and all(
        finding.severity == "notice" for finding in submission.document.findings
    )


def is_refused(submission: Submission) -> bool:
    """Whether it is no submission, because something stood in the way."""
    return not submission.number and bool(submission.document.findings)


def _may_be_report(submission: Submission) -> bool:
    """Whether what cannot be read may be a report: it says so, or looks like one."""
    if _CORRECTED.search(f"{submission.name} {submission.subject}"):
        return True
    codes = {finding.code for finding in submission.document.findings}
    return submission.name.lower().endswith(_MAY_HOLD_A_REPORT) and not codes <= NO_REPORT
