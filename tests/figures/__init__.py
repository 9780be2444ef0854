"""The figures of real published reports, carried over by hand into text tables.

One file a report: `unit`, `year` and `level`, then a paragraph for each official
table with a line for each row of the form, named by its key, numbers in the form's
order. `.` stands for a cell left blank in the source, `?` for numbers that the source
glues together and that nothing separates with certainty: no value is made of them.
"""

from decimal import Decimal
from functools import cache
from pathlib import Path

from gikxl.form import Form, for_year
from gikxl.report import Number, Report, Value

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))

Head = dict[str, str]


def report(name: str) -> Report:
    """The report with these figures; each blank of the source is a blank Value."""
    head, cells = _parse(name)
    return Report(
        _form(head),
        {key: _value(cell) for key, cell in cells.items()},
        unit=head["unit"],
        year=int(head["year"]),
        level=head["level"],
    )


def numbers(name: str) -> dict[str, Number]:
    """The numbers printed in the source, by field key; blank cells are not among them."""
    return {
        key: value.number for key, value in report(name).values.items() if value.number is not None
    }


def _value(cell: str) -> Value:
    if cell == ".":
        return Value(None, "blank")
    return Value(Decimal(cell) if "." in cell else int(cell), raw=cell)


def _form(head: Head) -> Form:
    return for_year(int(head["year"]))


@cache
def _parse(name: str) -> tuple[Head, dict[str, str]]:
    first, *paragraphs = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    head = dict(line.split(maxsplit=1) for line in first.splitlines())
    cells: dict[str, str] = {}
    for paragraph in paragraphs:
        table, *rows = paragraph.splitlines()
        lines = {row.split()[0]: row.split()[1:] for row in rows}
        for block in _form(head).table(table).blocks:
            for row in block.rows:
                keys = [block.key(row, column) for column in block.columns]
                cells |= dict(zip(keys, lines.pop(row.key), strict=True))
        if lines:
            raise ValueError(f"{name}: the form has no row {', '.join(lines)}")
    return head, {key: cell for key, cell in cells.items() if cell != "?"}
