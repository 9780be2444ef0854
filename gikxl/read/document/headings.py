"""Which line of a document begins a section of the form, or an aspect of its first section."""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from gikxl.form import Form, load
from gikxl.read.labels import squeeze

NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(
    rf"(?:第[{NUMERALS}]{{1,2}}部分|[{NUMERALS}]{{1,3}}|[0-9０-９]{{1,2}}|[ⅠⅡⅢⅣⅤⅥⅦIVX]{{1,4}}(?=\W))"
    r"\s*[、，,.．：:]?\s*"
)
_CHAPTER = re.compile(rf"[{NUMERALS}]{{1,3}}\s*、\s*")
_BRACKETED = re.compile(rf"[（(]\s*(?P<number>[{NUMERALS}])\s*[）)]\s*")
_HEAD = re.compile(r"[^。；;：:\s〔【（(]+")
_CLAUSE = re.compile(r"[^。；;：:\n〔【]{0,30}")
_CONTENTS = re.compile(r"(?<=\D)[\s.．…·—-]*[0-9]{1,3}$")
"""The number of the page in a table of contents."""
_BETWEEN = "。：: \t　"
"""What may stand between a heading and the text behind it in the same line."""
_LONGEST_HEAD = 30
_LIKE = 0.74


class Head(NamedTuple):
    """A line that begins with a heading: its words, what follows them, what it begins."""

    text: str
    rest: str
    section: str | None = None
    exact: bool = True
    """Worded as the form has it or in a way known for it, apart from its number."""


def is_numbered(line: str) -> bool:
    """Whether a line begins with the number of a section: 一、 or 第一部分 or 1."""
    return bool(_NUMBERED.match(line.strip()))


def exact_head(line: str, form: Form) -> Head | None:
    """The heading with which a line begins, in the form's words or in others known for it.

    Its number may be another than the form's; without one, nothing may follow the words.
    """
    line = line.strip()
    number = _NUMBERED.match(line)
    start = number.end() if number else 0
    for end in _ends(line, start, form):
        key = _labels(form.edition).get(squeeze(line[start:end]))
        if key and (number or end == len(line)):
            return Head(line[:end], line[end:].lstrip(_BETWEEN), key)
    return None


def section_head(line: str, form: Form, but_not: Collection[str] = ()) -> Head | None:
    """The heading with which a line begins, of one of the form's sections or of none.

    A heading that is not worded as the form has it must have a number, and is not looked
    for among the sections `but_not`, which were found already. Of no section is a short
    line numbered 一、 to 十、.
    """
    found = exact_head(line, form)
    line = line.strip()
    number = _NUMBERED.match(line)
    head = _HEAD.match(line, number.end()) if number else None
    if found or not head or not _stands_alone(line, head.end()):
        return found
    near = _nearest(head[0], form.edition, frozenset(but_not))
    if near:
        return Head(line[: head.end()], line[head.end() :].strip(_BETWEEN), near, False)
    is_chapter = _CHAPTER.match(line) and "，" not in head[0]
    return Head(line[: head.end()], line, None) if is_chapter else None


def is_contents(line: str, form: Form) -> bool:
    """Whether a line is a heading of the form with the number of a page, as a contents list has."""
    bare = _CONTENTS.sub("", line.strip())
    head = exact_head(bare, form) if bare != line.strip() else None
    return bool(head and not head.rest)


def empty_head(line: str, form: Form, after: str | None) -> Head | None:
    """A bare number directly before a bracketed one: 五、（一）…, the section after this one."""
    number = _CHAPTER.match(line.strip())
    keys = [section.key for section in form.sections]
    at = keys.index(after) + 1 if after in keys else len(keys)
    if not number or at >= len(keys) or not _BRACKETED.match(line.strip(), number.end()):
        return None
    rest = line.strip()[number.end() :]
    is_next = number[0][0] == form.sections[at].label[0]
    return Head(number[0].strip(), rest, keys[at], False) if is_next else None


