from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from gikxl.finding import CheckedFile, Finding
from gikxl.write.excerpt import Cell, Excerpt, Line, excerpt
from gikxl.write.html import page
from tests.write.placed import placed

ERROR = Finding(
    "H301", "error", "总计不等于各类申请人之和", "总计为 3，五类之和为 2",
    ("requests.new.total", "requests.new.business"), ("三、申请办理!J6", "三、申请办理!E6"),
    2, 3, "改为 2。",
    (("requests.new.total", 2),),
)  # fmt: skip
VOID = {"meta"}


class Outline(HTMLParser):
    """The tags of a page, its texts, and whether they nest."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.texts, self.open = [], [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def checked(*findings, verdict="fail", path="reports/a.xlsx"):
    return CheckedFile(path, verdict, "前进区司法局", 2023, 2021, findings)


def nasty_page(nasty):
    finding = Finding("V103", "error", nasty, nasty, ("requests.new.total",), (f"{nasty}!A1",),
                      nasty, nasty, nasty)  # fmt: skip
    drawn = Excerpt(nasty, ("A",), (nasty,), (Line(1, nasty, (Cell(nasty, "wrong", nasty),)),))
    return page([checked(finding, path=nasty)._replace(unit=nasty)], [[drawn]])


def test_each_file_has_a_section_that_the_summary_links_to():
    outline = Outline(page([checked(ERROR), checked(verdict="pass")], [[None], []]))

    assert [a["href"] for a in outline.all("a")] == ["#f1", "#f2"]
    assert [s["id"] for s in outline.all("section")] == ["f1", "f2"]
    assert "结论：未通过——1 个错误" in outline.texts
    assert "结论：通过" in outline.texts
    assert "共 2 个文件：通过 1 个，未通过 1 个。" in outline.texts
    assert (
        "前进区司法局 2023 年度 · 按 国办公开办函〔2021〕30号 格式校验 · reports/a.xlsx"
        in outline.texts
    )
    assert not outline.open


def test_an_excerpt_is_a_table_with_heads():
    numbers = {"requests.new.business": 2, "requests.new.total": 3}
    outline = Outline(page([checked(ERROR)], [[excerpt(placed(numbers), ERROR)]]))

    heads = [th["scope"] for th in outline.all("th")]
    assert heads.count("col") == 8 + 1 + 7 + 7
    assert heads.count("row") == 1 + 2 * 4
    assert [
        td["class"] for td in outline.all("td") if td.get("class") in ("wrong", "involved")
    ] == [
        "involved",
        "wrong",
    ]
    assert "应为 2" in outline.texts
    assert "位置：三、申请办理!J6，应为 2，实为 3" in outline.texts


def test_nothing_is_loaded_or_run():
    outline = Outline(page([checked(ERROR)]))

    names = {tag for tag, _ in outline.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert not any(key in ("src", "style") or key.startswith("on")
                   for _, attrs in outline.tags for key in attrs)  # fmt: skip
    assert "url(" not in page([])
    assert "@import" not in page([])


@given(
    st.text() | st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=1>', "&lt;"])
)
def test_nothing_from_a_sender_becomes_markup(nasty):
    page_tags = Outline(nasty_page(nasty)).tags
    assert page_tags == Outline(nasty_page("甲" if nasty else "")).tags
