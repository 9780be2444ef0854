"""Ruled tables on the pages of a PDF, cell by cell at their places."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from gikxl.form import EDITIONS
from gikxl.read.document.pdf_lines import Character, TextLine, lines_of, text_of
from gikxl.read.document.plain_words import joined
from gikxl.read.document.shown import struck
from gikxl.read.document.spans import typed
from gikxl.read.grid import Cell as Value
from gikxl.read.grid import Grid
from gikxl.read.labels import find_label
from gikxl.read.refusal import TOO_BIG

if TYPE_CHECKING:
    from pdfplumber.page import Page

_THIN = 3.0
"""Points: what is filled and thinner is a line."""
_SNAP = 3.0
_SAME = 4.5
"""So near each other, lines on two pages are the same line of a table."""
_OTHER = 9.0
"""So far from each other they are different ones; what is between is not certain."""
_SHIFT = 15.0
_HEAD, _FOOT = 0.3, 0.2
"""Of the height of a character: a line this far from its head and foot goes through it."""
_MOST_EDGES = 6_000

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


Edge = dict[str, Any]
"""A line or shape as pdfplumber gives it."""


class Cell(NamedTuple):
    """A cell: its sides, its first and last row, its text."""

    x0: float
    x1: float
    row: int
    last: int
    text: str


class Piece:
    """A table, or the part of it that stands on one page."""

    __slots__ = ("cells", "rows")

    def __init__(self, cells: list[Cell], rows: int) -> None:
        self.cells = cells
        self.rows = rows

    @property
    def sides(self) -> list[float]:
        """Where the columns begin and end."""
        return sorted({x for cell in self.cells for x in (cell.x0, cell.x1)})

    def grid(self) -> Grid:
        """The table as a grid; it still wants its name."""
        columns = {x: number for number, x in enumerate(self.sides)}
        rows: list[list[Value]] = [[""] * (len(columns) - 1) for _ in range(self.rows)]
        merges = []
        for cell in self.cells:
            left, right = columns[cell.x0], columns[cell.x1] - 1
            rows[cell.row][left] = typed(cell.text)
            if (cell.row, left) != (cell.last, right):
                merges.append((cell.row, left, cell.last, right))
        return Grid("", rows, merges=merges)


def read_page(page: "Page") -> list[TextLine | Piece]:
    """The lines and tables of a page, from the top down."""
    edges = [edge for shape in (*page.lines, *page.rects) for edge in _edges(shape)]
    if len(edges) > _MOST_EDGES:
        raise TOO_BIG.because("页面上的线条过多")
    characters = [c for c in page.dedupe_chars().chars if c["upright"]]
    _strike_out(characters, edges)
    placed: list[tuple[float, TextLine | Piece]] = []
    for boxes in _tables(edges):
        inside = {box: [c for c in characters if _is_in(c, box)] for box in boxes}
        texts = {box: text_of(found) for box, found in inside.items()}
        if any(texts.values()):
            taken = {id(c) for found in inside.values() for c in found}
            characters = [c for c in characters if id(c) not in taken]
            placed.append((min(box[1] for box in boxes), _piece(texts)))
    placed += [(line.top, line) for line in lines_of(characters, float(page.height))]
    return [entry for _, entry in sorted(placed, key=lambda pair: pair[0])]


def _strike_out(characters: Iterable[Character], edges: Iterable[Edge]) -> None:
    """Mark the digits that a line goes through."""
    levels = sorted((e["top"], e["x0"], e["x1"]) for e in edges if e["orientation"] == "h")
    for character in characters:
        if character["text"].isdigit():
            height = character["bottom"] - character["top"]
            first = bisect_left(levels, (character["top"] + _HEAD * height,))
            end = bisect_left(levels, (character["bottom"] - _FOOT * height,))
            middle = (character["x0"] + character["x1"]) / 2
            if any(x0 <= middle <= x1 for _, x0, x1 in levels[first:end]):
                character["text"] = struck(character["text"])


def _tables(edges: Sequence[Edge]) -> list[list[Box]]:
    """The cells of each table, as the ruled lines of a page enclose them."""
    from pdfplumber import table

    edges = [*edges, *_closing(edges)]
    merged = table.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    crossings = table.edges_to_intersections(merged, _SNAP, _SNAP)
    tables: list[list[Box]] = table.cells_to_tables(table.intersections_to_cells(crossings))
    return tables


def _edges(shape: Edge) -> Iterable[Edge]:
    """The lines that a shape draws: shades behind words and what is white draw none."""
    from pdfplumber.utils.geometry import filter_edges, obj_to_edges, rect_to_edges

    thin = min(shape["width"], shape["height"]) < _THIN
    stroked = shape["object_type"] == "line" or shape["stroke"]
    color = shape["stroking_color" if stroked else "non_stroking_color"]
    if _is_white(color) or not (stroked or thin):
        return []
    edges = rect_to_edges(shape) if shape["object_type"] == "rect" else obj_to_edges(shape)
    return filter_edges(edges, min_length=_SNAP)


def _closing(edges: Sequence[Edge]) -> Iterator[Edge]:
    """Lines across the ends of upright ones, where a page breaks a table without ruling it off."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    for end in ("top", "bottom"):
        levels = _snapped(edge[end] for edge in upright)
        for level in set(levels.values()):
            ending = sorted((e for e in upright if levels[e[end]] == level), key=lambda e: e["x0"])
            for left, right in pairwise(ending):
                x0, x1 = left["x0"], right["x0"]
                if not any(_crosses(edge, x0, x1, level) for edge in upright):
                    box = {"x0": x0, "x1": x1, "top": level, "bottom": level, "width": x1 - x0}
                    yield {**box, "height": 0, "orientation": "h", "object_type": "line"}


