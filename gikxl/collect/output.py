"""The roll-up in the collection's folder: written when something changed, never over an edit."""

import hashlib
import json
import os
from typing import NamedTuple

from gikxl.collect.checking import program, state_of
from gikxl.collect.clock import now
from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Standings
from gikxl.collect.present import ROSTER, present
from gikxl.collect.rollup import FILE_NAME, last_numbers, write_rollup

LAST = "last"
"""The setting with the path of last year's reports."""
_MADE_FROM, _WRITTEN = "rollup_made_from", "rollup_written"
_OPEN = (
    "{path} 写不进去，可能正在 Excel 里打开着，或者没有写的权限。收到的都已经记在台账里。"
    "请关闭它，再运行一次同样的命令：不会重新收集，只会补写汇总"
)


class Output(NamedTuple):
    """What became of 汇总.xlsx."""

    path: str
    written: bool
    """False where nothing had changed since it was written."""
    set_aside: str = ""
    """Where the old one is that somebody had edited."""


class Blocked(Exception):
    """The roll-up cannot be written now; says why and what to do, in Chinese."""


def renew(ledger: Ledger, standings: Standings | None = None) -> Output:
    """Write the roll-up anew from what the ledger holds, unless it is still as it should be.

    Raises Blocked if it is open in Excel; ValueError, in Chinese, as `present` does;
    OSError if the disk is full and the like.
    """
    path = os.path.join(ledger.folder, FILE_NAME)
    standings = standings or present(ledger)
    made_from = _made_from(ledger, standings)
    there = _digest(path)
    if there and made_from == ledger.setting(_MADE_FROM):
        return Output(path, False)
    set_aside = _set_aside(path) if there not in ("", ledger.setting(_WRITTEN)) else ""
    try:
        write_rollup(
            path,
            standings,
            last=last_numbers(standings, ledger.setting(LAST) or None),
            refused=ledger.refused(),
            problems=ledger.problems(),
            collected=now(),
        )
    except PermissionError:
        raise Blocked(_OPEN.format(path=path)) from None
    ledger.set(_WRITTEN, _digest(path))
    ledger.set(_MADE_FROM, made_from)
    return Output(path, True, set_aside)


def _made_from(ledger: Ledger, standings: Standings) -> str:
    """All that the roll-up depends on, as a digest: without it nothing can have changed."""
    count = ledger.select(
        "SELECT (SELECT count(*) FROM messages), (SELECT max(position) FROM decisions),"
        " (SELECT group_concat(DISTINCT basis) FROM documents)"
    )[0]
    parts = [*count, standings.year, standings.superior, now()[:10], program()]
    parts += [state_of(path) for path in map(ledger.setting, (ROSTER, LAST)) if path]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _set_aside(path: str) -> str:
    """Move a workbook that somebody edited out of the way; where it is then."""
    stem, ending = os.path.splitext(path)
    stamp = now()[:19].replace("-", "").replace(":", "").replace("T", "-")
    kept = f"{stem}-{stamp}{ending}"
    number = 1
    while os.path.exists(kept):
        number += 1
        kept = f"{stem}-{stamp}-{number}{ending}"
    try:
        os.rename(path, kept)
    except PermissionError:
        raise Blocked(_OPEN.format(path=path)) from None
    return kept


def _digest(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except PermissionError:
        raise Blocked(_OPEN.format(path=path)) from None
