"""What the stand-in for Excel holds beside its workbooks, and the counting of its calls."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, TypeVar

BUSY = -2147418111
"""RPC_E_CALL_REJECTED: a cell is being edited, or a dialog is open."""
FAILED, SERVER_REFUSES = -2147352567, -2146827284

_KNOWN = frozenset(
    ("a1", "alert", "api", "app", "box", "colours", "column", "coords", "engine",
     "hidden_lines", "hwnd", "max_cells_per_read", "max_cells_per_write", "noted", "pid", "row",
     "selected", "shape", "sheet", "snapshot")
)  # fmt: skip
"""Members that are answered without calling Excel."""
_COSTS = {
    "Range.color": 4,
    "Range.color=": 2,
    "Range.note": 2,
    "Range.autofit": 2,
    "Sheet.delete": 5,
    "Sheets.active": 2,
    "Sheets.add": 6,
}
"""What xlwings asks of Excel for a member, where that is more than one thing."""

_Class = TypeVar("_Class", bound=type)


class ComError(Exception):
    """As pywintypes.com_error: hresult, text, the application's own error, argument."""

    def __init__(self, hresult: int, message: str = "", scode: int = SERVER_REFUSES) -> None:
        about = (0, "Microsoft Excel", message, None, 0, scode) if hresult == FAILED else None
        super().__init__(hresult, message, about, None)
        self.hresult = hresult
        self.excepinfo = about


def refused(message: str) -> ComError:
    """Excel's error 1004."""
    return ComError(FAILED, message)


class Alert(NamedTuple):
    """A message box that was shown."""

    prompt: str
    title: str | None
    buttons: str | None
    mode: str | None


class State:
    """The application: settings, the messages it showed, and how often it was called."""

    def __init__(self) -> None:
        self.books: list[Any] = []
        self.active: Any = None
        self.alerts: list[Alert] = []
        self.answers: list[str] = []
        """What is clicked in the next message boxes; when it is empty, the first button."""
        self.files: list[object] = []
        """What is chosen in the next file dialogs; False, as when it is left, if empty."""
        self.dialogs: list[dict[str, object]] = []
        self.settings: dict[str, Any] = {
            "screen_updating": True,
            "display_alerts": True,
            "enable_events": True,
            "interactive": True,
            "visible": True,
            "calculation": "automatic",
            "status_bar": False,
            "cut_copy_mode": None,
        }
        self.history: list[tuple[str, Any]] = []
        """Each change of a setting."""
        self.calls: Counter[str] = Counter()
        self.busy = False
        self.fail_at: str | None = None
        """The next call of this name fails, as when Excel meets something unforeseen."""

    def called(self, name: str, times: int | None = None) -> None:
        """Count a call; ComError if Excel does not take any."""
        self.calls[name] += _COSTS.get(name, 1) if times is None else times
        if self.busy:
            raise ComError(BUSY, "Call was rejected by callee.")
        if name == self.fail_at:
            self.fail_at = None
            raise refused(name)

    @property
    def round_trips(self) -> int:
        """How often Excel was called."""
        return sum(self.calls.values())

    def set(self, name: str, value: Any) -> None:
        self.settings[name] = value
        self.history.append((name, value))


def counted(cls: _Class) -> _Class:
    """Count each use of the public members of an engine's class as a call of Excel."""
    for name, member in list(vars(cls).items()):
        if name in _KNOWN or (name.startswith("_") and name not in ("__call__", "__len__")):
            continue
        label = f"{cls.__name__}.{name}"
        if isinstance(member, property):
            getter = member.fget and _counting(member.fget, label)
            setter = member.fset and _counting(member.fset, label + "=")
            setattr(cls, name, property(getter, setter))
        elif callable(member):
            setattr(cls, name, _counting(member, label))
    return cls


def _counting(function: Callable[..., Any], label: str) -> Callable[..., Any]:
    @wraps(function)
    def call(self: Any, *arguments: Any, **named: Any) -> Any:
        self._state.called(label)
        return function(self, *arguments, **named)

    return call
