"""The stand-in's application, and the engine that xlwings knows it by."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from tests.excel.engine.book import Books
from tests.excel.engine.native import AppApi
from tests.excel.engine.state import Alert, State, counted
from tests.excel.engine.values import ERRORS

PID, HWND = 4242, 131_072
_FIRST = {None: "ok", "ok": "ok", "ok_cancel": "ok", "yes_no": "yes", "yes_no_cancel": "yes"}
_ERRORS = {number: text for text, number in ERRORS.items()}


class Engine:
    name, type = "stand-in", "desktop"

    def __init__(self, state: State) -> None:
        self.state = state

    @property
    def apps(self) -> "Apps":
        return Apps(self.state)

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return dt.datetime(value.year, value.month, value.day)
        return "" if value is None else value

    @staticmethod
    def clean_value_data(
        data: Any, dates: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        return [
            [_cleaned(value, dates, empty_as, number_builder, err_to_str) for value in row]
            for row in data
        ]


def _cleaned(value: Any, dates: Any, empty_as: Any, number: Any, err_to_str: bool) -> Any:
    if value in ("", None):
        return empty_as
    if isinstance(value, dt.datetime):
        parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        return dates(**{part: getattr(value, part) for part in parts}, tzinfo=None)
    if number is not None and isinstance(value, float):
        return number(value)
    if isinstance(value, int) and value in _ERRORS:
        return _ERRORS[value] if err_to_str else None
    return value


class Apps(base_classes.Apps):
    def __init__(self, state: State) -> None:
        self._state = state

    def keys(self) -> list[int]:
        return [PID]

    def add(self, **_: Any) -> Any:
        raise AssertionError("a button must not start a second Excel")

    def __iter__(self) -> Iterator["App"]:
        return iter([App(self._state)])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> "App":
        return App(self._state)


def _setting(name: str) -> property:
    return property(
        lambda self: self._state.settings[name],
        lambda self, value: self._state.set(name, value),
    )


@counted
class App(base_classes.App):
    def __init__(self, state: State) -> None:
        self._state = state

    pid = property(lambda _: PID)
    hwnd = property(lambda _: HWND)
    engine = property(lambda self: Engine(self._state))
    screen_updating = _setting("screen_updating")
    display_alerts = _setting("display_alerts")
    enable_events = _setting("enable_events")
    interactive = _setting("interactive")
    visible = _setting("visible")
    calculation = _setting("calculation")
    status_bar = _setting("status_bar")
    cut_copy_mode = _setting("cut_copy_mode")

    @property
    def api(self) -> AppApi:
        return AppApi(self._state)

    @property
    def version(self) -> str:
        return "16.0"

    @property
    def books(self) -> Books:
        return Books(self._state)

    @property
    def selection(self) -> Any:
        from tests.excel.engine.cells import Range, box_of

        data = self._state.active
        if data is None:
            return None
        ws = data.wb.active
        address = data.selected.get(id(ws)) or ws.sheet_view.selection[0].sqref.split()[0]
        return Range(self._state, data, ws, box_of(address))

    def activate(self, steal_focus: bool = False) -> None:
        """There is one application only."""

    def calculate(self) -> None:
        """Nothing is computed here."""

    def quit(self) -> None:
        raise AssertionError("a button must not end Excel")

    def alert(self, prompt: str, title: Any, buttons: Any, mode: Any, _callback: Any) -> str:
        self._state.alerts.append(Alert(prompt, title, buttons, mode))
        return self._state.answers.pop(0) if self._state.answers else _FIRST[buttons]
