"""A writer that changes anything but what it was meant to is found out, and nothing is replaced."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from gikxl.jobs.failures import answer
from gikxl.report import Place
from gikxl.write.edit import Edit, write_edits
from gikxl.write.mark import write_marked
from gikxl.write.patch.book import Book
from gikxl.write.patch.proof import Unproven
from tests.write.patch.foreign import SHEET, full
from tests.write.patch.test_bystanders import FINDINGS, checked

SHEET1 = "xl/worksheets/sheet1.xml"


def replace(part, pattern, new):
    """A fault: a writer that puts something else into a part."""

    def spoil(data):
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = [(info, package.read(info)) for info in package.infolist()]
        assert any(info.filename == part and re.search(pattern, c, re.S) for info, c in parts)
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for info, content in parts:
                changed = re.sub(pattern, new, content, count=1, flags=re.S)
                package.writestr(info, changed if info.filename == part else content)
        return file.getvalue()

    return spoil


def without(part):
    def spoil(data):
        file = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
            for info in old.infolist():
                if info.filename != part:
                    new.writestr(info, old.read(info))
        return file.getvalue()

    return spoil


FAULTS = {
    "another cell's value": replace(SHEET1, b'<c r="D1" s="2"><v>2', b'<c r="D1" s="2"><v>3'),
    "another cell's style": replace(SHEET1, b'<c r="D1" s="2">', b'<c r="D1" s="1">'),
    "another cell's kind": replace(SHEET1, b'<c r="J1" t="s">', b'<c r="J1">'),
    "another cell is lost": replace(SHEET1, b'<c r="J1".*?</c>', b""),
    "a cell more": replace(SHEET1, b'(<c r="J1")', rb'<c r="I1"><v>1</v></c>\1'),
    "a formula": replace(SHEET1, b"<f>D2\\*2</f>", b"<f>D2*3</f>"),
    "a row's look": replace(SHEET1, b'customFormat="1"', b'customFormat="0"'),
    "a width": replace(SHEET1, b'width="12.7109375"', b'width="9"'),
    "a merged range": replace(SHEET1, b"<mergeCells.*?</mergeCells>", b""),
    "protection": replace(SHEET1, b"<sheetProtection[^>]*>", b""),
    "an extension": replace(SHEET1, b"<extLst>", b"<extLst><ext uri='x'/>"),
    "another sheet": replace("xl/worksheets/sheet2.xml", b"<v>", b"<v>1"),
    "a picture": replace("xl/media/image1.png", b"PNG", b"GIF"),
    "a part is lost": without("xl/charts/chart1.xml"),
    "a sheet is lost": replace("xl/workbook.xml", b"<sheet [^>]*>", b""),
    "settings": replace("xl/workbook.xml", b"<workbookPr [^>]*>", b"<workbookPr/>"),
    "a relation": replace("xl/_rels/workbook.xml.rels", b"<Relationship [^>]*theme[^>]*>", b""),
    "half a file": lambda data: data[: len(data) // 2],
    "no file": lambda data: b"" if data else data,
}
IN_MARKS = {
    "an older style": replace("xl/styles.xml", b'fontId="1"', b'fontId="0"'),
    "a font": replace("xl/styles.xml", b'<sz val="11"/>', b'<sz val="12"/>'),
    "somebody's note": replace("xl/comments1.xml", "讨论".encode(), "讨".encode()),
    "a button": replace("xl/drawings/vmlDrawing1.vml", "按钮".encode(), b"x"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_in_an_edit(tmp_path, monkeypatch, fault):
    source, out = full(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    out.write_bytes(b"earlier")
    right = Book.pack
    monkeypatch.setattr(Book, "pack", lambda book: FAULTS[fault](right(book)))

    with pytest.raises(Unproven) as error:
        write_edits(source, str(out), [Edit(Place(SHEET, 1, 2), 4)])

    assert out.read_bytes() == b"earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]
    assert answer(error.value)[0].startswith("F013 程序出错")


@pytest.mark.parametrize("fault", {**FAULTS, **IN_MARKS})
def test_a_fault_is_found_in_a_marking(tmp_path, monkeypatch, fault):
    source, out = full(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx")
    right = Book.pack
    spoil = {**FAULTS, **IN_MARKS}[fault]
    monkeypatch.setattr(Book, "pack", lambda book: spoil(right(book)))

    with pytest.raises(Unproven):
        write_marked(source, out, checked(*FINDINGS))
    assert not Path(out).exists()
