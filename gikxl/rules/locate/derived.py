"""Totals that are formulas: they follow their parts, so they are never what is wrong.

Wherever such a total stands, its parts are put in its place. Equations that then hold
by construction, or that the others imply, have nothing more to say and are left out.
"""

from collections.abc import Iterator, Mapping

from gikxl.form import Equation
from gikxl.report import Report
from gikxl.rules.locate.web import Web, web_of

Derived = Mapping[str, tuple[str, ...]]
"""The parts of each derived total."""

Terms = dict[str, int]
"""The cells of an equation, each with its factor: positive on the left, negative on the right."""


def derived_totals(report: Report) -> Derived:
    """The totals that are formulas and right; a wrong formula is a suspect like any cell."""
    found: dict[str, tuple[str, ...]] = {}
    for equation in report.form.equations:
        total = report.values.get(equation.left[0])
        if len(equation.left) == 1 and total and total.formula is not None:
            # SUM counts texts as 0, and so do rows that are not there.
            parts = sum(report.number(cell) or 0 for cell in equation.right)
            if total.number == parts:
                found.setdefault(equation.left[0], equation.right)
    return found


def terms(equation: Equation, derived: Derived) -> Terms:
    """The equation with the parts of derived totals in their place."""
    found: Terms = {}
    for side, sign in ((equation.left, 1), (equation.right, -1)):
        for cell in side:
            for part in _undivided(cell, derived):
                found[part] = found.get(part, 0) + sign
    return {cell: factor for cell, factor in found.items() if factor}


def concerns(equation: Equation, cell: str, derived: Derived) -> bool:
    """Whether a cell stands in an equation, be it as a part of a derived total."""
    return cell in (*equation.left, *equation.right) or cell in terms(equation, derived)


def without_derived(web: Web, derived: Derived) -> Web:
    """The web of the cells that are not derived, without what holds by construction."""
    if derived.keys().isdisjoint(web.touches):
        return web
    sums = ((equation, tuple(terms(equation, derived).items())) for equation in web.equations)
    return web_of((equation, members) for equation, members in sums if members)


def without_implied(web: Web) -> Web:
    """The web without equations in which derived totals stood and that the others imply."""
    sums = [dict(members) for members in web.members]
    is_plain = [sum_ == terms(e, {}) for sum_, e in zip(sums, web.equations, strict=True)]
    if all(is_plain):
        return web
    known = _Span()
    plain_first = sorted(range(len(sums)), key=lambda e: not is_plain[e])
    return web.only(sorted(e for e in plain_first if known.grows(sums[e]) or is_plain[e]))


def _undivided(cell: str, derived: Derived) -> Iterator[str]:
    if cell not in derived:
        yield cell
    for part in derived.get(cell, ()):
        yield from _undivided(part, derived)


class _Span:
    """What a set of equations implies: every sum of multiples of them."""

    def __init__(self) -> None:
        self._solved: dict[str, Terms] = {}
        """Equations solved for one cell each, in which none of the earlier ones is left."""

    def grows(self, sum_: Terms) -> bool:
        """Add an equation; False if it was implied already."""
        while sum_:
            cell = next((cell for cell in sum_ if cell in self._solved), None)
            if cell is None:
                self._solved[next(iter(sum_))] = sum_
                return True
            sum_ = _eliminated(cell, sum_, self._solved[cell])
        return False


def _eliminated(cell: str, sum_: Terms, by: Terms) -> Terms:
    """Multiples of two equations added so that the cell is gone."""
    rest = {other: factor * by[cell] for other, factor in sum_.items()}
    for other, factor in by.items():
        rest[other] = rest.get(other, 0) - factor * sum_[cell]
    return {other: factor for other, factor in rest.items() if factor}
