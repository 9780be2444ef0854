"""What the rules on headings share: how a heading of a published report is numbered."""

from typing import NamedTuple

from gikxl.form import Section
from gikxl.report import Heading, Report

_CHINESE = "一二三四五六七八九十"
_OPENING = "（(〔[第"
_CLOSING = "）)〕]、．.，,。:："
_PART = "部分章节"
_LEAST_RECOGNISED = 3
"""Of the six; with fewer, the reader may have lost the headings."""


class Numbered(NamedTuple):
    """A heading's number as it is written there, empty if there is none, and its words."""

    mark: str
    words: str


def numbered(text: str) -> Numbered:
    """A heading taken apart: “2、 主动公开” is 2、 and 主动公开."""
    text = "".join(text.split()).lstrip("#")
    at = 0
    while at < len(text) and text[at] in _OPENING:
        at += 1
    first = at
    while at < len(text) and (text[at] in _CHINESE or text[at].isdigit()):
        at += 1
    if at == first:
        return Numbered("", text)
    last = at
    closing = _CLOSING + _PART if text.startswith("第") else _CLOSING
    while at < len(text) and text[at] in closing:
        at += 1
    return Numbered(text[:at], text[at:]) if at > last else Numbered("", text)


def section_headings(report: Report) -> list[tuple[Heading, Section]]:
    """The headings of the form's sections, in the order of the report, without contents pages.

    Empty where too few were recognised to say anything about what is not there.
    """
    sections = {section.key: section for section in report.form.sections}
    found = [(h, sections[h.section]) for h in report.headings if h.section in sections]
    if len({section.key for _, section in found}) < _LEAST_RECOGNISED:
        return []
    keys = [section.key for _, section in found]
    half = len(keys) // 2
    is_listed_first = keys[:half] == keys[half:] and half == len(set(keys))
    return found[half:] if is_listed_first else found


def plain(words: str) -> str:
    """Words without spaces and punctuation, to compare headings by."""
    return "".join(c for c in words if c.isalnum())
