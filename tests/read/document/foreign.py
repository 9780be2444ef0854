"""Reports as other programs write them: Word's XML, a web page's tags, cells as text.

Each of them is made of the official tables, whose numbers are all different, so that
one read into another field shows.
"""

import html
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from gikxl.form import load
from gikxl.read import read
from gikxl.report import Report
from tests.read.layouts import OWN, Layout, official

TITLE = "某某局2024年政府信息公开工作年度报告"
HEADINGS = [section.label for section in load().sections]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

Render = Callable[[object], str]


def as_is(text: str) -> str:
    """What is put around nothing."""
    return text


def unlike(report: Report, numbers: Mapping[str, object] = OWN) -> dict[str, object]:
    """The fields that count as another number than they should; missing ones are not among them."""
    return {
        key: value.number
        for key, value in report.values.items()
        if value.state != "left_out" and value.number not in (None, numbers[key])
    }


def found(report: Report) -> int:
    """How many fields have a number."""
    return sum(value.number is not None for value in report.values.values())


def read_bytes(folder: Path, name: str, data: bytes) -> Report:
    """The report that a file holds."""
    path = folder / name
    path.write_bytes(data)
    return read(str(path))


# Word


def word(body: str, numbering: str = "") -> bytes:
    """A Word file with this body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        document = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
        package.writestr("word/document.xml", document)
        if numbering:
            package.writestr(
                "word/numbering.xml", f'<w:numbering xmlns:w="{_W}">{numbering}</w:numbering>'
            )
    return file.getvalue()


def run(text: object, properties: str = "") -> str:
    """A run of characters."""
    shown = f'<w:t xml:space="preserve">{escape(str(text))}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{shown}</w:r>"


def par(text: object) -> str:
    """Paragraphs, one a line."""
    return "".join(f"<w:p>{run(line)}</w:p>" for line in str(text).split("\n"))


def word_table(
    table: Layout, content: Render = par, cell: Render = as_is, row: Render = as_is,
    *, skips_covered: bool = False,
) -> str:  # fmt: skip
    """The table; cells that go on from above have a vMerge without a value, as WPS writes it.

    With `skips_covered` rows begin behind them, by gridBefore.
    """
    tops = {(r, left): box for box in table.merges for r in range(box[0], box[2] + 1)
            for left in [box[1]]}  # fmt: skip
    rows = []
    for r, cells in enumerate(table.rows):
        parts: list[str] = []
        c = before = 0
        while c < len(cells):
            top, _, bottom, right = tops.get((r, c), (r, c, r, c))
            width = right - c + 1
            span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            merge = '<w:vMerge w:val="restart"/>' if top == r < bottom else ""
            if top < r and skips_covered and not parts:
                before += width
            else:
                merge = "<w:vMerge/>" if top < r else merge
                inner = content(cells[c] if top == r else "")
                parts.append(cell(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inner}</w:tc>"))
            c += width
        grid = f'<w:trPr><w:gridBefore w:val="{before}"/></w:trPr>' if before else ""
        rows.append(row(f"<w:tr>{grid}{''.join(parts)}</w:tr>"))
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def numbers_as(show: Render) -> Render:
    """The content of cells, numbers shown in a way of their own."""
    return lambda cell: show(cell) if isinstance(cell, int) else par(cell)


def word_report(*tables: str, title: str = TITLE) -> bytes:
    """A whole report with these tables, or with the official ones."""
    given = tables or tuple(word_table(table) for table in official(OWN.values()).values())
    return word(whole(par, list(given), title))


def whole(par: Render, tables: list[str], title: str = TITLE) -> str:
    """A report of title, opening and six sections, of which three hold the tables."""
    said = ["全年工作。", *tables, "有问题。", "没有。"]
    body = [par(title), par("根据条例，编制本报告。")]
    for heading, text in zip(HEADINGS, said, strict=True):
        body += [par(heading), text if text in tables else par(text)]
    return "".join(body)


TEXTS = {
    "opening": "根据条例，编制本报告。",
    "overview": "全年工作。",
    "problems": "有问题。",
    "other": "没有。",
}
"""What `whole` says."""


# Pages


def page_table(
    table: Layout, number: Render = str, cell: Callable[[str, str], str] | None = None,
    row: Render = lambda cells: f"<tr>{cells}</tr>",
) -> str:  # fmt: skip
    """The table with its spans; `cell` makes a cell of its attributes and its content."""
    make = cell or (lambda spans, text: f"<td {spans}>{text}</td>")
    boxes = {box[:2]: box for box in table.merges}
    covered = {
        (r, c)
        for a, b, d, e in table.merges
        for r in range(a, d + 1)
        for c in range(b, e + 1)
        if (r, c) != (a, b)
    }
    rows = []
    for r, cells in enumerate(table.rows):
        parts = []
        for c, text in enumerate(cells):
            if (r, c) not in covered:
                top, left, bottom, right = boxes.get((r, c), (r, c, r, c))
                down = f'rowspan="{bottom - top + 1}" ' if bottom > top else ""
                across = f'colspan="{right - left + 1}"' if right > left else ""
                shown = number(text) if isinstance(text, int) else html.escape(str(text))
                parts.append(make(down + across, shown))
        rows.append(row("".join(parts)))
    return f"<table>{''.join(rows)}</table>"


def page_report(
    number: Render = str, cell: Callable[[str, str], str] | None = None,
    row: Render = lambda cells: f"<tr>{cells}</tr>",
) -> str:  # fmt: skip
    """A whole report as tags."""
    sheets = official(OWN.values()).values()
    tables = [page_table(table, number, cell, row) for table in sheets]
    return whole(lambda text: f"<p>{html.escape(str(text))}</p>", tables)


def page(body: str, head: str = "") -> str:
    """A page with this body."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


# Text


def cells_without_spans(table: Layout) -> list[list[str]]:
    """The cells that begin in each row, as a page gives them when it is copied."""
    covered = {
        (r, c)
        for a, b, d, e in table.merges
        for r in range(a, d + 1)
        for c in range(b, e + 1)
        if (r, c) != (a, b)
    }
    return [
        [str(text) for c, text in enumerate(cells) if (r, c) not in covered]
        for r, cells in enumerate(table.rows)
    ]


def text_report(
    row: Callable[[list[str]], str], figures: Mapping[str, object] | None = None
) -> str:
    """A whole report as lines."""
    sheets = official((figures or OWN).values()).values()
    tables = ["".join(f"{row(cells)}\n" for cells in cells_without_spans(t)) for t in sheets]
    return whole(lambda text: f"{text}\n", tables)
