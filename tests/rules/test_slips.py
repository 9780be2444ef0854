"""Each slip of the hand, where it explains a number and where it does not."""

from collections.abc import Mapping

import pytest

from gikxl.form import load
from gikxl.rules.locate import slips
from gikxl.rules.locate.slips import Account, LastYear, Paper, account

NEW = "requests.new"
GRANTED = "requests.granted"
PARTLY = "requests.partly_granted"
HANDLED = "requests.handled"
CELL = f"{GRANTED}.natural_person"
TOTAL = f"{GRANTED}.total"


def written(numbers: Mapping[str, int | None]) -> Paper:
    """A sheet with these numbers, zeros elsewhere."""
    return Paper(load(2021), {**dict.fromkeys(load(2021).fields, 0), **numbers})


# Name, what stands there, what is meant, whether the slip explains it.
DIGITS = [
    ("sign", -5, 5, True),
    ("sign", -5, 6, False),
    ("swapped", 12, 21, True),
    ("swapped", 1324, 1234, True),
    ("swapped", 321, 123, False),
    ("swapped", 12, 12, False),
    ("factor_of_ten", 50, 5, True),
    ("factor_of_ten", 5, 500, True),
    ("factor_of_ten", 5, 51, False),
    ("factor_of_ten", 0, 0, False),
    ("digit_doubled", 122, 12, True),
    ("digit_doubled", 112, 12, True),
    ("digit_doubled", 132, 12, False),
    ("digit_dropped", 12, 132, True),
    ("digit_dropped", 12, 345, False),
    ("digit_dropped", 0, 10, False),
    ("digit_added", 132, 12, True),
    ("digit_added", 345, 12, False),
    ("digit_mistyped", 15, 12, True),
    ("digit_mistyped", 5, 2, False),
    ("digit_mistyped", 15, 21, False),
    ("left_out", 0, 12, True),
    ("left_out", 1, 12, False),
    ("no_number", None, 3, True),
    ("no_number", 0, 3, False),
]


@pytest.mark.parametrize(("name", "wrong", "right", "explains"), DIGITS)
def test_slips_of_one_number(name: str, wrong: int | None, right: int, explains: bool) -> None:
    slip = getattr(slips, name)
    assert bool(slip(written({CELL: wrong}), CELL, wrong, right)) is explains


@pytest.mark.parametrize(
    ("cell", "wrong", "right", "words"),
    [(TOTAL, 0, 5, "分项已填，合计没有算"), (TOTAL, 1, 5, None), (CELL, 0, 5, None)],
)
def test_total_left_empty(cell: str, wrong: int, right: int, words: str | None) -> None:
    assert slips.left_empty(written({}), cell, wrong, right) == words


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        (7, 10, "合计漏加了“（一）予以公开”行“商业企业”列的数"),
        (13, 10, "合计多加了一次“（一）予以公开”行“商业企业”列的数"),
        (8, 10, None),
    ],
)
def test_stale_total(wrong: int, right: int, words: str | None) -> None:
    sheet = written({CELL: 7, f"{GRANTED}.business": 3, TOTAL: wrong})
    assert slips.stale_total(sheet, TOTAL, wrong, right) == words
    assert slips.stale_total(sheet, CELL, wrong, right) is None


def test_miscalculated_is_said_of_totals_only() -> None:
    assert slips.miscalculated(written({}), TOTAL, 8, 10) == "合计算错了"
    assert slips.miscalculated(written({}), CELL, 8, 10) is None


@pytest.mark.parametrize(("neighbour", "explains"), [(9, True), (8, False)])
def test_same_number_as_neighbour(neighbour: int, explains: bool) -> None:
    sheet = written({CELL: 9, f"{PARTLY}.natural_person": neighbour})
    words = slips.same_as_neighbour(sheet, CELL, 9, 4)
    expected = (
        "与“（二）部分公开（区分处理的，只计这一情形，不计其他情形）”行“自然人”列填了同一个数"
    )
    assert words == (expected if explains else None)


@pytest.mark.parametrize(
    ("wrong", "right", "explains"), [(4, 3, True), (4, 5, False), (3, 3, False)]
)
def test_last_year_gives_the_number(wrong: int, right: int, explains: bool) -> None:
    cell = "requests.carried_over.natural_person"
    said = {cell: LastYear("requests.carried_forward.natural_person", 3, 3)}
    sheet = Paper(load(2021), dict.fromkeys(load(2021).fields, 0), said)
    expected = "上年报告“四、结转下年度继续办理”行“自然人”列是 3" if explains else None
    assert slips.follows_last_year(sheet, cell, wrong, right) == expected


def test_one_row_off() -> None:
    here, there = (CELL, 0, 5), (f"{PARTLY}.natural_person", 5, 0)
    partly = "“（二）部分公开（区分处理的，只计这一情形，不计其他情形）”行“自然人”列"
    assert slips.one_off(written({}), here, there) == (
        f"这个数错填到了{partly}，差一行",
        "这是“（一）予以公开”行“自然人”列的数，填错了一行",
    )
    assert slips.one_off(written({}), here, (f"{HANDLED}.natural_person", 5, 0)) is None
    assert slips.one_off(written({}), here, (f"{PARTLY}.natural_person", 5, 1)) is None


