"""The live comparisons beside and below each table, as formulas and as computed values."""

from collections.abc import Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from gikxl.form import Continuity, Form
from gikxl.report import Place
from gikxl.write.template.figures import CARRIED_OVER, Figures, Shown
from gikxl.write.template.layout import Box, Layout

PREFIX = "校验："
"""Begins the label of every line of checks, which stands apart from the official table."""

NOTHING_TO_COMPARE = "—"
HAS_ERROR = "有错误值"

REGULATION = "regulation"
"""The form's row for 规章."""

Kind = Literal["identity", "equal", "at_least", "level"]


class Check(NamedTuple):
    """What the fields `left` have more than `right` and last year's `last` together."""

    place: Place
    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


class CheckLine(NamedTuple):
    """One identity over all rows or columns of a table.

    If a `certain` one is off, that is a contradiction; another asks for a reason.
    """

    kind: Kind
    certain: bool
    text: str
    label: Box
    checks: tuple[Check, ...]

    @property
    def box(self) -> Box:
        """The range its checks stand in."""
        first, last = self.checks[0].place, self.checks[-1].place
        return Box(first.row, first.column, last.row, last.column)


class Tables(NamedTuple):
    """What a table's checks refer to: its cells this year and last, and the level's cell."""

    form: Form
    this: Layout
    last: Layout
    level_cell: str

    def formula(self, kind: Kind, check: Check) -> str:
        """The Excel formula of a check."""
        right = [self.this.ranges(check.right)] if check.right else []
        if check.last:
            right.append(self.last.references(check.last))
        result = f"SUM({self.this.ranges(check.left)})"
        if right:
            result += f"-SUM({','.join(right)})"
        if kind == "at_least":
            result = f"MIN(0,{result})"
        skip = self._skip(kind, check)
        if skip:
            result = f'IF({skip},"{NOTHING_TO_COMPARE}",{result})'
        return f'=IFERROR({result},"{HAS_ERROR}")'

    def result(self, kind: Kind, check: Check, this: Figures, last: Figures, level: str) -> Shown:
        """What that formula gives for these figures."""
        if check.last and not last.count(self.last.cells):
            return NOTHING_TO_COMPARE
        if kind == "level" and level in ("", *may_issue_regulations(self.form)):
            return NOTHING_TO_COMPARE
        terms = (this.sum(check.left), this.sum(check.right), last.sum(check.last))
        left, *right = (float("nan") if isinstance(term, str) else term for term in terms)
        difference = left - sum(right)
        if difference != difference:
            return HAS_ERROR
        return min(0, difference) if kind == "at_least" else difference

    def _skip(self, kind: Kind, check: Check) -> str:
        """The condition under which there is nothing to compare with."""
        if check.last:
            return f"COUNT({self.last.references(self.last.cells)})=0"
        if kind == "level":
            known = ("", *may_issue_regulations(self.form))
            return "OR(" + ",".join(f'{self.level_cell}="{label}"' for label in known) + ")"
        return ""


def may_issue_regulations(form: Form) -> list[str]:
    """The levels of government that may issue 规章."""
    return [level.label for level in form.levels if level.regulations]


def regulation_label(form: Form) -> str:
    """What the form calls 规章."""
    return next(f.row.label for f in form.fields.values() if f.row.key == REGULATION)


def is_off(shown: Shown) -> bool:
    """Whether the result of a check is a difference."""
    return shown not in (0, NOTHING_TO_COMPARE)


def check_lines(form: Form, layout: Layout) -> tuple[CheckLine, ...]:
    """The checks of one table, each line in a place of its own beside or below it."""
    key = layout.table.key
    lines: list[CheckLine] = []
    identities = [e for e in form.equations if e.table == key]
    for _, equations in groupby(identities, lambda e: e.identity):
        group = list(equations)
        terms: dict[str, Terms] = {e.left[0]: (e.left, e.right, ()) for e in group}
        lines.append(_line(layout, lines, "identity", group[0].statement, terms))
    for relations in continuity_of(form, key):
        text, terms = relation_text(form, relations), _continuity(form, relations)
        lines.append(_line(layout, lines, relations[0].kind, text, terms))
    regulation = tuple(k for k in layout.cells if form.fields[k].row.key == REGULATION)
    if regulation:
        text = f"本级别可否有{regulation_label(form)}"
        lines.append(_line(layout, lines, "level", text, {regulation[0]: (regulation, (), ())}))
    return tuple(lines)


def continuity_of(form: Form, table: str) -> list[tuple[Continuity, ...]]:
    """The relations of a table to last year's, each with all its lines."""
    lines = [line for line in form.continuity if line.table == table]
    return [tuple(group) for _, group in groupby(lines, lambda line: line.relation)]


def relation_text(form: Form, relations: Sequence[Continuity]) -> str:
    """A relation to last year in the words of the form."""
    first = relations[0]
    fields = [form.fields[line.this] for line in relations]
    of_rows = len({field.row for field in fields}) == 1

    def name(key: str) -> str:
        return (form.fields[key].row if of_rows else form.fields[key].column).label

    sign = "≥" if first.kind == "at_least" else "＝"
    text = f"{name(first.this)}{sign}上年数据的{name(first.last)}"
    text += f"＋{name(first.plus)}" if first.plus else ""
    return text + (f"－{name(first.minus)}" if first.minus else "")


Terms = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Left, right and last of a check."""


def _continuity(form: Form, relations: Sequence[Continuity]) -> dict[str, Terms]:
    """Last year's totals are added up anew: they may have been left blank."""
    terms: dict[str, Terms] = {}
    for line in relations:
        total = form.totals.get(line.last)
        last = total.right if total else (line.last,)
        left = (line.this, line.minus) if line.minus else (line.this,)
        terms[line.this] = (left, (line.plus,) if line.plus else (), last)
    return terms


def _line(
    layout: Layout, before: Sequence[CheckLine], kind: Kind, text: str, terms: dict[str, Terms]
) -> CheckLine:
    """Below the table if its checks belong to columns, else beside it; one free line between."""
    cells = [layout.cells[key] for key in terms]
    edge, bottom = layout.box, layout.box.bottom
    below = layout.table.side_by_side or len({cell.top for cell in cells}) == 1 < len(cells)
    if below:
        row = 1 + max([bottom + 1, *(line.box.bottom for line in before if line.box.top > bottom)])
        label = Box(row, 0, row, layout.label_columns - 1)
        if not layout.label_columns:
            label = Box(row, edge.left, row, edge.right)
            row += 1
        places = [Place(layout.sheet, row, cell.left) for cell in cells]
    else:
        column = 1 + max([edge.right + 1, *(line.box.right for line in before)])
        label = Box(edge.top, column, cells[0].top - 1, column)
        places = [Place(layout.sheet, cell.top, column) for cell in cells]
    checks = tuple(Check(p, *t) for p, t in zip(places, terms.values(), strict=True))
    certain = kind in ("identity", "level") or CARRIED_OVER in next(iter(terms))
    return CheckLine(kind, certain, PREFIX + text, label, checks)
