"""Sheets and cells as they should not be, and as other programs write them."""

from tests.torture.kinds import READ, add, kind, read
from tests.torture.making import SHEET, STYLES, changed, parts, styles_xml, with_cell, zipped

NUMBER = '<c r="D4"><v>1011</v></c>'

ONE_CELL = {
    # name: (the cell D4, what is to be read, what it is)
    "padded": ("<c r='D4'><v> 1011 </v></c>", 1011, "blanks round the number"),
    "inline": ('<c r="D4" t="inlineStr"><is><t>1011</t></is></c>', 1011, "an inline string"),
    "inline_rich": (
        '<c r="D4" t="inlineStr"><is><r><t>10</t></r><r><t>11</t></r></is></c>', 1011,
        "an inline string in pieces",
    ),
    "typed_string": ('<c r="D4" t="str"><v>1011</v></c>', 1011, "a string that is no formula's"),
    "typed_number": ('<c r="D4" t="n"><v>1011</v></c>', 1011, "said to be a number"),
    "scientific": ('<c r="D4"><v>1.011E3</v></c>', 1011, "in scientific notation"),
    "decimal": ('<c r="D4"><v>1011.0</v></c>', 1011, "with a decimal point"),
    "almost": ('<c r="D4"><v>1010.9999999999999</v></c>', 1011, "as arithmetic leaves it"),
    "signed": ('<c r="D4"><v>+1011</v></c>', 1011, "with a plus sign"),
    "negative": ('<c r="D4"><v>-5</v></c>', -5, "negative"),
    "minus_zero": ('<c r="D4"><v>-0</v></c>', 0, "minus zero"),
    "fraction": ('<c r="D4"><v>0.5</v></c>', 0.5, "a half"),
    "boolean": ('<c r="D4" t="b"><v>1</v></c>', "text", "TRUE"),
    "boolean_odd": ('<c r="D4" t="b"><v>7</v></c>', "V103", "a truth value of 7"),
    "nan": ('<c r="D4"><v>NaN</v></c>', "text", "NaN"),
    "infinite": ('<c r="D4"><v>INF</v></c>', "text", "INF"),
    "too_large": ('<c r="D4"><v>1e400</v></c>', "text", "1e400"),
    "huge": (f'<c r="D4"><v>{"9" * 400}</v></c>', "text", "a number of 400 digits"),
    "hexadecimal": ('<c r="D4"><v>0x3F3</v></c>', "text", "a hexadecimal number"),
    "grouped": ('<c r="D4"><v>1_011</v></c>', "text", "1_011"),
    "full_width": ('<c r="D4" t="str"><v>１０１１</v></c>', 1011, "full-width digits"),
    "arabic": ('<c r="D4" t="str"><v>١٠١١</v></c>', "text", "Arabic digits"),
    "superscript": ('<c r="D4" t="str"><v>101²</v></c>', "text", "a raised digit"),
    "invisible": ('<c r="D4" t="str"><v>10\u200b11</v></c>', 1011, "an invisible character inside"),
    "reversed": ('<c r="D4" t="str"><v>\u202e1101</v></c>', "text", "shown from right to left"),
    "two": ('<c r="D4" t="str"><v>10 11</v></c>', "text", "two numbers"),
    "formula_text": ('<c r="D4" t="str"><v>=1+1</v></c>', "text", "a text that is a formula"),
    "command": ('<c r="D4" t="str"><v>=cmd|\' /C calc\'!A0</v></c>', "text", "a command"),
    "date": ('<c r="D4" t="d"><v>2024-01-01</v></c>', "text", "a date as Excel 2010 may write it"),
    "number_as_date": ('<c r="D4" s="1"><v>1011</v></c>', "text", "a number shown as a date"),
    "hidden_by_format": ('<c r="D4" s="2"><v>1011</v></c>', 1011, "a format that shows nothing"),
    "error": ('<c r="D4" t="e"><v>#REF!</v></c>', "error", "an error value"),
    "error_new": ('<c r="D4" t="e"><v>#SPILL!</v></c>', "error", "an error value that is new"),
    "error_unknown": ('<c r="D4" t="e"><v>#WHAT!</v></c>', "error", "an error value of nobody"),
    "error_empty": ('<c r="D4" t="e"><v/></c>', "error", "an error without its value"),
    "no_value": ('<c r="D4"><v/></c>', "blank", "an empty value"),
    "blank_string": ('<c r="D4" t="str"><v> </v></c>', "blank", "a blank"),
    "computed": ('<c r="D4"><f>1000+11</f><v>1011</v></c>', 1011, "a formula with its result"),
    "uncomputed": ('<c r="D4"><f>1000+11</f></c>', 1011, "a formula without its result"),
    "uncomputable": ('<c r="D4"><f>NOW()</f></c>', "uncomputed", "a formula of the clock"),
    "circular": ('<c r="D4"><f>D4+1</f></c>', "uncomputed", "a formula of itself"),
    "deep_formula": (
        f'<c r="D4"><f>{"(" * 5_000}1{")" * 5_000}</f></c>', "uncomputed", "5,000 brackets"
    ),
    "long_formula": (f'<c r="D4"><f>{"1+" * 60_000}1</f></c>', "uncomputed", "60,000 terms"),
    "external_formula": (
        "<c r=\"D4\"><f>'[http://127.0.0.1/x.xlsx]x'!A1</f><v>1011</v></c>", 1011,
        "a formula that refers to the network",
    ),
    "power_formula": ('<c r="D4"><f>9^9^9^9</f></c>', "uncomputed", "an enormous power"),
    "range_formula": ('<c r="D4"><f>SUM(A1:XFD1048576)</f></c>', "uncomputed", "a sum of all"),
    "rept_formula": (
        '<c r="D4"><f>REPT("9",1000000000)</f></c>', "uncomputed", "a billion characters"
    ),
    "string_missing": ('<c r="D4" t="s"><v>99999</v></c>', "R112", "a string beyond the last"),
    "string_negative": ('<c r="D4" t="s"><v>-1</v></c>', "R102", "the string before the first"),
    "string_half": ('<c r="D4" t="s"><v>0.5</v></c>', "R102", "half a string"),
    "type_unknown": ('<c r="D4" t="zzz"><v>1011</v></c>', "V107", "a type of nobody"),
    "style_missing": ('<c r="D4" s="4294967295"><v>1011</v></c>', 1011, "a style beyond the last"),
    "style_negative": ('<c r="D4" s="-1"><v>1011</v></c>', 1011, "a style before the first"),
    "two_values": ('<c r="D4"><v>7</v><v>1011</v></c>', "R116", "two values in one cell"),
    "value_and_text": (
        '<c r="D4" t="inlineStr"><v>7</v><is><t>1011</t></is></c>', 1011, "a value and a text"
    ),
    "text_twice": (
        '<c r="D4" t="inlineStr"><is><t>1011</t></is><is><t>7</t></is></c>', "V107", "two texts"
    ),
    "value_in_value": ('<c r="D4"><v>10<x>7</x>11</v></c>', "R116", "an element in a value"),
    "cell_in_cell": (
        '<c r="D4"><c r="D5"><v>7</v></c><v>1011</v></c>', 1011, "a cell in a cell"
    ),
    "long_text": (f'<c r="D4" t="str"><v>{"1" * 900_000}</v></c>', "text", "900,000 digits"),
    "metadata": ('<c r="D4" cm="1" vm="1" ph="1"><v>1011</v></c>', 1011, "metadata of a cell"),
    "upper_case": ('<c r="d4"><v>1011</v></c>', 1011, "an address in lower case"),
    "dollars": ('<c r="$D$4"><v>1011</v></c>', "R112", "an address with dollars"),
    "no_address": ("<c><v>1011</v></c>", 1011, "a cell without its address"),
    "address_zero": ('<c r="D0"><v>1011</v></c>', "R112", "row 0"),
    "address_far": ('<c r="ZZZZ4"><v>1011</v></c>', "F006", "column ZZZZ"),
    "address_long": (f'<c r="D{"9" * 400}"><v>1011</v></c>', "F010", "a row of 400 digits"),
    "address_overflow": ('<c r="D4294967300"><v>1011</v></c>', "F010", "row 4 after 2^32"),
    "address_text": ('<c r="甲1"><v>1011</v></c>', "R112", "an address in Chinese"),
    "address_other": ('<c r="E4"><v>7</v></c>', "R116", "an address that comes twice"),
}  # fmt: skip

