"""Makes the add-in from the texts of this folder: ribbon, VBA and messages.

pyOpenVBA brings an empty add-in that Excel wrote and puts the modules into it; the ribbon,
the messages and the properties go into the package as ordinary parts. Same text, same bytes.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB

HERE = Path(__file__).resolve().parent
MODULES = ("Launcher", "Functions", "Installed")
# Excel 2007 reads the first ribbon, later ones the second; they differ in the namespace alone.
RIBBONS = {
    "customUI/customUI.xml": (
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
        "http://schemas.microsoft.com/office/2006/01/customui",
    ),
    "customUI/customUI14.xml": (
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
        "http://schemas.microsoft.com/office/2009/07/customui",
    ),
}
# The cache of compiled code as [MS-OVBA] 2.3.4.1 wants it written: version 0xFFFF, no content,
# so that every Excel compiles the source anew.
_NOT_COMPILED = bytes.fromhex("CC61 FFFF 00 0000")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>年报</dc:title>'
    "<dc:creator>gikxl</dc:creator><dc:description>政府信息公开工作年度报告：填报、核对、生成文字、"
    "导出</dc:description></cp:coreProperties>"
)
# The first date a zip can hold is every part's date.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_addin(path: Path) -> None:
    """Write the add-in, or with another extension (.xlsm) its twin for programs without add-ins.

    Raises UnicodeEncodeError if the VBA is not ASCII: its code page is not the clerk's.
    """
    with TemporaryDirectory() as folder:
        bare = Path(folder, f"bare{path.suffix}")
        _write_vba(bare)
        with ZipFile(bare) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    project = CFB.from_bytes(parts["xl/vbaProject.bin"])
    project.write_stream_in_storage("VBA", "_VBA_PROJECT", _NOT_COMPILED)
    parts["xl/vbaProject.bin"] = project.to_bytes()
    for name, change in _CHANGES.items():
        parts[name] = change(parts[name].decode()).encode()
    ribbon = _text("ribbon.xml")
    for name, (_, namespace) in RIBBONS.items():
        parts[name] = ribbon.replace(RIBBONS["customUI/customUI14.xml"][1], namespace).encode()
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            package.writestr(info, content)


def _write_vba(path: Path) -> None:
    with ExcelFile.create_new(path) as book:
        project = book.vba_project()
        project.delete_module("Module1")
        for name in MODULES:
            source = _text(f"{name}.bas").encode("ascii").decode().replace("\n", "\r\n")
            project.add_module(name, source)
        book.save(path)


def _with_ribbons(relationships: str) -> str:
    lines = [
        f'<Relationship Id="ribbon{number}" Type="{kind}" Target="{name}"/>'
        for number, (name, (kind, _)) in enumerate(RIBBONS.items(), 1)
    ]
    return _put(relationships, "</Relationships>", "".join(lines) + "</Relationships>")


def _with_messages(sheet: str) -> str:
    rows = [
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{escape(line)}</t></is></c></row>'
        for row, line in enumerate(_text("messages.txt").splitlines(), 1)
    ]
    return _put(sheet, "<sheetData/>", f"<sheetData>{''.join(rows)}</sheetData>")


def _put(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise ValueError(f"pyOpenVBA's empty add-in has changed: {old}")
    return text.replace(old, new)


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


# What parts of the empty add-in become.
_CHANGES: dict[str, Callable[[str], str]] = {
    "_rels/.rels": _with_ribbons,
    "xl/worksheets/sheet1.xml": _with_messages,
    "docProps/core.xml": lambda _: _CORE,
}
