"""The batch files. No Windows runs here: their text and bytes are held, not what cmd does."""

import re
from pathlib import Path

import pytest

from gikxl.addin.batch import batch_file

WORKBOOK = Path(__file__).parents[2] / "workbook"
SOURCES = {
    name: (WORKBOOK / "addin" / name).read_text("utf-8") for name in ("check.cmd", "install.cmd")
}


def test_the_committed_batch_file_is_up_to_date() -> None:
    assert (WORKBOOK / "核对年报.cmd").read_bytes() == batch_file(SOURCES["check.cmd"])


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES)
def test_bytes(text: str) -> None:
    batch = batch_file(text)
    assert batch.count(b"\r\n") == batch.count(b"\n") == text.count("\n")
    assert batch.decode("gbk").replace("\r\n", "\n") == text
    lines = text.split("\n")
    first_chinese = next(at for at, line in enumerate(lines) if not line.isascii())
    assert "chcp 936 >nul" in lines[:first_chinese]


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES)
def test_every_label_is_there_and_every_path_is_quoted(text: str) -> None:
    labels = set(re.findall(r"^:(\w+)$", text, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", text)) == labels
    for line in text.splitlines():
        code = "" if line.startswith(("rem ", "echo ")) else line
        # Within quotes an ampersand or a bracket in a path is nothing but a character.
        bare = re.sub(r'"[^"]*"', "", code)
        assert not re.search(r"%\w+%|!\w+!|%~", bare), line


def test_files_are_handed_over_as_they_were_dropped() -> None:
    lines = SOURCES["check.cmd"].splitlines()
    assert 'set "GIKXL_DROPPED=!cmdcmdline!"' in lines
    assert '"!GIKXL_PYTHON!" -I -B -X utf8 -m gikxl.cli.dropped' in lines
    assert not re.search(r"%[*1-9]|%~[a-z]*[1-9]", SOURCES["check.cmd"])
    assert lines[-1] == "exit"


def test_characters_that_cmd_could_take_for_signs_are_refused() -> None:
    assert "陓".encode("gbk")[1:] == b"|"
    with pytest.raises(ValueError, match="陓"):
        batch_file("echo 陓\n")
    with pytest.raises(UnicodeEncodeError):
        batch_file("echo 😀\n")
