"""What the official report says: title, headings, paragraphs and numbers, ready to print."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple
from unicodedata import category

from gikxl.form import Form, Text
from gikxl.report import Report

_ENDINGS = "。；;！？!?，、：:"
_LONGEST_HEADING = 30
_TITLE_LINE = 20
"""So many characters of 22 pt stand in one line."""
_KEPT = "\n\t"
_INVISIBLE = ("Cc", "Cf", "Cs")
_NOT_IN_XML = "\ufffe\uffff"


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
    type as blanks.
    """
    return tuple(filter(None, map(str.strip, verbatim(text).split("\n"))))


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
    characters = sum(1 if ord(char) > 0xFF else 0.5 for char in title)
    if unit and title.startswith(unit) and characters > _TITLE_LINE:
        return f"{unit}\n{title.removeprefix(unit).lstrip()}"
    return title


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
