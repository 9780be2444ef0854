"""Reports as documents: Word, web pages, PDF, text."""

import zlib

from tests.torture.kinds import add, kind
from tests.torture.making import zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, before: str = "") -> bytes:
    document = f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": document.encode()})


CELL = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
WORD = {
    "empty": ("F008", "nothing in it", lambda: word("")),
    "laughs": ("F006", "an entity bomb", lambda: word("&l;", (
        '<!DOCTYPE a [<!ENTITY k "' + "ha" * 5_000 + '"><!ENTITY l "' + "&k;" * 5_000 + '">]>'))),
    "external": ("F006", "an external entity", lambda: word(
        "&l;", '<!DOCTYPE a [<!ENTITY l SYSTEM "file:///etc/passwd">]>')),
    "million_cells": ("F010", "a table of a million cells", lambda: word(
        f"<w:tbl>{('<w:tr>' + CELL * 50 + '</w:tr>') * 20_000}</w:tbl>")),
    "wide": ("F008", "a cell over 2^31 columns", lambda: word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr></w:tc></w:tr></w:tbl>'
    )),
    "nested": ("F008", "500 tables in each other", lambda: word(
        "<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80)),
    "deep": ("F006", "100,000 elements in each other", lambda: word("<a>" * 100_000)),
    "truncated": ("F006", "half of its document", lambda: word("")[:-150]),
    "paragraphs": ("F010", "a million paragraphs", lambda: word(
        "<w:p><w:r><w:t>一</w:t></w:r></w:p>" * 1_000_000)),
    "text": ("F010", "a paragraph of ten million characters", lambda: word(
        f"<w:p><w:r><w:t>{'一' * 9_000_000}</w:t></w:r></w:p>")),
}  # fmt: skip

PAGE = {
    "deep": ("F008", "100,000 elements in each other", lambda: b"<html>" + b"<div>" * 100_000),
    "deep_tables": ("F008", "10,000 tables in each other",
                    lambda: b"<html>" + b"<table><tr><td>" * 10_000),
    "wide": ("F010", "a cell over a billion columns",
             lambda: b"<html><table><tr><td colspan=999999999>1<td>2</table>"),
    "tall": ("F010", "cells over 65,534 rows and 1,000 columns", lambda: b"<html><table><tr>"
             + b"<td rowspan=65534 colspan=1000>1" * 90 + b"</table>"),
    "million_cells": ("F010", "a table of half a million cells",
                      lambda: b"<html><table>" + (b"<tr>" + b"<td>1" * 100) * 5_000),
    "attributes": ("F016", "an element of 100,000 attributes", lambda: b"<html><p " + b" ".join(
        b"a%d=1" % n for n in range(100_000)) + b">1"),
    "script": ("F008", "a script that never ends", lambda: b"<html><script>while(1);</script>"),
    "open": ("F008", "a million elements that do not end", lambda: b"<html>" + b"<p" * 1_000_000),
    "entity": ("F008", "entities of nobody",
               lambda: b"<html>" + b"&#99999999999;&nobody;" * 100_000),
    "encoding": ("F006", "an encoding of nobody", lambda: b"<html><meta charset=zlib_codec>1"),
    "utf7": ("F008", "UTF-7, as old attacks have it", lambda: b"<html><meta charset=utf-7>+ADw-"),
    "comment": ("F008", "a million comments before it",
                lambda: b"<!---->" * 1_000_000 + b"<html>"),
    "styles": ("F008", "a megabyte of rules of style", lambda: b"<html><style>"
               + b".a{white-space:pre}" * 50_000 + b"</style>1"),
    "hundred_megabytes": ("F010", "100 MB", lambda: b"<html>" + b"x" * 100_000_000),
}  # fmt: skip


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF with these objects, numbered from 1."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, at)
    return bytes(out)


def streamed(content: bytes, more: bytes = b"/Filter /FlateDecode") -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(packed), more, packed)


