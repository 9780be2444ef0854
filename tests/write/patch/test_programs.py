"""What is written opens in other programs, and says the same to gikxl as what was received."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import xlwt

from gikxl.finding import CheckedFile
from gikxl.form import load
from gikxl.jobs.check import Checker
from gikxl.jobs.sources import Source
from gikxl.report import Place
from gikxl.write.edit import Edit, write_edits
from gikxl.write.mark import write_marked
from tests.write.patch.foreign import SHEET, full, opened
from tests.write.patch.test_bystanders import FINDINGS, checked

WORKBOOKS = sorted((Path(__file__).parents[3] / "workbook").glob("[!~]*.xlsx"))


def converted(path: Path, kind: str, folder: Path) -> Path:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)],
        capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    return folder / f"{path.stem}.{kind}"


def test_libreoffice_computes_what_an_edit_changes(tmp_path):
    source, out = full(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    write_edits(source, str(out), [Edit(Place(SHEET, 0, 2), 7)])
    write_marked(str(out), str(tmp_path / "c.xlsx"), checked(*FINDINGS))
    (tmp_path / "lo").mkdir()

    sheet = opened(converted(tmp_path / "c.xlsx", "xlsx", tmp_path / "lo"), data_only=True)[SHEET]
    assert [sheet[cell].value for cell in ("C1", "D2", "D3", "E2")] == [7, 10, 20, "甲"]
    assert sheet["C1"].comment.text.startswith("待核\n\n【gikxl 校验】")
    assert sheet["C1"].fill.fgColor.rgb == "FFFFC7CE"


def test_a_workbook_saved_by_libreoffice_is_marked_and_marked_again(tmp_path):
    (tmp_path / "lo").mkdir()
    source = converted(Path(full(tmp_path / "a.xlsx")), "xlsx", tmp_path / "lo")
    once, twice = str(tmp_path / "once.xlsx"), str(tmp_path / "twice.xlsx")

    assert write_marked(str(source), once, checked(*FINDINGS))
    assert write_marked(once, twice, checked(*FINDINGS))
    assert Path(once).read_bytes() == Path(twice).read_bytes()
    before, after = opened(source)[SHEET], opened(once)[SHEET]
    assert [[cell.value for cell in row] for row in before.iter_rows()] == [
        [cell.value for cell in row] for row in after.iter_rows(max_row=before.max_row, max_col=11)
    ]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_the_same_is_found_in_a_marked_copy(tmp_path, path):
    check = Checker().check
    first = check(Source(str(path))).file
    if first.verdict == "unreadable":
        pytest.skip("not a report")
    out = str(tmp_path / path.name)
    assert write_marked(str(path), out, first)

    assert essence(check(Source(out)).file) == essence(first)


def essence(file: CheckedFile) -> tuple[object, ...]:
    return file.verdict, file.unit, file.year, file.edition, file.findings


def test_an_xls_gets_an_xlsx_beside_it_that_can_be_marked_again(tmp_path):
    book = xlwt.Workbook(encoding="utf-8")
    for name in (SHEET, "a" * 31, "它's"):
        book.add_sheet(name).write(0, 2, 5)
    source, once, twice = (str(tmp_path / name) for name in ("a.xls", "b.xlsx", "c.xlsx"))
    book.save(source)

    assert not write_marked(source, once, checked(*FINDINGS))
    assert write_marked(once, twice, checked(*FINDINGS))
    assert Path(once).read_bytes() == Path(twice).read_bytes()
    assert opened(once).sheetnames == [SHEET, "a" * 31, "它's", "校验结果"]


def test_a_file_under_a_wrong_name_is_told_by_what_it_holds(tmp_path):
    source = full(tmp_path / "a.xlsx")
    os.replace(source, tmp_path / "a.xls")
    assert write_edits(str(tmp_path / "a.xls"), str(tmp_path / "b.xlsx"), [])


def test_a_template_becomes_a_workbook(tmp_path):
    from gikxl.write.template import write_template
    from tests.write.patch.foreign import pack, unpack

    source = tmp_path / "a.xltx"
    write_template(source, load())
    parts = unpack(source)
    kinds = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = kinds.replace(b"sheet.main+xml", b"template.main+xml")
    pack(source, parts)
    assert write_edits(str(source), str(tmp_path / "b.xlsx"), [])
    assert b"sheet.main+xml" in unpack(tmp_path / "b.xlsx")["[Content_Types].xml"]


def test_a_strict_workbook_is_edited_in_place_and_marked_in_a_new_one(tmp_path):
    from tests.write.patch.foreign import bare, pack, unpack

    source, out = tmp_path / "a.xlsx", str(tmp_path / "b.xlsx")
    parts = unpack(bare(source, '<row r="1"><c r="A1"><v>1</v></c></row>'))
    strict = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/"
        b"spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006": b"http://purl.oclc.org/ooxml/"
        b"officeDocument",
    }
    for old, new in strict.items():
        parts = {name: content.replace(old, new) for name, content in parts.items()}
    pack(source, parts)

    assert write_edits(str(source), out, [Edit(Place(SHEET, 0, 1), 2)])
    sheet = unpack(out)["xl/worksheets/sheet1.xml"]
    assert b'<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>' in sheet
    assert not write_marked(str(source), out, checked())
    assert opened(out)[SHEET]["A1"].value == 1
