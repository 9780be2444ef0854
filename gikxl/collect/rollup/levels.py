"""A parent's own report against those below it: its number is at least their sum.

The parent has a part of its own, so more than the sum is no mistake; only where that part
(…本级) stands in the roster too and everybody is counted must both be the same. A parent
that is smaller than the sum of those that are counted is too small whoever is missing.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from gikxl.collect.model import Standing, Standings
from gikxl.collect.rollup.naming import named
from gikxl.collect.rollup.total import (
    Family,
    added_up,
    is_own_part,
    is_superior,
    numbers_of,
    parts,
)
from gikxl.finding import Finding
from gikxl.form import Form, load
from gikxl.read.refusal import Refusal
from gikxl.report import Number, Report
from gikxl.rules.locate import slips
from gikxl.rules.shared.words import digits, label, more_or_less, some

UNEQUAL = Refusal(
    "G101",
    "与下属单位之和不符",
    "上级单位报的数应不小于下属各单位之和，因为它还含有本级的数；名单里另列了“本级”、并且全部"
    "计入的，应正好相等。收费金额按上级保留的小数位数允许四舍五入的差。",
    "请向上级单位和所占件数最多的下属单位核对，哪一方有误，由哪一方改正后重报。",
)
EXPLAINED = Refusal(
    "G102",
    "与下属单位之和不符，像是笔误",
    "上级单位报的数与下属各单位之和不符，而一处笔误正好可以解释：相邻两位数字颠倒、差十倍、"
    "漏打一位，或者正好漏加、重复加了一个单位。",
    "请按提示核对上级单位和所说的下属单位，改正后重报。",
)

_MOST_NAMED = 6
_SLIPS = (
    slips.swapped,
    slips.factor_of_ten,
    slips.digit_doubled,
    slips.digit_dropped,
    slips.digit_added,
)
_SLIPS_OF_A_CHILD = (slips.swapped, slips.factor_of_ten, slips.digit_dropped)
"""Fewer, because of many numbers some fit by chance."""


class Disagreement(NamedTuple):
    """What was found when a unit was held against those below it."""

    unit: str
    """The parent, by its name in the roster."""
    finding: Finding


class _Level(NamedTuple):
    """A parent and those below it that are counted."""

    form: Form
    parent: Standing
    children: tuple[Standing, ...]
    sums: Mapping[str, Number]
    """What the children add up to."""
    exact: bool
    """Whether the parent must be the same as the sum."""

    def own(self, key: str) -> Number:
        """What the parent says."""
        return numbers_of(self.parent)[key]

    def gap(self, key: str) -> Number:
        """How much the parent lacks; negative where it has too much."""
        return self.sums[key] - self.own(key)


def catalogue() -> tuple[Refusal, ...]:
    """Every code of this room, for `gikxl explain`."""
    return UNEQUAL, EXPLAINED


def disagreements(standings: Standings) -> tuple[Disagreement, ...]:
    """Hold every counted unit that has counted units below it against their sum."""
    form = load(standings.edition)
    return tuple(
        Disagreement(level.parent.office.name, finding)
        for level in _levels(standings, form)
        for finding in _found(level)
    )


def _levels(standings: Standings, form: Form) -> Iterator[_Level]:
    family, sorted_out = Family(standings), parts(standings)
    for unit in standings.units:
        if unit.status != "counted" or family.in_circle(unit):
            continue
        if is_superior(unit.office, standings.superior):
            children, complete = list(sorted_out.added), not sorted_out.left_out
        else:
            children, complete = _counted_below(family, unit)
        if children:
            sums = added_up(form, map(numbers_of, children))
            own = any(is_own_part(child.office) for child in children)
            yield _Level(form, unit, tuple(children), sums, complete and own)


def _counted_below(family: Family, unit: Standing) -> tuple[list[Standing], bool]:
    """The counted units below, instead of one that is not those below it; and whether all are."""
    found: list[Standing] = []
    complete = True
    waiting, seen = [unit], {id(unit)}
    while waiting:
        for child in family.below(waiting.pop()):
            if id(child) in seen:
                continue
            seen.add(id(child))
            if child.status == "counted":
                found.append(child)
            else:
                complete = False
                waiting.append(child)
    return found, complete


def _found(level: _Level) -> Iterator[Finding]:
    gaps = [key for key in level.form.fields if _disagrees(level, key)]
    if not gaps:
        return
    whole = _whole_child(level, gaps)
    if whole:
        yield whole
        return
    for key in gaps:
        total = level.form.totals.get(key)
        if not (total and any(part in gaps for part in total.right)):
            yield _finding(level, key)


def _disagrees(level: _Level, key: str) -> bool:
    """Whether the parent's number cannot be, with whatever was rounded."""
    field = level.form.fields[key]
    known = numbers_of(level.parent).get(key) is not None
    if not known or field.kind == "change":
        return False
    gap, slack = level.gap(key), _slack(level, key) if field.kind == "amount" else 0
    too_much = level.exact and all(key in numbers_of(child) for child in level.children)
    return gap > slack or (too_much and -gap > slack)


