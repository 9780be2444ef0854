"""A collection with units in every state, and what its replies are made with."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gikxl.collect.ledger import Ledger
from gikxl.collect.ledger.replies import replies
from gikxl.collect.model import Reply, Standing
from gikxl.collect.replies.drafts import Drafts, write_drafts
from gikxl.collect.replies.plan import Plan, Writer
from gikxl.collect.replies.texts import packaged, parse
from tests.collect.scenes import standing, standings

NOW = "2025-02-03T09:00:00+08:00"
TEXTS = parse(packaged())


class Collection:
    """A folder with its ledger; each `draft` is a run of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.marked: list[str] = []
        with Ledger.open(str(folder), create=True):
            pass

    def draft(
        self, *units: Standing, now: str = NOW, mark: object = None, **wanted: object
    ) -> Drafts:
        with self.ledger() as ledger:
            return write_drafts(ledger, writer(*units, now=now), mark or self.mark, **wanted)

    def ledger(self) -> Ledger:
        return Ledger.open(str(self.folder))

    def mark(self, plans: Sequence[Plan]) -> Iterator[bytes]:
        for plan in plans:
            self.marked.append(plan.unit)
            yield b"PK of " + plan.unit.encode()

    def rows(self) -> list[Reply]:
        with self.ledger() as ledger:
            return replies(ledger)

    def files(self) -> list[str]:
        root = self.folder / "回复"
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def writer(*units: Standing, now: str = NOW) -> Writer:
    return Writer(standings(*units), TEXTS, now, "seed")


def some() -> list[Standing]:
    return [
        standing(1, "财政局", "counted"),
        standing(2, "教育局", "failing"),
        standing(3, "司法局", "unreadable"),
        standing(4, "民政局", "question", questions=("哪一份？",)),
        standing(5, "水利局", "missing", due="2025-01-31"),
    ]
