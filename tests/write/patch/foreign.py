"""A workbook with what openpyxl loses: made with XlsxWriter, and by hand what that cannot."""

import io
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter
from openpyxl import Workbook, load_workbook

SHEET = "三、申请办理"
OTHER = "别的"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff"
    "3f0005fe02fea735810000000049454e44ae426082"
)

THREADS = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
    'threadedcomments"><threadedComment ref="B9" dT="2024-01-02T03:04:05.06" personId="{}" '
    'id="{}"><text>讨论</text></threadedComment></ThreadedComments>'
).format(
    "{11111111-1111-1111-1111-111111111111}", "{22222222-2222-2222-2222-222222222222}"
)  # fmt: skip
PERSONS = (
    '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<person displayName="李四" id="{11111111-1111-1111-1111-111111111111}"/></personList>'
)
EXTERNAL = (
    f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{REL}" r:id="rId1"><sheetNames>'
    '<sheetName val="Sheet1"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1">'
    '<cell r="A1"><v>5</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
)
EXTENSION = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
    '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>别的!$A$1:$A$3</xm:f>'
    "</x14:formula1><xm:sqref>H1</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    "</extLst>"
)
CHAIN = f'<calcChain xmlns="{MAIN}"><c r="D2" i="1"/><c r="D3"/><c r="E2"/></calcChain>'


