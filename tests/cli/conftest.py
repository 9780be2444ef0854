"""Running the command line in this process, and workbooks to run it on."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from gikxl.cli import main
from tests.cli.workbook import WRONG, write


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: object) -> Ran:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        ran = Ran(code, *capsys.readouterr())
        assert "Traceback" not in ran.out + ran.err
        return ran

    return run


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write(tmp_path / "对.xlsx")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return write(tmp_path / "错.xlsx", overrides=WRONG)
