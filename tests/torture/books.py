"""Workbooks put together as none is, or with parts that do things."""

from tests.torture.kinds import READ, add, kind
from tests.torture.making import (
    BOOK,
    MIME,
    RELATION,
    RELATIONS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    Parts,
    book_xml,
    changed,
    parts,
    styles_xml,
    zipped,
)  # fmt: skip

NAMES = ("二", "三", "四")


def without(*names: str) -> bytes:
    return zipped({name: content for name, content in parts().items() if name not in names})


def with_parts(of: Parts | None = None, /, **more: bytes) -> bytes:
    return zipped({**(of or parts()), **{k.replace("__", "/"): v for k, v in more.items()}})


def related(kind: str, target: str, mode: str = "") -> Parts:
    """One more relationship of the workbook."""
    mode = f' TargetMode="{mode}"' if mode else ""
    one = f'<Relationship Id="rId99" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'
    return changed(RELATIONS, ("</Relationships>", one + "</Relationships>"))


for missing in (BOOK, RELATIONS, TYPES, SHEET, STRINGS, STYLES, "_rels/.rels"):
    add(
        f"without_{missing.rpartition('/')[2].strip('[]._').replace('.', '_')}",
        {
            BOOK: "F004",
            RELATIONS: "F006",
            SHEET: "R112",
            STRINGS: "F006",
            "_rels/.rels": "F006",
        }.get(missing, READ),
        f"{missing} is missing",
        lambda m=missing: without(m),
    )


@kind("R101", "the sheets' relationships lead to each other")
def circular_relations():
    return zipped(changed(RELATIONS, ("worksheets/sheet2.xml", "workbook.xml")))


@kind(READ, "relationships with absolute targets")
def absolute_relations():
    return zipped(changed(RELATIONS, ('Target="work', 'Target="/xl/work')))


@kind("R112", "a sheet whose part lies outside the package")
def climbing_relation():
    return zipped(changed(RELATIONS, ("worksheets/sheet2.xml", "../../../etc/passwd")))


@kind("R112", "a sheet whose part is somewhere in the network")
def relation_to_the_network():
    target = 'http://127.0.0.1/sheet2.xml" TargetMode="External'
    return zipped(changed(RELATIONS, ("worksheets/sheet2.xml", target)))


@kind("R101", "two sheets with one part")
def one_part_twice():
    return zipped(changed(RELATIONS, ("worksheets/sheet3.xml", "worksheets/sheet2.xml")))


@kind("F006", "sheets without a relationship")
def no_relationship():
    return zipped({**parts(), BOOK: parts()[BOOK].replace(b"rId2", b"rId77")})


@kind("R101", "two sheets of one name")
def same_names():
    return zipped({**parts(), BOOK: book_xml(("三", "三", "四"))})


@kind(READ, "names of sheets that are formulas, tags and paths")
def evil_names():
    return zipped({**parts(), BOOK: book_xml(("=cmd|' /C calc'!A0", "<script>", "../x\u202e"))})


@kind(READ, "a name of 30,000 characters")
def long_name():
    return zipped({**parts(), BOOK: book_xml(("二" * 30_000, "三", "四"))})


@kind(READ, "300 sheets")
def many_sheets():
    return sheets(297)


def sheets(more: int) -> bytes:
    blank = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    blank += b"<sheetData/></worksheet>"
    one = f'<Relationship Id="rId{{}}" Type="{RELATION}/worksheet" Target="worksheets/x.xml"/>'
    relations = "".join(one.format(at) for at in range(100, 100 + more))
    names = "".join(
        f'<sheet name="空{at}" sheetId="{at}" r:id="rId{at}"/>' for at in range(100, 100 + more)
    )
    content = changed(RELATIONS, ("</Relationships>", relations + "</Relationships>"))
    content = changed(BOOK, ("</sheets>", names + "</sheets>"), of=content)
    return zipped({**content, "xl/worksheets/x.xml": blank})


