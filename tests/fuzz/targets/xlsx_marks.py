"""The scan of a sheet's XML: the search for bytes finds what the XML parser finds."""

from collections.abc import Iterator

from gikxl.read.grid import Grid
from gikxl.read.marks import xlsx
from tests.fuzz.holds import or_refused
from tests.read.workbooks import by_openpyxl, by_xlsxwriter, part

WORDS = [
    '<c r="A1" t="e">', "<f>", "</f>", "<f/>", '<f t="shared" si="0" ref="A1:A3">', "<v>", "</v>",
    "</c>", "<row r=\"1\" hidden=\"1\">", "</row>", "<sheetData>", "</sheetData>", "<![CDATA[",
    "]]>", "<!--", "-->", "&lt;", "&#61;", 't="inlineStr"', "<is><t>", "x:", "<mergeCell ref=",
    "hidden='1'",
]  # fmt: skip
UNKNOWN = (ValueError, LookupError)
"""What the parser raises for encodings that no workbook has; the reader of workbooks answers."""
_SHEET = "xl/worksheets/sheet1.xml"
_CELLS = {"B2": "总计", "C2": 5, "D2": "=SUM(C2:C2)", "E3": "=1/0"}


def seeds() -> Iterator[bytes]:
    """Sheets as two programs write them, and the parts of one by hand."""
    yield part(by_openpyxl({"三": _CELLS}), _SHEET)
    yield part(by_xlsxwriter({"三": _CELLS}, {"D2": 5}), _SHEET)
    yield (
        b'<worksheet><sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+1</f>'
        b'<v>1</v></c></row><row r="2" hidden="1"><c r="A2"><f t="shared" si="0"/><v>2</v></c>'
        b'<c r="B2" t="e"><v>#REF!</v></c></row></sheetData></worksheet>'
    )


def check(data: bytes) -> None:
    """Neither way raises but a refusal; where both understand a sheet, they agree."""
    grid = Grid("三", [[None] * 5 for _ in range(5)])
    careful = or_refused(lambda: xlsx.careful(data), also=UNKNOWN)
    plain = or_refused(lambda: xlsx.plain_flags(data), also=UNKNOWN)
    or_refused(lambda: xlsx.scan(data, grid), also=UNKNOWN)
    or_refused(lambda: xlsx.elements(data, "sheet", until=b"sheets>"), also=UNKNOWN)
    if careful is not None and plain is not None:
        assert plain == careful.flags, (plain, careful.flags)
        assert careful.marks(grid).hidden_rows == frozenset()
