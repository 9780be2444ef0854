"""What a rule is, and what it says."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from gikxl.finding import Finding, Severity
from gikxl.form import Continuity, Equation
from gikxl.report import Number, Place, Report
from gikxl.rules.shared.words import listed

CELLS = "{cells}"
"""Stands in a message for the cells of its fields, so that folding may take some away."""


class Found(NamedTuple):
    """What a rule says about a report; the rule adds its code, severity and title.

    `equations` are the identities and the relations to last year that it is about.
    """

    message: str
    fields: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    """Cells that are no field's: a label, the unit's name."""
    expected: Number | str | None = None
    actual: Number | str | None = None
    suggestion: str = ""
    mends: tuple[tuple[str, Number | None], ...] | None = None
    """The fields that are wrong and what each should be; by default what is expected of all."""
    equations: tuple[Equation | Continuity, ...] = ()
    is_mended: Callable[[Report], bool] | None = None
    """Whether a report with other numbers has it no more: for what words say of the numbers."""


Look = Callable[[Report, Report | None], Iterable[Found]]


class Rule(NamedTuple):
    """One rule: `look` is its module's `check`, `text` its module's whole docstring."""

    code: str
    severity: Severity
    title: str
    clause: str
    text: str
    look: Look

    def check(self, report: Report, last: Report | None = None) -> Iterator[Finding]:
        """What this rule alone finds in a report, beside last year's."""
        for found in self.look(report, last):
            yield self.finding(report, found)

    def finding(self, report: Report, found: Found) -> Finding:
        """What was found, as everyone gets to see it."""
        places = [place for key in found.fields if (place := report.place(key))]
        return Finding(
            self.code,
            self.severity,
            self.title,
            found.message.replace(CELLS, listed(report, found.fields)),
            found.fields,
            tuple(map(str, (*places, *found.places))),
            _plain(found.expected),
            _plain(found.actual),
            found.suggestion,
            tuple((field, _plain(number)) for field, number in _mends(found)),
        )


class Case(NamedTuple):
    """Something found, and the rule that found it."""

    rule: Rule
    found: Found


def _mends(found: Found) -> Iterable[tuple[str, Number | str | None]]:
    """What is wrong: where one value is expected all fields, of a sequence of years the first."""
    if found.mends is not None:
        return found.mends
    if found.expected is None:
        return ()
    if not found.equations:
        return ((field, found.expected) for field in found.fields)
    if all(isinstance(equation, Continuity) for equation in found.equations):
        return ((found.fields[0], found.expected),)
    return ()


def _plain(value: Number | str | None) -> int | float | str | None:
    if value is None or isinstance(value, (int, str)):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
