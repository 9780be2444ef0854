"""PDF files: tables by their ruled lines, over pages; words into paragraphs; hostile files."""

import random
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gikxl.finding import Unreadable
from gikxl.read.document import Block, Paragraph
from gikxl.read.document.pdf import open_pdf
from gikxl.read.grid import Grid
from gikxl.read.tables import Found, read_tables
from tests.read.document.drawn import (
    DISPUTES,
    FORM,
    REQUESTS,
    Drawn,
    DrawnCell,
    disputes,
    keys,
    requests,
)
from tests.read.document.pdfs import Page, build, from_streams

pytest.importorskip("pdfplumber", reason="the extra for PDF files is not installed")

REPORTS = Path(__file__).parents[3].parent / "shared" / "reports"
FIELDS = [
    key
    for block in (REQUESTS, DISPUTES)
    for row in range(len(block.rows))
    for key in keys(block, row)
]
COUNTED = {key: number for number, key in enumerate(FIELDS)}


def read(pages: Iterable[Page]) -> Found:
    return tables(open_pdf(build(pages)))


def tables(blocks: list[Block]) -> Found:
    return read_tables([block for block in blocks if isinstance(block, Grid)], FORM)


def words(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def numbers(found: Found) -> dict[str, object]:
    return {key: value.number for key, value in found.values.items()}


def code(data: bytes) -> str:
    with pytest.raises(Unreadable) as raised:
        open_pdf(data)
    return raised.value.finding.code


def answer(data: bytes) -> str:
    """The code of the refusal, if it is refused; whatever else is raised is a fault."""
    try:
        open_pdf(data)
    except Unreadable as refusal:
        return refusal.finding.code
    return ""


def test_both_tables_of_one_page():
    page = Page()
    end = page.table(requests(COUNTED, 0, 24), 50, 60)
    page.table(disputes(COUNTED), 50, end + 30)
    found = read([page])
    assert numbers(found) == COUNTED
    assert str(found.values["requests.new.natural_person"].place) == "表1!D4"
    assert str(found.values["disputes.reconsideration.upheld"].place) == "表2!A4"
    assert found.remarks == []


@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.integers(0, 23),
    st.booleans(),
    st.booleans(),
    st.floats(-3, 3),
    st.lists(st.integers(0, 9_999), min_size=len(FIELDS), max_size=len(FIELDS)),
)
def test_a_table_over_two_pages_with_or_without_its_header_again(last, again, ruled, shift, filled):
    expected = dict(zip(FIELDS, filled, strict=True))
    first, second = Page(), Page()
    first.text(250, 30, "2024年年度报告")
    first.table(requests(expected, 0, last), 50, 50, ruled_below=ruled)
    first.text(290, 815, "- 1 -")
    end = second.table(requests(expected, last + 1, 24, header=again), 50 + shift, 40)
    second.table(disputes(expected), 50, end + 20)
    second.text(290, 815, "- 2 -")
    assert numbers(read([first, second])) == expected


def test_columns_that_stand_elsewhere_on_the_next_page_are_not_guessed():
    first, second = Page(), Page()
    first.table(requests(COUNTED, 0, 11), 50, 60)
    moved = requests(COUNTED, 12, 24, header=False)
    sides = [side if side < 230 or side > 470 else side + 7 for side in moved.sides]
    second.table(moved._replace(sides=sides), 50, 60)
    found = read([first, second])
    here = {key for row in range(12) for key in keys(REQUESTS, row)}
    assert numbers(found) == {key: COUNTED[key] for key in here}


def test_a_label_cut_by_the_end_of_the_page_is_one_again():
    first, second = Page(), Page()
    label = REQUESTS.rows[19].label
    above = requests(COUNTED, 0, 19)
    begun = [
        cell._replace(text=label[:14]) if cell.text.startswith(label[:14]) else cell
        for cell in above.cells
    ]
    first.table(above._replace(cells=begun), 50, 40)
    below = requests(COUNTED, 20, 24, header=False)
    pushed = [cell._replace(top=cell.top + 1, bottom=cell.bottom + 1) for cell in below.cells]
    rest = [DrawnCell(0, at, 0, at, label[14:] if at == 2 else "") for at in range(10)]
    second.table(below._replace(cells=[*rest, *pushed], rows=below.rows + 1), 50, 60)
    found = read([first, second])
    assert numbers(found) == {key: COUNTED[key] for row in range(25) for key in keys(REQUESTS, row)}
    assert found.remarks == []


def test_shades_behind_words_are_no_cells():
    page = Page()
    said = ["第一段。", "第二段，到此为止。", "第三段，说得长一些，也到此为止。"]
    for at, text in enumerate(said):
        page.shade(70, 60 + 16 * at, 400, 16)
        page.text(70, 62 + 16 * at, text)
    page.shade(50, 150, 480, 66)
    page.table(requests(COUNTED, 0, 24), 50, 150)
    blocks = open_pdf(build([page]))
    assert words(blocks) == said
    assert len(numbers(tables(blocks))) == 175


def write(page: Page, y: float, text: str) -> float:
    """Set a paragraph in lines of 28 characters, the first with an indent of two."""
    lines = [text[:26], *(text[at : at + 28] for at in range(26, len(text), 28))]
    for number, line in enumerate(lines):
        page.text(92 if number == 0 else 60, y + 28 * number, line, 16)
    return y + 28 * len(lines)


