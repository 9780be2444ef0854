"""A folder with all that is in it and below, or a single file: mails, archives, reports."""

import os
import stat as modes
from typing import NamedTuple

from gikxl.collect.sources import archive, maildir, mbox
from gikxl.collect.sources.kinds import HEAD, Kind, is_visible, kind_of
from gikxl.collect.sources.place import Offers, Place, refusal_for
from gikxl.collect.sources.refusals import NO_SOURCE, NOTHING_HERE, OUTSIDE


class _Entry(NamedTuple):
    path: str
    stat: os.stat_result


class _Seen:
    """What a walk came by: whether anything at all, and what is no submission."""

    def __init__(self) -> None:
        self.anything = False
        self.passed: list[str] = []


def offered(place: Place) -> Offers:
    """All of a folder that was not taken in before, each subfolder's files before its folders.

    Hidden files, lock files and the folder that is left out are passed over in silence, other
    files that are no submission with a notice. Links are not followed out of the folder.
    """
    seen = _Seen()
    yield from _walk(place, seen)
    if seen.passed:
        yield place.passed_over(place.root, seen.passed)
    elif not seen.anything:
        yield place.trouble(place.root, NOTHING_HERE.because().finding)


def single(place: Place, path: str) -> Offers:
    """A file that was named itself: whatever it is, it is offered."""
    try:
        entry = _Entry(path, os.stat(path))
        kind = kind_of(os.path.basename(path), lambda: _head(path))
    except OSError as error:
        yield place.trouble(path, refusal_for(error, NO_SOURCE))
        return
    yield from _file_offered(place, entry, "file" if kind in ("other", "nothing") else kind)


def _walk(place: Place, seen: _Seen) -> Offers:
    """The folder and those in it, without recursion: however deep it is."""
    pending, entered = [place.root], set[str]()
    while pending:
        folder = pending.pop()
        try:
            files, folders = _entries(folder)
        except OSError as error:
            seen.anything = True
            yield place.trouble(folder, refusal_for(error))
            continue
        seen.anything = seen.anything or bool(files)
        if maildir.is_maildir(folders):
            seen.anything = True
            yield from maildir.offered(place, folder)
            folders = [name for name in folders if name not in maildir.BOXES]
        for entry in files:
            yield from _entry_offered(place, entry, seen)
        for name in reversed(folders):
            path = os.path.join(folder, name)
            real = os.path.realpath(path)
            if _leads_out(place, path):
                yield place.trouble(path, OUTSIDE.because().finding)
            elif real != place.left_out and real not in entered:
                entered.add(real)
                pending.append(path)


def _entries(folder: str) -> tuple[list[os.DirEntry[str]], list[str]]:
    """The visible files of a folder, and the names of the visible folders in it, in order."""
    with os.scandir(folder) as entries:
        found = sorted(filter(lambda entry: is_visible(entry.name), entries), key=_by_name)
    folders = [entry.name for entry in found if entry.is_dir(follow_symlinks=False)]
    return [entry for entry in found if not entry.is_dir(follow_symlinks=False)], folders


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _entry_offered(place: Place, entry: os.DirEntry[str], seen: _Seen) -> Offers:
    try:
        if entry.is_symlink():
            if _leads_out(place, entry.path):
                yield place.trouble(entry.path, OUTSIDE.because().finding)
            return
        found = _Entry(entry.path, entry.stat(follow_symlinks=False))
        if not modes.S_ISREG(found.stat.st_mode):
            return
        kind = kind_of(entry.name, lambda: _head(entry.path))
    except OSError as error:
        yield place.trouble(entry.path, refusal_for(error))
        return
    if kind == "other":
        seen.passed.append(place.name(entry.path))
    elif kind != "nothing":
        yield from _file_offered(place, found, kind)


def _file_offered(place: Place, entry: _Entry, kind: Kind) -> Offers:
    if kind == "mbox":
        yield from mbox.offered(place, entry.path)
    elif kind == "zip":
        yield from archive.offered(place, entry.path)
    elif kind in ("mail", "msg", "file"):
        yield from place.file(entry.path, entry.stat, kind)


def _leads_out(place: Place, path: str) -> bool:
    """Whether a link leads to what is not in the folder anyway."""
    root, real = os.path.realpath(place.root), os.path.realpath(path)
    try:
        return os.path.commonpath([root, real]) != root
    except ValueError:  # another drive
        return True


def _head(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(HEAD)
