"""A report in one paragraph, as a web page leaves it when it is copied as text.

The words are cut into paragraphs at the headings of the sections and where a sentence
is followed by a space; the tables are found by the form's labels, between which the
numbers stand without a gap.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from gikxl.form import EDITIONS, Block, Form, Table, load
from gikxl.read.document.glued import Row, Understood, understand
from gikxl.read.document.plain_grids import Row as Line
from gikxl.read.document.plain_grids import official_grid, side_by_side
from gikxl.read.grid import Grid
from gikxl.report import Remark

_FEWEST = 2
"""Of the headings of the three tables, so many stand in the midst of one paragraph."""
_SENTENCE_END = re.compile(r"(?<=[。！？；：”〕）])\s+")
_ASPECT = re.compile(r"(?:^|(?<=[。！？；：”〕）\s]))（([一二三四五六七八九])）")
_HEADING_ALONE = re.compile(r"(（[一二三四五六七八九]）[^\s，。；：]{2,20})\s+(?=\S)")
_NUMERALS = "一二三四五六七八九"
_NUMBERED = re.compile(rf"^(?:[0-9]\.|[{_NUMERALS}]、|（[{_NUMERALS}]）)")
_SHORTEST_BARE = 4
_SAID = r"[^0-9，。；、]{0,4}([0-9]{1,6})\s*[件部个]"
_LONGEST_JUNK = 12
"""Longer unknown words in a table are words beside it."""
_GOES_ON = ".．、,，+-—/％%0123456789"
_BRACKETS = {"（": "[（(]", "）": "[）)]", ".": "[.．、]", "“": '[“"]', "”": '[”"]'}


class Token(NamedTuple):
    """A piece of a table in one paragraph: a label, digits with their gaps, or other words."""

    kind: str
    """row, combined, column, title, digits or words"""
    text: str
    key: str = ""
    block: int = -1


def is_one_paragraph(text: str) -> bool:
    """Whether the headings of the form's tables stand in the midst of a paragraph."""
    form = load(EDITIONS[0])
    tables = {table.key for table in form.tables}
    return len([at for key, at, _ in _sections(text, form) if key in tables and at]) >= _FEWEST


def cut(text: str) -> list[str | Grid]:
    """The paragraphs and tables of a report in one paragraph, in their order."""
    forms = [load(edition) for edition in EDITIONS]
    sections = _sections(text, forms[0])
    if not sections:
        return [text]
    ends = [*(begin for _, begin, _ in sections[1:]), len(text)]
    words = text[: sections[0][1]]
    blocks: list[str | Grid] = [*_paragraphs(words)]
    pieces = [(key, begin, at, end) for (key, begin, at), end in zip(sections, ends, strict=True)]
    tables = {table.key for table in forms[0].tables}
    words += "".join(text[at:end] for key, _, at, end in pieces if key not in tables)
    for key, begin, at, end in pieces:
        blocks.append(text[begin:at].strip())
        if key in tables:
            grid, beside = max(
                (_table(text[at:end], form, key, words) for form in forms),
                key=lambda found: len(found[0].rows),
            )
            blocks += [grid, *beside]
        else:
            blocks += _paragraphs(text[at:end])
    return blocks


def _sections(text: str, form: Form) -> list[tuple[str, int, int]]:
    """The last heading of each section, in the form's order: key, begin, end."""
    found: list[tuple[str, int, int]] = []
    limit = len(text)
    for section in reversed(form.sections):
        pattern = "|".join(map(_pattern, (*section.variants, section.label)))
        matches = list(re.finditer(pattern, text[:limit]))
        if matches:
            limit = matches[-1].start()
            found.append((section.key, limit, matches[-1].end()))
    return found[::-1]


def _paragraphs(text: str) -> Iterator[str]:
    """Cut words where a sentence is followed by a space, and before （一）, （二） … in a row."""
    cuts = [0]
    wanted = 0
    for mark in _ASPECT.finditer(text):
        if mark[1] == _NUMERALS[wanted : wanted + 1]:
            cuts.append(mark.start())
            wanted += 1
    for begin, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        for part in _SENTENCE_END.split(text[begin:end].strip()):
            yield from filter(None, map(str.strip, _HEADING_ALONE.sub(r"\1\n", part).split("\n")))


def _table(text: str, form: Form, key: str, words: str) -> tuple[Grid, list[str]]:
    """What the region of a table holds: the table, and the words beside it."""
    table = form.table(key)
    tokens = list(_tokens(text, form, key))
    beside = [t.text for t in tokens if t.kind == "words" and len(t.text) > _LONGEST_JUNK]
    if table.side_by_side:
        rows = _one_row(tokens, table)
        if rows:
            found = understand(rows, form)
            if rows[0] in found:
                grid = side_by_side(table.blocks, *found[rows[0]])
            else:
                grid = Grid("", [], remarks=[Remark("glued", rows[0].text, (), rows[0].keys)])
            return grid, beside
    labels = _labelled_rows(tokens, form)
    found = understand(list(labels), form, _said(words, table))
    return _grid(form, table, labels, found), beside


def _said(words: str, table: Table) -> dict[str, frozenset[int]]:
    """The numbers that the words of the report give for a row, by the row's first field."""
    said = {}
    for block in table.blocks:
        for row in block.rows:
            names = "|".join(map(re.escape, (row.label, *row.variants)))
            numbers = re.findall(f"(?:{names}){_SAID}", words)
            said[block.key(row, block.columns[0])] = frozenset(map(int, numbers))
    return said


