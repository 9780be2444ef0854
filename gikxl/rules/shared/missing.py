"""What the R rules share: lines of the form for which the file has no cells."""

from collections.abc import Iterator
from typing import NamedTuple

from gikxl.form import Block, Header, Table
from gikxl.report import Report


class Line(NamedTuple):
    """A row or column of the form, or what of a row is not there."""

    block: Block
    label: str
    word: str
    fields: tuple[str, ...]
    part: str = ""
    """The columns that are not there, where others of the row are."""


def missing_tables(report: Report) -> list[Table]:
    """The tables for which the file has no cell at all."""
    if _is_complete(report):
        return []
    there = {key.partition(".")[0] for key in _known(report)}
    return [table for table in report.form.tables if table.key not in there]


def missing_lines(report: Report) -> Iterator[Line]:
    """Each row and column that is not there, in tables of which something is."""
    if _is_complete(report):
        return
    known, gone = _known(report), missing_tables(report)
    for table in report.form.tables:
        if table not in gone:
            for block in table.blocks:
                yield from _lines(known, block, *_words(table))


def _is_complete(report: Report) -> bool:
    return len(report.values) == len(report.form.fields)


def _known(report: Report) -> set[str]:
    """The fields that have a cell, be it that two claim to be it or nobody can tell it."""
    unclear = (r.fields for r in report.remarks if r.kind in ("repeated_line", "glued", "uneven"))
    return {*report.values, *(key for fields in unclear for key in fields)}


def _words(table: Table) -> tuple[str, str]:
    return ("一组", "一项") if table.side_by_side else ("行", "列")


def _lines(known: set[str], block: Block, row_word: str, column_word: str) -> Iterator[Line]:
    def absent(row: Header, column: Header) -> bool:
        return block.key(row, column) not in known

    def keys(rows: tuple[Header, ...], columns: tuple[Header, ...]) -> tuple[str, ...]:
        return tuple(block.key(r, c) for r in rows for c in columns if absent(r, c))

    gone = {row for row in block.rows if all(absent(row, c) for c in block.columns)}
    for row in block.rows:
        if row in gone:
            yield Line(block, row.label, row_word, keys((row,), block.columns))
    rows = tuple(row for row in block.rows if row not in gone)
    lost = {c for c in block.columns if rows and all(absent(row, c) for row in rows)}
    for column in block.columns:
        if column in lost:
            yield Line(block, column.label, column_word, keys(rows, (column,)))
    for row in rows:
        rest = tuple(c for c in block.columns if c not in lost and absent(row, c))
        if rest:
            names = "、".join(f"“{column.label}”" for column in rest)
            yield Line(block, row.label, row_word, keys((row,), rest), names)
