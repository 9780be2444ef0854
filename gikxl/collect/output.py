"""The roll-up in the collection's folder: written when something changed, never over an edit."""

import hashlib
import json
import os
from contextlib import suppress
from typing import NamedTuple

from gikxl.collect.checking import program, state_of
from gikxl.collect.clock import now
from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Standings
from gikxl.collect.present import ROSTER, SUPERIOR, YEAR, present
from gikxl.collect.rollup import FILE_NAME, last_numbers, write_rollup
from gikxl.collect.summary import Plain, summary_of
from gikxl.write.files import part_of

LAST = "last"
"""The setting with the path of last year's reports."""
_MADE, _WRITTEN = "made", "written"
"""The settings with what the roll-up was made from, and what it says; and with its digests."""
_OPEN = (
    "{path} 写不进去，可能正在 Excel 里打开着，或者没有写的权限。收到的都已经记在台账里。"
    "请关闭它，再运行一次同样的命令：不会重新收集，只会补写汇总"
)


class Output(NamedTuple):
    """What became of 汇总.xlsx, and what it says, in short."""

    summary: Plain
    path: str
    written: bool
    """False where nothing had changed since it was written."""
    set_aside: str = ""
    """Where the old one is that somebody had edited."""


class Blocked(Exception):
    """The roll-up cannot be written now; says why and what to do, in Chinese."""

    def __init__(self, why: str, summary: Plain) -> None:
        super().__init__(why)
        self.summary = summary


def renew(ledger: Ledger, standings: Standings | None = None) -> Output:
    """Write the roll-up anew from what the ledger holds, unless it is still as it should be.

    `standings` are those of the ledger, where somebody has them already.
    Raises Blocked if it is open in Excel; ValueError, in Chinese, as `present` does;
    OSError if the disk is full and the like.
    """
    path = os.path.join(ledger.folder, FILE_NAME)
    made_from, kept = _made_from(ledger), ledger.setting(_MADE)
    if os.path.exists(path) and kept.startswith(made_from):
        return Output(json.loads(kept.removeprefix(made_from)), path, False)
    standings, refused = standings or present(ledger), ledger.refused()
    summary = summary_of(standings, refused)
    made = part_of(path)
    try:
        write_rollup(
            made,
            standings,
            last=last_numbers(standings, ledger.setting(LAST) or None),
            refused=refused,
            problems=ledger.problems(),
            collected=now(),
        )
        set_aside = _put(ledger, made, path)
    except PermissionError:
        raise Blocked(_OPEN.format(path=path), summary) from None
    finally:
        with suppress(OSError):
            os.unlink(made)
    ledger.set(_MADE, made_from + json.dumps(summary, ensure_ascii=False))
    return Output(summary, path, True, set_aside)


def _put(ledger: Ledger, made: str, path: str) -> str:
    """Put a new roll-up in the place of the old one; where that is, if somebody edited it.

    The ledger knows both digests before: killed in between, neither is taken for edited.
    """
    there, ours = _digest(path), ledger.setting(_WRITTEN).split()
    set_aside = _set_aside(path) if there and there not in ours else ""
    ledger.set(_WRITTEN, " ".join(filter(None, (there if not set_aside else "", _digest(made)))))
    os.replace(made, path)
    return set_aside


def _made_from(ledger: Ledger) -> str:
    """All that the roll-up depends on, as a digest: as long as it is the same, nothing changed."""
    counts = ledger.select(
        "SELECT (SELECT count(*) FROM messages), (SELECT max(position) FROM decisions),"
        " (SELECT group_concat(DISTINCT basis) FROM documents)"
    )[0]
    asked = [ledger.setting(name) for name in (YEAR, SUPERIOR, ROSTER, LAST)]
    states = [state_of(path) for path in asked[2:]]
    parts = [*counts, *asked, *states, now()[:10], program()]
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
    os.rename(path, kept)
    return kept


def _digest(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except PermissionError:
        return "?"  # it is there, and no digest
