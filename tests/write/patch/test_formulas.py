import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.report import column_letters
from gikxl.write.patch.formulas import Area, OffSheet, reads, shifted


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
        ("SUM(A1:B2,别的!C3)", "SUM(B3:C4,别的!D5)"),
        ("SUM(A:B,$A:B,1:2,$1:2)", "SUM(B:C,$A:C,3:4,$1:4)"),
        ('"A1"&A1&"a""A1"', '"A1"&B3&"a""A1"'),
        ("'A1 的'!A1+LOG10(A1)+A1_X+X.A1", "'A1 的'!B3+LOG10(B3)+A1_X+X.A1"),
        ("表1[A1]+A1", "表1[A1]+B3"),
        ("[1]Sheet1!A1+'[2]甲 乙'!$B2", "[1]Sheet1!B3+'[2]甲 乙'!$B4"),
        ("1.5E3+A1*2%", "1.5E3+B3*2%"),
        ("#REF!+A1", "#REF!+B3"),
    ],
)
def test_a_formula_moved_down_two_and_right_one(formula, moved):
    assert shifted(formula, 2, 1) == moved


@pytest.mark.parametrize("formula", ["A1", "$A1", "A$1", "1:2", "A:A"])
def test_a_formula_cannot_leave_the_sheet(formula):
    with pytest.raises(OffSheet):
        shifted(formula, -1, -1)


@given(
    st.integers(0, 1000), st.integers(0, 700), st.integers(-1000, 1000), st.integers(-700, 700)
)  # fmt: skip
def test_moving_there_and_back(row, column, down, right):
    formula = f"SUM({column_letters(column)}{row + 1}:$C$7)"
    if row + down < 0 or column + right < 0:
        return
    assert shifted(shifted(formula, down, right), -down, -right) == formula


A1 = Area("", 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("1+2", ()),
        ("A1", (A1,)),
        ("$A$1+B2:A1", (A1, Area("", 0, 0, 1, 1))),
        ("'甲''乙'!A1", (A1._replace(sheet="甲'乙"),)),
        ("三!A1", (A1._replace(sheet="三"),)),
        ("SUM(B:C)", (Area("", 0, 1, 1_048_575, 2),)),
        ("SUM(2:3)", (Area("", 1, 0, 2, 16_383),)),
        ('IF(TRUE,"A1",FALSE)', ()),
        ("[1]Sheet1!A1+'[1]乙'!B2", ()),
        ("[1]!名", ()),
        ("合计*2", (Area("数", 1, 1, 1, 1),)),
        ("_xlfn.XLOOKUP(A1,A1,A1)", (A1, A1, A1)),
        ("#N/A", ()),
    ],
)
def test_what_a_formula_reads(formula, found):
    assert reads(formula, {"合计": (Area("数", 1, 1, 1, 1),)}) == found


@pytest.mark.parametrize(
    "formula",
    ["未知", "INDIRECT(A1)", "OFFSET(A1,1,1)", "表[列]", "A1:INDEX(B:B,2)", "A1#", "甲:丙!A1",
     "'甲:丙'!A1", "LET(x,A1,x)"],
)  # fmt: skip
def test_what_a_formula_reads_is_not_guessed(formula):
    assert reads(formula, {}) is None
