"""The rows around a finding, as data, to be drawn like the user's own sheet.

Made where the report is at hand, in a worker process, and sent on: so only the few
cells that will be shown, and no formatting.
"""

from typing import Literal, NamedTuple

from gikxl.finding import Finding
from gikxl.form import Block, Field, Header
from gikxl.report import Report, Value, column_letters
from gikxl.write.wording import blame, shown

MOST_ROWS = 6
_LONGEST_TEXT = 20

Mark = Literal["", "wrong", "involved"]
"""wrong: to be mended; involved: part of the same sum."""


Columns = list[tuple[Header, int | None]]
"""The form's columns, and where each stands on the sheet."""


class Cell(NamedTuple):
    """A cell as it stands, and what it should be where that is known."""

    text: str
    mark: Mark = ""
    should: str = ""


class Line(NamedTuple):
    """A row of the sheet, under the form's label for it."""

    number: int
    label: str
    cells: tuple[Cell, ...]


class Excerpt(NamedTuple):
    """A few rows of one sheet; `letters` and `labels` head the columns."""

    sheet: str
    letters: tuple[str, ...]
    labels: tuple[str, ...]
    lines: tuple[Line, ...]


def excerpt(report: Report, finding: Finding) -> Excerpt | None:
    """The rows that a finding is about, with neighbours; None where nothing can be drawn."""
    known = report.form.fields
    fields = [known[key] for key in finding.fields if key in known and report.place(key)]
    if not fields:
        return None
    blamed = blame(finding)
    # A sum over a whole column cannot be shown in full: its zeros matter least.
    fields.sort(key=lambda field: (field.key not in blamed, report.number(field.key) == 0))
    block = _block(report, fields[0])
    sheet, columns = _columns(report, block, fields[0])
    rows = _rows(report, block, sheet, columns)
    chosen = _chosen(report, fields, [row for row, _ in rows])
    return Excerpt(
        sheet,
        tuple("" if at is None else column_letters(at) for _, at in columns),
        tuple(column.label for column, _ in columns),
        tuple(
            Line(
                at + 1,
                row.label,
                tuple(_cell(report, block.key(row, c), finding, blamed) for c, _ in columns),
            )
            for row, at in rows
            if row in chosen
        ),
    )


def _block(report: Report, field: Field) -> Block:
    """The block of the form that this field stands in."""
    return next(
        block
        for block in report.form.table(field.table).blocks
        if field.row in block.rows and field.column in block.columns
    )


def _columns(report: Report, block: Block, focus: Field) -> tuple[str, Columns]:
    """The sheet, and where the block's columns stand on it, from left to right."""
    places = [(column, report.place(block.key(focus.row, column))) for column in block.columns]
    columns = [(column, place.column if place else None) for column, place in places]
    sheet = next(place.sheet for _, place in places if place)
    return sheet, sorted(columns, key=lambda item: (item[1] is None, item[1] or 0))


def _rows(report: Report, block: Block, sheet: str, columns: Columns) -> list[tuple[Header, int]]:
    """The block's rows that stand on this sheet in these columns, from the top."""
    rows = []
    for row in block.rows:
        found = [
            (place, column)
            for header, column in columns
            if (place := report.place(block.key(row, header)))
        ]
        if found and all(p.sheet == sheet and column in (p.column, None) for p, column in found):
            rows.append((row, found[0][0].row))
    return sorted(rows, key=lambda item: item[1])


def _chosen(report: Report, fields: list[Field], rows: list[Header]) -> list[Header]:
    """The rows to show: those of the fields, of the sums they break, and neighbours."""
    wanted = [field.row for field in fields]
    keys = {field.key for field in fields}
    for equation in report.form.equations:
        terms = (*equation.left, *equation.right)
        if not keys.isdisjoint(terms) and report.holds(equation) is False:
            concerned = _rows_of(report, terms)
            few = len(concerned) <= MOST_ROWS
            wanted += concerned if few else _rows_of(report, equation.left)
    chosen = [row for row in dict.fromkeys(wanted) if row in rows][:MOST_ROWS]
    if len(chosen) < 3:
        focus = rows.index(fields[0].row)
        chosen += rows[max(0, focus - 1) : focus + 2]
    return chosen


def _rows_of(report: Report, keys: tuple[str, ...]) -> list[Header]:
    return list(dict.fromkeys(report.form.fields[key].row for key in keys))


def _cell(report: Report, key: str, finding: Finding, blamed: dict[str, str]) -> Cell:
    text = _text(report.values.get(key))
    if key in blamed:
        return Cell(text, "wrong", blamed[key])
    return Cell(text, "involved" if key in finding.fields else "")


def _text(value: Value | None) -> str:
    """What the user sees in the cell: the number if it was plainly one, else as it stood."""
    if value is None:
        return ""
    if value.state == "uncomputed":
        return "未计算"
    if value.state == "number" and not (value.note and value.raw):
        return shown(value.number)
    text = " ".join(value.raw.split())
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
