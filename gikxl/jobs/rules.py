"""List and explain what gikxl can find: the rules, and the reasons to refuse a file.

Collecting stands on a floor above and has answers of its own: whoever asks brings them.
"""

from collections.abc import Iterator, Sequence

from gikxl.finding import SEVERITIES
from gikxl.read.refusal import Refusal, catalogue
from gikxl.rules import catalogue_markdown as rules_markdown
from gikxl.rules import rules

_UNREADABLE = "无法读取"
_COLLECTING = "收集"


def list_rules(collecting: Sequence[Refusal] = ()) -> Iterator[str]:
    """A line for each code: code, severity, title."""
    for refusal in catalogue():
        yield f"{refusal.code}  {_UNREADABLE}  {refusal.title}"
    for rule in rules():
        yield f"{rule.code}  {SEVERITIES[rule.severity]}  {rule.title}"
    for refusal in collecting:
        yield f"{refusal.code}  {_COLLECTING}  {refusal.title}"


def explain(code: str, collecting: Sequence[Refusal] = ()) -> str:
    """What a code means and what to do; ValueError, in Chinese, if there is no such code."""
    wanted = code.strip().upper()
    for rule in rules():
        if rule.code == wanted:
            return f"{rule.code}（{SEVERITIES[rule.severity]}）{rule.text}"
    for label, refusals in ((_UNREADABLE, catalogue()), (_COLLECTING, collecting)):
        for refusal in refusals:
            if refusal.code == wanted:
                return f"{refusal.code}（{label}）{_explained(refusal)}"
    raise ValueError(f"没有编号 {code}，全部编号见 gikxl rules")


def catalogue_markdown(collecting: Sequence[Refusal] = ()) -> str:
    """The whole catalogue, as docs/rules.md holds it."""
    text = rules_markdown() + _chapter(f"F {_UNREADABLE}的文件", catalogue())
    return text + (
        _chapter(f"M、G {_COLLECTING}：用不了的邮件和附件，上下级对不上的数", collecting)
        if collecting
        else ""
    )


def _chapter(title: str, refusals: Sequence[Refusal]) -> str:
    sections = (f"### {refusal.code} {_explained(refusal)}\n" for refusal in refusals)
    return "\n".join(["", f"## {title}", "", *sections])


def _explained(refusal: Refusal) -> str:
    return f"{refusal.title}\n\n{refusal.message}\n\n怎样改：{refusal.suggestion}"
