"""Print the ways out, and how many strings were tried on each; 1 where one did not hold."""

import argparse
import random
import tempfile
from pathlib import Path

from tests.escaping.exits import EXITS, Exit
from tests.escaping.strings import NASTY


def main() -> int:
    """Try every string alone and `--more` random joins of them on each way out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--more", type=int, default=40)
    options = parser.parse_args()
    chance = random.Random(6)
    pieces = list(NASTY.values())
    joins = ["".join(chance.sample(pieces, 3)) for _ in range(options.more)]
    failed = 0
    print(
        "| 出口 | 到这里的字 | 怎样写出 | 用什么读回 | 试了 | 没有守住 |\n|---|---|---|---|---|---|"
    )
    for way in EXITS:
        broken = sum(not holds(way, nasty) for nasty in (*pieces, *joins))
        failed += broken
        row = (way.name, way.strings, way.put_in, way.read_by, len(pieces) + len(joins), broken)
        print(f"| {' | '.join(map(str, row))} |", flush=True)
    return 1 if failed else 0


def holds(way: Exit, nasty: str) -> bool:
    """Whether a way out holds against a string."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            way.holds(nasty, Path(folder))
        except Exception:
            return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
