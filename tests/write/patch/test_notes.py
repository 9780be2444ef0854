"""Notes as other programs write them, and the text that draws their boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.finding import Finding
from gikxl.write import marking
from gikxl.write.mark import write_marked
from gikxl.write.patch import vml
from gikxl.write.patch.xml import Unpatchable
from tests.write.patch.foreign import MAIN, SHEET, bare, opened, pack, relations, unpack
from tests.write.patch.test_bystanders import checked

FINDING = Finding("H301", "error", "总计", "为 3", ("requests.new.total",), (f"{SHEET}!A1",), 2, 3)
BOX = (
    "<v:shape id='_x0000_s1025' type='#_x0000_t202' style='position:absolute;\n"
    " margin-left:59.25pt;width:96pt;height:55.5pt;z-index:1'><v:textbox><br></v:textbox>"
    '<x:ClientData ObjectType="Note"><x:Anchor>\n 1, 15, 0, 2</x:Anchor>\n<x:AutoFill>False'
    "</x:AutoFill><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>"
)
CONTROL = (
    '<v:shape id="_x0000_s1030" type="#_x0000_t201"><v:textbox><div>甲<br></div></v:textbox>'
    '<x:ClientData ObjectType="Button"><x:Anchor>1</x:Anchor></x:ClientData></v:shape>'
)


def with_note(path, text):
    """A workbook with one note, its box of Excel's making, and a button beside it."""
    source = bare(path, '<row r="1"><c r="A1"><v>1</v></c></row>', '{}<legacyDrawing r:id="rId2"/>')
    parts = unpack(source)
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        ("comments", "../comments1.xml"), ("vmlDrawing", "../drawings/vmlDrawing1.vml")
    ).encode()
    parts["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><authors><author>王五</author></authors><commentList><comment '
        f'ref="A1" authorId="0"><text>{text}</text></comment></commentList></comments>'
    ).encode()
    drawing = vml.EMPTY.format(1).replace("</xml>", BOX + CONTROL + "</xml>")
    parts["xl/drawings/vmlDrawing1.vml"] = drawing.encode()
    pack(path, parts)
    return source


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("<t>待核</t>", "待核"),
        ("<t xml:space='preserve'> 待核 \n</t>", " 待核 \n"),
        ("<r><rPr><b/></rPr><t>待</t></r><r><t>核</t></r>", "待核"),
        ("<r><t>待</t></r><rPh sb='0' eb='1'><t>dai</t></rPh><phoneticPr fontId='1'/>", "待"),
    ],
)
def test_our_part_of_a_note_comes_and_goes(tmp_path, text, own):
    source = with_note(tmp_path / "a.xlsx", text)
    once, twice, cleared = (str(tmp_path / name) for name in ("b.xlsx", "c.xlsx", "d.xlsx"))
    assert write_marked(source, once, checked(FINDING))
    assert write_marked(once, twice, checked(FINDING))
    assert write_marked(once, cleared, checked())

    said = "【gikxl 校验】错误 H301 总计\n为 3\n应为 2，实为 3"
    assert opened(once)[SHEET]["A1"].comment.text == f"{own}\n\n{said}"
    assert unpack(twice)["xl/comments1.xml"] == unpack(once)["xl/comments1.xml"]
    note = opened(cleared)[SHEET]["A1"].comment
    assert note.text == own
    part = "xl/drawings/vmlDrawing1.vml"
    assert _squeezed(unpack(cleared)[part]) == _squeezed(unpack(source)[part])


def _squeezed(drawing):
    return b"".join(drawing.split())


def test_a_box_gets_room_and_controls_stay_byte_for_byte(tmp_path):
    source = with_note(tmp_path / "a.xlsx", "<t>待核</t>")
    write_marked(source, str(tmp_path / "b.xlsx"), checked(FINDING))

    drawing = unpack(tmp_path / "b.xlsx")["xl/drawings/vmlDrawing1.vml"].decode()
    assert "width:320px;height:108px" in drawing
    assert "1, 15, 0, 2" not in drawing
    assert CONTROL in drawing


def test_the_last_of_our_notes_takes_its_parts_with_it(tmp_path):
    source = bare(tmp_path / "a.xlsx", "")
    write_marked(source, str(tmp_path / "b.xlsx"), checked(FINDING))
    write_marked(str(tmp_path / "b.xlsx"), str(tmp_path / "c.xlsx"), checked())

    marked, cleared = unpack(tmp_path / "b.xlsx"), unpack(tmp_path / "c.xlsx")
    gone = {
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    assert marked.keys() - cleared.keys() == gone
    assert b"legacyDrawing" in marked["xl/worksheets/sheet1.xml"]
    assert b"legacyDrawing" not in cleared["xl/worksheets/sheet1.xml"]
    assert b"<sheetData/>" in cleared["xl/worksheets/sheet1.xml"]
    assert b"comments" not in cleared["[Content_Types].xml"]


@pytest.mark.parametrize("drawing", ["", "<xml/>", "no drawing", vml.EMPTY.format(1)[:-6]])
def test_an_odd_drawing_is_not_touched(drawing):
    with pytest.raises(Unpatchable):
        vml.with_box(drawing, (0, 0), (320, 100))


CELL = st.tuples(st.integers(0, 1_048_575), st.integers(0, 16_383))


@given(st.lists(CELL, min_size=1, max_size=8, unique=True), st.data())
def test_boxes_come_and_go(cells, data):
    first = drawing = vml.EMPTY.format(3).replace("</xml>", CONTROL + "</xml>")
    for cell in cells:
        drawing = vml.with_box(drawing, cell, (320, 100))
    ids = [box.split('"')[1] for box in vml.BOX.findall(drawing)]
    assert len(set(ids)) == len(cells) + 1
    for cell in data.draw(st.permutations(cells)):
        assert vml.look_of(drawing, cell) == "width:320px\nheight:100px\n"
        drawing = vml.without_box(drawing, cell)
    assert drawing.replace(vml._TYPE, "") == first


@given(st.text(max_size=40), st.text(max_size=20))
def test_somebodys_part_of_a_note_is_found_exactly(own, ours):
    if marking.BEGIN in own:
        return
    note = own + marking.APART + marking.BEGIN + ours
    assert marking.without_ours(note) == (own, True)
    assert marking.without_ours(own) == (own, False)
