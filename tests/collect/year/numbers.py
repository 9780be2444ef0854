"""The figures of the units for two years: consistent, and the second continues the first."""

import random
from collections.abc import Iterable, Mapping
from functools import cache

from gikxl.form import load
from gikxl.report import Number, Report, Value
from tests.collect.scenes import consistent
from tests.collect.year.table import COUNTIES, LINES, YEAR

FORM = load(2021)
COLUMNS = ("natural_person", "business", "research")
RESULTS = ("granted", "partly_granted", "not_held", "petition", "repeated")
GROUPS = ("reconsideration", "direct_suit", "suit_after_reconsideration")
SWAPPED = "proactive.penalty.decisions"
"""What 石桥县 types wrongly: 1372 became 1327."""

Figures = Mapping[str, Number]


@cache
def figures(unit: str, year: int = YEAR, version: int = 1) -> Figures:
    """What a unit truly has to report; a later version of it differs in what was granted.

    A county's is the sum of those below it.
    """
    below = [line.unit for line in LINES if line.parent == unit]
    if below:
        return summed(figures(one, year, version) for one in below)
    chance = random.Random(f"{unit} {year}")
    before = figures(unit, YEAR - 1) if year == YEAR else {}
    chosen = _chosen(chance, before)
    if version > 1:
        chosen["requests.granted.natural_person"] += version
    if unit == "石桥县白石镇人民政府" and year == YEAR:
        others = [one for one in LINES if one.parent == COUNTIES[1] and one.unit != unit]
        chosen[SWAPPED] = 1372 - sum(int(figures(one.unit)[SWAPPED]) for one in others)
    return consistent(chosen)


def swapped(numbers: Figures, key: str) -> dict[str, Number]:
    """The same with two neighbouring digits of a number exchanged, the last that differ."""
    digits = list(str(numbers[key]))
    at = next(n for n in range(len(digits) - 1, 0, -1) if digits[n - 1] != digits[n])
    digits[at - 1], digits[at] = digits[at], digits[at - 1]
    return {**numbers, key: int("".join(digits))}


def summed(reports: Iterable[Figures]) -> dict[str, Number]:
    """The sum of each field."""
    sums: dict[str, Number] = dict.fromkeys(FORM.fields, 0)
    for numbers in reports:
        for key in sums:
            sums[key] += numbers[key]
    return sums


def report(numbers: Figures, unit: str, year: int = YEAR) -> Report:
    """These figures as a report."""
    values = {key: Value(n, raw=str(n)) for key, n in numbers.items()}
    return Report(FORM, values, unit=unit, year=year)


def _chosen(chance: random.Random, before: Figures) -> dict[str, Number]:
    """What a unit may choose; what follows from last year follows."""
    chosen: dict[str, Number] = {
        "requests.new.natural_person": chance.randint(60, 140),
        "proactive.fee.amount": chance.randint(0, 900),
    }
    for column in COLUMNS:
        carried = before.get(f"requests.carried_forward.{column}", 0)
        chosen[f"requests.carried_over.{column}"] = carried
        for result in RESULTS:
            chosen[f"requests.{result}.{column}"] = chance.randint(0, 9)
    chosen["requests.granted.natural_person"] = chance.randint(30, 90)
    for key in ("licence", "penalty", "coercion"):
        chosen[f"proactive.{key}.decisions"] = chance.randint(10, 150)
    issued, repealed = chance.randint(2, 6), chance.randint(0, 2)
    there = before.get("proactive.normative_document.in_force", 20)
    chosen["proactive.normative_document.issued"] = issued
    chosen["proactive.normative_document.repealed"] = repealed
    chosen["proactive.normative_document.in_force"] = there + issued - repealed
    for group in GROUPS:
        pending = before.get(f"disputes.{group}.pending", 0)
        chosen[f"disputes.{group}.upheld"] = pending + chance.randint(0, 2)
        chosen[f"disputes.{group}.pending"] = chance.randint(0, 1)
    return chosen