CATALOG = b"<</Type /Catalog /Pages 2 0 R>>"
PAGES = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
LEAF = (
    b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources <</Font <</F 5 0 R>>>>>>"
)
FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"


def page(content: bytes, leaf: bytes = LEAF) -> bytes:
    return pdf(CATALOG, PAGES, leaf, streamed(content), FONT)


PDF = {
    "head": ("F006", "its first line and nothing more", lambda: b"%PDF-1.7\n"),
    "text": ("F008", "a page that is no report",
             lambda: page(b"BT /F 12 Tf 90 700 Td (" + b"A report " * 20 + b") Tj ET")),
    "blank": ("F015", "a page with nothing on it", lambda: page(b"")),
    "no_pages": ("F006", "no page",
                 lambda: pdf(CATALOG, b"<</Type /Pages /Kids [] /Count 0>>")),
    "page_loop": ("F006", "pages that hold each other",
                  lambda: pdf(CATALOG, b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 9>>")),
    "page_many": ("F015", "10,000 times the same page", lambda: pdf(
        CATALOG, b"<</Type /Pages /Kids [" + b"3 0 R " * 10_000 + b"] /Count 10000>>",
        LEAF, streamed(b"BT /F 12 Tf (A) Tj ET"), FONT)),
    "page_deep": ("F006", "5,000 branches to one page", lambda: pdf(CATALOG, *(
        b"<</Type /Pages /Kids [%d 0 R] /Count 1>>" % (n + 3) for n in range(5_000)))),
    "reference_loop": ("F016", "objects that refer to each other",
                       lambda: pdf(b"2 0 R", b"1 0 R")),
    "xref_loop": ("F015", "a table of objects that precedes itself", lambda: pdf(
        CATALOG, PAGES, LEAF, streamed(b""), trailer=b"/Root 1 0 R /Prev 9")),
    "xref_far": ("F015", "a table of objects beyond the end",
                 lambda: page(b"").replace(b"startxref\n", b"startxref\n9999999999")),
    "xref_billions": ("F015", "4 billion objects",
                      lambda: page(b"").replace(b"xref\n0 6", b"xref\n0 4294967295")),
    "bomb": ("F010", "a page of 200 MB", lambda: page(b" " * 200_000_000)),
    "bomb_twice": ("F010", "a page compressed twice", lambda: pdf(
        CATALOG, PAGES, LEAF, streamed(zlib.compress(b" " * 50_000_000),
                                       b"/Filter [/FlateDecode /FlateDecode]"), FONT)),
    "bomb_ascii": ("F010", "a page packed by letters and twice by zlib", lambda: pdf(
        CATALOG, PAGES, LEAF, streamed(zlib.compress(b" " * 50_000_000),
                                       b"/Filter[/Fl/Fl/ASCIIHexDecode]"), FONT)),
    "operators": ("F016", "a page of a million lines",
                  lambda: page(b"0 0 m 9 9 l S\n" * 1_000_000)),
    "rectangles": ("F016", "a page of 30,000 boxes",
                   lambda: page(b"".join(b"%d %d 9 9 re S\n" % (n % 500, n // 500)
                                         for n in range(30_000)))),
    "brackets": ("F006", "a million brackets", lambda: pdf(b"[" * 1_000_000)),
    "form_loop": ("F015", "a drawing that draws itself", lambda: pdf(
        CATALOG, PAGES, LEAF.replace(b"/Font", b"/XObject <</X 6 0 R>> /Font"),
        streamed(b"/X Do"), FONT,
        streamed(b"/X Do /X Do", b"/Filter /FlateDecode /Type /XObject /Subtype /Form /BBox "
                 b"[0 0 9 9] /Resources <</XObject <</X 6 0 R>>>>"))),
    "encrypted": ("F005", "a password", lambda: pdf(
        CATALOG, PAGES, LEAF, streamed(b""), FONT,
        b"<</Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s>>>"
        % (b"00" * 32, b"11" * 32),
        trailer=b"/Root 1 0 R /Encrypt 6 0 R /ID [<00> <00>]")),
    "javascript": ("F008", "a script that runs when it is opened", lambda: pdf(
        CATALOG.replace(b">>", b"/OpenAction <</S /JavaScript /JS (while\\(1\\);)>>>>"),
        PAGES, LEAF,
        streamed(b"BT /F 12 Tf 90 700 Td (" + b"A report " * 20 + b") Tj ET"), FONT)),
    "size": ("F008", "a page of 10^30 points", lambda: page(
        b"BT /F 12 Tf (" + b"A report " * 20 + b") Tj ET",
        LEAF.replace(b"595 842", b"1" + b"0" * 30 + b" 1"))),
}  # fmt: skip

TEXT = {
    "line": ("F008", "a line of 900,000 characters", lambda: "一".encode() * 900_000),
    "long": ("F010", "two million characters", lambda: "年报\n".encode() * 1_000_000),
    "hundred_megabytes": ("F010", "100 MB", lambda: b"x" * 100_000_000),
    "pages": ("F016", "300,000 ends of pages", lambda: b"1\f" * 300_000),
    "tabs": ("F008", "400,000 tabs", lambda: b"\t" * 400_000 + b"1"),
    "numbers": ("F008", "200,000 numbers in a line", lambda: b"1 " * 200_000),
    "commas": ("F010", "a CSV of 60,000 rows", lambda: b"1,2,3,4,5,6\n" * 60_000),
    "quotes": ("F010", "a CSV whose quotes never end", lambda: b'"1,2,3,4,5\n' * 60_000),
    "digits": ("F008", "a number of 500,000 digits", lambda: b"9" * 500_000),
    "labels": ("F016", "a label of the form, 20,000 times",
               lambda: "2.重复申请 1 2 3 4 5 6 21\n".encode() * 20_000),
    "titles": ("F008", "a title, 10,000 times",
               lambda: "某某局2024年政府信息公开工作年度报告\n".encode() * 10_000),
    "surrogates": ("F004", "characters that are none", lambda: b"\xed\xa0\x80" * 20_000),
    "utf16": ("F008", "UTF-16 with an odd number of bytes",
              lambda: b"\xff\xfe" + b"1\0" * 99 + b"x"),
    "controls": ("F004", "what a terminal takes for commands", lambda: b"\x1b[2J\x07" * 999),
}  # fmt: skip

MARKDOWN = {
    "columns": ("F010", "a table of 20,000 columns", lambda: "# 年报\n\n".encode()
                + b"|1" * 20_000 + b"|\n" + b"|-" * 20_000 + b"|\n"),
    "rows": ("F008", "a table of 30,000 rows", lambda: "# 年报\n\n|1|2|3|\n|-|-|-|\n".encode()
             + b"|1|2|3|\n" * 30_000),
    "headings": ("F010", "50,000 headings", lambda: b"# 1\n\n" * 50_000),
    "emphasis": ("F008", "100,000 stars", lambda: b"# 1\n\n" + b"*" * 100_000),
    "brackets": ("F008", "100,000 brackets", lambda: b"# 1\n\n" + b"[" * 100_000),
    "html": ("F008", "10,000 tables in each other",
             lambda: b"# 1\n\n" + b"<table><tr><td>" * 10_000),
}  # fmt: skip

for prefix, table, file in (
    ("docx", WORD, "年报.docx"), ("html", PAGE, "年报.html"), ("pdf", PDF, "年报.pdf"),
    ("txt", TEXT, "年报.txt"), ("md", MARKDOWN, "年报.md"),
):  # fmt: skip
    for name, (expect, what, build) in table.items():
        add(f"{prefix}_{name}", expect, f"{prefix}: {what}", build, file)


@kind("F004", "docx without its document", file="年报.docx")
def docx_without_document():
    return zipped({"word/styles.xml": b"<a/>"})
