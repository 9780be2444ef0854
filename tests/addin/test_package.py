"""The add-in as a package: its ribbon, its VBA, its messages, and how it is built."""

import io
import re
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import olefile
import pytest

from gikxl.excel import commands, formula
from tests.addin.launcher import ADDIN, SOURCES, builder

RIBBONS = {
    "customUI/customUI.xml": "http://schemas.microsoft.com/office/2006/01/customui",
    "customUI/customUI14.xml": "http://schemas.microsoft.com/office/2009/07/customui",
}
BUTTONS = {
    "填报": {"new": "新建", "headers": "填充表头", "totals": "计算合计", "carry_over": "结转上年"},
    "核对": {"check": "校验", "next": "下一处", "clear": "清除标记"},
    "文字": {"narrate": "生成文字", "refresh": "更新数字"},
    "发布": {"export": "导出 Word"},
    "汇总": {"collect": "收集汇总"},
}
# Pictures of commands that Excel itself has had since 2007, and Office's picture of a Word file.
PICTURES = [
    "FileNew", "TableInsertExcel", "AutoSum", "FillDown", "ErrorChecking", "ReviewNextComment",
    "ClearFormats", "WrapText", "RefreshAll", "ExportWord",
    "Consolidate",
]  # fmt: skip
LONGEST_TIP = 1024
"""Characters in a label or a tip; Excel leaves out the whole tab where one is longer."""


def part(name: str) -> bytes:
    with ZipFile(ADDIN) as package:
        return package.read(name)


