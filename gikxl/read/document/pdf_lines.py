"""Characters on a page into lines, and lines into paragraphs."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from gikxl.read.document.plain_words import joined, tight
from gikxl.read.document.shown import raised
from gikxl.read.grid import Grid

Character = dict[str, Any]
"""As pdfplumber gives it: text, x0, x1, top, bottom, size."""

_GAP = 0.3
"""Of the height of a character: a wider gap between two is a space."""
_SMALL, _RAISED = 0.8, 0.12
_INDENT = 1.2
_PAGE_NUMBER = re.compile(
    r"[-—–－―─·]*\s*\d{1,4}\s*[-—–－―─·]*|第?\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d+\s*/\s*\d+"
)
_EDGE = 0.12
"""Of the height of a page: page numbers stand so near its edges."""
_FEWEST_PAGES = 3
_FEWEST_LINES = 4
_LATIN = re.compile(r"[\x21-\x7e]+")
_LATIN_WIDTH = 0.5


class TextLine(NamedTuple):
    """A line of text on a page, in points from its left and upper edge."""

    text: str
    x0: float
    x1: float
    top: float
    size: float
    at_edge: bool = False


_Entry = TypeVar("_Entry")


def lines_of(characters: Iterable[Character], height: float = 0) -> list[TextLine]:
    """The lines that characters stand in, from the top down; `height` is that of the page."""
    lines: list[list[Character]] = []
    middle = 0.0
    for character in sorted(characters, key=lambda c: (_middle(c), c["x0"])):
        if not lines or _middle(character) - middle > character["size"] / 2:
            lines.append([])
            middle = _middle(character)
        lines[-1].append(character)
    read = (_line(line, height) for line in lines)
    return [line for line in read if line.text]


def _middle(character: Character) -> float:
    return float(character["top"] + character["bottom"]) / 2


def _line(characters: list[Character], height: float) -> TextLine:
    characters.sort(key=lambda c: c["x0"])
    text = ""
    end: float | None = None
    seen = [c for c in characters if c["text"].strip()]
    if not seen:
        return TextLine("", 0, 0, 0, 0)
    largest = max(seen, key=lambda c: float(c["size"]))
    for character in characters:
        if end is not None and character["x0"] - end > _GAP * character["size"]:
            text += " "
        text += _shown(character, largest)
        end = character["x1"]
    top = min(c["top"] for c in seen)
    at_edge = not _EDGE * height < top < (1 - _EDGE) * height
    size = Counter(round(c["size"], 1) for c in seen).most_common(1)[0][0]
    return TextLine(" ".join(text.split()), seen[0]["x0"], seen[-1]["x1"], top, size, at_edge)


def _shown(character: Character, largest: Character) -> str:
    """The character; a small one above the foot of the largest in its line is a raised one."""
    small = character["size"] < _SMALL * largest["size"]
    above = largest["bottom"] - character["bottom"] > _RAISED * largest["size"]
    return raised(character["text"]) if small and above else str(character["text"])


def text_of(characters: Iterable[Character]) -> str:
    """The text in a cell; its lines are joined, with a space between digits."""
    text = ""
    for line in lines_of(characters):
        text = joined(text, line.text)
    return tight(text)


def without_page_furniture(pages: Sequence[list[_Entry]]) -> list[list[_Entry]]:
    """The pages without page numbers, and without lines that come again at their edges."""
    often = Counter(text for page in pages for text in {_skeleton(e) for e in page if _is_edge(e)})
    fewest = max(_FEWEST_PAGES, len(pages) // 2)
    return [
        [
            entry
            for entry in page
            if not (_is_edge(entry) and (_is_number(entry) or often[_skeleton(entry)] >= fewest))
        ]
        for page in pages
    ]


def _is_edge(entry: object) -> bool:
    return isinstance(entry, TextLine) and entry.at_edge


def _is_number(entry: object) -> bool:
    return isinstance(entry, TextLine) and bool(_PAGE_NUMBER.fullmatch(entry.text))


def _skeleton(entry: object) -> str:
    """The text of a line whatever its numbers are."""
    return re.sub(r"\d+", "0", entry.text) if isinstance(entry, TextLine) else ""


def paragraphs(entries: Sequence[TextLine | Grid]) -> Iterator[str | Grid]:
    """The lines among the entries as paragraphs, the tables as they are.

    A paragraph ends with a line behind which there was room for what follows, before an
    indented line, and before another size of type.
    """
    lines = [entry for entry in entries if isinstance(entry, TextLine)]
    left = _usual([line.x0 for line in lines], min)
    right = _usual([line.x1 for line in lines], max)
    text = ""
    last: TextLine | None = None
    for entry in entries:
        line = entry if isinstance(entry, TextLine) else None
        if last and not (line and _goes_on(last, line, left, right)):
            yield tight(text)
            text = ""
        if isinstance(entry, TextLine):
            text = joined(text, entry.text)
        else:
            yield entry
        last = line
    if last:
        yield tight(text)


def _usual(places: Sequence[float], extreme: Callable[[Sequence[float]], float]) -> float:
    """Where lines begin or end: most of them, or where that is only some, the farthest."""
    counted = Counter(round(place / 2) * 2 for place in places).most_common(1)
    if counted and counted[0][1] >= _FEWEST_LINES:
        return float(counted[0][0])
    return extreme(places) if places else 0.0


def _goes_on(line: TextLine, following: TextLine, left: float, right: float) -> bool:
    indented = following.x0 > left + _INDENT * following.size
    latin = _LATIN.match(following.text)
    wide = following.size * (len(latin[0]) * _LATIN_WIDTH if latin else 1)
    room = right - line.x1 >= wide + line.size / 2
    return not (indented or room or abs(line.size - following.size) > line.size / 8)
