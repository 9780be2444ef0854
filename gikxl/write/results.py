"""The sheet 校验结果 of a marked copy: the verdict, and a table of what was found."""

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gikxl.finding import CheckedFile, Finding
from gikxl.write import marking
from gikxl.write.drawing import width
from gikxl.write.marking import CENTRED, COLOURS, COLUMNS, FONT, HEAD, LINKED, OURS
from gikxl.write.template.places import INFO_SHEET, LAST_SHEET, RESULTS_SHEET
from gikxl.write.workbook import Copy, put

_LINE_HEIGHT = 16
_THIN = Side(style="thin", color="BFBFBF")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def write_results(
    copy: Copy, checked: CheckedFile, findings: Sequence[Finding], targets: Sequence[Cell | None]
) -> str:
    """Write the sheet and open the copy on it; the sheet's name.

    The findings are numbered in the order given; each links to its target.
    """
    sheet = _sheet(copy)
    _top(sheet, checked)
    for number, (finding, target) in enumerate(zip(findings, targets, strict=True), start=1):
        _row(sheet, number, finding, target)
    if not findings:
        _text(sheet.cell(HEAD + 1, 1), marking.NOTHING)
    _arrange(sheet, HEAD + max(1, len(findings)))
    for other in copy.book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    copy.book.active = sheet
    return str(sheet.title)


def _sheet(copy: Copy) -> Worksheet:
    """A new sheet, in the place of the template's or of an earlier copy's if there is one."""
    book = copy.book
    number, name = 1, RESULTS_SHEET
    while name in book.sheetnames and not _is_ours(copy, name):
        number += 1
        name = f"{RESULTS_SHEET}({number})"
    at = len(book.sheetnames)
    if name in book.sheetnames:
        at = book.sheetnames.index(name)
        del book[name]
    sheet = book.create_sheet(name, at)
    sheet.defined_names.add(DefinedName(OURS, attr_text=f"'{name}'!$A$1", hidden=True))
    return sheet


def _is_ours(copy: Copy, name: str) -> bool:
    template = {INFO_SHEET, LAST_SHEET}.issubset(copy.book.sheetnames)
    return OURS in copy.book[name].defined_names or (template and name == RESULTS_SHEET)


def _top(sheet: Worksheet, checked: CheckedFile) -> None:
    _text(sheet["A1"], RESULTS_SHEET, bold=True, size=16, wrap=False)
    verdict, about = marking.top(checked)
    colour = marking.GOOD if checked.verdict == "pass" else marking.BAD
    _text(sheet["A2"], verdict, bold=True, size=12, colour=colour, wrap=False)
    _text(sheet["A3"], about, colour=marking.PALE, wrap=False)
    _text(sheet["A4"], marking.LEGEND, colour=marking.PALE, wrap=False)
    for column, (hue, words) in enumerate(marking.legend(), start=2):
        cell = sheet.cell(4, column)
        _text(cell, words)
        cell.fill = PatternFill("solid", fgColor=COLOURS[hue])
    for column, head in enumerate(COLUMNS, start=1):
        cell = sheet.cell(HEAD, column)
        _text(cell, head, bold=True, centred=True)
        cell.fill = PatternFill("solid", fgColor=marking.HEAD_FILL)
        cell.border = _FRAME


def _row(sheet: Worksheet, number: int, finding: Finding, target: Cell | None) -> None:
    values = marking.row(number, finding)
    row = HEAD + number
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        _text(cell, value, centred=column in CENTRED)
        cell.border = _FRAME
    sheet.cell(row, 2).fill = PatternFill("solid", fgColor=COLOURS[finding.severity])
    if target is not None:
        _link(sheet.cell(row, LINKED), target)
    lines = [_lines(value, room) for value, room in zip(values, COLUMNS.values(), strict=True)]
    sheet.row_dimensions[row].height = _LINE_HEIGHT * max(lines) + 4


def _link(cell: Cell, target: Cell) -> None:
    name = target.parent.title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!{target.coordinate}")
    cell.font = Font(name=FONT, size=10, color=marking.LINK, underline="single")


def _text(
    cell: Cell,
    value: object,
    *,
    bold: bool = False,
    size: int = 10,
    colour: str | None = None,
    centred: bool = False,
    wrap: bool = True,
) -> None:
    put(cell, value)
    cell.font = Font(name=FONT, size=size, bold=bold, color=colour)
    horizontal = "center" if centred else "left"
    cell.alignment = Alignment(
        horizontal=horizontal, vertical="center", wrap_text=wrap, indent=int(wrap and not centred)
    )


def _lines(value: object, room: int) -> int:
    """How many lines a text takes in a column of this width."""
    lines = str("" if value is None else value).split("\n")
    return sum(1 + max(0, width(line) - 1) // (room - 2) for line in lines)


def _arrange(sheet: Worksheet, last: int) -> None:
    """Columns, frozen head and filter for the screen; A4 landscape for paper."""
    for letter, room in zip("ABCDEFGH", COLUMNS.values(), strict=True):
        sheet.column_dimensions[letter].width = room + 1
    for row, height in ((1, 28), (2, 22), (4, 20), (HEAD, 22)):
        sheet.row_dimensions[row].height = height
    sheet.freeze_panes = f"A{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:H{last}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
