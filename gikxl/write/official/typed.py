"""A table that was typed into a text, in Word: drawn like the template's own tables."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, NamedTuple

from gikxl.write.official.content import Rows, width
from gikxl.write.official.look import NAMESPACE, TEXT_WIDTH

_W = "{" + NAMESPACE + "}"
_LEAST, _MOST = 3, 24
"""A column is made for no fewer and no more characters, whatever stands in it."""
_ONE_TABLE_ONLY = ("tblCaption", "tblDescription", "tblpPr", "tblOverlap")
_ONE_ROW_ONLY = ("cnfStyle", "gridBefore", "gridAfter", "wBefore", "wAfter", "tblHeader")
_ONE_CELL_ONLY = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "shd", "textDirection")
_ONE_PARAGRAPH_ONLY = ("keepNext", "sectPr")


class Sample(NamedTuple):
    """The looks of a table: what is in the properties of it, a row and a cell, as XML."""

    table: str
    row: str
    cell: str
    paragraph: str
    run: str
    width: int
    """In twentieths of a point."""


def sample_of(cell: Any) -> Sample:
    """The looks of a cell that has words, and of its table."""
    table = next(cell.iterancestors(f"{_W}tbl"))
    columns = [column.get(f"{_W}w", "") for column in table.iterfind(f"{_W}tblGrid/{_W}gridCol")]
    return Sample(
        _properties(table, "tblPr", _ONE_TABLE_ONLY),
        _properties(cell.getparent(), "trPr", _ONE_ROW_ONLY),
        _properties(cell, "tcPr", _ONE_CELL_ONLY),
        _properties(next(cell.iter(f"{_W}p")), "pPr", _ONE_PARAGRAPH_ONLY),
        _properties(next(cell.iter(f"{_W}r")), "rPr", ()),
        sum(int(column) for column in columns if column.isdecimal()) or TEXT_WIDTH,
    )


def table_like(sample: Sample, rows: Rows) -> Any:
    """The table with the looks of the sample, its columns as wide as what stands in them needs."""
    from lxml import etree

    columns = _widths(rows, sample.width)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    lines = "".join(
        f"<w:tr><w:trPr>{sample.row}</w:trPr>{''.join(_cells(sample, row, columns))}</w:tr>"
        for row in rows
    )
    return etree.fromstring(
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr>{sample.table}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )


def _cells(sample: Sample, row: Iterable[str], columns: Iterable[int]) -> Iterator[str]:
    for text, column in zip(row, columns, strict=True):
        words = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
        yield (
            f'<w:tc><w:tcPr><w:tcW w:w="{column}" w:type="dxa"/>{sample.cell}</w:tcPr>'
            f"<w:p><w:pPr>{sample.paragraph}</w:pPr>"
            f"<w:r><w:rPr>{sample.run}</w:rPr>{words}</w:r></w:p></w:tc>"
        )


def _widths(rows: Rows, whole: int) -> list[int]:
    longest = [max(map(width, column)) for column in zip(*rows, strict=True)]
    shares = [min(max(characters, _LEAST), _MOST) for characters in longest]
    return [int(whole * share / sum(shares)) for share in shares]


def _properties(element: Any, tag: str, but_not: Iterable[str]) -> str:
    from lxml import etree

    return "".join(
        etree.tostring(child, encoding="unicode", with_tail=False)
        for child in element.iterfind(f"{_W}{tag}/*")
        if child.tag not in [_W + name for name in but_not]
    )