add("too_many_sheets", "F010", "10,000 sheets", lambda: sheets(9_997))


@kind("F008", "no sheet at all")
def no_sheet():
    return zipped({**parts(), BOOK: book_xml(())})


for state in ("hidden", "veryHidden"):
    add(
        f"sheet_{state}", READ, f"the sheet with table 三 is {state}",
        lambda s=state: zipped(changed(BOOK, ('sheetId="2"', f'sheetId="2" state="{s}"'))),
    )  # fmt: skip


@kind("R104", "a hidden sheet that holds table 三 once more, with other numbers")
def hidden_copy():
    copy = parts()[SHEET].replace(b"<v>1011</v>", b"<v>7</v>")
    content = related("worksheet", "worksheets/copy.xml")
    content = changed(
        BOOK, ("</sheets>", '<sheet name="x" sheetId="9" state="hidden" r:id="rId99"/></sheets>'),
        of=content,
    )  # fmt: skip
    return zipped({**content, "xl/worksheets/copy.xml": copy})


@kind("F011", "two whole reports")
def two_reports():
    content = parts()
    relations, names = "", ""
    for at in (1, 2, 3):
        other = content[f"xl/worksheets/sheet{at}.xml"].replace(b"<v>10", b"<v>90")
        content[f"xl/worksheets/other{at}.xml"] = other
        relations += (
            f'<Relationship Id="rId{at + 50}" Type="{RELATION}/worksheet" '
            f'Target="worksheets/other{at}.xml"/>'
        )
        names += f'<sheet name="乙{at}" sheetId="{at + 50}" r:id="rId{at + 50}"/>'
    content = changed(RELATIONS, ("</Relationships>", relations + "</Relationships>"), of=content)
    return zipped(changed(BOOK, ("</sheets>", names + "</sheets>"), of=content))


@kind(READ, "a chart sheet between the others")
def chart_sheet():
    content = related("chartsheet", "chartsheets/sheet1.xml")
    content = changed(
        BOOK, ('<sheet name="三"', '<sheet name="图" sheetId="9" r:id="rId99"/><sheet name="三"'),
        of=content,
    )  # fmt: skip
    chart = b'<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return zipped({**content, "xl/chartsheets/sheet1.xml": chart})


@kind("F006", "a dialog sheet of Excel 5 and a macro sheet")
def macro_sheet():
    content = related("xlMacrosheet", "macrosheets/sheet1.xml")
    content = changed(
        BOOK, ("</sheets>", '<sheet name="宏1" sheetId="9" state="veryHidden" r:id="rId99"/>'
               '</sheets><definedNames><definedName name="_xlnm.Auto_Open" xlm="1">'
               "宏1!$A$1</definedName></definedNames>"),
        of=content,
    )  # fmt: skip
    macro = b'<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" '
    macro += b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    macro += b'<row r="1"><c r="A1"><f>EXEC("calc.exe")</f></c></row></sheetData></xm:macrosheet>'
    return zipped({**content, "xl/macrosheets/sheet1.xml": macro})


@kind(READ, "macros", file="年报.xlsm")
def macros():
    return with_parts(related("vbaProject", "vbaProject.bin"), xl__vbaProject_bin=b"\xd0\xcf" * 999)


@kind(READ, "macros in a file that says that it is without")
def hidden_macros():
    return macros()


@kind(READ, "links to other workbooks")
def external_links():
    content = related("externalLink", "externalLinks/externalLink1.xml")
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return zipped({**content, "xl/externalLinks/externalLink1.xml": link})


@kind(READ, "a link that would start a program (DDE)")
def dde():
    content = related("externalLink", "externalLinks/externalLink1.xml")
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    link += b'<ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    return zipped({**content, "xl/externalLinks/externalLink1.xml": link})


