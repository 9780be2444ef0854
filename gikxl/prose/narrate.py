"""The narrative from the numbers: a draft for each text of the report."""

import os
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from gikxl.form import Form
from gikxl.prose import sentences
from gikxl.prose.percentages import exact_percent
from gikxl.prose.phrasebook import Phrase, phrase
from gikxl.prose.quantities import keys_of
from gikxl.report import Number, Report

_COUNT, _AGAINST_LAST = "数", "较上年"
_UNKNOWN = "【请填写：{}】"
_TENTH = Decimal("0.1")


def narrate(
    report: Report, last: Report | None = None, source: str | None = None
) -> dict[str, str]:
    """A draft for each text, by its key, in the order of the report.

    `source` is an office's own file of sentences; see narrative.txt. What only the
    clerk knows stands there as 【请填写：…】. ValueError, in Chinese, if the file has a
    mistake.
    """
    templates = templates_of(report.form, source)
    speaker = _Speaker(report, last)
    drafts = {
        text.key: sentences.fill(templates[text.key], speaker.say)
        for text in report.form.texts
        if text.key in templates
    }
    return {key: draft for key, draft in drafts.items() if draft}


def say(report: Report, sentence: str, last: Report | None = None) -> str:
    """One sentence of the same language, filled from a report; "" where it says nothing.

    ValueError, in Chinese, if it has a slot that is not known.
    """
    unknown = [slot for slot in sentences.slots(sentence) if not _is_slot(slot)]
    if unknown:
        raise ValueError(f"不认识“{{{unknown[0]}}}”")
    return sentences.fill(sentence, _Speaker(report, last).say)


def own_sentences() -> str:
    """The built-in file of sentences, for an office to start its own from."""
    with open(os.path.join(os.path.dirname(__file__), "narrative.txt"), encoding="utf-8") as file:
        return file.read()


def templates_of(form: Form, source: str | None = None) -> Mapping[str, str]:
    """The sentences for each text; ValueError, in Chinese, if the file has a mistake."""
    headings = {text.label: text.key for text in form.texts}
    return sentences.parse(own_sentences() if source is None else source, headings, _is_slot)


def _is_slot(name: str) -> bool:
    known, colon, modifier = name.partition(":")
    if name in sentences.SETTINGS:
        return True
    return phrase(known) is not None and (not colon or modifier in (_COUNT, _AGAINST_LAST))


class _Speaker:
    """Fills the slots from a report and last year's."""

    def __init__(self, report: Report, last: Report | None) -> None:
        self.report = report
        self.last = last
        year = report.year
        self.settings = {
            "单位": report.unit,
            "年度": str(year) if year else None,
            "上年": str(year - 1) if year else None,
            "联系人": report.contact,
            "联系电话": report.phone,
            "格式文件": _cited(report.form),
        }

    def say(self, slot: str) -> str | None:
        """What a slot says; None where there is nothing to say."""
        if slot in self.settings:
            return self.settings[slot] or _UNKNOWN.format(slot)
        name, _, modifier = slot.partition(":")
        said = phrase(name)
        if said is None:
            raise KeyError(slot)
        if not _is_on(self.report.form, said):
            return None
        number = count(self.report, said)
        if modifier == _AGAINST_LAST:
            return self._against_last(said, number)
        if number is None:
            unknown = _UNKNOWN.format(f"{said.quantity.label}的件数")
            return unknown if modifier else said.say.replace("{n}", unknown)
        if modifier == _COUNT:
            return _digits(number)
        return said.say.replace("{n}", _digits(number)) if number else said.none or None

    def _against_last(self, said: Phrase, number: Number | None) -> str | None:
        last = self.last
        before = count(last, said) if last and _is_on(last.form, said) else None
        if number is None or before is None:
            return None
        if number == before:
            return "与上年持平"
        if not before:
            return f"上年{said.none}" if said.none else None
        more = number > before
        difference: Number = number - before if more else before - number
        percent = exact_percent(difference, before).quantize(_TENTH, ROUND_HALF_UP)
        if number and percent:
            return f"比上年{'增长' if more else '下降'}{_digits(percent)}%"
        return f"比上年{'增加' if more else '减少'}{_digits(difference)}件"


def _cited(form: Form) -> str | None:
    """The document that the form is from: its title, the title in it in single brackets."""
    for citation in form.citations:
        if citation.number == form.document:
            title = citation.title.replace("《", "〈").replace("》", "〉")
            return f"《{title}》（{citation.number}）"
    return None


def _is_on(form: Form, said: Phrase) -> bool:
    """Whether an edition of the form counts what a phrase says."""
    try:
        keys_of(form, said.quantity, said.quantity.readings[0], said.column)
    except KeyError:
        return False
    return True


def count(report: Report, said: Phrase) -> Number | None:
    """What a phrase counts, understood the usual way; None if nobody filled that in.

    KeyError if the report's edition of the form does not count it.
    """
    signed = keys_of(report.form, said.quantity, said.quantity.readings[0], said.column)
    numbers = [_number(report, key) for _, key in signed]
    if all(number is None for number in numbers):
        return None
    return sum(
        (sign * number for (sign, _), number in zip(signed, numbers, strict=True) if number),
        start=0,
    )


def _number(report: Report, key: str) -> Number | None:
    """A field's number; that of a blank total from its parts; None if it is not filled in."""
    value = report.values.get(key)
    if value is not None and value.number is not None:
        return value.number
    equation = report.form.totals.get(key)
    if equation is None or not any(_number(report, part) is not None for part in equation.right):
        return None
    return report.sum(equation.right)


def _digits(number: Number) -> str:
    """A number as people write it: 10.5, 20."""
    return str(number) if isinstance(number, int) else f"{number.normalize():f}"
