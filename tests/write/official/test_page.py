"""A report as a page, read back with another library."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from gikxl.form import load
from gikxl.write.official.page import page
from tests import figures
from tests.write.official.reports import expected, filled, in_page, published
from tests.write.official.test_word import NASTY, TEXT, printable


def texts(source: str, tag: str = "p") -> list[str]:
    return [element.text_content() for element in html.fromstring(source).iter(tag)]


def told(source: str) -> list[str]:
    """The paragraphs of a page, and the rows of tables in its texts with tabs between cells."""
    lines = []
    for element in html.fromstring(source).xpath("//p | //table[@class='typed']//tr"):
        cells = element.iter("td") if element.tag == "tr" else [element]
        lines.append("\t".join(cell.text_content() for cell in cells).strip())
    return lines


@pytest.mark.parametrize("edition", [2021, 2019])
def test_every_number_is_tied_to_its_labels(edition: int) -> None:
    report = filled(edition)
    assert in_page(page(report)) == expected(report)


@pytest.mark.parametrize("name", figures.NAMES)
def test_the_numbers_of_published_reports(name: str) -> None:
    report = published(name)
    assert in_page(page(report)) == expected(report)


def test_numbers_of_table_two_are_tied_to_their_clause_too() -> None:
    root = html.fromstring(page(filled()))
    by_id = {th.get("id"): th.text for th in root.iter("th")}
    first = next(root.iter("td")).get("headers").split()
    assert [by_id[key] for key in first] == ["第二十条第（一）项", "本年制发件数", "规章"]


def test_headings_and_words_stand_in_their_order() -> None:
    form = load()
    told = {text.key: f"说{text.label}。" for text in form.texts}
    told["platforms"] = "（四）平台建设\n改版网站。"
    told["information_management"] = ""
    root = html.fromstring(page(filled(**told)))
    order = [(e.tag, e.text_content()) for e in root.iter("h1", "h2", "h3", "p", "table")]
    wanted = [("h1", "某某县人民政府2021年政府信息公开工作年度报告"), ("p", "说引言。")]
    for section in form.sections:
        wanted.append(("h2", section.label))
        if section.note:
            wanted.append(("table", ""))
        wanted.append(("p", told[section.key]))
        for key, label in section.aspects:
            if key == "platforms":
                wanted += [("h3", "（四）平台建设"), ("p", "改版网站。")]
            elif told[key]:
                wanted += [("h3", label), ("p", told[key])]
    assert [(tag, "" if tag == "table" else text) for tag, text in order] == wanted


def test_the_tables_say_what_their_cells_are() -> None:
    root = html.fromstring(page(filled()))
    tables = list(root.iter("table"))
    form = load()
    assert [table.find("caption").text for table in tables] == [t.label for t in form.tables]
    assert [len(table.findall("thead")) for table in tables] == [0, 1, 1]
    assert [len(table.findall("tbody")) for table in tables] == [4, 1, 1]
    scopes = {th.text: th.get("scope") for th in tables[1].iter("th")}
    assert scopes["法人或其他组织"] == "col"
    assert scopes["自然人"] == "col"
    assert scopes["三、本年度办理结果"] == "row"
    assert scopes["1.属于国家秘密"] == "row"
    assert all(th.get("scope") for table in tables for th in table.iter("th"))
    spans = {th.text: (th.get("rowspan"), th.get("colspan")) for th in tables[1].iter("th")}
    assert spans["三、本年度办理结果"] == ("22", None)
    assert spans["一、本年新收政府信息公开申请数量"] == (None, "3")


def test_a_table_typed_into_a_text_is_a_table() -> None:
    source = page(filled(other="如下：\n单位\t数量\n<甲>\t5\n没有收费。"))
    [table] = html.fromstring(source).find_class("typed")
    assert [[td.text for td in tr] for tr in table] == [["单位", "数量"], ["<甲>", "5"]]
    around = table.getparent()
    assert (around.get("class"), around.get("aria-label")) == ("wide", "表格")
    assert texts(source) == ["如下：", "没有收费。"]


def test_the_title_breaks_behind_the_name_of_the_unit() -> None:
    [title] = html.fromstring(page(filled())).iter("h1")
    assert [span.text for span in title] == ["某某县人民政府", "2021年政府信息公开工作年度报告"]
    report = filled()
    report.title = "2021年报"
    [title] = html.fromstring(page(report)).iter("h1")
    assert (title.text, list(title)) == ("2021年报", [])


@pytest.mark.parametrize("edition", [2021, 2019])
def test_each_row_of_a_table_fills_its_width(edition: int) -> None:
    for table in html.fromstring(page(filled(edition))).iter("table"):
        taken: dict[tuple[int, int], int] = {}
        for row, tr in enumerate(table.iter("tr")):
            column = 0
            for cell in tr:
                while (row, column) in taken:
                    column += 1
                for down in range(int(cell.get("rowspan", 1))):
                    for right in range(int(cell.get("colspan", 1))):
                        assert taken.setdefault((row + down, column + right), row) == row
        rows = 1 + max(row for row, _ in taken)
        columns = 1 + max(column for _, column in taken)
        assert len(taken) == rows * columns


def test_a_text_comes_out_as_it_was_typed() -> None:
    source = page(filled(opening=NASTY, platforms=NASTY, other=NASTY))
    assert texts(source) == [NASTY] * 3


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, min_size=3, max_size=3), TEXT)
def test_any_text_comes_out_as_it_was_typed(said: list[str], title: str) -> None:
    keys = ("opening", "overview", "other")
    report = filled(**dict(zip(keys, said, strict=True)))
    report.title = title
    source = page(report)
    assert told(source) == [line for text in said for line in printable(text)]
    assert in_page(source) == expected(report)
    assert len(list(html.fromstring(source).iter())) == len(Tags(source).seen)


class Tags(HTMLParser):
    """The tags of a page, which nest."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert len(dict(attrs)) == len(attrs)
        if tag not in ("meta", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_by_itself_and_runs_nothing() -> None:
    source = page(filled(other=NASTY))
    tags = Tags(source).seen
    assert not {"script", "link", "img", "iframe", "object"} & set(tags)
    assert "url(" not in source
    assert "@import" not in source
    root = html.fromstring(source)
    assert root.get("lang") == "zh-CN"
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert root.xpath("//meta[@name='viewport']/@content") == [
        "width=device-width, initial-scale=1"
    ]
    ids = re.findall(r'id="([^"]+)"', source)
    assert len(ids) == len(set(ids))


def test_tables_scroll_by_themselves_on_a_narrow_screen() -> None:
    root = html.fromstring(page(filled()))
    around = [table.getparent() for table in root.iter("table")]
    assert [(div.get("class"), div.get("tabindex")) for div in around] == [("wide", "0")] * 3
    headings = {h2.get("id"): h2.text for h2 in root.iter("h2")}
    assert [headings[div.get("aria-labelledby")] for div in around] == [
        table.label for table in load().tables
    ]


def test_the_same_report_gives_the_same_page() -> None:
    assert page(filled(other="甲")) == page(filled(other="甲"))
