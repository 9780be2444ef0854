from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.report import Place
from gikxl.rules.shared.words import (
    cell_ranges,
    digits,
    label,
    line_label,
    listed,
    more_or_less,
    some,
)
from tests.support import all_zero


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (10, "10"),
        (Decimal("7730.280"), "7730.28"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0000001"), "0.0000001"),
    ],
)
def test_numbers_are_written_as_a_clerk_writes_them(number: int | Decimal, text: str) -> None:
    assert digits(number) == text


@given(st.integers(0, 10**9), st.integers(0, 10**9).filter(bool))
def test_the_difference_has_a_direction(number: int, by: int) -> None:
    assert more_or_less(number + by, number) == f"多 {by}"
    assert more_or_less(number, number + by) == f"少 {by}"


def test_a_decimal_difference_is_exact() -> None:
    assert more_or_less(Decimal("0.3"), Decimal("0.1")) == "多 0.2"


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ("C5", "C5"),
        ("C5 C6 C7", "C5:C7"),
        ("C5 D5", "C5:D5"),
        ("C5 C6 D5 D6", "C5:D6"),
        ("C5 C6 D6", "C5:C6、D6"),
        ("C5 C7", "C5、C7"),
        ("C7 C5 C6 F9", "C5:C7、F9"),
    ],
)
def test_neighbouring_cells_are_merged(cells: str, text: str) -> None:
    places = [Place("三", int(cell[1:]) - 1, ord(cell[0]) - ord("A")) for cell in cells.split()]
    assert cell_ranges(places) == text


def test_cells_on_several_sheets_are_named_with_their_sheet() -> None:
    assert cell_ranges([Place("甲", 0, 0), Place("乙", 0, 0)]) == "甲!A1、乙!A1"


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=12))
def test_ranges_cover_the_cells_and_nothing_else(cells: set[tuple[int, int]]) -> None:
    covered = []
    for text in cell_ranges(Place("三", row, column) for row, column in cells).split("、"):
        first, _, last = text.partition(":")
        last = last or first
        for column in range(ord(first[0]), ord(last[0]) + 1):
            covered += [
                (row - 1, column - ord("A")) for row in range(int(first[1:]), int(last[1:]) + 1)
            ]
    assert sorted(covered) == sorted(cells)


def test_long_lists_are_cut_and_counted() -> None:
    assert some(["甲", "乙", "丙"], 2) == "甲、乙等 3 处"
    assert some(["甲", "乙"], 2, "；") == "甲；乙"


def test_fields_and_lines_are_named_as_the_table_is_laid_out() -> None:
    report = all_zero()
    row = [f"requests.repeated.{column}" for column in ("natural_person", "total")]
    column = ["requests.new.total", "requests.handled.total"]
    group = ["disputes.direct_suit.upheld", "disputes.direct_suit.total"]
    assert label(report, row[0]) == "“2.重复申请”行“自然人”列"
    assert label(report, group[0]) == "“未经复议直接起诉”的“结果维持”"
    assert line_label(report, row, "2.重复申请") == "“2.重复申请”行"
    assert line_label(report, column, "总计") == "“总计”列"
    assert line_label(report, group, "未经复议直接起诉") == "“未经复议直接起诉”"


def test_fields_without_cells_are_listed_by_their_labels() -> None:
    report = all_zero()
    keys = ["proactive.licence.decisions", "proactive.penalty.decisions"]
    assert listed(report, keys) == "B5、B7"
    report.values[keys[0]] = report.values[keys[0]]._replace(place=None)
    assert (
        listed(report, keys) == "“行政许可”行“本年处理决定数量”列、“行政处罚”行“本年处理决定数量”列"
    )
