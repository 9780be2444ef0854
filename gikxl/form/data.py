"""A data file, parsed; kept beside Python's byte code, as the byte code is.

Parsing TOML costs a check half of what starting Python costs it.
"""

import marshal
import os
import sys
from typing import Any

_FOLDER = os.path.dirname(__file__)


def read(edition: int) -> dict[str, Any]:
    """The content of the edition's TOML file; FileNotFoundError if there is none."""
    return parsed(_FOLDER, f"{edition}.toml")


def parsed(folder: str, name: str) -> dict[str, Any]:
    """The content of a TOML file that belongs to the program."""
    path = os.path.join(folder, name)
    stat = os.stat(path)
    stamp = (stat.st_mtime_ns, stat.st_size, sys.hexversion)
    kept = os.path.join(folder, "__pycache__", f"{os.path.splitext(name)[0]}.marshal")
    try:
        with open(kept, "rb") as file:
            found, data = marshal.load(file)  # noqa: S302 - as trusted as the byte code beside it
        if found == stamp:
            return dict(data)
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return _parse(path, kept, stamp)


def _parse(path: str, keep: str, stamp: tuple[int, ...]) -> dict[str, Any]:
    import tomllib

    with open(path, "rb") as file:
        data = tomllib.load(file)
    if not sys.dont_write_bytecode:
        part = f"{keep}.{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(keep), exist_ok=True)
            with open(part, "wb") as file:
                marshal.dump((stamp, data), file)
            os.replace(part, keep)
        except OSError:
            pass  # a folder that must not be written to: parse again next time
    return data
