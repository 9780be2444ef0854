"""What a text in a cell means to the form: a row, a column, a group of them, or nothing."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gikxl.form import Form, Header, load

Axis = Literal["row", "column", "combined", "title"]

_NOT_WORD = re.compile(r"[\W_]+")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMERALS = "0123456789一二三四五六七八九十"
_TRAILING_BRACKET = re.compile(r"[（(][^（）()]*[）)]\s*$")
_LONGEST_LABEL = 60
_LONGEST_CELL = 200
"""Spaces and line breaks in a label included."""
_SHORTEST_START = 6
_SHORTEST_BARE = 3
"""A short text under another number (4.其他) is another row, not a slip."""
_LIKE = 0.74


class Meaning(NamedTuple):
    """One thing that a label can mean."""

    axis: Axis
    block: int
    """The position of the block in the form."""
    key: str
    """The key of the row, column or combined group; "" for titles and groups."""


class Label(NamedTuple):
    """A text that means something to the form, with the official wording."""

    text: str
    official: str
    exact: bool
    """Worded as the form has it, apart from spaces and punctuation."""
    meanings: tuple[Meaning, ...]


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """The text without spaces, punctuation and full-width digits: what labels are compared by."""
    return _NOT_WORD.sub("", text).translate(_FULL_WIDTH)


@lru_cache(maxsize=8192)
def find_label(edition: int, text: str) -> Label | None:
    """The label that a text is, in the form's wording, a known variant, or nearly so.

    Tried in turn: the official wording, a variant, the wording without its number or
    without a remark in brackets behind, the beginning of a long label. Typing errors
    are left to `guess_label`, which needs to know which labels are still missing.
    """
    if len(text) > _LONGEST_CELL:
        return None
    key = squeeze(text)
    if not 0 < len(key) <= _LONGEST_LABEL:
        return None
    index = _index(edition)
    found = index.exact.get(key)
    if found:
        return Label(text, found[0], True, found[1])
    bare = _bare(key)
    unremarked = squeeze(_TRAILING_BRACKET.sub("", text)) or key if text[-1] in "）)" else key
    found = (
        index.loose.get(key)
        or index.exact.get(unremarked)
        or index.loose.get(unremarked)
        or (index.loose.get(bare) if len(bare) >= _SHORTEST_BARE else None)
        or index.starting_with(key)
    )
    return Label(text, found[0], False, found[1]) if found else None


@lru_cache(maxsize=1024)
def guess_label(edition: int, text: str) -> Label | None:
    """The one label of which a text is a misspelling; None if two are equally near."""
    from difflib import SequenceMatcher

    key = squeeze(text)
    if not 4 <= len(key) <= _LONGEST_LABEL:
        return None
    index = _index(edition)
    matcher = SequenceMatcher(None, b=key)
    likeness: dict[_Known, float] = {}
    for known, label in index.leaves.items():
        matcher.set_seq1(known)
        if matcher.real_quick_ratio() >= _LIKE and matcher.quick_ratio() >= _LIKE:
            likeness[label] = max(matcher.ratio(), likeness.get(label, 0))
    best = max(likeness.values(), default=0)
    nearest = [label for label, ratio in likeness.items() if ratio == best]
    if best < _LIKE or len(nearest) > 1:
        return None
    official, meanings = nearest[0]
    return Label(text, official, False, meanings)


_Known = tuple[str, tuple[Meaning, ...]]
"""The official wording, and what it means."""


class _Index:
    """The labels of one edition by their squeezed text."""

    __slots__ = ("_by_start", "exact", "leaves", "loose")

    def __init__(self, form: Form) -> None:
        self.exact: dict[str, _Known] = {}
        self.loose: dict[str, _Known] = {}
        self.leaves: dict[str, _Known] = {}
        for label, variants, meaning in _entries(form):
            key = squeeze(label)
            _add(self.exact, key, label, meaning)
            _add(self.loose, _bare(key), label, meaning)
            for variant in variants:
                _add(self.loose, squeeze(variant), label, meaning)
                _add(self.loose, _bare(squeeze(variant)), label, meaning)
            if meaning.axis in ("row", "column"):
                _add(self.leaves, key, label, meaning)
        self._by_start: dict[str, list[str]] = {}
        """The leaf labels, with and without their number, by their first few characters."""
        for key in self.leaves:
            for start in {key[:_SHORTEST_START], _bare(key)[:_SHORTEST_START]}:
                self._by_start.setdefault(start, []).append(key)
        self._share_ambiguous_texts()

    def _share_ambiguous_texts(self) -> None:
        """Let 其他 and 总计 mean the column as well as the row of which they are the bare text."""
        for key in self.exact.keys() & self.loose.keys():
            label, meanings = self.exact[key]
            more = tuple(m for m in self.loose[key][1] if m not in meanings)
            self.exact[key] = label, (*meanings, *more)

    def starting_with(self, key: str) -> _Known | None:
        """The only row or column whose label begins with this text."""
        if len(key) < _SHORTEST_START:
            return None
        found = {
            self.leaves[label]
            for label in self._by_start.get(key[:_SHORTEST_START], ())
            if label.startswith(key) or _bare(label).startswith(key)
        }
        return found.pop() if len(found) == 1 else None


def _add(into: dict[str, _Known], key: str, label: str, meaning: Meaning) -> None:
    official, meanings = into.get(key, (label, ()))
    if meaning not in meanings:
        into[key] = official, (*meanings, meaning)


def _bare(key: str) -> str:
    """The text without its number: 1属于国家秘密 is 属于国家秘密."""
    return key[:2].lstrip(_NUMERALS) + key[2:]


@cache
def _index(edition: int) -> _Index:
    return _Index(load(edition))


def _entries(form: Form) -> Iterator[tuple[str, Iterable[str], Meaning]]:
    """Every label of the form with its variants and one thing it means."""
    for section in form.sections:
        yield section.label, section.variants, Meaning("title", -1, "")
    for number, block in enumerate(form.blocks):
        headers: list[tuple[Axis, Header]] = [
            *(("row", row) for row in block.rows),
            *(("column", column) for column in block.columns),
        ]
        groups = dict.fromkeys(group for _, header in headers for group in header.path[:-1])
        for title in (block.label, block.corner, *groups):
            yield title, (), Meaning("title", number, "")
        for axis, header in headers:
            yield header.label, header.variants, Meaning(axis, number, header.key)
        for combined in form.combined_rows:
            if combined.table == block.table:
                yield combined.label, (), Meaning("combined", number, combined.key)
