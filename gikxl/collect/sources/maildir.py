"""A Maildir: a folder whose subfolders cur and new hold a mail a file."""

import os
from collections.abc import Collection, Iterator

from gikxl.collect.sources.place import Offers, Place, readable, refusal_for
from gikxl.collect.sources.refusals import OTHER_FOLDERS

BOXES = ("cur", "new", "tmp")
_LISTED = 10


def is_maildir(subfolders: Collection[str]) -> bool:
    """Whether a folder with these subfolders is a Maildir."""
    return all(box in subfolders for box in BOXES)


def offered(place: Place, folder: str) -> Offers:
    """The mails of one folder of a Maildir that were not taken in before.

    A mail program renames a file when it moves it from new to cur, or marks it: the key
    holds only the part of the name that stays, and the file's size and times, which stay too.
    What lies in tmp has not arrived yet.
    """
    seen = set()
    for box in ("cur", "new"):
        try:
            with os.scandir(os.path.join(folder, box)) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield place.trouble(os.path.join(folder, box), refusal_for(error))
            continue
        for entry in found:
            name = entry.name.partition(":2,")[0].partition(";2,")[0]
            if entry.name.startswith(".") or name in seen:
                continue
            seen.add(name)
            yield from _mail(place, folder, entry, name)
    if others := list(_other_folders(folder)):
        told = "、".join(others[:_LISTED]) + ("……" if len(others) > _LISTED else "")
        finding = OTHER_FOLDERS.because(told).finding._replace(severity="notice")
        yield place.trouble(folder, finding)


def _mail(place: Place, folder: str, entry: os.DirEntry[str], name: str) -> Offers:
    try:
        if entry.is_file(follow_symlinks=False):
            stat = entry.stat(follow_symlinks=False)
            stays = place.name(os.path.join(folder, name))
            yield from place.file(entry.path, stat, "mail", stays)
    except OSError as error:
        yield place.trouble(entry.path, refusal_for(error))


def _other_folders(folder: str) -> Iterator[str]:
    """Maildir keeps the folders of a mailbox beside its inbox, with a dot before the name."""
    from gikxl.collect.sources.folder_names import decoded

    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        if name.startswith(".") and os.path.isdir(os.path.join(folder, name, "cur")):
            yield decoded(readable(name[1:]))
