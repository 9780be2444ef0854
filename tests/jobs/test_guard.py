"""A single file is read in another process: whatever becomes of that, there is an answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gikxl.jobs.limits import seconds_for
from gikxl.jobs.lost import DIED, HUNG, TOO_MUCH_MEMORY, WAITED, answer_to
from gikxl.read.refusal import OUT_OF_BOUNDS, OWN_FAULT, TOO_SLOW

if not hasattr(os, "fork"):
    pytest.skip("这里没有 fork", allow_module_level=True)

PROGRAM = """
import os, sys, time
from gikxl.cli import run
from gikxl.jobs import check

def read(path):
    {does}

check.read = read
sys.argv = ["gikxl", "check", "年报.xlsx", *{more}]
run()
"""


def check(does: str, *more: str) -> tuple[int, str, str]:
    """Run the command with a reader that does this."""
    program = PROGRAM.format(does=does, more=list(more))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("does", "code"),
    [
        ("os.abort()", "F017"),
        ("os.kill(os.getpid(), 9)", "F017"),
        ("os._exit(0)", "F017"),
        ("bytearray(1_000_000_000)", "F017"),
        ("raise MemoryError", "F017"),
        ("while True: pass", "F016"),
        ("raise KeyError(path)", "F013"),
    ],
)
def test_whatever_happens_there_is_one_coded_answer(does: str, code: str) -> None:
    returned, out, err = check(does, "--format", "json")
    (file,) = json.loads(out)["files"]
    assert (returned, err) == (3, "")
    assert (file["verdict"], [f["code"] for f in file["findings"]]) == ("unreadable", [code])


def test_what_libraries_print_is_not_passed_on_and_what_the_program_says_is() -> None:
    noise = "os.write(2, b'thread panicked'); os.abort()"
    assert check(noise)[2] == ""
    wrong = "raise ValueError('no such thing')"
    returned, out, err = check(wrong)
    assert (returned, "F013" in out, err) == (3, True, "")


def test_a_wrong_option_is_told_once_and_a_result_goes_into_its_file(tmp_path: Path) -> None:
    returned, out, err = check("os.abort()", "--select", "Z999")
    assert (returned, out, err.count("gikxl：")) == (2, "", 1)
    target = tmp_path / "结果.json"
    returned, out, err = check("os.abort()", "--format", "json", "-o", str(target))
    assert (returned, out, err) == (3, "", "")
    assert (
        json.loads(target.read_text(encoding="utf-8"))["files"][0]["findings"][0]["code"] == "F017"
    )


def test_each_reason_has_its_refusal() -> None:
    told = [answer_to(why).finding.code for why in (DIED, TOO_MUCH_MEMORY, WAITED, "KeyError：'x'")]
    assert told == [OUT_OF_BOUNDS.code, OUT_OF_BOUNDS.code, TOO_SLOW.code, OWN_FAULT.code]
    assert answer_to(HUNG.format(seconds=1)).finding.code == TOO_SLOW.code


def test_what_a_file_may_cost_goes_by_its_size_and_kind(tmp_path: Path) -> None:
    for name, size, seconds in (("a.xlsx", 0, 1), ("b.xlsx", 5_000_000, 2), ("c.pdf", 300_000, 4),
                                ("d.PDF", 50_000_000, 60)):  # fmt: skip
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
        assert seconds_for(str(tmp_path / name)) == seconds
    assert seconds_for("nowhere\0") == 1
