"""What the official report says: title, headings, paragraphs and numbers, ready to print."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple
from unicodedata import category

from gikxl.form import Form, Text
from gikxl.report import Report

_ENDINGS = "。；;！？!?，、：:"
_LONGEST_HEADING = 30
_TITLE_LINE = 20
"""So many characters of 22 pt stand in one line."""
_BEHIND = "省市区县州盟旗）"
"""Where the name of a unit is best parted: behind the name of a place, or a bracket."""
_LIST_MARK = re.compile(r"[（(]?[0-9０-９一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳•·●○■□◆◇*-]")
_KEPT = "\n\t"
_INVISIBLE = ("Cc", "Cf", "Cs")
_NOT_IN_XML = "\ufffe\uffff"


Rows = tuple[tuple[str, ...], ...]
"""A table typed into a text, row by row, all as long as the longest."""


class Passage(NamedTuple):
    """What is said in one place for words.

    `heading` is that of an aspect, empty where the paragraphs bring their own; an
    aspect of which nothing is said has none. `own_heading` is the first of the
    paragraphs where that is a heading and no more.
    """

    paragraphs: tuple[str, ...]
    heading: str = ""
    own_heading: str = ""


class Content(NamedTuple):
    """One report in print: all texts are clean, all numbers are texts, by their keys.

    `details` holds what the report says of itself, empty where it is not known.
    """

    form: Form
    details: Mapping[str, str]
    passages: Mapping[str, Passage]
    numbers: Mapping[str, str]

    @property
    def title(self) -> str:
        """The title of the report, in one line."""
        return self.details["title"]


def content_of(report: Report) -> Content:
    """The report in print.

    A number is printed as the report counts it: a blank is 0. What is no number is printed
    as it stands in the file. A field that is not there stays empty, and so does a table
    that nobody filled in.
    """
    title = _title(report)
    details = {
        "title": title,
        "display_title": _display(title, _line(report.unit or "")),
        "unit": _line(report.unit or ""),
        "year": str(report.year or ""),
        "level": _line(report.level or ""),
        "contact": _line(report.contact or ""),
        "phone": _line(report.phone or ""),
    }
    texts = report.texts or {}
    passages = {text.key: _passage(text, texts.get(text.key, "")) for text in report.form.texts}
    filled = {table.key for table in report.form.tables if report.is_filled(table.key)}
    numbers = {
        key: _number(report, key) if field.table in filled else ""
        for key, field in report.form.fields.items()
    }
    return Content(report.form, details, passages, numbers)


def verbatim(text: str) -> str:
    """The text with nothing changed but what no document can hold or show.

    Every kind of line break becomes a line feed; control characters, marks of writing
    direction, invisible characters and halves of characters are dropped.
    """
    if text.isprintable():
        return text
    text = "\n".join(text.splitlines())
    return "".join(char for char in text if char in _KEPT or not _is_dropped(char))


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, without blank lines.

    White space around each goes: the style of the paragraph makes the indent that clerks
    type as blanks. Only a row of a table keeps the tabs before it, its first cells are blank.
    """
    return tuple(filter(None, map(_trimmed, verbatim(text).split("\n"))))


def with_tables(paragraphs: Iterable[str]) -> Iterator[str | Rows]:
    """The paragraphs of a text in order, those that make a table together.

    A table is two or more lines in a row with tabs between their cells; what is read of other
    tables of a published report comes so, too. A list with tabs behind its numbers is none.
    """
    for is_row, group in groupby(paragraphs, key=lambda line: "\t" in line.strip()):
        lines = list(group)
        if is_row and len(lines) > 1 and not all(map(_is_in_list, lines)):
            yield _rows(lines)
        else:
            yield from map(str.strip, lines)


def _trimmed(line: str) -> str:
    words = line.strip()
    return line.rstrip().lstrip(" \u3000") if "\t" in words else words


def _is_in_list(line: str) -> bool:
    mark, *more = line.strip().split("\t")
    return len(more) == 1 and bool(_LIST_MARK.fullmatch(mark))


def _rows(lines: list[str]) -> Rows:
    indent = min(len(line) - len(line.lstrip("\t")) for line in lines)
    rows = [line[indent:].split("\t") for line in lines]
    longest = max(map(len, rows))
    return tuple((*row, *[""] * (longest - len(row))) for row in rows)


def width(text: str) -> float:
    """How many Chinese characters are as wide as this text."""
    return sum(1 if ord(char) > 0xFF else 0.5 for char in text)


def _is_dropped(char: str) -> bool:
    return category(char) in _INVISIBLE or char in _NOT_IN_XML


def _line(text: str) -> str:
    return " ".join(verbatim(text).split())


def _title(report: Report) -> str:
    if report.title:
        return _line(report.title)
    year = f"{report.year}年" if report.year else ""
    return f"{_line(report.unit or '')}{year}{report.form.title}"


def _display(title: str, unit: str) -> str:
    if unit and title.startswith(unit) and width(title) > _TITLE_LINE:
        return f"{_in_lines(unit)}\n{title.removeprefix(unit).lstrip()}"
    return title


def _in_lines(unit: str) -> str:
    """The name of a unit, in two lines where one is too short: parted near its middle."""
    if not _TITLE_LINE < width(unit) <= 2 * _TITLE_LINE:
        return unit
    ends = [at for at, char in enumerate(unit[:-1], 1) if char in _BEHIND]
    fit = [at for at in ends if max(width(unit[:at]), width(unit[at:])) <= _TITLE_LINE]
    middle = len(unit) // 2
    at = min(fit, key=lambda at: abs(at - middle), default=middle)
    return f"{unit[:at]}\n{unit[at:]}"


def _number(report: Report, key: str) -> str:
    number = report.number(key)
    if number is None:
        value = report.values.get(key)
        return _line(value.raw) if value else ""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _passage(text: Text, said: str) -> Passage:
    parts = paragraphs(said)
    if not text.is_aspect or not parts:
        return Passage(parts)
    mark = text.label.partition("）")[0] + "）"
    if not parts[0].replace("(", "（").replace(")", "）").startswith(mark):
        return Passage(parts, text.label)
    is_heading = len(parts) > 1 and len(parts[0]) <= _LONGEST_HEADING
    if is_heading and parts[0][-1] not in _ENDINGS:
        return Passage(parts, own_heading=parts[0])
    return Passage(parts)
