"""XML as no program writes it, and as some do that are in use."""

from tests.torture.kinds import READ, add, kind
from tests.torture.making import (
    BOOK,
    HEAD,
    MAIN,
    RELATION,
    RELATIONS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    changed,
    parts,
    zipped,
)  # fmt: skip

DECLARED = HEAD.decode()
PARTS_READ = {"book": BOOK, "relations": RELATIONS, "sheet": SHEET, "strings": STRINGS}
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 50}">' for n in range(10))


def before_root(part: str, text: str) -> bytes:
    """A text between the XML declaration and the root element."""
    return zipped(changed(part, (HEAD, DECLARED + text)))


def root(part: str) -> str:
    return {BOOK: "workbook", RELATIONS: "Relationships", SHEET: "worksheet", STRINGS: "sst"}[part]


for name, part in PARTS_READ.items():
    add(
        f"laughs_in_{name}", "F006", f"an entity bomb in {part}",
        lambda p=part: before_root(p, f"<!DOCTYPE {root(p)} [{LAUGHS}]>"),
    )  # fmt: skip
    add(
        f"external_entity_in_{name}", "F006", f"an entity from /etc/passwd in {part}",
        lambda p=part: before_root(
            p, f'<!DOCTYPE {root(p)} [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
    )  # fmt: skip
    add(
        f"truncated_{name}", "R112" if name == "sheet" else "F006", f"the end of {part} is missing",
        lambda p=part: zipped({**parts(), p: parts()[p][:-20]}),
    )  # fmt: skip
    add(
        f"two_roots_{name}", "F006" if name == "relations" else READ,
        f"something behind the root of {part}",
        lambda p=part: zipped({**parts(), p: parts()[p] + b"<more/><"}),
    )  # fmt: skip
    add(
        f"nul_in_{name}", "F006" if name in ("book", "relations") else READ, f"a NUL in {part}",
        lambda p=part: zipped({**parts(), p: parts()[p].replace(b"><", b">\0<", 1)}),
    )  # fmt: skip
    add(
        f"deep_{name}", READ, f"100,000 elements in each other in {part}",
        lambda p=part: zipped(changed(p, (f"</{root(p)}>", "<a>" * 100_000 + "</a>" * 100_000
                                          + f"</{root(p)}>"))),
    )  # fmt: skip
    add(
        f"empty_{name}", "F006", f"{part} has nothing in it",
        lambda p=part: zipped({**parts(), p: b""}),
    )  # fmt: skip
    add(
        f"binary_{name}", "F006", f"{part} is no XML",
        lambda p=part: zipped({**parts(), p: bytes(range(256)) * 40}),
    )  # fmt: skip


def in_encoding(part: str, encoding: str, bom: bytes = b"") -> bytes:
    text = parts()[part].decode().replace("UTF-8", encoding.replace("_", "-"))
    return zipped({**parts(), part: bom + text.encode(encoding)})


for encoding in ("utf-16", "gb18030", "utf-7", "utf-32"):
    for name in ("sheet", "strings"):
        add(
            f"{name}_in_{encoding}", "F006", f"the {name} in {encoding}",
            lambda n=name, e=encoding: in_encoding(PARTS_READ[n], e),
        )  # fmt: skip


@kind(READ, "every part begins with a byte order mark")
def byte_order_marks():
    return zipped({name: b"\xef\xbb\xbf" + content for name, content in parts().items()})


@kind(READ, "no XML declarations")
def undeclared():
    return zipped({name: content.replace(HEAD, b"") for name, content in parts().items()})


@kind("F006", "a document type without anything in it")
def doctype():
    return before_root(SHEET, "<!DOCTYPE worksheet>")


@kind("F006", "a document type that Excel would have to fetch")
def external_doctype():
    return before_root(SHEET, '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1/x.dtd">')


@kind("F006", "an entity bomb in the styles")
def laughs_in_styles():
    return before_root(STYLES, f"<!DOCTYPE styleSheet [{LAUGHS}]>")


@kind(READ, "an entity bomb in the content types")
def laughs_in_types():
    return before_root(TYPES, f"<!DOCTYPE Types [{LAUGHS}]>")


@kind(READ, "comments and processing instructions everywhere")
def comments():
    noise = "<!-- <c r='D4'><v>7</v></c> --><?x <c r='D4'><v>7</v></c> ?>"
    return zipped(
        changed(SHEET, ("<row ", noise + "<row "), ("<sheetData>", "<sheetData>" + noise))
    )


@kind("R116", "values in CDATA")
def cdata():
    return zipped(changed(SHEET, ("<v>1011</v>", "<v><![CDATA[1011]]></v>")))


@kind("R116", "values with character references")
def references():
    return zipped(changed(SHEET, ("<v>1011</v>", "<v>1&#48;1&#x31;</v>")))


@kind(READ, "single quotes for attributes")
def single_quotes():
    return zipped({**parts(), SHEET: parts()[SHEET].replace(b'"', b"'")})


@kind(READ, "blanks and line breaks between attributes and elements")
def blanks():
    return zipped(changed(SHEET, ("<c ", "\n  <c \t"), ('"><v>', '" >\n<v>'), ("</c>", "\n</c >")))


@kind(READ, "attributes in another order")
def attribute_order():
    return zipped(changed(SHEET, ('<c r="D4">', '<c cm="1" s="0" t="n" r="D4">')))


@kind(READ, "prefixed names throughout, as the Open XML SDK writes them")
def prefixed():
    sheet = parts()[SHEET].decode()
    body = sheet.partition("\n")[2].replace("</", "\1").replace("<", "<x:").replace("\1", "</x:")
    return zipped({**parts(), SHEET: (DECLARED + body.replace("xmlns=", "xmlns:x=")).encode()})


@kind(READ, "a prefix that is not declared")
def undeclared_prefix():
    return zipped(
        changed(SHEET, ('<c r="D4">', '<y:c r="D4">'), ("<v>1011</v></c>", "<v>1011</v></y:c>"))
    )


@kind(READ, "what other programs are to ignore, with cells of its own")
def ignorable():
    return zipped(
        changed(
            SHEET,
            (f'xmlns:r="{RELATION}"', f'xmlns:r="{RELATION}" xmlns:mc="http://schemas.openxmlformats'
             '.org/markup-compatibility/2006" mc:Ignorable="z" xmlns:z="urn:z"'),
            ("</worksheet>", '<z:c r="D4"><z:v>7</z:v></z:c></worksheet>'),
        )
    )  # fmt: skip


@kind("R116", "cells of another namespace in the table")
def foreign_cells():
    return zipped(
        changed(SHEET, ("<v>1011</v></c>", '<v>1011</v><z:v xmlns:z="urn:z">7</z:v></c>'))
    )


@kind(READ, "extensions with a second set of cells behind the table")
def extension_list():
    extra = '<extLst><ext uri="{x}"><c r="D4"><v>7</v></c></ext></extLst></worksheet>'
    return zipped(changed(SHEET, ("</worksheet>", extra)))


@kind(READ, "a second set of cells behind the first one")
def two_sheet_data():
    again = '</sheetData><sheetData><row r="4"><c r="D4"><v>7</v></c></row></sheetData>'
    return zipped(changed(SHEET, ("</sheetData>", again)))


@kind(READ, "Strict Open XML, as Excel saves it when asked to")
def strict():
    def to_strict(content: bytes) -> bytes:
        for before, after in (
            (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
            (RELATION, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
        ):
            content = content.replace(before.encode(), after.encode())
        return content

    return zipped({name: to_strict(content) for name, content in parts().items()})


@kind(READ, "the sheet is of no namespace that is known")
def other_namespace():
    return zipped(changed(SHEET, (MAIN, "urn:nobody")))


@kind("F006", "an attribute twice in one element")
def attribute_twice():
    return zipped(changed(SHEET, ('<c r="D4">', '<c r="D4" r="E4">')))


@kind(READ, "an attribute of ten million characters")
def long_attribute():
    return zipped(changed(SHEET, ("<sheetData>", f'<sheetData x="{"y" * 900_000}">')))


@kind(READ, "a million attributes in one element")
def many_attributes():
    attributes = " ".join(f'a{n}=""' for n in range(200_000))
    return zipped(changed(SHEET, ("<sheetData>", f"<sheetData {attributes}>")))
