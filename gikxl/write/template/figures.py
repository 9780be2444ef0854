"""What the cells of the form hold, and what Excel would compute from them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gikxl.form import Equation, Form
from gikxl.report import Number, Report, Value
from gikxl.write.wording import clean

Raw = Number | float | str | None
"""What is put into a cell: a number, a text, nothing, or “=” and one of ERROR_VALUES."""

ERROR_VALUES = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
"""The error values that every Excel knows."""

Shown = Number | float | str | None
"""What a cell shows once computed; an error value is its text."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))

CARRIED_OVER = "carried_over"
"""The form's row, and its relation to last year, for 上年结转."""


class Figures:
    """The raw content of the fields; a total without one is a formula."""

    def __init__(self, raw: Mapping[str, Raw], sums: Mapping[str, Equation]) -> None:
        self.raw = raw
        self.sums = sums
        """The totals, each with the fields that it adds up."""
        self._computed: dict[str, float | str] = {}

    def is_formula(self, key: str) -> bool:
        """Whether the field is a total that nobody typed over."""
        return key in self.sums and key not in self.raw

    def __getitem__(self, key: str) -> Shown:
        """What the cell of a field shows."""
        if not self.is_formula(key):
            return _shown(self.raw.get(key))
        if key not in self._computed:
            self._computed[key] = self.sum(self.sums[key].right)
        return self._computed[key]

    def sum(self, keys: Iterable[str]) -> float | str:
        """What SUM gives: texts and blanks do not count, an error value passes through."""
        total: float = 0
        for key in keys:
            shown = self[key]
            # A text that only looks like an error value is a text.
            if isinstance(shown, str) and shown in ERROR_VALUES and shown != self.raw.get(key):
                return shown
            if shown is not None and not isinstance(shown, str):
                # Excel counts in binary floating point too.
                total += float(shown) if isinstance(shown, Decimal) else shown
        return total

    def count(self, keys: Iterable[str]) -> int:
        """How many fields show a number."""
        return sum(self[key] is not None and not isinstance(self[key], str) for key in keys)

    def filled(self, keys: Iterable[str]) -> int:
        """How many fields are not blank."""
        return sum(self[key] is not None for key in keys)


def numbers(report: Report, form: Form) -> dict[str, Number]:
    """The numbers of a report under the keys of a form, perhaps of another edition."""
    found = {
        key: value.number
        for key, value in report.values.items()
        if value.number is not None and value.state != "blank"
    }
    for combined in form.combined_rows:
        for column in _columns(form, combined.table):
            number = found.get(f"{combined.table}.{combined.key}.{column}")
            if number is not None:
                found.setdefault(f"{combined.table}.{combined.into}.{column}", number)
    return {key: number for key, number in found.items() if key in form.fields}


def entered(report: Report, form: Form) -> dict[str, Raw]:
    """What a person types in to have what this report has, right or wrong.

    A total is left to its formula where that gives what the report has, and where neither
    the total nor anything that it adds up is in the report.
    """
    same = report.form is form
    raw: dict[str, Raw] = dict(numbers(report, form))
    if same:
        raw = {key: _as_it_stands(value) for key, value in report.values.items()}
    totals = {key: raw.pop(key) for key in form.totals if key in raw}
    figures = Figures(raw, form.totals)
    for key in _parts_first(form):
        if key in totals:
            if _shown(totals[key]) != figures[key]:
                raw[key] = totals[key]
        elif same and any(part in raw or part in totals for part in form.totals[key].right):
            raw[key] = None
    return raw


def is_error(raw: Raw) -> bool:
    """Whether a raw content is “=” and an error value."""
    return isinstance(raw, str) and raw[:1] == "=" and raw[1:] in ERROR_VALUES


def _shown(raw: Raw) -> Shown:
    return raw[1:] if isinstance(raw, str) and is_error(raw) else raw


def visible(text: str) -> str:
    """A text without characters that nobody sees; its lines and tabs stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return clean(text, keep="\n\t")


def _as_it_stands(value: Value) -> Raw:
    """What to put into a cell for a value: its number if it counts as one, else what was there."""
    if value.state == "blank":
        return None
    if value.state == "error" and value.raw in ERROR_VALUES:
        return f"={value.raw}"
    return visible(value.raw) if value.number is None else value.number


def _parts_first(form: Form) -> list[str]:
    """The totals, those that are part of another before it."""
    totals = form.totals
    return sorted(totals, key=lambda key: any(part in totals for part in totals[key].right))


def carried_over(last: Report, form: Form) -> dict[str, Raw]:
    """What last year's report carries into this year's 上年结转."""
    before = numbers(last, form)
    return {
        line.this: before[line.last]
        for line in form.continuity
        if line.relation == CARRIED_OVER and line.last in before and line.this not in form.totals
    }


def _columns(form: Form, table: str) -> list[str]:
    return [column.key for block in form.table(table).blocks for column in block.columns]
