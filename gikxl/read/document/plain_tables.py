"""Tables in lines of text, as a PDF or a Word file leaves them when it is saved as text.

A row of numbers stands in one line; its label may stand before it, or in the lines
above and below it. Only what is certain is read:

- The words above a table name its columns in the form's order.
- A row whose label stands in its line is that row.
- Lines of numbers between two such rows are the rows between them, if there are just
  as many of them, and the labels of these rows stand around them in the same order.
  Each of their values says so in its note.

Everything else is left out, and missing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gikxl.form import EDITIONS, Block, Form, Table, load
from gikxl.read.document.plain_grids import Row, official_grid, side_by_side
from gikxl.read.grid import Grid
from gikxl.read.labels import find_label, squeeze
from gikxl.report import Remark

_NUMBER = re.compile(r"[-—－/]|-?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
_BY_ORDER = "按行的先后理解：这行数字与它的名称不在同一行文字里"
_LONGEST_LABEL = 90
_FARTHEST_HEADER = 18
"""So many lines above its numbers the header of a table may begin."""
_LINES_BELOW = 4
"""So many lines behind its numbers the label of a last row may end."""
_SHORTEST_MENTION = 5


class TextLine(NamedTuple):
    """A line of a text, or a row of cells of which the text says where they begin and end."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    """What stands behind the words; a blank cell is empty."""

    @property
    def has_numbers(self) -> bool:
        """Whether any number stands in it."""
        return any(self.numbers)


_Ranked = tuple[int, int, Row]
"""A row with its position in the form and its line."""


class Found(NamedTuple):
    """A table, and the lines that belong to it."""

    grid: Grid
    lines: frozenset[int]


def text_line(text: str) -> TextLine:
    """A line of text: its words, and the numbers at its end."""
    return _line(text.split())


def cell_line(cells: Sequence[str]) -> TextLine:
    """A row of cells; blank ones among the numbers are kept."""
    return _line(["".join(cell.split()) for cell in cells])


def _line(pieces: Sequence[str]) -> TextLine:
    end = len(pieces)
    while end and (not pieces[end - 1] or _NUMBER.fullmatch(pieces[end - 1])):
        end -= 1
    return TextLine(tuple(filter(None, pieces[:end])), tuple(pieces[end:]))


def find_tables(lines: Sequence[TextLine]) -> list[Found]:
    """The official tables in the lines of a text, each with the lines that it takes up."""
    form = load(EDITIONS[0])
    found: list[Found | None] = []
    for table in form.tables:
        if table.side_by_side:
            found.append(_find_side_by_side(lines, table))
        elif len(table.blocks) == 1:
            found.append(_find_long(lines, table, form))
        else:
            editions = [_find_short(lines, table.key, load(edition)) for edition in EDITIONS]
            found.append(max(editions, key=lambda one: len(one.grid.rows)))
    return [one for one in found if one and one.grid.rows]


# The table of several small blocks.


def _find_short(lines: Sequence[TextLine], key: str, form: Form) -> Found:
    """Rows under a line that names the columns of their block."""
    blocks = form.table(key).blocks
    rows: dict[Block, list[Row]] = {block: [] for block in blocks}
    remarks: list[Remark] = []
    taken: set[int] = set()
    header: list[str] = []
    header_at = -1
    for at, line in enumerate(lines):
        block, label = _row(line, form, blocks)
        if block:
            if header == [column.key for column in block.columns] and _fills(line, block):
                rows[block].append(Row(label, line.numbers))
                taken.update((header_at, at))
            elif line.has_numbers:
                remarks.append(_unclear(label, block, form))
        elif (line.words or line.has_numbers) and not _is_title(line, form):
            header, header_at = _column_names(line, form, blocks), at
    above = {_last_before(lines, at) for at in taken}
    titles = {at for at in above if at >= 0 and _is_title(lines[at], form)}
    return Found(official_grid(rows.items(), remarks), frozenset(taken | titles))


def _unclear(label: str, block: Block, form: Form) -> Remark:
    """A row of which some numbers are there, and nothing tells which."""
    (row,) = [row for row in block.rows if _names(label, row.key, form)]
    keys = tuple(block.key(row, column) for column in block.columns)
    return Remark("uneven", label, (), keys, row.label)


def _names(text: str, row: str, form: Form) -> bool:
    label = find_label(form.edition, text)
    return any(m.axis == "row" and m.key == row for m in (label.meanings if label else ()))


def _last_before(lines: Sequence[TextLine], at: int) -> int:
    """The last line above that is not blank; -1 if there is none."""
    return next((n for n in range(at - 1, -1, -1) if lines[n].words or lines[n].numbers), -1)


def _row(line: TextLine, form: Form, blocks: Sequence[Block]) -> tuple[Block | None, str]:
    """The block of which the words of a line name a row, and the words."""
    text = "".join(line.words)
    label = find_label(form.edition, text) if text else None
    rows = {
        (form.blocks[m.block], m.key)
        for m in (label.meanings if label else ())
        if m.axis == "row" and form.blocks[m.block] in blocks
    }
    return (rows.pop()[0], text) if len(rows) == 1 else (None, "")


def _column_names(line: TextLine, form: Form, blocks: Sequence[Block]) -> list[str]:
    """The keys of the columns that a header names, behind its corner; none if it is no header."""
    corners = {squeeze(block.corner) for block in blocks}
    keys = []
    for name in line.words:
        if squeeze(name) not in corners:
            label = find_label(form.edition, name)
            known = {m.key for m in label.meanings if m.axis == "column"} if label else set()
            if len(known) != 1:
                return []
            keys.append(known.pop())
    return keys


def _fills(line: TextLine, block: Block) -> bool:
    return len(line.numbers) == len(block.columns)


def _is_title(line: TextLine, form: Form) -> bool:
    """Whether it is the title of a block, such as 第二十条第（五）项."""
    label = find_label(form.edition, "".join(line.words)) if line.words else None
    return bool(label and any(m.axis == "title" and m.block >= 0 for m in label.meanings))


# The table of many rows.


class _Line(NamedTuple):
    """A line of the long table: the row that it names, if it does, and in what words."""

    at: int
    row: int | None
    numbers: tuple[str, ...] = ()
    label: str = ""
    fragment: bool = True
    """Its words may be a part of a label."""


def _find_long(lines: Sequence[TextLine], table: Table, form: Form) -> Found | None:
    block = table.blocks[0]
    filled = [at for at, line in enumerate(lines) if _fills(line, block)]
    begins = ((at, _header_begin(lines, at, form)) for at in filled)
    named = ((at, begin) for at, begin in begins if _names_columns(lines[begin:at], block))
    first, begin = next(named, (0, -1))
    if begin < 0:
        return None
    order = _Order(block, form, lines[first : filled[-1] + 1])
    end = filled[-1] + _LINES_BELOW
    placed = order.rows([(at, line) for at, line in enumerate(lines[begin:end], begin)])
    if not placed:
        return None
    rows = [row for _, row in placed]
    last = max(at for at, _ in placed)
    short = [len("".join(line.words)) <= _LONGEST_LABEL for line in lines]
    taken = {at for at in range(begin, last + 1) if short[at]}
    taken.update(order.tail(lines, last))
    return Found(official_grid([(block, rows)]), frozenset(taken))


class _Order:
    """Which row of the form each line of numbers is."""

    def __init__(self, block: Block, form: Form, lines: Sequence[TextLine]) -> None:
        self.block = block
        self.form = form
        self.number = form.blocks.index(block)
        self.groups = [squeeze(g) for row in block.rows for g in row.path[:-1]]
        self.labels = {squeeze(label) for row in block.rows for label in (row.label, *row.variants)}
        self.keys = [row.key for row in block.rows]
        self.names = {row.key: row.label for row in block.rows}
        self._combine(lines)
        self.positions = {key: at for at, key in enumerate(self.keys)}

    def _combine(self, lines: Sequence[TextLine]) -> None:
        """Let a group that is printed as one row stand for its rows."""
        said = {self._meaning(line.words)[0] for line in lines if _fills(line, self.block)}
        for combined in self.form.combined_rows:
            if combined.table == self.block.table and combined.key in said:
                first = self.keys.index(combined.rows[0])
                self.keys = [k for k in self.keys if k not in combined.rows]
                self.keys.insert(first, combined.key)
                self.names[combined.key] = combined.label

    def rows(self, lines: Sequence[tuple[int, TextLine]]) -> list[tuple[int, Row]]:
        """The rows in the form's order, each with its line; what is not certain is left out."""
        seen = [self._read(at, line) for at, line in lines]
        anchors = [line for line in seen if line.numbers and line.row is not None]
        ranks = [anchor.row for anchor in anchors if anchor.row is not None]
        found = [
            (rank, anchor.at, Row(anchor.label, anchor.numbers))
            for rank, anchor in zip(ranks, anchors, strict=True)
        ]
        if ranks == sorted(set(ranks)):
            found += self._between(seen, anchors)
        return [(at, row) for _, at, row in sorted(found, key=lambda one: one[:2])]

    def _read(self, at: int, line: TextLine) -> _Line:
        key, label = self._meaning(line.words)
        fills = _fills(line, self.block)
        if not fills and len(squeeze("".join(line.words))) < _SHORTEST_MENTION:
            key = ""
        numbers = line.numbers if fills and (line.has_numbers or key) else ()
        fragment = all(map(self._is_part, line.words))
        return _Line(at, self.positions.get(key), numbers, label, fragment)

    def _meaning(self, words: Sequence[str]) -> tuple[str, str]:
        """The row or combined row that words name, behind pieces of groups, and its label."""
        found = "", ""
        for begin in range(len(words)):
            if not all(map(self._is_chaff, words[:begin])):
                break
            text = "".join(words[begin:])
            label = find_label(self.form.edition, text)
            of_block = [m for m in label.meanings if m.block == self.number] if label else []
            named = {m.key for m in of_block if m.axis in ("row", "combined")}
            if label and len(named) == 1:
                cut_off = squeeze(label.official).startswith(squeeze(text))
                found = named.pop(), label.official if cut_off else text
        return found

    def _is_chaff(self, word: str) -> bool:
        """Whether a word is a piece of the name of a group, which may be written upright."""
        return any(squeeze(word) in group for group in self.groups)

    def _is_part(self, word: str) -> bool:
        piece = squeeze(word)
        return self._is_chaff(word) or any(piece in label for label in self.labels)

    def _between(self, seen: Sequence[_Line], anchors: Sequence[_Line]) -> Iterator[_Ranked]:
        """The rows between two certain ones, where lines, labels and their order agree."""
        first, end = _Line(seen[0].at - 1, -1), _Line(seen[-1].at + 1, len(self.keys))
        for above, below in pairwise([first, *anchors, end]):
            ranks = range((above.row or 0) + 1, below.row or 0)
            lines = [line for line in seen if above.at < line.at < below.at and line.numbers]
            ends = [above.at, *(line.at for line in lines), below.at]
            if (
                len(lines) == len(ranks)
                and all(line.fragment for line in lines)
                and all(self._is_mentioned(r, seen, *ends[n : n + 3]) for n, r in enumerate(ranks))
            ):
                for rank, line in zip(ranks, lines, strict=True):
                    yield rank, line.at, Row(self.names[self.keys[rank]], line.numbers, _BY_ORDER)

    def _is_mentioned(
        self, rank: int, seen: Sequence[_Line], after: int, _own: int, before: int
    ) -> bool:
        """Whether the label of a row begins in one place, and between its neighbours."""
        places = [line.at for line in seen if line.row == rank]
        return len(places) == 1 and after < places[0] < before

    def tail(self, lines: Sequence[TextLine], last: int) -> Iterator[int]:
        """The lines behind the last numbers that still hold pieces of labels."""
        for at in range(last + 1, len(lines)):
            if lines[at].has_numbers or not all(map(self._is_part, lines[at].words)):
                return
            yield at


