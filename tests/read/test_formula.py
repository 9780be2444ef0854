import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.read.formula import Calculator, Unknown, compute, from_open_formula, shifted
from gikxl.read.grid import Flag, Grid, Marks
from gikxl.report import column_letters

CELLS = {
    (None, 0, 0): 5, (None, 0, 1): 7, (None, 0, 2): "文字", (None, 0, 3): "", (None, 1, 0): 2.5,
    (None, 1, 1): True, ("上年数据", 2, 1): 11, ("it's", 0, 0): 4,
}  # fmt: skip


def cell(sheet, row, column):
    if (sheet, row, column) == (None, 8, 8):
        raise Unknown
    return CELLS.get((sheet, row, column))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:B1)", 12),
        ("SUM($A$1:$B$1)", 12),
        ("sum( A1 , B1 , 3 )", 15),
        ("SUM(B1:A1)", 12),
        ("SUM(A1:D2)", 14.5),
        ("SUM(C1:D1)", 0),
        ("A1+B1-2", 10),
        ("-A1+B1", 2),
        ("A1-(B1-2)", 0),
        ("SUM(A1,B1)-SUM(A1)", 7),
        ("A1*2+1", 11),
        ("D1+A1", 5),
        ("上年数据!B3", 11),
        ("'上年数据'!$B$3+A1", 16),
        ("SUM('上年数据'!A1:B3)", 11),
        ("'it''s'!A1", 4),
        ("0.1+0.2", 0.3),
        ("+A1", 5),
        (" A1 + B1 ", 12),
        ("SUM(A1+B1,-3)", 9),
        ("SUM(A1,,B1)", 12),
    ],
)
def test_totals_are_computed(formula, value):
    assert compute(formula, cell) == value


@pytest.mark.parametrize(
    "formula",
    [
        "", "SUM(", "SUM(A1:B1", "A1 B1", "A1+", "C1+1", "B2+1", "I9+1", "SUM(A1:J10)", "A1/2",
        "IF(A1=1,1,2)", "A:A", "SUM(A:A)", "SUM(A1:XFD1048576)", "XFE1", "A1048577", "A0", "TRUE",
        '"5"', "SUM(A1:Sheet2!B1)", "[1]Sheet1!A1", "SUMIF(A1:B1,1)", "名称", "1e999", "A1^2", "()",
        "(" * 100 + "1" + ")" * 100, "1+" * 9000 + "1", "__import__('os')", "A1.5", "#REF!+A1",
    ],
)  # fmt: skip
def test_anything_else_is_unknown(formula):
    assert compute(formula, cell) is None


numbers = st.lists(st.lists(st.integers(0, 10**9), min_size=1, max_size=5), min_size=1, max_size=5)


@given(numbers, st.integers(0, 700), st.integers(0, 1000))
def test_a_sum_over_a_range_is_the_sum(table, left, top):
    width = max(map(len, table))

    def value(_, row, column):
        cells = table[row - top]
        return cells[column - left] if column - left < len(cells) else ""

    last = column_letters(left + width - 1) + str(top + len(table))
    formula = f"SUM({column_letters(left)}{top + 1}:{last})"
    assert compute(formula, value) == sum(map(sum, table))


expressions = st.recursive(
    st.integers(0, 10**6).map(str),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda three: "".join(three)),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"-({text})"),
    ),
    max_leaves=12,
)


@given(expressions)
def test_arithmetic_agrees_with_python(text):
    literal = __import__("re").sub(r"\b0+(?=\d)", "", text)
    assert compute(text, cell) == eval(literal)


@given(st.text(alphabet="SUM(A1:B2)+-*,!$'.#上年 0", max_size=40))
def test_no_text_raises(text):
    value = compute(text, cell)
    assert value is None or isinstance(value, int | float)


def grid(sheet, rows, **formulas):
    flags = {
        (int(place[1:]) - 1, ord(place[0]) - 65): Flag(text, cached=False)
        for place, text in formulas.items()
    }
    return Grid(sheet, rows, scan=lambda _: Marks(flags, frozenset(), frozenset()))


def test_uncomputed_formulas_are_followed_across_sheets():
    this = grid("三", [[1, 2, "", ""]], C1="SUM(A1:B1)", D1="C1+上年!B1")
    last = grid("上年", [[4, ""]], B1="A1*2")
    calculator = Calculator([this, last])
    assert calculator.value("三", 0, 2) == 3
    assert calculator.value("三", 0, 3) == 11
    assert calculator.value("上年", 0, 0) == 4
    assert calculator.value("没有", 0, 0) is None


def test_circles_deep_chains_and_errors_are_unknown():
    circle = grid("一", [["", ""]], A1="B1", B1="A1+1")
    assert Calculator([circle]).value("一", 0, 0) is None
    chain = grid("一", [[""]] * 40, **{f"A{n}": f"A{n + 1}+1" for n in range(1, 40)})
    assert Calculator([chain]).value("一", 0, 0) is None
    flags = {(0, 0): Flag(error="#REF!")}
    wrong = Grid("一", [["", 1]], scan=lambda _: Marks(flags, frozenset(), frozenset()))
    assert Calculator([wrong]).value("一", 0, 0) is None


def test_the_calculator_minds_where_a_grid_begins():
    flags = {(1, 0): Flag("SUM(C3:D3)", cached=False)}
    offset = Grid(
        "三",
        [[1, 2], ["", ""]],
        origin=(2, 2),
        scan=lambda _: Marks(flags, frozenset(), frozenset()),
    )
    assert Calculator([offset]).value("三", 3, 2) == 3


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "expected"),
    [
        ("SUM(D4:I4)", 1, 0, "SUM(D5:I5)"),
        ("SUM(D$4:$I4)", 2, 3, "SUM(G$4:$I6)"),
        ("A1+LOG10(B2)", 1, 1, "B2+LOG10(C3)"),
        ("Z1", 0, 1, "AA1"),
        ("上年数据!B3+A1", 1, 0, "上年数据!B4+A2"),
        ("'A1'!B3", 1, 0, ""),
        ('IF(A1=1,"A1","")', 1, 0, ""),
    ],
)
def test_shared_formulas_are_shifted(formula, rows, columns, expected):
    assert shifted(formula, rows, columns) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("of:=SUM([.B4:.C4])", "SUM(B4:C4)"),
        ("of:=[.$A$1]+[.B2]", "$A$1+B2"),
        ("of:=SUM([.A1];[.B2])", "SUM(A1,B2)"),
        ("of:=[$'上年 数据'.B3]", "'上年 数据'!B3"),
        ("of:=[$上年数据.B3]", "上年数据!B3"),
        ("of:=#REF!+1", "#REF!+1"),
    ],
)
def test_open_formulas_in_excels_spelling(formula, expected):
    assert from_open_formula(formula) == expected
