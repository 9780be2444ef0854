"""What is filled, cell by cell, and what is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.form import EDITIONS, load
from gikxl.report import Place, Report, Value
from gikxl.rules import check
from gikxl.write.edit import Edit
from gikxl.write.fill import CARRIED, TOTAL, ZERO, fill_edits
from tests import figures
from tests.support import all_zero, places, report_from, with_cells

SHEET = "三、申请办理"
BY_ROW = f"{TOTAL}：总计＝自然人＋法人或其他组织五类之和"
BY_COLUMN = f"{TOTAL}：（七）总计＝（一）至（六）各项之和"


def said(edits):
    """The edits as sheet, cell, what stood there, and what takes its place."""
    return [
        (e.place.sheet, e.place.a1, e.before, e.value if e.formula is None else f"={e.formula}")
        for e in edits
    ]


def in_requests(edits):
    assert {edit.place.sheet for edit in edits} <= {SHEET}
    return [cells[1:] for cells in said(edits)]


def filled(report, edits):
    """The report after the edits."""
    at = {value.place: key for key, value in report.values.items() if value.place}
    values = dict(report.values)
    for edit in edits:
        key = at[edit.place]
        values[key] = Value(edit.value, raw=str(edit.value), place=edit.place)
    return Report(report.form, values, unit=report.unit, year=report.year, level=report.level)


def test_a_report_that_is_right_stays_as_it_is():
    assert fill_edits(all_zero()) == []
    assert fill_edits(with_cells(figures.report("suqian_2024"))) == []


def test_blanks_become_0():
    report = report_from("""
        |            | 自然人 | 商业企业 | 总计 |
        | 2.重复申请 | 空白   | 0        | 0    |

        |      | 现行有效件数 |
        | 规章 | 空白         |
    """)
    assert fill_edits(report) == [
        Edit(Place("二、主动公开", 1, 3), 0, None, "", ZERO),
        Edit(Place(SHEET, 17, 1), 0, None, "", ZERO),
    ]


def test_what_is_not_blank_is_not_filled():
    report = report_from("""
        |            | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 总计 |
        | 2.重复申请 | -      | 若干     | #REF!    | 无           | 0    |
    """)
    assert fill_edits(report) == []


@pytest.mark.parametrize(
    ("total", "before"), [("空白", ""), ("#REF!", "#REF!"), ("见附件", "见附件"), ("空白 ", "")]
)
def test_a_total_that_is_blank_lost_or_text_becomes_the_sum(total, before):
    report = report_from(f"""
        |            | 自然人 | 商业企业 | 总计    |
        | 2.重复申请 | 2      | 3        | {total} |
        | （七）总计 | 2      | 3        | 5       |
    """)
    assert in_requests(fill_edits(report)) == [("H18", before, 5)]
    assert fill_edits(report)[0].reason == BY_ROW


def test_a_total_that_somebody_typed_is_only_changed_when_told_to():
    report = report_from("""
        |            | 自然人 | 商业企业 | 总计 |
        | 2.重复申请 | 2      | 3        | 4    |
        | （七）总计 | 2      | 1        | -    |
    """)
    assert fill_edits(report) == []
    edits = fill_edits(report, typed_totals=True)
    assert in_requests(edits) == [("H18", "4", 5), ("C25", "1", 3), ("H25", "-", 5)]
    assert [edit.reason for edit in edits] == [BY_ROW, BY_COLUMN, BY_ROW]


def test_a_total_of_totals_follows_them():
    report = report_from("""
        |            | 自然人 | 商业企业 | 总计 |
        | 2.重复申请 | 2      | 3        | 空白 |
        | （七）总计 | 空白   | 空白     | 空白 |
    """)
    assert in_requests(fill_edits(report)) == [
        ("H18", "", 5), ("B25", "", 2), ("C25", "", 3), ("H25", "", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["若干", "#N/A", "公式 VLOOKUP(A1,B1:C9,2,0)，无结果"])
def test_a_total_with_a_part_that_is_no_number_is_left_alone(part):
    report = report_from(f"""
        |            | 自然人 | 商业企业 | 总计 |
        | 2.重复申请 | {part} | 3        | 空白 |
        | （七）总计 | 空白   | 空白     | 空白 |
    """)
    assert in_requests(fill_edits(report, typed_totals=True)) == [("C25", "", 3)]


def test_a_missing_part_leaves_its_totals_alone():
    report = report_from("""
        缺行：1.属于国家秘密

        |            | 自然人 | 总计 |
        | 2.重复申请 | 2      | 2    |
        | （七）总计 | 空白   | 空白 |
    """)
    assert fill_edits(report) == []


def test_a_formula_that_computes_the_sum_stays():
    report = report_from("""
        |            | 自然人 | 总计                     |
        | 2.重复申请 | 2      | 公式 SUM(B18:G18)，算得 2 |
        | （七）总计 | 2      | 2                        |
    """)
    assert fill_edits(report, typed_totals=True) == []


@pytest.mark.parametrize("result", ["算得 4", "无结果"])
def test_a_formula_that_computes_something_else_is_written_anew(result):
    report = report_from(f"""
        |            | 自然人 | 商业企业 | 总计                     |
        | 2.重复申请 | 2      | 3        | 公式 B18+C17，{result}   |
        | （七）总计 | 2      | 3        | 5                        |
    """)
    (edit,) = fill_edits(report)
    assert (edit.place.a1, edit.value, edit.formula, edit.reason) == (
        "H18", 5, "SUM(B18:G18)", BY_ROW,
    )  # fmt: skip


def test_a_lost_total_becomes_a_formula_where_the_table_has_formulas():
    report = report_from("""
        |            | 自然人 | 总计                   |
        | 2.重复申请 | 空白   | 公式 SUM(B18:G18)，算得 0 |
        | （七）总计 | #REF!  | 0                      |

        |          | 结果维持 | 总计 |
        | 行政复议 | 0        | 空白 |
    """)
    assert said(fill_edits(report)) == [
        (SHEET, "B18", "", 0),
        (SHEET, "B25", "#REF!", "=SUM(B4:B24)"),
        ("四、复议诉讼", "F2", "", 0),
    ]


def test_a_formula_names_cells_apart_one_by_one():
    report = report_from("""
        |                                  | 自然人 | 总计                   |
        | 一、本年新收政府信息公开申请数量 | 0      | 公式 SUM(B2:G2)，算得 0 |
        | （七）总计                       | 空白   | 0                      |
    """)
    for key in ("requests.repeated.natural_person", "requests.excessive.natural_person"):
        place = report.values[key].place
        report.values[key] = report.values[key]._replace(place=place._replace(row=place.row + 40))
    (edit,) = fill_edits(report)
    assert edit.formula == "SUM(B4:B17,B58,B19,B60,B21:B24)"
    spread = report.values["requests.repeated.natural_person"]
    elsewhere = spread._replace(place=spread.place._replace(sheet="别的"))
    report.values["requests.repeated.natural_person"] = elsewhere
    assert [(edit.value, edit.formula) for edit in fill_edits(report)] == [(0, None)]


LAST = """
    上年：

    |                        | 自然人 | 商业企业 | 总计 |
    | 四、结转下年度继续办理 | 3      | 0        | 3    |

    |      | 现行有效件数 |
    | 规章 | 7            |
