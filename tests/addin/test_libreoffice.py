"""The VBA in a program that runs it: LibreOffice, which has no add-ins, gets the .xlsm twin.

Its own Basic calls the functions of the twin and writes down what they return; a module that
does not compile would answer nothing. What it lacks is replaced, and told at the place.
"""

import os
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.addin.formulas import NO_ANSWER
from tests.addin.launcher import HWND, NASTY, PYTHON, builder, expand, split

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
  script:language="StarBasic">{basic}</script:module>"""
# 4: run the macros of this one document without asking.
DRIVER = """
Sub Main
  Dim options(0) As New com.sun.star.beans.PropertyValue
  Dim indexes(), outs()
  options(0).Name = "MacroExecutionMode"
  options(0).Value = 4
  Open "{out}" For Output As #1
  On Error Goto Finish
  twin = StarDesktop.loadComponentFromURL("{twin}", "_blank", 0, options())
{calls}
  twin.close(True)
  finished = True
Finish:
  If Not finished Then Print #1, Error
  Close #1
  StarDesktop.terminate()
End Sub
"""
LAUNCH = """
  command = twin.getScriptProvider().getScript( _
    "vnd.sun.star.script:VBAProject.Launcher.CommandLine?language=Basic&location=document")
{calls}
  Print #1, twin.Sheets(0).getCellRangeByName("A1").String
"""
COMPUTE = """
  twin.Sheets.insertNewByName("s", 1)
  sheet = twin.Sheets.getByName("s")
{calls}
"""


def _basic(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _run(profile: Path, *arguments: str) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # Basic writes files in the character set of the locale.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [*command, *arguments], check=True, capture_output=True, timeout=120, env=environment
    )


def _written(tmp_path: Path, calls: str) -> list[str]:
    """What these lines of Basic print, with the twin loaded as `twin`."""
    twin, profile, out = tmp_path / "twin.xlsm", tmp_path / "profile", tmp_path / "out.txt"
    builder.write_addin(twin)
    _run(profile, "--terminate_after_init")
    driver = DRIVER.format(out=out, twin=twin.as_uri(), calls=calls)
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(MODULE.format(basic=escape(driver)), encoding="utf-8")
    _run(profile, "macro:///Standard.Module1.Main")
    return out.read_text(encoding="utf-8").splitlines()


def test_libreoffice_makes_the_same_command_lines(tmp_path: Path) -> None:
    calls = "".join(
        f"  Print #1, command.invoke(Array({_basic(PYTHON)}, {_basic('check')}, {_basic(book)},"
        f" {_basic(str(HWND))}), indexes, outs)\n"
        for book in NASTY
    )
    *lines, title = _written(tmp_path, LAUNCH.format(calls=calls))
    wanted = [PYTHON, "-I", "-B", "-X", "utf8", "-m", "gikxl.excel", "check"]
    variables = {"GIKXL_PERCENT": "%", "TEMP": "/tmp", "OS": "Linux"}
    assert [split(expand(line, variables)) for line in lines] == [
        [*wanted, f"--wb={book}", "--from_xl=1", f"--hwnd={HWND}"] for book in NASTY
    ]
    assert title == "年报"


def test_libreoffice_computes_the_functions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells of its own, in formulas; it has no Value2, no Decimal and no Windows scripting."""
    plain = builder._text

    def text(name: str) -> str:
        return str(plain(name)).replace(".Value2", ".Value").replace("CDec(", "CDbl(")

    monkeypatch.setattr(builder, "_text", text)
    cells: dict[str, float | str] = {"A1": 3525, "A2": 121, "B1": 3518, "B2": 128, "B3": "-"}
    cells |= {"B4": " ", "C1": "3件"}
    formulas = {
        "=GIKXL_DIFF(A1:A2;B1:B5)": "0",
        "=GIKXL_DIFF(A:A;B1)": "128",
        "=GIKXL_DIFF(A1:B2;A1:A2)": "3646",
        "=GIKXL_DIFF({1|2|3};{4.5})": "1.5",
        "=GIKXL_DIFF(Y1:Z9;A2)": "-121",
        "=GIKXL_DIFF(A1:C1;B1:B2)": NO_ANSWER,
        "=GIKXL_CHECK(A1:B2)": NO_ANSWER,
        "=GIKXL_SAY(A1:B2;C1)": NO_ANSWER,
    }
    lines = [
        f"  sheet.getCellRangeByName({_basic(name)})."
        + (f"String = {_basic(value)}" if isinstance(value, str) else f"Value = {value}")
        for name, value in cells.items()
    ]
    for row, formula in enumerate(formulas, 1):
        cell = f'sheet.getCellRangeByName("E{row}")'
        lines += [f"  {cell}.Formula = {_basic(formula)}", f"  Print #1, {cell}.String"]
    printed = _written(tmp_path, COMPUTE.format(calls="\n".join(lines)))
    assert printed == list(formulas.values())