def _grid(form: Form, table: Table, labels: dict[Row, Token], found: dict[Row, Understood]) -> Grid:
    remarks = [
        Remark("glued", row.text, (), row.keys, form.fields[row.keys[0]].row.label)
        for row in labels
        if row not in found
    ]
    parts = []
    for block in table.blocks:
        number = form.blocks.index(block)
        of_block = [(row, token) for row, token in labels.items() if token.block == number]
        parts.append(
            (block, [Line(token.text, *found[row]) for row, token in of_block if row in found])
        )
    return official_grid(parts, remarks)


def _labelled_rows(tokens: Sequence[Token], form: Form) -> dict[Row, Token]:
    """The digits that follow the label of a row, where its columns are named as in the form."""
    rows: dict[Row, Token] = {}
    into = {combined.key: combined.into for combined in form.combined_rows}
    header: list[str] = []
    last = Token("title", "")
    around = zip(
        [last, *tokens], tokens, [*tokens[1:], last], [*tokens[2:], last, last], strict=False
    )
    for before, token, digits, after in around:
        if token.kind == "column":
            header = [token.key] if last.kind == "digits" else [*header, token.key]
        if token.kind in ("column", "digits"):
            last = token
        if token.kind in ("row", "combined") and digits.kind == "digits":
            block = form.blocks[token.block]
            row = next(r for r in block.rows if r.key == into.get(token.key, token.key))
            keys = tuple(block.key(row, column) for column in block.columns)
            if _names_columns(header, block) and not (_runs_on(before) or _runs_into(after)):
                rows[Row(keys, digits.text)] = token
    return rows


def _names_columns(header: Sequence[str], block: Block) -> bool:
    """Whether labels name the columns of a block in its order, those above a group first."""
    depths = {len(column.path) for column in block.columns}
    named = [
        [key for key in header if any(c.key == key and len(c.path) == depth for c in block.columns)]
        for depth in depths
    ]
    return sum(map(len, named)) == len(header) and named == [
        [column.key for column in block.columns if len(column.path) == depth] for depth in depths
    ]


def _runs_on(before: Token) -> bool:
    """Whether unknown words go on into the label behind them."""
    return before.kind == "words" and before.text[-1].isalnum()


def _runs_into(after: Token) -> bool:
    """Whether digits go on into what is behind them: 1,234 or 12.重复申请."""
    return after.kind == "words" and after.text[0] in _GOES_ON


def _one_row(tokens: Sequence[Token], table: Table) -> list[Row]:
    """The digits of a table whose labels all stand before, in the form's order."""
    digits = [token.text for token in tokens if token.kind == "digits"]
    if len(digits) != 1:
        return []
    labels = [token.key for token in tokens if token.kind == "row"]
    columns = [token.key for token in tokens if token.kind == "column"]
    block = table.blocks[0]
    if labels != [row.key for row in block.rows]:
        return []
    if columns != [column.key for column in block.columns] * len(block.rows):
        return []
    keys = tuple(block.key(row, column) for row in block.rows for column in block.columns)
    return [Row(keys, digits[0])]


def _tokens(text: str, form: Form, key: str) -> Iterator[Token]:
    """The labels, digits and other words of the region of a table."""
    at = 0
    pattern, labels = _labels(form, key)
    for match in pattern.finditer(text):
        if text[at : match.start()].strip():
            yield Token("words", text[at : match.start()].lstrip())
        name = match.lastgroup
        if name:
            yield labels.get(name) or Token("digits", " ".join(match[0].split()))
        at = match.end()
    if text[at:].strip():
        yield Token("words", text[at:].strip())


@cache
def _labels(form: Form, key: str) -> tuple[re.Pattern[str], dict[str, Token]]:
    """A pattern for every label of a table, the longest first, and what each of them is."""
    tokens = sorted(set(_entries(form, key)), key=lambda token: (-len(token.text), token.kind))
    named = {f"label{number}": token for number, token in enumerate(tokens)}
    labels = [f"(?P<{name}>{_pattern(token.text)})" for name, token in named.items()]
    # A digit before a point is the number of the next label, unless a digit follows.
    digit = rf"(?!{'|'.join(_pattern(token.text) for token in tokens)})[0-9](?:\.(?=[0-9]))?"
    return re.compile(rf"{'|'.join(labels)}|(?P<digits>(?:\s*{digit})+)"), named


def _entries(form: Form, key: str) -> Iterator[Token]:
    for number, block in enumerate(form.blocks):
        if block.table != key:
            continue
        yield from (Token("title", text) for text in _titles(block))
        for header in block.columns:
            for text in (header.label, *header.variants):
                yield Token("column", text, header.key, number)
        for header in block.rows:
            for text in _wordings((header.label, *header.variants)):
                yield Token("row", text, header.key, number)
        for combined in form.combined_rows:
            if combined.table == key:
                yield Token("combined", combined.label, combined.key, number)


def _titles(block: Block) -> Iterable[str]:
    groups = {group for header in (*block.rows, *block.columns) for group in header.path[:-1]}
    named = {header.label for header in (*block.rows, *block.columns)}
    return filter(None, {block.label, block.corner, *groups} - named)


def _wordings(labels: Iterable[str]) -> Iterator[str]:
    """The labels with and without their number."""
    for label in labels:
        yield label
        bare = re.sub(
            r"^(?:[0-9]+[.．、]|[一二三四五六七八九十]、|（[一二三四五六七八九十]）)", "", label
        )
        if bare != label and len(bare) >= _SHORTEST_BARE:
            yield bare


@cache
def _pattern(label: str) -> str:
    """A label with spaces between its characters, and brackets and points of either width."""
    return r"\s*".join(_BRACKETS.get(c, re.escape(c)) for c in label if not c.isspace())
