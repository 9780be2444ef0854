"""What reading one file may cost. A check of a usual workbook takes a fiftieth of it."""

import os
from contextlib import suppress

MEMORY = 500_000_000
"""Bytes, beside what the process holds already."""

_BYTES_A_SECOND = 5_000_000
_PDF_BYTES_A_SECOND = 100_000
"""The slowest report that was seen took a second for 700,000 bytes of PDF."""
_MOST_SECONDS = 60
_PAGE_SIZE = 4_096


def seconds_for(path: str) -> int:
    """How many seconds of computing a file may take, by its size and its name."""
    size = 0
    with suppress(OSError, ValueError):
        size = os.stat(path).st_size
    is_pdf = path.lower().endswith(".pdf")
    return min(1 + size // (_PDF_BYTES_A_SECOND if is_pdf else _BYTES_A_SECOND), _MOST_SECONDS)


def limit_computing(seconds: int) -> None:
    """Let the system end this process once it has computed for so long from now."""
    with suppress(ImportError, ValueError, OSError):
        from resource import RLIMIT_CPU, getrlimit, setrlimit

        spent = sum(os.times()[:2])
        setrlimit(RLIMIT_CPU, (int(spent) + seconds, getrlimit(RLIMIT_CPU)[1]))


def limit_memory(memory: int = MEMORY) -> None:
    """Let an allocation fail beyond so many more bytes, where the system has such a limit.

    What counts are the data segments: libraries reserve addresses that they never use. What
    fails then must leave neither a file of its memory nor a trace of its calls: to collect
    that trace takes memory, and calamine would wait for itself for ever.
    """
    os.environ["RUST_BACKTRACE"] = "0"
    with suppress(ImportError, ValueError, OSError):
        from resource import RLIMIT_CORE, RLIMIT_DATA, getrlimit, setrlimit

        setrlimit(RLIMIT_CORE, (0, getrlimit(RLIMIT_CORE)[1]))
        setrlimit(RLIMIT_DATA, (_held() + memory, getrlimit(RLIMIT_DATA)[1]))


def _held() -> int:
    """The bytes in the data segments of this process, as far as the system tells."""
    with suppress(OSError, ValueError, IndexError), open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[5]) * _PAGE_SIZE
    return 0
