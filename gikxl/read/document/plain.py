"""Plain text into blocks: words into paragraphs, what is certain of the tables into grids.

Three kinds of text are met: a Word file saved as text, one cell a line; the text layer
of a PDF, in which paragraphs are broken into lines and labels stand around their
numbers (gikxl.read.document.plain_tables); and a web page copied into one paragraph
(gikxl.read.document.glued_report). Tables saved as CSV are read as they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gikxl.read.document import BODY, Block, Paragraph
from gikxl.read.document.encoding import decode
from gikxl.read.document.glued_report import cut, is_one_paragraph
from gikxl.read.document.plain_tables import TextLine, cell_line, find_tables, text_line
from gikxl.read.document.plain_words import join_lines, page_width
from gikxl.read.document.spans import plain_grid
from gikxl.read.grid import Grid
from gikxl.read.refusal import TOO_BIG
from gikxl.report import Place

_MOST_CHARACTERS = 1_000_000
_PAGE = re.compile(r"-{3,}\s*page\s*\d+\s*", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"[-—–－―─]+\s*\d{1,4}\s*[-—–－―─]+|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?"
)
_RULE = re.compile(r"([=*_~#-])\1{4,}(?:[^=*_~#-]{0,20}\1{4,})?")
_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
_TITLE = re.compile(r"标题\s*[:：]\s*")
_FEWEST_COMMAS = 3
_LONGEST_LABELLED = 300
"""A line that is longer is no row of a table, unless the table is all in one paragraph."""


class TextBlock(NamedTuple):
    """A line of a text, or a row of cells, as words and as a row of a table."""

    text: str
    line: TextLine
    is_cells: bool = False


def open_plain(data: bytes) -> list[Block]:
    """The paragraphs and tables of a text file, in their order.

    Never fails on what stands in it; raises gikxl.finding.Unreadable if it is too long.
    """
    text = decode(data)
    if len(text) > _MOST_CHARACTERS:
        raise TOO_BIG.because("文本过长")
    rows = _comma_separated(text)
    return [plain_grid("表1", rows)] if rows else blocks_of(list(_text_blocks(text)))


def blocks_of(lines: Sequence[TextBlock]) -> list[Block]:
    """Lines into paragraphs and tables; a blank line has no text."""
    found = find_tables([line.line for line in lines])
    grid_at = {min(table.lines): table.grid for table in found}
    taken = {at for table in found for at in table.lines}
    blocks: list[str | Grid] = []
    words: list[str] = []
    full = page_width([line.text for line in lines if not line.is_cells])
    for at, line in enumerate(lines):
        if at in taken or line.is_cells or not line.text:
            blocks += join_lines(words, full)
            words = []
        if at in grid_at:
            blocks.append(grid_at[at])
        if at not in taken and line.text:
            if line.is_cells:
                blocks.append(line.text)
            else:
                words.append(line.text)
    blocks += join_lines(words, full)
    return named(piece for block in blocks for piece in _pieces(block))


def named(blocks: Iterable[str | Grid]) -> list[Block]:
    """Give paragraphs their places and tables their names, as they are counted."""
    result: list[Block] = []
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Grid):
            tables += 1
            block.sheet = f"表{tables}"
            result.append(block)
        else:
            result.append(Paragraph(block, Place(BODY, paragraphs, 0)))
            paragraphs += 1
    return result


def _pieces(block: str | Grid) -> list[str | Grid]:
    if isinstance(block, str) and len(block) > _LONGEST_LABELLED and is_one_paragraph(block):
        return cut(block)
    return [block]


def _comma_separated(text: str) -> list[list[str]]:
    """The rows of a CSV file; none if it is no such file."""
    lines = [line for line in text.splitlines() if line.strip()]
    commas = {line.count(",") for line in lines}
    if not lines or min(commas) < _FEWEST_COMMAS or (len(commas) > 1 and '"' not in text):
        return []
    import csv

    try:
        return list(csv.reader(lines))
    except csv.Error:
        return []


def _text_blocks(text: str) -> Iterator[TextBlock]:
    """The lines of a text; cells that stand one a line, with a tab before, become rows."""
    cells: list[str] = []
    lines = text.replace("\f", "\n----- page 0\n").splitlines()
    for at, line in enumerate(lines):
        goes_on = bool(cells) and line.strip() and "\t" not in line
        if line.startswith("\t") and "\t" not in line.strip():
            cells.append(line.strip())
        elif goes_on:
            cells[-1] += line.strip()
        else:
            yield from _row(cells)
            cells = []
            yield from _plain_line(line, lines, at)
    yield from _row(cells)


def _row(cells: Sequence[str]) -> Iterator[TextBlock]:
    if len(cells) == 1 and cells[0]:
        yield TextBlock(cells[0], text_line(cells[0]))
    elif any(cells):
        yield TextBlock("\t".join(cells).strip(), cell_line(cells), True)


def _plain_line(line: str, lines: Sequence[str], at: int) -> Iterator[TextBlock]:
    """A line of words, or several cells with tabs between; nothing for the mark of a page."""
    text = _TITLE.sub("", _BOOKMARK.sub("", line), 1 if line.startswith("标题") else 0).strip()
    if "\t" in text:
        yield TextBlock(text, cell_line(text.split("\t")), True)
    elif not (_is_page_mark(text) or (text.isdigit() and _is_at_page_end(lines, at))):
        short = len(text) <= _LONGEST_LABELLED
        yield TextBlock(text, text_line(text) if short else TextLine((text,), ()))


def _is_page_mark(text: str) -> bool:
    return any(p.fullmatch(text) for p in (_PAGE, _PAGE_NUMBER, _RULE))


def _is_at_page_end(lines: Sequence[str], at: int) -> bool:
    """Whether a page begins behind this line; a number alone is then the page's."""
    behind = (line.strip() for line in lines[at + 1 :] if line.strip())
    return bool(_PAGE.fullmatch(next(behind, "---page 0")))
