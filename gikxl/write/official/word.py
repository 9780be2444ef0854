"""The official report in Word: a template with its placeholders filled, once each.

Everything else in the template stays as it is: styles, fonts, headers, footers, pictures.
What is filled in is never looked at again, so a text may hold what looks like a placeholder.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from gikxl.report import Report
from gikxl.write.official.content import Content, content_of, with_tables
from gikxl.write.official.look import NAMESPACE
from gikxl.write.official.package import as_bytes, pack, unpack, words
from gikxl.write.official.placeholders import (
    DETAILS,
    PLACEHOLDER,
    Filling,
    filling,
    name_in,
    names_in,
)
from gikxl.write.official.typed import Sample, sample_of, table_like

_W = "{" + NAMESPACE + "}"
_BODY, _PARAGRAPH, _RUN, _TEXT, _PROPERTIES, _SECTION = (
    f"{_W}{tag}" for tag in ("body", "p", "r", "t", "pPr", "sectPr")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = {"\n": f"{_W}br", "\t": f"{_W}tab"}
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_ONLY_ONCE = (
    _COMPATIBLE,
    _SECTION,
    *(f"{_W}{tag}" for tag in ("drawing", "pict", "object", "bookmarkStart", "bookmarkEnd")),
    *(f"{_W}comment{tag}" for tag in ("RangeStart", "RangeEnd", "Reference")),
)
"""Pictures, bookmarks, comments, the end of a section: gone if their paragraph goes, and not
to be copied with it."""


def document(report: Report, template: bytes | None = None) -> bytes:
    """The report as a Word file (.docx); the same report and template give the same bytes.

    `template` is an office's own, by default gikxl's for the report's edition. ValueError,
    in Chinese, if it is no Word file or its placeholders are not those of the form.
    """
    content = content_of(report)
    if template is None:
        from gikxl.write.official.blank import template as blank
        from gikxl.write.official.pages import breaks

        template = blank(content.form, with_seams=breaks(content))
    return fill(template, content)


def fill(template: bytes, content: Content) -> bytes:
    """The template with the report in place of its placeholders; see `document`."""
    parts = unpack(template)
    roots = words(parts)
    filled = filling(content, {name for root in roots.values() for name in _names(root)})
    sample = next(filter(None, map(_sample, roots.values())), None)
    for name, root in roots.items():
        if root.tag.startswith(_W):
            _fill_words(root, filled, sample)
        else:
            _fill_properties(root, filled)
        parts[name] = as_bytes(root)
    return pack(parts)


def _names(root: Any) -> Iterator[str]:
    holders = root.iter(_PARAGRAPH) if root.tag.startswith(_W) else root.iter()
    for holder in holders:
        yield from names_in("".join(node.text or "" for node in _texts(holder)))


def _texts(holder: Any) -> list[Any]:
    """The texts of a paragraph in order, without those of paragraphs in frames inside it."""
    if holder.tag != _PARAGRAPH:
        return [holder]
    return [
        text
        for text in holder.iter(_TEXT)
        if next(text.iterancestors(_PARAGRAPH)) is holder and text.getparent().tag == _RUN
    ]


def _sample(root: Any) -> Sample | None:
    """The looks of the first cell of a table that holds a number and no more."""
    for cell in root.iter(f"{_W}tc"):
        found = PLACEHOLDER.fullmatch("".join(text.text or "" for text in cell.iter(_TEXT)).strip())
        if found and name_in(found[1]) not in DETAILS:
            return sample_of(cell)
    return None


def _fill_properties(root: Any, filled: Filling) -> None:
    """The document's title and the like, which are single texts."""
    for element in root.iter():
        if element.text and PLACEHOLDER.search(element.text):
            element.text = PLACEHOLDER.sub(lambda found: _line(filled, found[1]), element.text)


def _line(filled: Filling, name: str) -> str:
    """What stands for a placeholder within a line of other words."""
    name = name_in(name)
    return filled.lines[name] if name in filled.lines else "\n".join(filled.blocks[name])


