"""The VBA in a program that runs it: LibreOffice, which has no add-ins, gets the .xlsm twin.

Its own Basic calls the functions of the twin and writes down what they return; a module that
does not compile would answer nothing.
"""

import os
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

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
  command = twin.getScriptProvider().getScript( _
    "vnd.sun.star.script:VBAProject.Launcher.CommandLine?language=Basic&location=document")
{calls}
  Print #1, twin.Sheets(0).getCellRangeByName("A1").String
  twin.close(True)
Finish:
  If Err Then Print #1, Error
  Close #1
  StarDesktop.terminate()
End Sub
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


def test_libreoffice_makes_the_same_command_lines(tmp_path: Path) -> None:
    twin = tmp_path / "twin.xlsm"
    builder.write_addin(twin)
    profile = tmp_path / "profile"
    _run(profile, "--terminate_after_init")
    calls = "".join(
        f"  Print #1, command.invoke(Array({_basic(PYTHON)}, {_basic('check')}, {_basic(book)},"
        f" {_basic(str(HWND))}), indexes, outs)\n"
        for book in NASTY
    )
    out = tmp_path / "out.txt"
    driver = DRIVER.format(out=out, twin=twin.as_uri(), calls=calls)
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(MODULE.format(basic=escape(driver)), encoding="utf-8")
    _run(profile, "macro:///Standard.Module1.Main")

    *lines, title = out.read_text(encoding="utf-8").splitlines()
    wanted = [PYTHON, "-I", "-B", "-X", "utf8", "-m", "gikxl.excel", "check"]
    variables = {"GIKXL_PERCENT": "%", "TEMP": "/tmp", "OS": "Linux"}
    assert [split(expand(line, variables)) for line in lines] == [
        [*wanted, f"--wb={book}", "--from_xl=1", f"--hwnd={HWND}"] for book in NASTY
    ]
    assert title == "年报"
