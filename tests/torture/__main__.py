"""The table: what became of every kind, or of the files of a folder."""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.torture.kinds import Kind, kinds
from tests.torture.trial import (
    MOST_MEGABYTES,
    MOST_SECONDS,
    Outcome,
    misread,
    readings,
    run,
    surprise,
)  # fmt: skip


class Tried(NamedTuple):
    """A file that was tried, and what has to be 0."""

    name: str
    outcome: Outcome
    misread: str = ""
    surprise: str = ""

    def faults(self) -> dict[str, str]:
        """By the kind of fault, what it is; nothing if there is none."""
        trouble = self.outcome.trouble
        found = {
            "crashes": trouble if trouble.startswith("crash") else "",
            "hangs": trouble if trouble.startswith("hang") else "",
            "silent misreads": self.misread,
            "other than expected": self.surprise,
            f"over {MOST_SECONDS:.0f} s computing": _over(self.outcome.seconds, MOST_SECONDS, "s"),
            f"over {MOST_MEGABYTES:.0f} MB": _over(self.outcome.megabytes, MOST_MEGABYTES, "MB"),
        }
        return {kind: what for kind, what in found.items() if what}


FAULTS = (
    "crashes", "hangs", "silent misreads", "other than expected",
    f"over {MOST_SECONDS:.0f} s computing", f"over {MOST_MEGABYTES:.0f} MB",
)  # fmt: skip


def _over(value: float, most: float, unit: str) -> str:
    return f"{value:.1f} {unit}" if value > most else ""


def try_kinds(chosen: Sequence[Kind], folder: Path, processes: int = 1) -> list[Tried]:
    """Make each file, check it, and compare what was read with what stands there."""

    def one(kind: Kind) -> tuple[Kind, Path, Outcome]:
        path = made_apart(kind, folder)
        return kind, path, run(path)

    with ThreadPoolExecutor(processes) as pool:
        done = list(pool.map(one, chosen))
    is_read = [path for kind, path, outcome in done if not outcome.unreadable]
    got = dict(zip(is_read, readings(is_read), strict=True))
    return [
        Tried(
            kind.name, outcome,
            misread(got.get(path, {}), kind.expect, outcome),
            surprise(got.get(path, {}), kind.expect, outcome),
        )
        for kind, path, outcome in done
    ]  # fmt: skip


def made_apart(kind: Kind, folder: Path) -> Path:
    """Make a file in another process: this one stays small, for it is what others begin as."""
    if kind.is_placed:
        return kind.make(folder)
    process = os.fork()
    if not process:
        kind.make(folder)
        os._exit(0)
    os.waitpid(process, 0)
    return folder / kind.name / kind.file


def try_folder(folder: Path, processes: int = 1) -> list[Tried]:
    """The files of a folder and below; nobody knows what stands in them."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    with ThreadPoolExecutor(processes) as pool:
        return [
            Tried(str(path.relative_to(folder)), outcome)
            for path, outcome in zip(paths, pool.map(run, paths), strict=True)
        ]


def table(tried: Sequence[Tried]) -> str:
    """The counts, and each fault by name."""
    refused = Counter(one.outcome.codes[0] for one in tried if one.outcome.unreadable
                      and one.outcome.codes)  # fmt: skip
    lines = [
        f"{'tried':24}{len(tried):6}",
        f"{'read':24}{sum(not one.outcome.unreadable for one in tried):6}",
        *(f"{'refused with ' + code:24}{count:6}" for code, count in sorted(refused.items())),
        *(f"{fault:24}{sum(fault in one.faults() for one in tried):6}" for fault in FAULTS),
        f"{'slowest':24}{max(one.outcome.seconds for one in tried):6.2f} s",
        f"{'largest':24}{max(one.outcome.megabytes for one in tried):6.0f} MB",
    ]
    lines += [f"  {one.name}: {fault}: {what}" for one in tried for fault, what
              in one.faults().items()]  # fmt: skip
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if anything that has to be 0 is not."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("names", nargs="*", help="only the kinds whose names begin so")
    parser.add_argument("--folder", type=Path, help="try the files of this folder instead")
    parser.add_argument("--keep", type=Path, help="make the files here, and leave them")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("-v", "--verbose", action="store_true", help="a line for each file")
    options = parser.parse_args(arguments)
    if options.folder:
        tried = try_folder(options.folder, options.processes)
    else:
        with tempfile.TemporaryDirectory() as name:
            folder = options.keep or Path(name)
            folder.mkdir(exist_ok=True)
            tried = try_kinds(chosen(options.names), folder, options.processes)
    if options.verbose:
        for one in tried:
            out = one.outcome
            told = " ".join(dict.fromkeys(out.codes)) or "nothing"
            print(f"{one.name:30}{out.seconds:6.2f} s {out.megabytes:5.0f} MB  {told}")
    print(table(tried))
    return int(any(one.faults() for one in tried))


def chosen(names: Iterable[str]) -> list[Kind]:
    """The kinds whose names begin with one of these; all if there are none."""
    beginnings = tuple(names)
    return [kind for kind in kinds() if not beginnings or kind.name.startswith(beginnings)]


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
