"""What all units have in common: the year, today, and what people decided."""

from collections.abc import Sequence
from typing import NamedTuple

from gikxl.collect.model import Decision, Submission


class Decided:
    """The decisions, by the submissions that they are about; of several the last holds."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._by_number = {d.number: (place, d) for place, d in enumerate(decisions)}

    def about(self, submissions: Sequence[Submission]) -> Decision | None:
        """The last decision about any of these: copies of one report share it."""
        found = [self._by_number[s.number] for s in submissions if s.number in self._by_number]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def order(self, decision: Decision) -> int:
        """The place of a decision among all."""
        return self._by_number[decision.number][0]


class Case(NamedTuple):
    """The year, the edition of its form, today as YYYY-MM-DD, and the decisions."""

    year: int
    edition: int
    today: str
    decided: Decided
