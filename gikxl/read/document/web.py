"""Web pages (.html, .htm, and pages that only carry another extension).

Spaces and line breaks of the source are read as a browser shows them, except that a
line break beside a Chinese character is nothing: programs break lines of Chinese
anywhere. Scripts, what is hidden, and menus marked as such are not read. A table that
only puts things in their place is read as what stands in it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Set
from typing import TYPE_CHECKING

from gikxl.read.document import BODY, Block, Paragraph
from gikxl.read.document.encoding import decode
from gikxl.read.document.shown import raised, struck
from gikxl.read.document.spans import MOST_COLUMNS, Spanned, holds_form, lay_out, refuse_too_many
from gikxl.read.document.uneven import is_uneven
from gikxl.read.number import read_number
from gikxl.report import Place

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "head", "select", "option", "button", "textarea",
     "iframe", "object", "svg", "nav", "footer", "audio", "video", "map", "datalist")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "div", "dl", "dt", "fieldset", "figure", "figcaption", "form", "h1", "h2", "h3", "h4", "h5",
     "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "tbody",
     "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_ROUND_ROWS = ("thead", "tbody", "tfoot", "form")
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:[;!]|$)",
    re.IGNORECASE,
)
_KEPT = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_TAG = re.compile(r"[a-z][a-z0-9]*")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—〔〕"
_BROKEN_LINE = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]\s*|[ \t]*[\r\n][ \t\r\n]*(?=[{_CJK}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SPACE = "\x1f"
"""Stands for a space that is shown once, however many follow each other."""
_INVISIBLE = str.maketrans("\xa0", " ", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
_NOT_IN_XML = {**dict.fromkeys([*range(9), 11, *range(14, 32), 0xFFFE, 0xFFFF]), 12: " "}
"""lxml reads these in a page, and does not let them be written back."""
_LONG = 300


def open_page(data: bytes) -> list[Block]:
    """The paragraphs and tables of a web page, in reading order."""
    from lxml import etree

    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    text = decode(data, declared[1].decode("ascii") if declared else "")
    text = _XML_DECLARATION.sub("", text.translate(_NOT_IN_XML))
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None:
        return []
    _write_out(root)
    return list(_Reader(_spaced(root)).blocks(root))


class _Reader:
    def __init__(self, spaced: Set[str]) -> None:
        self.spaced = spaced
        self.paragraphs = 0
        self.tables = 0
        self.cells = 0
        self.pieces: list[str] = []

    def blocks(self, root: "_Element") -> Iterator[Block]:
        """What stands in an element, in reading order."""
        yield from self.walk(root, False)
        yield from self.flush()

    def walk(self, element: "_Element", kept: bool) -> Iterator[Block]:
        """Collect text; yield a paragraph wherever a block begins or ends."""
        if _is_skipped(element):
            return
        kept = kept or element.tag in self.spaced or _keeps_spaces(element)
        if element.tag == "table":
            yield from self.flush()
            yield from self.table(element, kept)
        elif element.tag == "br":
            self.pieces.append("\n")
        elif element.tag in _BLOCKS:
            yield from self.flush()
            yield from self.inside(element, kept)
            yield from self.flush()
        else:
            yield from self.inside(element, kept)

    def inside(self, element: "_Element", kept: bool) -> Iterator[Block]:
        """The text and the elements in an element."""
        self.pieces.append(_shown(element.text, kept))
        for child in element:
            yield from self.walk(child, kept)
            self.pieces.append(_shown(child.tail, kept))

    def flush(self) -> Iterator[Block]:
        """The paragraph that has been collected, if it says anything."""
        text = _joined(self.pieces)
        self.pieces = []
        if text:
            yield Paragraph(text, Place(BODY, self.paragraphs, 0))
            self.paragraphs += 1

    def table(self, element: "_Element", kept: bool) -> Iterator[Block]:
        """A table as a grid below its caption, or what stands in it."""
        rows = [list(_cells(row)) for row in _rows(element)]
        cells = [cell for row in rows for cell in row]
        self.cells += len(cells)
        refuse_too_many(self.cells)
        if _is_layout(element, rows) and not holds_form(map(_raw, cells)):
            for cell in cells:
                yield from self.walk(cell, kept)
            return
        for caption in element.iterchildren("caption"):
            yield from self.walk(caption, kept)
        self.tables += 1
        name = f"表{self.tables}"
        spanned = [[_spanned(cell, len(rows), kept) for cell in row] for row in rows]
        grid = lay_out(name, spanned)
        if is_uneven(grid) and all(cell[1:] == (1, 1) for row in spanned for cell in row):
            from gikxl.read.document.spanless import read_in_order

            yield from read_in_order(name, [[cell.text for cell in row] for row in spanned], [grid])
        else:
            yield grid


def _write_out(root: "_Element") -> None:
    """Write into the text what only shows: raised and struck letters, numbers in input fields."""
    for element in root.iter("*"):
        style = element.get("style") or ""
        if element.tag in ("s", "strike", "del") or _STRUCK.search(style):
            _rewrite(element, struck)
        elif element.tag == "sup" or _RAISED.search(style):
            _rewrite(element, raised)
        elif element.tag == "input" and read_number(element.get("value", ""))[1] == "number":
            element.tail = element.get("value", "") + (element.tail or "")


def _rewrite(element: "_Element", change: Callable[[str], str]) -> None:
    """Change all text in an element."""
    for inner in element.iter("*"):
        inner.text = change(inner.text or "")
        if inner is not element:
            inner.tail = change(inner.tail or "")


def _is_layout(table: "_Element", rows: "list[list[_Element]]") -> bool:
    """Whether a table has tables in it, single cells only, or a page's text in a cell."""
    cells = [cell for row in rows for cell in row]
    return (
        all(len(row) <= 1 for row in rows)
        or next(table.iterdescendants("table"), None) is not None
        or any(len(cell) > 1 and len(_raw(cell)) > _LONG for cell in cells)
    )


