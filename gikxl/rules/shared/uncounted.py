"""Numbers that are stored as text: a person reads them, the formulas of Excel do not."""

from functools import lru_cache
from typing import NamedTuple

from gikxl.report import Number, Report


class Uncounted(NamedTuple):
    """The texts that formulas passed over, the totals that lack them, and what would be right.

    `report` is the report with those totals as Excel will compute them once the texts
    are numbers.
    """

    texts: tuple[str, ...]
    totals: tuple[str, ...]
    report: Report


@lru_cache(maxsize=2)
def uncounted(report: Report) -> Uncounted:
    """What the formulas of a report passed over.

    A total lacks its texts if it is a formula and its result is the sum of its parts
    without them; a total of such totals lacks them in turn.
    """
    texts = {k for k, v in report.values.items() if v.state == "number" and v.note and v.number}
    if not texts:
        return Uncounted((), (), report)
    meant: dict[str, Number] = {key: report.number(key) or 0 for key in report.values}
    seen = {key: 0 if key in texts else number for key, number in meant.items()}
    sums = [
        equation
        for equation in report.form.equations
        if len(equation.left) == 1
        and (total := report.values.get(equation.left[0]))
        and total.formula is not None
        and total.number == sum(seen.get(part, 0) for part in equation.right)
    ]
    changed = True
    while changed:
        changed = False
        for equation in sums:
            number = sum(meant.get(part, 0) for part in equation.right)
            changed = changed or number != meant[equation.left[0]]
            meant[equation.left[0]] = number
    totals = [key for key, number in meant.items() if number != (report.number(key) or 0)]
    lacking = {part for equation in sums if equation.left[0] in totals for part in equation.right}
    values = report.values | {k: report.values[k]._replace(number=meant[k]) for k in totals}
    return Uncounted(
        tuple(key for key in report.values if key in texts & lacking),
        tuple(totals),
        Report(report.form, values),
    )
