"""One filled form: its numbers and texts, and where each of them came from."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from gikxl.form import Equation, Field, Form

if TYPE_CHECKING:
    from decimal import Decimal

    Number = int | Decimal
else:
    Number = int  # most reports hold no decimal: the module for them is loaded by those that do

State = Literal["number", "blank", "dash", "text", "error", "uncomputed", "left_out"]
"""What was found where a number is expected.

number      a number, perhaps after normalising
blank       nothing; the form wants 0
dash        a word or sign for nothing: - — / 无; read as 0
text        something that is not a number
error       an Excel error value such as #REF!
uncomputed  a formula whose result the file does not hold and gikxl cannot compute
left_out    the whole row is not there although others are; read as 0 with a notice
"""


class Place(NamedTuple):
    """A cell: sheet (or table of a document), row and column counted from 0."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The cell as Excel names it, without the sheet: D5."""
        return column_letters(self.column) + str(self.row + 1)

    def __str__(self) -> str:
        return f"{self.sheet}!{self.a1}"


class Value(NamedTuple):
    """What stands in one field of the form.

    `number` is what the field counts as (None where that cannot be said), `raw` the
    text as it stood there, `note` says in Chinese how it was understood where that
    took more than reading a plain number. `formula` is the formula's text, `cached`
    whether the file held its result.
    """

    number: Number | None
    state: State = "number"
    raw: str = ""
    place: Place | None = None
    note: str = ""
    formula: str | None = None
    cached: bool = True
    hidden: bool = False
    """The row, column or sheet is hidden."""


class Remark(NamedTuple):
    """Something the reader noticed about the layout; a rule judges it.

    `kind` is one of the names in REMARKS, `subject` the label or text concerned,
    `official` what the form calls it.
    """

    kind: str
    subject: str
    places: tuple[Place, ...] = ()
    fields: tuple[str, ...] = ()
    official: str = ""


REMARKS = {
    "unknown_line": "a row or column holds numbers but its label is none of the form's",
    "repeated_line": "two places claim the same fields",
    "similar_label": "a label was understood although it is not worded as in the form",
    "combined_row": "a group was found in one row",
    "other_order": "rows or columns stand in another order than the form's",
    "in_pieces": "a table stands in several places",
    "unreadable_part": "a part of the file could not be read",
    "without_columns": "rows whose columns are not named were understood by the form's order",
    "glued": "the numbers of a row stand without a gap, and nothing tells them apart",
    "two_readings": "two readers find different values in a cell",
    "uneven": "the cells of a row do not stand below the names of their columns",
}


class Heading(NamedTuple):
    """A heading of a published report, as it is written there; workbooks have none."""

    text: str
    place: Place
    section: str | None = None
    """The key of the section or aspect that it begins, if it is one of the form's."""


class Report:
    """One unit's report for one year, as read from a file or made from numbers.

    `values` holds a Value for each field that was found; a field without one is
    missing. `texts` maps the key of a section or aspect to its text. `last` is last
    year's report of the same unit where the file carries it.
    """

    __slots__ = (
        "contact", "form", "headings", "last", "level", "phone", "places", "remarks",
        "source", "texts", "title", "unit", "values", "year",
    )  # fmt: skip

    def __init__(
        self,
        form: Form,
        values: Mapping[str, Value],
        *,
        source: str = "",
        title: str = "",
        unit: str | None = None,
        year: int | None = None,
        level: str | None = None,
        contact: str | None = None,
        phone: str | None = None,
        texts: Mapping[str, str] | None = None,
        places: Mapping[str, Place] | None = None,
        headings: Iterable[Heading] = (),
        remarks: Iterable[Remark] = (),
        last: "Report | None" = None,
    ) -> None:
        self.form = form
        self.values = dict(values)
        self.source = source
        self.title = title
        self.unit = unit
        self.year = year
        self.level = level
        self.contact = contact
        self.phone = phone
        self.texts = None if texts is None else dict(texts)
        """By the keys of `form.texts`; None where the file has no place for texts at all.

        Paragraphs are separated by a line break.
        """
        self.places = dict(places or {})
        """Where unit, year, level, title and texts stand, by their name or key."""
        self.headings = tuple(headings)
        self.remarks = list(remarks)
        self.last = last

    def number(self, key: str) -> Number | None:
        """What the field counts as in a sum: a blank is 0; None if it cannot be said."""
        value = self.values.get(key)
        if value is None:
            return None
        return 0 if value.state == "blank" else value.number

    def sum(self, keys: Iterable[str]) -> Number | None:
        """The sum of fields; None as soon as one of them cannot be said."""
        total: Number = 0
        for key in keys:
            number = self.number(key)
            if number is None:
                return None
            total += number
        return total

    def holds(self, equation: Equation) -> bool | None:
        """Whether an identity holds; None if a number in it cannot be said."""
        left, right = self.sum(equation.left), self.sum(equation.right)
        return None if left is None or right is None else left == right

    def with_numbers(self, numbers: Mapping[str, Number]) -> "Report":
        """The figures of this report with other numbers; totals that are formulas follow."""
        values = self.values | {key: Value(number) for key, number in numbers.items()}
        changed = Report(self.form, values, year=self.year)
        for _ in range(2):  # some totals are parts of others
            for key, equation in self.form.totals.items():
                value, total = changed.values.get(key), changed.sum(equation.right)
                if value and value.formula is not None and total is not None:
                    changed.values[key] = value._replace(number=total, state="number")
        return changed

    def is_plain(self) -> bool:
        """Whether every field holds a visible number of its kind, and nothing was remarked.

        Then there is nothing to say about how the form was filled in, only whether the
        numbers agree.
        """
        return (
            not self.remarks
            and len(self.values) == len(self.form.fields)
            and all(
                value.state == "number"
                and value.cached
                and not (value.note or value.hidden)
                and value.number is not None
                and value.number >= 0
                and (isinstance(value.number, int) or self.form.fields[key].kind == "amount")
                for key, value in self.values.items()
            )
        )

    def is_filled(self, table: str) -> bool:
        """Whether anybody filled in a table: a total alone, or a row left out, is not that."""
        return any(
            value.state not in ("blank", "left_out")
            for key, value in self.values.items()
            if key not in self.form.totals and self.form.fields[key].table == table
        )

    def place(self, key: str) -> Place | None:
        """Where the field stands."""
        value = self.values.get(key)
        return value.place if value else None

    def fields(self, table: str) -> list[Field]:
        """The form's fields in one table."""
        return [field for field in self.form.fields.values() if field.table == table]


def column_letters(column: int) -> str:
    """A column counted from 0 as Excel names it: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """The column, from 0, that Excel calls by these letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