def aspect_head(line: str, form: Form, last: str | None) -> Head | None:
    """The heading of an aspect with which a line begins, if it comes after the last one.

    Where the words are exactly the form's, `rest` is what follows them; otherwise the
    whole line, for then the words are the clerk's.
    """
    number = _BRACKETED.match(line)
    if not number:
        return None
    clause = _CLAUSE.match(line, number.end())
    words = clause[0] if clause else ""
    aspects = [aspect for section in form.sections for aspect in section.aspects]
    keys = [key for key, _ in aspects]
    later = aspects[keys.index(last) + 1 if last in keys else 0 :]
    named = [
        (NUMERALS.index(number["number"]) != keys.index(key), at, key, label)
        for key, label in later
        for at in [_names(words, key, form)]
        if at >= 0
    ]
    if not named:
        return None
    _, at, key, label = min(named)
    end = _exact_end(line, number.end(), label)
    if end:
        return Head(line[:end].strip(), line[end:].lstrip(_BETWEEN), key)
    words = words[:at] + re.split(r"\s", words[at:], maxsplit=1)[0]
    return Head(line[: number.end()] + words, line, key, False)


def cut_at_aspects(line: str, form: Form) -> list[str]:
    """The line in pieces, each but the first with the heading of an aspect.

    It is cut only behind the end of a sentence or at a space, and where a bracketed
    number and the name of the aspect with this number stand together.
    """
    keys = [key for section in form.sections for key, _ in section.aspects]
    cuts = [0]
    for found in re.finditer(rf"(?<=[。；〕）)\s]){_BRACKETED.pattern}", line):
        at = NUMERALS.index(found["number"])
        words = line[found.end() : found.end() + 12]
        if at < len(keys) and _names(words, keys[at], form) >= 0:
            cuts.append(found.start())
    return [line[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(line)], strict=True)]


def _ends(line: str, start: int, form: Form) -> Iterator[int]:
    """Where the words of a heading may end: with the line, at a mark, or with the form's words."""
    if len(line) - start <= _LONGEST_HEAD + 10:
        yield len(line)
    for found in re.finditer(r"[。：:\s〔【]", line[: start + _LONGEST_HEAD + 10]):
        if found.start() > start:
            yield found.start()
    for label in _longest_first(form.edition):
        if line.startswith(label, start):
            yield start + len(label)


def _stands_alone(line: str, end: int) -> bool:
    """Whether words that end here are a heading: nothing or a space follows, and they are short."""
    words = line[:end]
    follows = line[end : end + 1]
    return len(words) <= _LONGEST_HEAD and (not follows or follows.isspace())


@lru_cache(maxsize=1024)
def _nearest(words: str, edition: int, but_not: frozenset[str]) -> str | None:
    """The section whose label, without its number, these words are nearly."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, b=squeeze(words), autojunk=False)
    best: tuple[float, str | None] = (_LIKE, None)
    for label, key in _labels(edition).items():
        if key not in but_not:
            matcher.set_seq1(label)
            if matcher.real_quick_ratio() >= best[0] and matcher.quick_ratio() >= best[0]:
                ratio = matcher.ratio()
                best = (ratio, key) if ratio >= best[0] else best
    return best[1]


@cache
def _labels(edition: int) -> dict[str, str]:
    """The sections by their labels and variants, without number and punctuation."""
    form = load(edition)
    return {
        squeeze(words): section.key
        for section in form.sections
        for words in map(_unnumbered, (section.label, *section.variants))
    }


@cache
def _longest_first(edition: int) -> list[str]:
    """The wordings as they are printed, without number."""
    words = [
        _unnumbered(label)
        for section in load(edition).sections
        for label in (section.label, *section.variants)
    ]
    return sorted(words, key=len, reverse=True)


def _unnumbered(label: str) -> str:
    number = _NUMBERED.match(label)
    return label[number.end() :] if number else label


def _names(words: str, key: str, form: Form) -> int:
    """Where these words name an aspect; -1 if they do not."""
    names = dict(pair for section in form.sections for pair in section.named)
    found = [words.find(name) for name in names[key]]
    return min((at for at in found if at >= 0), default=-1)


def _exact_end(line: str, start: int, label: str) -> int:
    """Where the form's own words for an aspect end; 0 if the heading has others."""
    words = label.rpartition("）")[2]
    if not line.startswith(words, start):
        return 0
    end = start + len(words)
    return end if end == len(line) or line[end] in _BETWEEN + "\n" else 0
