"""A report goes into the template and comes out as it was: numbers, states, texts."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gikxl.form import load
from gikxl.read import read
from gikxl.report import Report, Value
from gikxl.write.template import write_template
from tests import figures
from tests.support import all_zero

FORM = load()
TOTALS = FORM.totals
TEXTS = [text.key for text in FORM.texts]

COUNTS = st.integers(-5, 10**9).map(Value)
AMOUNTS = st.integers(0, 10**12).map(lambda n: Value(Decimal(n) / 10**6))
BLANKS = st.just(Value(None, "blank"))
WORDS = st.sampled_from(
    ["若干", "=1+1", "{{x}}", "#REF!", "1 234", "TRUE", "A&B <甲>", "约3件\n左右"]
)
OTHERS = st.one_of(
    BLANKS,
    WORDS.map(lambda raw: Value(None, "text", raw)),
    st.sampled_from(["#REF!", "#DIV/0!", "#VALUE!"]).map(lambda raw: Value(None, "error", raw)),
    st.just(Value(None, "uncomputed", "=[1]表!A1")),
    st.sampled_from(["—", "无"]).map(lambda raw: Value(0, "dash", raw, note=f"“{raw}”按 0 理解")),
    st.just(Value(0, "left_out")),
)
VALUES = st.dictionaries(
    st.sampled_from(sorted(FORM.fields)), st.one_of(COUNTS, COUNTS, OTHERS), max_size=60
)
PIECES = st.sampled_from(
    [
        "=1+1", "+2", "-3", "@甲", "'", "{{x}}", "A&B <甲>", "\n", "\t", "_x0041_", "　　", " ",
        "1234567890123456789", "𠮷", "本年收到申请3件。", '"', "%s", "#REF!", "本单位" * 2000,
        "现公布某某县2024年政府信息公开工作年度报告。",
    ]
)  # fmt: skip
# The reader drops white space around a text.
WRITTEN = st.lists(PIECES, min_size=1, max_size=8).map("".join).map(str.strip)


def what_it_becomes(value: Value) -> tuple[object, str, str]:
    """What a value is once it stands in the template: number, state, and a text's wording."""
    if value.state in ("dash", "left_out"):
        return 0, "number", ""
    if value.state in ("text", "uncomputed"):
        return None, "text", value.raw
    return value.number, value.state, ""


def shown(value: Value) -> tuple[object, str, str]:
    return value.number, value.state, value.raw if value.state == "text" else ""


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    values=VALUES,
    fee=st.one_of(AMOUNTS, BLANKS),
    texts=st.dictionaries(st.sampled_from(TEXTS), WRITTEN, max_size=6),
)
def test_a_report_comes_back_from_the_template(
    tmp_path: Path, values: dict[str, Value], fee: Value, texts: dict[str, str]
) -> None:
    source = all_zero()
    source.values.update({**values, "proactive.fee.amount": fee})
    source.texts = texts
    path = str(tmp_path / "a.xlsx")
    write_template(path, FORM, report=source)
    back = read(path)
    expected = {key: what_it_becomes(value) for key, value in source.values.items()}
    assert {key: shown(value) for key, value in back.values.items()} == expected
    assert {key: text for key, text in (back.texts or {}).items() if text} == {
        key: text for key, text in texts.items() if text
    }


@pytest.mark.parametrize("name", figures.NAMES)
def test_published_figures_come_back_right_or_wrong(name: str, tmp_path: Path) -> None:
    source, path = figures.report(name), str(tmp_path / "a.xlsx")
    write_template(path, source.form, report=source)
    back = read(path)
    assert {key: back.values[key].number for key in source.values} == {
        key: value.number for key, value in source.values.items()
    }
    assert (back.unit, back.year, back.level) == (source.unit, source.year, source.level)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(gone=st.sets(st.sampled_from(sorted(FORM.fields)), min_size=1, max_size=120))
def test_what_is_missing_is_not_made_up(tmp_path: Path, gone: set[str]) -> None:
    source = Report(FORM, {key: Value(0) for key in FORM.fields if key not in gone})
    path = str(tmp_path / "a.xlsx")
    write_template(path, FORM, report=source)
    for key, value in read(path).values.items():
        if key not in gone:
            assert value.number == 0, key
        elif value.state != "blank":
            # A total of which no part is known is computed, as in a fresh template.
            assert value.formula is not None
            assert gone.issuperset(TOTALS[key].right)
