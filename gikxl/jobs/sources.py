"""From the paths somebody names to the files that are to be read."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gikxl.finding import Finding, Unreadable
from gikxl.read import read
from gikxl.read.refusal import NO_WORKBOOKS, NOT_ALLOWED
from gikxl.report import Report

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
DOCUMENTS = (".docx", ".html", ".htm", ".pdf", ".txt", ".md")


class Source(NamedTuple):
    """A file to read, or the reason why there is none."""

    path: str
    refusal: Finding | None = None
    folder: str = ""
    """The folder that was named, if not the file itself was."""

    @property
    def may_be_other(self) -> bool:
        """Whether it is a document found in a folder: it may be something else than a report."""
        return bool(self.folder) and not _is_workbook(self.path)


def expand(paths: Sequence[str], apart_from: str | None = None) -> list[Source]:
    """The files named, and for each folder the workbooks and documents in it and below, each once.

    In a folder the lock files of open workbooks (~$) and hidden files are passed over,
    and the folder `apart_from`, into which marked copies are written; a folder without
    any workbook or document, or one that may not be read, is itself an answer. A document
    of a folder that turns out to be no report is to be passed over (`may_be_other`).
    """
    sources: dict[str, Source] = {}
    for path in paths:
        if os.path.isdir(path):
            closed: list[OSError] = []
            files = filter(_may_be_report, _files(path, apart_from, closed.append))
            found = [Source(file, folder=path) for file in files]
            found += [Source(e.filename, NOT_ALLOWED.because().finding) for e in closed]
            for source in found or [Source(path, NO_WORKBOOKS.because().finding)]:
                sources.setdefault(os.path.normpath(source.path), source)
        else:
            sources.setdefault(os.path.normpath(path), Source(path))
    return list(sources.values())


def lost(source: Source, why: str) -> Source:
    """A file as one whose reading did not come to an end, for this reason."""
    from gikxl.jobs.lost import answer_to

    return source._replace(refusal=answer_to(why).finding)


def passed_over(paths: Sequence[str], apart_from: str | None = None) -> list[str]:
    """The files in these folders that are no reports by their names, and so not checked."""
    folders = filter(os.path.isdir, paths)
    files = (file for folder in folders for file in _files(folder, apart_from))
    return [file for file in files if not _may_be_report(file)]


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


def _is_workbook(path: str) -> bool:
    return path.lower().endswith(WORKBOOKS)


def _may_be_report(path: str) -> bool:
    return path.lower().endswith(WORKBOOKS + DOCUMENTS)


def _files(
    folder: str,
    apart_from: str | None,
    closed: Callable[[OSError], object] | None = None,
) -> Iterator[str]:
    """The visible files in a folder and below, in order."""
    left_out = os.path.realpath(apart_from) if apart_from else None
    for here, folders, files in os.walk(folder, onerror=closed):
        if os.path.realpath(here) == left_out:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                yield os.path.join(here, name)
