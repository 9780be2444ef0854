"""Both editions of the form all the way round: workbook, publication, workbook."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gikxl.form import EDITIONS, Form, load
from gikxl.jobs.export import export_file
from gikxl.jobs.take_in import import_file
from gikxl.read import read
from gikxl.report import Number, Report, Value
from gikxl.write.template import write_template

KINDS = {"count": st.integers(0, 10**7), "change": st.integers(-99, 99)}
AMOUNTS = st.integers(0, 10**9).map(lambda n: Decimal(n) / 10_000)
SAID = {
    "overview": "总的情况良好。",
    "problems": "一是人手少。\n二是渠道少。",
    "other": "没有收取信息处理费。",
}


@st.composite
def numbers(draw: st.DrawFn, form: Form) -> dict[str, Number]:
    found = {
        key: draw(KINDS.get(field.kind, AMOUNTS))
        for key, field in form.fields.items()
        if key not in form.totals
    }
    for _ in range(2):  # some totals are parts of others
        for key, equation in form.totals.items():
            found[key] = sum((found.get(part, 0) for part in equation.right), start=0)
    return found


@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize("edition", EDITIONS)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_number_and_word_comes_back(
    tmp_path: Path, edition: int, kind: str, data: st.DataObject
) -> None:
    form = load(edition)
    expected = data.draw(numbers(form))
    values = {key: Value(number) for key, number in expected.items()}
    report = Report(form, values, unit="清河县教育局", year=form.first_year + 1, texts=SAID)
    first, published, second = (str(tmp_path / n) for n in ("一.xlsx", f"公开.{kind}", "二.xlsx"))
    write_template(first, form, report=report)
    assert export_file(first, published, force=True).written
    import_file(published, second, force=True)
    for path in (published, second):
        back = read(path)
        assert (back.form.edition, back.unit, back.year) == (edition, report.unit, report.year)
        assert {key: back.number(key) for key in form.fields} == expected
        assert {key: text for key, text in (back.texts or {}).items() if text} == SAID