"""


def test_blanks_of_what_is_carried_over_become_last_year_s_figures():
    report = report_from(
        """
        |                                  | 自然人 | 商业企业 | 科研机构 | 总计 |
        | 二、上年结转政府信息公开申请数量 | 空白   | 空白     | 1        | 空白 |

        |      | 现行有效件数 |
        | 规章 | 空白         |
    """
        + LAST
    )
    edits = fill_edits(report, report.last)
    assert [(cells[1:], edit.reason) for cells, edit in zip(said(edits), edits, strict=True)] == [
        (("D2", "", 0), ZERO),
        (("B3", "", 3), CARRIED),
        (("C3", "", 0), CARRIED),
        (("H3", "", 4), BY_ROW),
    ]
    assert [edit.value for edit in fill_edits(report)] == [0, 0, 0, 1]


def test_a_figure_that_is_there_is_not_replaced_by_last_year_s():
    report = report_from(
        """
        |                                  | 自然人 | 总计 |
        | 二、上年结转政府信息公开申请数量 | 2      | 2    |
    """
        + LAST
    )
    assert fill_edits(report, report.last, typed_totals=True) == []


def test_the_blanks_of_last_year_s_sheet_are_filled_from_last_year_s_report():
    report, last = all_zero(), figures.report("qianjin_sfj_2023")
    blank = {
        key: Value(None, "blank", "", place._replace(sheet="上年数据"))
        for key, place in places(report.form).items()
    }
    key = "requests.new.natural_person"
    blank[key] = blank[key]._replace(number=99, state="number")
    year = Place("上年数据", 0, 3)
    report.last = Report(report.form, blank, places={"year": year})
    edits = fill_edits(report, last)
    assert edits[0] == Edit(year, 2023, None, "", CARRIED)
    assert {edit.place: edit.value for edit in edits[1:]} == {
        value.place: last.values[k].number for k, value in blank.items() if k != key
    }
    assert {edit.reason for edit in edits} == {CARRIED}
    assert fill_edits(report, report.last) == []


COUNTS = st.integers(0, 9999)
CELLS = st.one_of(
    COUNTS.map(lambda n: Value(n, raw=str(n))),
    st.just(Value(None, "blank")),
    st.just(Value(0, "dash", "-", note="“-”按 0 理解")),
    st.just(Value(None, "error", "#REF!")),
)


@st.composite
def reports(draw):
    """Any counts, some blank; totals typed, blank, lost, or formulas gone stale."""
    report = all_zero(load(draw(st.sampled_from(EDITIONS))))
    keys = draw(st.lists(st.sampled_from(sorted(report.values)), max_size=30, unique=True))
    for key in keys:
        value = draw(CELLS)
        if key in report.form.totals and draw(st.booleans()):
            value = value._replace(formula="SUM(A1)")
        elif value.state == "error" and key not in report.form.totals:
            continue
        report.values[key] = value._replace(place=report.values[key].place)
    return report


@settings(max_examples=60, deadline=None)
@given(reports())
def test_after_filling_the_totals_no_sum_is_off(report):
    edits = fill_edits(report, typed_totals=True)
    after = filled(report, edits)
    assert check(after, select=["H301", "H302", "H401", "V101", "V104"]) == []
    assert fill_edits(after, typed_totals=True) == []


@settings(max_examples=60, deadline=None)
@given(reports(), st.booleans())
def test_only_totals_and_blanks_are_touched(report, typed_totals):
    at = {value.place: key for key, value in report.values.items()}
    edits = fill_edits(report, typed_totals=typed_totals)
    assert len({edit.place for edit in edits}) == len(edits)
    positions = list(report.form.fields)
    assert sorted(edits, key=lambda e: positions.index(at[e.place])) == edits
    for edit in edits:
        value = report.values[at[edit.place]]
        if at[edit.place] not in report.form.totals:
            assert (value.state, edit.value, edit.reason) == ("blank", 0, ZERO)
        elif not typed_totals:
            assert value.formula is not None or value.state in ("blank", "error")
        assert (edit.value, edit.before) != (value.number, str(value.number))
