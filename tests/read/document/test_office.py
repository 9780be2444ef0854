"""The official blank form, filled in by hand and saved by an office program in other formats."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import _Cell

from gikxl.read import read
from gikxl.report import Number, Report
from tests.figures import numbers as figures
from tests.figures import report as published

FORM = Path(__file__).parents[4] / "shared" / "reports" / "official_blank_form.docx"
SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(not FORM.is_file(), reason="the official blank form is not here"),
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]
NAMES = ("huaian_2024", "shuyang_fgj_2023")


def fill_in(path: Path, report: Report) -> None:
    """The form with a report's numbers in its blank cells, and a title over it."""
    document = docx.Document(str(FORM))
    values = iter(report.values.get(key) for key in report.form.fields)
    for table in document.tables:
        for row in table._tbl.tr_lst:
            for cell in row.tc_lst:
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
                if not goes_on and not "".join(t.text or "" for t in cell.iter(qn("w:t"))).strip():
                    value = next(values)
                    _Cell(cell, table).paragraphs[0].add_run(value.raw if value else "")
    assert next(values, None) is None
    title = f"{report.unit}{report.year}年政府信息公开工作年度报告"
    document.paragraphs[0].insert_paragraph_before(title)
    document.save(str(path))


def convert(path: Path, to: str) -> Path:
    """Let LibreOffice save a file as another kind: an extension, perhaps with a filter."""
    out = path.parent / "converted"
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", to,
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return out / f"{path.stem}.{to.partition(':')[0]}"


def counted(report: Report) -> Mapping[str, Number]:
    return {key: value.number for key, value in report.values.items() if value.number is not None}


@pytest.mark.parametrize("name", NAMES)
def test_saved_as_every_kind_all_numbers_come_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / "年报.docx"
    fill_in(path, published(name))
    for to in (
        "docx:MS Word 2007 XML", "html:HTML (StarWriter)", "xhtml:XHTML Writer File:UTF8",
        "pdf", "odt",
    ):  # fmt: skip
        file = convert(path, to)
        report = read(str(convert(file, "docx") if to == "odt" else file))
        assert counted(report) == figures(name), to
        assert (report.unit, report.year) == (published(name).unit, published(name).year), to


@pytest.mark.parametrize("style", ["superscript", "strike"])
def test_digits_of_another_style_are_no_part_of_a_number(tmp_path: Path, style: str) -> None:
    """Raised as the mark of a note is, or struck out: in PDF it is only lines and sizes."""
    path = tmp_path / "年报.docx"
    fill_in(path, published("huaian_2024"))
    document = docx.Document(str(path))
    for table in document.tables:
        for cell in table._tbl.iter(qn("w:tc")):
            if "".join(t.text or "" for t in cell.iter(qn("w:t"))).strip().isdigit():
                run = _Cell(cell, table).paragraphs[0].add_run("1")
                setattr(run.font, style, True)
    document.save(str(path))
    for to in ("docx:MS Word 2007 XML", "html:HTML (StarWriter)", "pdf"):
        report = read(str(convert(path, to)))
        changed = {k for k, v in counted(report).items() if v != figures("huaian_2024")[k]}
        assert changed == set(), to
        assert len(counted(report)) == 1, to


def test_a_file_that_may_not_be_changed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    fill_in(path, published("huaian_2024"))
    options = (
        'pdf:writer_pdf_Export:{"RestrictPermissions":{"type":"boolean","value":"true"},'
        '"PermissionPassword":{"type":"string","value":"x"},'
        '"Changes":{"type":"long","value":"0"}}'
    )
    file = convert(path, options)
    assert b"/Encrypt" in file.read_bytes()
    assert counted(read(str(file))) == figures("huaian_2024")
