"""Where a source's files are, and by what a file is known again without opening it."""

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from gikxl.collect.clock import CHINA, at
from gikxl.collect.model import Item, ItemKind, Known, Stamp, Trouble
from gikxl.finding import Finding
from gikxl.read.refusal import Refusal

Offers = Iterator[Item | Stamp | Trouble]

MOST_BYTES = 50_000_000
"""The size of a mail or file, beyond which it is not read."""

_RACY = 2_000_000_000
"""Nanoseconds. Within them a file may change and keep its time; FAT counts in steps of 2 s."""
_BLOCK = 1 << 20
_LISTED = 5


class Place(NamedTuple):
    """A source of files: as it was named, where its names begin, and what is known of it."""

    source: str
    root: str
    """The folder that names are told from."""
    known: Known
    left_out: str = ""
    """A folder that is no part of the source: its real path."""

    def name(self, path: str) -> str:
        """The file as people see it: from the root on, with slashes on every system."""
        return readable(os.path.relpath(path, self.root).replace(os.sep, "/"))

    def file(self, path: str, stat: os.stat_result, kind: ItemKind, name: str = "") -> Offers:
        """A file that is one item, if it was not taken in before.

        Its key holds its size and times: a file that is saved again is another item. `name`
        stands for it in the key where its own may change.
        """
        try:
            key = f"{name or self.name(path)}|{_state(path, stat)}"
        except OSError as error:
            yield self.trouble(path, refusal_for(error))
            return
        if not self.known.has(self.source, key):
            yield Item(self.source, key, kind, path, arrived=at(stat.st_mtime))

    def trouble(self, path: str, finding: Finding) -> Trouble:
        """What could not be offered."""
        return Trouble(self.source, readable(path), finding)

    def passed_over(self, path: str, names: Sequence[str]) -> Trouble:
        """A notice of what is no submission in a folder or archive."""
        from gikxl.collect.sources.refusals import PASSED_OVER

        told = "、".join(names[:_LISTED]) + ("……" if len(names) > _LISTED else "")
        finding = PASSED_OVER.because(f"{len(names)} 个：{told}").finding
        return self.trouble(path, finding._replace(severity="notice"))

    def is_stamped(self, path: str, stat: os.stat_result) -> bool:
        """Whether all that is in the file was offered before."""
        return self.known.stamp(self.source, self.name(path)) == fingerprint(stat)

    def stamp(self, path: str, before: os.stat_result) -> Iterator[Stamp]:
        """That all of the file was offered; nothing if it changed since, or may yet unseen."""
        try:
            now = os.stat(path)
        except OSError:
            return
        if fingerprint(now) == fingerprint(before) and is_settled(now):
            yield Stamp(self.source, self.name(path), fingerprint(now))


def readable(name: str) -> str:
    """A file's name as text, also where it is none on this system, as one in GBK on Linux."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def fingerprint(stat: os.stat_result) -> str:
    """What changes when the file does: size, time, and which file it is."""
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ino}"


def is_settled(stat: os.stat_result) -> bool:
    """Whether the file is old enough for its time to tell that it did not change."""
    return time.time_ns() - stat.st_mtime_ns > _RACY


def in_china(moment: datetime) -> str:
    """A moment as a text; one that does not tell its zone is taken as UTC's."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(CHINA).isoformat(timespec="seconds")
    except (OverflowError, ValueError):
        return ""


def refusal_for(error: OSError, otherwise: Refusal | None = None) -> Finding:
    """The answer to what the system said about a file."""
    from gikxl.collect.sources.refusals import CHANGED, CLOSED

    if isinstance(error, FileNotFoundError):
        return (otherwise or CHANGED).because().finding
    return CLOSED.because(error.strerror or "").finding


def _state(path: str, stat: os.stat_result) -> str:
    """The fingerprint, or where that is not to be trusted yet, the digest of the bytes."""
    if is_settled(stat):
        return fingerprint(stat)
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return f"sha256-{digest.hexdigest()}"
