"""PDF files of lines and Chinese text, put together by hand."""

from collections.abc import Iterable, Sequence

from tests.read.document.drawn import Drawn

WIDTH, HEIGHT = 595, 842
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong /Encoding /UniGB-UCS2-H "
    "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    "/DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong "
    "/Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
    "/CapHeight 880 /StemV 80 >> >>] >>"
)


class Page:
    """A page to draw on, in points from its left and upper edge."""

    def __init__(self) -> None:
        self.content: list[str] = []

    def text(self, x: float, y: float, text: str, size: float = 10) -> None:
        """Write from the left, `y` being the upper edge of the characters."""
        code = text.encode("utf-16-be").hex()
        self.content.append(f"BT /F1 {size} Tf {x} {HEIGHT - y - size * 0.88} Td <{code}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line."""
        self.content.append(f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")

    def shade(self, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle with light blue, as behind a header."""
        box = f"{x} {HEIGHT - y - height} {width} {height}"
        self.content.append(f"q 0.8 0.9 1 rg {box} re f Q")

    def table(self, table: Drawn, x: float, y: float, *, ruled_below: bool = True) -> float:
        """Draw a table with its ruled lines; the height at which it ends."""
        for cell in table.cells:
            left, right = x + table.sides[cell.left], x + table.sides[cell.right + 1]
            top, bottom = y + cell.top * table.height, y + (cell.bottom + 1) * table.height
            self.line(left, top, right, top)
            self.line(left, top, left, bottom)
            self.line(right, top, right, bottom)
            if ruled_below or cell.bottom + 1 < table.rows:
                self.line(left, bottom, right, bottom)
            for number, text in enumerate(cell.text.splitlines()):
                self.text(left + 3, top + 1.5 + 7.2 * number, text, 7)
        return y + table.rows * table.height


def build(pages: Iterable[Page]) -> bytes:
    """The file."""
    contents = ["\n".join(page.content).encode("ascii") for page in pages]
    return from_streams(contents)


def from_streams(contents: Sequence[bytes], entries: str = "", trailer: str = "") -> bytes:
    """A file with these page contents; `entries` go into each stream's dictionary."""
    count = len(contents)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode("ascii"),
        _FONT.encode("ascii"),
    ]
    for number, content in enumerate(contents):
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
                f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
            ).encode("ascii"),
            f"<< /Length {len(content)} {entries} >>\nstream\n".encode("ascii")
            + content
            + b"\nendstream",
        ]
    file = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n".encode("ascii") + item + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return file + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
        f"startxref\n{len(file)}\n%%EOF\n"
    ).encode("ascii")
