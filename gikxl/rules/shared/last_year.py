"""What the Y rules share: this report against last year's of the same unit."""

from collections.abc import Iterator
from typing import NamedTuple

from gikxl.form import Continuity
from gikxl.report import Number, Report
from gikxl.rules.shared.cells import untouched


class Step(NamedTuple):
    """One relation to last year: what the field says and what last year leads one to expect."""

    relation: Continuity
    actual: Number
    expected: Number

    @property
    def holds(self) -> bool:
        """Whether the relation holds."""
        if self.relation.kind == "at_least":
            return self.actual >= self.expected
        return self.actual == self.expected


def breaks(report: Report, last: Report | None, name: str) -> Iterator[Step]:
    """Each relation of this name that does not hold, where last year's report can be used."""
    if last is None or mismatch(report, last):
        return
    for relation in report.form.continuity:
        if relation.relation == name:
            step = compare(report, last, relation)
            if step and not step.holds:
                yield step


def compare(report: Report, last: Report, relation: Continuity) -> Step | None:
    """One relation in numbers; None where one of them cannot be said."""
    if not _known(report, last, relation):
        return None
    before = last.number(relation.last)
    actual = report.number(relation.this)
    plus = report.number(relation.plus) if relation.plus else 0
    minus = report.number(relation.minus) if relation.minus else 0
    if before is None or actual is None or plus is None or minus is None:
        return None
    return Step(relation, actual, before + plus - minus)


def mismatch(report: Report, last: Report) -> str:
    """Why a report cannot be last year's of this one, in Chinese; empty if it can."""
    if report.year and last.year and last.year != report.year - 1:
        return f"上年报告的年度是 {last.year}，不是 {report.year - 1}"
    if report.unit and last.unit and not _same_unit(report.unit, last.unit):
        return f"上年报告的单位是“{last.unit}”，不是“{report.unit}”"
    return ""


def is_filled(last: Report, table: str) -> bool:
    """Whether last year's table holds figures, and not the zeros of an unused template."""
    if untouched(last, table):
        return False
    return last.year is not None or any(value.number for value in last.values.values())


def _known(report: Report, last: Report, relation: Continuity) -> bool:
    """Whether last year's form has the field, and both tables were filled in."""
    filled = is_filled(last, relation.table) and not untouched(report, relation.table)
    return relation.last in last.form.fields and filled


def _same_unit(one: str, other: str) -> bool:
    """Equal but for spaces, or the one with the name of the place before it."""
    one, other = "".join(one.split()), "".join(other.split())
    return one.endswith(other) or other.endswith(one)
