"""The numbers that Word puts before paragraphs by itself: 一、 （一） 1. and the like.

They are not in the text of the paragraph but follow from `word/numbering.xml`, from the
paragraph's own settings or those of its style, and from the paragraphs before.
"""

from typing import TYPE_CHECKING, NamedTuple

from gikxl.read.document.xml import parse
from gikxl.read.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = (
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
    "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting",
)  # fmt: skip
_DECIMAL = ("decimal", "decimalHalfWidth", "decimalZero")
_MOST_STYLES = 20
"""So long may a chain of styles that are based on each other be."""


class _Level(NamedTuple):
    form: str
    text: str
    start: int
    spaced: bool


class _Style(NamedTuple):
    name: str
    based_on: str
    number: str | None
    level: int


class Numbering:
    """Counts the numbered paragraphs of a document as they come."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, _Style] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if "word/styles.xml" in package:
            self._read_styles(_part(package, "word/styles.xml"))
        if "word/numbering.xml" in package:
            self._read_lists(_part(package, "word/numbering.xml"))

    def is_contents(self, paragraph: "_Element") -> bool:
        """Whether a paragraph has one of Word's styles for tables of contents."""
        style = self._styles.get(_value(paragraph, f"{W}pPr/{W}pStyle"))
        return bool(style and style.name.lower().startswith(("toc ", "目录")))

    def next(self, paragraph: "_Element") -> str:
        """The number before the next paragraph; "" if it has none, or only a bullet."""
        number, depth = self._numbered(paragraph)
        if not number or number not in self._lists:
            return ""
        shared = self._lists[number]
        levels = self._levels.get(shared, {})
        level = levels.get(depth)
        if level is None:
            return ""
        for at, start in self._restarts.pop(number, {}).items():
            self._counts.setdefault(shared, {})[at] = start - 1
        counts = self._counts.setdefault(shared, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        return _written(levels, counts, level)

    def _numbered(self, paragraph: "_Element") -> tuple[str | None, int]:
        """The list and the level of a paragraph, by its own settings or its style's."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number, level = _list_of(own)
        name = _value(paragraph, f"{W}pPr/{W}pStyle")
        for _ in range(_MOST_STYLES):
            style = self._styles.get(name)
            if number is not None or style is None:
                break
            number, level, name = style.number, style.level, style.based_on
        return (None if number == "0" else number), level

    def _read_styles(self, root: "_Element") -> None:
        for style in root.iter(W + "style"):
            number, level = _list_of(style.find(f"{W}pPr/{W}numPr"))
            name, based_on = _value(style, W + "name"), _value(style, W + "basedOn")
            self._styles[style.get(W + "styleId", "")] = _Style(name, based_on, number, level)

    def _read_lists(self, root: "_Element") -> None:
        for shared in root.iter(W + "abstractNum"):
            self._levels[shared.get(W + "abstractNumId", "")] = dict(
                map(_level, shared.iter(W + "lvl"))
            )
        for one in root.iter(W + "num"):
            number = one.get(W + "numId", "")
            self._lists[number] = _value(one, W + "abstractNumId")
            self._restarts[number] = {
                _int(change.get(W + "ilvl")): _int(_value(change, W + "startOverride"), 1)
                for change in one.iter(W + "lvlOverride")
                if change.find(W + "startOverride") is not None
            }


def _part(package: Package, name: str) -> "_Element":
    return parse(package.read(name).replace(_STRICT, W.strip("{}").encode()))


def _level(element: "_Element") -> tuple[int, _Level]:
    form = _value(element, W + "numFmt") or "decimal"
    text = _value(element, W + "lvlText")
    start = _int(_value(element, W + "start"), 1)
    suffix = _value(element, W + "suff") or "tab"
    return _int(element.get(W + "ilvl")), _Level(form, text, start, suffix != "nothing")


def _list_of(properties: "_Element | None") -> tuple[str | None, int]:
    if properties is None:
        return None, 0
    return _value(properties, W + "numId") or None, _int(_value(properties, W + "ilvl"))


def _value(element: "_Element", path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(W + "val", "")


def _int(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


def _written(levels: dict[int, _Level], counts: dict[int, int], level: _Level) -> str:
    if level.form in ("bullet", "none"):
        return ""
    text = level.text
    for at, other in levels.items():
        text = text.replace(f"%{at + 1}", _numeral(counts.get(at, other.start), other.form))
    # After “1” something must follow, or it would run into the text; after “一、” nothing.
    return text + (" " if level.spaced and text[-1:].isalnum() else "")


def _numeral(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(number)
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    return f"{number:02}" if form == "decimalZero" else str(number)


def chinese(number: int) -> str:
    """A number from 1 to 99 as Chinese counts: 一, 十, 二十一; others in digits."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    return (
        (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] * bool(ones))
    )
