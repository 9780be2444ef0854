"""The table of kinds: what each is, how it is made, and what has to become of it."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests.read.layouts import FORM, OWN

KINDS_IN = ("zips", "xmls", "books", "cells", "strangers", "records", "documents", "places")

Truth = Mapping[str, object]
"""By field: the number that has to be read, or the state of a field without one."""
READ: Truth = dict(OWN)
Expect = str | Truth
Build = Callable[[], bytes] | Callable[[Path], None]


class Kind(NamedTuple):
    """One kind of hostile file."""

    name: str
    what: str
    build: Build
    expect: Expect
    file: str
    is_placed: bool
    """The builder makes the file itself, at the path that it is given."""

    def make(self, folder: Path) -> Path:
        """Write the file, as the only one in its folder."""
        here = folder / self.name
        here.mkdir()
        path = here / self.file
        if self.is_placed:
            self.build(path)
        else:
            path.write_bytes(self.build())
        return path


_kinds: dict[str, Kind] = {}


def kind(expect: Expect, what: str, file: str = "年报.xlsx", *, placed: bool = False):
    """Enter a builder into the table, under its own name."""

    def enter(build: Build) -> Build:
        add(build.__name__, expect, what, build, file, placed=placed)
        return build

    return enter


def add(
    name: str,
    expect: Expect,
    what: str,
    build: Build,
    file: str = "年报.xlsx",
    *,
    placed: bool = False,
) -> None:
    """The same for one of a family that differ in a word."""
    assert name not in _kinds, name
    _kinds[name] = Kind(name, what, build, expect, file, placed)


def read(changes: Mapping[str, object]) -> Truth:
    """What has to be read where some fields of table 三 hold something else, by their cells."""
    return {**READ, **{FIELD_AT[cell]: value for cell, value in changes.items()}}


FIELD_AT = {
    f"{'DEFGHIJ'[index % 7]}{4 + index // 7}": key
    for index, key in enumerate(k for k in FORM.fields if k.startswith("requests."))
}
"""The fields of table 三 by their cells in the usual workbook."""


def kinds() -> list[Kind]:
    """Every kind, in the order of the modules."""
    for module in KINDS_IN:
        import_module(f"tests.torture.{module}")
    return list(_kinds.values())
