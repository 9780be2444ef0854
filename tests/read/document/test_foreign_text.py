"""Reports that were copied into a text, as Word, a browser and converters give them."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from gikxl.finding import Unreadable
from tests.read.document.foreign import (
    HEADINGS,
    TEXTS,
    TITLE,
    found,
    page_table,
    read_bytes,
    text_report,
    unlike,
)
from tests.read.layouts import OWN, numbers, official

ROWS: dict[str, Callable[[list[str]], str]] = {
    "tabs": "\t".join,
    "tabs and carriage returns": lambda cells: "\t".join(cells) + "\r",
    "two spaces": "  ".join,
    "one space": " ".join,
    "bars": lambda cells: f"| {' | '.join(cells)} |",
    "bars, filled up": lambda cells: f"| {' | '.join([*cells, *[''] * (15 - len(cells))])} |",
}


@pytest.mark.parametrize("name", ROWS)
def test_ways_to_write_a_row(tmp_path: Path, name: str) -> None:
    report = read_bytes(tmp_path, "a.txt", text_report(ROWS[name]).encode())
    assert numbers(report) == OWN
    assert (report.texts, report.title) == (TEXTS, TITLE)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", ROWS)
def test_zeros_left_blank_are_blank_or_missing(tmp_path: Path, name: str, seed: int) -> None:
    """Blanks that fill a row up to the width of the widest are not told from blank zeros."""
    rng = random.Random(seed)
    figures = {key: rng.choice([0, 0, 3, 12]) for key in OWN}

    def row(cells: list[str]) -> str:
        return ROWS[name](["" if cell == "0" else cell for cell in cells])

    try:
        report = read_bytes(tmp_path, "a.txt", text_report(row, figures).encode())
    except Unreadable:
        return
    known = {key: number for key in OWN if (number := report.number(key)) is not None}
    assert {key: (figures[key], n) for key, n in known.items() if n != figures[key]} == {}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert numbers(read_bytes(tmp_path, "a.txt", text_report("\t".join).encode(encoding))) == OWN


@pytest.mark.parametrize(
    "row", ["\n".join, "\t".join, ",".join, "\n\t".join], ids=["line", "tab", "comma", "line, tab"]
)
def test_what_is_not_told_apart_is_never_another_number(
    tmp_path: Path, row: Callable[[list[str]], str]
) -> None:
    try:
        report = read_bytes(tmp_path, "a.txt", text_report(row).encode())
    except Unreadable as refusal:
        code = refusal.finding.code
    else:
        code = ""
        assert unlike(report) == {}
        assert found(report) > 0
    assert code in ("", "F008")


def test_markdown_with_tables_as_in_a_page(tmp_path: Path) -> None:
    tables = [page_table(table) for table in official(OWN.values()).values()]
    said = ["全年工作。", *tables, "有问题。", "没有。"]
    sections = [f"## {head}\n\n{text}\n\n" for head, text in zip(HEADINGS, said, strict=True)]
    text = f"# {TITLE}\n\n根据条例，编制本报告。\n\n{''.join(sections)}"
    report = read_bytes(tmp_path, "a.md", text.encode())
    assert numbers(report) == OWN
    assert (report.texts, report.title) == (TEXTS, TITLE)
    assert str(report.place("disputes.reconsideration.upheld")) == "表3!A4"


def test_a_table_that_is_not_closed_is_text(tmp_path: Path) -> None:
    text = "# 年报\n\n" + "<table><tr>" * 50_000
    with pytest.raises(Unreadable) as refusal:
        read_bytes(tmp_path, "a.md", text.encode())
    assert refusal.value.finding.code == "F008"
