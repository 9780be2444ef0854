"""The launcher of the built add-in, interpreted, with a shell that writes down what it is told.

The stand-in does what Windows is documented to do: Run replaces %NAME% by the environment, and
a program splits its command line by the rules of CommandLineToArgvW.
"""

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._bridge import ExcelBridge
from pyopenvba.interpreter import NOTHING, VBAObject, VBARuntimeError, member, method, setter

PROJECT = Path(__file__).parents[2]
ADDIN = PROJECT / "gikxl" / "addin" / "gikxl.xlam"
SOURCES = PROJECT / "workbook" / "addin"
PYTHON = r"C:\Users\王\AppData\Local\gikxl\python.exe"
REGISTERED = r"HKEY_CURRENT_USER\Software\gikxl\Python"
HWND = 657330
NASTY = [
    "年报.xlsx",
    "工作簿1",
    "清河县 2025 年报 (终稿) [1].xlsx",
    "A&B ^ 科.xlsx",
    "完成100%.xlsx",
    "%TEMP%.xlsx",
    "%GIKXL_PERCENT%.xlsx",
    "50%OS%PATH%.xlsx",
    "a=b;c,d!$`'~#@+{}.xlsx",
    "“引号”‘单’《书》—….xlsx",
    '直"引"号".xlsx',
    "--wb=别的 --hwnd=1.xlsx",
]
"""Names of workbooks that a command line can break on."""


def _builder() -> Any:
    spec = importlib.util.spec_from_file_location("ribbon_addin", SOURCES / "ribbon_addin.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


builder = _builder()
"""What builds the add-in: workbook/addin/ribbon_addin.py."""


class Pressed(NamedTuple):
    """What pressing a button did."""

    started: list[list[str]]
    """The arguments of each program."""
    windows: list[tuple[int, bool]]
    """How each was shown (0 is hidden), and whether the launcher waited for it."""
    messages: list[tuple[str, str]]
    """Each message box: its title and its text."""


class Control(VBAObject):
    """The button that was pressed."""

    def __init__(self, button: str) -> None:
        self.button = button

    @member(name="ID")
    def button_id(self) -> str:
        return self.button


class Window(VBAObject):
    """Application: all that the launcher may know of it is its window."""

    @member(name="Hwnd")
    def hwnd(self) -> int:
        return HWND


class Book(VBAObject):
    """The active workbook: all that the launcher may know of it is its name."""

    def __init__(self, name: str) -> None:
        self.name = name

    @member(name="Name")
    def book_name(self) -> str:
        return self.name


class Variables(VBAObject):
    """The environment of a process."""

    def __init__(self) -> None:
        self.values = {"TEMP": r"C:\Temp", "OS": "Windows_NT"}

    @member(name="Item", default=True)
    def item(self, name: str) -> str:
        return self.values.get(name, "")

    @setter("Item")
    def set_item(self, name: str, value: str) -> None:
        self.values[name] = value


class Shell(VBAObject):
    """WScript.Shell, with a registry of one value; `start` stands for a program."""

    def __init__(self, python: str | None, start: Callable[[list[str]], int]) -> None:
        self.python = python
        self.start = start
        self.variables = Variables()
        self.started: list[list[str]] = []
        self.windows: list[tuple[int, bool]] = []

    @method(name="RegRead")
    def read(self, name: str) -> str:
        if name != REGISTERED or self.python is None:
            raise VBARuntimeError(-2147024894, "Unable to open registry key")
        return self.python

    @member(name="Environment")
    def environment(self, kind: str) -> Variables:
        assert kind == "PROCESS"
        return self.variables

    @method(name="Run")
    def run(self, command: str, window: int, wait: bool) -> int:
        self.started.append(split(expand(command, self.variables.values)))
        self.windows.append((int(window), bool(wait)))
        return self.start(self.started[-1])


class Host(ExcelBridge):
    """Excel as far as the launcher needs it; its own workbook is the built add-in."""

    def __init__(self, excel: ExcelApplication, shell: Shell | None, book: str | None) -> None:
        super().__init__(excel.application)
        self.shell = shell
        self.known = {
            "application": Window(),
            "activeworkbook": NOTHING if book is None else Book(book),
        }

    def global_object(self, name: str) -> object:
        return self.known[name] if name in self.known else super().global_object(name)

    def create(self, type_name_: str) -> object:
        if type_name_ != "WScript.Shell" or self.shell is None:
            raise VBARuntimeError(429, "ActiveX component can't create object")
        return self.shell


def press(
    button: str,
    *,
    book: str | None = "年报.xlsx",
    python: str | None = PYTHON,
    start: Callable[[list[str]], int] | None = lambda _: 0,
) -> Pressed:
    """Press a button of the add-in while this workbook, or none, is active.

    Without `start` the machine has no scripting at all.
    """
    excel = ExcelApplication.open(ADDIN)
    shell = Shell(python, start) if start else None
    excel.interpreter.host = Host(excel, shell, book)
    excel.run("OnAction", Control(button))
    messages = [(title, text) for kind, text, title, _ in excel.dialogs if kind == "MsgBox"]
    return Pressed(shell.started, shell.windows, messages) if shell else Pressed([], [], messages)


def expand(line: str, variables: dict[str, str]) -> str:
    """The line with %NAME% replaced by the variable, once; a name that is none stays."""
    return re.sub(r"%([^%]+)%", lambda name: variables.get(name[1], name[0]), line)


def split(line: str) -> list[str]:
    """The arguments in a command line: a backslash means itself unless quotes follow."""
    found: list[str] = []
    current: str | None = None
    quoted = False
    for slashes, quote, other in re.findall(r'(\\*)(?:(")|([^\\"]|$))', line):
        if quote:
            current = (current or "") + "\\" * (len(slashes) // 2)
            if len(slashes) % 2:
                current += '"'
            else:
                quoted = not quoted
            continue
        if slashes:
            current = (current or "") + slashes
        if other == " " and not quoted:
            found += [] if current is None else [current]
            current = None
        elif other:
            current = (current or "") + other
    return found if current is None else [*found, current]
