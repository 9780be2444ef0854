"""The command line as a process of its own: encodings, closed pipes, interruptions."""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gikxl.cli.arguments import parser
from gikxl.write.template import write_template
from tests import figures

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
COMMAND = [sys.executable, "-m", "gikxl"]


@pytest.fixture
def path(tmp_path: Path) -> str:
    source, path = figures.report("hongze_2023"), str(tmp_path / "年报.xlsx")
    wrong = {"disputes.reconsideration.total": 0}
    write_template(path, source.form, report=source, overrides=wrong)
    return path


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_a_check(path: str) -> None:
    ran = run("check", path)
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert "H401" in ran.stdout.decode()
    assert run("check", f"{path}x").returncode == 3
    assert run("check").returncode == 2


def test_no_terminal_encoding_breaks_it(path: str) -> None:
    for encoding in ("gbk", "ascii", "latin-1"):
        ran = run("check", path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert (ran.returncode, ran.stderr) == (1, b"")
        assert b"H401" in ran.stdout
        assert ran.stdout.decode(encoding)


@pytest.mark.parametrize(
    "arguments", [["check", "--format=json"], ["check", "--format=html"], ["rules", "--markdown"]]
)
def test_what_programs_read_is_utf8_whatever_the_terminal_has(
    path: str, arguments: list[str]
) -> None:
    files = [path] if arguments[0] == "check" else []
    ran = run(*arguments, *files, PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert "总计" in ran.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text(path: str, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/\xff\xfe.xlsx"
    os.rename(path, odd)
    for form in ("text", "json", "html"):
        ran = run("check", os.fsdecode(odd), f"--format={form}")
        assert (ran.returncode, ran.stderr) == (1, b"")
        assert "H401" in ran.stdout.decode()
        ran = run("check", os.fsdecode(odd), f"--format={form}", "-o", str(tmp_path / "out"))
        assert (ran.returncode, ran.stderr) == (1, b"")


@pytest.mark.skipif(os.name == "nt", reason="pipes end in another way there")
def test_a_reader_that_leaves_early_is_no_fault(path: str) -> None:
    for arguments in (["check", path], ["rules", "--markdown"], ["rules"]):
        reading, writing = os.pipe()
        os.close(reading)
        with open(writing, "wb") as closed:
            ran = subprocess.run(
                [*COMMAND, *arguments],
                cwd=ROOT, stdout=closed, stderr=subprocess.PIPE, check=False, timeout=60,
            )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (1, b"")


@pytest.mark.skipif(os.name == "nt", reason="interrupted in another way there")
def test_an_interruption_is_answered_in_one_line() -> None:
    """The process is caught while it waits for its reader."""
    with subprocess.Popen(
        [*COMMAND, "check", *(f"没有{number}.xlsx" for number in range(3000))],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.read(1)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode() == "gikxl：已中断。\n"


def test_many_files(path: str, tmp_path: Path) -> None:
    folder = tmp_path / "多"
    folder.mkdir()
    for number in range(41):
        (folder / f"{number:02}.xlsx").hardlink_to(path)
    ran = run("check", str(folder), "--format=json", "--select=H4")
    assert (ran.returncode, ran.stderr) == (1, b"")
    files = json.loads(ran.stdout)["files"]
    assert [Path(file["path"]).name for file in files] == [f"{n:02}.xlsx" for n in range(41)]
    assert {file["verdict"] for file in files} == {"fail"}


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every command with its options."""
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                options = [o for a in command._actions for o in a.option_strings]
                yield name, [option for option in options if option not in ("-h", "--help")]


def test_every_command_and_option_is_in_the_readme() -> None:
    quoted = re.findall(r"```.*?```|`[^`]+`", README.read_text(encoding="utf-8"), re.DOTALL)
    words = {word for text in quoted for word in re.findall(r"[\w-]+", text)}
    missing = {name: [o for o in options if o not in words] for name, options in commands()}
    assert {name for name in missing if name not in words} == set()
    assert {name: options for name, options in missing.items() if options} == {}
