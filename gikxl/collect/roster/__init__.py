"""The roster: who has to report, under which names, to whom and until when."""

from gikxl.collect.roster.names import NameIndex
from gikxl.collect.roster.reading import read_roster
from gikxl.collect.roster.roster import Roster

__all__ = ["NameIndex", "Roster", "read_roster"]
