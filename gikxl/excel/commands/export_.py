"""Export the official report."""

from typing import TYPE_CHECKING

from gikxl.excel.dialogs import confirm, pick_save, tell
from gikxl.excel.live import report_of
from gikxl.jobs.export import export_report, exported, refused
from gikxl.jobs.new import file_name

if TYPE_CHECKING:
    from xlwings import Book

    from gikxl.excel.native import Kinds
    from gikxl.report import Report

LABEL = "导出 Word"
PURPOSE = "导出正式的年度报告，供公布：Word 文档或网页"
_KINDS: "Kinds" = (("Word 文档", "*.docx"), ("网页", "*.html"))


def run(book: "Book") -> None:
    """Ask where the report goes, and write it; with errors only if that is wanted."""
    report = report_of(book)
    out = pick_save(book.app, "导出年度报告", _name(report), _KINDS)
    if out is None:
        return
    answer = export_report(report, out)
    if not answer.written:
        said = refused(book.name, answer.errors)
        question = "全部错误按“校验”查看。有错误的报告不应公布，仍要照原样导出吗？"
        if not confirm(book.app, *said, "", question):
            return
        answer = export_report(report, out, force=True)
    tell(book.app, exported(out, answer.errors))


def _name(report: "Report") -> str:
    workbook = file_name(report.unit or "", report.year or 0, report.form)
    name = workbook if report.year else workbook.replace("0年", "", 1)
    return name.removesuffix(".xlsx") + ".docx"
