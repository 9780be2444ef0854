"""The types of the official form, and how they are built from an edition's data file.

Vocabulary: a form has *tables*, a table has *blocks* (a grid of rows by columns
under one header), a number stands in a *field* `table.row.column`. An *equation*
is one instance of an identity (勾稽关系) of the form.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

Kind = Literal["count", "amount", "change"]
"""What a field holds: a non-negative integer, a non-negative decimal, or a signed integer."""


class Header(NamedTuple):
    """A leaf row or leaf column of a block, as the official form prints it."""

    key: str
    label: str
    path: tuple[str, ...]
    """The labels of the groups above it, outermost first, then its own."""
    groups: tuple[str, ...]
    """The keys of the groups above it that have one."""
    variants: tuple[str, ...]
    kind: Kind
    unit: str
    may_be_left_out: bool
    """Published reports drop this row although the form wants it, with zeros."""


class Field(NamedTuple):
    """One of the form's numbers."""

    key: str
    table: str
    row: Header
    column: Header
    kind: Kind
    """The kind of number, decided by the column."""

    @property
    def label(self) -> str:
        """The field in the form's own words, for messages: “1.属于国家秘密”行“自然人”列."""
        return f"“{self.row.label}”行“{self.column.label}”列"


class Block(NamedTuple):
    """A grid of rows by columns under one header."""

    table: str
    label: str
    corner: str
    rows: tuple[Header, ...]
    columns: tuple[Header, ...]

    def key(self, row: Header, column: Header) -> str:
        """The key of the field in this row and column."""
        return f"{self.table}.{row.key}.{column.key}"


class CombinedRow(NamedTuple):
    """A group that published reports print as one row; its number is read into row `into`."""

    key: str
    label: str
    path: tuple[str, ...]
    table: str
    rows: tuple[str, ...]
    into: str


class Table(NamedTuple):
    """One of the three official tables."""

    key: str
    label: str
    sheet: str
    blocks: tuple[Block, ...]
    side_by_side: bool
    """The rows of the block stand side by side, in one row of numbers."""


class Section(NamedTuple):
    """One of the six sections of the report, with the aspects it must treat.

    The opening is one too, although it has no heading in a report.
    """

    key: str
    label: str
    variants: tuple[str, ...] = ()
    aspects: tuple[tuple[str, str], ...] = ()
    most_characters: int | None = None
    note: str = ""
    """Of a section that is a table: what the words beside the table are called."""
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For each aspect the words by which reports name it, whatever else its heading says."""


class Text(NamedTuple):
    """A place for words: the opening, a section, an aspect, the words beside a table."""

    key: str
    label: str
    section: Section
    is_aspect: bool = False
    may_be_absent: bool = False
    """The form does not ask for it: the opening, words beside a table."""


class Level(NamedTuple):
    """A level of government, and whether it may issue regulations (规章)."""

    label: str
    regulations: bool
    endings: Sequence[str] = ()
    """How the names of its units end, without 人民政府 and the like."""


class Citation(NamedTuple):
    """A document that reports cite, as the form's own or as the fees'."""

    number: str
    title: str
    about: str
    """The words of the title that tell it from the other documents."""
    first_year: int | None = None
    last_year: int | None = None
    """The years of the reports that it served, from and to; None where that is open."""


class Equation(NamedTuple):
    """The sum of the fields `left` equals the sum of the fields `right`, exactly."""

    identity: str
    table: str
    line: str
    """The label of the row or column it holds for."""
    left: tuple[str, ...]
    right: tuple[str, ...]
    statement: str


class Continuity(NamedTuple):
    """This year's `this` against last year's `last` plus this year's `plus` minus `minus`."""

    relation: str
    table: str
    line: str
    this: str
    kind: Literal["equal", "at_least"]
    last: str
    plus: str | None
    minus: str | None


