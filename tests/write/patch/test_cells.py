"""Cells in sheets as all sorts of programs write them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from gikxl.report import Place
from gikxl.write.edit import Edit, write_edits
from gikxl.write.patch.cells import Sheet
from gikxl.write.patch.places import name_of, position
from gikxl.write.patch.xml import Unpatchable, as_bytes, parse
from tests.write.patch.foreign import MAIN, SHEET, bare, opened, relations, unpack

PART = "xl/worksheets/sheet1.xml"
TEXT = '<c r="B2" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'


def at(row, column, value=None, formula=None):
    return Edit(Place(SHEET, row, column), value, formula)


def edited(tmp_path, rows, *edits, around="{}", root="", more=""):
    """The sheet's XML after the edits, from <sheetData> on."""
    source, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert write_edits(bare(source, rows, around, root, more=more), str(out), edits)
    return unpack(out)[PART].decode()


def data(xml):
    return xml.partition("<sheetData>")[2].partition("</sheetData>")[0]


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (7, '<c r="B2"><v>7</v></c>'),
        (0.1, '<c r="B2"><v>0.1</v></c>'),
        (None, '<c r="B2"/>'),
        ("甲 ", TEXT.format("甲 ")),
        ("a&b<c>", TEXT.format("a&amp;b&lt;c&gt;")),
        ("_x000D_", TEXT.format("_x005F_x000D_")),
        ("a\x00\ud800\uffff", TEXT.format("a???")),
    ],
)
def test_what_a_cell_is_filled_with(tmp_path, value, stored):
    rows = '<row r="2"><c r="B2" t="str" cm="1" vm="2"><f>A1&amp;"x"</f><v>x</v></c></row>'

    assert data(edited(tmp_path, rows, at(1, 1, value))) == f'<row r="2">{stored}</row>'


def test_a_text_that_looks_like_a_formula_is_quoted_in_a_style_of_its_own(tmp_path):
    edited(tmp_path, "", at(0, 0, "=1+1"))

    styles = unpack(tmp_path / "b.xlsx")["xl/styles.xml"].decode()
    assert 'quotePrefix="1"' in styles
    cell = load_workbook(tmp_path / "b.xlsx")[SHEET]["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_text_that_is_too_long_is_refused_and_one_that_just_fits_is_not(tmp_path):
    with pytest.raises(ValueError, match="A1：文字超过 32,767 个字符"):
        edited(tmp_path, "", at(0, 0, "字" * 32_768))
    with pytest.raises(ValueError, match="A1：文字超过 32,767 个字符"):
        edited(tmp_path, "", at(0, 0, "𠮷" * 16_384))
    assert not (tmp_path / "b.xlsx").exists()
    assert "字" * 32_767 in edited(tmp_path, "", at(0, 0, "字" * 32_767))


def test_cells_and_rows_that_are_not_there_are_put_in_order(tmp_path):
    rows = '<row r="2" spans="2:3"><c r="B2"><v>1</v></c></row><row r="5"><c r="C5"/></row>'
    xml = edited(tmp_path, rows, at(3, 0, 4), at(1, 0, 2), at(1, 3, 3), at(0, 0, 1), at(8, 0, 9))

    assert data(xml) == (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>1</v></c><c r="D2"><v>3</v></c></row>'
        '<row r="4"><c r="A4"><v>4</v></c></row>'
        '<row r="5"><c r="C5"/></row>'
        '<row r="9"><c r="A9"><v>9</v></c></row>'
    )


def test_cells_that_rely_on_their_place_keep_it(tmp_path):
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    xml = edited(tmp_path, rows, at(0, 2, 9), at(1, 0, 8))

    assert data(xml) == (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>9</v></c></row>'
        '<row r="2"><c r="A2"><v>8</v></c></row>'
    )


def test_the_dimension_grows_with_the_cells_only(tmp_path):
    """WPS writes A1 whatever the sheet holds."""
    around = '<dimension ref="A1"/>{}'
    rows = '<row r="1"><c r="A1"/></row>'
    assert '<dimension ref="A1:C2"/>' in edited(tmp_path, rows, at(1, 2, 1), around=around)
    assert '<dimension ref="A1"/>' in edited(tmp_path, rows, at(0, 0, 1), around=around)


def test_a_new_cell_looks_like_its_row_or_column():
    sheet = Sheet(
        parse(
            f'<worksheet xmlns="{MAIN}"><cols><col min="2" max="3" style="1"/></cols><sheetData>'
            '<row r="1" s="2" customFormat="1"/><row r="2" s="2"/></sheetData></worksheet>'.encode()
        ),
        SHEET,
        PART,
    )
    assert [sheet.style(cell) for cell in ((0, 1), (1, 1), (1, 3), (7, 2))] == [2, 1, 0, 1]
    sheet.put((0, 1), 1)
    assert b'<c r="B1" s="2"><v>1</v></c>' in as_bytes(sheet.root)


def test_elements_with_a_prefix(tmp_path):
    root = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    xml = edited(tmp_path, "", at(0, 1, 2), at(0, 2, "甲"), root=root)

    assert '<x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1"><x:v>2</x:v></x:c>' in xml
    assert '<x:is><x:t xml:space="preserve">甲</x:t></x:is>' in xml


def test_an_overwritten_beginning_of_a_shared_formula_leaves_the_others_their_own(tmp_path):
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1+$C$1+名!B1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c><c r="D3"><f t="shared" ref="D3" '
        'si="1">D1</f><v>4</v></c></row>'
    )
    xml = edited(tmp_path, rows, at(0, 0, 9))

    assert data(xml) == (
        '<row r="1"><c r="A1"><v>9</v></c></row>'
        '<row r="2"><c r="A2"><f xml:space="preserve">B2+$C$1+名!B2</f><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f xml:space="preserve">B3+$C$1+名!B3</f><v>3</v></c><c r="D3"><f '
        't="shared" ref="D3" si="1">D1</f><v>4</v></c></row>'
    )


