"""What reports are checked with: the rules, last year's reports, and how both are told apart."""

import hashlib
import os
from collections.abc import Iterator

from gikxl.collect.rollup import FILE_NAME, collected_reports
from gikxl.jobs.check import Checker
from gikxl.jobs.sources import expand

_RULES = ("form", "read", "prose", "rules")
"""The parts of the program that decide what a file turns out to be."""
_OUTPUT = ("collect", "write")
"""Those that decide, beside them, what the roll-up looks like."""


def checker(last: str) -> Checker:
    """A checker that holds reports against last year's, if there is a path to them.

    It leads to last year's folder of collecting, its 汇总.xlsx, a folder of reports or one of
    them. Raises Unreadable or OSError if they cannot be read; ValueError, in Chinese, if
    last year's folder is in use.
    """
    return Checker(last=(collected_reports(last) or last) if last else None)


def basis(last: str) -> str:
    """What documents are checked with, as a digest: the program's rules, last year's files.

    Where it changes, what was checked before is checked once more.
    """
    return _digest(_program(_RULES), _files(last))


def program() -> str:
    """What the roll-up is made with, as a digest."""
    return _digest(_program(_RULES + _OUTPUT))


def state_of(path: str) -> str:
    """Whether a file changed: its size and time; empty if it is not there."""
    try:
        stat = os.stat(path)
    except OSError:
        return ""
    return f"{stat.st_size}-{stat.st_mtime_ns}"


def _digest(*parts: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        for piece in part:
            digest.update(piece)
    return digest.hexdigest()[:32]


def _program(parts: tuple[str, ...]) -> Iterator[bytes]:
    root = os.path.dirname(os.path.dirname(__file__))
    for part in parts:
        for here, folders, names in os.walk(os.path.join(root, part)):
            folders.sort()
            for name in sorted(names):
                if name.endswith((".py", ".toml", ".txt")):
                    yield name.encode()
                    with open(os.path.join(here, name), "rb") as file:
                        yield file.read()


def _files(path: str) -> Iterator[bytes]:
    rollup = os.path.join(path, FILE_NAME)
    if path:
        for source in expand([rollup if os.path.isfile(rollup) else path]):
            yield os.fsencode(source.path)
            yield state_of(source.path).encode()
