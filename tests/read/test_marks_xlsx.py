import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.finding import Unreadable
from gikxl.read.book import grids_of
from gikxl.read.grid import Flag
from gikxl.read.marks import xlsx
from tests.read.workbooks import altered, by_openpyxl, by_xlsxwriter, part

SHEET = "xl/worksheets/sheet1.xml"
TABLE = {"B2": "总计", "C2": 5, "D2": 7, "E2": "=SUM(C2:D2)", "E3": "=1/0"}
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def marks(data):
    return grids_of(data)[0].marks


def flags(data):
    """By the cell's position in the file."""
    grid = grids_of(data)[0]
    top, left = grid.origin
    return {(row + top, column + left): flag for (row, column), flag in grid.marks.flags.items()}


def with_cells(cells, before=""):
    """A workbook whose only sheet has these cells' XML; Z9 keeps its box large."""
    data = by_openpyxl({"三": {"A1": 1}})
    body = f"{before}<sheetData>{cells}<row r='9'><c r='Z9'><v>9</v></c></row></sheetData>"
    old = part(data, SHEET)
    start, end = old.index(b"<sheetData>"), old.index(b"</sheetData>") + len(b"</sheetData>")
    return altered(data, SHEET, (old[start:end], body.encode()))


def test_openpyxl_saves_formulas_without_results():
    grid = grids_of(by_openpyxl({"三": TABLE}))[0]
    assert grid.origin == (1, 1)
    assert grid.marks.flags == {
        (0, 3): Flag("SUM(C2:D2)", cached=False),
        (1, 3): Flag("1/0", cached=False),
    }


def test_xlsxwriter_saves_results_and_error_values():
    grid = grids_of(by_xlsxwriter({"三": TABLE}, {"E2": 12, "E3": "#DIV/0!"}))[0]
    assert grid.rows[0] == ["总计", 5, 7, 12]
    assert grid.rows[1][3] == ""
    assert grid.marks.flags == {(0, 3): Flag("SUM(C2:D2)"), (1, 3): Flag("1/0", error="#DIV/0!")}


ERRORS = ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#GETTING_DATA"]


@pytest.mark.parametrize("error", [*ERRORS, "#SPILL!", "#CALC!", "#FIELD!"])
@pytest.mark.parametrize("formula", ["", "<f>A1</f>"])
def test_every_error_value_is_found(error, formula):
    data = with_cells(f'<row r="1"><c r="A1" t="e">{formula}<v>{error}</v></c></row>')
    assert flags(data) == {(0, 0): Flag("A1" if formula else None, error=error)}


def test_an_error_value_unknown_to_calamine_does_not_lose_the_sheet():
    data = altered(
        by_xlsxwriter({"三": TABLE}, {"E2": 12, "E3": "#N/A"}), SHEET, (b"#N/A", b"#SPILL!")
    )
    grid = grids_of(data)[0]
    assert grid.error == ""
    assert grid.origin == (0, 0)
    assert grid.rows[1:] == [[None, "总计", 5, 7, 12], [None, None, None, None, "#SPILL!"]]
    assert flags(data) == {(1, 4): Flag("SUM(C2:D2)"), (2, 4): Flag("1/0", error="#SPILL!")}


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        ('<c r="A1"><f>B1</f><v>3</v></c>', Flag("B1")),
        ('<c r="A1"><f>B1</f><v></v></c>', Flag("B1", cached=False)),
        ('<c r="A1"><f>B1</f><v/></c>', Flag("B1", cached=False)),
        ('<c r="A1"><f>B1</f><v /></c>', Flag("B1", cached=False)),
        ('<c r="A1"><f>B1</f></c>', Flag("B1", cached=False)),
        ('<c r="A1" s="0"><f aca="false">B1</f><v>3</v></c>', Flag("B1")),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', Flag("B1")),
        ('<c r="A1" t="str"><f>B1</f><v>文</v></c>', Flag("B1")),
        ('<c r="A1" t="b"><f>B1</f><v>1</v></c>', Flag("B1")),
        ('<c r="A1"><f ca="1"/><v>3</v></c>', Flag("")),
        ('<c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>3</v></c>', Flag("B1:B2")),
        ("<c r='A1'><f>B1</f><v>3</v></c>", Flag("B1")),
        ('<c s="0" r="A1"><f>B1</f><v>3</v></c>', Flag("B1")),
        ('<c r = "A1" ><f >B1</f ><v >3</v ></c >', Flag("B1")),
        ('<c><f>B1</f><v xml:space="preserve">3</v></c>', Flag("B1")),
        ('<c r="A1"><f>IF(B1&lt;2,&quot;a&amp;b&quot;)</f><v>3</v></c>', Flag('IF(B1<2,"a&b")')),
        ('<c r="A1"><f>B1&#38;B2</f><v>3</v></c>', Flag("B1&B2")),
        ('<c r="A1"><f><![CDATA[B1<2]]></f><v>3</v></c>', Flag("B1<2")),
        ('<c r="A1"><f>B1</f><!-- 3 --><v>3</v></c>', Flag("B1")),
        ("<c r='A1' t='e'><v>#REF!</v></c>", Flag(error="#REF!")),
        ('<c r="A1" t = "e"><v>#REF!</v></c>', Flag(error="#REF!")),
    ],
)
def test_formulas_however_they_are_written(cell, flag):
    data = with_cells(f'<row r="1">{cell}</row>')
    xml = part(data, SHEET)
    assert xlsx.careful(xml).flags == {(0, 0): flag}
    assert xlsx.plain_flags(xml) in (None, {(0, 0): flag})
    assert flags(data) == {(0, 0): flag}


