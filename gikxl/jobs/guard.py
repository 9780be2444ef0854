"""Run the program in a forked process: what a hostile file does to it does not reach the caller.

Forked before anything is loaded, the process costs two milliseconds; forked later, more
than the reading of a workbook. It loads and does everything, printing included, so that
nothing has to be sent back. The caller only waits, and says what became of the file if
the process did not come to its end.
"""

import os
import sys
from collections.abc import Callable

CAN_FORK = hasattr(os, "fork")
WAIT = 60.0
"""Seconds to wait, computing or not: disks and networks may be slow."""
_NOTHING_SAID = 4


def guarded(program: Callable[[], int], path: str) -> int | str:
    """The exit code of a program that reads this file; or why, in Chinese, it has none.

    Only where CAN_FORK, and only for a process that does nothing else.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        _run(program, path, writing)
    os.close(writing)
    while True:
        try:
            return _outcome(process, reading, path)
        except KeyboardInterrupt:
            continue  # the other process was interrupted too, and says so


def _run(program: Callable[[], int], path: str, pipe: int) -> None:
    """Run it within the limits, tell the exit code, and end this process.

    What libraries print about broken files is for nobody; what Python prints is.
    """
    from gikxl.jobs.limits import limit_computing, limit_memory, seconds_for

    code = _NOTHING_SAID
    try:
        sys.stderr = os.fdopen(os.dup(2), "w", encoding=sys.stderr.encoding, errors="replace")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        limit_computing(seconds_for(path))
        limit_memory()
        code = program()
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(pipe, bytes([code]))
    finally:
        os._exit(code)


def _outcome(process: int, pipe: int, path: str) -> int | str:
    from select import select

    is_silent = not select([pipe], [], [], WAIT)[0]
    code = b"" if is_silent else os.read(pipe, 1)
    if code:
        os.waitpid(process, 0)
        return code[0]
    from gikxl.jobs.lost import reason

    return reason(process, path, is_silent)
