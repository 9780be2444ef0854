"""Sentences with slots: the file that a narrative is written from, built in or an office's own.

narrative.txt explains the language to those who write such a file. A slot that has
nothing to say takes its half-sentence with it, a sentence in which nothing is said
goes whole.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

_HEADING = "## "
_COMMENT = "#"
_SLOT = re.compile(r"\{([^{}\n]*)\}")
_SENTENCE = re.compile(r"[^。；！？]*[。；！？]?")
_MARKS = {"、": 1, "，": 2, "：": 3}
_OF_WHICH = "其中"
"""Says nothing by itself where nothing of what should follow is left."""
_BRACKETS = re.compile("（[^（）]*）")

SETTINGS = ("单位", "年度", "上年", "联系人", "联系电话", "格式文件")
"""The slots that are not phrases: alone they are nothing to say."""

Fill = Callable[[str], str | None]
"""What a slot says, by its name; None where it says nothing."""


class Piece(NamedTuple):
    """A half-sentence and the mark behind it; `kept` unless its slots say nothing."""

    words: str
    mark: str
    kept: bool
    had_slots: bool


def parse(source: str, headings: Mapping[str, str], slots: Callable[[str], bool]) -> dict[str, str]:
    """The sentences of a file by the keys of the texts they are for.

    `headings` gives the key for each heading, `slots` says whether a slot is known.
    Raises ValueError, in Chinese and with the line's number, for anything else.
    """
    found: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for number, raw in enumerate(source.removeprefix("\ufeff").splitlines(), 1):
        line = raw.strip()
        if line.startswith(_HEADING):
            key = headings.get(line.removeprefix(_HEADING).strip())
            if key is None:
                raise ValueError(f"第 {number} 行：年报没有“{line.removeprefix(_HEADING)}”这个部分")
            lines = found.setdefault(key, [])
        elif line and not line.startswith(_COMMENT):
            if lines is None:
                raise ValueError(f"第 {number} 行：句子前面要有一行“## ”和部分的名称")
            for slot in _SLOT.findall(line):
                if not slots(slot):
                    raise ValueError(f"第 {number} 行：不认识“{{{slot}}}”")
            lines.append(line)
    return {key: "\n".join(lines) for key, lines in found.items() if lines}


def slots(sentence: str) -> list[str]:
    """The names of the slots of a sentence."""
    return _SLOT.findall(sentence)


def fill(template: str, say: Fill) -> str:
    """A text with its slots filled; paragraphs that say nothing are left out."""
    paragraphs = (_paragraph(line, say) for line in template.split("\n"))
    return "\n".join(filter(None, paragraphs))


def _paragraph(line: str, say: Fill) -> str:
    return "".join(_sentences(line, say))


def _sentences(line: str, say: Fill) -> Iterator[str]:
    """The sentences of a line; the last that is left ends as the line does."""
    found = [_sentence(part, say) for part in _SENTENCE.findall(line) if part]
    kept = [words for words in found if words]
    end = line[-1:]
    if kept and end in "。！？" and kept[-1].endswith("；"):
        kept[-1] = kept[-1][:-1] + end
    yield from kept


def _sentence(sentence: str, say: Fill) -> str:
    """One sentence; "" if it has slots and none of them says anything."""
    end = sentence[-1] if sentence[-1] in "。；！？" else ""
    pieces = [_piece(*part, say) for part in _parts(sentence.removesuffix(end))]
    with_slots = [piece for piece in pieces if piece.had_slots]
    if with_slots and not any(piece.kept for piece in with_slots):
        return ""
    return _joined(pieces) + end


def _parts(sentence: str) -> Iterator[tuple[str, str]]:
    """The half-sentences and the marks behind them; what stands in brackets is not cut."""
    masked = _BRACKETS.sub(lambda found: "　" * len(found[0]), sentence)
    start = 0
    for position, character in enumerate(masked):
        if character in _MARKS:
            yield sentence[start:position], character
            start = position + 1
    yield sentence[start:], ""


def _piece(words: str, mark: str, say: Fill) -> Piece:
    in_brackets = _BRACKETS.sub(lambda found: _bracket(found[0], say), words)
    slots = _SLOT.findall(in_brackets)
    said = {slot: say(slot) for slot in slots}
    kept = all(said[slot] for slot in slots)
    filled = _SLOT.sub(lambda found: said[found[1]] or "", in_brackets)
    return Piece(filled, mark, kept, any(slot not in SETTINGS for slot in slots))


def _bracket(words: str, say: Fill) -> str:
    """What stands in brackets, as a sentence of its own; nothing if it says nothing."""
    inner = _joined([_piece(*part, say) for part in _parts(words[1:-1])])
    return f"（{inner}）" if inner else ""


def _joined(pieces: list[Piece]) -> str:
    """The pieces that are kept; where one goes, the weaker of the marks beside it goes too."""
    words: list[str] = []
    marks: list[str] = []
    for piece in pieces:
        if piece.kept:
            words.append(piece.words)
            marks.append(piece.mark)
        elif marks and _MARKS.get(marks[-1], 0) <= _MARKS.get(piece.mark, 9):
            marks[-1] = piece.mark
    if words and words[-1] == _OF_WHICH:
        del words[-1], marks[-1]
    if marks:
        marks[-1] = ""
    return "".join(word + mark for word, mark in zip(words, marks, strict=True))
