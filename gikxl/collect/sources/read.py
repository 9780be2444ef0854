"""The bytes of an item, wherever they stand. Workers call this: it takes only the item."""

import io
import os
from functools import lru_cache

from gikxl.collect.model import Item
from gikxl.collect.sources import mbox
from gikxl.collect.sources.directory import Archive, BadArchive
from gikxl.collect.sources.place import MOST_BYTES, fingerprint, readable, refusal_for
from gikxl.collect.sources.refusals import BAD_ENTRY, CHANGED, TOO_LARGE
from gikxl.finding import Unreadable


def data_of(item: Item) -> bytes:
    """The mail or file as it was sent, at most 50 MB; of an mbox, its quoting is undone.

    Raises Unreadable if it is larger, cannot be unpacked, or is no longer there as the source
    offered it.
    """
    if item.length is not None and item.length > MOST_BYTES:
        raise TOO_LARGE.because(_megabytes(item.length))
    if item.data is not None:
        return item.data
    try:
        return _in_file(item)
    except OSError as error:
        raise _unreadable(error) from None


def head_of(item: Item) -> bytes:
    """The beginning of the mail or file, also of one too large to read; empty if it is gone.

    Of a mail it tells from whom it came.
    """
    if item.data is not None:
        return item.data[: mbox.HEAD]
    if item.member or not item.path:
        return b""
    try:
        with open(item.path, "rb") as file:
            file.seek(item.offset)
            return file.read(min(item.length or mbox.HEAD, mbox.HEAD))
    except OSError:
        return b""


def name_of(item: Item) -> str:
    """The name of an item that is a file, to be shown."""
    return readable(os.path.basename(item.member or item.path))


def _in_file(item: Item) -> bytes:
    if item.member:
        return _archive(item.path, fingerprint(os.stat(item.path))).read(item.member)
    with open(item.path, "rb") as file:
        if item.length is not None:
            return _in_mbox(item, file)
        size = os.fstat(file.fileno()).st_size
        if size > MOST_BYTES:
            raise TOO_LARGE.because(_megabytes(size))
        data = file.read(MOST_BYTES)
    return mbox.without_separator(data) if item.kind == "mail" else data


def _in_mbox(item: Item, file: io.BufferedReader) -> bytes:
    """The mail at its place in an mbox, if that is still the one that was offered."""
    file.seek(item.offset)
    data = file.read(item.length)
    if mbox.digest_of(io.BytesIO(data), len(data)) != item.key.rpartition("|")[2]:
        raise CHANGED.because()
    return mbox.unquoted(data)


@lru_cache(maxsize=1)
def _archive(path: str, mark: str) -> Archive:
    """The archive with its directory, kept for the next entry as long as it does not change."""
    del mark
    try:
        return Archive(path)
    except BadArchive:
        raise BAD_ENTRY.because() from None


def _unreadable(error: OSError) -> Unreadable:
    found = refusal_for(error)
    return Unreadable(found.code, found.title, found.message, found.suggestion)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB，限 {MOST_BYTES // 1_000_000} MB"