def _fill_words(root: Any, filled: Filling, sample: Sample | None) -> None:
    for paragraph in list(root.iter(_PARAGRAPH)):
        texts = _texts(paragraph)
        whole = "".join(text.text or "" for text in texts)
        found = list(PLACEHOLDER.finditer(whole))
        name = name_in(found[0][1]) if found else ""
        if found and name in filled.blocks and found[0][0] == whole.strip():
            _fill_paragraphs(paragraph, found[0], filled.blocks[name], sample)
        else:
            # From the end, so that what is found further on does not move.
            for match in reversed(found):
                _replace(texts, match, _line(filled, match[1]))


def _fill_paragraphs(
    paragraph: Any, found: re.Match[str], said: tuple[str, ...], sample: Sample | None
) -> None:
    """One paragraph for each that is said, all like the one that held the placeholder.

    Tables among them become tables, in the body of the document.
    """
    if not said and _can_go(paragraph):
        paragraph.getparent().remove(paragraph)
        return
    pattern = _without_more(paragraph)
    first, *more = _parts(said, sample if paragraph.getparent().tag == _BODY else None)
    last = paragraph
    _replace(_texts(paragraph), found, first)
    for part in more:
        following = deepcopy(pattern) if isinstance(part, str) else part
        if isinstance(part, str):
            _replace(_texts(following), found, part)
        last.addnext(following)
        last = following
    section = paragraph.find(f"{_PROPERTIES}/{_SECTION}")
    if section is not None and last is not paragraph:
        last.find(_PROPERTIES).append(section)


def _parts(said: tuple[str, ...], sample: Sample | None) -> list[Any]:
    """Paragraphs and tables; a table is neither first nor last, lest it join with another."""
    parts: list[Any] = [line.strip() for line in said]
    if sample:
        parts = [p if isinstance(p, str) else table_like(sample, p) for p in with_tables(said)]
    if not (parts and isinstance(parts[0], str)):
        parts.insert(0, "")
    return parts if isinstance(parts[-1], str) else [*parts, ""]


def _can_go(paragraph: Any) -> bool:
    """Whether nothing but the placeholder is in the paragraph, and others stay beside it.

    Between two tables and at the end of a cell there must be one.
    """
    if next(paragraph.iter(*_ONLY_ONCE), None) is not None:
        return False
    return any(
        beside is not None and beside.tag == _PARAGRAPH
        for beside in (paragraph.getprevious(), paragraph.getnext())
    )


def _without_more(paragraph: Any) -> Any:
    """A copy without what is there only once, its identity included."""
    copy = deepcopy(paragraph)
    for element in list(copy.iter(*_ONLY_ONCE)):
        element.getparent().remove(element)
    for name in [name for name in copy.attrib if name.endswith(("}paraId", "}textId"))]:
        del copy.attrib[name]
    return copy


def _replace(texts: list[Any], found: re.Match[str], value: str) -> None:
    """Put a value in place of a placeholder, which Word may have cut into several runs."""
    start, end = found.span()
    offset = 0
    first = True
    for text in texts:
        content = text.text or ""
        left, right = max(start - offset, 0), min(end - offset, len(content))
        offset += len(content)
        if left >= right:
            continue
        text.text = content[:left]
        text.set(_SPACE, "preserve")
        rest = content[right:]
        pieces = [*re.split(r"([\n\t])", value), rest] if first else [rest]
        first = False
        _insert_after(text, pieces)
        if not text.text:
            text.getparent().remove(text)


def _insert_after(text: Any, pieces: Iterable[str]) -> None:
    for piece in pieces:
        if not piece:
            continue
        node = text.makeelement(_BREAKS.get(piece, _TEXT))
        if piece not in _BREAKS:
            node.text = piece
            node.set(_SPACE, "preserve")
        text.addnext(node)
        text = node