DATES_AND_NOTHING = styles_xml(
    '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="170" applyNumberFormat="1"/>',
    3,
    '<numFmts count="1"><numFmt numFmtId="170" formatCode=";;;"/></numFmts>',
)

for name, (xml, value, what) in ONE_CELL.items():
    add(
        f"cell_{name}",
        value
        if isinstance(value, str) and value.startswith(("F0", "R1", "V1"))
        else read({"D4": value}),
        f"a number in a cell: {what}",
        lambda x=xml: zipped({**with_cell("D4", x), STYLES: DATES_AND_NOTHING}),
    )


def dimension(ref: str) -> bytes:
    return zipped(changed(SHEET, ('ref="A1:P40"', f'ref="{ref}"')))


for name, ref in {
    "small": "A1", "large": "A1:XFD1048576", "empty": "", "backwards": "J30:A1", "odd": "甲:乙",
    "beyond": "A1:ZZZZ99999999", "columns": "A:J",
}.items():  # fmt: skip
    add(
        f"dimension_{name}",
        "R112" if name == "odd" else READ,
        f"a sheet said to be {ref!r}",
        lambda r=ref: dimension(r),
    )


def more_rows(xml: str) -> bytes:
    return zipped(changed(SHEET, ("</sheetData>", xml + "</sheetData>")))