def test_one_column_off() -> None:
    words = slips.one_off(written({}), (CELL, 5, 0), (f"{GRANTED}.business", 0, 5))
    assert words == (
        "这是“（一）予以公开”行“商业企业”列的数，填错了一列",
        "这个数错填到了“（一）予以公开”行“自然人”列，差一列",
    )


def test_exchanged() -> None:
    one, other = (CELL, 3, 5), (f"{GRANTED}.business", 5, 3)
    assert slips.exchanged(written({}), one, other) == (
        "与“（一）予以公开”行“商业企业”列的数填反了",
        "与“（一）予以公开”行“自然人”列的数填反了",
    )
    assert slips.exchanged(written({}), one, (f"{GRANTED}.business", 5, 4)) is None
    assert slips.exchanged(written({}), one, (f"{GRANTED}.research", 5, 3)) is None


def test_exchanged_afar_only_within_a_row_or_column() -> None:
    one = (CELL, 3, 5)
    assert slips.exchanged_afar(written({}), one, (f"{GRANTED}.research", 5, 3))
    assert slips.exchanged_afar(written({}), one, (f"{HANDLED}.natural_person", 5, 3))
    assert slips.exchanged_afar(written({}), one, (f"{HANDLED}.research", 5, 3)) is None
    assert slips.exchanged_afar(written({}), one, ("disputes.direct_suit.total", 5, 3)) is None


def row(*numbers: int) -> dict[str, int]:
    columns = [column.key for column in load(2021).table("requests").blocks[0].columns]
    return {f"{NEW}.{column}": n for column, n in zip(columns, numbers, strict=True)}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((0, 64, 3, 0, 2, 0, 69), "整行的数右移了一列"),
        ((0, 64, 3, 0, 2, 0, 0), "整行的数右移了一列"),
        ((3, 0, 2, 0, 0, 0, 69), "整行的数左移了一列"),
        ((3, 0, 2, 0, 0, 69, 0), "整行的数左移了一列"),
        ((3, 64, 2, 0, 0, 0, 69), None),
    ],
)
def test_row_shifted(typed: tuple[int, ...], words: str | None) -> None:
    sheet = written(row(*typed))
    meant = {
        cell: number
        for cell, number in row(64, 3, 0, 2, 0, 0, 69).items()
        if sheet.numbers[cell] != number
    }
    assert slips.row_shifted(sheet, meant) == words


def test_row_shifted_wants_three_cells_of_one_row() -> None:
    sheet = written(row(0, 64, 0, 0, 0, 0, 64))
    assert slips.row_shifted(sheet, {f"{NEW}.natural_person": 64, f"{NEW}.business": 0}) is None
    assert slips.row_shifted(sheet, {CELL: 1, TOTAL: 1, f"{NEW}.total": 1}) is None


def test_a_total_follows_its_part() -> None:
    sheet = written({CELL: 5, TOTAL: 8})
    told = account(sheet, {CELL: 50, TOTAL: 53})
    assert told == Account(
        4 + slips.FOLLOWED,
        {CELL: "末尾少了 1 个 0", TOTAL: "随“（一）予以公开”行“自然人”列一起错了"},
    )
    assert account(sheet, {CELL: 50, TOTAL: 54}).slips[TOTAL] != told.slips[TOTAL]


def test_the_cheapest_account_is_taken() -> None:
    sheet = written({CELL: 12, f"{GRANTED}.business": 21, f"{NEW}.business": 9})
    told = account(sheet, {CELL: 21, f"{GRANTED}.business": 12, f"{NEW}.business": 4})
    # The exchange costs 4, two swaps of digits would cost 6.
    assert told.price == 4 + slips.UNEXPLAINED
    assert told.slips[f"{NEW}.business"] == ""


def test_a_change_against_last_year_costs_more() -> None:
    cell = "requests.carried_over.natural_person"
    numbers = {**dict.fromkeys(load(2021).fields, 0), cell: 12}
    said = {cell: LastYear("requests.carried_forward.natural_person", 12, 12)}
    plain, warned = Paper(load(2021), numbers), Paper(load(2021), numbers, said)
    assert account(warned, {cell: 21}).price == account(plain, {cell: 21}).price + slips.UNEXPLAINED


def test_at_least_what_was_pending() -> None:
    said = LastYear("disputes.direct_suit.pending", 3, None)
    assert [said.agrees(number) for number in (None, 2, 3, 4)] == [False, False, True, True]


def test_slips_are_tried_cheapest_first() -> None:
    for registered in (slips.SINGLES, slips.PAIRS):
        prices = [price for price, _ in registered]
        assert prices == sorted(prices)
    assert all(price < slips.UNEXPLAINED for price, _ in slips.SINGLES)
