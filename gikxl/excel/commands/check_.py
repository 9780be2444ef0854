"""Check the open workbook and mark what is wrong in it."""

from typing import TYPE_CHECKING

from gikxl.excel.checking import checked
from gikxl.excel.dialogs import tell
from gikxl.excel.live import merges_of
from gikxl.excel.marks import mark
from gikxl.finding import SEVERITIES, CheckedFile
from gikxl.write import marking
from gikxl.write.wording import blamed_cells, cell_list, clean, conclusion

if TYPE_CHECKING:
    from xlwings import Book

LABEL = "校验"
PURPOSE = "核对整份年报，在格子里标出问题，逐条列在“校验结果”里"
_MOST_NAMED = 8


def run(book: "Book") -> None:
    """Check, mark, and show the verdict."""
    file, grids = checked(book)
    marked = mark(book, file, merges_of(grids))
    book.app.status_bar = False
    lines = [conclusion(file), *_named(file), "", f"逐条见“{marked.results}”工作表。"]
    if file.findings:
        lines[-1] += "按“下一处”逐个查看，按“清除标记”恢复原样。"
    lines += [f"“{name}”有密码保护，问题没有标在格子里。" for name in marked.closed]
    tell(book.app, *lines)


def _named(file: CheckedFile) -> list[str]:
    """The first findings that are no notices, each in a line."""
    serious = [f for f in marking.ordered(file.findings) if f.severity != "notice"]
    lines = [
        f"{SEVERITIES[finding.severity]}：{clean(finding.title)}"
        + (f"（{cell_list(blamed_cells(finding), most=3)}）" if finding.cells else "")
        for finding in serious[:_MOST_NAMED]
    ]
    left = len(serious) - len(lines)
    return ["", *lines, *([f"……还有 {left} 条"] if left else [])] if lines else []
