"""A mailbox on a server: what is new in one folder, read without leaving a trace there.

A mail's key is UIDVALIDITY and UID. Where the server numbers its mails anew, all are read
again, and the ledger finds by their digests that it has them.
"""

import time
from collections.abc import Callable, Iterator, Sequence

from gikxl.collect.model import Item, Known, Trouble
from gikxl.collect.sources.address import parse, without_password
from gikxl.collect.sources.credentials import authorization_code
from gikxl.collect.sources.mbox import HEAD
from gikxl.collect.sources.place import MOST_BYTES, Offers
from gikxl.collect.sources.refusals import CUT_OFF, FOLDER_REFUSED, MAIL_REFUSED, NOT_REACHED
from gikxl.collect.sources.session import LOST, REFUSED, Envelope, Session, said, trusting
from gikxl.finding import Unreadable

Connect = Callable[[], Session]

WAITS = (0.5, 3.0, 10.0)
"""Seconds before connecting again; once for each, then the rest is left to the next run."""

_ENVELOPES = 100
"""Their numbers stand in one command, of which servers take about a thousand bytes."""
_BATCH_BYTES = 4_000_000
_BATCH_MAILS = 50


def offered(source: str, known: Known, ca: str = "") -> Offers:
    """The mails of the folder that were not taken in before, with their bytes.

    A connection that breaks is opened again, and goes on with what is left.
    """
    shown = without_password(source)
    try:
        address = parse(source)
        trusted = trusting(ca)
        mailbox = _Mailbox(source, known, address.folder)
        code = authorization_code(address.user, address.host)
        yield from mailbox.offered(lambda: Session(address, code, trusted))
    except Unreadable as refusal:
        yield Trouble(shown, shown, refusal.finding)


class _Mailbox:
    """What is new in the folder, over as many sessions as it takes."""

    def __init__(self, source: str, known: Known, folder: str) -> None:
        self._source = source
        self._known = known
        self._folder = folder
        self._done = set[str]()

    def offered(self, connect: Connect) -> Iterator[Item | Trouble]:
        """All that is new. Raises Unreadable if it cannot be had, or not to its end."""
        session = _connected(connect, first=True)
        waits = list(WAITS)
        while True:
            if session:
                try:
                    for offer in self._new(session):
                        waits = list(WAITS)
                        yield offer
                    session.close()
                    return
                except LOST:
                    pass
                except REFUSED as error:
                    raise FOLDER_REFUSED.because(f"{self._folder}；{said(error)}") from None
                finally:
                    session.cut()
            if not waits:
                raise CUT_OFF.because(self._folder)
            time.sleep(waits.pop(0))
            session = _connected(connect)

    def _new(self, session: Session) -> Iterator[Item | Trouble]:
        """What is new in one session, a few mails at a time, so that memory does not grow."""
        new = [uid for uid in session.numbers() if self._is_new(f"{session.validity}/{uid}")]
        left = set(new)
        for first in range(0, len(new), _ENVELOPES):
            for batch in _batches(session.envelopes(new[first : first + _ENVELOPES])):
                for envelope, data in _read(session, batch):
                    left.discard(envelope.uid)
                    self._done.add(f"{session.validity}/{envelope.uid}")
                    yield self._item(session.validity, envelope, data)
        # Mails that did not come were deleted meanwhile, or are there and not handed out.
        for uid in sorted(left.intersection(session.numbers()) if left else ()):
            where = f"{self._folder}/UID {uid}"
            self._done.add(f"{session.validity}/{uid}")
            yield Trouble(self._source, where, MAIL_REFUSED.because(where).finding)

    def _is_new(self, key: str) -> bool:
        return key not in self._done and not self._known.has(self._source, key)

    def _item(self, validity: int, envelope: Envelope, data: bytes) -> Item:
        """A mail; of one that is too large only its head is kept, with its length."""
        length = max(envelope.size, len(data))
        item = Item(self._source, f"{validity}/{envelope.uid}", "mail", data=data)
        if length > MOST_BYTES:
            item = item._replace(data=data[:HEAD], length=length)
        return item._replace(arrived=envelope.arrived)


def _read(session: Session, batch: Sequence[Envelope]) -> Iterator[tuple[Envelope, bytes]]:
    """The mails of a batch that the server hands out; of one that is too large, its head."""
    fitting = [envelope.uid for envelope in batch if envelope.size <= MOST_BYTES]
    bodies = session.bodies(fitting) if fitting else {}
    for envelope in batch:
        large = envelope.size > MOST_BYTES
        data = session.head(envelope.uid) if large else bodies.get(envelope.uid)
        if data is not None:
            yield envelope, data


def _connected(connect: Connect, *, first: bool = False) -> Session | None:
    """A session, or None where it is worth trying again. Raises Unreadable if it is not."""
    try:
        return connect()
    except LOST:
        return None
    except Unreadable as refusal:
        if first or refusal.finding.code != NOT_REACHED.code:
            raise
        return None


def _batches(envelopes: Sequence[Envelope]) -> Iterator[list[Envelope]]:
    """Mails that are fetched at once: a few small ones, or one large one."""
    batch: list[Envelope] = []
    size = 0
    for envelope in envelopes:
        if batch and (size + envelope.size > _BATCH_BYTES or len(batch) >= _BATCH_MAILS):
            yield batch
            batch, size = [], 0
        batch.append(envelope)
        size += envelope.size
    if batch:
        yield batch
