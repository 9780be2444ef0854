"""One file through the real command, in a process of its own, and what came of it."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gikxl.finding import Unreadable
from gikxl.jobs.pool import in_order
from gikxl.read import read
from tests.torture.kinds import READ, Expect

ROOT = Path(__file__).parents[2]
NAMED = {"R116", "V101", "V103", "V104", "V107"}
"""With these a cell is named in which something odd stands: nothing is silent about it."""
HANGS = 20.0
MOST_SECONDS = 2.0
MOST_MEGABYTES = 600.0
EXIT_CODES = (0, 1, 3)


class Outcome(NamedTuple):
    """What a check came to."""

    codes: tuple[str, ...]
    unreadable: bool
    seconds: float
    """Of computing: others may work on this machine."""
    megabytes: float
    trouble: str = ""
    """“crash” or “hang”, and what was printed."""


def run(path: Path) -> Outcome:
    """Check a file as a user does."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "gikxl", "check", str(path), "--format", "json"],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
        )  # fmt: skip
        alarm = threading.Timer(HANGS, process.kill)
        alarm.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        alarm.cancel()
        is_late = time.perf_counter() - began >= HANGS
        out.seek(0)
        err.seek(0)
        said, complaint = out.read(), err.read().decode(errors="replace")
    cost = (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    if is_late:
        return Outcome((), True, *cost, "hang")
    try:
        (file,) = json.loads(said)["files"]
    except (ValueError, KeyError):
        return Outcome((), True, *cost, f"crash {process.returncode}: {complaint[-200:]}")
    trouble = "" if process.returncode in EXIT_CODES else f"crash {process.returncode}"
    if complaint:
        trouble = f"crash: {complaint[-200:]}"
    codes = tuple(finding["code"] for finding in file["findings"])
    return Outcome(codes, file["verdict"] == "unreadable", *cost, trouble)


def readings(paths: Sequence[Path]) -> Iterator[Mapping[str, object]]:
    """By field, the number that is read from each file, or the state of one without a number."""
    return in_order(_reading, [str(path) for path in paths], lambda _path, _why: {})


def _reading(path: str) -> Mapping[str, object]:
    try:
        values = read(path).values
    except Unreadable:
        return {}
    return {
        key: value.state if value.number is None else value.number for key, value in values.items()
    }


def misread(got: Mapping[str, object], expect: Expect, outcome: Outcome) -> str:
    """What was read that does not stand there; fields that were not read do not count here."""
    if outcome.unreadable or not NAMED.isdisjoint(outcome.codes):
        return ""
    true = READ if isinstance(expect, str) else expect
    wrong = [f"{key}={value} (is {true[key]})" for key, value in got.items() if value != true[key]]
    return ", ".join(wrong[:3])


def surprise(got: Mapping[str, object], expect: Expect, outcome: Outcome) -> str:
    """How what came of it differs from what is expected."""
    told = " ".join(dict.fromkeys(outcome.codes)) or "nothing"
    if isinstance(expect, str):
        return "" if expect in outcome.codes else f"{told} instead of {expect}"
    if outcome.unreadable:
        return f"{told} instead of its numbers"
    missing = expect.keys() - got.keys()
    return f"not read: {', '.join(sorted(missing)[:3])}" if missing else ""
