"""Which cell is wrong, not only which sum.

The identities overlap, so one wrong cell breaks a known set of them. `locate` names the
fewest cells whose change satisfies all, the value each should have, and the slip of the
hand that explains it. Where several sets of cells are equally few, the slips rank them.
A total that is a formula follows its parts and is not among the cells.
"""

from gikxl.report import Number, Report
from gikxl.rules.locate.case import LISTED, Case, Cause, Change
from gikxl.rules.locate.derived import (
    Derived,
    concerns,
    derived_totals,
    without_derived,
    without_implied,
)
from gikxl.rules.locate.slips import LastYear, Paper
from gikxl.rules.locate.starts import computable
from gikxl.rules.locate.web import Web, webs

__all__ = ["LISTED", "Cause", "Change", "concerns", "derived_totals", "locate"]


def locate(report: Report, last: Report | None = None, most: int = LISTED) -> list[Cause]:
    """The causes of all broken equations of a report, in the form's order.

    `last` is last year's report of the same unit; where given it decides between
    repairs that are equally small, of which at most `most` are listed. A right report has
    no causes.
    """
    if all(map(report.holds, report.form.equations)):
        return []
    causes: list[Cause] = []
    paper = Paper(report.form, _numbers(report), _last_year(report, last))
    derived = derived_totals(report)
    for web in webs(report.form):
        if not all(map(report.holds, web.equations)):
            causes += _causes(report, web, derived, paper, most)
    order = {equation: place for place, equation in enumerate(report.form.equations)}
    return sorted(causes, key=lambda cause: order[cause.equations[0]])


def _causes(report: Report, web: Web, derived: Derived, paper: Paper, most: int) -> list[Cause]:
    """The causes in one web, each with all that does not hold because of it."""
    undivided = without_derived(web, derived)
    known = computable(undivided, paper)
    if known is None:
        return []
    sums = without_implied(known)
    wrong = [equation for equation in web.equations if not report.holds(equation)]
    unknown = {*undivided.equations} - {*known.equations}
    follow = {*wrong} - {*sums.equations} - unknown
    causes: list[Cause] = []
    for cause in Case(report, sums, paper, most).causes():
        cells = {change.field for repair in cause.repairs for change in repair}
        mine = {e for e in follow if any(concerns(e, cell, derived) for cell in cells)}
        follow -= mine
        mine.update(cause.equations)
        causes.append(cause._replace(equations=tuple(filter(mine.__contains__, wrong))))
    return [cause for cause in causes if cause.equations]


def _numbers(report: Report) -> dict[str, int | None]:
    """What each cell counts as; None where it is no whole number."""
    return {key: _whole(report.number(key)) for key in report.form.fields}


def _whole(number: Number | None) -> int | None:
    return int(number) if number is not None and number == int(number) else None


def _last_year(report: Report, last: Report | None) -> dict[str, LastYear]:
    said: dict[str, LastYear] = {}
    for step in report.form.continuity:
        before = _whole(last.number(step.last)) if last and step.last in last.values else None
        if before is not None and not step.plus:
            most = before if step.kind == "equal" else None
            said[step.this] = LastYear(step.last, before, most)
    return said
