"""Boxes cut, split and named as Excel names them."""

from hypothesis import given
from hypothesis import strategies as st

from gikxl.excel.areas import (
    Box,
    address,
    around,
    box_of,
    cells_of,
    corner,
    cut,
    groups,
    halves,
    joined,
    size,
    split,
    without,
)

BOXES = st.builds(
    lambda top, left, rows, columns: (top, left, top + rows, left + columns),
    *[st.integers(0, 40)] * 2,
    *[st.integers(0, 6)] * 2,
)


def cells(*boxes: Box) -> list[tuple[int, int]]:
    return sorted(cell for box in boxes for cell in cells_of(box))


def test_addresses() -> None:
    assert address((0, 0, 0, 0)) == "A1"
    assert address((7, 1, 28, 27)) == "B8:AB29"
    assert box_of("$B$8:$AB$29") == (7, 1, 28, 27)
    assert box_of("$A$1") == (0, 0, 0, 0)
    assert corner((7, 1, 28, 27)) == (7, 1, 7, 1)


@given(BOXES)
def test_an_address_means_its_box(box: Box) -> None:
    assert box_of(address(box)) == box
    assert size(box) == len(cells(box))


@given(BOXES, BOXES)
def test_what_is_cut_out_and_what_is_left_are_the_box(box: Box, hole: Box) -> None:
    common = set(cells(box)) & set(cells(hole))
    assert cells(cut(box, hole)) == sorted(common)
    assert size(cut(box, hole)) == len(common)
    assert cells(*without(box, hole)) == sorted(set(cells(box)) - common)


@given(st.lists(BOXES, min_size=1, max_size=8))
def test_a_split_loses_nothing_and_comes_to_an_end(boxes: list[Box]) -> None:
    lists = split(boxes)
    if len(boxes) == 1 and size(boxes[0]) == 1:
        assert lists == []
    else:
        assert cells(*(box for some in lists for box in some)) == cells(*boxes)
        assert len(lists) == 2
        assert all(lists)


def test_halves_are_cut_across_the_longer_side() -> None:
    assert halves((0, 0, 3, 2)) == [(0, 0, 1, 2), (2, 0, 3, 2)]
    assert halves((0, 0, 0, 4)) == [(0, 0, 0, 2), (0, 3, 0, 4)]


@given(st.lists(BOXES, max_size=60))
def test_excel_takes_each_group(boxes: list[Box]) -> None:
    some = list(groups(boxes))
    assert [box for group in some for box in group] == boxes
    assert all(len(",".join(map(address, group))) <= 255 for group in some)


@given(st.sets(st.tuples(st.integers(0, 3), st.integers(0, 9))))
def test_runs_of_cells_are_joined(wanted: set[tuple[int, int]]) -> None:
    runs = list(joined((*cell, *cell) for cell in sorted(wanted)))
    assert cells(*runs) == sorted(wanted)
    following = {(top, right + 1) for top, _, _, right in runs}
    assert following.isdisjoint(wanted)


def test_around() -> None:
    assert around([(3, 1, 4, 1), (0, 2, 0, 9)]) == (0, 1, 4, 9)
