"""A stand-in for Excel: an xlwings engine over openpyxl.

The real xlwings classes (App, Book, Sheet, Range, Name, Note) run on it, and values have
the shapes in which COM hands them over. Nothing is computed: after a change formulas have
no results until the file is read by gikxl, which computes the form's own totals.
"""

import xlwings as xw

from tests.excel.engine.app import HWND, Engine
from tests.excel.engine.state import Alert, ComError, State

__all__ = ["HWND", "Alert", "ComError", "Excel", "State", "start"]


class Excel:
    """The stand-in as tests drive it."""

    def __init__(self, state: State) -> None:
        self.state = state

    @property
    def app(self) -> xw.App:
        """The one application."""
        return xw.App(impl=Engine(self.state).apps[0])

    def open(self, path: object) -> xw.Book:
        """Open a file as a person does; the round trips are counted anew."""
        book = self.app.books.open(str(path))
        self.state.calls.clear()
        return book

    def new(self) -> xw.Book:
        """A workbook that was never saved."""
        book = self.app.books.add()
        self.state.calls.clear()
        return book

    def move(self, book: xw.Book, fullname: str) -> None:
        """Let a book have been opened from elsewhere, say https://d.docs.live.net/…/年报.xlsx."""
        book.impl._data.fullname = fullname
        book.impl._data.name = fullname.rpartition("/")[2]

    @property
    def selected(self) -> str:
        """The selected cells as sheet!A1."""
        selection = self.app.selection
        return f"{selection.sheet.name}!{selection.get_address(False, False)}"

    @property
    def said(self) -> list[str]:
        """The texts of the message boxes so far."""
        return [alert.prompt for alert in self.state.alerts]

    @property
    def round_trips(self) -> int:
        """How often Excel was called since the last file was opened."""
        return self.state.round_trips


def start() -> Excel:
    """A fresh application, the active engine of xlwings from now on."""
    state = State()
    engine = xw.Engine(impl=Engine(state))
    xw.engines.engines = [each for each in xw.engines.engines if each.name != engine.name]
    xw.engines.add(engine)
    engine.activate()
    return Excel(state)
