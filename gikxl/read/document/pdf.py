"""PDF files into blocks: words into paragraphs, ruled tables into grids.

Cells are where ruled lines enclose them; a cell that reaches over several rows or
columns is a merged range. A table that goes on at the top of the next page becomes one
with its beginning if its lines stand at the same places. Where nothing is ruled, the
lines of text are read as those of a text file.
"""

import logging
import re
import time
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from gikxl.finding import Unreadable
from gikxl.read.document import Block
from gikxl.read.document.pdf_lines import TextLine, paragraphs, without_page_furniture
from gikxl.read.document.pdf_tables import Piece, joined_over_pages, read_page
from gikxl.read.document.plain import named
from gikxl.read.document.plain_tables import find_tables, text_line
from gikxl.read.grid import Grid
from gikxl.read.refusal import DAMAGED, ENCRYPTED, NO_PDF_READER, SCANNED, TOO_BIG

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

_MOST_PAGES = 200
_MOST_CHARACTERS = 600_000
_MOST_SECONDS = 60
_MOST_IN_STREAM = 100_000_000
_MOST_IN_STREAMS = 400_000_000
"""In bytes, when they are no longer compressed."""
_FEWEST_CHARACTERS = 20
_STREAM = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/Filter\s*\[\s*/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")
_ADVICE = "请用 PDF 阅读器打开看看；打不开就请重新取得一份，或改用年报的 Word 文件、网页或工作簿。"

Entry = TextLine | Piece


def open_pdf(data: bytes) -> list[Block]:
    """The paragraphs and tables of a PDF file, in their order.

    Raises gikxl.finding.Unreadable: without pdfplumber, for a file that is damaged,
    encrypted or larger than any report, and for pages without text.
    """
    try:
        import pdfplumber
    except ImportError:
        raise NO_PDF_READER.because() from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    _refuse_bombs(data)
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            pages = list(_pages(pdf))
    except (Unreadable, KeyboardInterrupt):
        raise
    except MemoryError as error:
        raise TOO_BIG.because() from error
    except Exception as error:
        if _is_about_password(error):
            raise ENCRYPTED.because("这是 PDF 文件", "请去掉打开密码，另存后再检查。") from error
        raise DAMAGED.because("这是 PDF 文件", _ADVICE) from error
    return _blocks(pages)


def _is_about_password(error: Exception) -> bool:
    """Whether the file wants a password; what pdfminer raises comes wrapped."""
    names = {type(e).__name__ for e in (error, *error.args) if isinstance(e, Exception)}
    return any("Password" in name or "Encryption" in name for name in names)


def _pages(pdf: "PDF") -> Iterator[list[Entry]]:
    """What stands on each page; refuses what no report has."""
    began = time.monotonic()
    characters = 0
    if len(pdf.pages) > _MOST_PAGES:
        raise TOO_BIG.because(f"超过 {_MOST_PAGES} 页")
    for page in pdf.pages:
        characters += len(page.chars)
        if characters > _MOST_CHARACTERS or time.monotonic() - began > _MOST_SECONDS:
            raise TOO_BIG.because("页面的内容过多")
        yield read_page(page)
        page.close()
    if not pdf.pages:
        raise DAMAGED.because("这是 PDF 文件，里面没有一页", _ADVICE)
    if characters < _FEWEST_CHARACTERS:
        raise SCANNED.because()


def _blocks(pages: list[list[Entry]]) -> list[Block]:
    entries = joined_over_pages(without_page_furniture(pages))
    laid_out = [entry.grid() if isinstance(entry, Piece) else entry for entry in entries]
    if not any(isinstance(entry, Grid) for entry in laid_out):
        laid_out = _with_tables([entry for entry in entries if isinstance(entry, TextLine)])
    return named(paragraphs(laid_out))


def _with_tables(lines: list[TextLine]) -> list[TextLine | Grid]:
    """Lines with the tables that their words alone tell."""
    found = find_tables([text_line(line.text) for line in lines])
    grids = {min(table.lines): table.grid for table in found}
    taken = {at for table in found for at in table.lines}
    entries: list[TextLine | Grid] = []
    for at, line in enumerate(lines):
        if at in grids:
            entries.append(grids[at])
        elif at not in taken:
            entries.append(line)
    return entries


def _refuse_bombs(data: bytes) -> None:
    """Refuse streams that are small here and enormous when they are decompressed."""
    if _TWICE.search(data):
        raise TOO_BIG.because("内容经过两次压缩")
    total = 0
    for begin in _STREAM.finditer(data):
        end = data.find(b"endstream", begin.end())
        size = _size(data[begin.end() : end if end > 0 else len(data)])
        total += size
        if size >= _MOST_IN_STREAM or total >= _MOST_IN_STREAMS:
            raise TOO_BIG.because("解压后的内容过大")


def _size(stream: bytes) -> int:
    """The size of a stream when decompressed, up to the limit; its own if it is not compressed."""
    unpacker = zlib.decompressobj()
    size = 0
    try:
        piece = stream
        while piece and size < _MOST_IN_STREAM:
            size += len(unpacker.decompress(piece, 1_000_000))
            piece = unpacker.unconsumed_tail
    except zlib.error:
        pass
    return max(size, len(stream))
