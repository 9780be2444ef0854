"""What xlwings has no words for: the only place where Excel's own objects are used."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlwings import App, Book, Name, Note, Range, Sheet

Colour = tuple[int, int, int] | None
"""Red, green and blue; None where nothing is filled."""
Kinds = Sequence[tuple[str, str]]
"""Kinds of files for a dialog: name and patterns, as ("Word 文档", "*.docx")."""

_ALLOWED = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows",
    "AllowInsertingColumns", "AllowInsertingRows", "AllowInsertingHyperlinks",
    "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting", "AllowFiltering",
    "AllowUsingPivotTables",
)  # fmt: skip
"""What may still be done on a protected sheet, as Excel names it in both directions."""
_NO_COLOUR = -4142
_POINTS = 0.75
"""Points to a pixel."""
_TEXT = 2
"""The kind of answer that an input box is to give."""
_FOLDERS = 4
"""The kind of dialog in which a folder is picked."""
_DONE = -1
"""What a dialog answers when it was not left."""


@contextmanager
def unprotected(sheet: "Sheet") -> Iterator[None]:
    """Lift the protection of a sheet for a while, and put the same one back, come what may.

    ValueError, in Chinese, if it has a password.
    """
    native: Any = sheet.api
    options = {
        "DrawingObjects": native.ProtectDrawingObjects,
        "Contents": native.ProtectContents,
        "Scenarios": native.ProtectScenarios,
    }
    if not any(options.values()):
        yield
        return
    protection = native.Protection
    options["UserInterfaceOnly"] = native.ProtectionMode
    options |= {name: getattr(protection, name) for name in _ALLOWED}
    selection = native.EnableSelection
    try:
        native.Unprotect("")  # without an argument Excel would ask for the password
    except Exception:
        raise ValueError(
            f"工作表“{sheet.name}”有密码保护，不能写入。请先用“审阅”中的“撤销工作表保护”"
        ) from None
    try:
        yield
    finally:
        native.Protect(**options)
        native.EnableSelection = selection


def is_filtered(sheet: "Sheet") -> bool:
    """Whether a filter hides rows of a sheet."""
    native: Any = sheet.api
    return bool(native.FilterMode)


def exact_values(cells: "Range") -> object:
    """The values of cells with every figure of their numbers, dates as numbers."""
    native: Any = cells.api
    values: object = native.Value2
    return values


def all_hidden(sheet: "Sheet", address: str, lines: str) -> bool | None:
    """Whether these "rows" (2:5) or "columns" (B:C) are hidden; None where some are."""
    native: Any = sheet.range(address).api
    hidden = (native.EntireRow if lines == "rows" else native.EntireColumn).Hidden
    return None if hidden is None else bool(hidden)


def merge(cells: "Range") -> None:
    """Merge cells of which only the first holds anything; of others Excel would warn."""
    native: Any = cells.api
    native.Merge()


def fill_of(cell: "Range") -> Colour:
    """The colour with which one cell is filled; of several, Excel has no sure answer."""
    native: Any = cell.api
    interior = native.Interior
    if interior.ColorIndex == _NO_COLOUR:
        return None
    colour = int(interior.Color)
    return colour & 255, colour >> 8 & 255, colour >> 16 & 255


def own_names(sheet: "Sheet") -> dict[str, "Name"]:
    """The names that belong to a sheet, hidden ones too; not those of the whole workbook."""
    return {name.name.rpartition("!")[2]: name for name in sheet.names}


def add_hidden_name(sheet: "Sheet", name: str, refers_to: str) -> None:
    """Give cells a name that belongs to their sheet and that nobody sees."""
    native: Any = sheet.api
    native.Names.Add(Name=name, RefersTo=refers_to, Visible=False)


def ask_text(app: "App", prompt: str, title: str, default: str) -> str | None:
    """A line of text that somebody types; None if they cancel."""
    native: Any = app.api
    answer = native.InputBox(Prompt=prompt, Title=title, Default=default, Type=_TEXT)
    return None if answer is False else str(answer).strip()


def open_name(app: "App", title: str, kinds: Kinds) -> str | None:
    """The path of a file that somebody picks; None if they cancel."""
    native: Any = app.api
    return _path(native.GetOpenFilename(FileFilter=_filter(kinds), FilterIndex=1, Title=title))


def folder_name(app: "App", title: str) -> str | None:
    """The path of a folder that somebody picks; None if they cancel."""
    native: Any = app.api
    dialog = native.FileDialog(_FOLDERS)
    dialog.Title = title
    dialog.AllowMultiSelect = False
    return str(dialog.SelectedItems.Item(1)) if dialog.Show() == _DONE else None


def save_name(app: "App", title: str, name: str, kinds: Kinds) -> str | None:
    """The path under which somebody wants a file; None if they cancel."""
    native: Any = app.api
    return _path(
        native.GetSaveAsFilename(
            InitialFileName=name, FileFilter=_filter(kinds), FilterIndex=1, Title=title
        )
    )


def _filter(kinds: Kinds) -> str:
    return ",".join(f"{name} ({patterns}),{patterns}" for name, patterns in kinds)


def _path(answer: object) -> str | None:
    return answer if isinstance(answer, str) else None


def full_name(book: "Book") -> str:
    """Where a workbook lies: a path, or a URL where it is synchronized with one."""
    native: Any = book.api
    return str(native.FullName)


def structure_is_protected(book: "Book") -> bool:
    """Whether sheets may be neither added nor taken away."""
    native: Any = book.api
    return bool(native.ProtectStructure)


def links(sheet: "Sheet", locations: Mapping[str, str]) -> None:
    """Let a click on a cell, named in A1, lead to another place, as 'sheet'!A1."""
    native: Any = sheet.api
    all_links = native.Hyperlinks
    for cell, location in locations.items():
        all_links.Add(Anchor=native.Range(cell), Address="", SubAddress=location)


def freeze_above(sheet: "Sheet", row: int) -> None:
    """Keep the rows down to this one on the screen; the sheet shows then."""
    sheet.activate()
    window: Any = sheet.book.app.api
    window = window.ActiveWindow
    window.FreezePanes = False
    window.ScrollRow, window.ScrollColumn = 1, 1
    window.SplitColumn, window.SplitRow = 0, row
    window.FreezePanes = True


def add_note(cell: "Range", text: str, width: int, height: int) -> None:
    """Add a note of this size, in pixels, to a cell that has none."""
    native: Any = cell.api
    _fit(native.AddComment(text), width, height)


def change_note(note: "Note", text: str, width: int, height: int) -> None:
    """Give a note another text and size, in pixels."""
    note.text = text
    _fit(note.api, width, height)


def _fit(note: Any, width: int, height: int) -> None:
    shape = note.Shape
    shape.Width, shape.Height = width * _POINTS, height * _POINTS


def go_to(cell: "Range") -> None:
    """Show a cell and select it, on whatever sheet it is."""
    native: Any = cell.sheet.book.app.api
    native.Goto(Reference=cell.api, Scroll=False)
