"""Export the official report: Word, a page, or PDF."""

import os
from typing import NamedTuple

from gikxl.finding import Finding
from gikxl.jobs.sources import read_named, refuse_overwriting
from gikxl.report import Report
from gikxl.rules import check

KINDS = (".docx", ".html", ".htm", ".pdf")
"""What can be written, by the ending of its name."""


class Exported(NamedTuple):
    """The errors that the report has, and whether it was written nevertheless."""

    errors: tuple[Finding, ...]
    written: bool


def export_file(
    path: str, out: str, *, force: bool = False, template: str | None = None
) -> Exported:
    """Write the official report of a filled workbook or another report.

    The ending of `out` decides what is written: a Word file, a page or PDF, the two former
    the same bytes each time. A report with errors is written only by `force`, its numbers
    as they stand. `template` is an office's own Word template.

    Raises Unreadable if the report cannot be read, ValueError, in Chinese, if `out` cannot
    be written or the template does not fit the form, and
    gikxl.write.official.pdf.NotConverted where there is no LibreOffice to make a PDF.
    """
    kind = os.path.splitext(out)[1].lower()
    if kind not in KINDS:
        raise ValueError(f"{out}：输出文件的扩展名应为 .docx、.html 或 .pdf")
    if template and kind in (".html", ".htm"):
        raise ValueError("--template 是 Word 模板，只能用于 .docx 和 .pdf")
    refuse_overwriting(out, path, template)
    report = read_named(path)
    errors = tuple(finding for finding in check(report) if finding.severity == "error")
    if errors and not force:
        return Exported(errors, written=False)
    data = _made(report, kind, template)
    from gikxl.write.files import replacing

    with replacing(out) as file:
        file.write(data)
    return Exported(errors, written=True)


def _made(report: Report, kind: str, template: str | None) -> bytes:
    if kind in (".html", ".htm"):
        from gikxl.write.official.page import page

        return page(report).encode()
    if kind == ".docx":
        return _document(report, template)
    from gikxl.write.official.pdf import as_pdf, libreoffice

    program = libreoffice()
    return as_pdf(_document(report, template), program)


def _document(report: Report, template: str | None) -> bytes:
    from gikxl.write.official.word import document

    if template is None:
        return document(report)
    with open(template, "rb") as file:
        data = file.read()
    try:
        return document(report, data)
    except ValueError as error:
        raise ValueError(f"{template}：{error}") from None