def test_a_follower_of_a_shared_formula_is_overwritten_alone(tmp_path):
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>'
    )
    xml = edited(tmp_path, rows, at(1, 0, 9))

    assert data(xml) == rows.replace(
        '<c r="A2"><f t="shared" si="0"/><v>2</v></c>', '<c r="A2"><v>9</v></c>'
    )


@pytest.mark.parametrize(
    ("kind", "said"), [("array", "A2：属于数组公式"), ("dataTable", "A2：属于模拟运算表")]
)
def test_a_cell_of_a_block_is_refused_but_a_block_of_one_cell_is_not(tmp_path, kind, said):
    rows = (
        f'<row r="1"><c r="A1"><f t="{kind}" ref="%s">B1:B2*2</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row>'
    )
    with pytest.raises(ValueError, match=said):
        edited(tmp_path, rows % "A1:A2", at(1, 0, 9))
    xml = edited(tmp_path, rows % "A1", at(0, 0, 9))
    assert data(xml).startswith('<row r="1"><c r="A1"><v>9</v></c></row>')


def test_a_formula_gets_its_result_where_it_is_known(tmp_path):
    xml = edited(tmp_path, "", at(0, 0, 3, "SUM(B1:C1)"), at(0, 1, None, "=A2"))

    assert data(xml) == (
        '<row r="1"><c r="A1"><f xml:space="preserve">SUM(B1:C1)</f><v>3</v></c>'
        '<c r="B1"><f xml:space="preserve">A2</f></c></row>'
    )


def test_a_value_under_a_merged_cell_is_freed_with_the_look_that_showed(tmp_path):
    rows = '<row r="1"><c r="A1" s="0"><v>1</v></c></row><row r="2"><c r="A2"><v>5</v></c></row>'
    around = '{}<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="D1:E1"/></mergeCells>'
    xml = edited(tmp_path, rows, at(1, 0, 6), around=around)

    assert '<mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>' in xml
    assert '<c r="A2"><v>6</v></c>' in xml


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"/><row r="1"/>',
        '<row r="1"><c r="A1"/><c r="A1"/></row>',
        '<row r="1"><c r="A2"/></row>',
        '<row r="1"><c r="1A"/></row>',
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/>',
        '<row r="0"/>',
    ],
)  # fmt: skip
def test_cells_that_cannot_be_told_apart_are_not_touched(rows):
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with pytest.raises(Unpatchable):
        list(Sheet(parse(xml.encode()), SHEET, PART).cells())


