"""Published reports that are no workbooks: Word, web page, PDF, plain text, Markdown.

Every kind becomes a list of blocks in reading order: paragraphs and tables. A table is
a Grid, as a sheet of a workbook is; from there on there is one way through.
"""

from typing import NamedTuple

from gikxl.read.grid import Grid
from gikxl.report import Place

BODY = "正文"
"""The name under which the paragraphs of a document are found; tables are 表1, 表2 …"""


class Paragraph(NamedTuple):
    """A paragraph of words. Its place is 正文!An: the n-th paragraph of the document."""

    text: str
    place: Place


Block = Paragraph | Grid
