import pytest

from gikxl.finding import Unreadable
from gikxl.read.book import grids_of
from gikxl.read.grid import Flag
from tests.read.workbooks import altered, by_odfpy


def five(**more):
    return {"valuetype": "float", "value": 5, "text": "5", **more}


def label(text, **more):
    return {"valuetype": "string", "text": text, **more}


def test_formulas_errors_and_uncomputed_totals():
    data = by_odfpy(
        "三",
        [
            [label("总计"), five(numbercolumnsrepeated=2), five(formula="of:=SUM([.B1:.C1])")],
            [label("甲"), {"formula": "of:=SUM([.B1];1)"}, five(formula="of:=1/0")],
            [
                label("乙"),
                label("#DIV/0!", formula="of:=1/0"),
                label("Err:502", formula="of:=[$'上年 数据'.B3]"),
                label("#REF!"),
            ],
        ],
    )
    grid = grids_of(data)[0]
    assert grid.rows[0] == ["总计", 5, 5, 5]
    assert grid.marks.flags == {
        (0, 3): Flag("SUM(B1:C1)"),
        (1, 1): Flag("SUM(B1,1)", cached=False),
        (1, 2): Flag("1/0"),
        (2, 1): Flag("1/0", error="#DIV/0!"),
        (2, 2): Flag("'上年 数据'!B3", error="Err:502"),
    }


@pytest.mark.parametrize("text", ["#REF!", "#DIV/0!", "#N/A", "Err:508", "错误:522"])
def test_errors_as_libreoffice_marks_them(text):
    data = by_odfpy("三", [[five(), five(text="@")]])
    data = altered(
        data,
        "content.xml",
        (b"<office:document-content ", b'<office:document-content xmlns:calcext="urn:c" '),
        (
            b'<table:table-cell office:value-type="float" office:value="5"><text:p>@',
            f'<table:table-cell office:value-type="float" office:value="0"'
            f' calcext:value-type="error"><text:p>{text}'.encode(),
        ),
    )
    assert grids_of(data)[0].marks.flags == {(0, 1): Flag(error=text)}


def test_repeated_rows_and_columns_carry_their_marks():
    wrong = label("#REF!", formula="of:=#REF!", numbercolumnsrepeated=2)
    data = by_odfpy("三", [[{}], [{}, wrong, five()]], rows={1: {"numberrowsrepeated": 2}})
    grid = grids_of(data)[0]
    assert grid.origin == (1, 1)
    assert set(grid.marks.flags) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_hidden_lines_and_merged_ranges():
    data = by_odfpy(
        "三",
        [
            [{}, label("表头", numbercolumnsspanned=2, numberrowsspanned=2), {"covered": True}],
            [{}, {"covered": True, "numbercolumnsrepeated": 2}],
            [{}, five(), five(), five()],
            [{}, five(), five(), five()],
        ],
        rows={2: {"visibility": "collapse"}, 3: {"visibility": "filter"}},
        columns=[
            {"numbercolumnsrepeated": 3},
            {"visibility": "collapse", "numbercolumnsrepeated": 999},
        ],
    )
    grid = grids_of(data)[0]
    assert grid.origin == (0, 1)
    assert grid.merges == [(0, 0, 1, 1)]
    assert grid.marks.hidden_rows == {2, 3}
    assert grid.marks.hidden_columns == {2}


def test_notes_are_not_the_cells_text():
    data = by_odfpy("三", [[five(), five(formula="of:=[.A1]", text="@")]])
    data = altered(
        data,
        "content.xml",
        (b"<text:p>@", b"<office:annotation><text:p>#REF!</text:p></office:annotation><text:p>5"),
    )
    assert grids_of(data)[0].marks.flags == {(0, 1): Flag("A1")}


def refused(data):
    with pytest.raises(Unreadable) as caught:
        grids_of(data)
    return caught.value.finding.code


def test_a_million_empty_rows_do_no_harm_and_a_million_full_ones_are_refused():
    rows = {1: {"numberrowsrepeated": 1_048_000}}
    empty = by_odfpy("三", [[five()], [{"numbercolumnsrepeated": 1024}]], rows=rows)
    assert grids_of(empty)[0].rows == [[5.0]]
    full = by_odfpy("三", [[five()], [five(numbercolumnsrepeated=1024)]], rows=rows)
    assert refused(full) == "F010"
    apart = by_odfpy("三", [[five()], [{"numbercolumnsrepeated": 16383}, five()]], rows=rows)
    assert refused(apart) == "F010"


def test_an_impossible_repetition_is_damage():
    data = by_odfpy("三", [[five(numbercolumnsrepeated=7)]])
    old = b'number-columns-repeated="7"'
    for new in (b'"-7"', b'"9999999999999"', b'"x"'):
        changed = altered(data, "content.xml", (old, old.replace(b'"7"', new)))
        assert refused(changed) == "F006"


def test_an_encrypted_file_asks_for_the_password_to_be_removed():
    data = by_odfpy("三", [[five()]])
    manifest = "META-INF/manifest.xml"
    changed = altered(
        data,
        manifest,
        (b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"),
    )
    assert refused(changed) == "F005"