for name, part in {
    "ole_object": "xl/embeddings/oleObject1.bin",
    "active_x": "xl/activeX/activeX1.bin",
    "custom_xml": "customXml/item1.xml",
    "connection": "xl/connections.xml",
    "printer_settings": "xl/printerSettings/printerSettings1.bin",
    "web_extension": "xl/webextensions/webextension1.xml",
    "drawing": "xl/drawings/drawing1.xml",
    "calc_chain": "xl/calcChain.xml",
    "theme": "xl/theme/theme1.xml",
}.items():
    add(
        f"noise_as_{name}", READ, f"noise as {part}",
        lambda p=part: zipped({**parts(), p: b"\xff<&\0" * 5_000}),
    )  # fmt: skip


@kind(READ, "a signed package")
def signed():
    return with_parts(_xmlsignatures__sig1_xml=b"<Signature/>")


@kind(READ, "100,000 defined names")
def many_names():
    names = "".join(f'<definedName name="n{n}">三!$D${n}</definedName>' for n in range(1, 100_000))
    more = f"<definedNames>{names}</definedNames>"
    return zipped({**parts(), BOOK: book_xml(NAMES, more)})


@kind(READ, "names that refer to themselves, to nothing, to the network")
def odd_names():
    more = "".join(
        f'<definedName name="n{n}">{text}</definedName>'
        for n, text in enumerate(("n0", "#REF!", "'[http://127.0.0.1/x.xls]x'!$A$1", "(((", ""))
    )
    return zipped({**parts(), BOOK: book_xml(NAMES, f"<definedNames>{more}</definedNames>")})


@kind(READ, "dates counted from 1904")
def from_1904():
    return zipped({**parts(), BOOK: book_xml(NAMES, before='<workbookPr date1904="1"/>')})


@kind("F010", "64,000 cell formats, as many as Excel allows")
def many_formats():
    one = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    return zipped({**parts(), STYLES: styles_xml(one * 64_000, 64_000)})


@kind("F010", "a million cell formats")
def too_many_formats():
    one = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    return zipped({**parts(), STYLES: styles_xml(one * 1_000_000, 1_000_000)}, method=0)


@kind(READ, "styles that say that there are 4,294,967,295 formats")
def lying_format_count():
    one = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    return zipped({**parts(), STYLES: styles_xml(one, 4_294_967_295)})


def strings(attributes: str) -> bytes:
    count = parts()[STRINGS].partition(b'count="')[2].partition(b'"')[0].decode()
    return zipped(changed(STRINGS, (f'count="{count}" uniqueCount="{count}"', attributes)))


add("strings_uncounted", READ, "shared strings without their count", lambda: strings(""))
add("strings_none", READ, "shared strings, 0 of them", lambda: strings('count="0" uniqueCount="0"'))
for name, count in {"billions": "4294967295", "huge": "18446744073709551615"}.items():
    add(
        f"strings_{name}", "F006", f"shared strings, {count} of them",
        lambda c=count: strings(f'uniqueCount="{c}" count="{c}"'),
    )  # fmt: skip
add("strings_negative", READ, "shared strings, -1 of them", lambda: strings('uniqueCount="-1"'))
add("strings_by_name", READ, "shared strings, “many” of them", lambda: strings('uniqueCount="x"'))


@kind(READ, "a shared string in pieces with their own fonts")
def rich_text():
    return zipped(
        changed(
            STRINGS, ("<t>2.重复申请</t>", "<r><t>2.重</t></r><r><rPr><b/></rPr><t>复申请</t></r>")
        )
    )


@kind(READ, "how a shared string is pronounced")
def phonetic():
    sound = '<t>2.重复申请</t><rPh sb="0" eb="2"><t>chóng fù</t></rPh><phoneticPr fontId="0"/>'
    return zipped(changed(STRINGS, ("<t>2.重复申请</t>", sound)))


@kind(READ, "content types that say that everything is a picture")
def wrong_types():
    return zipped({**parts(), TYPES: parts()[TYPES].replace(MIME.encode(), b"image/png")})
