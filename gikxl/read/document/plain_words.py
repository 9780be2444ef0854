"""Lines of text into paragraphs: what a page broke into lines is joined again."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from gikxl.form import load
from gikxl.read.document.headings import exact_head
from gikxl.read.document.title import find_title

_WIDEST_LINE = 120
"""In half widths, of which a Chinese character takes two; no page has longer lines."""
_FEWEST_LINES = 4
_NEARLY = 0.75
_LEAST_GAP = 4
"""Digits and quotation marks are not as wide as they count."""
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|[0-9]{1,2}[.．、]"
)
_SENTENCE = re.compile(r"[。！？；：:;〕][”）)]?$")
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d"
_LOOSE = re.compile(
    rf"(?<=[{_WIDE}])[ \t\u00a0\u3000]+(?=\S)|(?<=\S)[ \t\u00a0\u3000]+(?=[{_WIDE}])"
)


def width(text: str) -> int:
    """The width of a text in half widths: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def tight(text: str) -> str:
    """The text without the spaces that justified setting puts beside Chinese characters."""
    return _LOOSE.sub("", text.strip())


def page_width(lines: Iterable[str]) -> int:
    """How wide a full line is, where paragraphs are broken into lines; else 0."""
    widths = sorted(width(line) for line in lines if line)
    if len(widths) < _FEWEST_LINES or widths[-1] > _WIDEST_LINE:
        return 0
    long = [one for one in widths if one * 2 >= widths[-1]]
    return long[len(long) * 9 // 10]


def join_lines(lines: Sequence[str], full: int) -> Iterator[str]:
    """The paragraphs of lines that follow each other; `full` is the width of a full line."""
    if not full:
        yield from filter(None, lines)
        return
    paragraph = ""
    for line, following in zip_longest(lines, lines[1:]):
        paragraph = joined(paragraph, line)
        if following is None or _ends(line, following, full):
            yield tight(paragraph)
            paragraph = ""


def joined(before: str, after: str) -> str:
    """Two pieces of a text; a space between them only where Latin letters or digits meet."""
    space = before[-1:].isascii() and after[:1].isascii() and before and after
    return f"{before} {after}" if space else before + after


def _ends(line: str, following: str, full: int) -> bool:
    """Whether a paragraph ends with a line: by its words, its width, its end, what follows."""
    if width(line) < full * _NEARLY or _is_title(line):
        return True
    short = width(line) < full - max(_LEAST_GAP, full // 10)
    return bool(_SENTENCE.search(line)) and (short or bool(_NUMBERED.match(following)))


def _is_title(line: str) -> bool:
    """Whether a line is a whole title, or the whole heading of a section."""
    title = find_title([line])
    head = exact_head(line, load())
    return bool((title and title.unit and title.year) or (head and not head.rest))
