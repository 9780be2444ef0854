import io
import struct

import olefile
import pytest

from gikxl.finding import Unreadable
from gikxl.read.book import grids_of
from gikxl.read.grid import Flag
from gikxl.read.marks import xls
from tests.read.workbooks import by_xlwt

TABLE = {"B2": "总计", "C2": 5, "D2": 7, "E2": "=SUM(C2:D2)", "C3": "#REF!", "E4": 1}


def stream(data):
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        return ole.openstream("Workbook").read()


def patched(data, old, new):
    """The file with bytes of the workbook stream replaced, which lie together in small files."""
    assert len(old) == len(new)
    assert data.count(old) == 1
    return data.replace(old, new)


def formula_record(data):
    body = stream(data)
    at = body.index(struct.pack("<2H", 6, body[body.index(b"\x06\0") + 2]))
    return body[at : at + 26]


def test_constant_error_values_and_formulas_are_found():
    grid = grids_of(by_xlwt({"三": TABLE}))[0]
    assert grid.origin == (1, 1)
    assert grid.rows[0][:3] == ["总计", 5, 7]
    assert grid.rows[1] == ["", "", "", ""]
    # xlwt computes nothing and writes an empty text as the result.
    assert grid.marks.flags == {(0, 3): Flag("", cached=False), (1, 1): Flag(error="#REF!")}


@pytest.mark.parametrize("error", ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#N/A"])
def test_every_error_value_is_named(error):
    assert grids_of(by_xlwt({"三": {"A1": 1, "B1": error}}))[0].marks.flags == {
        (0, 1): Flag(error=error)
    }


@pytest.mark.parametrize(
    ("result", "flag"),
    [
        (struct.pack("<d", 12.0), Flag("")),
        (b"\x02\0\x17\0\0\0\xff\xff", Flag("", error="#REF!")),
        (b"\x02\0\x07\0\0\0\xff\xff", Flag("", error="#DIV/0!")),
        (b"\x01\0\x01\0\0\0\xff\xff", Flag("")),
        (b"\0\0\0\0\0\0\xff\xff", Flag("")),
        (b"\x03\0\0\0\0\0\xff\xff", Flag("", cached=False)),
    ],
)
def test_results_of_formulas(result, flag):
    data = by_xlwt({"三": TABLE})
    body = stream(data)
    record = next(r for r in xls._records(body, xls._sheet_starts(body)[0]) if r.kind == 6)
    changed = patched(data, record.body[:14], record.body[:6] + result)
    assert grids_of(changed)[0].marks.flags[0, 3] == flag


def test_hidden_rows_and_columns_of_their_own_sheet():
    import xlwt

    book = xlwt.Workbook()
    first, second = book.add_sheet("一"), book.add_sheet("二")
    for sheet in (first, second):
        for row in range(4):
            for column in range(4):
                sheet.write(row + 1, column + 1, row * column)
    first.row(2).hidden = True
    second.col(3).hidden = True
    second.visibility = 1
    file = io.BytesIO()
    book.save(file)
    one, two = grids_of(file.getvalue())
    assert (one.sheet, one.visible, two.sheet, two.visible) == ("一", True, "二", False)
    assert (one.marks.hidden_rows, one.marks.hidden_columns) == ({1}, frozenset())
    assert (two.marks.hidden_rows, two.marks.hidden_columns) == (frozenset(), {2})


def refused(data):
    with pytest.raises(Unreadable) as caught:
        xls.survey(data)
    return caught.value.finding.code


def records(*pairs):
    return b"".join(struct.pack("<2H", kind, len(body)) + body for kind, body in pairs)


BOF, EOF = (0x0809, bytes(16)), (0x000A, b"")


def book_with(*sheet):
    start = len(records(BOF, (0x0085, bytes(8)), EOF))
    bound = struct.pack("<LBBBB", start, 0, 0, 0, 0)
    return records(BOF, (0x0085, bound), EOF) + records(BOF, *sheet, EOF)


def number(row, column):
    return 0x0203, struct.pack("<3Hd", row, column, 0, 1.0)


def test_embedded_charts_are_passed_over():
    assert len(xls.survey(book_with(number(0, 0), BOF, number(65535, 255), EOF))) == 1


def test_out_of_bounds():
    assert refused(book_with(number(0, 0), number(65535, 255))) == "F010"
    assert refused(book_with(number(0, 0), number(1, 65535))) == "F010"
    assert refused(book_with((0x0200, struct.pack("<2L3H", 0, 2**31, 0, 9, 0)))) == "F006"


def test_an_encrypted_stream_asks_for_the_password_to_be_removed():
    assert refused(records(BOF, (0x002F, bytes(6)), EOF)) == "F005"


@pytest.mark.parametrize("keep", [0, 3, 10, 40, -1])
def test_truncated_streams_are_damaged(keep):
    assert refused(book_with(number(0, 0))[:keep]) == "F006"
