"""What the T rules share: the claims that a report's words make about its tables."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gikxl.prose.agreement import Judged, Reading, judge
from gikxl.prose.clean import Span
from gikxl.prose.quantities import terms
from gikxl.report import Number, Place, Report
from gikxl.rules.shared.sentences import said
from gikxl.rules.shared.words import digits, some

_MOST_READINGS = 3
_SIGNS = {1: "＋", -1: "－"}


class Told(NamedTuple):
    """A claim in one of the texts, beside the tables."""

    key: str
    text: str
    judged: Judged

    @property
    def words(self) -> str:
        """The claim in the words of the text."""
        return words_at(self.text, self.judged.claim.span)

    def agrees_with(self, report: Report) -> bool:
        """Whether the tables of another report give what the words say."""
        again = judge(report, self.key, self.text)
        return any(one.agrees and one.claim.span == self.judged.claim.span for one in again)


class Source(NamedTuple):
    """A text with everything that it claims."""

    key: str
    text: str
    judged: tuple[Judged, ...]


@lru_cache(maxsize=2)
def sources(report: Report) -> tuple[Source, ...]:
    """The texts of a report with their claims, found once for all rules."""
    return tuple(
        Source(key, text, tuple(judge(report, key, text)))
        for key, text in said(report)
        if key != report.form.opening.key
    )


def contradictions(report: Report) -> Iterator[Told]:
    """The claims with which no reading of the tables agrees."""
    for source in sources(report):
        for judged in source.judged:
            if judged.agrees is False:
                yield Told(source.key, source.text, judged)


def is_question(judged: Judged) -> bool:
    """Whether the sentence may count something else than the tables do."""
    return judged.claim.scope_in_doubt or judged.may_be_part


def words_at(text: str, span: Span) -> str:
    """A part of a text on one line, quoted."""
    return f"“{' '.join(text[slice(*span)].split())}”"


def places(report: Report, key: str) -> tuple[Place, ...]:
    """Where a text stands."""
    return (report.places[key],) if key in report.places else ()


def counted(report: Report, judged: Judged) -> str:
    """What a claim counts, for a message; of applicants, the column."""
    quantity = judged.claim.quantity
    if judged.claim.column == quantity.column:
        return quantity.label
    columns = [c for block in report.form.table(quantity.table).blocks for c in block.columns]
    for column in columns:
        if column.key == judged.claim.column:
            return f"“{column.label}”的申请"
        if judged.claim.column in column.groups:
            return f"“{column.path[-2]}”的申请"
    return quantity.label


def in_tables(report: Report, judged: Judged) -> str:
    """What the tables say, in the form's words; where it can be understood in several ways, all."""
    numbers: dict[tuple[Number, ...], Reading] = {}
    for reading in judged.readings:
        numbers.setdefault(tuple(sorted(reading.numbers)), reading)
    if len(numbers) == 1:
        return "或 ".join(map(digits, next(iter(numbers))))
    ways = [
        f"{' 或 '.join(map(digits, found))}（{_formula(report, judged, reading)}）"
        for found, reading in numbers.items()
    ]
    return some(ways, _MOST_READINGS)


def _formula(report: Report, judged: Judged, reading: Reading) -> str:
    """A reading in the labels of the form: 一、本年新收…＋二、上年结转…."""
    table = judged.claim.quantity.table
    words = ""
    for sign, term in terms(reading.sum):
        words += (_SIGNS[sign] if words or sign < 0 else "") + _line(report, table, term)
    return words


def _line(report: Report, table: str, term: str) -> str:
    """The form's label of a row, or of the group of rows, that a term names."""
    name, _, column = term.partition(".")
    for block in report.form.table(table).blocks:
        for row in block.rows:
            if name == row.key or name in row.groups:
                label = row.label if name == row.key else row.path[row.groups.index(name)]
                header = next((h.label for h in block.columns if h.key == column), "")
                return label + header
    return name
