"""Marks of xls and et sheets: the records of the workbook stream, BIFF8 and BIFF5."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from gikxl.read.grid import Flag, Grid, Marks
from gikxl.read.marks import MOST_SHEETS, Box, Flags, Insight, relative
from gikxl.read.refusal import DAMAGED, ENCRYPTED, TOO_BIG

_FORMULA, _BOOLERR, _ROW, _COLINFO, _DIMENSIONS = 0x0006, 0x0205, 0x0208, 0x007D, 0x0200
_EOF, _BOUNDSHEET, _FILEPASS = 0x000A, 0x0085, 0x002F
_BOF = (0x0809, 0x0409, 0x0209, 0x0009)
_NUMBER, _LABEL, _LABELSST, _RSTRING, _RK, _MULRK = 0x0203, 0x0204, 0x00FD, 0x00D6, 0x027E, 0x00BD
_VALUES = frozenset({_FORMULA, _BOOLERR, _NUMBER, _LABEL, _LABELSST, _RSTRING, _RK, _MULRK})

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_HIDDEN_ROW = 0x20
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256


class Record(NamedTuple):
    """One record of the stream."""

    kind: int
    body: bytes


def survey(stream: bytes) -> list[Insight]:
    """An Insight for each sheet of a Workbook stream; Unreadable if encrypted or out of bounds."""
    try:
        starts = _sheet_starts(stream)
        if len(starts) > MOST_SHEETS:
            raise TOO_BIG.because(f"工作表超过 {MOST_SHEETS} 张")
        return [Insight(None, _Sheet(stream, start).marks) for start in starts]
    except (struct.error, IndexError):
        raise DAMAGED.because("工作簿的记录残缺") from None


def _sheet_starts(stream: bytes) -> list[int]:
    starts = []
    for record in _records(stream, 0):
        if record.kind == _FILEPASS:
            raise ENCRYPTED.because()
        if record.kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<L", record.body)[0])
    return starts


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records of one substream, without those of charts embedded in it."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        if kind in _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth == 0:
            break
        if depth == 1:
            body = stream[at + 4 : at + 4 + length]
            if len(body) < length:
                break
            yield Record(kind, body)
        at += 4 + length
    raise DAMAGED.because("工作簿的记录残缺")


class _Sheet:
    """What was found in one sheet, counted from A1."""

    def __init__(self, stream: bytes, start: int) -> None:
        self._flags: Flags = {}
        self._hidden_rows: list[range] = []
        self._hidden_columns: list[range] = []
        box = Box()
        for kind, body in _records(stream, start):
            if kind in _VALUES:
                row, column = struct.unpack_from("<2H", body)
                last = column + len(body) // 6 - 2 if kind == _MULRK else column
                box.add(row, column, row, last)
            if kind == _FORMULA:
                self._flags[row, column] = _formula(body)
            elif kind == _BOOLERR and body[7]:
                self._flags[row, column] = Flag(error=_ERRORS.get(body[6], "#N/A"))
            else:
                self._line(kind, body)
        box.refuse_if_too_big()

    def marks(self, grid: Grid) -> Marks:
        """The marks in the grid's own counting."""
        return relative(grid, self._flags, self._hidden_rows, self._hidden_columns)

    def _line(self, kind: int, body: bytes) -> None:
        if kind == _ROW:
            row, _, _, _, _, _, options = struct.unpack_from("<7H", body)
            if options & _HIDDEN_ROW:
                self._hidden_rows.append(range(row, row + 1))
        elif kind == _COLINFO:
            first, last, _, _, options = struct.unpack_from("<5H", body)
            if options & 1:
                self._hidden_columns.append(range(first, last + 1))
        elif kind == _DIMENSIONS:
            _refuse_false_dimensions(body)


def _refuse_false_dimensions(body: bytes) -> None:
    """Calamine reserves memory for as many cells as this record claims."""
    form = "<2L2H" if len(body) >= 12 else "<4H"
    top, below, left, beyond = struct.unpack_from(form, body)
    if below > _MOST_ROWS or beyond > _MOST_COLUMNS or top > below or left > beyond:
        raise DAMAGED.because("工作表的范围有错")


def _formula(body: bytes) -> Flag:
    """Its text stands in tokens, which are not decoded: only its presence is told.

    An empty text for a result (3) is also what programs write that compute nothing.
    """
    if body[12:14] != b"\xff\xff":
        return Flag("")
    if body[6] == 2:
        return Flag("", error=_ERRORS.get(body[8], "#N/A"))
    return Flag("", cached=body[6] != 3)
