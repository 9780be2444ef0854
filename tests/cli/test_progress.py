"""The bar passes every file on and tells what was found so far."""

import pytest

from gikxl.cli.progress import counted, shown
from gikxl.finding import CheckedFile
from gikxl.jobs.check import Checked


def test_files_are_passed_on_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = ["pass", "fail", "pass", "unreadable"]
    files = [Checked(CheckedFile(str(n), v, None, None, None, ())) for n, v in enumerate(verdicts)]

    passed_on = list(shown(files, len(files)))

    assert passed_on == files
    told = capsys.readouterr()
    assert told.out == ""
    assert "4/4" in told.err
    assert "通过 2，未通过 1，无法读取 1" in told.err


def test_items_are_passed_on_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(counted(iter("ab"), 2)) == ["a", "b"]
    assert "2/2" in capsys.readouterr().err