def _header_begin(lines: Sequence[TextLine], first: int, form: Form) -> int:
    """Where the words above a table begin: behind other numbers, a heading, or a sentence."""
    begin = first
    while begin > max(0, first - _FARTHEST_HEADER):
        line = lines[begin - 1]
        text = "".join(line.words)
        label = find_label(form.edition, text) if text else None
        is_section = bool(label and any(m.block < 0 for m in label.meanings))
        if line.has_numbers or is_section or "。" in text or len(text) > _LONGEST_LABEL:
            break
        begin -= 1
    return begin


def _names_columns(header: Sequence[TextLine], block: Block) -> bool:
    """Whether words name all columns of a block, and no line of them in another order."""
    labels = [squeeze(column.label) for column in block.columns]
    said = Counter(squeeze("".join(word for line in header for word in line.words)))
    if Counter("".join(labels)) - said:
        return False
    return all(order == sorted(order) for order in _orders(header, labels))


def _orders(header: Sequence[TextLine], labels: Sequence[str]) -> Iterator[list[int]]:
    """The columns that the words of each line can only mean, in their order."""
    for line in header:
        meant = [
            [number for number, label in enumerate(labels) if squeeze(word) in label]
            for word in line.words
            if squeeze(word)
        ]
        yield [numbers[0] for numbers in meant if len(numbers) == 1]


