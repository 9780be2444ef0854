"""The policy in the docstring of gikxl.read.number, line by line."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.read.number import read_number

FULL_WIDTH = str.maketrans("0123456789,.-+()", "０１２３４５６７８９，．－＋（）")
WHOLE = st.integers(min_value=-(10**15 - 1), max_value=10**15 - 1)
COUNTS = st.integers(min_value=0, max_value=10**15 - 1)
COUNT_WORDS = ["件", "件次", "条", "起", "项", "宗", "份", "个", "封", "部", "次"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (1, 1),
        (1.0, 1),
        (-3.0, -3),
        (-0.0, 0),
        (7730.28, Decimal("7730.28")),
        (0.1 + 0.2, Decimal("0.3")),
        (Decimal("1.50"), Decimal("1.5")),
        (Decimal("12.0000"), 12),
    ],
)
def test_a_number_is_taken_as_it_is(cell, number):
    read, state, note = read_number(cell)
    assert (read, state, note) == (number, "number", "")
    assert isinstance(read, int) == (number == int(number))


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        # Text that is a plain number: Excel's SUM leaves it out, so it is noted too.
        ("1", 1),
        ("007", 7),
        ("-3", -3),
        ("1.50", Decimal("1.5")),
        # Full-width digits and signs.
        ("１２", 12),
        ("－３", -3),
        ("−3", -3),
        ("３．５", Decimal("3.5")),
        # Thousands separators.
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("12,345,678.9", Decimal("12345678.9")),
        # A measure word behind.
        ("3件", 3),
        ("1 项", 1),
        ("１　件", 1),
        ("1,234件", 1234),
        # A remark in brackets behind.
        ("22（其中修订16件）", 22),
        ("22(其中修订16件)", 22),
        ("3件（略）", 3),
        # Zero by word, a leading plus.
        ("〇", 0),
        ("零", 0),
        ("+5", 5),
        # What one does not see.
        (" 7 ", 7),
        ("\u200b7\ufeff", 7),
        ("\xa07\u3000", 7),
    ],
)
def test_a_written_number_is_read_with_a_note(cell, number):
    assert read_number(cell) == (number, "number", f"“{cell.strip()}”按 {number} 理解")


@pytest.mark.parametrize("cell", [*"-—－–―/／\\无", "--", "——", "没有", "N/A", "n/a", "NA", " — "])
def test_a_sign_or_word_for_nothing_counts_as_0(cell):
    assert read_number(cell) == (0, "dash", f"“{cell.strip()}”按 0 理解")


@pytest.mark.parametrize("cell", [None, "", " ", "\u3000", "\t\r\n", "\xa0", "\u200b", " \ufeff "])
def test_nothing_is_blank_and_not_0(cell):
    assert read_number(cell) == (None, "blank", "")


@pytest.mark.parametrize(
    "cell",
    [
        *("1 234", "1,23", "1,2345", "1,234,", ",1", "十二", "14万", "约3件", "5(3)", "5（3）"),
        *("3（略）件", "(3)", "TRUE", "1e3", "²", "①", "٣", "NaN", "nan", "inf", "1_000", "0x1F"),
        *("1.", ".5", "1.2.3", "--3", "+-3", "1/2", "3-4", "3%", "#REF!", "无3", "3件件", "元"),
        *("=1+1", "２０２４年", "1、2", "3\n4"),
    ],
)
def test_any_other_text_is_no_number(cell):
    assert read_number(cell) == (None, "text", "")


def test_ten_thousand_yuan_is_the_unit_of_an_amount_only():
    assert read_number("3.5万元", "amount") == (
        Decimal("3.5"), "number", "“3.5万元”按 3.5 理解",
    )  # fmt: skip
    assert read_number("3万元", "count") == (None, "text", "")
    assert read_number("3元", "amount") == (None, "text", "")


@pytest.mark.parametrize("cell", [True, False])
def test_a_truth_value_is_no_number(cell):
    assert read_number(cell) == (None, "text", "是逻辑值，不是数字")


@pytest.mark.parametrize(
    "cell",
    [
        datetime.date(2024, 1, 1),
        datetime.datetime(2024, 1, 1, 8, 30),
        datetime.time(8, 30),
        datetime.timedelta(hours=3),
    ],
)
def test_a_date_is_no_number(cell):
    assert read_number(cell) == (None, "text", "是日期或时间，不是数字")


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), float("-inf"), Decimal("NaN")])
def test_what_is_not_finite_is_no_number(cell):
    assert read_number(cell) == (None, "text", "不是数字")


def test_a_text_of_more_digits_than_excel_keeps_is_no_number():
    assert read_number("9" * 15) == (10**15 - 1, "number", f"“{'9' * 15}”按 {'9' * 15} 理解")
    assert read_number("9" * 16) == (None, "text", "数字过长")


@pytest.mark.parametrize(
    ("cell", "number"), [(123456789012345678.0, 123456789012346000), (1e300, 10**300)]
)
def test_a_float_is_taken_at_fifteen_digits(cell, number):
    assert read_number(cell) == (number, "number", "")


@given(WHOLE)
def test_a_whole_number_comes_back_however_it_is_written(number):
    written = [str(number), f"{number:,}", f" {number} "]
    for text in [*written, *(text.translate(FULL_WIDTH) for text in written)]:
        assert read_number(text)[:2] == (number, "number")
    assert read_number(number) == read_number(float(number)) == (number, "number", "")


@given(COUNTS, st.sampled_from(COUNT_WORDS), st.sampled_from(["", " ", "\u3000"]))
def test_a_count_comes_back_with_its_measure_word(number, word, blank):
    assert read_number(f"{number}{blank}{word}")[:2] == (number, "number")
    assert read_number(f"{number:,}{blank}{word}（其中新增{number}{word}）")[:2] == (
        number, "number",
    )  # fmt: skip


@given(st.decimals(0, 10**8, places=6))
def test_a_fee_keeps_its_digits(fee):
    for cell in (fee, f"{fee}", f"{fee:,}", f"{fee}万元", float(fee)):
        number, state, _ = read_number(cell, "amount")
        assert (Decimal(number), state) == (fee, "number")


@given(st.text() | st.text("0123456789,.-+()（）件条元万 　〇无/"))
def test_text_is_never_0_without_a_zero_in_it(text):
    number, state, note = read_number(text)
    assert state in ("number", "dash", "blank", "text")
    assert (number is None) == (state in ("blank", "text"))
    if number == 0:
        assert note
        assert state == "dash" or any(zero in text for zero in "0０〇零")


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers()
    | st.decimals(min_value=-(10**20), max_value=10**20) | st.decimals(allow_nan=True, places=2)
    | st.text() | st.binary() | st.dates() | st.datetimes() | st.times() | st.timedeltas()
)  # fmt: skip


@given(SCALARS, st.sampled_from(["count", "amount", "change"]))
def test_no_value_breaks_it(cell, kind):
    number, state, _ = read_number(cell, kind)
    assert state in ("number", "dash", "blank", "text")
    assert number is None or type(number) in (int, Decimal)
