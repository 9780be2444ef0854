"""On which edition of the form a report is made, as far as its tables tell."""

from collections.abc import Sequence

from gikxl.form import EDITIONS, load
from gikxl.read import refusal
from gikxl.read.grid import Grid
from gikxl.read.tables import Found, read_tables


def best_edition(grids: Sequence[Grid], year: int | None) -> Found:
    """Read by the edition for the year, or by another one that explains table 二 better.

    That is the table in which the editions differ.
    """
    expected = next((e for e in EDITIONS if year and load(e).covers(year)), EDITIONS[0])
    best = read_tables(grids, load(expected))
    if best.claims and len(best.values) < len(best.form.fields):
        for edition in set(EDITIONS) - {expected}:
            other = read_tables(grids, load(edition))
            if _told_apart(other) > _told_apart(best):
                best = other
    return best


def _told_apart(found: Found) -> int:
    """How many cells of the first table were found."""
    table = found.form.tables[0].key
    return len({claim.field for _, claim in found.claims if claim.field.startswith(f"{table}.")})


def refuse_several(found: Found) -> None:
    """Refuse a file in which several sheets or tables hold the same fields with other numbers."""
    for table in found.form.tables if found.conflicts else ():
        keys = [key for key in found.conflicts if found.form.fields[key].table == table.key]
        sheets = {place.sheet for key in keys for place in found.conflicts[key]}
        whole = [field for field in found.form.fields.values() if field.table == table.key]
        if len(sheets) > 1 and len(keys) * 4 > len(whole):
            named = "".join(f"“{sheet}”" for sheet in sorted(sheets))
            raise refusal.SEVERAL_REPORTS.because(f"{named}里都有“{table.label}”，数字不同")
