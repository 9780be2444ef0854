"""Every hostile kind, through the real command: nothing that has to be 0 is not."""

import os
from itertools import groupby

import pytest

from tests.torture.__main__ import try_kinds
from tests.torture.kinds import Kind, kinds

if not hasattr(os, "fork"):
    pytest.skip("这里没有 fork", allow_module_level=True)


def by_module() -> list[list[Kind]]:
    """The kinds, a list for each module that makes them."""
    return [list(group) for _, group in groupby(kinds(), lambda kind: kind.build.__module__)]


def test_there_are_enough_of_them() -> None:
    assert len(kinds()) >= 400


@pytest.mark.parametrize("some", by_module(), ids=lambda some: some[0].build.__module__)
def test_each_is_read_right_or_refused(some: list[Kind], tmp_path) -> None:
    tried = try_kinds(some, tmp_path)
    assert {one.name: one.faults() for one in tried if one.faults()} == {}
