"""The ways to mend some broken equations, the likeliest first.

The search names one of the cells that would do as well as each other; here all of them
come in, and the slips of the hand rank them.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, islice, product
from math import prod
from typing import NamedTuple

from gikxl.rules.locate.search import Repair
from gikxl.rules.locate.slips import SHIFT, UNEXPLAINED, Paper, account, row_shifted
from gikxl.rules.locate.web import Web

DECISIVE = 6
"""By so much a slip has to be cheaper than the next to decide between them."""
MOST_RANKED = 1_000
"""Of more ways than this, only so many are ranked."""
TELLING = 8
"""Some cell of a long column fits a slip of this price by chance."""
ON_A_DIGIT = 9
"""The least price of a slip on a single digit there, as many cells hold one."""


class Likelihood(NamedTuple):
    """Sorts ways: by the price of their slips, then the more usual cells first."""

    price: int
    remote: int
    """How many cells stand in the equations only as a part of derived totals."""
    totals: int
    """A single wrong cell is rather a total, which can be added up wrong besides being
    typed wrong; two cells that depend on each other are rather entered ones."""
    exact_price: int
    difference: int
    copied: int
    """How many cells of a column are copied from last year's report, seldom wrong."""
    places: list[int]


class Ways(NamedTuple):
    """Ways to mend a set of equations, by their indices in the web."""

    equations: frozenset[int]
    ranked: list[tuple[Likelihood, Repair]]
    number: int
    """How many there are, ranked or not."""

    @property
    def price(self) -> int:
        """The price of the likeliest."""
        return self.ranked[0][0].price


class Ranking:
    """Ranks the ways to mend the equations of one web of a report."""

    def __init__(self, web: Web, paper: Paper) -> None:
        self.web = web
        self.paper = paper
        self.place = {cell: place for place, cell in enumerate(paper.form.fields)}
        self.has_remote = any(map(self._is_remote, web.touches))
        self.copied = {step.this for step in paper.form.continuity if step.kind == "equal"}

    def ways(self, equations: frozenset[int], choices: Iterable[Repair]) -> Ways:
        """All that is as good as these choices."""
        all_ = {way for choice in choices for way in self._alike(choice)}
        return Ways(equations, self._ranked(all_), len(all_))

    def likely(self, cut: list[list[Repair]]) -> list[list[Repair]]:
        """Repairs, cut into parts, without those that others are decidedly likelier than.

        Only where totals are derived: cells of a column that could replace each other mix
        with each other mistake, and what has nothing to do with it would not be told apart.
        """
        if not self.has_remote:
            return cut
        price = {
            part: self.ways(frozenset(), [part]).price for part in {p for ps in cut for p in ps}
        }
        prices = [sum(price[part] for part in parts) for parts in cut]
        return [parts for p, parts in zip(prices, cut, strict=True) if p < min(prices) + DECISIVE]

    def joined(self, apart: list[Ways]) -> list[Ways]:
        """The same, but equations together that one slip within a row explains better."""
        found = [
            (self._ranked(slips)[0][0].price - sum(ways.price for ways in some), some, slips)
            for size in range(2, len(apart) + 1)
            for some in combinations(apart, size)
            if (slips := self._slips_across(some))
        ]
        if not found:
            return apart
        _, some, slips = min(found, key=lambda candidate: candidate[0])
        together = Ways(
            frozenset(e for ways in some for e in ways.equations),
            self._ranked([*slips, frozenset(c for ways in some for c in ways.ranked[0][1])]),
            prod(ways.number for ways in some),
        )
        return [together, *self.joined([ways for ways in apart if ways not in some])]

    def _slips_across(self, apart: tuple[Ways, ...]) -> list[Repair]:
        """One cell for each, all in one row, where that is likelier than each alone."""
        alone = sum(ways.price for ways in apart)
        first, *rest = map(self._by_row, apart)
        joint = (
            [(cell, number), *(other[row] for other in rest)]
            for row, (cell, number) in first.items()
            if all(row in other for other in rest)
        )
        return [
            frozenset(cells)
            for cells in joint
            if self._is_one_slip_below(alone, self.in_order(cells))
        ]

    def _by_row(self, ways: Ways) -> dict[str, tuple[str, int]]:
        """For each row the likeliest single cell in it."""
        rows: dict[str, tuple[str, int]] = {}
        for _, repair in ways.ranked:
            if len(repair) == 1:
                [(cell, number)] = repair
                rows.setdefault(self.paper.form.fields[cell].row.key, (cell, number))
        return rows

    def _is_one_slip_below(self, price: int, cells: Mapping[str, int]) -> bool:
        if len(cells) > 2:
            return price > SHIFT and row_shifted(self.paper, cells) is not None
        each = sum(account(self.paper, {cell: number}).price for cell, number in cells.items())
        return account(self.paper, cells).price < min(price, each)

    def _alike(self, choice: Repair) -> Iterator[Repair]:
        """The choice with each cell replaced by any that mends the same."""
        options = [list(self._instead(cell, number)) for cell, number in sorted(choice)]
        return islice(map(frozenset, product(*options)), MOST_RANKED)

    def _instead(self, cell: str, number: int) -> Iterator[tuple[str, int]]:
        old = self.paper.numbers[cell]
        if old is None or old < 0:
            yield cell, number  # this one has to change anyhow
            return
        sign = self.web.touches[cell][0][1]
        for other in self.web.alike[cell]:
            old_other = self.paper.numbers[other]
            if old_other is not None and old_other >= 0:
                new = old_other + (number - old) * sign * self.web.touches[other][0][1]
                if new >= 0:
                    yield other, new

    def _ranked(self, ways: Iterable[Repair]) -> list[tuple[Likelihood, Repair]]:
        return sorted(((self._likelihood(way), way) for way in ways), key=lambda way: way[0])

    def _likelihood(self, repair: Repair) -> Likelihood:
        cells = self.in_order(repair)
        price = account(self.paper, cells).price
        remote = sum(map(self._is_remote, cells))
        totals = sum(cell in self.paper.parts for cell in cells)
        return Likelihood(
            self._in_column(price, cells) if remote == len(cells) == 1 else price,
            remote,
            totals if len(cells) > 1 else -totals,
            price,
            sum(abs(number - (self.paper.numbers[cell] or 0)) for cell, number in cells.items()),
            sum(cell in self.copied for cell in cells) if self.has_remote else 0,
            [self.place[cell] for cell in cells],
        )

    def _in_column(self, price: int, cells: Mapping[str, int]) -> int:
        """The price of a slip that is looked for in every cell of a column."""
        [on_paper] = (self.paper.numbers[cell] or 0 for cell in cells)
        if price >= TELLING:
            return max(price, UNEXPLAINED)
        return max(price, ON_A_DIGIT) if 0 < on_paper < 10 else price

    def _is_remote(self, cell: str) -> bool:
        """Whether it stands in the equations only as a part of derived totals."""
        equations = (self.web.equations[e] for e, _ in self.web.touches[cell])
        return all(cell not in (*e.left, *e.right) for e in equations)

    def in_order(self, repair: Iterable[tuple[str, int]]) -> dict[str, int]:
        """The cells with the values they should have, in the form's order."""
        return dict(sorted(repair, key=lambda change: self.place[change[0]]))