def _crosses(upright: Edge, x0: float, x1: float, level: float) -> bool:
    """Whether an upright line goes through the line between two places at a height."""
    between = x0 + _SNAP < upright["x0"] < x1 - _SNAP
    return bool(between and upright["top"] < level - _SNAP and upright["bottom"] > level + _SNAP)


def _is_white(color: object) -> bool:
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return False
    return all(part == 0 for part in parts) if len(parts) == 4 else all(p > 0.99 for p in parts)


def _is_in(character: Character, box: Box) -> bool:
    x = (character["x0"] + character["x1"]) / 2
    y = (character["top"] + character["bottom"]) / 2
    return bool(box[0] <= x < box[2] and box[1] <= y < box[3])


def _piece(texts: dict[Box, str]) -> Piece:
    """Cells with their texts as a table: lines that nearly coincide are one."""
    sides = _snapped(x for box in texts for x in (box[0], box[2]))
    levels = _snapped(y for box in texts for y in (box[1], box[3]))
    rows = {y: number for number, y in enumerate(sorted(set(levels.values())))}
    cells = [
        Cell(sides[x0], sides[x1], rows[levels[top]], rows[levels[bottom]] - 1, text)
        for (x0, top, x1, bottom), text in texts.items()
    ]
    return Piece(
        [cell for cell in cells if cell.x0 < cell.x1 and cell.row <= cell.last], len(rows) - 1
    )


def _snapped(places: Iterable[float]) -> dict[float, float]:
    """Each place with the first of those that are the same line."""
    snapped: dict[float, float] = {}
    first = None
    for place in sorted(set(places)):
        if first is None or place - first > _SNAP:
            first = place
        snapped[place] = first
    return snapped


def joined_over_pages(pages: Sequence[list[TextLine | Piece]]) -> list[TextLine | Piece]:
    """What stands on all pages, tables that go on at the top of the next page made one."""
    entries: list[TextLine | Piece] = []
    for page in pages:
        rest = page
        if entries and page:
            above, below = entries[-1], page[0]
            if isinstance(above, Piece) and isinstance(below, Piece):
                whole = _joined(above, below)
                if whole:
                    entries[-1] = whole
                    rest = page[1:]
        entries += rest
    return entries


def _joined(above: Piece, below: Piece) -> Piece | None:
    """The two pieces as one table; None if their columns do not stand at the same places."""
    places = _matched(above.sides, below.sides)
    if places is None:
        return None
    cells = [
        cell._replace(
            x0=places[cell.x0], x1=places[cell.x1],
            row=cell.row + above.rows, last=cell.last + above.rows,
        )
        for cell in below.cells
    ]  # fmt: skip
    return Piece(_across(above, cells), above.rows + below.rows)


def _matched(above: Sequence[float], below: Sequence[float]) -> dict[float, float] | None:
    """The places of the lower columns among the upper ones."""
    width = below[-1] - below[0]
    if abs(above[0] - below[0]) > _SHIFT or abs(above[-1] - below[-1]) > _SHIFT or width <= 0:
        return None
    places = {}
    for x in below:
        moved = above[0] + (x - below[0]) * (above[-1] - above[0]) / width
        nearest = min(above, key=lambda place: abs(place - moved))
        if _SAME < abs(nearest - moved) <= _OTHER:
            return None
        places[x] = nearest if abs(nearest - moved) <= _SAME else moved
    return places if all(a < b for a, b in pairwise(places[x] for x in below)) else None


def _across(above: Piece, below: list[Cell]) -> list[Cell]:
    """All cells; one that the end of the page has cut in two is made one again."""
    last = {(c.x0, c.x1): c for c in above.cells if c.last == above.rows - 1}
    cells = list(above.cells)
    for cell in below:
        upper = last.get((cell.x0, cell.x1)) if cell.row == above.rows else None
        if upper and _is_cut(upper.text, cell.text):
            cells.remove(upper)
            cells.append(upper._replace(last=cell.last, text=joined(upper.text, cell.text)))
        else:
            cells.append(cell)
    return cells


def _is_cut(above: str, below: str) -> bool:
    """Whether two texts are the halves of a label, or the lower one is the rest of its cell."""
    whole = find_label(EDITIONS[0], above + below) if above else None
    if not whole or any(meaning.axis == "column" for meaning in whole.meanings):
        return False
    return not below or (whole.exact and not find_label(EDITIONS[0], below))
