"""Writing into the open workbook: in blocks, and nothing but what is meant to change."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gikxl.excel.areas import (
    Box,
    address,
    corner,
    cut,
    groups,
    joined,
    size,
    split,
    together,
)
from gikxl.excel.merges import merged_among
from gikxl.excel.native import is_filtered, unprotected
from gikxl.write.edit import Edit
from gikxl.write.template.styles import height
from gikxl.write.wording import clean

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

Content = float | str | None
"""What Excel takes for a cell; None empties it."""

_MOST_CHARACTERS = 32_767
_AS_TEXT = "@"
_LONG = 800
"""Longer texts go into their cells one by one: in a block Excel takes no very long ones."""
_MISREAD = ("=", "+", "-", "@", "'")
_OF_DATES = frozenset("年月日时分秒上下午星期周一二三四五六七八九十〇零元")
_SHORT = 40
"""A text that is no longer fits into any row."""


class Block(NamedTuple):
    """Neighbouring cells of a sheet, from the first, counted from 0, and what goes into them."""

    row: int
    column: int
    rows: tuple[tuple[Content, ...], ...]

    @property
    def box(self) -> Box:
        """Where it is."""
        last = (self.row + len(self.rows) - 1, self.column + len(self.rows[0]) - 1)
        return (self.row, self.column, *last)


@contextmanager
def quiet(book: "Book") -> Iterator[None]:
    """Let Excel neither draw nor compute for a while; as it was afterwards, come what may."""
    with book.app.properties(screen_updating=False, calculation="manual", enable_events=False):
        yield


def write_edits(book: "Book", edits: Sequence[Edit]) -> None:
    """Write edits into the open workbook as `gikxl.write.edit.write_edits` does into a copy.

    A cell keeps its look. If it lies inside a merged range, and is not the cell that
    shows, the range is unmerged first. A text never becomes a formula, and its row gets
    high enough for it. Protected sheets are protected again as they were. ValueError, in
    Chinese, if a sheet has a password or is not there; then nothing is written.
    """
    by_sheet: dict[str, list[Edit]] = {}
    for edit in edits:
        by_sheet.setdefault(edit.place.sheet, []).append(edit)
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for name in by_sheet:
        if name not in sheets:
            raise ValueError(f"没有名为“{name}”的工作表")
    with quiet(book), ExitStack() as protection:
        for name in by_sheet:
            protection.enter_context(unprotected(sheets[name]))
        for name, own in by_sheet.items():
            _write(sheets[name], own)


def blocks_of(edits: Iterable[Edit]) -> list[Block]:
    """The edits of one sheet as few blocks; of two edits of a cell the later one counts."""
    contents = {(edit.place.row, edit.place.column): content(edit) for edit in edits}
    blocks: list[Block] = []
    for row, column, cells in _runs(contents):
        above = blocks[-1] if blocks else None
        if (
            above
            and (above.row + len(above.rows), above.column) == (row, column)
            and len(above.rows[0]) == len(cells)
            and not any(map(_is_long, (*cells, *above.rows[0])))
        ):
            blocks[-1] = above._replace(rows=(*above.rows, cells))
        else:
            blocks.append(Block(row, column, (cells,)))
    return blocks


def put(sheet: "Sheet", block: Block) -> None:
    """Write a block as it is, in one go; `xlwings.Range.value` would first ask where it is."""
    rows = [["" if value is None else value for value in row] for row in block.rows]
    sheet.range(address(block.box)).raw_value = rows


def content(edit: Edit) -> Content:
    """What Excel is given for an edit: a number as such, a formula, or a text that stays one."""
    if edit.formula is not None:
        return "=" + edit.formula.removeprefix("=")
    if isinstance(edit.value, str):
        return as_text(edit.value)
    return None if edit.value is None else float(edit.value)


def as_text(text: str) -> str | None:
    """A text so that Excel takes it for nothing else: no formula, number or date."""
    text = clean(text, keep="\n")[:_MOST_CHARACTERS]
    return f"'{text}" if text and not _is_plain(text) else text or None


def _is_plain(text: str) -> bool:
    if text.startswith(_MISREAD):
        return False
    return any("\u4e00" <= character <= "\u9fff" for character in set(text) - _OF_DATES)


def _is_long(content: Content) -> bool:
    return isinstance(content, str) and len(content) > _LONG


def _is_computed(content: Content) -> bool:
    return isinstance(content, float) or (isinstance(content, str) and content.startswith("="))


def _runs(
    contents: dict[tuple[int, int], Content],
) -> Iterator[tuple[int, int, tuple[Content, ...]]]:
    """Neighbours along a row together, a long text by itself."""
    for row, cells in groupby(sorted(contents), key=lambda cell: cell[0]):
        run: list[Content] = []
        start = -1
        for _, column in cells:
            value = contents[row, column]
            alone = _is_long(value) or (run and _is_long(run[-1]))
            if run and (column != start + len(run) or alone):
                yield row, start, tuple(run)
                run = []
            if not run:
                start = column
            run.append(value)
        yield row, start, tuple(run)


def _write(sheet: "Sheet", edits: Sequence[Edit]) -> None:
    blocks = blocks_of(edits)
    if is_filtered(sheet):
        # Of several cells at once Excel may pass over those that a filter hides.
        blocks = [cell for block in blocks for cell in _singles(block)]
    _free(sheet, blocks)
    _take_numbers(sheet, blocks)
    for block in blocks:
        put(sheet, block)
    for edit in edits:
        if isinstance(edit.value, str) and len(edit.value) > _SHORT:
            _make_room(_cell(sheet, edit.place.row, edit.place.column), edit.value)


def _singles(block: Block) -> Iterator[Block]:
    for down, row in enumerate(block.rows):
        for right, content in enumerate(row):
            yield Block(block.row + down, block.column + right, ((content,),))


def _free(sheet: "Sheet", blocks: Sequence[Block]) -> None:
    """Take those cells out of merged ranges that do not show there."""
    boxes = [block.box for block in blocks]
    covering = [
        area
        for area in merged_among(sheet, boxes)
        if any(size(inside := cut(box, area)) and inside != corner(area) for box in boxes)
    ]
    for some in groups(covering):
        together(sheet, some).unmerge()


def _take_numbers(sheet: "Sheet", blocks: Sequence[Block]) -> None:
    """Let cells that make a text of whatever is put into them take numbers and formulas."""
    lists = list(groups(box for block in blocks for box in _computed(block)))
    while lists:
        some = lists.pop()
        cells = together(sheet, some)
        looks = cells.number_format
        if looks is None:
            lists += split(some)
        elif looks == _AS_TEXT:
            cells.number_format = "General"


def _computed(block: Block) -> Iterator[Box]:
    if all(_is_computed(content) for row in block.rows for content in row):
        return iter([block.box])
    cells = (cell for cell in _singles(block) if _is_computed(cell.rows[0][0]))
    return joined(cell.box for cell in cells)


def _cell(sheet: "Sheet", row: int, column: int) -> "Range":
    return sheet.range(address((row, column, row, column)))


def _make_room(cell: "Range", text: str) -> None:
    """Make a row high enough for a text that is wrapped; Excel does it only with some rows."""
    now, width = cell.row_height, cell.column_width
    if cell.wrap_text and now and width:
        wanted = height(text, width - 2, now)
        if wanted > now:
            cell.row_height = wanted
