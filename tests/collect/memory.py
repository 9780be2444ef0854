"""A ledger that only remembers, for the tests of sources: runs over a source, one by one."""

import os
from pathlib import Path
from typing import NamedTuple

from gikxl.collect.model import Item, Stamp, Trouble
from gikxl.collect.sources import data_of, items

LONG_AGO = 1_700_000_000


class Run(NamedTuple):
    """What one run over a source offered."""

    items: list[Item]
    stamps: list[Stamp]
    troubles: list[Trouble]

    @property
    def data(self) -> list[bytes]:
        """The bytes of each item, in order."""
        return [data_of(item) for item in self.items]

    @property
    def told(self) -> list[tuple[str, str]]:
        """The path, from the source on, and the code of each trouble."""
        return [
            (one.path.removeprefix(f"{one.source}/"), one.finding.code) for one in self.troubles
        ]


class Memory:
    """Remembers keys and stamps as the ledger does."""

    def __init__(self) -> None:
        self.keys: set[tuple[str, str]] = set()
        self.stamps: dict[tuple[str, str], str] = {}

    def has(self, source: str, key: str) -> bool:
        return (source, key) in self.keys

    def stamp(self, source: str, path: str) -> str:
        return self.stamps.get((source, path), "")

    def run(self, source: str | Path, **options: str) -> Run:
        """A run to its end: all that it offers is taken in."""
        run = Run([], [], [])
        for offer in items(str(source), self, **options):
            if isinstance(offer, Item):
                assert (offer.source, offer.key) not in self.keys, "offered twice"
                self.keys.add((offer.source, offer.key))
                run.items.append(offer)
            elif isinstance(offer, Stamp):
                self.stamps[offer.source, offer.path] = offer.fingerprint
                run.stamps.append(offer)
            else:
                run.troubles.append(offer)
        return run


def settle(folder: Path, seconds: int = LONG_AGO) -> Path:
    """Give all files a time long ago, so that their times are trusted."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_file() and not path.is_symlink():
            os.utime(path, (seconds, seconds))
    return folder
