"""Rows of the form's tables whose columns are not named, as in text made of other files.

The columns are those of the form, in its order, where that is certain: behind the label
of a row stand exactly as many cells as its block has columns; or in section 四 a row
without labels has exactly the 15 numbers of its table. The names of the columns are put
above these rows, at rows counted below 0, so that each number keeps its own row, and
the grid carries a remark. What is not certain stays without columns, and so is not read.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gikxl.form import Block, Form, Table
from gikxl.read.document.spans import plain_grid
from gikxl.read.grid import Grid
from gikxl.read.labels import Meaning, find_label
from gikxl.read.number import read_number
from gikxl.report import Remark

Row = list[str]

_ITEM = re.compile(r"(?P<label>\D.*?)[\s：:]*(?P<number>[0-9][0-9.,，]*)\s*(?:件|项|万元)?")
_SLASH = re.compile(r"\s+[/／]\s+|\s*[；;]\s*")


def listed(line: str, form: Form) -> Row | None:
    """The cells of 行政许可 0 / 行政处罚 0: rows that have one column, in one line."""
    cells: Row = []
    parts = _SLASH.split(line)
    for part in parts:
        item = _ITEM.fullmatch(part.strip())
        if not item or not _single_column(item["label"], form):
            return None
        cells += [item["label"].strip(), item["number"]]
    return cells


def with_columns(
    name: str, rows: Sequence[Row], form: Form, section: str | None = None
) -> Iterator[Grid]:
    """A table as grids, with the names of columns where they are missing and certain.

    `section` is the key of the section in which the table stands. Rows below a row that
    names columns are left as they are.
    """
    named = False
    needs: list[tuple[tuple[tuple[str, ...], ...], Row]] = []
    for row in rows:
        named = named or _names_columns(row, form)
        needs.append(((), row) if named else (_columns(row, form, section), row))
    start = 0
    for header, group in groupby(needs, key=lambda need: need[0]):
        below = [row for _, row in group]
        grid = plain_grid(name, [*header, *below], (start - len(header), 0))
        if header:
            place = grid.place(len(header), 0)
            grid.remarks = (Remark("without_columns", _first_word(below[0]), (place,)),)
        yield grid
        start += len(below)


def _first_word(row: Row) -> str:
    """What a row is called by: its label, or where it has none, its first number."""
    return next(filter(None, row), "")


def _names_columns(row: Row, form: Form) -> bool:
    """Whether a row holds names of columns and no numbers behind them."""
    labels = [find_label(form.edition, cell) for cell in row]
    columns = [label for label in labels if label and _is(label.meanings, "column")]
    numbers = [cell for cell in row if cell and read_number(cell)[1] == "number"]
    return bool(columns) and not numbers


def _columns(row: Row, form: Form, section: str | None) -> tuple[tuple[str, ...], ...]:
    """The rows of names that belong above a row; none where that is not certain."""
    if len(row) > 2 and len(row) % 2 == 0 and all(_single_column(cell, form) for cell in row[::2]):
        names = [_single_column(cell, form) or "" for cell in row[::2]]
        return (tuple(name for column in names for name in ("", column)),)
    label = find_label(form.edition, row[0])
    # 其他 is the name of a column too: it is not certain to be that of a row.
    is_row = label and all(meaning.axis == "row" for meaning in label.meanings)
    blocks = [form.blocks[m.block] for m in label.meanings] if label and is_row else []
    if len(blocks) == 1 and len(row) == 1 + len(blocks[0].columns):
        return (("", *(column.label for column in blocks[0].columns)),)
    table = form.tables[-1]
    return _side_by_side(row, table) if section == table.key and not label else ()


def _side_by_side(row: Row, table: Table) -> tuple[tuple[str, ...], ...]:
    """The names above the one row of numbers of a table whose groups stand side by side."""
    block = table.blocks[0]
    whole = len(row) == len(block.rows) * len(block.columns)
    if not (table.side_by_side and whole and all(read_number(c)[1] != "text" for c in row)):
        return ()
    groups = tuple(line.label for line in block.rows for _ in block.columns)
    return groups, tuple(column.label for column in block.columns) * len(block.rows)


def _single_column(text: str, form: Form) -> str | None:
    """The name of the only column of the row that a text is the label of."""
    label = find_label(form.edition, text.strip())
    found: list[Block] = [form.blocks[m.block] for m in label.meanings] if label else []
    if (
        len(found) == 1
        and _is(label.meanings if label else (), "row")
        and len(found[0].columns) == 1
    ):
        return found[0].columns[0].label
    return None


def _is(meanings: Sequence[Meaning], axis: str) -> bool:
    return any(meaning.axis == axis for meaning in meanings)
