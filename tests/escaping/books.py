"""Workbooks: what a stranger wrote is a text there, and nothing else."""

import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from lxml import etree
from python_calamine import CalamineWorkbook

from gikxl.form import load
from gikxl.report import Place, Report, Value
from gikxl.write.edit import Edit, write_edits
from gikxl.write.mark import write_marked
from gikxl.write.template import write_template
from gikxl.write.template.notes import write_notes
from gikxl.write.template.styles import length
from gikxl.write.wording import clean
from tests.collect.rollup.test_workbook import dirty
from tests.collect.rollup.test_workbook import write as write_rollup
from tests.escaping.screens import checked
from tests.escaping.strings import is_shown
from tests.support import all_zero

FORM = load()
SHEET = "三、申请办理"
_LIKE_FORMULAS = ("=", "+", "-", "@")
_MOST = 32_767
_LONG_NOTE = 1_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _outside(path: Path) -> tuple[set[str], set[str]]:
    """Every formula of a workbook, and whatever leads out of it or is run; all of it parses."""
    formulas: set[str] = set()
    leads: set[str] = set()
    with ZipFile(path) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if not name.endswith((".xml", ".rels", ".vml")):
                continue
            root = etree.fromstring(package.read(name))
            formulas |= {f.text or "" for f in root.iter("{*}f")} if "worksheets" in name else set()
            leads |= {one.get("Target") for one in root if one.get("TargetMode") == "External"}
            leads |= {one.tag for one in root.iter("{*}ddeLink", "{*}oleObject", "{*}script")}
    return formulas, leads


def _is_text_only(path: Path, formulas: set[str]) -> None:
    """No formula but these; all texts are seen; what looks like a formula is quoted."""
    found, leads = _outside(path)
    assert found <= formulas
    assert leads == set()
    for sheet in openpyxl.load_workbook(path):
        assert is_shown(sheet.title)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "s" and cell.value:
                assert is_shown(cell.value, "\n\t\u3000"), cell.coordinate
                assert len(cell.value) <= _MOST
                assert not cell.value.startswith(_LIKE_FORMULAS) or cell.quotePrefix
            if cell.comment:
                assert is_shown(_unescaped(cell.comment.text), "\n\t\u3000")
                assert cell.comment.author == "gikxl"


def _unescaped(text: str) -> str:
    """A text of a note as Excel shows it, which openpyxl does not undo."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _filled(nasty: str) -> Report:
    report = all_zero()
    report.unit = report.contact = report.phone = report.title = nasty
    report.texts = {text.key: nasty for text in report.form.texts}
    for key in list(report.values)[::7]:
        report.values[key] = Value(None, "text", nasty)
    return report


def template(nasty: str, folder: Path) -> None:
    """The template's formulas are those of a harmless report; the texts come back."""
    path, harmless = folder / "a.xlsx", folder / "b.xlsx"
    write_template(str(harmless), FORM, report=_filled("甲"))
    if length(nasty) > _MOST:
        with pytest.raises(ValueError, match="一个单元格最多放 32767 个"):
            write_template(str(path), FORM, report=_filled(nasty))
        return
    write_template(str(path), FORM, report=_filled(nasty))
    _is_text_only(path, _outside(harmless)[0])
    _comes_back(path, nasty)


def _comes_back(path: Path, nasty: str) -> None:
    """Where it can be shown as it is, it stands somewhere, to two readers."""
    if not nasty.isprintable() or not nasty.strip() or len(nasty) > _MOST:
        return
    book = openpyxl.load_workbook(path)
    if "_x" not in nasty:  # openpyxl undoes escapes twice, or not at all
        assert any(cell.value == nasty for s in book for row in s.iter_rows() for cell in row)
    other = CalamineWorkbook.from_path(path)
    sheets = (other.get_sheet_by_name(name).to_python() for name in other.sheet_names)
    assert any(cell == nasty for rows in sheets for row in rows for cell in row)


def notes(nasty: str, folder: Path) -> None:
    """A note says what it says, also where that looks like one of Excel's escapes."""
    path = folder / "a.xlsx"
    seen = "".join(c for c in nasty if c.isprintable())[:_LONG_NOTE]
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("甲")
        write_notes(book, {Place("甲", 0, 0): f"来源：{seen}"})
    _is_text_only(path, set())
    comment = openpyxl.load_workbook(path)["甲"]["A1"].comment
    assert _unescaped(comment.text) == f"来源：{seen}"


def rollup(nasty: str, folder: Path) -> None:
    """Formulas and links are those of a harmless collection."""
    scene, more = dirty(lambda: "甲")
    formulas = _outside(write_rollup(folder, scene, **more)[0])[0]
    scene, more = dirty(lambda: nasty)
    path, _ = write_rollup(folder, scene, **more)
    _is_text_only(path, formulas)


def _source(folder: Path) -> Path:
    path = folder / "source.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write("E6", 2)
        sheet.write("J6", 3)
    return path


def marks(nasty: str, folder: Path) -> None:
    """The list of findings and the notes are text, in a list that can be read."""
    source, path = _source(folder), folder / "a.xlsx"
    file = checked(nasty)
    at = [one._replace(cells=(f"{SHEET}!J6",)) for one in file.findings]
    write_marked(str(source), str(path), file._replace(findings=(*file.findings, *at)))
    _is_text_only(path, set())
    _comes_back(path, nasty)
    if nasty.isprintable() and nasty.strip() and len(nasty) < _MOST // 10:
        comment = openpyxl.load_workbook(path)[SHEET]["J6"].comment
        assert nasty in _unescaped(comment.text)


def edits(nasty: str, folder: Path) -> None:
    """A draft that is written into somebody's workbook is a text."""
    source, path = _source(folder), folder / "a.xlsx"
    edit = [Edit(Place(SHEET, 0, 2), nasty)]
    if length(clean(nasty, "\n")) > _MOST:
        with pytest.raises(ValueError, match="一个单元格放不下"):
            write_edits(str(source), str(path), edit)
        assert not path.exists()
        return
    write_edits(str(source), str(path), edit)
    _is_text_only(path, set())
    _comes_back(path, nasty)


def rebuilt(nasty: str, folder: Path) -> None:
    """What stands in an old workbook is a text in the new one that is made of it."""
    old: Any = xlwt.Workbook()
    sheet = old.add_sheet("甲")
    plain = "".join(c for c in nasty if c < "\ud800" or "\udfff" < c < "\U00010000")[:_MOST]
    sheet.write(0, 0, plain)
    sheet.write(1, 0, "乙")
    file = io.BytesIO()
    old.save(file)
    source, path = folder / "a.xls", folder / "a.xlsx"
    source.write_bytes(file.getvalue())
    write_edits(str(source), str(path), [Edit(Place("甲", 2, 2), plain)])
    _is_text_only(path, set())
    _comes_back(path, plain)