def _rows(table: "_Element") -> "Iterator[_Element]":
    """The visible rows of a table, not those of tables in it."""
    for child in table:
        if child.tag == "tr" and not _is_skipped(child):
            yield child
        elif child.tag in _ROUND_ROWS and not _is_skipped(child):
            yield from _rows(child)


def _cells(row: "_Element") -> "Iterator[_Element]":
    return (cell for cell in row.iterchildren("td", "th") if not _is_skipped(cell))


def _spanned(cell: "_Element", height: int, kept: bool) -> Spanned:
    rows, columns = _span(cell.get("rowspan"), 1), _span(cell.get("colspan"), 1)
    return Spanned(_joined(list(_cell_pieces(cell, kept))), rows or height, columns or 1)


def _span(text: str | None, otherwise: int) -> int:
    digits = re.match(r"\s*([0-9]{1,5})", text or "")
    return min(int(digits[1]), MOST_COLUMNS) if digits else otherwise


def _cell_pieces(element: "_Element", kept: bool) -> Iterator[str]:
    """The text in a cell; each block in it is a line of its own."""
    if _is_skipped(element):
        return
    kept = kept or _keeps_spaces(element)
    own_line = element.tag in _BLOCKS or element.tag in ("br", "table")
    yield "\n" if own_line else ""
    yield _shown(element.text, kept)
    for child in element:
        yield from _cell_pieces(child, kept)
        yield _shown(child.tail, kept)
    yield "\n" if own_line and element.tag != "br" else ""


def _is_skipped(element: "_Element") -> bool:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return True
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _spaced(root: "_Element") -> Set[str]:
    """The elements of which a style sheet of the page says that spaces are shown as written."""
    rules = (rule for style in root.iter("style") for rule in _RULE.findall(style.text or ""))
    return {
        selector.strip()
        for selectors, said in rules
        if _KEPT.search(said)
        for selector in selectors.split(",")
        if _TAG.fullmatch(selector.strip())
    }


def _keeps_spaces(element: "_Element") -> bool:
    return element.tag == "pre" or bool(_KEPT.search(element.get("style") or ""))


def _shown(text: str | None, kept: bool) -> str:
    if not text or kept:
        return text or ""
    return _SPACES.sub(_SPACE, _BROKEN_LINE.sub("", text.replace(_SPACE, "")))


def _joined(pieces: Iterable[str]) -> str:
    """Lines without the spaces around them, and without blank lines."""
    text = re.sub(f"{_SPACE}+", " ", "".join(pieces)).translate(_INVISIBLE)
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def _raw(cell: "_Element") -> str:
    """The text of a cell as far as it is needed to recognise a label."""
    return "".join(cell.itertext())
