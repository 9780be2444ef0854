"""Taking in what the sources offer: workers do it, the ledger is told in order, in batches."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from gikxl.collect.intake import Intake, Kept, NotKept, Taken, to_check
from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Document, Item, Received, Stamp, Trouble
from gikxl.collect.originals import digest_of, flush
from gikxl.collect.sources import items
from gikxl.jobs.pool import in_order

Watch = Callable[[Received], object]
"""Is told of everything that is taken in."""

_BATCH = 200
_LONGEST = 1.0
"""Seconds. What a kill may cost: it is done again by the next run."""


class Offer(NamedTuple):
    """Where to look: sources, a folder in them that is left out, a private CA's certificate."""

    sources: Sequence[str]
    apart_from: str
    ca: str = ""


class TakeIn:
    """One run of taking in; `troubles` is what it missed."""

    def __init__(self, ledger: Ledger, intake: Intake, watch: Watch | None = None) -> None:
        self.troubles: list[Trouble] = []
        self._ledger = ledger
        self._intake = intake
        self._watch = watch
        self._batch: list[Received] = []
        self._begun = 0.0
        self._offered = 0
        self._done = 0
        self._stamps: deque[tuple[int, Stamp]] = deque()
        """The stamps, each with how many items were offered before it."""
        self._unsettled: set[str] = set()
        """Sources of which something was not had: they are to be asked once more."""

    def run(self, offer: Offer) -> None:
        """Take in all that is new. Raises OSError if originals or ledger cannot be written."""
        taken = in_order(self._intake.take_in, self._items(offer), self._with_care, weight=_weight)
        for one in taken:
            self._done += 1
            if isinstance(one, Trouble):
                self.troubles.append(one)
                self._unsettled.add(one.source)
            else:
                self._note(_kept(one))
        self._write()

    def check_again(self, kept: Sequence[Kept]) -> None:
        """Check originals once more, by what holds now."""
        documents: list[Document] = []
        for document in in_order(self._intake.check, kept, self._intake.failed):
            documents.append(document)
            if len(documents) == _BATCH:
                self._ledger.put(documents)
                documents.clear()
        self._ledger.put(documents)

    def _items(self, offer: Offer) -> Iterator[Item]:
        for source in offer.sources:
            for one in items(source, self._ledger, apart_from=offer.apart_from, ca=offer.ca):
                if isinstance(one, Item):
                    self._offered += 1
                    yield one
                elif isinstance(one, Stamp):
                    self._stamps.append((self._offered, one))
                else:
                    self.troubles.append(one)

    def _with_care(self, item: Item, _why: str) -> Taken:
        """Take in once more, step by step, what its worker did not survive.

        So it costs no more than the one attachment that it is about.
        """
        taken = next(in_order(self._intake.unfold, [item], self._intake.keep_whole, processes=1))
        if not isinstance(taken, Received):
            return taken
        checked = in_order(self._intake.check, to_check(taken), self._intake.failed, processes=1)
        return taken._replace(documents=tuple(checked))

    def _note(self, received: Received) -> None:
        if not self._batch:
            self._begun = time.monotonic()
        self._batch.append(received)
        if self._watch:
            self._watch(received)
        if len(self._batch) >= _BATCH or time.monotonic() - self._begun > _LONGEST:
            self._write()

    def _write(self) -> None:
        """Tell the ledger, once the originals are on the disk; then a second copy may go."""
        stamps = []
        while self._stamps and self._stamps[0][0] <= self._done:
            stamp = self._stamps.popleft()[1]
            if stamp.source not in self._unsettled:
                stamps.append(stamp)
        files = (one for mail in self._batch for one in mail.attachments)
        flush(self._ledger.folder, {one.path for one in files if one.path})
        twice = self._ledger.add(self._batch, stamps)
        self._batch.clear()
        for path, first in twice:
            self._keep_once(path, first)

    def _keep_once(self, path: str, first: str) -> None:
        """Take the second of two equal files away, unless the first is not what it was."""
        folder = self._ledger.folder
        kept, other = os.path.join(folder, first), os.path.join(folder, path)
        with suppress(OSError):
            if digest_of(folder, first) == digest_of(folder, path):
                os.unlink(other)
            else:
                os.replace(other, kept)


def _kept(taken: Received | NotKept) -> Received:
    if isinstance(taken, NotKept):
        raise OSError(*taken)
    return taken


def _weight(item: Item) -> int:
    return len(item.data or b"")