def full(path: Path, *, chart_sheet: bool = True) -> str:
    """Buttons, pictures, charts, threads, tables, links and more; the file's name."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True, "border": 1, "num_format": "0", "bg_color": "#FFFF00"})
    sheet.set_column("F:F", 12, book.add_format({"italic": True}))
    sheet.set_row(11, None, book.add_format({"underline": 1}))
    sheet.merge_range("A1:A2", "（三）不予公开", bold)
    sheet.write_row("B1", ["1.属于国家秘密", 1, 2], bold)
    sheet.write_row("B2", ["3.危及“三安全一稳定”", 3], bold)
    sheet.write_formula("D2", "=C1+C2", bold, 4)
    sheet.write_formula("D3", "=D2*2", bold, 8)
    sheet.write_formula("E2", "=别的!A1", bold, "甲")
    sheet.write_rich_string("B4", "普通", book.add_format({"bold": True}), "粗体")
    sheet.write_comment("C1", "待核", {"author": "王五", "x_scale": 3})
    sheet.write_comment("B9", "[线程批注]\n讨论", {"author": "tc={33333333}"})
    sheet.insert_image("G1", "pixel.png", {"image_data": io.BytesIO(PIXEL)})
    charts = [book.add_chart({"type": kind}) for kind in ("column", "line")[: 1 + chart_sheet]]
    for chart in charts:
        chart.add_series({"values": [SHEET, 0, 2, 1, 2]})
    sheet.insert_chart("G5", charts[0])
    sheet.insert_button("G20", {"caption": "按钮"})
    sheet.insert_checkbox("G22", True)
    sheet.data_validation("C1:C2", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.conditional_format("C1:D3", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_table("J1:K3", {"columns": [{"header": "甲"}, {"header": "乙"}]})
    sheet.protect("x")
    sheet.set_header("&L页眉&G", {"image_left": "p.png", "image_data_left": io.BytesIO(PIXEL)})
    other = book.add_worksheet(OTHER)
    for row, text in enumerate(("甲", "=不是公式", "丙")):
        other.write_string(row, 0, text)
    book.add_worksheet("藏").very_hidden()
    book.define_name("合计", f"='{SHEET}'!$D$2")
    if chart_sheet:
        book.add_chartsheet("图").set_chart(charts[1])
    book.close()
    revise(
        path,
        {
            "xl/calcChain.xml": CHAIN,
            "xl/threadedComments/threadedComment1.xml": THREADS,
            "xl/persons/person.xml": PERSONS,
            "xl/externalLinks/externalLink1.xml": EXTERNAL,
            "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
                ("externalLinkPath", "b.xlsx")
            ).replace("/>", ' TargetMode="External"/>'),
            "xl/printerSettings/printerSettings1.bin": b"\0printer\xff",
        },
        {
            "[Content_Types].xml": [
                ("<Override", '<Default Extension="bin" ContentType="application/vnd.openxmlformats'
                 '-officedocument.spreadsheetml.printerSettings"/><Override'),
                ("</Types>", "".join(
                    f'<Override PartName="/xl/{part}.xml" '
                    f'ContentType="application/vnd.{kind}+xml"/>'
                    for part, kind in (
                        ("calcChain",
                         "openxmlformats-officedocument.spreadsheetml.calcChain"),
                        ("threadedComments/threadedComment1", "ms-excel.threadedcomments"),
                        ("persons/person", "ms-excel.person"),
                        ("externalLinks/externalLink1",
                         "openxmlformats-officedocument.spreadsheetml.externalLink"),
                    )) + "</Types>"),
            ],
            "xl/_rels/workbook.xml.rels": [("</Relationships>", "".join(
                f'<Relationship Id="rId9{n}" Type="{kind}" Target="{target}"/>'
                for n, (kind, target) in enumerate((
                    (f"{REL}/calcChain", "calcChain.xml"),
                    (f"{REL}/externalLink", "externalLinks/externalLink1.xml"),
                    ("http://schemas.microsoft.com/office/2017/10/relationships/person",
                     "persons/person.xml"),
                ))) + "</Relationships>")],
            "xl/worksheets/_rels/sheet1.xml.rels": [("</Relationships>", "".join(
                f'<Relationship Id="rId9{n}" Type="{kind}" Target="{target}"/>'
                for n, (kind, target) in enumerate((
                    ("http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
                     "../threadedComments/threadedComment1.xml"),
                    (f"{REL}/printerSettings", "../printerSettings/printerSettings1.bin"),
                ))) + "</Relationships>")],
            "xl/workbook.xml": [("</sheets>", '</sheets><externalReferences><externalReference '
                                 'r:id="rId91"/></externalReferences>')],
            "xl/worksheets/sheet2.xml": [("</worksheet>", EXTENSION + "</worksheet>")],
        },
    )  # fmt: skip
    return str(path)


def revise(
    path: Path,
    added: Mapping[str, str | bytes],
    replaced: Mapping[str, list[tuple[str, str]]],
) -> None:
    """Add parts to a package, and replace texts in others, each once."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, changes in replaced.items():
        text = parts[name].decode()
        for old, new in changes:
            assert old in text, (name, old)
            text = text.replace(old, new, 1)
        parts[name] = text.encode()
    for name, content in added.items():
        parts[name] = content.encode() if isinstance(content, str) else content
    pack(path, parts)


def pack(path: Path, parts: Mapping[str, str | bytes]) -> None:
    """Write a package of these parts, in this order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 2, 3, 4, 5, 6)), content)


def unpack(path: str | Path) -> dict[str, bytes]:
    """The parts of a package, by name."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def bare(path: Path, rows: str, around: str = "{}", root: str = "", *, more: str = "") -> str:
    """A workbook with one sheet of this XML and nothing else, not even styles."""
    sheet = around.format(f"<sheetData>{rows}</sheetData>")
    pack(
        path,
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
            'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/'
            'sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name='
            f'"{SHEET}" sheetId="1" r:id="rId1"/></sheets>{more}</workbook>',
            "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": root
            or f'<worksheet xmlns="{MAIN}" xmlns:r="{REL}">{sheet}</worksheet>',
        },
    )
    return str(path)


def relations(*targets: tuple[str, str]) -> str:
    """The part of relations that lead to these targets."""
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'


def opened(path: str | Path, *, data_only: bool = False) -> Workbook:
    """A workbook as openpyxl reads it, without its warnings about what it loses."""
    with warnings.catch_warnings(), open(path, "rb") as file:
        warnings.simplefilter("ignore")
        return load_workbook(file, data_only=data_only)
