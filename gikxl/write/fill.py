"""What is filled into a report: totals, zeros, last year's figures; as a list of edits.

Nothing is changed here: `gikxl.write.edit` writes the edits into a copy.
"""

from collections.abc import Collection, Iterator
from typing import Literal

from gikxl.form import Equation
from gikxl.report import Number, Place, Report, Value
from gikxl.write.edit import Edit

ZERO = "空白，按格式应填 0"
TOTAL = "合计"
CARRIED = "结转自上年报告"

Part = Literal["carried", "zeros", "totals"]
PARTS: tuple[Part, ...] = ("carried", "zeros", "totals")


def fill_edits(
    report: Report,
    last: Report | None = None,
    *,
    typed_totals: bool = False,
    parts: Collection[Part] = PARTS,
) -> list[Edit]:
    """Say which cells of a report are to be filled with what, in the form's order.

    Blanks get last year's figure where one is carried over, otherwise 0. Totals that
    are blank, lost (#REF!), text or not computed get the sum of their parts, and so do
    totals whose formula gives something else; one that somebody typed as a number only
    with `typed_totals`. A total with a part that is no number is left alone. Of all this
    only the `parts` named are done; what is carried over brings its totals with it.
    """
    return list(_Filling(report, last, typed_totals, parts).edits())


class _Filling:
    def __init__(
        self, report: Report, last: Report | None, typed_totals: bool, parts: Collection[Part]
    ) -> None:
        self.report = report
        self.last = last
        self.typed_totals = typed_totals
        self.parts = parts
        self.sums = report.form.totals
        self.numbers: dict[str, Number | None] = {}
        self.reasons: dict[str, str] = {}

    def edits(self) -> Iterator[Edit]:
        self._fill_entries()
        self._fill_totals()
        for key in self.report.form.fields:
            value = self.report.values.get(key)
            if value and value.place and key in self.reasons and self._is_new(key):
                yield self._edit(key, value, value.place)
        if "carried" not in self.parts or not (self.last and self.report.last):
            return
        if self.last is not self.report.last:
            yield from _last_year_edits(self.report.last, self.last)

    def _fill_entries(self) -> None:
        """Take every number as it is; blanks become last year's figure or 0."""
        carried = {
            entry.this: entry
            for entry in self.report.form.continuity
            if entry.kind == "equal" and not entry.plus
        }
        for key in self.report.form.fields:
            value = self.report.values.get(key)
            self.numbers[key] = self.report.number(key)
            if value is None or value.state != "blank":
                continue
            if key in self.sums:
                self.numbers[key] = None
                continue
            number = None
            if key in carried and "carried" in self.parts:
                number = _known(self.last, carried[key].last)
            self.numbers[key] = number or 0
            if number is not None or "zeros" in self.parts:
                self.reasons[key] = ZERO if number is None else CARRIED

    def _fill_totals(self) -> None:
        """Bring the totals up to date until none changes: a total can be part of another."""
        changed = True
        while changed:
            changed = False
            for key, equation in self.sums.items():
                parts = [self.numbers[part] for part in equation.right]
                if None in parts or not self._may_replace(key) or not self._is_wanted(equation):
                    continue
                total = sum(part for part in parts if part is not None)
                if total != self.numbers[key] or self._is_unset(key):
                    changed = changed or total != self.numbers[key]
                    self.numbers[key] = total
                    self.reasons[key] = f"{TOTAL}：{equation.statement}"

    def _is_wanted(self, equation: Equation) -> bool:
        """Whether totals are to be filled, or this one for what is carried over into it."""
        carried = "carried" in self.parts and any(part in self.reasons for part in equation.right)
        return carried or "totals" in self.parts

    def _is_new(self, key: str) -> bool:
        """Whether the field gets another number: a total may have come back to what it was."""
        return self._is_unset(key) or self.numbers[key] != self.report.number(key)

    def _is_unset(self, key: str) -> bool:
        value = self.report.values.get(key)
        return value is not None and value.state != "number"

    def _may_replace(self, key: str) -> bool:
        value = self.report.values.get(key)
        if value is None or value.place is None:
            return False
        typed = value.state in ("number", "dash") and value.formula is None
        return self.typed_totals or not typed

    def _edit(self, key: str, value: Value, place: Place) -> Edit:
        number = self.numbers[key]
        formula = self._formula(self.sums[key]) if key in self.sums else None
        return Edit(place, number, formula, _shown(value), self.reasons[key])

    def _formula(self, equation: Equation) -> str | None:
        """The sum as a formula, where the workbook has formulas for totals."""
        places = [self.report.place(key) for key in (*equation.left, *equation.right)]
        if not self._has_formulas(equation.table) or None in places:
            return None
        total, *parts = (place for place in places if place)
        if any(part.sheet != total.sheet for part in parts):
            return None
        return f"SUM({','.join(_runs(parts))})"

    def _has_formulas(self, table: str) -> bool:
        values = (self.report.values.get(key) for key in self.sums if key.startswith(table))
        return any(value and value.formula is not None for value in values)


def _shown(value: Value) -> str:
    """What a cell shows: a number without the .0 that every number has in a file."""
    if value.state == "number" and not value.note:
        return str(value.number)
    return value.raw if value.state != "blank" else ""


def _known(report: Report | None, key: str) -> Number | None:
    """The number of a field, if somebody wrote one."""
    value = report.values.get(key) if report else None
    return value.number if value and value.state == "number" else None


def _last_year_edits(sheet: Report, last: Report) -> Iterator[Edit]:
    """Fill the blanks of 上年数据 from last year's report."""
    year = sheet.places.get("year")
    if year and last.year and not sheet.year:
        yield Edit(year, last.year, None, "", CARRIED)
    for key, value in sheet.values.items():
        number = _known(last, key)
        if value.state == "blank" and value.place and number is not None:
            yield Edit(value.place, number, None, "", CARRIED)


def _runs(places: list[Place]) -> Iterator[str]:
    """Cells as Excel ranges: D5:I5, or D8:D28, or single cells where they are apart."""
    start = before = places[0]
    for place in (*places[1:], None):
        if place and _next_to(before, place, start):
            before = place
            continue
        yield start.a1 if start == before else f"{start.a1}:{before.a1}"
        if place:
            start = before = place


def _next_to(before: Place, place: Place, start: Place) -> bool:
    """Whether a cell goes on in the direction of the run that began at `start`."""
    down = (place.row - before.row, place.column - before.column)
    return (down == (0, 1) and start.row == place.row) or (
        down == (1, 0) and start.column == place.column
    )