def ribbon(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(part(name))


def buttons(name: str = "customUI/customUI14.xml") -> list[ElementTree.Element]:
    return list(ribbon(name).iter(f"{{{RIBBONS[name]}}}button"))


def parse(path: Path) -> Any:
    """The file as olevba, which virus scanners stand on, reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of pyparsing, on import
        from oletools.olevba import VBA_Parser

        return VBA_Parser(str(path))


def modules(path: Path) -> dict[str, str]:
    """The source of each module, without its attributes."""
    parser = parse(path)
    try:
        found = {name: code for _, _, name, code in parser.extract_macros()}
    finally:
        parser.close()
    return {
        name: "\n".join(
            line for line in code.splitlines() if not line.startswith("Attribute ")
        ).strip()
        for name, code in found.items()
    }


def test_both_copies_are_what_the_texts_make(tmp_path: Path) -> None:
    for name in ("a.xlam", "b.xlam"):
        builder.write_addin(tmp_path / name)
    assert (tmp_path / "a.xlam").read_bytes() == (tmp_path / "b.xlam").read_bytes()
    assert (SOURCES.parent / "gikxl.xlam").read_bytes() == ADDIN.read_bytes()
    with ZipFile(ADDIN) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_vba_comes_back_as_it_was_written() -> None:
    sources = {
        path.name: path.read_text(encoding="ascii").split("\n", 1)[1].strip()
        for path in SOURCES.glob("*.bas")
    }
    assert set(sources) == {"Launcher.bas", "Functions.bas", "Installed.bas"}
    assert modules(ADDIN) == {"ThisWorkbook.cls": "", "Sheet1.cls": "", **sources}


def test_excel_compiles_the_source_itself() -> None:
    with olefile.OleFileIO(io.BytesIO(part("xl/vbaProject.bin"))) as project:
        assert project.openstream("VBA/_VBA_PROJECT").read() == b"\xcc\x61\xff\xff\0\0\0"
        compiled = [name for name in project.listdir() if name[-1].startswith("__SRP_")]
        assert compiled == []


def test_nothing_runs_by_itself_or_names_an_address() -> None:
    parser = parse(ADDIN)
    try:
        kinds = {kind for kind, _, _ in parser.analyze_macros()}
    finally:
        parser.close()
    assert "Suspicious" in kinds  # it starts a program, after all
    assert not kinds & {"AutoExec", "IOC"}


@pytest.mark.parametrize("name", RIBBONS)
def test_the_ribbon_has_its_groups_and_buttons(name: str) -> None:
    space = f"{{{RIBBONS[name]}}}"
    root = ribbon(name)
    assert root.tag == f"{space}customUI"
    (tab,) = root.iter(f"{space}tab")
    assert tab.get("label") == "年报"
    shown = {
        group.get("label"): {button.get("id"): button.get("label") for button in group}
        for group in tab
    }
    assert shown == BUTTONS


def test_the_two_ribbons_differ_in_their_namespace_alone() -> None:
    old, new = RIBBONS
    assert part(old).decode().replace(RIBBONS[old], RIBBONS[new]) == part(new).decode()


def test_ids_are_unique_and_tips_are_short_enough() -> None:
    elements = list(ribbon("customUI/customUI14.xml").iter())
    ids = [identifier for element in elements if (identifier := element.get("id"))]
    assert len(ids) == len(set(ids))
    for button in buttons():
        texts = [button.get(name) or "" for name in ("label", "screentip", "supertip")]
        assert all(0 < len(text) <= LONGEST_TIP for text in texts), button.get("id")


def test_pictures_are_ones_that_excel_has() -> None:
    assert [button.get("imageMso") for button in buttons()] == PICTURES


def test_every_callback_is_a_public_sub() -> None:
    source = modules(ADDIN)["Launcher.bas"]
    subs = re.findall(r"^Public Sub (\w+)\(control As Object\)$", source, re.MULTILINE)
    callbacks = [
        value
        for name in RIBBONS
        for element in ribbon(name).iter()
        for key, value in element.attrib.items()
        if key.startswith(("on", "get", "load"))
    ]
    assert set(callbacks) == set(subs)
    assert len(callbacks) == 2 * len(buttons())


def test_excel_offers_the_worksheet_functions_alone() -> None:
    """What a module without Option Private Module declares public is in Excel's lists."""
    offered = {
        name
        for source in modules(ADDIN).values()
        if "Option Private Module" not in source
        for name in re.findall(r"^Public Function (\w+)\(", source, re.MULTILINE)
    }
    assert offered == set(formula.FUNCTIONS)
    for source in modules(ADDIN).values():
        declared = re.findall(r"^(\w+) (?:Sub|Function) ", source, re.MULTILINE)
        assert set(declared) <= {"Public", "Private"}


def test_every_message_stands_in_its_row() -> None:
    rows = (SOURCES / "messages.txt").read_text(encoding="utf-8").splitlines()
    used = {
        int(row)
        for source in modules(ADDIN).values()
        for row in re.findall(r"^Private Const ROW_\w+ As Long = (\d+)$", source, re.MULTILINE)
    }
    assert used == set(range(1, len(rows) + 1))


def test_buttons_are_the_commands() -> None:
    shown = {button.get("id"): button.get("label") for button in buttons()}
    assert list(shown) == list(commands.NAMES)
    assert shown == {name: commands.command(name).LABEL for name in commands.NAMES}


def test_both_ribbons_are_found_from_the_package() -> None:
    space = "{http://schemas.openxmlformats.org/package/2006/relationships}"
    found = {
        line.get("Type"): line.get("Target")
        for line in ElementTree.fromstring(part("_rels/.rels")).iter(f"{space}Relationship")
    }
    base = "http://schemas.microsoft.com/office"
    assert found[f"{base}/2006/relationships/ui/extensibility"] == "customUI/customUI.xml"
    assert found[f"{base}/2007/relationships/ui/extensibility"] == "customUI/customUI14.xml"


def test_it_names_nobody_and_no_date() -> None:
    core = part("docProps/core.xml").decode()
    assert "<dc:creator>gikxl</dc:creator>" in core
    assert "lastModifiedBy" not in core
    assert "dcterms" not in core


def test_vba_that_is_not_ascii_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "_text", lambda _: 'MsgBox "年报"')
    with pytest.raises(UnicodeEncodeError):
        builder.write_addin(tmp_path / "a.xlam")
