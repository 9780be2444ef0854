"""The commands, one file each: what it is for, its arguments, and how it runs.

A command only calls its twin in gikxl.jobs and prints the answer. Only the chosen one is
loaded: all of them take a tenth of a check.
"""

from importlib import import_module
from types import ModuleType

NAMES = (
    "check", "fill", "new", "narrate", "import", "export", "rules", "explain", "schema", "addin",
)  # fmt: skip
"""In the order in which the help lists them."""


def command(name: str) -> ModuleType:
    """The module of a command, with PURPOSE, `add_arguments` and `run`."""
    # Some names are words of the language; a module cannot be called so.
    return import_module(f"{__name__}.{name}_")