# The table whose rows stand side by side.


def _find_side_by_side(lines: Sequence[TextLine], table: Table) -> Found | None:
    """One line with all numbers of the table, under words that are its header in its order."""
    form = load(EDITIONS[0])
    wanted = sum(len(block.rows) * len(block.columns) for block in table.blocks)
    at = [n for n, line in enumerate(lines) if len(line.numbers) == wanted and not line.words]
    if len(at) != 1 or not lines[at[0]].has_numbers:
        return None
    begin = _header_begin(lines, at[0], form)
    if not _is_header(lines[begin : at[0]], table.blocks[0]):
        return None
    grid = side_by_side(table.blocks, lines[at[0]].numbers)
    return Found(grid, frozenset(range(begin, at[0] + 1)))


def _is_header(header: Sequence[TextLine], block: Block) -> bool:
    """Whether words are those of a header whose columns come again for each row."""
    rows = [squeeze(row.label) for row in block.rows]
    columns = [squeeze(column.label) for column in block.columns]
    text = squeeze("".join(word for line in header for word in line.words))
    if Counter("".join([*rows, *columns * len(rows)])) - Counter(text):
        return False
    outer = dict.fromkeys(squeeze(row.path[0]) for row in block.rows)
    return (
        _come_in_order(text, rows)
        and _come_in_order(text, outer)
        and all(map(_goes_round, _orders(header, columns)))
    )


def _come_in_order(text: str, names: Iterable[str]) -> bool:
    places = [text.find(name) for name in names]
    return -1 not in places and places == sorted(places)


def _goes_round(order: Sequence[int]) -> bool:
    """Whether columns begin again no more often than one of them comes."""
    begins = 1 + sum(after < before for before, after in pairwise(order))
    return not order or begins <= max(Counter(order).values())
