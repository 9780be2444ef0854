"""Installing the add-in: what is copied and recorded, and what stays when it cannot be."""

import hashlib
import os
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from gikxl.addin.install import ExcelIsOpen, install, marked, remove, status
from gikxl.addin.windows import USER, NotWindows, Windows, this_windows
from tests.addin.windows import windows

ADDIN = b"PK the add-in"
KEY = r"Software\gikxl"


@pytest.fixture
def pc(tmp_path: Path) -> Windows:
    return windows(tmp_path)


def test_install_copies_the_addin_and_records_this_python(pc: Windows) -> None:
    now = install(pc, addin=ADDIN)
    path = pc.roaming / "Microsoft" / "Excel" / "XLSTART" / "gikxl.xlam"
    assert path.read_bytes() == ADDIN
    assert [file.name for file in path.parent.iterdir()] == ["gikxl.xlam"]
    assert now == (
        path, True, True, sys.executable, version("gikxl"), hashlib.sha256(ADDIN).hexdigest(),
    )  # fmt: skip
    assert pc.registry.get(USER, KEY, "Python") == sys.executable


def test_a_python_with_any_name_is_recorded_as_it_is(pc: Windows) -> None:
    python = r"C:\Users\张 三&李四\100%(本机)\python.exe"
    assert install(pc, python, ADDIN).python == python
    assert pc.registry.get(USER, KEY, "Python") == python


def test_nothing_installed(pc: Windows) -> None:
    now = status(pc, ADDIN)
    assert (now.installed, now.same, now.python, now.version) == (False, False, "", "")
    assert not pc.startup.exists()


def test_another_version_is_told_and_replaced(pc: Windows) -> None:
    install(pc, addin=b"PK older")
    now = status(pc, ADDIN)
    assert (now.installed, now.same) == (True, False)
    assert install(pc, addin=ADDIN).same


def test_the_mark_of_the_web_is_stripped(pc: Windows) -> None:
    path = install(pc, addin=ADDIN).path
    stream = path.with_name("gikxl.xlam:Zone.Identifier")
    stream.write_text("[ZoneTransfer]\nZoneId=3\n")
    assert marked(path)
    install(pc, addin=ADDIN)
    assert not marked(path)
    assert not stream.exists()


def test_other_workbooks_of_the_folder_are_left_alone(pc: Windows) -> None:
    pc.startup.mkdir(parents=True)
    own = pc.startup / "PERSONAL.XLSB"
    own.write_bytes(b"a clerk's macros")
    install(pc, addin=ADDIN)
    assert remove(pc)
    assert own.read_bytes() == b"a clerk's macros"
    assert os.listdir(pc.startup) == ["PERSONAL.XLSB"]


def test_remove(pc: Windows) -> None:
    install(pc, addin=ADDIN)
    assert remove(pc)
    now = status(pc, ADDIN)
    assert (now.installed, now.python, now.digest) == (False, "", "")
    assert not remove(pc)


def _refuse(*_arguments: object, **_options: object) -> None:
    raise PermissionError(13, "used by another process")


def test_while_excel_has_it_open_nothing_changes(
    pc: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = install(pc, r"C:\old\python.exe", b"PK older")
    monkeypatch.setattr(os, "replace", _refuse)
    monkeypatch.setattr(Path, "unlink", _refuse)
    with pytest.raises(ExcelIsOpen, match="关闭全部 Excel 窗口"):
        install(pc, addin=ADDIN)
    with pytest.raises(ExcelIsOpen, match="关闭全部 Excel 窗口"):
        remove(pc)
    assert status(pc, b"PK older") == before
    assert os.listdir(pc.startup) == ["gikxl.xlam"]


def test_installing_the_same_again_does_not_touch_the_open_file(
    pc: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(pc, r"C:\old\python.exe", ADDIN)
    monkeypatch.setattr(os, "replace", _refuse)
    assert install(pc, r"C:\new\python.exe", ADDIN).python == r"C:\new\python.exe"


@pytest.mark.skipif(sys.platform == "win32", reason="this is Windows")
def test_other_systems_are_told_so() -> None:
    with pytest.raises(NotWindows, match="不是 Windows"):
        this_windows()
