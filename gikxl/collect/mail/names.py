"""The names of files, as they may be shown."""

import re
import unicodedata

LONGEST = 200

_PATH = re.compile(r"[/\\]")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Control and format characters: line ends, NUL, U+202E, which turns the writing around."""


def shown(name: str, otherwise: str = "") -> str:
    """A name without its path, control characters and needless length, or else the other."""
    seen = visible(name)
    pieces = [piece.strip() for piece in _PATH.split(seen)]
    last = next((piece for piece in reversed(pieces) if piece.strip(". ")), "")
    return shortened(last) or otherwise


def titled(subject: str) -> str:
    """What a forwarded mail that has no name is called: its subject, slashes and all."""
    return shown(subject.replace("/", "／").replace("\\", "＼"), "转发的邮件")


def folders(path: str) -> str:
    """The folders of a file in an archive, as they may be shown."""
    return shortened("/".join(filter(None, map(shown, path.split("/")))))


def visible(text: str) -> str:
    """The same text without characters that cannot be seen."""
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if char in "\t\r\n" else char for char in text)
    return "".join(char for char in kept if unicodedata.category(char) not in _UNSEEN).strip()


def shortened(name: str) -> str:
    """A name of at most 200 characters, its extension kept."""
    if len(name) <= LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1]}.{extension}"


def extension(name: str) -> str:
    """The extension with its dot, in small letters; empty if there is none."""
    stem, dot, last = name.rpartition(".")
    return f".{last.strip().lower()}" if dot and stem else ""


def is_litter(path: str) -> bool:
    """Whether a file is something that programs leave beside the real ones."""
    pieces = _PATH.split(path)
    last = pieces[-1]
    return (
        "__MACOSX" in pieces
        or last.startswith(("._", "~$", ".~lock."))
        or last.lower() in ("thumbs.db", ".ds_store", "desktop.ini")
    )