@kind("F010", "one more cell at the end of the sheet, a million rows and 16,384 columns away")
def last_cell():
    return more_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@kind("F010", "one more cell in the last row")
def last_row():
    return more_rows('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')


@kind(READ, "a million rows with a style and nothing in them")
def styled_rows():
    return more_rows("".join(f'<row r="{n}" s="0" ht="13"/>' for n in range(50, 1_048_577)))


@kind(READ, "a million cells with a style and nothing in them")
def styled_cells():
    return more_rows(
        "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(50, 1_048_577))
    )


@kind(READ, "65,536 rows of ten such cells")
def styled_block():
    return more_rows(
        "".join(
            f'<row r="{n}">{"".join(f"""<c r="{c}{n}" s="0"/>""" for c in "ABCDEFGHIJ")}</row>'
            for n in range(50, 65_537)
        )
    )


@kind("F016", "100,000 numbers below the table")
def many_numbers():
    return more_rows(
        "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(50, 100_000))
    )


@kind("F010", "six million numbers")
def too_many_numbers():
    row = "".join(f'<c r="{c}{{0}}"><v>1</v></c>' for c in "ABCDEFGHIJKLMNOPQRST")
    return more_rows("".join(f'<row r="{{0}}">{row}</row>'.format(n) for n in range(50, 300_050)))


@kind("R116", "rows that come twice")
def rows_twice():
    return more_rows('<row r="4"><c r="D4"><v>7</v></c></row>')


@kind(READ, "rows without their numbers")
def rows_unnumbered():
    sheet = parts()[SHEET]
    for number in range(1, 60):
        sheet = sheet.replace(f'<row r="{number}">'.encode(), b"<row>")
    return zipped({**parts(), SHEET: sheet})


@kind(READ, "a row that says that it is another one")
def row_lies():
    return zipped(changed(SHEET, ('<row r="4">', '<row r="5">')))


