"""What each unit truly reports in the end, and what it all adds up to."""

from gikxl.report import Number
from tests.collect.year.numbers import Figures, figures, summed, swapped
from tests.collect.year.post import LATER, REGULATION
from tests.collect.year.table import BY_UNIT, COUNTIES, LINES, SUPERIOR, YEAR, unit

MISSING = unit("地方志办公室")


def counted(name: str) -> Figures:
    """What a unit's report says in the end."""
    if name == COUNTIES[1]:
        return swapped(figures(name), "proactive.penalty.decisions")
    whats = {sent.what for sent in BY_UNIT[name].sends if sent}
    version = LATER if whats & {"更正", "回复更正", "仍有那处错"} else 1
    own = REGULATION if "仍有那处错" in whats else {}
    return {**figures(name, YEAR, version), **own}


ADDED = [line.unit for line in LINES if line.parent == SUPERIOR and line.unit != MISSING]
"""A county's report holds those below it: they are not added once more."""


def total() -> dict[str, Number]:
    return summed(counted(name) for name in ADDED)
