"""Files written whole or not at all."""

import contextlib
import os
from collections.abc import Iterator
from typing import BinaryIO

PARTIAL = ".gikxl-"
"""How the name of a file begins that is not complete yet."""


def part_of(path: str) -> str:
    """The name, beside a file, under which it is written until it is complete."""
    return os.path.join(os.path.dirname(path), f"{PARTIAL}{os.urandom(6).hex()}.tmp")


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` only when it is complete.

    Whoever stops half-way, by an exception or a kill, leaves `path` as it was. OSError
    passes through: no permission, no space, a file that Excel holds open.
    """
    target = os.path.realpath(path)
    partial = part_of(target)
    try:
        with open(partial, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    except BaseException as error:
        if isinstance(error, OSError) and error.errno and error.filename in (None, partial):
            error.filename = os.fspath(path)
        with contextlib.suppress(OSError):
            os.unlink(partial)
        raise