@kind(READ, "rows in disorder")
def rows_backwards():
    sheet = parts()[SHEET].decode()
    head, _, rest = sheet.partition("<sheetData>")
    body, _, tail = rest.partition("</sheetData>")
    rows = body.split("</row>")[:-1]
    return zipped(
        {**parts(), SHEET: f"{head}<sheetData>{'</row>'.join(rows[::-1])}</row></sheetData>{tail}"
         .encode()}
    )  # fmt: skip


def merged(*more: str) -> bytes:
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in more)
    return zipped(changed(SHEET, ("</mergeCells>", merges + "</mergeCells>")))


add("merge_everything", "R101", "the whole sheet is merged", lambda: merged("A1:XFD1048576"))
add("merge_overlapping", "R102", "merged ranges that overlap", lambda: merged("D4:E5", "E5:F6"))
add("merge_backwards", READ, "a merged range from its end", lambda: merged("F50:D40"))
add("merge_odd", "R112", "a merged range of nobody", lambda: merged("甲:乙"))
add("merge_one", READ, "a merged range of one cell", lambda: merged("D4", "E4:E4"))
add(
    "merge_13708", READ, "13,708 merged ranges, as a government's workbook has them",
    lambda: merged(*(f"A{n}:C{n}" for n in range(50, 13_758))),
)  # fmt: skip
add(
    "merge_100000", "F010", "100,000 merged ranges",
    lambda: merged(*(f"A{n}:C{n}" for n in range(50, 100_050))),
)  # fmt: skip
add("merge_numbers", "R102", "numbers under a merged range", lambda: merged("D4:G4"))


@kind(READ, "a label under a merged range, with a number")
def value_under_merge():
    return zipped(with_cell("B4", '<c r="B4"><v>77</v></c>'))


@kind(READ, "columns said to be hidden, a million of them")
def hidden_columns():
    columns = '<cols><col min="1" max="16384" hidden="1"/></cols><sheetData>'
    return zipped(changed(SHEET, ("<sheetData>", columns)))


@kind(READ, "columns that begin before the first and end beyond the last")
def odd_columns():
    columns = '<cols><col min="-9" max="99999999999999" hidden="1"/></cols><sheetData>'
    return zipped(changed(SHEET, ("<sheetData>", columns)))


@kind(READ, "every row hidden")
def hidden_rows():
    return zipped(changed(SHEET, ("<row ", '<row hidden="1" ')))


@kind(READ, "shared formulas without a first one")
def orphaned_formula():
    return zipped(with_cell("D4", '<c r="D4"><f t="shared" si="9"/><v>1011</v></c>'))


@kind(READ, "a shared formula over the whole sheet")
def endless_shared_formula():
    formula = '<f t="shared" si="0" ref="A1:XFD1048576">A1</f>'
    return zipped(with_cell("D4", f'<c r="D4">{formula}<v>1011</v></c>'))


@kind(READ, "an array formula over the whole sheet")
def endless_array_formula():
    formula = '<f t="array" ref="A1:XFD1048576">A1</f>'
    return zipped(with_cell("D4", f'<c r="D4">{formula}<v>1011</v></c>'))


@kind(READ, "white numbers on white")
def white_on_white():
    styles = parts()[STYLES].replace(b'<sz val="11"/>', b'<sz val="11"/><color rgb="FFFFFFFF"/>')
    return zipped({**parts(), STYLES: styles})


@kind(READ, "a protected sheet")
def protected():
    return zipped(changed(SHEET, ("</sheetData>", '</sheetData><sheetProtection sheet="1"/>')))


@kind("F010", "100,000 rules of conditional formatting")
def conditional():
    rules = '<conditionalFormatting sqref="A1:XFD1048576"/>' * 100_000
    return zipped(changed(SHEET, ("</worksheet>", rules + "</worksheet>")))


@kind("F016", "10,000 tables of 20 columns, each label in every cell")
def labels_everywhere():
    row = "".join(f'<c r="{c}{{0}}" t="s"><v>6</v></c>' for c in "ABCDEFGHIJKLMNOPQRST")
    return more_rows("".join(f'<row r="{{0}}">{row}</row>'.format(n) for n in range(50, 50_050)))