def test_a_commented_formula_is_none():
    data = with_cells('<row r="1"><!--<c r="A1"><f>B1</f></c>--><c r="A1"><v>1</v></c></row>')
    assert flags(data) == {}


def test_cells_without_a_reference_follow_each_other():
    data = with_cells(
        "<row><c><v>1</v></c><c><f>A1</f><v>1</v></c></row>"
        '<row><c r="C2"><v>1</v></c><c t="e"><v>#REF!</v></c></row>'
    )
    assert flags(data) == {(0, 1): Flag("A1"), (1, 3): Flag(error="#REF!")}


def test_shared_formulas_are_written_out():
    data = with_cells(
        '<row r="1"><c r="D1"><f t="shared" ref="D1:D3" si="0">SUM(A1:$B1)</f><v>1</v></c></row>'
        '<row r="2"><c r="D2"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="3"><c r="D3"><f t="shared" si="0"></f><v></v></c>'
        '<c r="E3"><f t="shared" si="7"/><v>1</v></c></row>'
    )
    expected = {
        (0, 3): Flag("SUM(A1:$B1)"),
        (1, 3): Flag("SUM(A2:$B2)"),
        (2, 3): Flag("SUM(A3:$B3)", cached=False),
        (2, 4): Flag(""),
    }
    assert xlsx.plain_flags(part(data, SHEET)) == expected
    assert xlsx.careful(part(data, SHEET)).flags == expected


@pytest.mark.parametrize("yes", ["1", "true"])
def test_hidden_rows_and_columns(yes):
    data = with_cells(
        f'<row r="2" hidden="{yes}"><c r="B2"><v>1</v></c></row><row r="3" hidden="0"/>',
        f'<cols><col min="3" max="4" hidden="{yes}"/>'
        f'<col min="20" max="16384" hidden="{yes}"/></cols>',
    )
    grid = grids_of(data)[0]
    assert grid.origin == (1, 1)
    assert grid.marks.hidden_rows == {0}
    assert grid.marks.hidden_columns == {1, 2, *range(18, 25)}


def test_prefixed_and_strict_markup():
    data = by_xlsxwriter({"三": TABLE}, {"E2": 12, "E3": "#REF!"})
    expected = marks(data)
    xml = part(data, SHEET)
    prefixed = xml.replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
    prefixed = prefixed.replace(b"<x:?xml", b"<?xml").replace(b"xmlns=", b"xmlns:x=")
    assert marks(altered(data, SHEET, (xml, prefixed))) == expected
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    assert marks(altered(data, SHEET, (MAIN, strict))) == expected


def test_marks_belong_to_their_own_sheet_whatever_the_parts_are_called():
    data = by_xlsxwriter({"甲&乙": {"A1": 1}, "三": {"A1": "=SUM(B1:C1)"}}, {"A1": 1})
    swapped = altered(
        data,
        "xl/_rels/workbook.xml.rels",
        (b"worksheets/sheet1.xml", b"/xl/worksheets/sheet0.xml"),
        (b"worksheets/sheet2.xml", b"worksheets/sheet1.xml"),
        (b"sheet0.xml", b"sheet2.xml"),
    )
    assert [(grid.sheet, len(grid.marks.flags)) for grid in grids_of(swapped)] == [
        ("甲&乙", 1),
        ("三", 0),
    ]


