"""Where the search for a repair may start from.

The paper as it stands is one start. Cells without a usable number have to be given one
first; totals that were left empty and rows that stand a column off are better mended
as a whole than cell by cell. The search then looks for what is still wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gikxl.rules.locate.slips import Paper
from gikxl.rules.locate.web import Residual, Web


class Start(NamedTuple):
    """Values to search from, and those of them that the paper does not show."""

    values: Mapping[str, int]
    changes: Mapping[str, int]


def computable(web: Web, paper: Paper) -> Web | None:
    """The part of the web that can be computed once the sums have given what they can."""
    _, unknown = _completed(web, paper, unusable(web, paper), range(len(web.equations)))
    sums = [
        e for e, cells in enumerate(web.members) if not any(cell in unknown for cell, _ in cells)
    ]
    if len(sums) < len(web.equations):
        web = web.only(sums)
    return web if sums else None


def starts(web: Web, paper: Paper) -> list[Start]:
    """All starts worth a search, those with most done first.

    What the sums give for a cell can depend on which of them is asked first.
    """
    bad = unusable(web, paper)
    forwards = range(len(web.equations))
    found: list[Start] = []
    for cells in (bad, [*bad, *_empty_totals(web, paper)]):
        for order in (forwards, forwards[::-1]):
            values, _ = _completed(web, paper, cells, order)
            changes = {cell: values[cell] for cell in cells if values[cell] != paper.numbers[cell]}
            start = Start(values, changes)
            if start not in found:
                found.append(start)
    if not bad:
        found += _shifted_rows(web, paper, found[0].values)
    return sorted(found, key=lambda start: -len(start.changes))


def unusable(web: Web, paper: Paper) -> list[str]:
    """The cells without a number, or with one that cannot be right."""
    return [
        cell
        for cell in web.touches
        if (paper.numbers[cell] or 0) < 0 or paper.numbers[cell] is None
    ]


def _empty_totals(web: Web, paper: Paper) -> Iterator[str]:
    for equation in web.equations:
        total = equation.left[0]
        parts = sum(paper.numbers[cell] or 0 for cell in equation.right)
        if total in web.touches and len(equation.left) == 1 and paper.numbers[total] == 0 < parts:
            yield total


def _completed(
    web: Web, paper: Paper, cells: Iterable[str], order: Sequence[int]
) -> tuple[dict[str, int], set[str]]:
    """Values with these cells worked out from the sums, and those no sum gives (0 there)."""
    unknown = set(cells)
    values = {cell: 0 if cell in unknown else paper.numbers[cell] or 0 for cell in web.touches}
    progress = True
    while progress:
        progress = False
        for e in order:
            missing = [(cell, sign) for cell, sign in web.members[e] if cell in unknown]
            if len(missing) == 1:
                [(cell, sign)] = missing
                rest = sum(s * values[c] for c, s in web.members[e])
                values[cell] = max(0, -sign * rest)
                unknown.remove(cell)
                progress = True
    return values, unknown


def _shifted_rows(web: Web, paper: Paper, values: Mapping[str, int]) -> Iterator[Start]:
    """Each row that, put back by one column, satisfies every equation it stands in."""
    residual = web.residual(values)
    if len(residual) < 3:
        return
    for equation in web.equations:
        line = paper.line(equation.left[0])
        if (*equation.right, *equation.left) != tuple(line) or not web.touches.keys() >= {*line}:
            continue
        for numbers in _put_back([values[cell] for cell in line]):
            meant = {c: n for c, n in zip(line, numbers, strict=True) if n != values[c]}
            if len(meant) >= 3 and min(numbers) >= 0 and _settles(web, residual, values, meant):
                yield Start({**values, **meant}, meant)


def _put_back(row: list[int]) -> Iterator[list[int]]:
    """A row, total last, moved left or right, with or without its total; the lost one computed."""
    *parts, total = row
    yield [*parts[1:], total - sum(parts[1:]), total]
    yield [total - sum(parts[:-1]), *parts[:-1], total]
    yield [*row[1:], sum(row[1:])]
    yield [parts[-1] - sum(parts[:-1]), *parts]


def _settles(
    web: Web, residual: Residual, values: Mapping[str, int], meant: Mapping[str, int]
) -> bool:
    """Whether these numbers satisfy every equation they touch, each cell mending one."""
    if not all(any(e in residual for e, _ in web.touches[cell]) for cell in meant):
        return False
    after = web.residual({**values, **meant})
    return after.keys().isdisjoint(web.equations_of(meant))
