"""The exact search for the fewest cells whose change satisfies every equation.

Cells are the edges of a graph, equations its nodes (a cell of row （七）总计 joins
three). A smallest repair has no superfluous cell, so its edges form a forest, and a
forest has leaves: equations that exactly one changed cell touches, which therefore has
to make up for the whole difference. The search guesses a broken equation to be such a
leaf and one of its cells to be the changed one, and goes on with what is then off.
Repairs of more than three cells that close a circle, or of two cells that stand in the
same equations, are possible only where a value would turn negative otherwise; they are
not looked for.
"""

from collections.abc import Iterator

from gikxl.rules.locate.web import Residual, Values, Web

Repair = frozenset[tuple[str, int]]
"""Cells and the values they should have."""


class Budget:
    """How many steps a search may still take."""

    __slots__ = ("left",)

    def __init__(self, steps: int) -> None:
        self.left = steps


def repairs(web: Web, values: Values, residual: Residual, size: int, budget: Budget) -> set[Repair]:
    """All repairs of so many cells; only some of them if the budget runs out.

    They are smallest repairs if there is none of a smaller size. No value gets negative.
    Of cells that are alike only one is named.
    """
    search = _Search(web, values, budget)
    if _bound(web, residual) <= size:
        search.extend(residual, frozenset(), size)
    return search.found


class _Search:
    """One search for the repairs of exactly one size."""

    def __init__(self, web: Web, values: Values, budget: Budget) -> None:
        self.web = web
        self.values = values
        self.budget = budget
        self.found: set[Repair] = set()
        self.seen: set[Repair] = set()

    def extend(self, residual: Residual, chosen: Repair, left: int) -> None:
        """Add `left` more cells to the chosen ones in every way that satisfies all."""
        if not residual:
            self.found.add(chosen)
            return
        taken = {alike for cell, _ in chosen for alike in self.web.alike[cell]}
        for e in _leaves(self.web, residual, left):
            for cell, by in self._changes(e, residual[e], len(residual) if left == 1 else 0):
                more = chosen | {(cell, self.values[cell] + by)}
                if cell in taken or more in self.seen:
                    continue
                if self.budget.left <= 0:
                    return
                self.budget.left -= 1
                self.seen.add(more)
                after = self.web.changed(residual, cell, by)
                if _bound(self.web, after) < left:
                    self.extend(after, more, left - 1)

    def _changes(self, e: int, difference: int, touching: int) -> Iterator[tuple[str, int]]:
        """The cells that alone can close this equation; the last one has to touch all broken."""
        passed: set[str] = set()
        for cell, sign in self.web.members[e]:
            by = -sign * difference
            fits = touching in (0, len(self.web.touches[cell])) and cell not in passed
            if fits and self.values[cell] + by >= 0:
                passed.update(self.web.alike[cell])
                yield cell, by


def _bound(web: Web, residual: Residual) -> int:
    """No fewer cells can do: each stands in at most one equation of an identity."""
    return max((len(residual.keys() & group) for group in web.groups), default=0)


def _leaves(web: Web, residual: Residual, left: int) -> list[int]:
    """The equations to try as a leaf.

    Where as many equations of one identity are broken as cells are left, each of them
    gets exactly one: all are leaves, and one is enough to try.
    """
    for group in web.groups:
        broken = residual.keys() & group
        if len(broken) == left:
            return [min(broken, key=lambda e: (len(web.members[e]), e))]
    return list(residual)
