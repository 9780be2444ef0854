"""Killed at any moment, many times, and run again: nothing lost, nothing twice."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gikxl.collect.ledger import Ledger
from tests.collect.books import letter, mbox, workbook
from tests.collect.mails import mail

if not hasattr(signal, "SIGKILL"):
    pytest.skip("这里没有 kill -9", allow_module_level=True)

ROOT = Path(__file__).parents[2]
KILLS = 40
_PREFIX = len("原件/0123456789abcdef")
"""A file that came twice is kept under the name that was first, whichever that was."""
COLLECT = """
import sys
from gikxl.collect import taking
taking._BATCH = 4
from gikxl.cli import main
raise SystemExit(main(sys.argv[1:]))
"""
"""In batches so small that hardly a run is killed before its first one is written."""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Mails, some twice, some with what cannot be read, and a folder with files of the same."""
    folder = tmp_path_factory.mktemp("来源")
    units = [f"第{number:02d}县" for number in range(30)]
    mails = list(map(letter, units))
    mails[10:10] = [mails[3], letter("第05县", subject="更正"), mail(subject="祝好")]
    mails[20:20] = [mail(attachments={"年报.rar": b"Rar!\x1a\x07\x01\x00", "函.txt": b"?"})]
    (folder / "a.mbox").write_bytes(mbox(mails))
    (folder / "夹").mkdir()
    for unit in units[:9]:
        (folder / "夹" / f"{unit}.xlsx").write_bytes(workbook(unit))
    before = time.time() - 60
    for path in (folder / "a.mbox", *(folder / "夹").iterdir()):
        os.utime(path, (before, before))
    return [str(folder / "a.mbox"), str(folder / "夹")]


def start(sources: list[str], out: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", COLLECT, "collect", *sources, "-o", str(out)]
    return subprocess.Popen(
        [*command, "--unit", "清河市"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def contents(out: Path) -> dict[str, Any]:
    """All that a collection holds, but for when and in which run it came."""
    with Ledger.open(str(out)) as ledger:
        found = {
            "submissions": [
                one._replace(
                    run=0, path=one.path[:_PREFIX], document=one.document._replace(basis="")
                )
                for one in ledger.submissions()
            ],
            "refused": ledger.refused(),
            "empty": ledger.empty_mails(),
            "seen": ledger.select("SELECT * FROM seen ORDER BY 1, 2"),
            "stamps": ledger.select("SELECT * FROM stamps ORDER BY 1, 2"),
            "messages": ledger.select("SELECT count(*), count(DISTINCT digest) FROM messages"),
            "attachments": ledger.select("SELECT number, name, digest FROM attachments"),
            "originals": sorted((d, path[:_PREFIX], size) for d, path, size in ledger.originals()),
            "summary": re.sub('原件/[^"]*', "", ledger.setting("made")[64:]),
        }
    files = sorted((path.name[:16], path.stat().st_size) for path in (out / "原件").iterdir())
    return found | {"files": files, "beside": sorted(os.listdir(out))}


@pytest.fixture(scope="module")
def whole(sources: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, float]:
    """What a run that nobody disturbs comes to, and how long it takes."""
    out = tmp_path_factory.mktemp("一次")
    began = time.monotonic()
    assert start(sources, out).wait() == 1
    took = time.monotonic() - began
    return contents(out), took


def killed(sources: list[str], folder: Path, took: float) -> Iterator[Path]:
    """Kill runs at random moments; each collection that came to its end."""
    chance = random.Random(1)
    kills, number = 0, 0
    out = folder / "0"
    while kills < KILLS:
        process = start(sources, out)
        try:
            code = process.wait(chance.uniform(0, 1.1 * took))
        except subprocess.TimeoutExpired:
            # By turns the main process alone and its workers with it.
            (os.killpg if kills % 2 else os.kill)(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
        else:
            assert code == 1
            yield out
            number += 1
            out = folder / str(number)
    assert start(sources, out).wait() == 1
    yield out


def test_killed_at_random_moments_and_run_again(
    sources: list[str], whole: tuple[Any, float], tmp_path: Path
) -> None:
    wanted, took = whole
    assert len(wanted["submissions"]) == 41
    for out in killed(sources, tmp_path, took):
        found = contents(out)
        for what, value in wanted.items():
            assert found[what] == value, what


def test_two_runs_at_once_are_one_after_the_other(
    sources: list[str], whole: tuple[Any, float], tmp_path: Path
) -> None:
    both = [start(sources, tmp_path / "out") for _ in range(2)]
    assert [one.wait() for one in both] == [1, 1]
    assert contents(tmp_path / "out") == whole[0]
