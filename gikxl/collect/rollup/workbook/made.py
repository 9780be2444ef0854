"""What the sheets of the roll-up are written from."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gikxl.collect.model import Attachment, Received, Standing, Standings
from gikxl.collect.rollup.compare import Comparison
from gikxl.collect.rollup.levels import Disagreement
from gikxl.collect.rollup.naming import named
from gikxl.collect.rollup.total import Parts
from gikxl.form import Form
from gikxl.report import Number, Report

_MOST_NAMED = 200


class RollUp(NamedTuple):
    """The sum, who is in it, and what was found on the way."""

    standings: Standings
    parts: Parts
    report: Report
    """The sum, as a report of the superior."""
    comparison: Comparison
    disagreements: tuple[Disagreement, ...]
    refused: Sequence[tuple[Received, Attachment]] = ()
    """The attachments that were not taken, with their mails."""
    problems: Sequence[Received] = ()
    """The mails with something in the way that belongs to none of their attachments."""
    collected: str = ""
    """When, in ISO 8601."""

    @property
    def form(self) -> Form:
        """The form of the sum."""
        return self.report.form

    @property
    def now(self) -> Mapping[str, Number]:
        """This year's sums to be compared: where there is no last year at all, of everybody."""
        if self.comparison.comparable:
            return self.comparison.now
        return {key: value.number or 0 for key, value in self.report.values.items()}

    @property
    def before(self) -> Mapping[str, Number]:
        """Last year's sums of the same units; empty where no unit's is known."""
        return self.comparison.before if self.comparison.comparable else {}

    def gaps(self) -> list[tuple[Standing, int]]:
        """The units that are added although some of their numbers cannot be said."""
        keys = self.form.fields.keys()
        return [
            (unit, missing)
            for unit in self.parts.added
            if unit.candidate and (missing := len(keys - unit.candidate.document.numbers.keys()))
        ]

    def title(self, what: str) -> str:
        """A sheet's title: 清河县人民政府2024年政府信息公开工作年度报告汇总表."""
        return f"{self.standings.superior}{self.standings.year}年{self.form.title}{what}"


def names(units: Sequence[Standing], most: int = _MOST_NAMED) -> str:
    """Units by their names."""
    return named([unit.office.name for unit in units], most)
