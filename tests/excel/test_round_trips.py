"""How often each button calls Excel: counted, so it cannot creep up again.

What is counted is what would go over COM; the counts are the same on every machine. They
are mostly for the merged ranges, of which the template has 119: each takes three calls.
"""

from pathlib import Path

import pytest

from gikxl.excel.commands import NAMES, WITHOUT_BOOK, command
from gikxl.excel.live import grids_of
from gikxl.write.template import write_template
from tests import figures
from tests.collect.books import workbook
from tests.excel.engine import Excel

EXAMPLE = Path(__file__).parents[2] / "workbook" / "示例-有错误.xlsx"
READING = 640
MOST = {
    "new": 60,
    "headers": READING + 150,
    "totals": READING + 80,
    "carry_over": READING + 120,
    "check": READING + 550,
    "next": READING + 40,
    "clear": 450,
    "narrate": READING + 100,
    "refresh": READING + 100,
    "export": READING + 20,
    "collect": 60,
}


@pytest.fixture
def template(tmp_path: Path) -> str:
    """宿迁 2024 with totals wrong, lost and blank, and a text."""
    source, path = figures.report("suqian_2024"), str(tmp_path / "年报.xlsx")
    source.texts = {"disclosure_on_request": "我局2024年共收到政府信息公开申请 7 件。"}
    overrides = {
        "requests.repeated.total": 26,
        "requests.petition.total": "=#REF!",
        "disputes.direct_suit.total": None,
        "requests.carried_over.business": None,
    }
    write_template(path, source.form, report=source, level=source.level, overrides=overrides)
    return path


@pytest.fixture
def last(tmp_path: Path) -> str:
    source, path = figures.report("suqian_2023"), str(tmp_path / "上年.xlsx")
    write_template(path, source.form, report=source, level=source.level)
    return path


def test_each_button_has_its_bound() -> None:
    assert set(MOST) == set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_BOOK])
def test_a_button_calls_excel_no_more_often(
    excel: Excel, template: str, last: str, name: str
) -> None:
    book = excel.open(template)
    book.sheets["三、申请办理"].activate()
    if name == "clear":
        command("check").run(book)
    excel.state.files = [last if name == "carry_over" else False]
    excel.state.calls.clear()
    command(name).run(book)
    assert excel.round_trips <= MOST[name], excel.state.calls.most_common(12)


def test_a_new_workbook_calls_excel_no_more_often(excel: Excel, tmp_path: Path) -> None:
    excel.state.files += [False, "某局", "2025", str(tmp_path / "新.xlsx")]
    command("new").make(excel.app)
    assert excel.round_trips <= MOST["new"]


def test_collecting_calls_excel_no_more_often(excel: Excel, tmp_path: Path) -> None:
    source = tmp_path / "收到"
    source.mkdir()
    for number in range(30):
        (source / f"{number}.xlsx").write_bytes(workbook(f"第{number}局"))
    excel.state.files += [str(source), False, str(tmp_path / "汇总")]
    command("collect").make(excel.app)
    assert excel.said[0].startswith("新收 30 件。")
    assert excel.round_trips <= MOST["collect"], excel.state.calls.most_common(12)


@pytest.mark.parametrize("again", [False, True])
def test_headers_both_ways(excel: Excel, template: str, again: bool) -> None:
    book = excel.open(template)
    book.sheets["上年数据"].activate()
    for _ in range(1 + again):
        excel.state.calls.clear()
        command("headers").run(book)
    assert excel.round_trips <= READING + 300


@pytest.mark.parametrize("path", [None, EXAMPLE], ids=["template", "example"])
def test_reading_asks_little(excel: Excel, template: str, path: Path | None) -> None:
    grids = grids_of(excel.open(path or template))
    assert sum(len(grid.merges) for grid in grids) == 119
    assert all(grid.marks for grid in grids)
    assert excel.round_trips <= READING
