"""Export the official report: Word, a page, or PDF."""

import os
from collections.abc import Sequence
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
    _kind(out, template)
    refuse_overwriting(out, path, template)
    return export_report(read_named(path), out, force=force, template=template)


def export_report(
    report: Report, out: str, *, force: bool = False, template: str | None = None
) -> Exported:
    """The same for a report that has been read already."""
    kind = _kind(out, template)
    errors = tuple(finding for finding in check(report) if finding.severity == "error")
    if errors and not force:
        return Exported(errors, written=False)
    data = _made(report, kind, template)
    from gikxl.write.files import replacing

    with replacing(out) as file:
        file.write(data)
    return Exported(errors, written=True)


def refused(name: str, errors: Sequence[Finding]) -> tuple[str, str]:
    """That a report has errors and was not exported, and the first of them; in Chinese."""
    return (
        f"{name} 有 {len(errors)} 个错误，没有导出。",
        f"{'第一个' if len(errors) > 1 else '错误'}是 {errors[0].code} {errors[0].title}："
        f"{errors[0].message}",
    )


def exported(out: str, errors: Sequence[Finding]) -> str:
    """That a report was exported, in Chinese."""
    return f"已导出 {out}" + (f"，其中 {len(errors)} 个错误没有改正" * bool(errors))


def _kind(out: str, template: str | None) -> str:
    """What is to be written; ValueError, in Chinese, if it cannot be."""
    kind = os.path.splitext(out)[1].lower()
    if kind not in KINDS:
        raise ValueError(f"{out}：输出文件的扩展名应为 .docx、.html 或 .pdf")
    if template and kind in (".html", ".htm"):
        raise ValueError("--template 是 Word 模板，只能用于 .docx 和 .pdf")
    return kind


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
