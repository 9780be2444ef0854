"""Plain text and Markdown, down to the report."""

from collections.abc import Iterator

from gikxl.read import sniff
from gikxl.read.document.markdown import looks_like_markdown, open_markdown
from gikxl.read.document.plain import open_plain
from tests.fuzz.holds import or_refused
from tests.fuzz.targets.page import are_blocks
from tests.read.document import foreign

WORDS = [
    "\t", "|", "|---|", "\n\n", "一、", "（一）", "# ", "自然人", "总计", "商业企业", "科研机构",
    "社会公益组织", "三、收到和处理政府信息公开申请情况", "2023年", "政府信息公开工作年度报告",
    "第1页", "\f", "**", "0", "１",
]  # fmt: skip


def seeds() -> Iterator[bytes]:
    """A report as text, one cell a line or a row a line, and as Markdown."""
    yield foreign.text_report("\t".join).encode()
    yield foreign.text_report("\n".join).encode()
    yield foreign.text_report(lambda cells: f"| {' | '.join(cells)} |").encode()
    yield "三、收到和处理政府信息公开申请情况\n自然人 总计\n一、本年新收 1 1".encode("gbk")


def check(data: bytes) -> None:
    """It refuses, or gives paragraphs and grids in order, and a report of them or none."""
    looks_like_markdown(data)
    are_blocks(or_refused(lambda: open_plain(data)), sniff.TEXT)
    are_blocks(or_refused(lambda: open_markdown(data)), sniff.TEXT)
