"""The sheet 校验结果 of a marked copy: the verdict, and a table of what was found."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from gikxl.finding import CheckedFile, Finding
from gikxl.report import Place, column_letters
from gikxl.write import marking
from gikxl.write.drawing import width
from gikxl.write.marking import CENTRED, COLOURS, COLUMNS, FONT, HEAD, LINKED, OURS
from gikxl.write.patch.styles import Look
from gikxl.write.template.places import INFO_SHEET, LAST_SHEET, RESULTS_SHEET
from gikxl.write.wording import clean

if TYPE_CHECKING:
    from gikxl.write.patch.book import Book

_LINE_HEIGHT = 16
_FRAME = "BFBFBF"
_MOST_CHARACTERS = 32_767
_MEMORY = 9
"""Columns from here on are hidden: they say how the marked cells looked before."""
_HEIGHTS = {1: 28, 2: 22, 4: 20, HEAD: 22}
_NS = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_BEGIN = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet {_NS}><sheetPr>'
    '<pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0"'
    ' tabSelected="1" workbookViewId="0"><pane ySplit="{head}" topLeftCell="A{below}"'
    ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView>'
    '</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
)
_END = (
    '</sheetData><autoFilter ref="A{head}:H{last}"/>{links}<pageMargins left="0.75" right="0.75"'
    ' top="1" bottom="1" header="0.5" footer="0.5"/><pageSetup paperSize="9"'
    ' orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C第 &amp;P 页，'
    "共 &amp;N 页</oddFooter></headerFooter></worksheet>"
)


class Before(NamedTuple):
    """How a cell looked before it was marked: its style, and the box of its note."""

    style: int
    note: str = ""


def title(book: "Book") -> str:
    """What the sheet is called: as the template's or an earlier copy's, which it replaces."""
    number, name = 1, RESULTS_SHEET
    while name in book.tabs and not _is_ours(book, name):
        number += 1
        name = f"{RESULTS_SHEET}({number})"
    return name


def remembered(book: "Book") -> dict[Place, Before]:
    """How the cells looked before an earlier marking, as far as its sheet is still there."""
    from gikxl.write.patch.sheets import own_names

    found: dict[Place, Before] = {}
    for name in book.names:
        if OURS not in own_names(book, name):
            continue
        sheet = book.sheet(name)
        for (row, column), _ in list(sheet.cells()):
            if column != _MEMORY:
                continue
            words = [book.text((row, _MEMORY + at), name) for at in range(4)]
            if words[1].isdigit() and words[2].isdigit():
                place = Place(words[0], int(words[1]), int(words[2]))
                found[place] = Before(sheet.style((row, _MEMORY)), words[3])
    return found


def write_results(
    book: "Book",
    name: str,
    checked: CheckedFile,
    findings: Sequence[Finding],
    targets: Sequence[Place | None],
    before: Mapping[Place, Before],
) -> None:
    """Write the sheet and open the copy on it.

    The findings are numbered in the order given; each links to its target. `before` is
    remembered, so that the next marking can bring it back.
    """
    from gikxl.write.patch.sheets import put_sheet

    page = _Page(book)
    page.head(checked)
    for number, (finding, target) in enumerate(zip(findings, targets, strict=True), start=1):
        page.finding(number, finding, target)
    if not findings:
        page.put(HEAD + 1, 1, marking.NOTHING)
    for row, (place, look) in enumerate(before.items(), start=HEAD + 1):
        page.remember(row, place, look)
    last = HEAD + max(1, len(findings))
    quoted = "'" + name.replace("'", "''") + "'!"
    names = {
        OURS: f"{quoted}$A$1",
        "_xlnm._FilterDatabase": f"{quoted}$A${HEAD}:$H${last}",
        "_xlnm.Print_Titles": f"{quoted}${HEAD}:${HEAD}",
    }
    put_sheet(book, name, page.content(last), names)


def _is_ours(book: "Book", name: str) -> bool:
    from gikxl.write.patch.sheets import own_names

    template = {INFO_SHEET, LAST_SHEET}.issubset(book.tabs)
    return OURS in own_names(book, name) or (template and name == RESULTS_SHEET)


class _Page:
    """The sheet as it grows, row by row."""

    def __init__(self, book: "Book") -> None:
        self._styles = book.styles
        self._rows: dict[int, list[str]] = {}
        self._heights: dict[int, int] = dict(_HEIGHTS)
        self._links: list[str] = []

    def head(self, checked: CheckedFile) -> None:
        verdict, about = marking.top(checked)
        colour = marking.GOOD if checked.verdict == "pass" else marking.BAD
        self.put(1, 1, RESULTS_SHEET, Look(16, True, wrapped=False))
        self.put(2, 1, verdict, Look(12, True, colour, wrapped=False))
        self.put(3, 1, about, Look(colour=marking.PALE, wrapped=False))
        self.put(4, 1, marking.LEGEND, Look(colour=marking.PALE, wrapped=False))
        for column, (hue, words) in enumerate(marking.legend(), start=2):
            self.put(4, column, words, Look(fill=COLOURS[hue]))
        for column, head in enumerate(COLUMNS, start=1):
            look = Look(bold=True, fill=marking.HEAD_FILL, frame=_FRAME, centred=True)
            self.put(HEAD, column, head, look)

    def finding(self, number: int, finding: Finding, target: Place | None) -> None:
        values, row = marking.row(number, finding), HEAD + number
        for column, value in enumerate(values, start=1):
            look = Look(frame=_FRAME, centred=column in CENTRED)
            if column == 2:
                look = look._replace(fill=COLOURS[finding.severity])
            if column == LINKED and target is not None:
                look = look._replace(colour=marking.LINK, underlined=True)
                self._link(row, target)
            self.put(row, column, value, look)
        lines = [_lines(value, room) for value, room in zip(values, COLUMNS.values(), strict=True)]
        self._heights[row] = _LINE_HEIGHT * max(lines) + 4

    def put(self, row: int, column: int, value: object, look: Look = Look()) -> None:  # noqa: B008 - a constant
        """Fill a cell; a text stays a text whatever it begins with."""
        text = clean(value, keep="\n")[:_MOST_CHARACTERS] if isinstance(value, str) else ""
        if text.startswith(("=", "+", "-", "@")):
            look = look._replace(quoted=True)
        style = self._styles.added(look, FONT)
        self._add(row, column, style, text if isinstance(value, str) else value)

    def remember(self, row: int, place: Place, before: Before) -> None:
        """Note how a cell looked: its place, as a cell of that style, and its note's box."""
        for at, value in enumerate((place.sheet, place.row, place.column, before.note)):
            self._add(row, _MEMORY + 1 + at, 0 if at else before.style, value)

    def content(self, last: int) -> bytes:
        """The whole part; `last` is the last row of the list."""
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{room + 1}" customWidth="1"/>'
            for at, room in enumerate(COLUMNS.values(), start=1)
        )
        columns += f'<col min="{_MEMORY + 1}" max="{_MEMORY + 4}" width="9" hidden="1"/>'
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""
        begin = _BEGIN.format(head=HEAD, below=HEAD + 1, columns=columns)
        rows = [self._row(row) for row in sorted(self._rows)]
        return "".join([begin, *rows, _END.format(head=HEAD, last=last, links=links)]).encode()

    def _row(self, row: int) -> str:
        high = self._heights.get(row)
        height = f' ht="{high}" customHeight="1"' if high else ""
        return f'<row r="{row}"{height}>{"".join(self._rows[row])}</row>'

    def _add(self, row: int, column: int, style: int, value: Any) -> None:
        name = f"{column_letters(column - 1)}{row}"
        begin = f'<c r="{name}" s="{style}"'
        if value is None or value == "":
            cell = f"{begin}/>"
        elif isinstance(value, str):
            from gikxl.write.patch.xml import escaped

            text = escape(escaped(value))
            cell = f'{begin} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        else:
            cell = f"{begin}><v>{value}</v></c>"
        self._rows.setdefault(row, []).append(cell)

    def _link(self, row: int, target: Place) -> None:
        sheet = target.sheet.replace("'", "''")
        location = quoteattr(f"'{sheet}'!{target.a1}")
        cell = f"{column_letters(LINKED - 1)}{row}"
        self._links.append(f'<hyperlink ref="{cell}" location={location}/>')


def _lines(value: object, room: int) -> int:
    """How many lines a text takes in a column of this width."""
    lines = str("" if value is None else value).split("\n")
    return sum(1 + max(0, width(line) - 1) // (room - 2) for line in lines)