def test_defined_names_and_prefixes_in_the_workbook_part():
    data = by_xlsxwriter({"三": {"A1": "=SUM(B1:C1)"}}, {"A1": 1})
    xml = part(data, xlsx.WORKBOOK)
    names = b'</sheets><definedNames><definedName name="sheets">1</definedName></definedNames>'
    named = xml.replace(b"</sheets>", names)
    prefixed = xml.replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
    prefixed = prefixed.replace(b"<x:?xml", b"<?xml").replace(b"xmlns=", b"xmlns:x=")
    for changed in (named, prefixed):
        found = xlsx.elements(changed, "sheet", until=b"sheets>")
        assert [sheet["name"] for sheet in found] == ["三"]
        assert flags(altered(data, xlsx.WORKBOOK, (xml, changed))) == {(0, 0): Flag("SUM(B1:C1)")}


def refused(data):
    with pytest.raises(Unreadable) as caught:
        grids_of(data)
    return caught.value.finding.code


@pytest.mark.parametrize(
    "cell", ['<c r="XFD1048576"><v>1</v></c>', "<c r='XFD1048576'><v>1</v></c>"]
)
def test_cells_at_opposite_ends_are_refused_before_they_take_the_memory(cell):
    data = with_cells(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{cell}</row>')
    assert refused(data) == "F010"


def test_distant_empty_cells_do_no_harm():
    data = with_cells(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>'
    )
    assert len(grids_of(data)[0].rows) == 9


def test_a_false_count_of_strings_is_refused():
    data = by_xlsxwriter({"三": {"A1": "文字"}}, {})
    assert (
        refused(
            altered(data, "xl/sharedStrings.xml", (b'uniqueCount="1"', b'uniqueCount="4294967295"'))
        )
        == "F006"
    )


def test_a_document_type_is_refused():
    data = with_cells('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')
    xml = part(data, SHEET)
    evil = b'<!DOCTYPE w [<!ENTITY a "b">]>' + xml.replace(b"<?xml version='1.0'?>", b"")
    with pytest.raises(Unreadable) as caught:
        xlsx.careful(evil)
    assert caught.value.finding.code == "F006"


CELL = st.builds(
    lambda kind, formula, value: f"{kind}{formula}{value}",
    st.sampled_from(["", ' s="1"', ' t="str"', ' t="n"', ' t="e"']),
    st.sampled_from([">", "><f>A1+B2</f>", '><f t="shared" ref="A1:A9" si="0">$A1+B$2</f>',
                     '><f t="shared" si="0"/>', "><f></f>", "><f>A1:f3</f>", "><f>x!A1</f>"]),
    st.sampled_from(["", "<v/>", "<v></v>", "<v>#REF!</v>", "<v>1</v>", "<is><t>f</t></is>"]),
)  # fmt: skip


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=5), st.booleans())
def test_the_fast_way_finds_what_the_careful_way_finds(rows, hidden):
    xml = "<worksheet><sheetData>" + "".join(
        f'<row r="{row}" hidden="{int(hidden)}">'
        + "".join(f'<c r="{"ABCD"[n]}{row}"{cell}</c>' for n, cell in enumerate(cells))
        + "</row>"
        for row, cells in enumerate(rows, 1)
    )
    xml = (xml + "</sheetData></worksheet>").encode()
    careful = xlsx.careful(xml)
    plain = xlsx.plain_flags(xml)
    assert plain is None or (plain == careful.flags and not hidden)
    odd = hidden or any(word in xml for word in (b'"e"', b":f", b"<is>"))
    # An inline string behind a formula is odd only there.
    if b"<is>" in xml and not hidden and b'"e"' not in xml and b":f" not in xml:
        return
    assert (plain is None) == odd


def test_a_million_rows_with_nothing_but_a_style_cost_nothing_and_change_nothing():
    head = (
        b'<worksheet><sheetData><row r="1"><c r="A1" s="1"/><c r="B1"><f>C1</f><v>1</v></c></row>'
    )
    blank = b"".join(
        b'<row r="%d" s="1"><c r="A%d" s="1"/></row>' % (n, n) for n in range(2, 9_000)
    )
    last = b'<row r="9001"><c r="A9001"><v>7</v></c></row></sheetData></worksheet>'
    whole = head + blank + last
    assert len(xlsx._without_blanks(whole)) < 200
    assert xlsx.careful(xlsx._without_blanks(whole)).flags == xlsx.careful(whole).flags
    assert xlsx.careful(xlsx._without_blanks(whole)).box.bottom == 9_000
    short = head + b"</sheetData></worksheet>"
    assert xlsx._without_blanks(short) == short
