"""A zip of mails and reports: each entry is an item, an mbox in it a row of mails.

The directory is read here and not by zipfile, which refuses a whole archive for one name
that is not what its flag says, as Chinese tools write them.
"""

import os
import tempfile

from gikxl.collect.clock import at
from gikxl.collect.model import Item, ItemKind
from gikxl.collect.sources import mbox
from gikxl.collect.sources.directory import Archive, BadArchive, Entry
from gikxl.collect.sources.kinds import HEAD, Kind, is_visible, kind_of
from gikxl.collect.sources.place import MOST_BYTES, Offers, Place, fingerprint, refusal_for
from gikxl.finding import Unreadable
from gikxl.read.sniff import ZIP, in_zip

_IN_MEMORY = 8_000_000
MOST_OF_A_BOX = 8_000_000_000
"""The size of an mbox in a zip; each of its mails has the limit of all mails."""


def offered(place: Place, path: str) -> Offers:
    """What is in a zip and was not taken in before; nothing read if it is stamped.

    A zip that is a workbook by its parts, or that cannot be opened as a zip, is one item.
    """
    try:
        stat = os.stat(path)
        if place.is_stamped(path, stat):
            return
        archive = Archive(path)
        if in_zip([entry.name for entry in archive.entries]) is not ZIP:
            yield from place.file(path, stat, "file")
            return
        yield from _entries_offered(place, path, stat, archive)
    except BadArchive:
        yield from place.file(path, stat, "file")
        return
    except OSError as error:
        yield place.trouble(path, refusal_for(error))
        return
    yield from place.stamp(path, stat)


def _entries_offered(place: Place, path: str, stat: os.stat_result, archive: Archive) -> Offers:
    passed: list[str] = []
    for entry in archive.entries:
        if not all(map(is_visible, entry.name.split("/"))):
            continue
        kind = _kind(archive, entry)
        if kind == "other":
            passed.append(entry.name)
        elif kind == "mbox":
            yield from _mails(place, path, stat, archive, entry)
        elif kind != "nothing":
            yield from _entry_offered(place, path, stat, entry, "file" if kind == "zip" else kind)
    if passed:
        yield place.passed_over(path, passed)


def _entry_offered(
    place: Place, path: str, stat: os.stat_result, entry: Entry, kind: ItemKind
) -> Offers:
    key = f"{place.name(path)}|{fingerprint(stat)}!{entry.name}"
    if not place.known.has(place.source, key):
        arrived = entry.modified or at(stat.st_mtime)
        yield Item(place.source, key, kind, path, member=entry.name, arrived=arrived)


def _kind(archive: Archive, entry: Entry) -> Kind:
    """What an entry is; one that cannot be unpacked is a file, of which reading says why."""
    try:
        return kind_of(entry.name, lambda: next(archive.pieces(entry, HEAD), b"")[:HEAD])
    except Unreadable:
        return "file"


def _mails(place: Place, path: str, stat: os.stat_result, archive: Archive, entry: Entry) -> Offers:
    """The mails of an mbox in a zip. It is unpacked only here, so they come with their bytes.

    One that cannot be unpacked is a file, of which reading says why.
    """
    name = f"{place.name(path)}!{entry.name}"
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        try:
            for piece in archive.pieces(entry, most=MOST_OF_A_BOX):
                file.write(piece)
        except Unreadable:
            yield from _entry_offered(place, path, stat, entry, "file")
            return
        for mail in mbox.mails(file):
            key = f"{name}|{mail.digest}"
            if place.known.has(place.source, key):
                continue
            file.seek(mail.offset)
            whole = mail.length <= MOST_BYTES
            data = mbox.unquoted(file.read(mail.length if whole else mbox.HEAD))
            length = None if whole else mail.length
            yield Item(place.source, key, "mail", length=length, data=data, arrived=mail.arrived)
