"""Which cell is wrong, not only which sum.

The identities overlap, so one wrong cell breaks a known set of them. `locate` names the
fewest cells whose change satisfies all, the value each should have, and the slip of the
hand that explains it. Where several sets of cells are equally few, the slips rank them.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from gikxl.form import Equation
from gikxl.report import Number, Report
from gikxl.rules.locate.search import Budget, Repair, repairs
from gikxl.rules.locate.slips import UNEXPLAINED, LastYear, Paper, account, row_shifted
from gikxl.rules.locate.starts import Start, computable, starts
from gikxl.rules.locate.web import Residual, Web, webs

__all__ = ["Cause", "Change", "locate"]

LISTED = 8
"""So many equally small repairs are listed; a clerk reads no more."""
DECISIVE = 6
"""By so much a slip has to be cheaper than the next to decide between them."""
STEPS = 20_000
"""So many steps the search takes for a web before it gives up: well under a second."""
MOST_CELLS = 12
"""No repair of more cells is searched for."""
MOST_CUT = 8
"""No repair of more cells is cut into parts."""


class Change(NamedTuple):
    """One cell, what stands there, what should, and how that came about (Chinese, or "")."""

    field: str
    old: Number | None
    new: Number
    slip: str


class Cause(NamedTuple):
    """One thing that is wrong: broken equations that only make sense together."""

    equations: tuple[Equation, ...]
    """The equations that do not hold, or cannot be computed, because of it."""
    repairs: tuple[tuple[Change, ...], ...]
    """The smallest repairs, likeliest first; empty where none could be found."""
    certain: bool
    """The first repair is the only smallest one, or its slip decides."""
    more: int = 0
    """How many equally small repairs there are beyond those listed."""


def locate(report: Report, last: Report | None = None) -> list[Cause]:
    """The causes of all broken equations of a report, in the form's order.

    `last` is last year's report of the same unit; where given it decides between
    repairs that are equally small. A right report has no causes.
    """
    if all(map(report.holds, report.form.equations)):
        return []
    causes: list[Cause] = []
    paper = Paper(report.form, _numbers(report), _last_year(report, last))
    for web in webs(report.form):
        if not all(map(report.holds, web.equations)):
            sums = computable(web, paper)
            causes += _Case(report, sums, paper).causes() if sums else []
    order = {equation: place for place, equation in enumerate(report.form.equations)}
    return sorted(causes, key=lambda cause: order[cause.equations[0]])


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


class _Case:
    """One web of a report that does not hold, and what can be found out about it."""

    def __init__(self, report: Report, web: Web, paper: Paper) -> None:
        self.report = report
        self.paper = paper
        self.web = web
        self.budget = Budget(STEPS)
        self.complete = True
        self.old = {cell: paper.numbers[cell] or 0 for cell in web.touches}
        self.residual = web.residual(self.old)
        self.place = {cell: place for place, cell in enumerate(report.form.fields)}

    def causes(self) -> list[Cause]:
        """A cause for each cluster of broken equations."""
        smallest = self._smallest(starts(self.web, self.paper))
        if not smallest:
            self.complete, self.budget = False, Budget(STEPS)
            smallest = self._smallest([self._obvious()])
        if not smallest:
            return [Cause(tuple(self.web.equations[e] for e in sorted(self.residual)), (), False)]
        parts = {repair: self._parts(repair) for repair in smallest}
        return [
            self._cause(cluster, parts)
            for cluster in _clusters(self._explained(p) for ps in parts.values() for p in ps)
        ]

    def _smallest(self, begin: list[Start]) -> set[Repair]:
        """The smallest repairs of everything, from whichever start."""
        begun = [(start, self.web.residual(start.values)) for start in begin]
        for size in range(len(self.web.touches)):
            found: set[Repair] = set()
            for start, residual in begun:
                more = size - len(start.changes)
                if 0 <= more <= MOST_CELLS:
                    for added in repairs(self.web, start.values, residual, more, self.budget):
                        meant = {**start.changes, **dict(added)}.items()
                        found.add(frozenset((c, n) for c, n in meant if n != self.paper.numbers[c]))
            if self.budget.left <= 0 and not found:
                break
            if found:
                least = min(map(len, found))
                return {repair for repair in found if len(repair) == least}
        return set()

    def _obvious(self) -> Start:
        """A start with each cell changed that alone mends all equations it stands in."""
        residual = self.residual
        changes: dict[str, int] = {}
        for cell, by in self._single_cells():
            if all(e in residual for e, _ in self.web.touches[cell]):
                residual = self.web.changed(residual, cell, by)
                changes[cell] = self.old[cell] + by
        return Start({**self.old, **changes}, changes)

    def _single_cells(self) -> Iterator[tuple[str, int]]:
        """Cells that alone mend all equations they stand in, where there are several."""
        for cell, places in self.web.touches.items():
            needed = {-sign * self.residual.get(e, 0) for e, sign in places}
            by = needed.pop()
            if not needed and by and len(places) > 1 and self.old[cell] + by >= 0:
                yield cell, by

    def _parts(self, repair: Repair) -> list[Repair]:
        """The repair cut into parts that one after the other leave nothing half mended."""
        parts = self._shifted_rows(repair)
        rest, residual = sorted(repair.difference(*parts)), self.residual
        size = 1 if len(rest) <= MOST_CUT else len(rest)
        while rest:
            for some in combinations(rest, size):
                effect = self._effect(some)
                if all(by in (0, -residual.get(e, 0)) for e, by in effect.items()):
                    parts.append(frozenset(some))
                    rest = [change for change in rest if change not in some]
                    residual = {e: by for e, by in residual.items() if not effect.get(e)}
                    break
            else:
                size += 1
        return parts

    def _shifted_rows(self, repair: Repair) -> list[Repair]:
        """What of the repair is one slip, a row that stands a column off."""
        rows: dict[str, dict[str, int]] = {}
        for cell, number in repair:
            rows.setdefault(self.report.form.fields[cell].row.key, {})[cell] = number
        return [frozenset(row.items()) for row in rows.values() if row_shifted(self.paper, row)]

    def _effect(self, repair: Iterable[tuple[str, int]]) -> Residual:
        effect: Residual = {}
        for cell, number in repair:
            for e, sign in self.web.touches[cell]:
                effect[e] = effect.get(e, 0) + sign * (number - self.old[cell])
        return effect

    def _explained(self, repair: Repair) -> frozenset[int]:
        """The equations that do not hold, or cannot be computed, without this repair."""
        mended = {e for e, by in self._effect(repair).items() if by}
        given = [cell for cell, _ in repair if self.paper.numbers[cell] is None]
        return frozenset(mended | self.web.equations_of(given))

    def _cause(self, cluster: frozenset[int], parts: Mapping[Repair, list[Repair]]) -> Cause:
        """What of each repair concerns this cluster, the likeliest first."""
        choices = {
            frozenset(change for part in own for change in part if self._explained(part) <= cluster)
            for own in parts.values()
        }
        ranked = sorted((self._likelihood(choice), choice) for choice in choices)
        price = ranked[0][0][0]
        rival = ranked[1][0][0] if len(ranked) > 1 else price + DECISIVE
        if not self.complete or self.budget.left <= 0:
            rival = min(rival, UNEXPLAINED * len(ranked[0][1]) // 2)
        return Cause(
            tuple(self.web.equations[e] for e in sorted(cluster)),
            tuple(self._changes(choice) for _, choice in ranked[:LISTED]),
            price + DECISIVE <= rival,
            max(0, len(ranked) - LISTED),
        )

    def _likelihood(self, repair: Repair) -> tuple[int, int, int, list[int]]:
        """Sorts repairs: by the price of their slips, then the more usual cells first.

        A single wrong cell is rather a total, which can be added up wrong besides being
        typed wrong; two cells that depend on each other are rather entered ones.
        """
        cells = self._in_order(repair)
        totals = sum(cell in self.paper.parts for cell in cells)
        return (
            account(self.paper, cells).price,
            totals if len(cells) > 1 else -totals,
            sum(abs(number - self.old[cell]) for cell, number in cells.items()),
            [self.place[cell] for cell in cells],
        )

    def _changes(self, repair: Repair) -> tuple[Change, ...]:
        cells = self._in_order(repair)
        slips = account(self.paper, cells).slips
        values = self.report.values
        return tuple(
            Change(cell, values[cell].number if cell in values else None, number, slips[cell])
            for cell, number in cells.items()
        )

    def _in_order(self, repair: Repair) -> dict[str, int]:
        return dict(sorted(repair, key=lambda change: self.place[change[0]]))


def _clusters(explained: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Sets of equations joined as far as they overlap."""
    clusters: list[frozenset[int]] = []
    for equations in explained:
        apart = [cluster for cluster in clusters if cluster.isdisjoint(equations)]
        joined = equations.union(*(cluster for cluster in clusters if cluster not in apart))
        clusters = [*apart, joined]
    return clusters
