"""Writing cells: what a stranger wrote stays a text, whatever it begins with."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from gikxl.collect.rollup.workbook.looks import QUOTED
from gikxl.report import Number
from gikxl.rules.shared.words import digits
from gikxl.write.template.layout import Box
from gikxl.write.template.styles import Styles, height, length
from gikxl.write.wording import clean

MOST_CHARACTERS = 32_767
"""A cell holds no more; Excel counts rare characters twice."""

_CUT = "……（太长，以下从略）"
_MOST_SHOWN = 16_000
_LARGEST = 10**300
_LONGEST_LINK = 2_000
_KEPT = "原件/"
_LONGEST_NAME = 255
_HIGHEST, _MOST_FOR_HEIGHT = 150.0, 2_000
_ESCAPES = str.maketrans({char: f"%{ord(char):02X}" for char in ' #%"<>[]^`{|}'})
_BEGIN_FORMULAS = ("=", "+", "-", "@")


class Column(NamedTuple):
    """A column of a list: its head and its width in half-width characters."""

    head: str
    width: float


class Link(NamedTuple):
    """A text that leads to a file kept in the collection's folder."""

    words: str
    path: str


class Figure(NamedTuple):
    """A formula and its result, which is stored beside it."""

    formula: str
    result: Number | float | str


Content = str | Number | float | Link | Figure | None


class Sheet:
    """A worksheet that is written row by row, from the top."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self.sheet = sheet
        self.styles = styles
        self.row = 0
        """The next row, from 0."""

    def put(self, column: int, content: Content, look: str = "word") -> None:
        """Write into a cell of the current row."""
        put(self.sheet, self.styles, self.row, column, content, look)

    def line(self, contents: Iterable[tuple[Content, str]], *, least: float = 0) -> None:
        """Write a row, each content in its look, and go on to the next."""
        if least:
            self.sheet.set_row(self.row, least)
        for column, (content, look) in enumerate(contents):
            self.put(column, content, look)
        self.row += 1

    def alone(self, content: str, look: str, points: float | None = None) -> None:
        """Write a row of one text, which runs on over the blank cells beside it."""
        if points:
            self.sheet.set_row(self.row, points)
        self.put(0, content, look)
        self.row += 1

    def across(self, left: int, right: int, content: str, look: str) -> None:
        """Write a text across columns of the current row."""
        self.sheet.merge_range(self.row, left, self.row, right, "", self.styles[look])
        self.put(left, content, look)

    def head(self, columns: Sequence[Column], points: float = 24) -> None:
        """Write the head of a list."""
        self.line([(column.head, "list_head") for column in columns], least=points)

    def widths(self, columns: Sequence[Column]) -> None:
        """Set the widths of the columns."""
        for number, column in enumerate(columns):
            self.sheet.set_column(number, number, column.width)

    def paper(
        self, *, repeated: tuple[int, int] | None = None, pages: tuple[int, int] = (1, 0)
    ) -> None:
        """A4 across, so many pages wide and high (0: as many as it takes)."""
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(*pages)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self.sheet.set_footer('&C&"宋体"&9第 &P 页，共 &N 页&R&"宋体"&9&A')
        self.sheet.hide_gridlines(2)
        if repeated:
            self.sheet.repeat_rows(*repeated)


def put(sheet: Any, styles: Styles, row: int, column: int, content: Content, look: str) -> None:
    """Write into a cell; nothing that it says becomes a formula or a link but our own."""
    if isinstance(content, Figure):
        result = content.result
        shown = float(result) if not isinstance(result, str) else result
        sheet.write_formula(row, column, content.formula, styles[look], shown)
    elif isinstance(content, Link):
        _link(sheet, styles, row, column, content)
    elif content is None or content == "":
        sheet.write_blank(row, column, None, styles[look])
    elif isinstance(content, str):
        _text(sheet, styles, row, column, content, look)
    else:
        put_number(sheet, row, column, content, styles[look])


def put_number(sheet: Any, row: int, column: int, number: Number | float, style: Any) -> None:
    """Write a number; one that no cell can hold becomes a text."""
    if -_LARGEST < number < _LARGEST:
        sheet.write_number(row, column, number, style)
    else:
        said = str(number) if isinstance(number, float) else digits(number)
        sheet.write_string(row, column, shortened(said), style)


def shortened(content: str) -> str:
    """A text as a cell can show it: no control characters, not longer than a cell holds."""
    words = clean(content, keep="\n")
    return words if length(words) <= MOST_CHARACTERS else words[:_MOST_SHOWN] + _CUT


def row_height(contents: Iterable[tuple[Content, float]], least: float = 18) -> float:
    """How high a row must be for its texts in columns of these widths, within reason."""
    needed = [
        height(str(c.words if isinstance(c, Link) else c)[:_MOST_FOR_HEIGHT], width - 2)
        for c, width in contents
        if c not in (None, "")
    ]
    return min(_HIGHEST, max([least, *(points - 2 for points in needed)]))


def cells_of(top: int, left: int, bottom: int, right: int) -> str:
    """A range with dollar signs, for formulas."""
    return Box(top, left, bottom, right).absolute


def is_kept(path: str) -> bool:
    """Whether a path is one of those that the collection gives to what it keeps."""
    parts = path.split("/")
    inside = path.startswith(_KEPT) and not {"", ".", ".."} & set(parts)
    return inside and path.isprintable() and not set('\\:*?"<>|') & set(path)


def _text(sheet: Any, styles: Styles, row: int, column: int, content: str, look: str) -> None:
    words = shortened(content)
    # As soon as someone edits the cell Excel would take it for a formula.
    quoted = QUOTED if words[:1] in _BEGIN_FORMULAS else ""
    sheet.write_string(row, column, words, styles[look + quoted])


def _link(sheet: Any, styles: Styles, row: int, column: int, link: Link) -> None:
    if not is_kept(link.path) or len(link.path) > _LONGEST_LINK:
        _text(sheet, styles, row, column, link.words, "word")
        return
    from xlsxwriter.url import Url

    words = shortened(link.words)[:_LONGEST_NAME] or link.path
    url = Url(f"external:{link.path.translate(_ESCAPES)}")
    url._set_object_link()  # else its slashes are turned, which only Windows understands
    quoted = QUOTED if words[:1] in _BEGIN_FORMULAS else ""
    url.text = words
    sheet.write_url(row, column, url, styles[f"link_word{quoted}"])
