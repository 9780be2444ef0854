"""The ways to mend some broken equations, the likeliest first.

The search names one of the cells that would do as well as each other; here all of them
come in, and the slips of the hand rank them.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, islice, product
from typing import NamedTuple

from gikxl.rules.locate.search import Repair
from gikxl.rules.locate.slips import UNEXPLAINED, Paper, account, row_shifted
from gikxl.rules.locate.web import Web

MOST_RANKED = 1_000
"""Of more ways than this, only so many are ranked."""
TELLING = 8
"""A slip this dear fits some cell of a long column by chance."""


class Likelihood(NamedTuple):
    """Sorts ways: by the price of their slips, then the more usual cells first."""

    price: int
    remote: int
    """How many cells stand in the broken equations only as a part of a total."""
    totals: int
    """A single wrong cell is rather a total, which can be added up wrong besides being
    typed wrong; two cells that depend on each other are rather entered ones."""
    exact_price: int
    difference: int
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

    def ways(self, equations: frozenset[int], choices: Iterable[Repair]) -> Ways:
        """All that is as good as these choices."""
        all_ = {way for choice in choices for way in self._alike(choice)}
        return Ways(equations, self._ranked(all_), len(all_))

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
        together = frozenset().union(*(ways.equations for ways in some))
        each_alone = frozenset().union(*(ways.ranked[0][1] for ways in some))
        count = 1
        for ways in some:
            count *= ways.number
        rest = [ways for ways in apart if ways not in some]
        return [Ways(together, self._ranked([*slips, each_alone]), count), *self.joined(rest)]

    def _slips_across(self, apart: tuple[Ways, ...]) -> list[Repair]:
        """One cell for each, all in one row, where that is likelier than each alone."""
        fields = self.paper.form.fields
        rows: dict[str, list[tuple[str, int]]] = {}
        for ways in apart:
            for _, repair in ways.ranked:
                if len(repair) == 1:
                    [(cell, number)] = repair
                    rows.setdefault(fields[cell].row.key, []).append((cell, number))
        found = [frozenset(cells) for cells in rows.values() if len(cells) == len(apart)]
        alone = sum(ways.price for ways in apart)
        return [repair for repair in found if self._price_as_one_slip(repair) < alone]

    def _price_as_one_slip(self, repair: Repair) -> int:
        """The price of what befell these cells together; a high one if nothing did."""
        cells = self.in_order(repair)
        together = account(self.paper, cells).price
        if len(cells) == 2:
            each = (account(self.paper, {cell: number}).price for cell, number in cells.items())
            is_one = together < sum(each)
        else:
            is_one = row_shifted(self.paper, cells) is not None
        return together if is_one else UNEXPLAINED * len(cells)

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
            UNEXPLAINED if remote == len(cells) == 1 and TELLING <= price < UNEXPLAINED else price,
            remote,
            totals if len(cells) > 1 else -totals,
            price,
            sum(abs(number - (self.paper.numbers[cell] or 0)) for cell, number in cells.items()),
            [self.place[cell] for cell in cells],
        )

    def _is_remote(self, cell: str) -> bool:
        equations = (self.web.equations[e] for e, _ in self.web.touches[cell])
        return all(cell not in (*e.left, *e.right) for e in equations)

    def in_order(self, repair: Iterable[tuple[str, int]]) -> dict[str, int]:
        """The cells with the values they should have, in the form's order."""
        return dict(sorted(repair, key=lambda change: self.place[change[0]]))
