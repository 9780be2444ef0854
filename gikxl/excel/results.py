"""The sheet in the open workbook that lists the findings, with links to their cells."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from gikxl.excel.kept import quoted_name
from gikxl.excel.native import add_hidden_name, freeze_above, links, structure_is_protected
from gikxl.excel.sheets import Block, as_text, put
from gikxl.finding import CheckedFile, Finding
from gikxl.report import column_letters
from gikxl.write import marking
from gikxl.write.marking import CENTRED, COLOURS, COLUMNS, FONT, HEAD, LINKED
from gikxl.write.template.places import RESULTS_SHEET

if TYPE_CHECKING:
    from xlwings import Book, Sheet

_LEGEND = 4
_LAST = column_letters(len(COLUMNS) - 1)

Row = list[float | str | None]


def title_for(names: Iterable[str]) -> str:
    """What the sheet is called beside sheets of these names: the template's own stays."""
    taken = {name.casefold() for name in names}
    number, title = 1, RESULTS_SHEET
    while title.casefold() in taken:
        number += 1
        title = f"{RESULTS_SHEET}({number})"
    return title


def remove(book: "Book", sheets: "Sequence[Sheet]") -> None:
    """Take out the lists of earlier markings. ValueError, in Chinese, if Excel must not."""
    if sheets:
        refuse_protected(book)
    for sheet in sheets:
        sheet.delete()


def write(book: "Book", title: str, checked: CheckedFile, findings: Sequence[Finding]) -> None:
    """Add the sheet with all findings, numbered in this order."""
    names = [sheet.name for sheet in book.sheets]
    after = RESULTS_SHEET if RESULTS_SHEET in names else names[-1]
    sheet = book.sheets.add(title, after=book.sheets[after])
    add_hidden_name(sheet, marking.OURS, f"={quoted_name(title)}!$A$1")
    rows = [*_top(title, checked), *map(_row, range(1, len(findings) + 1), findings)]
    if not findings:
        rows.append(_padded(marking.NOTHING))
    put(sheet, Block(0, 0, tuple(map(tuple, rows))))
    _arrange(sheet, checked, len(rows))
    _colour(sheet, findings)
    links(sheet, dict(_links(findings, names)))
    freeze_above(sheet, HEAD)


def _links(findings: Sequence[Finding], sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """From the cells of the list to the first cell that each finding is about."""
    for row, finding in enumerate(findings, start=HEAD + 1):
        place = next((cell for cell in finding.cells if cell.rpartition("!")[0] in sheets), None)
        if place:
            name, _, address = place.rpartition("!")
            yield f"{column_letters(LINKED - 1)}{row}", f"{quoted_name(name)}!{address}"


def refuse_protected(book: "Book") -> None:
    """ValueError, in Chinese, if sheets may be neither added nor taken away."""
    if structure_is_protected(book):
        raise ValueError(
            f"工作簿的结构受保护，不能增减“{RESULTS_SHEET}”工作表。"
            "请先在“审阅”里点“保护工作簿”撤销保护"
        )


def _top(title: str, checked: CheckedFile) -> list[Row]:
    verdict, about = marking.top(checked)
    legend = [as_text(words) for _, words in marking.legend()]
    return [
        _padded(title),
        _padded(as_text(verdict)),
        _padded(as_text(about)),
        _padded(marking.LEGEND, *legend),
        _padded(),
        _padded(*COLUMNS),
    ]


def _padded(*values: float | str | None) -> Row:
    return [*values, *[None] * (len(COLUMNS) - len(values))]


def _row(number: int, finding: Finding) -> Row:
    return [
        as_text(value) if isinstance(value, str) else None if value is None else float(value)
        for value in marking.row(number, finding)
    ]


def _arrange(sheet: "Sheet", checked: CheckedFile, last: int) -> None:
    """Fonts, widths and heights, a few ranges at a time."""
    everything = sheet.range(f"A1:{_LAST}{last}")
    everything.font.name, everything.font.size = FONT, 10
    everything.vertical_alignment = "center"
    sheet.range("A1").font.size, sheet.range("A1:A2").font.bold = 16, True
    sheet.range("A2").font.size = 12
    verdict = marking.GOOD if checked.verdict == "pass" else marking.BAD
    sheet.range("A2").font.color = "#" + verdict
    sheet.range("A3:A4").font.color = "#" + marking.PALE
    for column, width in enumerate(COLUMNS.values()):
        sheet.range(f"{column_letters(column)}1").column_width = width + 1
    table = sheet.range(f"A{HEAD}:{_LAST}{last}")
    table.wrap_text = True
    for column in CENTRED:
        letters = column_letters(column - 1)
        sheet.range(f"{letters}{HEAD}:{letters}{last}").horizontal_alignment = "center"
    head = sheet.range(f"A{HEAD}:{_LAST}{HEAD}")
    head.font.bold, head.color = True, "#" + marking.HEAD_FILL
    table.rows.autofit()


def _colour(sheet: "Sheet", findings: Sequence[Finding]) -> None:
    for column, (hue, _) in enumerate(marking.legend(), start=2):
        sheet.range((_LEGEND, column)).color = "#" + COLOURS[hue]
    # The findings are in order of their severity, so each colour is one range.
    first = HEAD + 1
    for severity in dict.fromkeys(finding.severity for finding in findings):
        count = sum(finding.severity == severity for finding in findings)
        sheet.range(f"B{first}:B{first + count - 1}").color = "#" + COLOURS[severity]
        first += count
