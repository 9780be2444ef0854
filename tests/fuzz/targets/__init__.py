"""One target a file: `seeds()`, the inputs to begin with; `WORDS`, pieces to build others of;
and `check(data)`, which raises where something does not hold.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import NamedTuple

NAMES = (
    "number", "labels", "xlsx_marks", "xls_marks", "package",
    "mail", "words", "outlook", "page", "plain", "word_file", "claims",
)  # fmt: skip


class Target(NamedTuple):
    """What is fuzzed, and with what one begins."""

    name: str
    seeds: Callable[[], Iterator[bytes]]
    check: Callable[[bytes], None]
    words: Sequence[str]


def load(name: str) -> Target:
    """A target by its name."""
    module = import_module(f"tests.fuzz.targets.{name}")
    return Target(name, module.seeds, module.check, getattr(module, "WORDS", ()))