class Form:
    """An edition of the official form.

    `fields` maps each key to its Field in the form's order; `equations` are all
    identities within a report, `continuity` those with last year's report.
    """

    __slots__ = (
        "_unit_suffixes", "blocks", "citations", "combined_rows", "continuity", "document",
        "edition", "equations", "fields", "first_year", "last_year", "levels", "opening",
        "sections", "tables", "texts", "title", "totals",
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.edition: int = data["edition"]
        self.title: str = data["title"]
        self.document: str = data["document"]
        self.first_year: int = data["first_year"]
        self.last_year: int | None = data.get("last_year")
        self.levels = tuple(Level(**level) for level in data["levels"])
        self._unit_suffixes: list[str] = data["unit_suffixes"]
        self.citations = tuple(Citation(**citation) for citation in data["citations"])
        """The documents that reports cite, with their numbers and titles."""
        self.opening = _section(data["opening"])
        self.sections = tuple(map(_section, data["sections"]))
        self.texts = tuple(_texts(self.opening, self.sections))
        """Every place for words, in the order of the report."""
        titles = {section.key: section.label for section in self.sections}
        self.tables = tuple(_table(table, titles) for table in data["tables"])
        self.blocks = tuple(block for table in self.tables for block in table.blocks)
        self.combined_rows = tuple(
            combined
            for table in data["tables"]
            for block in table["blocks"]
            for combined in _combined_rows(table["key"], block["rows"], ())
        )
        self.fields = {
            key: Field(key, block.table, row, column, column.kind)
            for block in self.blocks
            for row in block.rows
            for column in block.columns
            for key in [block.key(row, column)]
        }
        self.equations = tuple(e for entry in data["identities"] for e in self._equations(entry))
        self.totals: dict[str, Equation] = {}
        """The fields that are the sum of others, with the first identity that says so."""
        for equation in self.equations:
            if len(equation.left) == 1:
                self.totals.setdefault(equation.left[0], equation)
        self.continuity = tuple(c for entry in data["continuity"] for c in self._continuity(entry))

    def __reduce__(self) -> tuple[Any, ...]:
        """A form goes to another process as the number of its edition."""
        from gikxl.form import load

        return load, (self.edition,)

    def table(self, key: str) -> Table:
        """The table with this key; KeyError if the form has none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)

    def level(self, label: str | None) -> Level | None:
        """The level of government with this label, if the form knows it."""
        return next((level for level in self.levels if level.label == label), None)

    def level_of(self, unit: str) -> Level | None:
        """The level that the name of a unit tells, if it does: 清河县人民政府 is a county's."""
        name = self.place_of(unit)
        found = [
            (len(ending), level)
            for level in self.levels
            for ending in level.endings
            if name.endswith(ending)
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def place_of(self, unit: str) -> str:
        """The name of a unit without 人民政府 and the like: 清河县人民政府 is 清河县."""
        suffixes = filter(unit.endswith, self._unit_suffixes)
        return unit.removesuffix(max(suffixes, key=len, default=""))

    def covers(self, year: int) -> bool:
        """Whether reports of this year are made on this edition."""
        return self.first_year <= year <= (self.last_year or year)

    def _lines(self, entry: Mapping[str, Any]) -> Iterator[tuple[Header, Block]]:
        """The rows, or columns, for which an identity holds."""
        for block in self.table(entry["table"]).blocks:
            for line in block.rows if entry["each"] == "row" else block.columns:
                if line.key in entry.get("only", (line.key,)):
                    yield line, block

    def _equations(self, entry: Mapping[str, Any]) -> Iterator[Equation]:
        for line, block in self._lines(entry):
            across = block.columns if entry["each"] == "row" else block.rows
            left, right = (
                tuple(
                    _key(block.table, entry["each"], line, item.key)
                    for name in entry[side]
                    for item in across
                    if name == item.key or name in item.groups
                )
                for side in ("left", "right")
            )
            yield Equation(entry["key"], block.table, line.label, left, right, entry["statement"])

    def _continuity(self, entry: Mapping[str, Any]) -> Iterator[Continuity]:
        for line, block in self._lines(entry):
            terms = {
                term: _key(block.table, entry["each"], line, entry[term])
                for term in ("this", "last", "plus", "minus")
                if term in entry
            }
            yield Continuity(
                entry["key"],
                block.table,
                line.label,
                terms["this"],
                entry["relation"],
                terms["last"],
                terms.get("plus"),
                terms.get("minus"),
            )


def _key(table: str, each: str, line: Header, other: str) -> str:
    return f"{table}.{line.key}.{other}" if each == "row" else f"{table}.{other}.{line.key}"


def _section(data: Mapping[str, Any]) -> Section:
    return Section(
        data["key"],
        data["label"],
        tuple(data.get("variants", ())),
        tuple((aspect["key"], aspect["label"]) for aspect in data.get("aspects", ())),
        data.get("most_characters"),
        data.get("note", ""),
        tuple((aspect["key"], tuple(aspect["named"])) for aspect in data.get("aspects", ())),
    )


def _texts(opening: Section, sections: Sequence[Section]) -> Iterator[Text]:
    yield Text(opening.key, opening.label, opening, may_be_absent=True)
    for section in sections:
        beside_table = bool(section.note)
        yield Text(section.key, section.note or section.label, section, False, beside_table)
        for key, label in section.aspects:
            yield Text(key, label, section, is_aspect=True)


def _table(data: Mapping[str, Any], titles: Mapping[str, str]) -> Table:
    key = data["key"]
    blocks = tuple(
        Block(
            key,
            block["label"],
            block["corner"],
            tuple(_headers(block["rows"], "rows", (), ())),
            tuple(_headers(block["columns"], "columns", (), ())),
        )
        for block in data["blocks"]
    )
    return Table(key, titles[key], data["sheet"], blocks, data.get("side_by_side", False))


def _headers(
    entries: list[dict[str, Any]], axis: str, path: tuple[str, ...], groups: tuple[str, ...]
) -> Iterator[Header]:
    """The leaves of a tree of rows or columns, in the order the form prints them."""
    for entry in entries:
        below = entry.get(axis)
        here = (*path, entry["label"])
        if below:
            keys = (*groups, entry["key"]) if "key" in entry else groups
            yield from _headers(below, axis, here, keys)
        else:
            yield Header(
                entry["key"],
                entry["label"],
                here,
                groups,
                tuple(entry.get("variants", ())),
                entry.get("kind", "count"),
                entry.get("unit", "件"),
                entry.get("may_be_left_out", False),
            )


def _combined_rows(
    table: str, entries: list[dict[str, Any]], path: tuple[str, ...]
) -> Iterator[CombinedRow]:
    for entry in entries:
        here = (*path, entry["label"])
        if "in_one_row_as" in entry:
            rows = tuple(row["key"] for row in entry["rows"])
            yield CombinedRow(
                entry["key"], entry["label"], here, table, rows, entry["in_one_row_as"]
            )
        yield from _combined_rows(table, entry.get("rows", []), here)
