"""Whether table 三 is going to break, from what stands before it."""

from gikxl.write.official.content import content_of
from gikxl.write.official.pages import breaks
from tests.write.official.reports import breaking, filled


def said(lines: int, **texts: str) -> bool:
    """Whether it breaks behind so many lines of words."""
    return breaks(content_of(filled(overview="\n".join(["一段话。"] * lines), **texts)))


def test_it_breaks_where_table_two_begins_a_page() -> None:
    # A page has 22 lines. On the first the title takes three, the heading more than one, and
    # table two needs almost ten: nine lines of words are too many for it.
    assert [lines for lines in range(52) if said(lines)] == [
        *range(9, 18), *range(30, 39), *range(51, 52)
    ]  # fmt: skip


def test_the_longer_table_two_of_2019_never_leaves_room_for_half_a_table() -> None:
    assert not any(breaks(content_of(breaking(2019, lines))) for lines in range(30))


def test_words_beside_table_two_leave_no_room_for_half_a_table() -> None:
    assert said(14)
    assert not said(14, proactive="表外说明。\n再说一句。")


def test_long_paragraphs_take_several_lines() -> None:
    report = breaking()
    assert breaks(content_of(report))
    report.texts = {"overview": "字" * (27 * 14 - 2)}
    assert breaks(content_of(report))
    report.texts = {"overview": "字" * 27}
    assert not breaks(content_of(report))
