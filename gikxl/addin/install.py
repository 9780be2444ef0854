"""Puts the add-in where Excel finds it, takes it away, and says what is there.

Excel opens every workbook in the XLSTART folder when it starts and trusts it, so copying
the file is all: no administrator's rights, and Excel itself is not started. Which Python
the buttons run stands in the registry (KEY, of the person who installs): VBA reads
files in the code page of the system, which a path with other characters would not survive.
"""

import contextlib
import hashlib
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from gikxl.addin.windows import USER, Windows
from gikxl.write.files import replacing

NAME = "gikxl.xlam"
KEY = r"Software\gikxl"
PYTHON, VERSION, DIGEST = "Python", "Version", "SHA256"
MARK_OF_THE_WEB = ":Zone.Identifier"


class ExcelIsOpen(Exception):
    """The add-in cannot be replaced while Excel has it open; the text says so in Chinese."""


class Status(NamedTuple):
    """What is installed."""

    path: Path
    """Where the add-in is, or would be."""
    installed: bool
    same: bool
    """Whether it is the very file that this gikxl brings."""
    python: str
    """The Python that the buttons run, as recorded; empty if none is."""
    version: str
    """The version of gikxl that installed it, as recorded."""
    digest: str
    """The SHA-256 of the file that was installed, as recorded."""


def packaged() -> bytes:
    """The add-in that this gikxl brings."""
    return files("gikxl.addin").joinpath(NAME).read_bytes()


def own_python() -> str:
    """The Python that is running, which has gikxl among its packages."""
    return sys.executable


def install(windows: Windows, python: str = "", addin: bytes | None = None) -> Status:
    """Install the add-in and record the Python for its buttons, this one if none is named.

    ExcelIsOpen if Excel holds the file; other OSErrors pass through. What was installed
    before stays as it was then.
    """
    content = packaged() if addin is None else addin
    path = windows.startup / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        if not path.exists() or path.read_bytes() != content:
            with replacing(path) as file:
                file.write(content)
        strip_mark(path)
    except PermissionError as error:
        raise ExcelIsOpen(_held(path)) from error
    for name, text in (
        (PYTHON, python or own_python()),
        (VERSION, version("gikxl")),
        (DIGEST, hashlib.sha256(content).hexdigest()),
    ):
        windows.registry.set(KEY, name, text)
    return status(windows, content)


def remove(windows: Windows) -> bool:
    """Take the add-in and the record away; False if there was no add-in.

    ExcelIsOpen if Excel holds the file, and then nothing is changed.
    """
    path = windows.startup / NAME
    was_there = path.exists()
    try:
        path.unlink(missing_ok=True)
    except PermissionError as error:
        raise ExcelIsOpen(_held(path)) from error
    windows.registry.delete(KEY)
    return was_there


def status(windows: Windows, addin: bytes | None = None) -> Status:
    """What is installed; nothing is changed."""
    path = windows.startup / NAME
    here = path.read_bytes() if path.exists() else None
    recorded = {
        name: str(windows.registry.get(USER, KEY, name) or "") for name in (PYTHON, VERSION, DIGEST)
    }
    return Status(
        path=path,
        installed=here is not None,
        same=here == (packaged() if addin is None else addin),
        python=recorded[PYTHON],
        version=recorded[VERSION],
        digest=recorded[DIGEST],
    )


def marked(path: Path) -> bool:
    """Whether Windows remembers that a file came from the internet, and so blocks its macros."""
    return _stream(path).exists()


def strip_mark(path: Path) -> None:
    """Let Windows forget that a file came from the internet."""
    with contextlib.suppress(FileNotFoundError):
        _stream(path).unlink()


def _stream(path: Path) -> Path:
    """The alternate data stream in which NTFS keeps the mark."""
    return path.with_name(path.name + MARK_OF_THE_WEB)


def _held(path: Path) -> str:
    return (
        f"不能改动 {path}：文件正被 Excel 打开，或者没有权限。"
        "请关闭全部 Excel 窗口（任务管理器里也没有 Excel 了）再试。"
    )
