"""The buttons, one file each: what stands on it, what it is for, and how it runs.

A button only calls its twin in gikxl.jobs and shows the answer; only the one that was
pressed is loaded.
"""

from importlib import import_module
from types import ModuleType

NAMES = (
    "new", "headers", "totals", "carry_over", "check", "next", "clear", "narrate", "refresh",
    "export", "collect",
)  # fmt: skip
"""In the order in which the ribbon shows them; each is the id of its button."""

WITHOUT_BOOK = ("new", "collect")
"""Those that need no open workbook; each has `make`, which takes the application alone."""


def command(name: str) -> ModuleType:
    """The module of a button, with LABEL, PURPOSE and `run`."""
    return import_module(f"{__name__}.{name}_")
