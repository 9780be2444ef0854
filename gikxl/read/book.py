"""Any file: a workbook to a list of grids, a document to what it says in reading order.

Values come from calamine, which is fast, and loses error values and formulas; those
are found beside it, sheet by sheet, when they are asked for (gikxl.read.marks). Before
calamine sees a file its kind and its bounds are known: what it would choke on is
refused with a code.
"""

import os
import stat
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gikxl.finding import Unreadable
from gikxl.read import sniff
from gikxl.read.grid import Cell, Grid, Marks, Range
from gikxl.read.package import Package
from gikxl.read.refusal import (
    DAMAGED,
    EMPTY,
    ENCRYPTED,
    LOCK_FILE,
    NOT_A_WORKBOOK,
    NOT_ALLOWED,
    NOT_THERE,
    ONLY_WORKBOOKS,
    OTHER_WORKBOOK,
    SAVE_AS_DOCX,
    TOO_BIG,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

    from gikxl.read.document import Block
    from gikxl.read.marks import Insight

MOST_FILE_BYTES = 50_000_000
MOST_BYTES_FOR_OPENPYXL = 4_000_000

_Result = TypeVar("_Result")


class Document(NamedTuple):
    """A published report that is no workbook: what kind of file it is, and what it says."""

    kind: sniff.Kind
    blocks: "list[Block]"


class OtherKind(Unreadable):
    """A file that is no workbook that can be read; knows what it is."""

    def __init__(self, kind: sniff.Kind, refusal: Unreadable) -> None:
        found = refusal.finding
        super().__init__(found.code, found.title, found.message, found.suggestion)
        self.kind = kind


def open_file(path: str) -> "list[Grid] | Document":
    """Every worksheet of a workbook, or the paragraphs and tables of a document.

    Raises Unreadable, with its code, if the file is neither.
    """
    name = _name(path)
    data = _content(path)
    try:
        return grids_of(data, name)
    except OtherKind as other:
        if other.kind not in sniff.DOCUMENTS:
            raise
        kind = other.kind
    from gikxl.read.document.kinds import open_document

    return Document(kind, _guarded(lambda: open_document(kind, data)))


def open_grids(path: str) -> list[Grid]:
    """Every worksheet of a workbook file; Unreadable, with its code, if it is none.

    A sheet that cannot be read while others can has no rows and says why in `error`.
    """
    name = _name(path)
    return grids_of(_content(path), name)


def grids_of(data: bytes, name: str = "") -> list[Grid]:
    """Every worksheet of a workbook in memory; `name` is only used to explain a refusal."""
    kind = sniff.by_first_bytes(data)
    if kind is sniff.ZIP:
        insights = _survey_package(data, name)
    elif kind is sniff.OLE:
        insights = _survey_ole(data, name)
    else:
        raise refused(kind, name)
    return _grids(data, insights)


def refused(kind: sniff.Kind, name: str) -> Unreadable:
    """The answer to a file of a kind that is not a workbook that can be read."""
    if kind is sniff.EMPTY:
        return EMPTY.because()
    if kind is sniff.ENCRYPTED_OOXML:
        return ENCRYPTED.because()
    if kind.spreadsheet:
        return OTHER_WORKBOOK.because(f"这是{kind.label}")
    refusal = NOT_A_WORKBOOK.because(told(kind, name), _ADVICE.get(kind, ""))
    return OtherKind(kind, refusal)


def told(kind: sniff.Kind, name: str) -> str:
    """What a file is, in Chinese, and that its extension says otherwise if it does."""
    extension = os.path.splitext(name)[1].lower()
    disguised = extension in _WORKBOOK_EXTENSIONS and extension not in kind.extensions
    return f"扩展名是 {extension}，内容却是{kind.label}" if disguised else f"这是{kind.label}"


def _name(path: str) -> str:
    """The file's name; Unreadable if it is that of a lock file."""
    name = os.path.basename(path)
    if name.startswith(("~$", ".~lock.")):
        raise LOCK_FILE.because()
    return name


_WORKBOOK_EXTENSIONS = (
    *sniff.XLSX.extensions, *sniff.XLSB.extensions, *sniff.XLS.extensions, *sniff.ODS.extensions,
)  # fmt: skip
_ADVICE = {
    **dict.fromkeys(sniff.DOCUMENTS, ONLY_WORKBOOKS),
    **dict.fromkeys(sniff.OTHER_DOCUMENTS, SAVE_AS_DOCX),
    **dict.fromkeys(sniff.ARCHIVES, "请先解压，再检查里面的工作簿。"),
}


def _content(path: str) -> bytes:
    try:
        about = os.stat(path)
        if stat.S_ISDIR(about.st_mode):
            raise NOT_THERE.because("这是一个文件夹")
        if not stat.S_ISREG(about.st_mode):
            raise NOT_A_WORKBOOK.because("这不是普通文件")
        if about.st_size > MOST_FILE_BYTES:
            raise TOO_BIG.because(f"文件超过 {MOST_FILE_BYTES // 1_000_000} MB")
        with open(path, "rb") as file:
            return file.read((about.st_size or MOST_FILE_BYTES) + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise NOT_THERE.because() from None
    except PermissionError:
        raise NOT_ALLOWED.because() from None
    except OSError as error:
        raise NOT_ALLOWED.because(error.strerror or str(error)) from None


def _survey_package(data: bytes, name: str) -> "list[Insight]":
    package = Package(data)
    kind = sniff.in_zip(
        package.names, package.head("mimetype", 100) if "mimetype" in package else b""
    )
    if kind is sniff.XLSX:
        from gikxl.read.marks import xlsx

        return _guarded(lambda: xlsx.survey(package))
    if kind is sniff.ODS:
        from gikxl.read.marks import ods

        return _guarded(lambda: ods.survey(package))
    raise refused(kind, name)


def _survey_ole(data: bytes, name: str) -> "list[Insight]":
    from olefile import OleFileIO

    from gikxl.read.marks import xls

    with _guarded(lambda: OleFileIO(BytesIO(data))) as ole:
        streams = {entry[0].lower(): entry[0] for entry in ole.listdir() if len(entry) == 1}
        kind = sniff.in_ole(streams)
        if kind is not sniff.XLS:
            raise refused(kind, name)
        stream = streams.get("workbook") or streams["book"]
        return _guarded(lambda: xls.survey(ole.openstream(stream).read()))


def _grids(data: bytes, insights: "list[Insight]") -> list[Grid]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = _guarded(lambda: CalamineWorkbook.from_filelike(BytesIO(data)))
    sheets = book.sheets_metadata
    if len(sheets) != len(insights):
        raise DAMAGED.because("工作表的目录前后不符")
    grids = [
        _grid(data, book, index, sheet, insight)
        for index, (sheet, insight) in enumerate(zip(sheets, insights, strict=True))
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]
    if grids and all(grid.error for grid in grids):
        raise DAMAGED.because(grids[0].error)
    return grids


def _grid(
    data: bytes, book: "CalamineWorkbook", index: int, sheet: "SheetMetadata", insight: "Insight"
) -> Grid:
    visible = str(sheet.visible) == _VISIBLE
    if insight.name not in (None, sheet.name):
        raise DAMAGED.because("工作表的目录前后不符")

    def scan(grid: Grid) -> Marks:
        return _guarded(lambda: insight.scan(grid))

    try:
        rows, origin, merges = _guarded(lambda: _values(book.get_sheet_by_index(index)))
    except Unreadable:
        try:
            rows, merges = _guarded(lambda: _values_by_openpyxl(data, sheet.name, insight))
        except Unreadable as refusal:
            return Grid(sheet.name, [], visible=visible, error=refusal.finding.message)
        origin = (0, 0)
    if merges is None and insight.merges:
        merges = insight.merges()
    merges = _inside(merges or [], origin, rows)
    return Grid(
        sheet.name, rows, origin=origin, merges=merges, visible=visible, scan=scan,
        xml=insight.xml,
    )  # fmt: skip


_VISIBLE = "SheetVisibleEnum.Visible"


def _values(sheet: "CalamineSheet") -> tuple[list[list[Cell]], tuple[int, int], list[Range] | None]:
    """The values, where they begin, and the merged ranges of the file if calamine has them."""
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=True)  # type: ignore[assignment]
    merges = sheet.merged_cell_ranges
    ranges = None if merges is None else [(*first, *last) for first, last in merges]
    return rows, sheet.start or (0, 0), ranges


def _values_by_openpyxl(
    data: bytes, name: str, insight: "Insight"
) -> tuple[list[list[Cell]], list[Range]]:
    """One error value that is new to calamine, such as #SPILL!, loses it the whole sheet."""
    if insight.merges is None or len(insight.xml) > MOST_BYTES_FOR_OPENPYXL:
        raise DAMAGED.because("工作表里有错")
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheet = book[name]
        sheet.reset_dimensions()
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    width = max(map(len, rows), default=0)
    return [row + [None] * (width - len(row)) for row in rows], insight.merges()


def _inside(merges: list[Range], origin: tuple[int, int], rows: list[list[Cell]]) -> list[Range]:
    """The ranges counted from the origin and cut to the values: a file may claim any range."""
    top, left = origin
    bottom, right = top + len(rows) - 1, left + (len(rows[0]) if rows else 0) - 1
    inside = []
    for a, b, c, d in merges:
        if a < top or b < left or c > bottom or d > right:
            a, b, c, d = max(a, top), max(b, left), min(c, bottom), min(d, right)
        if a <= c and b <= d:
            inside.append((a - top, b - left, c - top, d - left))
    return inside


def _guarded(read: Callable[[], _Result]) -> _Result:
    """Whatever goes wrong in reading, a panic of calamine included, becomes a refusal."""
    try:
        return read()
    except (Unreadable, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        if type(error).__name__ == "PasswordError":
            raise ENCRYPTED.because() from error
        if isinstance(error, MemoryError):
            raise TOO_BIG.because("读取它要用的内存太多") from error
        raise DAMAGED.because() from error
