"""The phrasebook, loaded: what each phrase says, and how it is recognised.

A phrase is compiled to a regular expression only when a text is looked at that holds
one of its words: most texts need few of them.
"""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from gikxl.form import Form, load
from gikxl.form.data import parsed
from gikxl.prose.quantities import Quantity, quantities

NUMBER = r"(?<![\d.,])(?P<n>\d+(?:,\d{3})*(?:\.\d+)?)(?P<wan>万)?(?P<about>[余多])?"
"""A number in a cleaned text; `wan`: in ten thousands, `about`: not exact."""

SUBJECTS = re.compile("行政复议|直接起诉|复议后起诉|行政诉讼")
"""What outcomes can be those of; the last one named decides."""

_NOUGHT = "零"
_NEGATIONS = "未没无" + _NOUGHT
_MEASURES = "件条项起宗个份封例部次期篇万元"
_BETWEEN = "万余多"

_MACRO = re.compile(r"\{([a-z_]+)\}")


class Phrase(NamedTuple):
    """One way to say a quantity; see phrasebook.toml for the meaning of its parts."""

    name: str
    quantity: Quantity
    column: str
    say: str
    none: str
    hear: tuple[str, ...]
    context: bool
    about_disclosure: bool
    unless: str
    after: str
    needs: str
    whole: bool
    never: str
    without: str

    def patterns(self, sentence: str) -> Iterator[re.Pattern[str]]:
        """The ways to recognise it, of those that a sentence can match: compiling takes long."""
        if self.say.partition("{n}")[0] in sentence:
            yield _said(self.say)
        if self.none and self.none in sentence:
            yield _none(self.none)
        counts, negated, nought = is_counting(sentence), is_negated(sentence), _NOUGHT in sentence
        for source in self.hear:
            if counts if "{n}" in source else nought if _NOUGHT in source else negated:
                yield _pattern(source)

    def may_be_in(self, text: str) -> bool:
        """Whether a text holds one of the words that every way to say it holds."""
        return any(word in text for word in self.needs.split("|"))

    def is_ruled_out(self, recognised: str, clause: str, sentence: str) -> bool:
        """Whether the words recognised, or those around, tell that something else is meant."""
        return (
            _holds(clause, self.unless)
            or _holds(sentence, self.never)
            or _holds(recognised, self.without)
        )


def _holds(text: str, words: str) -> bool:
    """Whether a text holds one of the words between |; they may be patterns."""
    if not words:
        return False
    if "(" in words:
        return bool(_pattern(words).search(text))
    return any(word in text for word in words.split("|"))


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase, in the order of the phrasebook."""
    book = _book()
    known = quantities(book["quantities"])
    return tuple(phrase for entry in book["phrases"] for phrase in _phrases(entry, known))


@cache
def phrase(name: str) -> Phrase | None:
    """The phrase with this name; None if there is none."""
    return next((phrase for phrase in phrases() if phrase.name == name), None)


@cache
def _book() -> Mapping[str, Any]:
    return parsed(os.path.dirname(__file__), "phrasebook.toml")


def _phrases(entry: Mapping[str, Any], known: Mapping[str, Quantity]) -> Iterator[Phrase]:
    for column in entry.get("columns", (None,)):
        label = _label(load(), column) if column else ""
        quantity = known[entry["quantity"]] if "quantity" in entry else _outcome(entry, column)
        yield Phrase(
            entry["name"].replace("{label}", label),
            quantity,
            column or quantity.column,
            entry["say"].replace("{label}", label),
            entry.get("none", ""),
            tuple(
                pattern.replace("{label}", label).replace("{column}", f"{{{column}}}")
                for pattern in entry.get("hear", ())
            ),
            entry.get("context", False),
            entry.get("about_disclosure", False),
            entry.get("unless", ""),
            entry.get("after", ""),
            entry["needs"].replace("{label}", label),
            entry.get("whole", False),
            entry.get("never", ""),
            entry.get("without", ""),
        )


def _outcome(entry: Mapping[str, Any], column: str) -> Quantity:
    """The quantity of a single field of table 四, named as the form names it."""
    form, row = load(), entry["row"]
    field = form.fields[f"disputes.{row}.{column}"]
    label = f"{field.row.label}的{field.column.label}"
    return Quantity(f"{row}.{column}", label, field.table, (row,), column)


def _label(form: Form, column: str) -> str:
    """The form's label of a column, or of a group of columns."""
    for block in form.blocks:
        for header in block.columns:
            if header.key == column:
                return header.label
            if column in header.groups:
                return header.path[-2]
    raise KeyError(column)


@lru_cache(maxsize=256)
def is_counting(sentence: str) -> bool:
    """Whether a sentence has a number with a measure word behind it: not a year alone."""
    return any(
        measure in _MEASURES and (before.isdecimal() or before in _BETWEEN)
        for before, measure in pairwise(sentence)
    )


def is_negated(sentence: str) -> bool:
    """Whether a sentence may say none of something by word."""
    return any(word in sentence for word in _NEGATIONS)


@cache
def _said(say: str) -> re.Pattern[str]:
    return _pattern("{n}".join(re.escape(part) for part in say.split("{n}")))


@cache
def _none(none: str) -> re.Pattern[str]:
    return _pattern(re.escape(none) + r"(?!\d)")


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(_expanded(source))


def _expanded(source: str) -> str:
    """A pattern with the names in braces replaced by the patterns they stand for."""
    macros = _book()["patterns"] | {"n": NUMBER}
    while _MACRO.search(source):
        source = _MACRO.sub(lambda found: f"(?:{macros[found[1]]})", source)
    return source
