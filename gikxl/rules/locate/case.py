"""One web of sums that does not hold, and what can be found out about it."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from gikxl.form import Equation
from gikxl.report import Number, Report
from gikxl.rules.locate.search import Budget, Repair, repairs
from gikxl.rules.locate.slips import UNEXPLAINED, Paper, account, row_shifted
from gikxl.rules.locate.starts import Start, starts
from gikxl.rules.locate.ways import DECISIVE, Ranking, Ways
from gikxl.rules.locate.web import Residual, Web

LISTED = 8
"""So many equally small repairs are listed; a clerk reads no more."""
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


class Case:
    """One web of a report that does not hold, and what can be found out about it."""

    def __init__(self, report: Report, web: Web, paper: Paper, most: int) -> None:
        self.report = report
        self.paper = paper
        self.web = web
        self.most = most
        self.budget = Budget(STEPS)
        self.complete = True
        self.old = {cell: paper.numbers[cell] or 0 for cell in web.touches}
        self.residual = web.residual(self.old)

    def causes(self) -> list[Cause]:
        """A cause for each cluster of broken equations."""
        begin = starts(self.web, self.paper)
        smallest = self._smallest(begin)
        if not smallest:
            self.complete, self.budget = False, Budget(STEPS)
            smallest = self._smallest([self._obvious(begin[-1])])
        if not smallest:
            return [Cause(tuple(self.web.equations[e] for e in sorted(self.residual)), (), False)]
        ranking = Ranking(self.web, self.paper)
        cut = ranking.likely([self._parts(repair) for repair in smallest])
        apart = [
            ranking.ways(cluster, {self._within(cluster, parts) for parts in cut})
            for cluster in _clusters(self._explained(part) for parts in cut for part in parts)
        ]
        apart.sort(key=lambda ways: min(ways.equations))
        return [self._cause(ways, ranking) for ways in ranking.joined(apart)]

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

    def _obvious(self, start: Start) -> Start:
        """The start with each cell changed that alone mends all equations it stands in."""
        residual = self.web.residual(start.values)
        changes: dict[str, int] = {}
        for cell, places in self.web.touches.items():
            needed = {-sign * residual.get(e, 0) for e, sign in places}
            by = needed.pop()
            number = start.values[cell] + by
            if by and not needed and len(places) > 1 and number >= 0:
                residual = self.web.changed(residual, cell, by)
                changes[cell] = number
        return Start({**start.values, **changes}, {**start.changes, **changes})

    def _parts(self, repair: Repair) -> list[Repair]:
        """The repair cut into parts that one after the other leave nothing half mended."""
        parts = self._shifted_rows(repair)
        rest = sorted(repair.difference(*parts))
        residual = _sum(self.residual, *map(self._effect, parts))
        size = 1 if len(rest) <= MOST_CUT else len(rest)
        while rest:
            for some in combinations(rest, size):
                effect = self._effect(some)
                if all(by in (0, -residual.get(e, 0)) for e, by in effect.items()):
                    parts.append(frozenset(some))
                    rest = [change for change in rest if change not in some]
                    residual = _sum(residual, effect)
                    break
            else:
                size += 1
        return parts

    def _shifted_rows(self, repair: Repair) -> list[Repair]:
        """What of the repair is one slip, a row that stands a column off."""
        rows: dict[str, dict[str, int]] = {}
        for cell, number in repair:
            if self.web.alike[cell] == (cell,):
                rows.setdefault(self.report.form.fields[cell].row.key, {})[cell] = number
        return [frozenset(row.items()) for row in rows.values() if row_shifted(self.paper, row)]

    def _effect(self, repair: Iterable[tuple[str, int]]) -> Residual:
        """By how much it changes what is off."""
        return _sum(
            *(
                {e: sign * (number - self.old[cell]) for e, sign in self.web.touches[cell]}
                for cell, number in repair
            )
        )

    def _explained(self, repair: Repair) -> frozenset[int]:
        """The equations that do not hold, or cannot be computed, without this repair."""
        mended = {e for e, by in self._effect(repair).items() if by}
        given = [cell for cell, _ in repair if self.paper.numbers[cell] is None]
        return frozenset(mended | self.web.equations_of(given))

    def _within(self, cluster: frozenset[int], parts: Iterable[Repair]) -> Repair:
        """What of a repair concerns this cluster."""
        return frozenset(
            change for part in parts if self._explained(part) <= cluster for change in part
        )

    def _cause(self, ways: Ways, ranking: Ranking) -> Cause:
        rival = ways.ranked[1][0].price if len(ways.ranked) > 1 else ways.price + DECISIVE
        if not self.complete or self.budget.left <= 0:
            rival = min(rival, UNEXPLAINED * len(ways.ranked[0][1]) // 2)
        listed = [ranking.in_order(way) for _, way in ways.ranked[: self.most]]
        return Cause(
            tuple(self.web.equations[e] for e in sorted(ways.equations)),
            tuple(map(self._changes, listed)),
            ways.price + DECISIVE <= rival,
            ways.number - len(listed),
        )

    def _changes(self, cells: Mapping[str, int]) -> tuple[Change, ...]:
        slips = account(self.paper, cells).slips
        values = self.report.values
        return tuple(
            Change(cell, values[cell].number if cell in values else None, number, slips[cell])
            for cell, number in cells.items()
        )


def _clusters(explained: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Sets of equations joined as far as they overlap."""
    clusters: list[frozenset[int]] = []
    for equations in explained:
        apart = [cluster for cluster in clusters if cluster.isdisjoint(equations)]
        joined = equations.union(*(cluster for cluster in clusters if cluster not in apart))
        clusters = [*apart, joined]
    return clusters


def _sum(*residuals: Residual) -> Residual:
    total: Residual = {}
    for residual in residuals:
        for e, by in residual.items():
            total[e] = total.get(e, 0) + by
    return total
