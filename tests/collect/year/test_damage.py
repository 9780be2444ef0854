"""What is damaged on its way costs a question at most, never a number."""

import random
from pathlib import Path

from gikxl.read import read
from tests.collect.year.city import City
from tests.collect.year.table import YEAR, standing_after, unit
from tests.collect.year.truth import counted


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The same with some bytes changed, cut off somewhere or not."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 20, 400))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.3 else changed)


def test_damaged_copies_beside_whole_ones_change_no_number(tmp_path: Path) -> None:
    chance = random.Random(7)
    city = City(tmp_path, None)
    for number in (1, 2, 3):
        city.post.deliver(number)
    for path in sorted(city.post.folder.iterdir()):
        path.with_name(f"坏-{path.name}").write_bytes(damaged(path.read_bytes(), chance))
    wave = city.collect("--roster", city.roster("单位名单.xlsx"), "--year", YEAR)
    expected = standing_after(3) | {unit("人民防空办公室"): "failing"}
    others = {name: status for name, status in wave.stands.items() if status != expected[name]}
    assert set(others.values()) <= {"question"}
    assert len(others) < 9
    came = {one.number: one for one in wave.came}
    for name, one in wave.units.items():
        if one["status"] == "counted":
            assert came[one["number"]].document.numbers == counted(name)
    assert read(wave.said["rollup"]).unit == "云泽市人民政府"
