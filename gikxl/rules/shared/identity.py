"""What the H rules share: the identities of the form that do not hold."""

from collections.abc import Iterator

from gikxl.form import Equation
from gikxl.report import Number, Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.words import digits, line_label, more_or_less


def broken(report: Report, identity: str) -> Iterator[Found]:
    """Each row or column in which an identity does not hold, all numbers in it being known."""
    for equation in report.form.equations:
        if equation.identity == identity:
            left, right = report.sum(equation.left), report.sum(equation.right)
            if left is not None and right is not None and left != right:
                yield _contradiction(report, equation, left, right)


def sides(equation: Equation) -> tuple[str, str]:
    """What the form calls the two sides of an identity."""
    left, _, right = equation.statement.partition("＝")
    return left, right


def _contradiction(report: Report, equation: Equation, left: Number, right: Number) -> Found:
    names = sides(equation)
    fields = equation.left + equation.right
    line = line_label(report, fields, equation.line)
    is_total = len(equation.left) == 1
    return Found(
        f"{line}：{names[0]}为 {digits(left)}，{names[1]}为 {digits(right)}，"
        + more_or_less(left, right),
        fields,
        expected=right if is_total else left,
        actual=left if is_total else right,
        suggestion=_advice(names, digits(right), is_total),
        equations=(equation,),
    )


def _advice(names: tuple[str, str], right: str, is_total: bool) -> str:
    if is_total:
        return f"请逐项核对；分项无误的，{names[0]}应填 {right}。"
    return f"请逐项核对，使{names[0]}等于{names[1]}。"
