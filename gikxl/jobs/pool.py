"""Check many files with all cores; a worker that dies costs one file."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gikxl.jobs.check import Checked
    from gikxl.jobs.sources import Source

Check = Callable[["Source"], "Checked"]

_CHUNK = 8
_MOST_PROCESSES = 60
"""Windows allows no more."""


def check_in_pool(
    check: Check, sources: "Sequence[Source]", died: "Callable[[Source], Checked]"
) -> "Iterator[Checked]":
    """Check files in order; `died` says what becomes of one that its worker did not survive.

    A worker that dies takes its pool with it. The files that the pool may have been at
    are then checked again, each in a process of its own, and the rest in a new pool.
    """
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    done = 0
    while done < len(sources):
        try:
            with _pool(check, processes) as pool:
                for checked in pool.map(_check_in_worker, sources[done:], chunksize=_CHUNK):
                    done += 1
                    yield checked
        except BrokenProcessPool:
            for source in sources[done : done + _CHUNK * processes]:
                done += 1
                yield _check_alone(check, source, died)


def _check_alone(check: Check, source: "Source", died: "Callable[[Source], Checked]") -> "Checked":
    try:
        with _pool(check, 1) as pool:
            return pool.submit(_check_in_worker, source).result()
    except BrokenProcessPool:
        return died(source)


def _pool(check: Check, processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, initializer=_begin, initargs=(check,))


_check: Check


def _begin(check: Check) -> None:
    """Keep what checks, with last year's reports, in a worker process.

    An interruption is for the main process to answer.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _check
    _check = check


def _check_in_worker(source: "Source") -> "Checked":
    return _check(source)
