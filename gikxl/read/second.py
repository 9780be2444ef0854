"""A second opinion on the cells that matter: what stands in the file, beside what calamine read.

calamine gives the numbers. The XML of the same sheets is at hand, for it is searched for
formulas; where it says something else of a field's cell than calamine does, a remark says
so. Both read a plainly written cell alike; they differ where a cell is written as no
program writes it: twice, with two values, with elements that belong to nobody.
"""

from collections.abc import Iterator
from functools import lru_cache

from gikxl.read.grid import Cell, Grid
from gikxl.read.remarks import GridClaims
from gikxl.read.sweep import Claim
from gikxl.report import Remark, column_letters

_BLANK = "空白"


def disagreements(claims: GridClaims) -> Iterator[Remark]:
    """A remark for each field of whose cell the two readers say different things.

    Most cells are plainly written: a search for bytes confirms those. The sheets of the
    others are read once more with care.
    """
    doubtful: dict[int, tuple[Grid, list[Claim]]] = {}
    rows: dict[tuple[int, int], int] = {}
    for grid, claim in claims:
        xml = grid.xml
        if not xml:
            continue
        top, left = grid.origin
        row = id(grid), claim.row
        begin = rows.get(row)
        if begin is None:
            begin = rows[row] = max(0, xml.find(_row(top + claim.row)))
        at = xml.find(_cell(top + claim.row, left + claim.column), begin)
        if not _confirms(xml, at, grid.cell(claim.row, claim.column)):
            doubtful.setdefault(row[0], (grid, []))[1].append(claim)
    for grid, its_claims in doubtful.values():
        yield from _compared(grid, its_claims)


@lru_cache(maxsize=1024)
def _row(row: int) -> bytes:
    return f'<row r="{row + 1}"'.encode()


@lru_cache(maxsize=4096)
def _cell(row: int, column: int) -> bytes:
    return f'<c r="{column_letters(column)}{row + 1}"'.encode()


@lru_cache(maxsize=4096)
def _value(number: float) -> bytes:
    return b"<v>%s</v></c>" % (b"%d" % number if number.is_integer() else repr(number).encode())


def _confirms(xml: bytes, at: int, cell: Cell) -> bool:
    """Whether a plainly written cell holds this number, or nothing; nothing else is compared."""
    if type(cell) is float and at >= 0:
        value, begin = _value(cell), xml.find(b"<v>", at)
        return xml.startswith(value, begin) and xml.find(b"</c>", at) == begin + len(value) - 4
    if cell is not None and cell != "":
        return type(cell) is not float
    if at < 0:
        return True
    end = xml.find(b">", at)
    if xml[end - 1 : end] == b"/":
        return True
    content = xml[end : xml.find(b"</c>", end)]
    return b"<v>" not in content or content.endswith(b"<v></v>")


def _compared(grid: Grid, claims: list[Claim]) -> Iterator[Remark]:
    from gikxl.read.marks.readings import readings

    found = readings(grid.xml)
    top, left = grid.origin
    for claim in claims:
        cell = grid.cell(claim.row, claim.column)
        other = found.get((top + claim.row, left + claim.column), "")
        if not _agree(cell, other) and _is_shown(grid, claim):
            first = f"{cell:.15g}" if isinstance(cell, float) else _BLANK
            place = grid.place(claim.row, claim.column)
            second = other.strip() or _BLANK
            yield Remark("two_readings", first, (place,), (claim.field,), second)


def _agree(cell: Cell, other: str) -> bool:
    from gikxl.read.marks.readings import TEXT

    if not isinstance(cell, float):
        is_blank = cell is None or cell == ""
        return not is_blank or other in ("", TEXT)
    try:
        return float(other) == cell
    except ValueError:
        return False


def _is_shown(grid: Grid, claim: Claim) -> bool:
    """Whether the cell is taken as it stands: no error value, no formula without a result."""
    flag = grid.marks.flags.get((claim.row, claim.column))
    return flag is None or (flag.cached and not flag.error)
