"""An excerpt drawn with ASCII lines.

By hand, because the consoles of Chinese offices show the Unicode box characters two
columns wide, which no table library accounts for, and because a library's table takes
longer than reading the whole workbook.
"""

from collections.abc import Callable
from itertools import accumulate, takewhile, zip_longest
from typing import Literal
from unicodedata import combining, east_asian_width

from gikxl.write.excerpt import Cell, Excerpt, Line
from gikxl.write.wording import EMPTY, clean

_WIDTH = 74
_LEAST_LABEL, _COMFORTABLE_LABEL = 18, 24
_LONGEST_CELL = 32

Hue = Literal["error", "warning"]
Paint = Callable[[str, Hue], str]

Row = list[tuple[str, Hue | None]]
"""The texts of a drawn row, each with how to paint it: row number, label, cells."""


def draw(excerpt: Excerpt, paint: Paint = lambda text, _: text) -> list[str]:
    """The excerpt as lines of a table, no wider than a terminal if its numbers allow.

    [2] is a wrong number; what it should be stands below it.
    """
    body = [row for line in excerpt.lines for row in _line(line)]
    for size in (max(map(len, excerpt.labels)), 4, 2):
        head = _head(excerpt, size)
        widths = [max(width(row[at][0]) for row in head + body) for at in range(len(head[0]))]
        room = _WIDTH - sum(each + 3 for each in widths) + widths[1] + 3
        if room >= _COMFORTABLE_LABEL:
            break
    widths[1] = min(widths[1], max(room, _LEAST_LABEL))
    rule = "-+-".join("-" * each for each in widths)
    return [
        *(_joined(row, widths, paint) for row in head),
        rule,
        *(_joined(row, widths, paint) for row in body),
    ]


def _head(excerpt: Excerpt, size: int) -> list[Row]:
    """The column letters, and below them the labels in pieces of about `size` characters."""
    labels = [_pieces(clean(label), size) for label in excerpt.labels]
    levels = [("", "", *level) for level in zip_longest(*labels, fillvalue="")]
    return [
        _plain("", _shortened(clean(excerpt.sheet), _WIDTH), *excerpt.letters),
        *(_plain(*texts) for texts in levels),
    ]


def _plain(*texts: str) -> Row:
    return [(text, None) for text in texts]


def _pieces(label: str, size: int) -> list[str]:
    if len(label) <= size + 1:
        return [label]
    return [label[at : at + size] for at in range(0, len(label), size)]


def _line(line: Line) -> list[Row]:
    """The row of the sheet, and below it what its wrong cells should be."""
    rows = [_plain(str(line.number), clean(line.label)) + [_cell(cell) for cell in line.cells]]
    if any(cell.should for cell in line.cells):
        shoulds = [
            f"应为{_shortened(clean(cell.should), _LONGEST_CELL)}" if cell.should else ""
            for cell in line.cells
        ]
        rows.append(_plain("", "") + [(text, "error") for text in shoulds])
    return rows


def _cell(cell: Cell) -> tuple[str, Hue | None]:
    text = _shortened(clean(cell.text), _LONGEST_CELL)
    if cell.mark == "wrong":
        return f"[{text or EMPTY}]", "error"
    return text, "warning" if cell.mark else None


def _joined(row: Row, widths: list[int], paint: Paint) -> str:
    cells = []
    for at, ((whole, hue), room) in enumerate(zip(row, widths, strict=True)):
        text = _shortened(whole, room)
        space = " " * (room - width(text))
        painted = paint(text, hue) if hue and text else text
        cells.append(painted + space if at == 1 else space + painted)
    return " | ".join(cells).rstrip()


def _shortened(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    taken = accumulate(map(width, text))
    return text[: sum(1 for _ in takewhile(lambda columns: columns <= room - 2, taken))] + ".."


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )
