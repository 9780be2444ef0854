"""List and explain what gikxl can find: the rules, and the reasons to refuse a file."""

from collections.abc import Iterator

from gikxl.finding import SEVERITIES
from gikxl.read.refusal import Refusal, catalogue
from gikxl.rules import catalogue_markdown as rules_markdown
from gikxl.rules import rules

_UNREADABLE = "无法读取"


def list_rules() -> Iterator[str]:
    """A line for each code: code, severity, title."""
    for refusal in catalogue():
        yield f"{refusal.code}  {_UNREADABLE}  {refusal.title}"
    for rule in rules():
        yield f"{rule.code}  {SEVERITIES[rule.severity]}  {rule.title}"


def explain(code: str) -> str:
    """What a code means and what to do; ValueError, in Chinese, if there is no such code."""
    wanted = code.strip().upper()
    for rule in rules():
        if rule.code == wanted:
            return f"{rule.code}（{SEVERITIES[rule.severity]}）{rule.text}"
    for refusal in catalogue():
        if refusal.code == wanted:
            return f"{refusal.code}（{_UNREADABLE}）{_explained(refusal)}"
    raise ValueError(f"没有编号 {code}，全部编号见 gikxl rules")


def catalogue_markdown() -> str:
    """The whole catalogue, as docs/rules.md holds it."""
    lines = [
        "",
        f"## F {_UNREADABLE}的文件",
        "",
        *(f"### {refusal.code} {_explained(refusal)}\n" for refusal in catalogue()),
    ]
    return rules_markdown() + "\n".join(lines)


def _explained(refusal: Refusal) -> str:
    return f"{refusal.title}\n\n{refusal.message}\n\n怎样改：{refusal.suggestion}"
