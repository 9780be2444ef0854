"""The commands, one file each: what it is for, its arguments, and how it runs.

A command only calls its twin in gikxl.jobs and prints the answer. Only the chosen one is
loaded: all of them take a tenth of a check.
"""

from importlib import import_module
from types import ModuleType

NAMES = (
    "check", "fill", "new", "narrate", "import", "export", "collect", "rules", "explain", "schema",
    "addin",
)  # fmt: skip
"""In the order in which the help lists them."""

PARTS = {"collect": ("accept", "reject", "replies")}
"""Commands that go with another one: its first argument names them, if it is one of these."""


def command(name: str) -> ModuleType:
    """The module of a command, with PURPOSE, `add_arguments` and `run`.

    That of `collect accept` is collect/accept_.py.
    """
    # Some names are words of the language; a module cannot be called so.
    return import_module(f"{__name__}.{name.replace(' ', '.')}_")
