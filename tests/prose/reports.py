"""Random reports whose numbers agree with each other, for property tests."""

from decimal import Decimal

from hypothesis import strategies as st

from gikxl.form import Form, load
from gikxl.report import Number, Report, Value

COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(1, 99_999))


@st.composite
def consistent_reports(draw: st.DrawFn, year: int = 2025) -> Report:
    """A report of the form in force, every identity of which holds."""
    form = load()
    numbers: dict[str, Number] = {}
    for field in form.fields.values():
        if field.kind == "amount":
            numbers[field.key] = Decimal(draw(st.integers(0, 10**8))) / 10_000
        elif field.key not in form.totals:
            numbers[field.key] = draw(COUNTS)
    _carry_forward_what_is_left(form, numbers)
    for _ in range(2):  # the totals of totals come last
        for key, equation in form.totals.items():
            numbers[key] = sum((numbers.get(part, 0) for part in equation.right), start=0)
    values = {key: Value(numbers[key], raw=str(numbers[key])) for key in form.fields}
    report = Report(
        form, values, unit="清河县司法局", year=year, contact="张三", phone="0517-1234567"
    )
    assert all(report.holds(equation) for equation in form.equations)
    return report


def _carry_forward_what_is_left(form: Form, numbers: dict[str, Number]) -> None:
    """Make 一＋二＝三＋四 hold in each column: what was not handled is carried forward."""
    (block,) = [block for block in form.blocks if block.table == "requests"]
    for column in block.columns:
        handled = sum(
            numbers[key]
            for row in block.rows
            if "results" in row.groups and (key := block.key(row, column)) in numbers
        )
        if column.key == "total":
            continue
        received = (
            numbers[f"requests.new.{column.key}"] + numbers[f"requests.carried_over.{column.key}"]
        )
        if received < handled:
            numbers[f"requests.new.{column.key}"] += handled - received
            received = handled
        numbers[f"requests.carried_forward.{column.key}"] = received - handled
