"""Where two readers say different things of a field's cell, a finding names it; else nothing."""

import pytest

from gikxl.read import read
from gikxl.rules import check
from tests.read.layouts import OWN
from tests.torture.making import changed, parts, with_cell, zipped

HERE = "requests.new.natural_person"


def findings(tmp_path, content):
    path = tmp_path / "年报.xlsx"
    path.write_bytes(zipped(content))
    return [f for f in check(read(str(path)), None) if f.code == "R116"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<c r="D4"><v>7</v><v>1011</v></c>', "不止一个值"),
        ('<c r="D4"><v>1&#48;1&#x31;</v></c>', "1011"),
        ('<c r="D4"><v><![CDATA[1011]]></v></c>', "1011"),
        ('<c r="D4"><v>1011</v><z:v xmlns:z="urn:z">7</z:v></c>', "不止一个值"),
        ('<c r="D4"><v>1011</v></c><c r="D4"><v>7</v></c>', "不止一个值"),
    ],
)
def test_a_cell_that_two_readers_understand_differently_is_an_error(tmp_path, cell, said):
    (finding,) = findings(tmp_path, with_cell("D4", cell))
    assert (finding.severity, finding.fields, finding.cells) == ("error", (HERE,), ("三!D4",))
    assert f"另一种读法是“{said}”" in finding.message


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="D4"><v>1011</v></c>',
        '<c r="D4" s="0" t="n"><v>1011.0</v></c>',
        '<c r="D4"><v>1.011E3</v></c>',
        "<c r='D4'><v> 1011 </v></c>",
        '<c r="D4"/>',
        '<c r="D4" s="0"></c>',
        '<c r="D4"><v/></c>',
        '<c r="D4" t="str"><v>一千</v></c>',
        '<c r="D4" t="inlineStr"><is><t>1011</t></is></c>',
        '<c r="D4" t="b"><v>1</v></c>',
        '<c r="D4" t="e"><v>#REF!</v></c>',
        '<c r="D4"><f>1000+11</f></c>',
        '<c r="D4"><f>1000+11</f><v>1011</v></c>',
        '<c r="D4"><v>0.1</v></c>',
        "<c><v>1011</v></c>",
    ],
)
def test_however_else_it_is_written_both_agree(tmp_path, cell):
    assert findings(tmp_path, with_cell("D4", cell)) == []


def test_the_usual_workbook_and_one_with_prefixes_are_read_alike(tmp_path):
    sheet = parts()["xl/worksheets/sheet2.xml"].decode()
    head, _, body = sheet.partition("\n")
    body = body.replace("</", "\1").replace("<", "<x:").replace("\1", "</x:")
    prefixed = (head + body.replace("xmlns=", "xmlns:x=")).encode()
    for content in (parts(), {**parts(), "xl/worksheets/sheet2.xml": prefixed}):
        assert findings(tmp_path, content) == []
    assert OWN[HERE] == 1011
    assert changed("xl/worksheets/sheet2.xml") == parts()
