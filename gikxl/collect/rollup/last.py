"""Last year's numbers of each unit, from whatever there is of last year."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from gikxl.collect.model import Standings
from gikxl.collect.rollup.total import numbers_of
from gikxl.collect.rollup.workbook.book import FILE_NAME
from gikxl.collect.rollup.workbook.units import ADDED, CONTAINED, PART_KEY, UNIT_KEY
from gikxl.collect.roster import NameIndex
from gikxl.finding import Unreadable
from gikxl.form import Form, for_year, load
from gikxl.jobs.sources import expand, read_named
from gikxl.read import read, read_grids
from gikxl.read.book import open_grids
from gikxl.read.grid import Cell, Grid
from gikxl.read.rollup import UNITS_SHEET, key_row
from gikxl.report import Number, Report, Value
from gikxl.write.template.figures import numbers as under_form

_Numbers = Mapping[str, Number]

_LEDGER = "台账.sqlite"


class _Known(NamedTuple):
    """A unit as last year called it, and its numbers."""

    unit: str
    form: Form
    numbers: _Numbers
    year: int | None = None


def last_numbers(standings: Standings, path: str | None = None) -> dict[str, _Numbers]:
    """Last year's numbers by the names of the roster, in the fields of this year's form.

    `path` is last year's folder of collecting, its 汇总.xlsx, a folder of last year's reports
    or one of them. Of a unit that is not in it, and without it, they are those that this
    year's workbook carries. Raises ValueError, in Chinese, if it is of another year, or
    nothing of last year is in it; Unreadable or OSError if it cannot be read.
    """
    form = load(standings.edition)
    found = dict(_carried(standings, form))
    if path is None:
        return found
    index = NameIndex([unit.office for unit in standings.units], standings.superior)
    known = list(_of_path(path, standings.year - 1))
    if not known:
        raise ValueError(f"{path}：没有 {standings.year - 1} 年度的数据")
    for one in known:
        offices = index.equal(one.unit)
        if len(offices) == 1:
            found[next(iter(offices))] = _translated(one, form)
    return found


def collected_reports(path: str) -> list[Report] | None:
    """The reports that counted in what `path` leads to; None if that is nothing collected.

    It is something if it is a folder of collecting or a 汇总.xlsx. Raises as `last_numbers`.
    """
    rollup = os.path.join(path, FILE_NAME) if os.path.isdir(path) else path
    if os.path.isfile(rollup):
        known = _of_file(rollup) if _rollup(rollup) else None
    else:
        known = _of_ledger(path) if os.path.isfile(os.path.join(path, _LEDGER)) else None
    if known is None:
        return None
    return [
        Report(
            one.form, {k: Value(n) for k, n in one.numbers.items()}, unit=one.unit, year=one.year
        )
        for one in known
    ]


def _carried(standings: Standings, form: Form) -> Iterator[tuple[str, _Numbers]]:
    before = _form_of(standings.year - 1)
    for unit in standings.units:
        numbers = unit.candidate.document.last_numbers if unit.candidate else None
        if numbers:
            yield unit.office.name, _translated(_Known("", before, numbers), form)


def _of_path(path: str, year: int) -> Iterable[_Known]:
    if not os.path.isdir(path):
        return _of_file(path, year)
    rollup = os.path.join(path, FILE_NAME)
    if os.path.isfile(rollup):
        return _of_file(rollup, year)
    if os.path.isfile(os.path.join(path, _LEDGER)):
        return _of_ledger(path, year)
    return _of_folder(path, year)


def _of_file(path: str, year: int | None = None) -> Iterator[_Known]:
    """The units of a roll-up, or the one of a single report."""
    rollup = _rollup(path)
    report = read_grids(rollup, path) if rollup else read_named(path)
    if year and report.year not in (None, year):
        raise ValueError(f"{path}：年度是 {report.year}，不是 {year}")
    if rollup:
        units = next(grid for grid in rollup if grid.sheet == UNITS_SHEET)
        for one in _rows(units, report.form):
            yield one._replace(year=report.year)
    elif report.unit:
        yield _Known(report.unit, report.form, _numbers(report), report.year)


def _rollup(path: str) -> Sequence[Grid]:
    """The sheets of a roll-up; nothing of any other file."""
    try:
        grids = open_grids(path)
    except Unreadable:
        return []
    is_rollup = any(grid.sheet == UNITS_SHEET and key_row(grid) is not None for grid in grids)
    return grids if is_rollup else []


def _rows(units: Grid, form: Form) -> Iterator[_Known]:
    """The units of 分单位明细 whose reports counted."""
    top = key_row(units)
    keys = units.rows[top or 0]
    for row in units.rows[(top or 0) + 1 :]:
        cells = dict(zip(keys, row, strict=False))
        if cells.get(PART_KEY) in (ADDED, CONTAINED):
            numbers = {key: n for key in form.fields if (n := _number(cells.get(key))) is not None}
            yield _Known(str(cells.get(UNIT_KEY) or ""), form, numbers)


def _number(cell: Cell) -> Number | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    return int(cell) if float(cell).is_integer() else Decimal(repr(float(cell)))


def _of_ledger(folder: str, year: int | None = None) -> Iterator[_Known]:
    """The units that counted in last year's collecting, as it stands now."""
    from gikxl.collect.ledger import Ledger
    from gikxl.collect.present import present

    with Ledger.open(folder) as ledger:
        before = present(ledger)
    if year and before.year != year:
        raise ValueError(f"{folder}：年度是 {before.year}，不是 {year}")
    for unit in before.units:
        if unit.status == "counted":
            form = load(before.edition)
            yield _Known(unit.office.name, form, numbers_of(unit), before.year)


def _of_folder(folder: str, year: int) -> Iterator[_Known]:
    """The reports of a folder; what cannot be read, or is of another year, is passed over."""
    for source in expand([folder]):
        if source.refusal:
            continue
        try:
            report = read(source.path)
        except Unreadable:
            continue
        if report.unit and report.year in (None, year):
            yield _Known(report.unit, report.form, _numbers(report))


def _form_of(year: int) -> Form:
    try:
        return for_year(year)
    except ValueError:
        return load()


def _numbers(report: Report) -> _Numbers:
    return {key: n for key in report.values if (n := report.number(key)) is not None}


def _translated(known: _Known, form: Form) -> _Numbers:
    """The numbers under this year's form: of another edition what both have."""
    if known.form is form:
        return known.numbers
    return under_form(Report(known.form, {k: Value(n) for k, n in known.numbers.items()}), form)
