"""The sum over the units: which of them are added, and what they add up to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Context, localcontext
from typing import NamedTuple

from gikxl.collect.model import Office, Standing, Standings
from gikxl.form import Form, load
from gikxl.report import Number, Report, Value

OWN_PART = "本级"
"""The level, or the end of the name, of a unit that reports for itself and nobody below it."""

MAYBE_TWICE = "没有单位名单，直接相加；已含同地其他单位的数的会加两遍，请用 --roster 写明上级："
"""Goes before those whose reports may hold those of others (`maybe_twice`)."""

_EXACT = Context(prec=1000)
"""No sum of numbers that a workbook can hold is rounded."""


class Parts(NamedTuple):
    """The units, by what becomes of their numbers.

    `added` are summed. `contained` are counted, but a unit above them is added already and
    its report includes them; `superiors` are counted reports of the superior for all its
    units, which are compared with the sum. `left_out` are not counted.
    """

    added: tuple[Standing, ...]
    contained: tuple[Standing, ...]
    superiors: tuple[Standing, ...]
    left_out: tuple[Standing, ...]


class Family:
    """Who stands below whom, by the roster's 上级."""

    def __init__(self, standings: Standings) -> None:
        self._by_name: dict[str, Standing] = {}
        for unit in reversed(standings.units):
            for name in (*unit.office.short, unit.office.name):
                self._by_name[squeezed(name)] = unit
        self._below: dict[str, list[Standing]] = {}
        for unit in standings.units:
            above = self.parent(unit)
            if above:
                self._below.setdefault(above.office.name, []).append(unit)

    def parent(self, unit: Standing) -> Standing | None:
        """The unit above it, if the roster has it; nobody stands above itself."""
        above = self._by_name.get(squeezed(unit.office.parent)) if unit.office.parent else None
        return None if above is None or above.office == unit.office else above

    def above(self, unit: Standing) -> list[Standing]:
        """All that stand above it, the nearest first; nobody where they form a circle with it."""
        found: list[Standing] = []
        at = self.parent(unit)
        while at and at not in found:
            if at.office == unit.office:
                return []
            found.append(at)
            at = self.parent(at)
        return found

    def in_circle(self, unit: Standing) -> bool:
        """Whether it stands above itself, by way of others."""
        return self.parent(unit) is not None and not self.above(unit)

    def below(self, unit: Standing) -> list[Standing]:
        """Those that stand directly below it, in the order of the roster."""
        return self._below.get(unit.office.name, [])


def parts(standings: Standings) -> Parts:
    """Sort the units by what becomes of their numbers."""
    family = Family(standings)
    added, contained, superiors, left_out = [], [], [], []
    for unit in standings.units:
        if unit.status != "counted":
            left_out.append(unit)
        elif is_superior(unit.office, standings.superior):
            superiors.append(unit)
        elif any(_includes(above, standings.superior) for above in family.above(unit)):
            contained.append(unit)
        else:
            added.append(unit)
    return Parts(tuple(added), tuple(contained), tuple(superiors), tuple(left_out))


def total(standings: Standings) -> Report:
    """The sum of the units that are added, as a report of the superior.

    What a unit does not say (an error that was waived) adds nothing. Where nobody is added
    every number is 0.
    """
    form = load(standings.edition)
    sums = added_up(form, (numbers_of(unit) for unit in parts(standings).added))
    level = form.level_of(standings.superior) if standings.superior else None
    return Report(
        form,
        {key: Value(number, raw=str(number)) for key, number in sums.items()},
        unit=standings.superior or None,
        year=standings.year,
        level=level.label if level else None,
    )


def added_up(form: Form, reports: Iterable[Mapping[str, Number]]) -> dict[str, Number]:
    """The sum of each field of the form, exactly."""
    sums: dict[str, Number] = dict.fromkeys(form.fields, 0)
    with localcontext(_EXACT):
        for numbers in reports:
            for key, number in numbers.items():
                if key in sums:
                    sums[key] += number
    return sums


def numbers_of(unit: Standing) -> Mapping[str, Number]:
    """What the unit's report says; nothing where there is none that can be read."""
    return unit.candidate.document.numbers if unit.candidate else {}


def maybe_twice(standings: Standings) -> dict[str, int]:
    """Where no roster tells who stands below whom: whose reports may hold those of others.

    The names of the governments that are added, with how many others of their place are.
    """
    if any(unit.office.row for unit in standings.units):
        return {}
    form = load(standings.edition)
    names = [unit.office.name for unit in parts(standings).added]
    places = {place: name for name in names if (place := form.place_of(name))}
    found = Counter(
        places[name[:end]]
        for name in names
        for end in range(2, len(name))
        if name[:end] in places and places[name[:end]] != name
    )
    return dict(found)


def is_superior(office: Office, superior: str) -> bool:
    """Whether a line of the roster is the superior itself, whose report is for all its units.

    The superior's report for itself alone is to be called …本级, or to have that level.
    """
    is_it = bool(superior) and squeezed(office.name) == squeezed(superior)
    return is_it and not is_own_part(office)


def is_own_part(office: Office) -> bool:
    """Whether a unit reports for itself alone, as 清河县人民政府（本级） does."""
    return OWN_PART in (office.level, squeezed(office.name).rstrip("）")[-len(OWN_PART) :])


def squeezed(name: str) -> str:
    """A name without blanks, its brackets full-width: what names are compared by."""
    return "".join(name.split()).replace("(", "（").replace(")", "）")


def _includes(above: Standing, superior: str) -> bool:
    """Whether the report of a unit above is added, and so includes those below it."""
    return (
        above.status == "counted"
        and not is_superior(above.office, superior)
        and not is_own_part(above.office)
    )
