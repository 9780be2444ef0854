"""Sources: folders, mail files, mailboxes on disk and on a server, as one row of items."""

import os
from collections.abc import Iterator

from gikxl.collect.model import Item, Known, Stamp, Trouble
from gikxl.collect.sources import folder
from gikxl.collect.sources.place import Place, readable
from gikxl.collect.sources.read import data_of, head_of, name_of

__all__ = ["data_of", "head_of", "items", "name_of"]


def items(
    source: str, known: Known, *, apart_from: str = "", ca: str = ""
) -> Iterator[Item | Stamp | Trouble]:
    """What a source offers that was not taken in before, each key once; nothing raises.

    A folder (recursive; `apart_from` in it is left out), .eml, .msg, mbox, Maildir, .zip,
    any other file, or imap://user@host[:port]/folder. `ca` is a file with the certificate of
    a private certificate authority. What cannot be read is told as Trouble.
    """
    if is_mailbox(source):
        from gikxl.collect.sources.imap import offered

        yield from offered(source, known, ca)
        return
    place = Place(
        readable(source), _root(source), known, os.path.realpath(apart_from) if apart_from else ""
    )
    if os.path.isdir(source):
        yield from folder.offered(place)
    else:
        yield from folder.single(place, source)


def is_mailbox(source: str) -> bool:
    """Whether a source is a mailbox on a server, and not a path."""
    scheme, found, _ = source.partition("://")
    return bool(found) and scheme.lower() in ("imap", "imaps", "imap+plain")


def _root(source: str) -> str:
    return source if os.path.isdir(source) else os.path.dirname(source) or os.curdir
