"""Tables that lost their spans: each row has only the cells that begin in it.

Programs that make text of a page drop what reaches over several rows and columns, and
so do pages that are cleaned of it. Then cells do not stand below the names of their
columns, and the table is read as one in plain text is, by what is certain there.
"""

from collections.abc import Iterable, Iterator, Sequence

from gikxl.read.document.plain_tables import cell_line, find_tables
from gikxl.read.document.uneven import is_uneven
from gikxl.read.grid import Grid


def read_in_order(name: str, rows: Iterable[Sequence[str]], laid_out: list[Grid]) -> Iterator[Grid]:
    """The table as laid out, or if rows of it are uneven, as its rows follow each other."""
    found = []
    if any(map(is_uneven, laid_out)):
        found = find_tables([cell_line(row) for row in _not_filled_up(list(rows))])
    for one in found:
        one.grid.sheet = name
    yield from [one.grid for one in found] or laid_out


def _not_filled_up(rows: list[Sequence[str]]) -> list[Sequence[str]]:
    """The rows without the blank cells at their end that make them all equally long."""
    if len({len(row) for row in rows}) > 1:
        return rows
    ends = (max((n for n, cell in enumerate(row, 1) if cell.strip()), default=0) for row in rows)
    return [row[:end] for row, end in zip(rows, ends, strict=True)]
