"""Originals: the bytes that were received, unchanged, under names that harm nobody."""

import hashlib
import os
import unicodedata
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from gikxl.write.files import PARTIAL, part_of

FOLDER = "原件"

_DIGITS = 16
_LONGEST = 96
"""Bytes of a name behind the digest: with its folder a path stays far below Windows' 260."""
_FLUSHED_AT_ONCE = 8
_OTHER = ".dat"
"""Behind an extension that is not known: it may be one that a double click runs."""
_KNOWN = frozenset(
    (".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".et", ".ett", ".ods", ".csv", ".tsv", ".numbers",
     ".docx", ".doc", ".wps", ".odt", ".rtf", ".ofd", ".pdf", ".html", ".htm", ".mht", ".txt",
     ".md", ".zip", ".rar", ".7z", ".gz", ".tar", ".eml", ".msg", ".png", ".jpg", ".jpeg", ".gif",
     ".bmp", ".tif", ".tiff", ".dat")
)  # fmt: skip
_NOT_IN_NAMES = frozenset('<>:"/\\|?*#%')
"""Windows takes none of the first; in a link the last two mean something else."""
_NO_LETTERS = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


class Originals:
    """The folder 原件 of a collection, as one process sees it.

    Files are not flushed to the disk one by one: that takes sixty times as long as writing
    them. `flush` does it for many, before the ledger names them.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._names: dict[str, str] | None = None
        """The files by the first digits of their digests."""

    def keep(self, data: bytes, name: str) -> tuple[str, str]:
        """Keep bytes, once for each content; their digest, and the path in the collection's folder.

        The file is written whole or not at all. OSError passes through: the disk is full,
        there is no permission.
        """
        digest = hashlib.sha256(data).hexdigest()
        names = self._known()
        kept = names.get(digest[:_DIGITS])
        begins = digest[:_DIGITS]
        if kept is not None:
            there = digest_of(self._folder, f"{FOLDER}/{kept}")
            if there == digest:
                return digest, f"{FOLDER}/{kept}"
            if there.startswith(begins):
                begins = digest  # somebody took pains to make two that begin alike
        kept = f"{begins}-{safe_name(name)}"
        self._write(kept, data)
        names[digest[:_DIGITS]] = kept
        return digest, f"{FOLDER}/{kept}"

    def _known(self) -> dict[str, str]:
        if self._names is None:
            folder = os.path.join(self._folder, FOLDER)
            os.makedirs(folder, exist_ok=True)
            names = filter(_is_ours, os.listdir(folder))
            self._names = {name[:_DIGITS]: name for name in sorted(names)}
        return self._names

    def _write(self, name: str, data: bytes) -> None:
        path = os.path.join(self._folder, FOLDER, name)
        partial = part_of(path)
        try:
            with open(partial, "xb") as file:
                file.write(data)
            os.replace(partial, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(partial)
            raise


def safe_name(name: str) -> str:
    """A name for people to know the file by, which no system and no link takes amiss.

    No separators, no control characters and none that turn the direction of writing, no
    blank or dot at its end, not too long, and no extension that runs.
    """
    plain = "".join(map(_safe, unicodedata.normalize("NFC", name)))
    stem, ending = os.path.splitext(plain.strip(" ."))
    if ending.lower() not in _KNOWN:
        stem, ending = stem + ending, _OTHER
    room = _LONGEST - len(ending)
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + ending


def flush(folder: str, paths: Iterable[str]) -> None:
    """See to it that these originals are on the disk. OSError passes through.

    Several at once: the system writes what it was asked for together, which takes a
    sixteenth of the time.
    """
    found = [os.path.join(folder, path) for path in paths]
    if not found:
        return
    with ThreadPoolExecutor(_FLUSHED_AT_ONCE) as threads:
        list(threads.map(_flush, found))
    if os.name != "nt":
        place = os.open(os.path.join(folder, FOLDER), os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def digest_of(folder: str, path: str) -> str:
    """The digest of an original as it is now; empty if it cannot be read."""
    try:
        with open(os.path.join(folder, path), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def sweep(folder: str) -> None:
    """Take away what a killed run left half-written in the collection's folder and below."""
    for here, _, names in os.walk(folder):
        for name in names:
            if name.startswith(PARTIAL):
                with suppress(OSError):
                    os.unlink(os.path.join(here, name))


def sizes(folder: str) -> dict[str, int]:
    """The size of each file in 原件, by its path in the collection's folder."""
    try:
        with os.scandir(os.path.join(folder, FOLDER)) as entries:
            return {f"{FOLDER}/{one.name}": one.stat().st_size for one in entries}
    except FileNotFoundError:
        return {}


def _flush(path: str) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _is_ours(name: str) -> bool:
    return len(name) > _DIGITS and not name.startswith(".")


def _safe(character: str) -> str:
    bad = character in _NOT_IN_NAMES or unicodedata.category(character) in _NO_LETTERS
    return "_" if bad else character
