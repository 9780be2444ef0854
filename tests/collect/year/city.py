"""A city that collects: its roster, its post, its folder, and the commands it gives."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Submission
from tests.collect.dovecot import CODE, Dovecot
from tests.collect.year.post import Post, right
from tests.collect.year.table import COUNTIES, DUE, LINES, YEAR, Line, unit

LAST_YEAR = tuple(
    line
    for line in LINES
    if line.unit.startswith(COUNTIES[0][:3])
    or line.unit in map(unit, ("人民政府（本级）", "教育局", "公安局"))
)
"""Those who were collected last year: one county, the city's own part, two offices."""
_OF_THE_RUN = ("sound", "made", "written")
"""Settings that tell of runs and of the roll-up, not of what was received."""


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


class Wave(NamedTuple):
    """What a run of collecting came to, and what `--json` says."""

    code: int
    said: Mapping[str, Any]
    came: tuple[Submission, ...]
    """All that the ledger had then."""

    def number(self, unit: str, file: str = "") -> int:
        """The newest report from a unit's address whose file's name has this in it."""
        mail = next(line.mail for line in LINES if line.unit == unit)
        return max(one.number for one in self.came if one.sender == mail and file in one.name)

    @property
    def units(self) -> dict[str, Mapping[str, Any]]:
        """The units by their names."""
        return {one["unit"]: one for one in self.said["units"]}

    @property
    def stands(self) -> dict[str, str]:
        """The status of each unit."""
        return {name: one["status"] for name, one in self.units.items()}

    def questions(self) -> dict[str, list[set[int]]]:
        """Of each unit that is to be decided, the numbers named in each of its questions."""
        return {
            name: [_numbers(text) for text in one["questions"]]
            for name, one in self.units.items()
            if one["status"] == "question"
        }


class City:
    """The folder of a scene, and what is done in it."""

    def __init__(self, folder: Path, server: Dovecot | None) -> None:
        self.folder = folder
        self.post = Post(folder, server)
        self.out = folder / f"{YEAR}年收集"
        self.before = folder / f"{YEAR - 1}年收集"
        self._ca = ["--ca", server.ca] if server else []

    def run(self, *arguments: object, code: str = CODE) -> Ran:
        """Run a command to its end."""
        done = subprocess.run(
            _command(arguments), capture_output=True, text=True, env=_environment(code)
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    def collect_last_year(self) -> Wave:
        """The year before: fewer units, all of whom sent a folder of workbooks."""
        source = self.folder / "上年来件"
        source.mkdir()
        for line in LAST_YEAR:
            (source / f"{line.unit}.xlsx").write_bytes(right(line.unit, 1, YEAR - 1))
        roster = self.roster("上年名单.xlsx", LAST_YEAR)
        options = ["--roster", roster, "--year", YEAR - 1, "--json"]
        return _wave(self.run("collect", source, "-o", self.before, *options), self.before)

    def collect(self, *options: object, out: Path | None = None) -> Wave:
        """Collect from all the ways that mails took."""
        out = out or self.out
        return _wave(self.run(*self._collecting(out), *options, "--json"), out)

    def collect_again(self) -> Ran:
        """The same for people to read."""
        return self.run(*self._collecting(self.out))

    def kill(self, out: Path, originals: int) -> bool:
        """Collect, and kill it once so many originals are new; whether that came in time."""
        there = len(list((out / "原件").iterdir()))
        process = subprocess.Popen(
            _command(self._collecting(out)), stdout=subprocess.DEVNULL,
            env=_environment(CODE), start_new_session=True,
        )  # fmt: skip
        while process.poll() is None and len(os.listdir(out / "原件")) < there + originals:
            time.sleep(0.001)
        killed = process.poll() is None
        process.kill()
        process.wait()
        return killed

    def decide(self, verb: str, number: int, reason: str) -> Ran:
        """Decide about a submission."""
        return self.run("collect", verb, number, "-o", self.out, "--reason", reason)

    def roster(self, name: str, lines: Sequence[Line] = LINES) -> Path:
        """The roster as a workbook; the city's own part is marked as such."""
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["单位", "简称", "上级", "级别", "邮箱", "截止日期"])
        for line in lines:
            level = "本级" if line.number == 1 else None
            sheet.append([line.unit, None, line.parent, level, line.mail, DUE])
        book.save(self.folder / name)
        return self.folder / name

    def _collecting(self, out: Path) -> list[object]:
        return ["collect", *self.post.sources, "-o", out, *self._ca]


def ledger(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that a ledger holds, but for the runs and what tells of them."""
    with closing(sqlite3.connect(folder / "台账.sqlite")) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name: _rows(connection, name) for (name,) in names.fetchall() if name != "runs"}


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(column for column in columns if column != "run")
    rows = connection.execute(f"SELECT {kept} FROM {table}").fetchall()
    return sorted(row for row in rows if table != "settings" or row[0] not in _OF_THE_RUN)


def _numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"collect (?:accept|reject) (\d+)", text)}


def _wave(ran: Ran, out: Path) -> Wave:
    assert ran.err == ""
    with Ledger.open(str(out)) as opened:
        return Wave(ran.code, json.loads(ran.out), tuple(opened.submissions()))


def _command(arguments: Sequence[object]) -> list[str]:
    return [sys.executable, "-m", "gikxl", *map(str, arguments)]


def _environment(code: str) -> dict[str, str]:
    return {**os.environ, "GIKXL_MAIL_PASSWORD": code, "PYTHONUTF8": "1"}
