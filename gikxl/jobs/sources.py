"""From the paths somebody names to the files that are to be read."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gikxl.finding import Finding
from gikxl.read.refusal import NO_WORKBOOKS

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")


class Source(NamedTuple):
    """A file to read, or the reason why there is none."""

    path: str
    refusal: Finding | None = None


def expand(paths: Sequence[str]) -> list[Source]:
    """The files named, and for each folder the workbooks in it and below, each once.

    In a folder the lock files of open workbooks (~$) and hidden files are passed over;
    a folder without any workbook is itself an answer.
    """
    sources: dict[str, Source] = {}
    for path in paths:
        if os.path.isdir(path):
            found = [Source(file) for file in _workbooks(path)]
            for source in found or [Source(path, NO_WORKBOOKS.because().finding)]:
                sources.setdefault(os.path.normpath(source.path), source)
        else:
            sources.setdefault(os.path.normpath(path), Source(path))
    return list(sources.values())


def _workbooks(folder: str) -> Iterator[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(files):
            if name.lower().endswith(WORKBOOKS) and not name.startswith((".", "~$")):
                yield os.path.join(here, name)
