"""Other kinds of files, under their own names and under that of a workbook."""

import io
import zipfile
from functools import cache

from lxml import etree

from tests.read.layouts import OWN, official, write_ods, write_xlsx
from tests.torture.kinds import READ, add, kind
from tests.torture.making import zipped

PASSWORD_OF_EXCEL = "VelvetSweatshop"


def named(name: str, expect: object, what: str, data: bytes, file: str = "年报.xls") -> None:
    add(name, expect, what, lambda: data, file)


named("empty", "F003", "nothing", b"")
named("one_byte", "F008", "one byte", b"P")
named("only_blanks", "F008", "a megabyte of blanks", b" " * 1_000_000)
named("nuls", "F004", "a megabyte of NULs", bytes(1_000_000))
named("rar", "F004", "a rar archive", b"Rar!\x1a\x07\x01\x00" + bytes(500))
named("seven_zip", "F004", "a 7z archive", b"7z\xbc\xaf\x27\x1c" + bytes(500))
named("gzip", "F004", "a gzip archive", b"\x1f\x8b\x08" + bytes(500))
named("picture", "F004", "a picture", b"\x89PNG\r\n\x1a\n" + bytes(500))
named("program", "F004", "a program", b"MZ" + bytes(5_000))
named("rtf", "F004", "an RTF document", b"{\\rtf1 " + b"{" * 100_000)
named("outlook", "F004", "what Outlook sends for a mail", b"\x78\x9f\x3e\x22" + bytes(500))
named("ole_head", "F006", "the head of an OLE file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
named(
    "ole_zeros", "F006", "an OLE file of NULs", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000)
)
named(
    "ole_ones", "F006", "an OLE file of 0xFF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 9_000
)
named("excel_2", "F012", "a worksheet of Excel 2", b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(99))
named(
    "xml_2003", "F012", "a workbook of Excel 2003 in XML",
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
    b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
)  # fmt: skip
named("xlsb", "F012", "a binary workbook", zipped({"xl/workbook.bin": b"\x83\x01\0"}), "年报.xlsb")
named("numbers", "F012", "a Numbers table", zipped({"Index/Document.iwa": b"x"}), "年报.numbers")
named("slides", "F004", "a presentation", zipped({"ppt/presentation.xml": b"<a/>"}))
named("ofd", "F004", "an OFD file", zipped({"OFD.xml": b"<a/>"}))
named(
    "odt", "F004", "an ODT file", zipped({"mimetype": b"application/vnd.oasis.opendocument.text"})
)
named("sylk", "F008", "a SYLK file", b'ID;PWXL;N;E\r\nC;Y1;X1;K"=cmd"\r\nE\r\n')
named("csv_as_xls", "F008", "a CSV file", "项目,甲,乙,丙,丁\n1,2,3,4,5\n".encode("gb18030"))
named("html_as_xls", "F008", "a web page", b"<html><body><table><tr><td>1</td></tr></table>")


@cache
def plain_workbook() -> bytes:
    """The usual tables, by XlsxWriter."""
    file = io.BytesIO()
    write_xlsx(file, official(OWN.values()))
    return file.getvalue()


def encrypted(password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(plain_workbook())).encrypt(password, out)
    return out.getvalue()


add("by_xlsxwriter", READ, "the same tables by XlsxWriter", plain_workbook)
add("password", "F005", "encrypted with a password", lambda: encrypted("机密2024"))
add(
    "password_of_excel", "F005", "encrypted with the password that Excel uses of itself",
    lambda: encrypted(PASSWORD_OF_EXCEL),
)  # fmt: skip


