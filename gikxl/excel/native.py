"""What xlwings has no words for: the only place where Excel's own objects are used."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlwings import App, Book, Name, Note, Range, Sheet

Kinds = Sequence[tuple[str, str]]
"""Kinds of files for a dialog: name and patterns, as ("Word 文档", "*.docx")."""

_ALLOWED = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows",
    "AllowInsertingColumns", "AllowInsertingRows", "AllowInsertingHyperlinks",
    "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting", "AllowFiltering",
    "AllowUsingPivotTables",
)  # fmt: skip
"""What may still be done on a protected sheet, as Excel names it in both directions."""
_POINTS = 0.75
"""Points to a pixel."""
_TEXT = 2
"""The kind of answer that an input box is to give."""


@contextmanager
def unprotected(sheet: "Sheet") -> Iterator[None]:
    """Lift the protection of a sheet for a while, and put the same one back, come what may.

    ValueError, in Chinese, if it has a password.
    """
    native: Any = sheet.api
    if not (native.ProtectContents or native.ProtectDrawingObjects or native.ProtectScenarios):
        yield
        return
    options = {
        "DrawingObjects": native.ProtectDrawingObjects,
        "Contents": native.ProtectContents,
        "Scenarios": native.ProtectScenarios,
        "UserInterfaceOnly": native.ProtectionMode,
        **{name: getattr(native.Protection, name) for name in _ALLOWED},
    }
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


def hide(name: "Name") -> None:
    """Leave a name out of the list that people see."""
    native: Any = name.api
    native.Visible = False


def ask_text(app: "App", prompt: str, title: str, default: str) -> str | None:
    """A line of text that somebody types; None if they cancel."""
    native: Any = app.api
    answer = native.InputBox(Prompt=prompt, Title=title, Default=default, Type=_TEXT)
    return None if answer is False else str(answer).strip()


def open_name(app: "App", title: str, kinds: Kinds) -> str | None:
    """The path of a file that somebody picks; None if they cancel."""
    native: Any = app.api
    return _path(native.GetOpenFilename(FileFilter=_filter(kinds), FilterIndex=1, Title=title))


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


def structure_is_protected(book: "Book") -> bool:
    """Whether sheets may be neither added nor taken away."""
    native: Any = book.api
    return bool(native.ProtectStructure)


def link(cell: "Range", location: str) -> None:
    """Let a click on a cell lead to another place in the workbook, as 'sheet'!A1."""
    native: Any = cell.sheet.api
    native.Hyperlinks.Add(Anchor=cell.api, Address="", SubAddress=location)


def freeze_above(sheet: "Sheet", row: int) -> None:
    """Keep the rows down to this one on the screen; the sheet shows then."""
    sheet.activate()
    window: Any = sheet.book.app.api
    window = window.ActiveWindow
    window.FreezePanes = False
    window.ScrollRow, window.ScrollColumn = 1, 1
    window.SplitColumn, window.SplitRow = 0, row
    window.FreezePanes = True


def fit_note(note: "Note", width: int, height: int) -> None:
    """Size a note, in pixels, so that all of its text is seen."""
    native: Any = note.api
    shape = native.Shape
    shape.Width, shape.Height = width * _POINTS, height * _POINTS


def go_to(cell: "Range") -> None:
    """Show a cell and select it, on whatever sheet it is."""
    native: Any = cell.sheet.book.app.api
    native.Goto(Reference=cell.api, Scroll=False)