def test_such_a_workbook_is_made_anew_from_its_values(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>'
    source, out = bare(tmp_path / "a.xlsx", rows), str(tmp_path / "b.xlsx")

    assert write_edits(source, out, [at(1, 0, 3)]) is False
    sheet = load_workbook(out)[SHEET]
    assert sheet["A2"].value == 3


def test_a_document_type_is_never_read():
    root = (
        f'<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    )
    with pytest.raises(Unpatchable, match="document type"):
        parse(root.encode())


def test_names_lead_to_what_depends_on_a_change(tmp_path):
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>数</f><v>1</v></c>'
        '<c r="C1"><f>B1</f><v>1</v></c><c r="D1"><f>SUM(E1:F9)</f><v>0</v></c>'
        '<c r="E1"><f>INDIRECT("x")</f><v>0</v></c><c r="G1"><f>SUM(H:H)&amp;"A1"</f><v>0</v></c>'
        "</row>"
    )
    more = f"<definedNames><definedName name=\"数\">'{SHEET}'!$A$1</definedName></definedNames>"
    xml = edited(tmp_path, rows, at(0, 0, 2), more=more)

    kept = [part for part in ("B1", "C1", "D1", "E1", "G1") if _has_value(xml, part)]
    assert kept == ["G1"]


def _has_value(xml, name):
    root = etree.fromstring(xml.encode())
    return bool(root.xpath(f"//*[@r='{name}']/*[local-name()='v']"))


CONTENT = st.none() | st.integers(-(10**6), 10**6) | st.text("甲乙 =<&\n_x0", max_size=6)
ADDRESS = st.tuples(st.integers(0, 6), st.integers(0, 6))
CELLS = st.dictionaries(ADDRESS, CONTENT, max_size=20)


def stored(cells, numbered):
    """A sheet's rows, each cell with its name only where that is needed or wanted."""
    rows = []
    for row in sorted({row for row, _ in cells}):
        inner, expected = "", 0
        for column in sorted(column for r, column in cells if r == row):
            value, name = cells[row, column], name_of((row, column))
            named = f' r="{name}"' if numbered or column != expected else ""
            expected = column + 1
            if isinstance(value, str):
                from xml.sax.saxutils import escape

                text = escape(value.replace("_x", "_x005F_x") if "_x0" in value else value)
                inner += f'<c{named} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            elif value is None:
                inner += f"<c{named}/>"
            else:
                inner += f"<c{named}><v>{value}</v></c>"
        rows.append(f'<row r="{row + 1}">{inner}</row>')
    return "".join(rows)


def read(xml):
    """The values of a sheet by their cells, by a reader of the tests' own."""
    found = {}
    for row in etree.fromstring(xml.encode()).iter(f"{{{MAIN}}}row"):
        column = -1
        for cell in row:
            column = position(cell.get("r"))[1] if cell.get("r") else column + 1
            texts = cell.xpath(".//*[local-name()='t']/text()|*[local-name()='v']/text()")
            if texts:
                found[name_of((int(row.get("r")) - 1, column))] = "".join(texts).replace(
                    "_x005F_", "_"
                )
    return found


@settings(max_examples=80, deadline=None)
@given(CELLS, CELLS, st.booleans())
def test_random_edits_do_what_a_model_says(tmp_path_factory, before, edits, numbered):
    folder = tmp_path_factory.mktemp("model")
    xml = edited(folder, stored(before, numbered), *(at(*cell, v) for cell, v in edits.items()))

    model = {**before, **edits}
    wanted = {name_of(cell): str(v) for cell, v in model.items() if v not in (None, "")}
    assert read(xml) == wanted


def test_an_absent_relation_is_no_workbook(tmp_path):
    source = bare(tmp_path / "a.xlsx", "")
    parts = unpack(source)
    parts["_rels/.rels"] = relations(("other", "xl/workbook.xml")).encode()
    from tests.write.patch.foreign import pack

    pack(Path(source), parts)
    with pytest.raises(ValueError, match="无法制作副本"):
        write_edits(source, str(tmp_path / "b.xlsx"), [])


def test_it_opens_in_another_reader(tmp_path):
    edited(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>', at(0, 1, "=甲"), at(4, 4, 5))
    sheet = opened(tmp_path / "b.xlsx")[SHEET]
    assert [sheet[cell].value for cell in ("A1", "B1", "E5")] == [1, "=甲", 5]
