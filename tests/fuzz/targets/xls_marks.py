"""The records of an xls file's workbook stream."""

import io
import struct
from collections.abc import Iterator

import olefile

from gikxl.read.grid import Grid
from gikxl.read.marks import xls
from tests.fuzz.holds import or_refused
from tests.read.workbooks import by_xlwt

_CELLS = {"B2": "总计", "C2": 5, "D2": "=SUM(C2:C2)", "C3": "#REF!", "E4": 1}


def seeds() -> Iterator[bytes]:
    """A stream as xlwt writes it, and the few records that matter."""
    with olefile.OleFileIO(io.BytesIO(by_xlwt({"三": _CELLS}))) as ole:
        yield ole.openstream("Workbook").read()
    bof, eof = _record(0x809, b"\0\6\5\0" + bytes(12)), _record(0x0A, b"")
    cells = (
        _record(0x200, struct.pack("<2L2H", 0, 9, 0, 9) + b"\0\0")
        + _record(0x205, struct.pack("<3HBB", 1, 1, 0, 0x17, 1))
        + _record(0x006, struct.pack("<3H", 2, 1, 0) + b"\2\0\7\0\0\0\xff\xff" + bytes(10))
        + _record(0x208, struct.pack("<7H", 3, 0, 9, 0, 0, 0, 0x20) + b"\0\0")
        + _record(0x07D, struct.pack("<5H", 1, 2, 0, 0, 1) + b"\0\0")
    )
    start = len(bof) + 12 + len(eof)
    yield bof + _record(0x85, struct.pack("<LHH", start, 0, 0)) + eof + bof + cells + eof


def check(data: bytes) -> None:
    """It refuses, or finds marks within the grid's own rows and columns."""
    grid = Grid("三", [[None] * 5 for _ in range(5)])
    for insight in or_refused(lambda: xls.survey(data)) or []:
        marks = insight.scan(grid)
        assert marks.hidden_rows <= set(range(5))
        assert marks.hidden_columns <= set(range(5))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<2H", kind, len(body)) + body
