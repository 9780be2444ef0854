"""Web pages, down to the report."""

from collections.abc import Iterator

from gikxl.read import sniff
from gikxl.read.book import Document
from gikxl.read.document import Block, Paragraph
from gikxl.read.document.report import read_document
from gikxl.read.document.web import open_page
from tests.fuzz.holds import or_refused
from tests.read.document import foreign

WORDS = [
    "<table>", "</table>", "<tr>", "<td rowspan=2>", '<td colspan="99">', "</td>", "<p>", "<br>",
    "<sup>", "<s>", "<pre>", "&nbsp;", "&#x202e;", "<script>", "<!--", "-->", "<style>",
    "display:none", "<meta charset=gbk>", "<ol>", "<li>", "<html>", "自然人", "总计",
    "三、收到和处理政府信息公开申请情况",
]  # fmt: skip


def seeds() -> Iterator[bytes]:
    """A whole report as a page, and a table that nobody drew."""
    yield foreign.page(foreign.page_report()).encode()
    yield foreign.page("<table><tr><td rowspan=2 colspan=3>自然人<td>1<tr><td>2</table>").encode()
    yield foreign.page("<p>三、申请</p><pre>a  1\nb  2</pre>", "<meta charset=gbk>").encode("gbk")


def check(data: bytes) -> None:
    """It refuses, or gives paragraphs and grids in order, and a report of them or none."""
    are_blocks(or_refused(lambda: open_page(data)), sniff.HTML)


def are_blocks(blocks: list[Block] | None, kind: sniff.Kind) -> None:
    """What holds of the content of every document."""
    for block in blocks or []:
        if isinstance(block, Paragraph):
            assert block.text.strip()
        else:
            for top, left, bottom, right in block.merges:
                assert 0 <= top <= bottom < len(block.rows)
                assert 0 <= left <= right
    if blocks is not None:
        report = or_refused(lambda: read_document(Document(kind, blocks), "年报.html"))
        assert report is None or report.values