@kind("F005", "encrypted, and cut off in the middle")
def password_truncated():
    data = encrypted(PASSWORD_OF_EXCEL)
    return data[: len(data) // 2]


@kind("F005", "encrypted, with the description of the encryption replaced by noise")
def password_noise():
    data = encrypted(PASSWORD_OF_EXCEL)
    at = data.index(b"<?xml")
    return data[: at + 40] + b"\xff" * 400 + data[at + 440 :]


@kind("F005", "encrypted, with a hash to be made four billion times")
def password_spins():
    data = encrypted(PASSWORD_OF_EXCEL)
    assert b'spinCount="100000"' in data
    return data.replace(b'spinCount="100000"', b'spinCount="999999"')


@cache
def ods() -> bytes:
    file = io.BytesIO()
    write_ods(file, official(OWN.values()))
    return file.getvalue()


def ods_with(*changes: tuple[str, str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(ods())) as package:
        content = {name: package.read(name) for name in package.namelist()}
    text = content["content.xml"].decode()
    for before, after in changes:
        assert before in text, text[:3000]
        text = text.replace(before, after, 1)
    return zipped({**content, "content.xml": text.encode()})


END_OF_TABLE = "</table:table>"
ROW = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row></table:table>'
CELL = '<table:table-cell table:number-columns-repeated="{}"{}/>'
FIVE = ' office:value-type="float" office:value="5"'
SPAN = (
    '<table:table-cell table:number-rows-spanned="1048576" table:number-columns-spanned="16384"/>'
)
SCRIPT = (
    '<office:scripts><script:event-listener xmlns:script="urn:x" script:event-name="dom:load"/>'
    "</office:scripts><office:body>"
)
NUMBER = 'office:value-type="float" office:value="1011"'
BOOLEAN = 'office:value-type="boolean" office:boolean-value="x"'


def more(rows: object, cell: str) -> tuple[tuple[str, str]]:
    """One more row at the end of the first table, so many times."""
    return ((END_OF_TABLE, ROW.format(rows, cell)),)


ODS_TRICKS = {
    "usual": (READ, "the usual tables", ()),
    "blank_rows": (READ, "a million blank rows", more(1_048_500, CELL.format(1024, ""))),
    "rows_bomb": (
        "F010",
        "a row of numbers, a million times",
        more(1_048_576, CELL.format(1024, FIVE)),
    ),
    "columns_bomb": (
        "F010",
        "a number, 16,384 times, 1,000 times",
        more(1_000, CELL.format(16_384, FIVE)),
    ),
    "repeated_negative": ("F006", "a row, -1 times", more(-1, CELL.format(1, FIVE))),
    "repeated_huge": ("F006", "a row, 10^30 times", more(10**30, CELL.format(1, FIVE))),
    "repeated_word": ("F006", "a row, “many” times", more("many", CELL.format(1, FIVE))),
    "spans_all": (READ, "a cell that spans everything", more(1, SPAN)),
    "laughs": (
        "F006",
        "an entity bomb",
        (("<office:document-content", '<!DOCTYPE a [<!ENTITY a "ha">]><office:document-content'),),
    ),
    "macro": (READ, "an event that would run a macro", (("<office:body>", SCRIPT),)),
    "value_lies": (
        "F006",
        "a number that is none",
        (('office:value="1011"', 'office:value="10.1.1"'),),
    ),
    "value_boolean": ("V103", "a truth value that is none", ((NUMBER, BOOLEAN),)),
    "deep": (
        READ,
        "100,000 elements in each other",
        ((END_OF_TABLE, "<a>" * 100_000 + "</a>" * 100_000 + END_OF_TABLE),),
    ),
}
for name, (expect, what, changes) in ODS_TRICKS.items():
    add(f"ods_{name}", expect, f"ods: {what}", lambda c=changes: ods_with(*c), "年报.ods")


@kind("F005", "ods: encrypted", file="年报.ods")
def ods_encrypted():
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
         "META-INF/manifest.xml": manifest, "content.xml": b"\xff" * 500}
    )  # fmt: skip


@kind("F006", "ods: without its content", file="年报.ods")
def ods_without_content():
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})


@kind("F012", "a flat ods", file="年报.fods")
def flat_ods():
    root = etree.Element(
        "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}document",
        nsmap={"office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
