"""The identities of a form as webs of sums: which cell stands in which, and what is off.

A *web* is a set of equations that hang together through common cells: all of table 三,
each block of table 四. Within one, cells and equations are looked up in both directions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from gikxl.form import Equation, Form

Members = tuple[tuple[str, int], ...]
"""The cells of an equation with their sign: +1 left, -1 right."""

Values = Mapping[str, int]
"""A whole number for each cell, by field key."""

Residual = dict[int, int]
"""By how much left exceeds right, for each broken equation, by its index in the web."""


class Web(NamedTuple):
    """Equations that hang together through common cells.

    `members` lists for each equation its cells, `touches` for each cell the equations
    it stands in with its sign there. `groups` are sets of equations of which no cell
    stands in two, `alike` the cells that stand in the same equations as a cell does:
    a change of one of them mends the same as a change of any other.
    """

    equations: tuple[Equation, ...]
    members: tuple[Members, ...]
    touches: Mapping[str, tuple[tuple[int, int], ...]]
    groups: tuple[frozenset[int], ...]
    alike: Mapping[str, tuple[str, ...]]

    def residual(self, values: Values) -> Residual:
        """What is off with these values."""
        sums = (sum(sign * values[cell] for cell, sign in cells) for cells in self.members)
        return {e: difference for e, difference in enumerate(sums) if difference}

    def changed(self, residual: Residual, cell: str, by: int) -> Residual:
        """What is off after one cell has been changed by this much."""
        after = dict(residual)
        for e, sign in self.touches[cell]:
            difference = after.get(e, 0) + sign * by
            if difference:
                after[e] = difference
            else:
                del after[e]
        return after

    def only(self, equations: Iterable[int]) -> "Web":
        """The web of some of its equations."""
        return web_of((self.equations[e], self.members[e]) for e in equations)

    def equations_of(self, cells: Iterable[str]) -> set[int]:
        """The equations in which any of these cells stands."""
        return {e for cell in cells for e, _ in self.touches[cell]}


@cache
def webs(form: Form) -> tuple[Web, ...]:
    """The form's webs, in the form's order."""
    groups: list[list[Equation]] = []
    for equation in form.equations:
        linked = [group for group in groups if any(_linked(equation, other) for other in group)]
        groups = [group for group in groups if group not in linked]
        groups.append([*(e for group in linked for e in group), equation])
    place = {equation: place for place, equation in enumerate(form.equations)}
    ordered = sorted(
        (sorted(group, key=place.__getitem__) for group in groups),
        key=lambda group: place[group[0]],
    )
    return tuple(web_of((equation, _members(equation)) for equation in group) for group in ordered)


def _linked(one: Equation, other: Equation) -> bool:
    return not {*one.left, *one.right}.isdisjoint((*other.left, *other.right))


def _members(equation: Equation) -> Members:
    return (*((cell, 1) for cell in equation.left), *((cell, -1) for cell in equation.right))


def web_of(equations: Iterable[tuple[Equation, Members]]) -> Web:
    """A web of equations with these cells, which need not be those that the form names."""
    sums = list(equations)
    touches: dict[str, list[tuple[int, int]]] = {}
    for e, (_, cells) in enumerate(sums):
        for cell, sign in cells:
            touches.setdefault(cell, []).append((e, sign))
    return Web(
        tuple(equation for equation, _ in sums),
        tuple(cells for _, cells in sums),
        {cell: tuple(places) for cell, places in touches.items()},
        tuple(_groups(sums)),
        _alike(touches),
    )


def _groups(sums: Sequence[tuple[Equation, Members]]) -> Iterator[frozenset[int]]:
    """The equations by identity, apart where they have a cell in common after all."""
    groups: list[tuple[str, set[int], set[str]]] = []
    for e, (equation, members) in enumerate(sums):
        own = {cell for cell, _ in members}
        for identity, group, cells in groups:
            if identity == equation.identity and cells.isdisjoint(own):
                group.add(e)
                cells |= own
                break
        else:
            groups.append((equation.identity, {e}, own))
    return (frozenset(group) for _, group, _ in groups)


def _alike(touches: Mapping[str, Sequence[tuple[int, int]]]) -> dict[str, tuple[str, ...]]:
    found: dict[tuple[tuple[int, int], ...], list[str]] = {}
    for cell, places in touches.items():
        _, first = places[0]
        found.setdefault(tuple((e, sign * first) for e, sign in places), []).append(cell)
    return {cell: tuple(cells) for cells in found.values() for cell in cells}