def _slack(level: _Level, key: str) -> Decimal:
    """How far rounding or cutting by the parent, and rounding by the children, can lead."""
    children = [numbers_of(child).get(key, 0) for child in level.children]
    steps = [_step(number) for number in children if number]
    return _step(level.own(key)) + sum(steps, Decimal(0)) / 2


def _step(number: Number) -> Decimal:
    """One in the last decimal place that is given."""
    if isinstance(number, int):
        return Decimal(1)
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))


def _whole_child(level: _Level, gaps: Sequence[str]) -> Finding | None:
    """One child that was left out, or counted twice, in all that disagrees."""
    for sign, words in ((1, "漏加了"), (-1, "重复加了一次")):
        fitting = [
            child
            for child in level.children
            if all(numbers_of(child).get(key, 0) * sign == level.gap(key) for key in gaps)
        ]
        if len(fitting) == 1 and len(gaps) > 1:
            name = fitting[0].office.name
            message = (
                f"与下属 {len(level.children)} 个单位之和有 {len(gaps)} 处不符，"
                f"每一处都正好相差“{name}”的数，像是{words}这个单位：{_fields(level, gaps)}"
            )
            return _as_finding(EXPLAINED, level, gaps, message, None, None)
    return None


def _finding(level: _Level, key: str) -> Finding:
    own, right = level.own(key), level.sums[key]
    message = (
        f"{_label(level, key)}为 {digits(own)}，下属 {len(level.children)} 个单位之和为 "
        f"{digits(right)}，{more_or_less(own, right)}（{_who(level, key)}）"
    )
    slip = _slip(level, key)
    if slip:
        message += f"。{slip}"
    return _as_finding(EXPLAINED if slip else UNEQUAL, level, [key], message, right, own)


def _as_finding(
    kind: Refusal,
    level: _Level,
    keys: Sequence[str],
    message: str,
    expected: Number | None,
    actual: Number | None,
) -> Finding:
    least = expected if expected is None or level.exact else f"不小于 {digits(expected)}"
    return Finding(
        kind.code,
        "warning",
        kind.title,
        message,
        tuple(keys),
        (),
        float(least) if isinstance(least, Decimal) else least,
        float(actual) if isinstance(actual, Decimal) else actual,
        kind.suggestion,
    )


def _slip(level: _Level, key: str) -> str:
    """The one slip that explains a field, in Chinese; empty if none does, or several do."""
    own, right, gap = level.own(key), level.sums[key], level.gap(key)
    words = _named_slip(_SLIPS, own, right)
    if words:
        return f"“{level.parent.office.name}”的数像是{words}"
    size, what = (gap, "漏加了") if gap > 0 else (-gap, "多加了一次")
    told = [
        f"正好{what}“{child.office.name}”的 {digits(size)}"
        for child in level.children
        if numbers_of(child).get(key) == size
    ]
    for child in level.children:
        said = numbers_of(child).get(key, 0)
        counted = said - gap
        words = _named_slip(_SLIPS_OF_A_CHILD, counted, said) if min(counted, said) > 0 else ""
        if words:
            told.append(
                f"“{child.office.name}”的 {digits(said)} 像是被计成了 {digits(counted)}"
                f"（{words}），请核对哪一个对"
            )
    return told[0] if len(told) == 1 else ""


def _named_slip(kinds: Sequence[slips.Single], wrong: Number, right: Number) -> str:
    """What slip makes the one number of the other, both as integers of the last decimal place."""
    places = max(-_exponent(wrong), -_exponent(right))
    a, b = int(wrong * 10**places), int(right * 10**places)
    if max(a, b) < 10:
        return ""
    paper = slips.Paper(load(), {})
    return next((words for slip in kinds if (words := slip(paper, "", a, b))), "")


def _exponent(number: Number) -> int:
    exponent = 0 if isinstance(number, int) else number.as_tuple().exponent
    return min(0, exponent) if isinstance(exponent, int) else 0


def _who(level: _Level, key: str) -> str:
    """Who makes up the sum, the largest first."""
    shares = [(numbers_of(child).get(key, 0), child.office.name) for child in level.children]
    largest = sorted((share for share in shares if share[0]), key=lambda share: -share[0])
    return named([f"{name} {digits(number)}" for number, name in largest], _MOST_NAMED)


def _fields(level: _Level, keys: Sequence[str]) -> str:
    return some([_label(level, key) for key in keys], _MOST_NAMED)


def _label(level: _Level, key: str) -> str:
    return label(Report(level.form, {}), key)
