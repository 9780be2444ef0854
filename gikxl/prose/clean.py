"""Text as it is compared: no spaces, one width of digits and punctuation; offsets kept.

Published texts are set with blanks between digits and words, in half or full width, and
PDF files give some characters as radicals. Sentences are recognised in the cleaned
text and shown, or renewed, in the original one.
"""

from collections.abc import Iterator
from typing import NamedTuple

Span = tuple[int, int]
"""Where something stands in the original text: first character, and one past the last."""

_SAME = {
    **{chr(full): chr(full - 0xFEE0) for full in range(0xFF10, 0xFF1A)},
    **dict(zip("％．，；：！？（）", "%.，；：！？（）", strict=True)),
    **dict(zip(",;:!?()", "，；：！？（）", strict=True)),
    **dict(zip("⺠⻓⻔⻅⻛⻥⻬戶⼾⼀⼆⼗⽇⽉", "民长门见风鱼齐户户一二十日月", strict=True)),
}
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_SENTENCE_ENDS = "。；！？…\n"
_CLAUSE_ENDS = "，、：）"
_LONG, _LONGEST = 500, 1000
"""Longer than that no sentence is: it is cut, behind a mark if there is one."""


class CleanText(NamedTuple):
    """A cleaned text, and for each of its characters where it stands in the original."""

    original: str
    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where a part of the cleaned text stands in the original."""
        return (self.at[start], self.at[end - 1] + 1) if end > start else (0, 0)

    def sentences(self) -> Iterator[Span]:
        """The sentences of the cleaned text, each with its end mark; the longest are cut."""
        start = 0
        for position, character in enumerate(self.text):
            length = position - start
            if character in _SENTENCE_ENDS or (
                length >= _LONG and (character in _CLAUSE_ENDS or length >= _LONGEST)
            ):
                yield start, position + 1
                start = position + 1
        if start < len(self.text):
            yield start, len(self.text)


def clean(original: str) -> CleanText:
    """The text without blanks, in one width. Commas and points inside numbers stay as they are.

    Line breaks are kept: they end a paragraph.
    """
    characters: list[str] = []
    at: list[int] = []
    for position, character in enumerate(original):
        if character == "\n" or not (character.isspace() or character in _DROPPED):
            characters.append(_SAME.get(character, character))
            at.append(position)
    return CleanText(original, _commas_in_numbers("".join(characters)), tuple(at))


def _commas_in_numbers(text: str) -> str:
    """A comma between digits groups thousands if exactly three digits follow it."""
    if "，" not in text:
        return text
    characters = list(text)
    for position, character in enumerate(text):
        if character == "，" and text[position - 1 : position].isdecimal():
            following = text[position + 1 : position + 5]
            if (
                following[:3].isdecimal()
                and len(following[:3]) == 3
                and not _is_digit(following[3:])
            ):
                characters[position] = ","
    return "".join(characters)


def _is_digit(text: str) -> bool:
    return bool(text) and text.isdecimal()
