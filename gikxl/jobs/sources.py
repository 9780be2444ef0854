"""From the paths somebody names to the files that are to be read."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gikxl.finding import Finding, Unreadable
from gikxl.read import read
from gikxl.read.refusal import NO_WORKBOOKS, NOT_ALLOWED
from gikxl.report import Report

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")


class Source(NamedTuple):
    """A file to read, or the reason why there is none."""

    path: str
    refusal: Finding | None = None


def expand(paths: Sequence[str]) -> list[Source]:
    """The files named, and for each folder the workbooks in it and below, each once.

    In a folder the lock files of open workbooks (~$) and hidden files are passed over;
    a folder without any workbook, or one that may not be read, is itself an answer.
    """
    sources: dict[str, Source] = {}
    for path in paths:
        if os.path.isdir(path):
            found = list(_workbooks(path)) or [Source(path, NO_WORKBOOKS.because().finding)]
            for source in found:
                sources.setdefault(os.path.normpath(source.path), source)
        else:
            sources.setdefault(os.path.normpath(path), Source(path))
    return list(sources.values())


def read_named(path: str, **options: bool) -> Report:
    """Read a workbook as `gikxl.read.read` does; a refusal says which file it is about."""
    try:
        return read(path, **options)
    except Unreadable as refusal:
        found = refusal.finding
        message = f"{path}：{found.message}"
        raise Unreadable(found.code, found.title, message, found.suggestion) from None


def refuse_overwriting(out: str, *inputs: str | None) -> None:
    """ValueError, in Chinese, if the output is one of the files that were read."""
    for path in inputs:
        if path and os.path.exists(out) and os.path.exists(path) and os.path.samefile(out, path):
            raise ValueError(f"{out}：输出文件就是读入的文件，请换一个文件名")


def _workbooks(folder: str) -> Iterator[Source]:
    closed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(files):
            if name.lower().endswith(WORKBOOKS) and not name.startswith((".", "~$")):
                yield Source(os.path.join(here, name))
    for error in closed:
        yield Source(error.filename, NOT_ALLOWED.because().finding)
