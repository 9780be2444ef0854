"""The roster as it was read."""

from typing import NamedTuple

from gikxl.collect.model import Office

OWN_LEVEL = "本级"
"""The 级别 of the superior's own office: an addend of the roll-up like any other."""


class Roster(NamedTuple):
    """The offices in the order of their rows, and the unit that they report to.

    Without offices the units are those that the reports name. A parent is written as the
    roster calls that office, or as `superior`.
    """

    offices: tuple[Office, ...] = ()
    superior: str = ""
    path: str = ""
