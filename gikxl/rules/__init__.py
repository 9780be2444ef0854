"""The rules: from a report to what is wrong with it.

One rule a file, named by its code: `h301_applicant_total.py`. A file that is added here
is a rule; there is no list to edit. Its docstring is what `gikxl explain` prints.
"""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module

from gikxl.finding import SEVERITIES, Finding
from gikxl.report import Report
from gikxl.rules.rule import Case, Found, Rule

__all__ = ["FAMILIES", "Found", "Rule", "catalogue_markdown", "check", "chosen", "rules"]

FAMILIES = {
    "E": "格式与年度",
    "R": "表格的识别",
    "V": "填写的数",
    "H": "勾稽关系",
    "P": "权限与金额",
    "Y": "与上年报告的衔接",
    "S": "文字部分",
    "T": "文字与表格",
}
"""The families of rules by the first letter of their codes, in the order of the catalogue."""

_ON_HOW_IT_IS_FILLED = ("R", "V")
"""Families that have nothing to say of a plain report; not even loaded for one."""

_ON_WORDS = ("S", "T")
"""Families on what is said in words; not loaded where nothing is, but for these rules."""
_ON_MISSING_WORDS = ("s101_text_missing",)


def rules() -> tuple[Rule, ...]:
    """All rules, by family and code."""
    return tuple(rule for letter in FAMILIES for rule in _family(letter))


@cache
def _family(letter: str) -> tuple[Rule, ...]:
    return tuple(_rule(name) for name in _names() if name[0] == letter.lower())


@cache
def _names() -> list[str]:
    """The modules that are rules, by their codes."""
    names = {name.partition(".")[0] for name in os.listdir(os.path.dirname(__file__))}
    return sorted(filter(_names_a_rule, names))


def check(
    report: Report,
    last: Report | None = None,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> list[Finding]:
    """What the rules find in a report, follow-on findings folded, in the form's order.

    `last` is last year's report, by default the one that came with this one. `select`
    and `ignore` take codes or their beginnings (H, H3); ValueError if there is no such.
    """
    last = last or report.last
    looking = chosen(select, ignore) if select or ignore else _concerned(report)
    cases = [Case(rule, found) for rule in looking for found in rule.look(report, last)]
    if not cases:
        return []
    from gikxl.rules.fold import fold

    positions = {key: position for position, key in enumerate(report.form.fields)}
    severities = list(SEVERITIES)

    def order(finding: Finding) -> tuple[int, int, str]:
        position = positions[finding.fields[0]] if finding.fields else -1
        return position, severities.index(finding.severity), finding.code

    cases = fold(report, last, cases)
    return sorted((case.rule.finding(report, case.found) for case in cases), key=order)


def _concerned(report: Report) -> Iterator[Rule]:
    """The rules that may have something to say of a report."""
    is_plain = report.is_plain()
    has_words = bool(report.headings) or any((report.texts or {}).values())
    for letter in FAMILIES:
        if letter in _ON_WORDS and not has_words:
            yield from (_rule(name) for name in _ON_MISSING_WORDS if name[0] == letter.lower())
        elif not (is_plain and letter in _ON_HOW_IT_IS_FILLED):
            yield from _family(letter)


def catalogue_markdown() -> str:
    """The catalogue of all rules, as docs/rules.md holds it."""
    return "\n".join(_catalogue())


def _names_a_rule(name: str) -> bool:
    return len(name) > 5 and name[0].isalpha() and name[1:4].isdigit() and name[4] == "_"


@cache
def _rule(name: str) -> Rule:
    module = import_module(f"{__name__}.{name}")
    text = (module.__doc__ or name).strip()
    clause = text.partition("依据：")[2].partition("\n")[0]
    title = text.partition("\n")[0]
    return Rule(module.CODE, module.SEVERITY, title, clause, text, module.check)


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Rule]:
    """The rules that codes or their beginnings choose; ValueError if there is no such code."""
    known = rules()
    for beginning in (*select, *ignore):
        if not beginning or not any(_begins(rule, [beginning]) for rule in known):
            raise ValueError(f"没有编号为“{beginning}”的规则，全部编号见 gikxl rules")
    return [r for r in known if (not select or _begins(r, select)) and not _begins(r, ignore)]


def _begins(rule: Rule, beginnings: Sequence[str]) -> bool:
    return any(rule.code.startswith(beginning.upper()) for beginning in beginnings)


def _catalogue() -> Iterator[str]:
    yield "# 规则目录"
    yield ""
    yield "本页由 `python -m gikxl rules --markdown` 生成，请勿手工修改。"
    for letter, family in FAMILIES.items():
        members = [rule for rule in rules() if rule.code[0] == letter]
        yield from ("", f"## {letter} {family}", "", "| 编号 | 级别 | 规则 |", "|---|---|---|")
        for rule in members:
            yield f"| {rule.code} | {SEVERITIES[rule.severity]} | {rule.title} |"
        for rule in members:
            body = rule.text.partition("\n")[2].strip("\n")
            yield from ("", f"### {rule.code} {rule.title}", "", body)
    yield ""
