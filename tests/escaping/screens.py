"""What is shown: on a terminal, to programs, in Excel."""

import contextlib
import io
import json
import os
import re
from pathlib import Path
from typing import Any
from unicodedata import category
from unittest import mock

from gikxl.cli import main
from gikxl.cli.console import complain, say, say_json
from gikxl.excel.commands import next_
from gikxl.excel.dialogs import choose, confirm, tell
from gikxl.excel.sheets import as_text
from gikxl.finding import CheckedFile, Finding
from gikxl.write.drawing import draw, width
from gikxl.write.excerpt import Cell, Excerpt, Line
from gikxl.write.text import Summary, write_file
from tests.escaping.strings import is_shown, line

_OWN_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_MOST_IN_A_NAME = 200
_OBEYED = ("Cc", "Cf", "Cs", "Zl", "Zp")


def finding(nasty: str, severity: Any = "error") -> Finding:
    """A finding in which everything but its code was written by a stranger."""
    field = "requests.new.total"
    return Finding(
        "V103", severity, nasty, nasty, (field,), (f"{nasty}!A1",), nasty, nasty, nasty
    )  # fmt: skip


def checked(nasty: str) -> CheckedFile:
    """A file of which every text was written by a stranger."""
    found = (finding(nasty), finding(nasty, "warning"), *[finding(nasty, "notice")] * 2)
    return CheckedFile(nasty, "fail", nasty, 2023, 2021, found)


def excerpt(nasty: str) -> Excerpt:
    """A drawing of which every text was written by a stranger."""
    cells = (Cell(nasty, "wrong", nasty), Cell(nasty, "", ""))
    return Excerpt(nasty, ("A", "B"), ("自然人", "总计"), (Line(1, nasty, cells),))


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def text(nasty: str, _folder: Path) -> None:
    """Its lines are as many as of a harmless string, and nothing but text and our own colours."""
    assert _lines(_text(nasty, io.StringIO())) == _lines(_text(line(nasty), io.StringIO()))
    with mock.patch.dict(os.environ, {"TERM": "xterm", "WT_SESSION": "1", "NO_COLOR": ""}):
        coloured = _text(nasty, _Terminal())
        harmless = _text("甲", _Terminal())
    assert is_shown(_OWN_COLOUR.sub("", coloured), "\n\u3000")
    if line(nasty).strip():
        assert len(_OWN_COLOUR.findall(coloured)) == len(_OWN_COLOUR.findall(harmless))


def _text(nasty: str, out: io.StringIO) -> str:
    file, summary = checked(nasty), Summary()
    write_file(out, file, [excerpt(nasty)] * len(file.findings))
    summary.add(file)
    summary.write(out)
    return out.getvalue()


def _lines(shown: str) -> int:
    assert is_shown(shown, "\n\u3000")
    return shown.count("\n")


def said(nasty: str, folder: Path) -> None:
    """A line stays a line; so do the names of files in the answers of real commands."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        say(nasty, f"写入 {nasty}")
    assert out.getvalue() == f"{line(nasty)}\n{line(f'写入 {nasty}')}\n"
    assert _lines(out.getvalue()) == 2
    name = str(folder / f"{_name(nasty)}.xlsx")
    with contextlib.suppress(FileNotFoundError):
        os.unlink(name)
    shown, code = _run("new", "--unit", "甲局", "--year", "2025", "-o", name)
    assert (code, shown) == (0, f"已生成 {line(name)}\n")
    for arguments in (
        ("check", name),
        ("fill", name, "-o", name.removesuffix(".xlsx") + "-2.xlsx"),
        ("export", name, "-o", name.removesuffix(".xlsx") + ".html"),
    ):
        shown, code = _run(*arguments)
        assert code in (0, 1), shown
        assert is_shown(shown, "\n\u3000")


def _name(nasty: str) -> str:
    """The string as a file may be called here: only a slash and NUL cannot be in it."""
    plain = nasty.encode("utf-8", "surrogateescape" if _is_on_disk(nasty) else "replace")
    plain = plain.replace(b"/", b"_").replace(b"\0", b"_")[:_MOST_IN_A_NAME]
    return "x" + os.fsdecode(plain)


def _is_on_disk(nasty: str) -> bool:
    """Whether its halves of surrogate pairs are bytes that are no UTF-8, as in names of files."""
    try:
        nasty.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _run(*arguments: str) -> tuple[str, int]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main(arguments)
    return out.getvalue(), code


def complained(nasty: str, folder: Path) -> None:
    """Complaints are text, whatever is not there, not known or not allowed."""
    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        complain(f"{nasty}：没有", nasty)
        for arguments in (
            ["check", str(folder / "不在" / _name(nasty))],
            ["check", "x.xlsx", "--select", nasty],
            ["explain", nasty],
            ["new", "--year", "2025", "--level", f"x{nasty}", "-o", str(folder / "甲.xlsx")],
            ["rules", f"--x{nasty}"],
            ["check", "--format", f"x{nasty}", "x.xlsx"],
            [f"x{nasty}"],
        ):
            with contextlib.suppress(SystemExit), contextlib.redirect_stdout(err):
                assert main(arguments) in (2, 3), arguments
    assert is_shown(err.getvalue(), "\n\u3000")


def drawn(nasty: str, _folder: Path) -> None:
    """The lines of a drawing are as wide as each other, their bars below each other."""
    lines = draw(excerpt(nasty))
    assert all(map(is_shown, lines))
    bars = {tuple(width(one[:at]) for at, c in enumerate(one) if c in "|+") for one in lines}
    assert len(bars) == 1 or set(nasty) & set("|+")


def json_text(nasty: str, _folder: Path) -> None:
    """It comes back as it was, but for half characters, and can be looked at on a terminal."""
    out = io.StringIO()
    say_json({"字": [nasty, {nasty: 1}]}, out)
    assert not any(category(char) in _OBEYED for char in out.getvalue() if char != "\n")
    whole = re.sub("[\ud800-\udfff]", "?", nasty)
    assert json.loads(out.getvalue()) == {"字": [whole, {whole: 1}]}
    assert json.loads(out.getvalue().encode()) == json.loads(out.getvalue())


class _App:
    """As much of Excel as a message needs."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def alert(self, prompt: str, **_: object) -> str:
        self.said.append(prompt)
        return "ok"


def excel(nasty: str, _folder: Path) -> None:
    """A message fits on the screen; what the status bar shows is one line."""
    app: Any = _App()
    tell(app, nasty, *[nasty] * 40)
    confirm(app, nasty)
    choose(app, f"“{nasty}”？", nasty)
    for prompt in app.said:
        assert is_shown(prompt, "\n\u3000")
        assert len(prompt.split("\n")) <= 24
        assert max(map(len, prompt.split("\n"))) <= 120
    assert is_shown(next_._told(finding(nasty)))


def excel_cell(nasty: str, _folder: Path) -> None:
    """Excel takes it for a text: behind an apostrophe, or because nothing else it can be."""
    given = as_text(nasty)
    if given is None:
        assert not nasty
        return
    assert is_shown(given, "\n\u3000")
    assert len(given) <= 32_768
    seen = given[1:] if given.startswith("'") else given
    if nasty.isprintable():
        assert seen == nasty[:32_767]
    if not given.startswith("'"):
        assert not given.startswith(("=", "+", "-", "@"))
        assert re.search("[一-鿿]", given)
