"""Where the pages of gikxl's own layout end, closely enough to know whether a table breaks.

Word alone knows it exactly. What rests on this is only whether a label is said again half-way
down table 三: that a row never stands without its label is held by the document itself.
"""

from collections.abc import Iterable, Iterator
from math import ceil

from gikxl.write.official import look
from gikxl.write.official.blank import ROW_HEIGHT, widths
from gikxl.write.official.content import Content, Passage, width, with_tables
from gikxl.write.official.grid import Grid, grid_of

_POINT = 20
_LINE = look.LINE / _POINT
_PAGE = 22 * _LINE
_CHARACTERS = look.TEXT_WIDTH / _POINT / 16
_HEADING = _LINE + (look.SPACE_BEFORE + look.SPACE_AFTER) / _POINT
_SMALL, _SMALL_LINE, _BORDER = 9, 13, 0.5
_DOUBT = 10
"""Heights may come out as many points larger in Word."""


def breaks(content: Content) -> bool:
    """Whether a page is going to end half-way down the table that has a seam."""
    room = _PAGE
    for needed, whole in _heights(content):
        if isinstance(whole, Grid):
            first, rest = needed + _part(whole, 0, whole.seams[0]), _part(whole, whole.seams[0])
            return first + _DOUBT < room < first + rest
        room = (room if needed <= room else _PAGE) - needed
    return False


def _heights(content: Content) -> Iterator[tuple[float, Grid | None]]:
    """The heights of what may not be parted, in order, until the table that has a seam."""
    lines = content.details["display_title"].count("\n") + 1
    yield (lines + 1) * _LINE, None
    yield from _words(0, content.passages[content.form.opening.key])
    for section in content.form.sections:
        if section.note:
            grid = grid_of(content.form.table(section.key), with_seams=True)
            if grid.seams:
                yield _HEADING, grid
            yield _HEADING + _part(grid, 0), None
            yield from _words(0, content.passages[section.key])
        else:
            yield from _words(_HEADING, content.passages[section.key])
        for key, _ in section.aspects:
            passage = content.passages[key]
            yield from _words(_LINE * bool(passage.heading), passage)


def _words(heading: float, passage: Passage) -> Iterator[tuple[float, None]]:
    """The lines of a passage; its heading does not stand apart from the first of them."""
    first, *more = [*_lines(passage.paragraphs)] or [0.0]
    yield heading + first, None
    yield from ((line, None) for line in more)


def _lines(paragraphs: Iterable[str]) -> Iterator[float]:
    for part in with_tables(paragraphs):
        if isinstance(part, str):
            yield from [_LINE] * ceil((2 + width(part)) / _CHARACTERS)
        else:
            yield from [ROW_HEIGHT / _POINT] * len(part)


def _part(grid: Grid, top: int, bottom: int | None = None) -> float:
    """The height of rows of a table."""
    columns = widths(grid)
    height = 0.0
    for number, row in enumerate(grid.rows[top:bottom], top):
        lines = max(
            ceil(_SMALL * width(slot.text) / _room(columns[slot.box.left : slot.box.right + 1]))
            for slot in row
            if slot.box.top == slot.box.bottom == number
        )
        height += max(ROW_HEIGHT / _POINT, lines * _SMALL_LINE) + _BORDER
    return height


def _room(columns: list[int]) -> float:
    return (sum(columns) - 2 * look.CELL_MARGIN) / _POINT
