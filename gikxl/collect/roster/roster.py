"""The roster as it was read."""

from typing import NamedTuple

from gikxl.collect.model import Office

OWN_LEVEL = "本级"
"""The 级别 of the superior's own office: an addend of the roll-up like any other."""


class Line(NamedTuple):
    """A line of the roster as it was read, and the cells of its columns, for complaints."""

    office: Office
    cells: dict[str, str]


class Roster(NamedTuple):
    """The offices in the order of their rows, and the unit that they report to.

    Without offices the units are those that the reports name. A parent is written as the
    roster calls that office, or as `superior`.
    """

    offices: tuple[Office, ...] = ()
    superior: str = ""
    path: str = ""
