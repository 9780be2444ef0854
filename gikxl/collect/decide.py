"""A person decides about a submission: it counts, or it never does."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from gikxl.collect.clock import now
from gikxl.collect.ledger import Ledger
from gikxl.collect.model import STATUSES, Decision, Office, Standing, Standings, Submission
from gikxl.collect.present import present
from gikxl.collect.roster import NameIndex
from gikxl.collect.roster.spelling import squeeze
from gikxl.collect.standing.case import Case, Decided
from gikxl.collect.standing.questions import shown
from gikxl.collect.standing.versions import errors, is_of_year, is_readable, year_told
from gikxl.write.wording import clean

Verdict = Literal["accept", "reject"]
_DONE: dict[Verdict, str] = {"accept": "已采用", "reject": "已不采用"}
_MOST_NAMES = 5


class Outcome(NamedTuple):
    """What was decided, and where the unit stands now; no unit where it is nobody's."""

    submission: Submission
    decision: Decision
    standing: Standing | None
    standings: Standings

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be decided about the unit."""
        return self.standing is None or self.standing.status != "question"

    def told(self) -> Iterator[str]:
        """The same in Chinese, a line each."""
        yield f"{_DONE[self.decision.verdict]}{shown(self.submission)}"
        if self.decision.waived:
            codes = "、".join(dict.fromkeys(code for code, _ in self.decision.waived))
            yield f"它的 {len(self.decision.waived)} 个错误不再要求改正（{codes}）"
        if self.standing:
            yield f"{self.standing.office.name}：{STATUSES[self.standing.status]}"
            candidate = self.standing.candidate
            if candidate and candidate.number != self.submission.number:
                yield f"现在以{shown(candidate)}为准"
            yield from self.standing.questions


def decide(
    ledger: Ledger, number: int, verdict: Verdict, reason: str, *, unit: str = ""
) -> Outcome:
    """Write a decision about submission `number` into a ledger, and say what it means.

    Accepting waives the errors that it has now. `unit` says whose it is, where that was not
    certain. Raises ValueError, in Chinese, if there is no such submission, no reason is given,
    or it cannot be accepted: it cannot be read, is for another year or on another form, or
    nobody knows whose it is.
    """
    reason = " ".join(clean(reason).split())
    if not squeeze(reason):
        raise ValueError("请用 --reason 写明理由：它会留在台账和汇总里")
    submission = next((s for s in ledger.submissions() if s.number == number), None)
    if submission is None:
        raise ValueError(f"台账里没有第 {number} 号年报。编号见 汇总.xlsx 的“报送情况”")
    waived: tuple[tuple[str, tuple[str, ...]], ...] = ()
    if verdict == "accept":
        before = present(ledger)
        unit = _unit_of(submission, unit, before)
        _refuse(submission, before)
        waived = tuple((finding.code, finding.fields) for finding in errors(submission))
    decision = Decision(number, verdict, reason, now(), waived, ledger.last_run(), unit)
    ledger.decide(decision)
    after = present(ledger)
    return Outcome(submission, decision, _standing_of(submission, after), after)


def _refuse(submission: Submission, standings: Standings) -> None:
    """ValueError if a submission cannot count whatever a person decides."""
    document = submission.document
    if not is_readable(submission):
        why = "".join(f"{f.message}{f.suggestion}" for f in document.findings[:1])
        raise ValueError(f"{shown(submission)}读不了，不能采用：{why}")
    case = Case(standings.year, standings.edition, "", Decided(()))
    if not is_of_year(submission, case):
        told = year_told(submission)
        which = f"是 {told} 年度的" if told else f"没有写年度，也不是 {case.year + 1} 年发来的"
        raise ValueError(
            f"{shown(submission)}{which}，汇总的是 {case.year} 年度，不能采用。"
            "请该单位改正年度后重新报送"
        )
    if document.edition != case.edition:
        raise ValueError(
            f"{shown(submission)}用的是 {document.edition} 年版的格式，"
            f"{case.year} 年度应当用 {case.edition} 年版，不能采用。请该单位换用格式后重新报送"
        )


def _unit_of(submission: Submission, unit: str, standings: Standings) -> str:
    """The office whose report it is to be; empty where that is certain without saying it."""
    offices = [standing.office for standing in standings.units]
    if unit:
        return _office(offices, unit, standings.superior)
    could_be = next((names for s, names in standings.unclear if s == submission), None)
    if could_be is not None and len(could_be) > 1:
        raise ValueError(
            f"{shown(submission)}是哪个单位的还不清楚，请用 --unit 写明："
            f"可能是{'、'.join(could_be)}"
        )
    if could_be is None and submission in (*standings.strangers, *standings.aside):
        raise ValueError(f"{shown(submission)}是哪个单位的还不知道，请用 --unit 写明名单里的单位")
    return ""


def _office(offices: Sequence[Office], unit: str, superior: str) -> str:
    """The one office of the roster that a name means."""
    found = sorted(NameIndex(offices, superior).equal(unit))
    if len(found) == 1:
        return found[0]
    names = found or [office.name for office in offices]
    more = "等" if len(names) > _MOST_NAMES else ""
    which = "是几个单位的名称" if found else "不在单位名单里"
    raise ValueError(f"“{clean(unit)}”{which}：{'、'.join(names[:_MOST_NAMES])}{more}")


def _standing_of(submission: Submission, standings: Standings) -> Standing | None:
    """The unit that a submission went to."""
    for standing in standings.units:
        if submission.number in {s.number for s in standing.superseded} or (
            standing.candidate and standing.candidate.number == submission.number
        ):
            return standing
    return None
