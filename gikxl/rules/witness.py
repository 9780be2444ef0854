"""The words as a witness: which of several cells is wrong, where the numbers do not decide.

A total and its parts do not agree, and any of them could be wrong. Where the report's
text gives one of the numbers, only some of the repairs agree with it.
"""

from typing import TYPE_CHECKING

from gikxl.report import Report
from gikxl.rules.locate import LISTED, locate
from gikxl.rules.shared.sentences import said

if TYPE_CHECKING:
    from gikxl.rules.locate import Cause, Change

AS_THE_WORDS_SAY = "文字写的也是这样"
_MOST = 100
"""So many repairs are held against the words: every cell of a column, and pairs of cells."""


def causes(report: Report, last: Report | None) -> "list[Cause]":
    """What is wrong with the numbers: as `locate` finds it, and the report's words decide."""
    if not any(said(report)):
        return locate(report, last)
    return [_decided(report, cause) for cause in locate(report, last, _MOST)]


def _decided(report: Report, cause: "Cause") -> "Cause":
    """A cause with the repairs first that agree best with the words; certain if that is one."""
    ways = cause.repairs
    if not cause.certain and len(ways) > 1:
        agreeing = [_agreeing(report, way) for way in ways]
        best = max(agreeing)
        first = [way for way, count in zip(ways, agreeing, strict=True) if count == best]
        if len(first) == 1 and not cause.more:
            told = tuple(_witnessed(change) for change in first[0])
            return cause._replace(repairs=(told,), certain=True)
        ways = (*first, *(way for way in ways if way not in first))
    return cause._replace(repairs=ways[:LISTED], more=cause.more + len(ways[LISTED:]))


def _witnessed(change: "Change") -> "Change":
    return change._replace(slip=change.slip or AS_THE_WORDS_SAY)


def _agreeing(report: Report, way: "tuple[Change, ...]") -> int:
    """How many numbers of the text agree with the tables after a repair."""
    from gikxl.prose.agreement import judge

    changed = report.with_numbers({change.field: change.new for change in way})
    judged = (one for key, text in said(report) for one in judge(changed, key, text))
    return sum(one.agrees is True for one in judged)
