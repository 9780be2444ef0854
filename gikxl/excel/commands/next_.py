"""Go to the next finding."""

from typing import TYPE_CHECKING

from gikxl.excel.checking import checked
from gikxl.excel.dialogs import tell
from gikxl.excel.native import all_hidden, go_to
from gikxl.finding import SEVERITIES, Finding
from gikxl.write import marking
from gikxl.write.wording import blamed_cells, clean, conclusion, facts

if TYPE_CHECKING:
    from xlwings import Book, Sheet

LABEL = "下一处"
PURPOSE = "到下一个有问题的格子；先到错误，再到警告和提示"
_MOST_CHARACTERS = 250
"""The status bar shows no more."""
_SHOWS = (-1, True)


def run(book: "Book") -> None:
    """Check the workbook as it is now, and go on from the selected cell."""
    file, _ = checked(book)
    sheets = {sheet.name: sheet for sheet in book.sheets}
    findings = [f for f in marking.ordered(file.findings) if _cell(f).rpartition("!")[0] in sheets]
    stops = list(dict.fromkeys(map(_cell, findings)))
    if not stops:
        book.app.status_bar = False
        tell(book.app, conclusion(file), *_without_cells(file.findings))
        return
    here = _selected(book, sheets)
    at = (stops.index(here) + 1) % len(stops) if here in stops else 0
    own = [finding for finding in findings if _cell(finding) == stops[at]]
    words = f"{at + 1}/{len(stops)}　" + "；".join(map(_told, own))
    _show(book, sheets, stops[at], words)


def _cell(finding: Finding) -> str:
    """The cell that a finding is first about."""
    return next(iter(blamed_cells(finding) or finding.cells), "")


def _told(finding: Finding) -> str:
    said = f"{SEVERITIES[finding.severity]} {finding.code} {clean(finding.title)}"
    return "，".join(filter(None, (said, facts(finding))))


def _without_cells(findings: tuple[Finding, ...]) -> list[str]:
    """What concerns no cell, as a missing table."""
    return ["", *map(_told, marking.ordered(findings))] if findings else []


def _selected(book: "Book", sheets: dict[str, "Sheet"]) -> str:
    """The selected cell of this workbook; in a merged range, each of its cells counts."""
    selection = book.app.selection
    if selection is None or selection.sheet.book.name != book.name:
        return ""
    name = selection.sheet.name
    if name not in sheets:
        return ""
    cell = selection.get_address(False, False).partition(":")[0]
    return f"{name}!{cell}"


def _show(book: "Book", sheets: dict[str, "Sheet"], stop: str, words: str) -> None:
    name, _, address = stop.rpartition("!")
    sheet = sheets[name]
    book.app.status_bar = words[:_MOST_CHARACTERS]
    if sheet.visible not in _SHOWS:
        tell(book.app, words, "", f"它在隐藏的工作表“{name}”里：请先取消隐藏。")
        return
    go_to(sheet.range(address))
    if all_hidden(sheet, address, "rows") or all_hidden(sheet, address, "columns"):
        tell(book.app, words, "", f"{address} 所在的行或列被隐藏或筛选掉了：请先取消隐藏或筛选。")
