import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.escaping.exits import EXITS, Exit
from tests.escaping.strings import NASTY, TEXTS

SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
AT_ONCE = 8
A_FEW, SOME = 10, 3
"""Ways out that take a second get one string in three; `python -m tests.escaping` tries all."""

by_name = pytest.mark.parametrize("way", EXITS, ids=lambda way: way.name)


@by_name
@pytest.mark.parametrize("part", range(AT_ONCE))
def test_each_string(way: Exit, part: int, tmp_path: Path) -> None:
    step = AT_ONCE * (SOME if way.examples < A_FEW else 1)
    for number, (name, nasty) in enumerate(itertools.islice(NASTY.items(), part, None, step)):
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            way.holds(nasty, folder)
        except Exception as error:
            raise AssertionError(f"{way.name}: {name}") from error


@by_name
def test_several_at_once(way: Exit, tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(max_examples=way.examples, deadline=None, suppress_health_check=SLOW)
    @given(TEXTS)
    def tried(nasty: str) -> None:
        way.holds(nasty, tmp_path_factory.mktemp("several"))

    tried()
