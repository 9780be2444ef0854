"""Checks and marks the files that were dropped on 核对年报.cmd.

For WPS, and for computers on which no macro may run. Explorer quotes a path only where it
has blanks, so that cmd would take a path apart at an ampersand: the batch file hands over
the command line that started it, untouched, and it is read here.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from gikxl.cli import main
from gikxl.cli.console import ERRORS, USAGE, say

VARIABLE = "GIKXL_DROPPED"
"""The environment variable with the command line of cmd."""
MARKED = "-校验"
_PATH = re.compile(r'"([^"]*)"|(\S+)')


def dropped(command_line: str) -> list[str]:
    """The paths behind the batch file in `cmd.exe /c ""batch file" path "path with blanks""`.

    There are none where cmd was not started for a batch file, as when somebody types its name.
    """
    started = re.search(r'\s/c\s+"(.*)"\s*$', command_line, re.IGNORECASE | re.DOTALL)
    words = _PATH.findall(started[1]) if started else []
    return [quoted or plain for quoted, plain in words[1:]]


def check_dropped(paths: Sequence[str]) -> int:
    """Check each, write its marked copy beside it; the highest exit code.

    Where it is a single workbook with findings, the copy is opened.
    """
    if not paths:
        say("请把年报文件（或者放年报的文件夹）拖到“核对年报.cmd”的图标上。")
        return USAGE
    code = 0
    for path in paths:
        out = marked_copy(path)
        found = main(["check", path, "--mark", out])
        if found in (0, ERRORS):
            say(f"标出问题的副本：{out}", "")
        if found == ERRORS and len(paths) == 1:
            _open(out)
        code = max(code, found)
    say("改的时候请改原来的文件，不要改副本。")
    return code


def marked_copy(path: str) -> str:
    """Where the marked copy of a file is written, or the copies of a folder's files."""
    if os.path.isdir(path):
        return os.path.join(path.rstrip("/\\") + MARKED, "")
    from gikxl.write.workbook import suffix_for

    whole = Path(path)
    return str(whole.with_name(whole.stem + MARKED + suffix_for(path)))


def _open(path: str) -> None:
    """Open a file with the program of its kind, where the system has such a thing."""
    if hasattr(os, "startfile"):
        os.startfile(path)  # noqa: S606 - the copy just written


if __name__ == "__main__":
    raise SystemExit(check_dropped(dropped(os.environ.get(VARIABLE, ""))))
