"""Reports as they stand on sheets, for tests: every field a 0 unless told otherwise."""

from gikxl.form import Form, load
from gikxl.report import Number, Place, Report, Value

FORM = load(2021)
TOP, LEFT = 5, 3


def placed(
    numbers: dict[str, Number | Value] | None = None,
    form: Form = FORM,
    places: dict[str, Place] | None = None,
) -> Report:
    """A report with these numbers, or values; each table begins in D6 unless `places` differ."""
    at = {**_cells(form), **(places or {})}
    values = {key: _value((numbers or {}).get(key, 0))._replace(place=at[key]) for key in at}
    return Report(form, values, unit="前进区司法局", year=2023)


def _cells(form: Form) -> dict[str, Place]:
    cells = {}
    for table in form.tables:
        top, left = TOP, LEFT
        for block in table.blocks:
            for row in block.rows:
                for at, column in enumerate(block.columns):
                    cells[block.key(row, column)] = Place(table.sheet, top, left + at)
                if table.side_by_side:
                    left += len(block.columns)
                else:
                    top += 1
            top += 2
    return cells


def _value(given: Number | Value) -> Value:
    return given if isinstance(given, Value) else Value(given, raw=str(given))
