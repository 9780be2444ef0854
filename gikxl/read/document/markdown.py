"""Markdown, as programs make it of Word and PDF files: headings, paragraphs, pipe tables.

A table may also be written as in a web page, which is the only way to give it spans.
The marks of headings, bold words and quotations are not part of the text. Rows of a
table may lack the names of their columns: see `gikxl.read.document.bare`.
"""

import re
from collections.abc import Iterator

from gikxl.form import EDITIONS, Form, load
from gikxl.read.document import BODY, Block, Paragraph
from gikxl.read.document.bare import Row, listed, with_columns
from gikxl.read.document.encoding import decode
from gikxl.read.document.headings import section_head
from gikxl.read.document.spanless import read_in_order
from gikxl.read.document.title import find_title
from gikxl.report import Place

_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*")
_QUOTED = re.compile(r"(?:>\s?)+")
_SEPARATOR = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_NAMED = re.compile(r"(?P<label>[^|：:]{2,30})[：:](?P<first>[^|]*)\|(?P<others>.*)")
_NOTHING = re.compile(r"[（(]?(?:空白?|此处为空|无内容)[）)]?")
_MARKED = re.compile(r"^(?:#{1,6} \S|\|.*\|[ \t]*$)", re.MULTILINE)
_TABLE = re.compile(r"<table[\s>]")
_TABLE_END = "</table>"
_TITLE_WITHIN = 20
_FEWEST_CELLS = 3
"""So many cells make a row of a line that is not between bars."""


def looks_like_markdown(data: bytes) -> bool:
    """Whether there is a heading or a row of a table in a text that only Markdown has."""
    return bool(_MARKED.search(decode(data)))


def open_markdown(data: bytes) -> list[Block]:
    """The paragraphs and tables of a Markdown file."""
    text = decode(data)
    lines = [line.strip() for line in text.splitlines()]
    reader = _Reader(_form(lines))
    return [block for piece in _pieces(text) for block in reader.piece(piece)]


def _form(lines: list[str]) -> Form:
    """The form of the year in the title: names of columns that are missing are of its edition."""
    title = find_title([_words(line) for line in lines[:_TITLE_WITHIN] if line])
    year = title.year if title and title.year else None
    return next((load(e) for e in EDITIONS if year and load(e).covers(year)), load())


def _pieces(text: str) -> Iterator[str]:
    """The text cut before and behind each table that is written as in a web page."""
    at = 0
    for begin in _TABLE.finditer(text):
        end = text.find(_TABLE_END, begin.end())
        if begin.start() >= at and end > 0:
            yield text[at : begin.start()]
            at = end + len(_TABLE_END)
            yield text[begin.start() : at]
        elif end < 0:
            break
    yield text[at:]


class _Reader:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.section: str | None = None
        self.paragraphs = 0
        self.tables = 0
        self.rows: list[Row] = []

    def piece(self, text: str) -> Iterator[Block]:
        """What stands in a piece of the text."""
        if not _TABLE.match(text):
            yield from self.blocks([line.strip() for line in text.splitlines()])
            return
        from gikxl.read.document.web import open_page

        for block in open_page(text.encode()):
            if isinstance(block, Paragraph):
                yield from self.paragraph(block.text)
            else:
                self.tables += 1
                block.sheet = f"表{self.tables}"
                yield block

    def blocks(self, lines: list[str]) -> Iterator[Block]:
        """Lines of one table are taken together."""
        for line in lines:
            row = self.row(line)
            if row:
                self.rows.append(row)
            elif not _SEPARATOR.fullmatch(line):
                yield from self.table()
                yield from self.paragraph(line)
        yield from self.table()

    def row(self, line: str) -> Row | None:
        """The cells of a line that is a row of a table."""
        if _SEPARATOR.fullmatch(line):
            return None
        if line.startswith("|"):
            return [*map(_cell, _PIPE.split(line.removeprefix("|").removesuffix("|")))]
        named = _NAMED.fullmatch(line)
        if named:
            others = _PIPE.split(named["others"].removesuffix("|"))
            return [_cell(named["label"]), _cell(named["first"]), *map(_cell, others)]
        cells = _PIPE.split(line.removesuffix("|"))
        if len(cells) >= _FEWEST_CELLS:
            return [*map(_cell, cells)]
        return listed(line, self.form)

    def table(self) -> Iterator[Block]:
        """The table that has been collected, in as many grids as its rows need columns."""
        if self.rows:
            self.tables += 1
            name = f"表{self.tables}"
            grids = list(with_columns(name, self.rows, self.form, self.section))
            yield from read_in_order(name, self.rows, grids)
            self.rows = []

    def paragraph(self, line: str) -> Iterator[Block]:
        """A line of words."""
        text = _words(line)
        head = section_head(text, self.form)
        if head and head.section:
            self.section = head.section
        if text:
            yield Paragraph(text, Place(BODY, self.paragraphs, 0))
            self.paragraphs += 1


def _words(line: str) -> str:
    """A line of words without the marks before and in it."""
    heading = _HEADING.fullmatch(line)
    return _plain(heading["text"] if heading else _QUOTED.sub("", line, count=1))


def _cell(text: str) -> str:
    text = _BREAK.sub("\n", _plain(text))
    return "" if _NOTHING.fullmatch(text) else text


def _plain(text: str) -> str:
    text = _BOLD.sub(r"\2", text.strip()).replace("&nbsp;", " ")
    return _ESCAPED.sub(r"\1", text).strip()
