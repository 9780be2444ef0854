"""The official report as one self-contained page: no script, nothing loaded from elsewhere."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape

from gikxl.form import Section
from gikxl.report import Report
from gikxl.write.official.content import Content, Passage, Rows, content_of, with_tables
from gikxl.write.official.grid import Grid, Slot, grid_of

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 54rem; padding: 2rem 1.25rem 4rem; color: #1f2328;
  background: #fff; font: 1.125rem/1.9 FangSong, STFangsong, "Noto Serif CJK SC",
  "Source Han Serif SC", SimSun, serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 2rem; text-align: center; font: 700 1.75rem/1.5 "FZXiaoBiaoSong-B05S", SimSun,
  STSong, "Noto Serif CJK SC", serif; text-wrap: balance; }
h1 span { display: inline-block; }
h2 { margin: 1.75rem 0 .5rem; font: 700 1.25rem/1.6 SimHei, "PingFang SC", "Microsoft YaHei",
  "Noto Sans CJK SC", sans-serif; }
h3 { margin: 1rem 0 .25rem; font: 700 1.125rem/1.7 KaiTi, STKaiti, "Noto Serif CJK SC", serif; }
p { margin: 0 0 .25rem; text-indent: 2em; text-align: justify; white-space: pre-wrap; }
.wide { margin: 1rem 0; overflow-x: auto; }
.wide:focus-visible { outline: 2px solid #0b57d0; }
table { width: 100%; border-collapse: collapse; font: .9375rem/1.45 SimSun, "PingFang SC",
  "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
th, td { border: 1px solid #59636e; padding: .3rem .4rem; font-weight: 400; text-align: center; }
th.row, th.block { text-align: left; }
th.block { background: #c6d9f1; }
.proactive { min-width: 30rem; }
.requests, .disputes { min-width: 50rem; }
.requests { table-layout: fixed; }
.requests .group { width: 4.4em; } .requests .group + .group { width: 5.2em; }
.requests .number { width: 7.2%; }
.disputes th.column { min-width: 2.9rem; }
@media (max-width: 40rem) {
  /* Columns as narrow as their numbers let them be, and the labels of rows stay in sight. */
  .wide table { min-width: 0; font-size: .8125rem; }
  .wide th, .wide td { padding: .3rem .2rem; }
  .requests { table-layout: auto; border: solid #59636e; border-width: 1px 0 0 1px;
    border-collapse: separate; border-spacing: 0; }
  .requests th, .requests td { border-width: 0 1px 1px 0; }
  .requests .group { width: 1.9em; } .requests .group + .group { width: 3em; }
  .requests .label { width: auto; } .requests .number { width: 2.7em; }
  .requests .row { position: sticky; left: 0; min-width: 8em; background: #fff; }
  .disputes th.column { min-width: 2.7em; }
  body { padding: 1.25rem 1rem 3rem; font-size: 1.0625rem; }
  h1 { font-size: 1.375rem; margin-bottom: 1.25rem; }
  h2 { font-size: 1.1875rem; }
}
@media print {
  @page { size: A4; margin: 37mm 26mm 35mm 28mm; }
  body { max-width: none; padding: 0; font-size: 16pt; }
  h1 { font-size: 22pt; } h2, h3 { font-size: 16pt; break-after: avoid; }
  .wide { overflow: visible; padding-right: 1px; }
  table { min-width: 0 !important; font-size: 9pt; }
  .requests { width: 100% !important; } .disputes { table-layout: fixed; }
  .requests th, .disputes th { min-width: 0 !important; padding: 1pt 2pt; }
  /* Seven digits stand in one line. */
  .requests td, .disputes td { padding: 1pt 0; font-size: 8pt; } .disputes td { font-size: 7.5pt; }
  .proactive, .requests, .disputes { break-inside: avoid; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  th.block { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def page(report: Report) -> str:
    """The report as a page; the same report gives the same page."""
    content = content_of(report)
    digest = b64encode(sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = escape(content.title)
    parts = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{_title(content)}</h1>\n",
        *_paragraphs(content.passages[content.form.opening.key].paragraphs),
        *(part for section in content.form.sections for part in _section(section, content)),
        "</main>\n</body>\n</html>\n",
    )
    return "".join(parts)


def _title(content: Content) -> str:
    """The title, which on a narrow screen breaks behind the name of the unit."""
    title, unit = content.title, content.details["unit"]
    if unit and title.startswith(unit) and title != unit:
        return f"<span>{escape(unit)}</span><span>{escape(title.removeprefix(unit))}</span>"
    return escape(title)


def _section(section: Section, content: Content) -> Iterator[str]:
    yield f'<section aria-labelledby="{section.key}">\n'
    yield f'<h2 id="{section.key}">{escape(section.label)}</h2>\n'
    if section.note:
        yield from _table(grid_of(content.form.table(section.key)), content)
    yield from _paragraphs(content.passages[section.key].paragraphs)
    for key, _ in section.aspects:
        yield from _aspect(content.passages[key])
    yield "</section>\n"


def _aspect(passage: Passage) -> Iterator[str]:
    said = passage.paragraphs
    if heading := passage.heading or passage.own_heading:
        yield f"<h3>{escape(heading)}</h3>\n"
    yield from _paragraphs(said[1:] if passage.own_heading else said)


def _paragraphs(paragraphs: tuple[str, ...]) -> Iterator[str]:
    for part in with_tables(paragraphs):
        if isinstance(part, str):
            yield f"<p>{escape(part)}</p>\n"
        else:
            yield from _typed(part)


def _typed(rows: Rows) -> Iterator[str]:
    """A table that was typed into a text: nobody knows which of its cells are headers."""
    yield '<div class="wide" role="region" tabindex="0" aria-label="表格">\n<table class="typed">\n'
    for row in rows:
        cells = "".join(f"<td>{escape(text)}</td>" for text in row)
        yield f"<tr>{cells}</tr>\n"
    yield "</table>\n</div>\n"


def _table(grid: Grid, content: Content) -> Iterator[str]:
    key = grid.table.key
    # Whoever has no mouse scrolls the table with the keyboard, once it has the focus.
    yield f'<div class="wide" role="region" tabindex="0" aria-labelledby="{key}">\n'
    yield f'<table class="{key}">\n<caption>{escape(grid.table.label)}</caption>\n'
    yield _columns(grid)
    blocks = _blocks(grid)
    for number, row in enumerate(grid.rows):
        if number == 0 and grid.head:
            yield "<thead>\n"
        elif number == grid.head or (number in blocks and number):
            yield "<tbody>\n"
        cells = (_cell(grid, slot, blocks, content) for slot in row if slot.box.top == number)
        yield f"<tr>{''.join(cells)}</tr>\n"
        if number + 1 in blocks or number + 1 == len(grid.rows):
            yield "</tbody>\n"
        elif number + 1 == grid.head:
            yield "</thead>\n"
    yield "</table>\n</div>\n"


def _columns(grid: Grid) -> str:
    """The kinds of columns of a table with several columns of labels, for their widths."""
    if grid.label_columns < 2:
        return ""
    kinds = ["group"] * (grid.label_columns - 1) + ["label"]
    kinds += ["number"] * (grid.columns - grid.label_columns)
    columns = "".join(f'<col class="{kind}">' for kind in kinds)
    return f"<colgroup>{columns}</colgroup>\n"


def _blocks(grid: Grid) -> tuple[int, ...]:
    """The rows in which the blocks of a table begin, the first one included."""
    if grid.head:
        return (0,)
    return tuple(
        number
        for number, row in enumerate(grid.rows)
        if any(slot.role == "block" and slot.box.top == number for slot in row)
    )


def _cell(grid: Grid, slot: Slot, blocks: tuple[int, ...], content: Content) -> str:
    spans = f' colspan="{slot.width}"' if slot.width > 1 else ""
    spans += f' rowspan="{slot.height}"' if slot.height > 1 else ""
    if slot.key:
        headers = " ".join(_id(grid, label) for label in _headers(grid, slot, blocks))
        return f'<td{spans} headers="{headers}">{escape(content.numbers[slot.key])}</td>'
    scope = "row" if slot.role in ("row", "group") else "col"
    return (
        f'<th id="{_id(grid, slot)}" class="{slot.role}" scope="{scope}"{spans}>'
        f"{escape(slot.text)}</th>"
    )


def _id(grid: Grid, slot: Slot) -> str:
    return f"{grid.table.key}-{slot.box.top + 1}-{slot.box.left + 1}"


def _headers(grid: Grid, cell: Slot, blocks: tuple[int, ...]) -> list[Slot]:
    """The labels of a number: of its block, then above it, then to its left."""
    top = max(start for start in blocks if start <= cell.box.top)
    above = [
        slot
        for number, row in enumerate(grid.rows[top : cell.box.top], top)
        for slot in row
        if slot.box.top == number
        and slot.role in ("block", "column")
        and slot.box.left <= cell.box.left <= slot.box.right
    ]
    beside = [slot for slot in grid.rows[cell.box.top] if slot.role in ("row", "group")]
    return above + beside
