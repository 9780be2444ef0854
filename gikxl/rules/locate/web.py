"""The identities of a form as webs of sums: which cell stands in which, and what is off.

A *web* is a set of equations that hang together through common cells: all of table 三,
each block of table 四. Within one, cells and equations are looked up in both directions.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from gikxl.form import Equation, Form

Values = Mapping[str, int]
"""A whole number for each cell, by field key."""

Residual = dict[int, int]
"""By how much left exceeds right, for each broken equation, by its index in the web."""


class Web(NamedTuple):
    """Equations that hang together through common cells.

    `members` lists for each equation its cells with their sign (+1 left, -1 right),
    `touches` for each cell the equations it stands in with its sign there, and
    `identities` groups the equations: a cell stands in at most one of each group.
    """

    equations: tuple[Equation, ...]
    members: tuple[tuple[tuple[str, int], ...], ...]
    touches: Mapping[str, tuple[tuple[int, int], ...]]
    identities: tuple[frozenset[int], ...]

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
    return tuple(map(web_of, ordered))


def _linked(one: Equation, other: Equation) -> bool:
    return not {*one.left, *one.right}.isdisjoint((*other.left, *other.right))


def web_of(equations: Sequence[Equation]) -> Web:
    """A web of these equations."""
    members = tuple(
        (*((cell, 1) for cell in equation.left), *((cell, -1) for cell in equation.right))
        for equation in equations
    )
    touches: dict[str, list[tuple[int, int]]] = {}
    for e, cells in enumerate(members):
        for cell, sign in cells:
            touches.setdefault(cell, []).append((e, sign))
    names = dict.fromkeys(equation.identity for equation in equations)
    return Web(
        tuple(equations),
        members,
        {cell: tuple(places) for cell, places in touches.items()},
        tuple(
            frozenset(e for e, equation in enumerate(equations) if equation.identity == name)
            for name in names
        ),
    )