def test_lines_of_words_become_paragraphs():
    opening = (
        "二〇二四年，全县主动公开政府信息一千余条，受理申请九件，均在法定期限内答复。行政复议、"
        "行政诉讼都没有发生，群众很是满意。"
    )
    published = (
        "（一）主动公开情况。通过网站、公报、新媒体等渠道公开信息，受到好评，明年要把好的做法"
        "保持下去，并且把不足之处一一改正过来，让群众看得懂、找得到、用得上。"
    )
    first, second = Page(), Page()
    first.text(200, 60, "某某县2024年", 18)
    first.text(170, 90, "政府信息公开工作年度报告", 18)
    first.text(92, 130, "一、总体情况", 16)
    below = write(first, 158, opening)
    first.text(92, below, "联 系 电 话 ： 0517-87222589 ，邮 编 ： 223100 。", 16)
    first.text(92, below + 28, published[:26], 16)
    first.text(60, below + 56, published[26:54], 16)
    first.text(430, 790, "- 1 -", 12)
    second.text(60, 60, published[54:], 16)
    second.text(92, 88, "（二）依申请公开情况。收到申请 9 件。", 16)
    second.text(430, 790, "- 2 -", 12)
    second.table(requests(COUNTED, 0, 24), 50, 140)
    assert words(open_pdf(build([first, second]))) == [
        "某某县2024年",
        "政府信息公开工作年度报告",
        "一、总体情况",
        opening,
        "联系电话：0517-87222589，邮编：223100。",
        published,
        "（二）依申请公开情况。收到申请9件。",
    ]


def test_headers_that_come_on_every_page_are_dropped():
    pages = []
    said = [
        "这一页说的是第一件事。",
        "这一页说完第二件事。",
        "第三件。",
        "第四件事说得比前面的都长一些。",
    ]
    for number, text in enumerate(said, 1):
        page = Page()
        page.text(60, 20, f"某某县年度报告 第{number}版")
        page.text(60, 200, text)
        page.text(290, 810, f"第 {number} 页 共 4 页")
        pages.append(page)
    assert words(open_pdf(build(pages))) == said


def test_numbers_in_a_cell_are_not_pushed_together():
    page = Page()
    cells = [
        DrawnCell(0, 0, 0, 0, "信息内容"), DrawnCell(0, 1, 0, 1, "本年处理决定数量"),
        DrawnCell(1, 0, 1, 0, "行政许可"), DrawnCell(1, 1, 1, 1, "12\n34"),
        DrawnCell(2, 0, 2, 0, "行政确认"), DrawnCell(2, 1, 2, 1, ""),
    ]  # fmt: skip
    page.table(Drawn([0, 300, 400], cells, 3), 50, 60)
    value = read([page]).values["proactive.licence.decisions"]
    assert (value.number, value.state, value.raw) == (None, "text", "12 34")


def test_without_ruled_lines_the_lines_of_text_are_read():
    page = Page()
    for at, text in enumerate(
        (
            "二、主动公开政府信息情况",
            "信息内容 本年制发件数 本年废止件数 现行有效件数",
            "规章 0 0 0",
            "行政规范性文件 3 0 8",
            "信息内容 本年处理决定数量",
            "行政许可 9487",
        )
    ):
        page.text(60, 60 + 20 * at, text)
    assert numbers(read([page])) == {
        "proactive.regulation.issued": 0,
        "proactive.regulation.repealed": 0,
        "proactive.regulation.in_force": 0,
        "proactive.normative_document.issued": 3,
        "proactive.normative_document.repealed": 0,
        "proactive.normative_document.in_force": 8,
        "proactive.licence.decisions": 9487,
    }


# Files that are no reports.


def test_a_page_without_text_is_a_scan():
    page = Page()
    page.shade(0, 0, 500, 700)
    assert code(build([page])) == "F015"


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(Unreadable) as raised:
        open_pdf(b"%PDF-1.4")
    assert raised.value.finding.code == "F014"
    assert "pip install gikxl[pdf]" in raised.value.finding.suggestion


def test_an_encrypted_file():
    encryption = "/ID [<00> <00>] /Encrypt << /Filter /Unknown /V 9 /R 9 /O (x) /U (x) /P 1 >>"
    assert code(from_streams([b""], trailer=encryption)) == "F005"


def test_streams_that_grow_beyond_all_bounds():
    bomb = zlib.compress(bytes(120_000_000), 9)
    assert code(from_streams([bomb], "/Filter /FlateDecode")) == "F010"
    twice = zlib.compress(zlib.compress(b""))
    assert code(from_streams([twice], "/Filter [/FlateDecode /FlateDecode]")) == "F010"


def test_more_pages_than_any_report():
    assert code(from_streams([b""] * 201)) == "F010"


def test_more_lines_than_any_table():
    drawn = "\n".join(f"{x % 500} {x / 20} m 580 {x / 20} l S" for x in range(7_000))
    assert code(from_streams([drawn.encode()])) == "F010"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4",
        b"%PDF-1.4\n%%EOF",
        b"%PDF-1.7\n" + b"\0" * 1_000,
        b"%PDF-1.4 trailer << /Root 1 0 R >>",
    ],
)
def test_no_pdf_at_all(data):
    assert code(data) == "F006"


def test_a_damaged_file_is_read_or_refused():
    page = Page()
    page.table(disputes(COUNTED), 50, 60)
    whole = build([page])
    chance = random.Random(7)
    for _ in range(150):
        data = bytearray(whole[: chance.choice([len(whole), chance.randrange(len(whole))])])
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert answer(bytes(data)) in ("", "F005", "F006", "F010", "F015")


def test_a_real_file_cut_short_is_read_or_refused():
    path = REPORTS / "hongze_2024.pdf"
    if not path.exists():
        pytest.skip("the published reports are not here")
    whole = path.read_bytes()
    chance = random.Random(11)
    for _ in range(6):
        data = bytearray(whole[: chance.randrange(1_000, len(whole))])
        for _ in range(40):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert answer(bytes(data)) in ("", "F005", "F006", "F010", "F015")
