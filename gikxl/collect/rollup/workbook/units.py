"""分单位明细: a row a unit, a column a number; those that are added stand together."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from gikxl.collect.model import STATUSES, Standing, Submission
from gikxl.collect.rollup.workbook.cells import Column, Sheet, cells_of, put_number
from gikxl.collect.rollup.workbook.made import RollUp
from gikxl.form import Field, Form
from gikxl.read.rollup import UNITS_SHEET
from gikxl.report import Number
from gikxl.write.template.styles import Styles

ADDED, CONTAINED, SUPERIOR = "计入汇总", "已含在上级单位内", "汇总稿，只作对照"
"""What becomes of a unit's numbers, in the words of the column beside its name."""

UNIT_KEY, PART_KEY, PARENT_KEY = "unit", "part", "parent"
_OWN = (
    (UNIT_KEY, Column("单位", 26)),
    (PART_KEY, Column("汇总", 16)),
    (PARENT_KEY, Column("上级", 20)),
)
_NUMBER_WIDTH = 9.5
_PAGES = 8
"""So many sheets of paper side by side."""
_KEY_ROW = 2
_TOP = 6
_NOBODY = "（没有计入汇总的单位）"
_OTHERS = "未计入汇总的单位"


class Rows(NamedTuple):
    """Where the numbers of those that are added stand."""

    columns: Mapping[str, int]
    """The column of each field."""
    first: int
    last: int

    def sum_of(self, key: str) -> str:
        """The formula for the sum of a field."""
        column = self.columns[key]
        return f"=SUM('{UNITS_SHEET}'!{cells_of(self.first, column, self.last, column)})"


class _Line(NamedTuple):
    unit: str
    part: str
    parent: str
    numbers: Mapping[str, Number]


def rows_of(made: RollUp) -> Rows:
    """Where the numbers of those that are added will stand."""
    columns = {key: len(_OWN) + n for n, key in enumerate(made.form.fields)}
    return Rows(columns, _TOP, _TOP + max(1, len(made.parts.added)) - 1)


def units_sheet(sheet: Any, styles: Styles, made: RollUp) -> None:
    """Write every number that every unit sent."""
    form, out = made.form, Sheet(sheet, styles)
    rows = rows_of(made)
    right = max(rows.columns.values())
    out.widths([column for _, column in _OWN])
    sheet.set_column(len(_OWN), right, _NUMBER_WIDTH)
    out.alone(made.title("分单位明细"), "list_title", 28)
    out.alone("计入汇总的在前，“汇总表”的每个数是这些行之和；未计入的列在后面。", "list_hint")
    _keys(out, form)
    _head(out, form)
    added = [_line(unit, ADDED) for unit in made.parts.added]
    _lines(out, form, added or [_Line(_NOBODY, "", "", {})], "")
    sheet.autofilter(_TOP - 1, 0, rows.last, right)
    sheet.freeze_panes(_TOP, 1)
    others = list(_others(made))
    if others:
        out.row += 1
        out.alone(_OTHERS, "block_head", 22)
        _lines(out, form, others, "other_")
    out.paper(repeated=(_KEY_ROW + 1, _TOP - 1), pages=(_PAGES, 0))
    sheet.repeat_columns(0)


def _keys(out: Sheet, form: Form) -> None:
    """The hidden row by which next year's collecting reads the numbers back."""
    out.sheet.set_row(out.row, None, None, {"hidden": True})
    keys = [*(key for key, _ in _OWN), *form.fields]
    out.line((key, "key") for key in keys)


def _head(out: Sheet, form: Form) -> None:
    """Three rows: the table, the row and the column that a number stands in."""
    fields = list(form.fields.values())
    tables = {table.key: table.label for table in form.tables}
    out.sheet.set_row(out.row, 20)
    _spans(out, [tables[field.table] for field in fields])
    out.sheet.set_row(out.row, 40)
    _spans(out, ["\n".join(field.row.path[-2:]) for field in fields])
    heads = [*(column.head for _, column in _OWN), *(field.column.label for field in fields)]
    out.line(((head, "list_head") for head in heads), least=40)


def _spans(out: Sheet, labels: Sequence[str]) -> None:
    """A row of labels, each across the columns that it holds for."""
    for column in range(len(_OWN)):
        out.put(column, None, "list_head")
    column = len(_OWN)
    for label, run in groupby(labels):
        width = len(list(run))
        if width > 1:
            out.across(column, column + width - 1, label, "list_head")
        else:
            out.put(column, label, "list_head")
        column += width
    out.row += 1


def _lines(out: Sheet, form: Form, lines: Sequence[_Line], other: str) -> None:
    looks = {key: out.styles[_look(field, other)] for key, field in form.fields.items()}
    columns = [(key, column, looks[key]) for column, key in enumerate(form.fields, len(_OWN))]
    for line in lines:
        for column, words in enumerate((line.unit, line.part, line.parent)):
            out.put(column, words, f"{other}name")
        for key, column, style in columns:
            number = line.numbers.get(key)
            if number is not None:
                put_number(out.sheet, out.row, column, number, style)
        out.row += 1


def _look(field: Field, other: str) -> str:
    return f"{other}{'number' if field.kind == 'amount' else 'integer'}"


def _line(unit: Standing, part: str) -> _Line:
    numbers = unit.candidate.document.numbers if unit.candidate else {}
    return _Line(unit.office.name, part, unit.office.parent, numbers)


def _others(made: RollUp) -> Iterator[_Line]:
    """Those that are not added, as far as they sent numbers."""
    yield from (_line(unit, CONTAINED) for unit in made.parts.contained)
    yield from (_line(unit, SUPERIOR) for unit in made.parts.superiors)
    for unit in made.parts.left_out:
        if unit.candidate and unit.candidate.document.numbers:
            yield _line(unit, STATUSES[unit.status])
    for submission in made.standings.strangers:
        yield from _stranger(submission, "不在单位名单内")
    for submission, _ in made.standings.unclear:
        yield from _stranger(submission, "不能确定是哪个单位")


def _stranger(submission: Submission, why: str) -> Iterator[_Line]:
    document = submission.document
    if document.numbers:
        yield _Line(document.unit or submission.name, why, "", document.numbers)
