"""Tables with merged cells read the same from Word and from a web page as they were drawn."""

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.read.document.spans import holds_form, typed
from gikxl.read.document.web import open_page
from gikxl.read.document.word import open_word
from gikxl.read.grid import Range
from gikxl.read.package import Package
from tests.read.document.blocks import tables
from tests.read.document.test_web import as_html, page
from tests.read.document.test_word import add_table, saved
from tests.read.layouts import Layout


@st.composite
def drawn(draw: st.DrawFn) -> Layout:
    """A table of up to five rows and columns, some of its cells merged."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    merges: list[Range] = []
    corners = st.tuples(st.integers(0, height - 1), st.integers(0, width - 1))
    for (top, left), (bottom, right) in draw(st.lists(st.tuples(corners, corners), max_size=4)):
        box = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(box) > 1 and not box & taken and right - left + 1 < width:
            taken |= box
            merges.append((top, left, bottom, right))
    covered = taken - {box[:2] for box in merges}
    rows = [
        ["" if (row, column) in covered else f"格{row}{column}" for column in range(width)]
        for row in range(height)
    ]
    return Layout(rows, sorted(merges))


@given(drawn())
def test_a_page_gives_the_table_that_was_drawn(table: Layout) -> None:
    (grid,) = tables(open_page(page(as_html(table))))
    assert (grid.rows, sorted(grid.merges)) == table


@settings(max_examples=40, deadline=None)
@given(drawn())
def test_a_word_file_gives_the_table_that_was_drawn(table: Layout) -> None:
    document = docx.Document()
    add_table(document, table)
    (grid,) = tables(open_word(Package(saved(document))))
    assert (grid.rows, sorted(grid.merges)) == table


@given(st.integers(0, 10**15 - 1))
def test_a_plain_whole_number_is_a_number(number: int) -> None:
    assert typed(f" {number}\n") == number


@given(st.decimals(0, 10**6, places=4, allow_nan=False))
def test_a_plain_decimal_is_a_number(number: object) -> None:
    assert f"{typed(str(number)):.4f}" == str(number)


def test_what_is_written_otherwise_stays_as_it_is() -> None:
    for text in ("007", "1,234", "１２", "3件", "-1", "+1", "1.", ".5", "1e3", "10" * 8, "—", ""):
        assert typed(text) == text


def test_a_few_labels_tell_that_a_table_is_the_form_s() -> None:
    assert holds_form(["规章", "行政许可", "行政处罚"])
    assert not holds_form(["规章", "行政许可", "二、主动公开政府信息情况", "甲"])
