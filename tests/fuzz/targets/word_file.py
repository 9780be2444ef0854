"""Word files: the fuzzed bytes are the document part, behind a numbering part of one list."""

import io
import zipfile
from collections.abc import Iterator

from gikxl.read import sniff
from gikxl.read.document.word import open_word
from gikxl.read.package import Package
from tests.fuzz.holds import or_refused
from tests.fuzz.targets.page import are_blocks
from tests.read.document import foreign

WORDS = [
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "<w:tr>", "<w:tc>",
    "</w:tc>", '<w:gridSpan w:val="9"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>',
    "<w:tcPr>", "</w:tcPr>", "<w:del>", "<w:br/>", '<w:gridBefore w:val="2"/>',
    "<w:pPr><w:numPr>", '<w:numId w:val="1"/>', "<mc:AlternateContent>", "<mc:Fallback>",
    "<w:txbxContent>", "<w:strike/>", "-1", "99999999999",
]  # fmt: skip
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def seeds() -> Iterator[bytes]:
    """A table with merged cells, and a numbered paragraph."""
    table = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    )
    numbered = (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>"
    )
    for body in (foreign.par("三、申请") + table, numbered + foreign.par("x"), table * 3):
        yield _document(foreign.word(body))


def check(data: bytes) -> None:
    """It refuses, or gives paragraphs and grids in order, and a report of them or none."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", data)
        package.writestr("word/numbering.xml", _numbering())
    are_blocks(or_refused(lambda: open_word(Package(file.getvalue()))), sniff.DOCX)


def _document(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml")


def _numbering() -> bytes:
    with zipfile.ZipFile(io.BytesIO(foreign.word("", _NUMBERING))) as package:
        return package.read("word/numbering.xml")
