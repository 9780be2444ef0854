"""The worksheet functions of the built add-in, interpreted, in an Excel that is a model.

What they ask of Windows is a stand-in that does it: files are written and read, and a command
line is run in a process of its own.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._bridge import ExcelBridge
from pyopenvba.interpreter import EMPTY, VBAObject, VBARuntimeError, member, method

from tests.addin.launcher import ADDIN, Shell

NO_PYTHON = "没有找到年报工具：请双击安装文件夹里的“安装.cmd”，再按 Ctrl+Alt+F9"
NO_ANSWER = (
    "年报工具没有算出结果：请按 Ctrl+Alt+F9 再算一次；"
    "还是这样，再双击一次“安装.cmd”，它会说明哪里有问题"
)
TOO_LARGE = "区域太大：请只选一张表，连同表头"
"""What a cell says where a function has no result."""

TEMPORARY = 2
READING = 1
UNICODE = -1


class Folder(VBAObject):
    """A folder of Scripting.FileSystemObject."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @member(name="Path", default=True)
    def folder_path(self) -> str:
        return str(self.path)


class Stream(VBAObject):
    """An open text file, in UTF-16 behind a byte order mark."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @method(name="Write")
    def write(self, text: str) -> object:
        with self.path.open("ab") as file:
            file.write(text.encode("utf-16-le", "surrogatepass"))
        return EMPTY

    @method(name="ReadAll")
    def read(self) -> str:
        content = self.path.read_bytes()
        assert content[:2] == b"\xff\xfe"
        if len(content) == 2:
            raise VBARuntimeError(62, "Input past end of file")
        return content[2:].decode("utf-16-le")

    @method(name="Close")
    def close(self) -> object:
        return EMPTY


class FileSystem(VBAObject):
    """Scripting.FileSystemObject, with a temporary folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.requests: list[str] = []
        self._names = iter(range(10_000))

    @method(name="GetSpecialFolder")
    def special(self, which: int) -> Folder:
        assert which == TEMPORARY
        return Folder(self.folder)

    @method(name="GetTempName")
    def name(self) -> str:
        return f"rad{next(self._names):05X}.tmp"

    @method(name="BuildPath")
    def join(self, folder: str, name: str) -> str:
        return str(Path(folder, name))

    @method(name="CreateTextFile")
    def create(self, path: str, overwrite: bool, unicode: bool) -> Stream:
        assert unicode
        if not self.folder.is_dir():
            raise VBARuntimeError(76, "Path not found")
        with Path(path).open("wb" if overwrite else "xb") as file:
            file.write(b"\xff\xfe")
        return Stream(Path(path))

    @method(name="OpenTextFile")
    def open(self, path: str, mode: int, create: bool, format_: int) -> Stream:
        assert (mode, create, format_) == (READING, False, UNICODE)
        if not Path(path).exists():
            raise VBARuntimeError(53, "File not found")
        return Stream(Path(path))

    @method(name="DeleteFile")
    def delete(self, path: str) -> object:
        file = Path(path)
        if not file.exists():
            raise VBARuntimeError(53, "File not found")
        if not path.endswith(".answer"):
            self.requests.append(file.read_bytes().decode("utf-16", "surrogatepass"))
        file.unlink()
        return EMPTY


class Host(ExcelBridge):
    """Excel, with the objects of Windows that the functions may ask for."""

    def __init__(self, excel: ExcelApplication, objects: dict[str, VBAObject]) -> None:
        super().__init__(excel.application)
        self.objects = objects

    def create(self, type_name_: str) -> object:
        if type_name_ not in self.objects:
            raise VBARuntimeError(429, "ActiveX component can't create object")
        return self.objects[type_name_]


def run(arguments: list[str]) -> int:
    """Run a command line; its exit code."""
    return subprocess.run(
        arguments, cwd="/", capture_output=True, timeout=120, check=False
    ).returncode


class Worksheet:
    """A workbook with the add-in beside it; `compute` is what a formula does."""

    def __init__(
        self,
        folder: Path,
        *,
        book: Path | None = None,
        sheet: int | str = 1,
        python: str | None = sys.executable,
        start: Callable[[list[str]], int] = run,
    ) -> None:
        self.excel = ExcelApplication.open(ADDIN)
        self.shell = Shell(python, start)
        self.files = FileSystem(folder)
        objects = {"WScript.Shell": self.shell, "Scripting.FileSystemObject": self.files}
        self.excel.interpreter.host = Host(self.excel, objects)
        opened = self.excel.open_workbook(book) if book else self.excel.add_workbook()
        self.sheet = self.excel.sheet(sheet, workbook=opened)

    def fill(self, rows: list[list[Any]]) -> str:
        """Write values from A1 on, None for a blank; the range they stand in."""
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values):
                if value is not None:
                    self.sheet.set_value(f"{chr(65 + column)}{row}", value)
        return f"A1:{chr(64 + len(rows[0]))}{len(rows)}"

    def cells(self, reference: str) -> Any:
        """A range, of one area or several."""
        return self.sheet.sheet.vba_get("Range", [reference])

    def compute(self, function: str, *arguments: Any) -> Any:
        """The value of a formula; a text as an argument is one, a range is `cells`."""
        return self.excel.run(function, *arguments)
