"""Reports to export, and what an exported one holds, read without the code that wrote it."""

import io
from collections.abc import Iterator
from itertools import groupby

import docx
from docx.table import Table as WordTable
from lxml import html

from gikxl.form import Form, load
from gikxl.report import Report, Value
from tests import figures

Labels = tuple[str, ...]
"""The labels above a number, then those to its left, outermost first, each once."""


def filled(edition: int = 2021, **texts: str) -> Report:
    """A report with a number of its own in every field."""
    form = load(edition)
    values = {key: Value(1000 + n) for n, key in enumerate(form.fields)}
    return Report(form, values, unit="某某县人民政府", year=form.first_year, texts=texts)


def breaking(edition: int = 2021, lines: int = 14) -> Report:
    """A report whose table 二 begins a page, so that half of table 三 stands below it."""
    return filled(edition, overview="\n".join(["一段话。"] * lines), other="没有收费。")


def published(name: str, **texts: str) -> Report:
    """The figures of a published report."""
    report = figures.report(name)
    report.texts = texts
    return report


def expected(report: Report) -> dict[Labels, str]:
    """What a reader finds under the labels of the form."""
    return {
        labels(report.form, key): "" if (n := report.number(key)) is None else str(n)
        for key in report.form.fields
    }


def labels(form: Form, key: str) -> Labels:
    """The labels of a field as they stand around it in the official table."""
    field = form.fields[key]
    table = form.table(field.table)
    if table.side_by_side:
        return (*field.row.path, *field.column.path)
    return (*field.column.path, *field.row.path)


def in_word(data: bytes) -> dict[Labels, str]:
    """Every number of the tables of a Word file, by the labels around it."""
    return {
        found: text
        for table in docx.Document(io.BytesIO(data)).tables
        if not _is_typed(table)
        for found, text in _numbers(_rows(table))
    }


def in_page(source: str) -> dict[Labels, str]:
    """Every number of the tables of a page, by the labels that its headers name."""
    found = {}
    for cell in html.fromstring(source).xpath("//table[@class!='typed']//td"):
        named = [
            cell.getroottree().xpath(f"//th[@id='{key}']") for key in cell.get("headers").split()
        ]
        texts = [label.text for [label] in named if label.get("class") != "block"]
        found[tuple(texts)] = cell.text or ""
    return found


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """The paragraphs of a Word file outside of tables: style and text."""
    return [(p.style.name, p.text) for p in docx.Document(io.BytesIO(data)).paragraphs]


def said(data: bytes, style: str = "年报正文") -> list[str]:
    """The texts of a Word file in this style."""
    return [text for name, text in paragraphs(data) if name == style]


def printed(data: bytes) -> list[str]:
    """The body text of a Word file, and the rows of tables in it with tabs between the cells."""
    lines: list[str] = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, WordTable):
            lines += map("\t".join, _rows(block) if _is_typed(block) else ())
        elif block.style.name == "年报正文":
            lines.append(block.text)
    return [line.strip() for line in lines if line.strip()]


def _is_typed(table: WordTable) -> bool:
    return not table._tbl.xpath("w:tblPr/w:tblCaption")


def _rows(table: WordTable) -> list[list[str]]:
    """The texts of a table, those of merged cells in each of the places they take."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def _numbers(rows: list[list[str]]) -> Iterator[tuple[Labels, str]]:
    """Each number with its labels; a header begins in the first row or with 信息内容."""
    width = len(rows[0])
    first = next((n for n, text in enumerate(rows[-1]) if not _is_label(text)), width)
    header: list[list[str]] = []
    for row in rows:
        if first and all(_is_label(text) for text in row):
            is_new = row[0] == "信息内容"
            header = [row] if is_new or row[0].startswith("第二十条") else [*header, row]
        elif not first and all(_is_label(text) for text in row):
            header = [*header, row]
        else:
            for column in range(first, width):
                above = _once(line[column] for line in header)
                yield (*above, *_once(row[:first])), row[column]


def _is_label(text: str) -> bool:
    return bool(text) and not text[-1].isdigit()


def _once(texts: Iterator[str] | list[str]) -> list[str]:
    return [text for text, _ in groupby(texts)]
