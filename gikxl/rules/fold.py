"""Folding: what has one cause is told once.

A wrong cell breaks the sum of its row, the sum of its column and the balance. The
broken identities are therefore told by what explains them: the cells whose change
mends them all, as `gikxl.rules.locate` finds them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from gikxl.form import Continuity, Equation
from gikxl.report import Number, Report, Value
from gikxl.rules.rule import CELLS, Case, Found
from gikxl.rules.shared.last_year import compare
from gikxl.rules.shared.uncounted import uncounted
from gikxl.rules.shared.words import digits, label, some

if TYPE_CHECKING:
    from gikxl.rules.locate import Cause, Change

_MOST_WAYS = 5
_MOST_SUSPECTS = 4
"""Of all cells of a column, a clerk looks at so many first."""
_MOST_CONSEQUENCES = 6


def fold(report: Report, last: Report | None, cases: Sequence[Case]) -> list[Case]:
    """The cases with those that follow from others told as part of them."""
    cases = _most_telling(cases)
    if not any(_broken(case) or _is_one_bad_cell(case) for case in cases):
        return cases
    from gikxl.rules.witness import causes

    report = uncounted(report).report
    told: list[Case] = []
    explained: list[Case] = []
    mended = {e.left[0] for case in cases for e in _broken(case) if len(e.left) == 1}
    for cause in [part for whole in causes(report, last) for part in _parts(report, whole)]:
        own = _explained(report, last, cause, cases)
        if own:
            told.append(_tell(report, cause, own))
            explained += own
            if cause.certain:
                mended |= {change.field for change in cause.repairs[0]}
    rest = [case for case in cases if case not in explained]
    return [*_without(report, rest, mended), *told]


def _broken(case: Case) -> list[Equation]:
    return [e for e in case.found.equations if isinstance(e, Equation)]


def _is_one_bad_cell(case: Case) -> bool:
    """Something that is wrong by itself and may break identities: a text, a negative number."""
    found = case.found
    blames_it = found.mends is None and len(found.fields) == 1
    return case.rule.severity == "error" and not found.equations and blames_it


def _most_telling(cases: Sequence[Case]) -> list[Case]:
    """Each equation told by one rule only: the one with the highest code."""
    best: dict[Equation | Continuity, str] = {}
    for case in cases:
        for equation in case.found.equations:
            best[equation] = max(best.get(equation, ""), case.rule.code)
    return [c for c in cases if all(best[e] == c.rule.code for e in c.found.equations)]


def _parts(report: Report, cause: "Cause") -> list["Cause"]:
    """A cause without the cells that have no number: other rules tell of those.

    Parts that only such cells hold together are told apart, where they are certain.
    """
    from gikxl.rules.locate import concerns, derived_totals

    if not cause.certain:
        numbered = (
            tuple(change for change in repair if report.number(change.field) is not None) or repair
            for repair in cause.repairs
        )
        ways = tuple(dict.fromkeys(numbered))
        return [cause._replace(repairs=ways)] if ways else []
    derived = derived_totals(report)
    broken = [e for e in cause.equations if report.holds(e) is False]
    parts: list[tuple[set[Equation], list[Change]]] = []
    for change in cause.repairs[0]:
        equations = {e for e in broken if concerns(e, change.field, derived)}
        changes = [change]
        for part in [part for part in parts if part[0] & equations]:
            parts.remove(part)
            equations |= part[0]
            changes = part[1] + changes
        parts.append((equations, changes))
    return [
        cause._replace(equations=tuple(equations), repairs=(tuple(changes),))
        for equations, changes in parts
    ]


def _explained(
    report: Report, last: Report | None, cause: "Cause", cases: Sequence[Case]
) -> list[Case]:
    """The cases that go away when the cause is mended."""
    changes = {change.field: change.new for change in cause.repairs[0]}
    changed = report.with_numbers(changes)
    return [
        case
        for case in cases
        if any(equation in cause.equations for equation in case.found.equations)
        or (_is_one_bad_cell(case) and case.found.fields[0] in changes)
        or (cause.certain and last and _continues(report, last, case, changes))
        or (cause.certain and case.found.is_mended and case.found.is_mended(changed))
    ]


def _continues(report: Report, last: Report, case: Case, changes: Mapping[str, Number]) -> bool:
    """Whether a break with last year goes away with these changes."""
    relations = [r for r in case.found.equations if isinstance(r, Continuity)]
    if not any(relation.this in changes for relation in relations):
        return False
    changed = report.with_numbers(changes)
    steps = [compare(changed, last, relation) for relation in relations]
    return all(step is not None and step.holds for step in steps)


def _tell(report: Report, cause: "Cause", own: Iterable[Case]) -> Case:
    """One case for a cause: its most telling contradiction, and what else comes of it."""
    cause = _with_suspects(report, cause)
    first = cause.repairs[0][0]
    field = report.form.fields[first.field]

    def rank(case: Case) -> tuple[bool, bool, bool, bool, str]:
        broken = _broken(case)
        is_its_total = any(equation.left == (first.field,) for equation in broken)
        is_its_line = any(e.line in (field.row.label, field.column.label) for e in broken)
        return (
            not _is_one_bad_cell(case),
            not broken,
            not is_its_total,
            not is_its_line,
            case.rule.code,
        )

    lead, *others = sorted(own, key=rank)
    message = lead.found.message
    if others:
        consequences = [case.found.message for case in others]
        message += f"。由此还造成：{some(consequences, _MOST_CONSEQUENCES, '；')}"
    changed = [change.field for repair in cause.repairs for change in repair]
    expected: Number | str | None = None
    actual: Number | str | None = None
    mends: tuple[tuple[str, Number | None], ...] | None = tuple((field, None) for field in changed)
    if len(cause.repairs) == 1 or cause.certain:
        expected, actual = first.new, lead.found.actual if first.old is None else first.old
        mends = tuple((change.field, change.new) for change in cause.repairs[0])
    return Case(
        lead.rule,
        Found(
            message.replace(CELLS, _cell(report, first.field).strip()),
            tuple(dict.fromkeys((*changed, *lead.found.fields))),
            lead.found.places,
            expected,
            actual,
            _advice(report, cause),
            mends,
            tuple(equation for case in own for equation in case.found.equations),
        ),
    )


def _advice(report: Report, cause: "Cause") -> str:
    ways = ["，并".join(_change(report, change) for change in way) for way in cause.repairs]
    if cause.certain:
        return f"请{ways[0]}。"
    if len(ways) == 1:
        return f"请核对，可能要{ways[0]}。"
    number = len(ways) + cause.more
    if columns := _columns(report, cause):
        return (
            f"{'、'.join(columns)}任一项都可能填错，请对照台账逐项核对。"
            f"最可能的改法：{_numbered(ways)}。"
        )
    more = f"；另有 {number - _MOST_WAYS} 种" if number > _MOST_WAYS else ""
    told = _numbered(ways[:_MOST_WAYS])
    return f"有 {number} 种改法都能使勾稽关系成立，请对照台账确认：{told}{more}。"


def _numbered(ways: Iterable[str]) -> str:
    return "；".join(f"（{number}）{way}" for number, way in enumerate(ways, 1))


def _with_suspects(report: Report, cause: "Cause") -> "Cause":
    """Of ways all over some columns, only those to look at first.

    After the cells of the broken sums themselves come those that are parts of their
    totals, one as likely as the other.
    """
    if not _columns(report, cause):
        return cause
    own = {cell for e in cause.equations for cell in (*e.left, *e.right)}
    direct = [any(change.field in own for change in way) for way in cause.repairs]
    last = max((n for n, is_direct in enumerate(direct, 1) if is_direct), default=len(direct))
    first = cause.repairs[: min(last, _MOST_SUSPECTS)]
    return cause._replace(repairs=first, more=cause.more + len(cause.repairs) - len(first))


def _columns(report: Report, cause: "Cause") -> list[str]:
    """The columns of which any cell can be wrong, where that is too much to list."""
    fields = report.form.fields
    ways = [sorted(fields[change.field].column for change in way) for way in cause.repairs]
    if len(ways) + cause.more <= _MOST_WAYS or any(way != ways[0] for way in ways):
        return []
    return [f"“{column.label}”列" for column in dict.fromkeys(ways[0])]


def _change(report: Report, change: "Change") -> str:
    slip = f"（{change.slip}）" if change.slip else ""
    was = _said(report.values.get(change.field), change.old)
    return f"把{_cell(report, change.field)}由{was}改为 {digits(change.new)}{slip}"


def _cell(report: Report, field: str) -> str:
    place = report.place(field)
    name = label(report, field)
    return f" {place.a1}（{name}）" if place else name


def _said(value: Value | None, old: Number | None) -> str:
    if value is None or value.state == "blank":
        return "空白"
    return f" {digits(old)} " if old is not None else f"“{value.raw}”"


def _without(report: Report, cases: Sequence[Case], fields: set[str]) -> list[Case]:
    """The cases, lists of blanks and dashes losing those that should be another number."""
    empty = {
        key for key, v in report.values.items() if key in fields and v.state in ("blank", "dash")
    }
    kept = []
    for case in cases:
        found = case.found
        if empty.isdisjoint(found.fields) or CELLS not in found.message:
            kept.append(case)
        elif rest := tuple(key for key in found.fields if key not in empty):
            kept.append(Case(case.rule, found._replace(fields=rest)))
    return kept
