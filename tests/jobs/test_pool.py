"""The pool: a worker that dies costs one file, and the order stays."""

import os
import signal

from gikxl.finding import CheckedFile
from gikxl.jobs.check import Checked
from gikxl.jobs.pool import check_in_pool
from gikxl.jobs.sources import Source


def check_or_die(source: Source) -> Checked:
    if "kill" in source.path:
        os.kill(os.getpid(), signal.SIGKILL)
    return Checked(CheckedFile(source.path, "pass", None, None, None, ()))


def died(source: Source) -> Checked:
    return Checked(CheckedFile(source.path, "unreadable", None, None, None, ()))


def test_each_file_has_its_verdict_though_workers_die() -> None:
    names = [f"{number}{'kill' if number in (0, 17, 18, 99) else ''}" for number in range(100)]

    checked = [one.file for one in check_in_pool(check_or_die, list(map(Source, names)), died)]

    assert [file.path for file in checked] == names
    unreadable = [file.path for file in checked if file.verdict == "unreadable"]
    assert unreadable == ["0kill", "17kill", "18kill", "99kill"]
