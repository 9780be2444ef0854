"""A received workbook with functions of the add-in: Excel saves them as links to gikxl.xlam."""

from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import openpyxl
import pytest

from gikxl.jobs.check import Checker
from gikxl.jobs.fill import fill_file
from gikxl.jobs.mark import mark_file
from gikxl.jobs.sources import Source
from gikxl.write.template import write_template
from tests import figures
from tests.support import codes

SHEET = "xl/worksheets/sheet4.xml"
"""三、申请办理"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# An add-in in XLSTART is linked by its name alone.
LINK = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<externalBook xmlns:r="{OFFICE}" r:id="rId1"><sheetNames><sheetName val="Sheet1"/></sheetNames>
<definedNames><definedName name="GIKXL_CHECK"/><definedName name="GIKXL_DIFF"/></definedNames>
</externalBook></externalLink>"""
LINKED = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="gikxl.xlam" TargetMode="External"
 Type="http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"/>
</Relationships>"""
DIFF = "[1]!GIKXL_DIFF(D6:D7,D28:D30)"
CHECK = "[1]!GIKXL_CHECK(A3:J30)"


def written(path: Path, cells: dict[str, str]) -> str:
    """A right report, in whose 表三 these cells (XML of formula and value) replace or follow."""
    source = figures.report("suqian_2024")
    plain = path.with_name("plain.xlsx")
    write_template(str(plain), source.form, report=source, level=source.level)
    with ZipFile(plain) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for reference, cell in cells.items():
        parts[SHEET] = _with_cell(parts[SHEET], reference, cell)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    part = f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{kind}"/>'
    _put(parts, "[Content_Types].xml", "</Types>", part)
    target = 'Target="externalLinks/externalLink1.xml"'
    part = f'<Relationship Id="rId99" Type="{OFFICE}/externalLink" {target}/>'
    _put(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", part)
    part = '<externalReferences><externalReference r:id="rId99"/></externalReferences>'
    _put(parts, "xl/workbook.xml", "<definedNames>", part)
    parts["xl/externalLinks/externalLink1.xml"] = LINK
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = LINKED
    with ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return str(path)


def _with_cell(sheet: str, reference: str, cell: str) -> str:
    start = sheet.find(f'<c r="{reference}"')
    if start < 0:
        row = sheet.index(f'<row r="{reference[1:]}"')
        start = end = sheet.index("</row>", row)
    else:
        closed = sheet.index(">", start)
        end = closed + 1 if sheet[closed - 1] == "/" else sheet.index("</c>", start) + 4
    return f'{sheet[:start]}<c r="{reference}" {cell}</c>{sheet[end:]}'


def _put(parts: dict[str, str], name: str, before: str, added: str) -> None:
    assert parts[name].count(before) == 1
    parts[name] = parts[name].replace(before, added + before)


def formula(text: str, value: str, kind: str = "") -> str:
    """The inside of a cell with a formula and its stored result."""
    return f"{kind}><f>{escape(text)}</f><v>{escape(value)}</v>"


BESIDE = {
    "M6": formula(DIFF, "0"),
    "M7": formula(CHECK, "未通过，2 个错误：“自然人”列不平", 't="str"'),
    "M8": formula(f'IFERROR({DIFF},"没有装")', "没有装", 't="str"'),
    "M9": formula(CHECK, "#NAME?", 't="e"'),
}


def found(path: str) -> list[str]:
    return codes(list(Checker(ignore=["S"]).check(Source(path)).file.findings))


def test_functions_beside_the_table_change_no_finding(tmp_path: Path) -> None:
    assert found(written(tmp_path / "a.xlsx", {})) == []
    assert found(written(tmp_path / "b.xlsx", BESIDE)) == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (formula("[1]!GIKXL_DIFF(J6,E6:I6)", "3440"), []),
        (formula("[1]!GIKXL_DIFF(J6,E6:I6)", "1"), ["H301"]),
        (formula(DIFF, "“3件”不是数字", 't="str"'), ["V103"]),
        (formula(DIFF, "#NAME?", 't="e"'), ["V104"]),
        (f"><f>{DIFF}</f>", ["V109"]),
    ],
    ids=["right", "wrong", "text", "no add-in", "not computed"],
)
def test_a_function_in_the_table_counts_as_what_it_shows(
    tmp_path: Path, cell: str, expected: list[str]
) -> None:
    path = written(tmp_path / "a.xlsx", {"D6": cell})
    assert found(path) == expected


def test_copies_keep_the_functions(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", BESIDE | {"D8": formula("1", "1")})
    checker = Checker(ignore=["S"])
    file = checker.check(Source(path)).file
    assert file.verdict == "fail"
    marked, filled = str(tmp_path / "b.xlsx"), str(tmp_path / "c.xlsx")
    mark_file(file, marked, checker.check)
    fill_file(path, filled)
    for copy in (marked, filled):
        sheet = openpyxl.load_workbook(copy)["三、申请办理"]
        assert sheet["M6"].value == f"={DIFF}"
        assert sheet["M7"].value == f"={CHECK}"
        with ZipFile(copy) as package:
            assert (
                "gikxl.xlam"
                in package.read("xl/externalLinks/_rels/externalLink1.xml.rels").decode()
            )
