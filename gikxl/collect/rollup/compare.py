"""This year against last year: each unit by a few figures, the sum by all."""

from collections.abc import Mapping
from typing import NamedTuple

from gikxl.collect.model import Standing, Standings
from gikxl.collect.rollup.total import added_up, numbers_of, parts
from gikxl.form import Form, load
from gikxl.report import Number

LastNumbers = Mapping[str, Mapping[str, Number]]
"""Last year's numbers by the unit's name in the roster."""

_FIGURES = {
    "新收申请": ("requests.new.total",),
    "上年结转": ("requests.carried_over.total",),
    "办理结果总计": ("requests.handled.total",),
    "结转下年度": ("requests.carried_forward.total",),
    "行政复议": ("disputes.reconsideration.total",),
    "行政诉讼": ("disputes.direct_suit.total", "disputes.suit_after_reconsideration.total"),
    "制发规范性文件": ("proactive.normative_document.issued",),
    "行政许可": ("proactive.licence.decisions",),
    "行政处罚": ("proactive.penalty.decisions",),
    "行政强制": ("proactive.coercion.decisions",),
    "行政事业性收费（万元）": ("proactive.fee.amount",),
}
"""What a briefing speaks of: each figure's name, and the fields that it adds up."""


class Figure(NamedTuple):
    """A figure that units are compared by."""

    label: str
    keys: tuple[str, ...]

    def of(self, numbers: Mapping[str, Number]) -> Number | None:
        """Its value; None where one of its fields is not known."""
        if not all(key in numbers for key in self.keys):
            return None
        return sum((numbers[key] for key in self.keys), start=0)


class Compared(NamedTuple):
    """A unit whose numbers are in the sum, and its numbers of last year where they are known."""

    unit: Standing
    now: Mapping[str, Number]
    before: Mapping[str, Number] | None


class Comparison(NamedTuple):
    """The units that are added, and the sum of those of which both years are known.

    `before` lacks the fields that one of them does not say.
    """

    units: tuple[Compared, ...]
    now: Mapping[str, Number]
    before: Mapping[str, Number]

    @property
    def comparable(self) -> int:
        """Of how many units both years are known."""
        return sum(unit.before is not None for unit in self.units)


def compare(standings: Standings, last: LastNumbers) -> Comparison:
    """Set both years of the units that are added beside each other.

    The sums are of the same units in both years: who has no last year is not in them.
    """
    form = load(standings.edition)
    units = tuple(
        Compared(unit, numbers_of(unit), last.get(unit.office.name))
        for unit in parts(standings).added
    )
    now = [unit.now for unit in units if unit.before is not None]
    before = [unit.before for unit in units if unit.before is not None]
    sums = added_up(form, before)
    said = {key: sums[key] for key in form.fields if all(key in numbers for numbers in before)}
    return Comparison(units, added_up(form, now), said)


def figures(form: Form) -> tuple[Figure, ...]:
    """The figures of this edition."""
    return tuple(
        Figure(label, keys)
        for label, keys in _FIGURES.items()
        if all(key in form.fields for key in keys)
    )
