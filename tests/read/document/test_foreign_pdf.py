"""PDF files: marks of notes and struck digits in cells, what is damaged or out of the way."""

import pytest

from gikxl.finding import Unreadable
from gikxl.read.document.pdf import open_pdf
from gikxl.read.grid import Grid
from gikxl.read.tables import read_tables
from gikxl.report import Value
from tests.read.document.drawn import FORM, Drawn, DrawnCell
from tests.read.document.pdfs import Page, build

pytest.importorskip("pdfplumber", reason="the extra for PDF files is not installed")

LICENCE = "proactive.licence.decisions"
TABLE = Drawn(
    (0, 100, 240),
    [
        DrawnCell(0, 0, 0, 0, "信息内容"),
        DrawnCell(0, 1, 0, 1, "本年处理决定数量"),
        DrawnCell(1, 0, 1, 0, "行政许可"),
        DrawnCell(1, 1, 1, 1, "　"),
    ],
    2,
)
LEFT, TOP, SIZE = 160, 128, 10
WIDTH = SIZE / 2
"""Where the number is written, and how wide a digit is."""


def page() -> Page:
    """A page with the table, its number not yet written."""
    drawn = Page()
    drawn.text(50, 60, "某某局2024年政府信息公开工作年度报告，行政许可见下表。")
    drawn.table(TABLE, 50, 100)
    return drawn


def licences(drawn: Page) -> Value | None:
    grids = [block for block in open_pdf(build([drawn])) if isinstance(block, Grid)]
    return read_tables(grids, FORM).values.get(LICENCE)


def test_a_number_in_a_cell() -> None:
    drawn = page()
    drawn.text(LEFT, TOP, "12", SIZE)
    value = licences(drawn)
    assert value
    assert value.number == 12


def test_the_mark_of_a_note_is_no_digit() -> None:
    drawn = page()
    drawn.text(LEFT, TOP, "12", SIZE)
    drawn.text(LEFT + 2 * WIDTH, TOP, "1", SIZE * 0.6)
    value = licences(drawn)
    assert value
    assert (value.state, value.raw) == ("text", "12¹")


@pytest.mark.parametrize(("height", "number"), [(0.6, None), (0.72, None), (0.95, 912), (1.1, 912)])
def test_a_line_through_a_digit_but_not_one_under_it(height: float, number: int | None) -> None:
    drawn = page()
    drawn.text(LEFT, TOP, "912", SIZE)
    drawn.line(LEFT, TOP + height * SIZE, LEFT + WIDTH, TOP + height * SIZE)
    value = licences(drawn)
    assert value
    assert value.number == number


WHOLE = build([page(), page(), page()])


@pytest.mark.parametrize(
    "data",
    [
        WHOLE[: len(WHOLE) // 2],
        WHOLE[:-200],
        WHOLE.replace(b"/Count 3", b"/Count 999999999"),
        WHOLE.replace(b"/Kids [", b"/Kids [2 0 R 2 0 R "),
        WHOLE.replace(b"/Parent 2 0 R", b"/Parent 4 0 R"),
        WHOLE.replace(b"/Root 1 0 R", b"/Root 5 0 R"),
        WHOLE.replace(b"/Length ", b"/Length -"),
        WHOLE.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 0 0]"),
        WHOLE.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 1e30 1e30]"),
        WHOLE.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (x) >>"),
        WHOLE.replace(b"/Type /Page /Parent", b"/Type /Page /Rotate 90 /Parent"),
        WHOLE.replace(b"/Type /Page /Parent", b"/Type /Page /Rotate 17 /Parent"),
    ],
)  # fmt: skip
def test_damaged_and_odd_files_are_read_as_they_are_or_refused(data: bytes) -> None:
    code, grids = "", []
    try:
        grids = [block for block in open_pdf(data) if isinstance(block, Grid)]
    except Unreadable as refusal:
        code = refusal.finding.code
    assert code in ("", "F006", "F010", "F015")
    assert {value.number for value in read_tables(grids, FORM).values.values()} <= {None, 0}
