"""xls and et: the records of BIFF, and OLE files that lie about their sectors."""

import io
import struct
from functools import cache

import olefile
import xlwt

from tests.read.layouts import OWN, official, write_xls
from tests.torture.kinds import READ, add, kind

EOF, BOF, BOUNDSHEET, FILEPASS, DIMENSIONS, SST, NUMBER, FORMULA = (
    0x000A, 0x0809, 0x0085, 0x002F, 0x0200, 0x00FC, 0x0203, 0x0006,
)  # fmt: skip
RK, LABELSST, MULRK = 0x027E, 0x00FD, 0x00BD


@cache
def usual() -> bytes:
    file = io.BytesIO()
    write_xls(file, official(OWN.values()))
    return file.getvalue()


def stream() -> tuple[bytes, int, int]:
    """The workbook stream: the file, where the stream begins in it, and how long it is.

    xlwt writes it in one piece behind the header.
    """
    with olefile.OleFileIO(io.BytesIO(usual())) as ole:
        content = ole.openstream("Workbook").read()
    return usual(), usual().index(content[:600]), len(content)


def records() -> list[tuple[int, int, int]]:
    """Kind, position of the body in the file, and length of each record."""
    data, at, length = stream()
    end, found = at + length, []
    while at + 4 <= end:
        kind_, size = struct.unpack_from("<2H", data, at)
        found.append((kind_, at + 4, size))
        at += 4 + size
    return found


def with_record(kind_: int, change, nth: int = 0) -> bytes:
    """The workbook with the bytes of one record changed in place."""
    _, at, size = [r for r in records() if r[0] == kind_][nth]
    data = bytearray(usual())
    change(data, at, size)
    return bytes(data)


def pack(form: str, *values: int, skip: int = 0):
    return lambda data, at, _size: struct.pack_into(form, data, at + skip, *values)


TRICKS = {
    "usual": (READ, "the usual tables", usual),
    "boundsheet_far": ("F006", "a sheet beyond the end of the stream",
                       lambda: with_record(BOUNDSHEET, pack("<L", 0x7FFFFFFF))),
    "boundsheet_self": ("R101", "a sheet that is the workbook itself",
                        lambda: with_record(BOUNDSHEET, pack("<L", 0))),
    "boundsheet_middle": ("F006", "a sheet that begins in the middle of a record",
                          lambda: with_record(BOUNDSHEET, pack("<L", 7))),
    "dimensions_lie": ("F006", "a sheet of 4 billion rows",
                       lambda: with_record(DIMENSIONS, pack("<2L2H", 0, 0xFFFFFFFF, 0, 0xFFFF))),
    "dimensions_backwards": ("F006", "a sheet that ends before it begins",
                             lambda: with_record(DIMENSIONS, pack("<2L2H", 9, 1, 9, 1))),
    "dimensions_small": (READ, "a sheet said to have one cell",
                         lambda: with_record(DIMENSIONS, pack("<2L2H", 0, 1, 0, 1))),
    "strings_billions": (READ, "4 billion shared strings",
                         lambda: with_record(SST, pack("<2L", 0xFFFFFFFF, 0xFFFFFFFF))),
    "string_length": ("F006", "a shared string of 65,535 characters that are not there",
                      lambda: with_record(SST, pack("<H", 0xFFFF, skip=8))),
    "string_missing": (READ, "a cell with a string beyond the last",
                       lambda: with_record(LABELSST, pack("<L", 0xFFFFFF, skip=6))),
    "cell_far": ("F010", "a number in row 65,535 and column 65,535",
                 lambda: with_record(LABELSST, pack("<2H", 0xFFFF, 0xFFFF))),
    "password": ("F005", "a password", lambda: with_record(0x0042, lambda data, at, _: (
        struct.pack_into("<H", data, at - 4, FILEPASS)))),
    "record_too_long": ("F006", "a record longer than the file", lambda: with_record(
        SST, lambda data, at, _: struct.pack_into("<H", data, at - 2, 0xFFFF))),
    "no_end": ("F006", "no record that ends the workbook's part", lambda: with_record(
        EOF, lambda data, at, _: struct.pack_into("<H", data, at - 4, 0x00E1))),
    "sheet_without_end": ("F006", "no record that ends a sheet", lambda: with_record(
        EOF, lambda data, at, _: struct.pack_into("<H", data, at - 4, 0x00E1), nth=1)),
    "half": ("F006", "half of the file", lambda: usual()[: len(usual()) // 2]),
    "sector_loop": ("F006", "sectors that lead to each other in a circle", lambda: fat(
        lambda _number: 0)),
    "sector_self": ("F006", "sectors that lead to themselves", lambda: fat(lambda number: number)),
    "sector_far": ("F006", "sectors beyond the end", lambda: fat(lambda _: 0x7FFFFFFF)),
    "sectors_huge": ("F006", "sectors of 2^31 bytes", lambda: header(30, "<H", 31)),
    "fat_far": ("F006", "a table of sectors beyond the end", lambda: header(76, "<L", 0x7FFFFFFF)),
    "fats_billions": (READ, "4 billion tables of sectors", lambda: header(44, "<L", 0xFFFFFFFF)),
    "directory_far": ("F006", "a directory beyond the end", lambda: header(48, "<L", 0x7FFFFFFF)),
    "difat_loop": ("F006", "a list of tables that leads to itself",
                   lambda: header(68, "<2L", 0, 9)),
    "wrong_order": (READ, "big-endian, by its header", lambda: header(28, "<H", 0xFEFF)),
}  # fmt: skip
for name, (expect, what, build) in TRICKS.items():
    add(f"xls_{name}", expect, f"xls: {what}", build, "年报.xls")
    if name == "usual":
        add("et_usual", READ, "et: the same under WPS's extension", build, "年报.et")
        add("xls_as_xlsx", READ, "xls under another extension", build, "年报.xlsx")


def header(at: int, form: str, *values: int) -> bytes:
    data = bytearray(usual())
    struct.pack_into(form, data, at, *values)
    return bytes(data)


def fat(follower) -> bytes:
    """The workbook with another chain of sectors."""
    data = bytearray(usual())
    first = 512 + 512 * struct.unpack_from("<L", data, 76)[0]
    for number in range(128):
        if struct.unpack_from("<L", data, first + 4 * number)[0] < 0xFFFFFFFA:
            struct.pack_into("<L", data, first + 4 * number, follower(number))
    return bytes(data)


@kind("F010", "xls: 1,000 sheets", file="年报.xls")
def xls_many_sheets():
    book = xlwt.Workbook()
    for number in range(1_000):
        book.add_sheet(f"s{number}")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@kind("F008", "xls: a formula that refers to itself", file="年报.xls")
def xls_formula():
    book = xlwt.Workbook()
    book.add_sheet("s").write(0, 0, xlwt.Formula("A1+1"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
