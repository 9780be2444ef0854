"""The replies of a collection, from its ledger to the drafts."""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from gikxl.collect.checking import checker
from gikxl.collect.clock import now
from gikxl.collect.ledger import Ledger
from gikxl.collect.model import ReplyKind, Standings
from gikxl.collect.output import LAST
from gikxl.collect.present import present
from gikxl.collect.replies.drafts import Drafts, chosen, write_drafts
from gikxl.collect.replies.marked import Marked, Marker
from gikxl.collect.replies.plan import Plan, Writer
from gikxl.collect.replies.sending import once_more
from gikxl.collect.replies.texts import texts_of
from gikxl.finding import Unreadable
from gikxl.jobs.check import Checker
from gikxl.write.wording import clean

Watch = Callable[[Iterable[Marked], int], Iterable[Marked]]

_SEED = "replies"
"""The setting with what is this collection's own in its message ids."""


class Replies(NamedTuple):
    """Where everybody stands, and the reply to each."""

    standings: Standings
    drafts: Drafts


def draft_replies(
    ledger: Ledger,
    *,
    kinds: Sequence[ReplyKind] = (),
    units: Sequence[str] = (),
    again: Sequence[str] = (),
    texts: str | None = None,
    watch: Watch = lambda marked, _: marked,
) -> Replies:
    """Write the drafts of a collection, or renew them; nothing is sent.

    `kinds` and `units` choose some of them; the replies to the units in `again` may be sent
    once more. `texts` is a file of words, otherwise the one in the collection's folder.
    `watch` passes on the workbooks as they are marked, which takes longest, and their number.
    Raises ValueError, in Chinese, for a unit that is not there or a file that is not what it
    should be; OSError if something cannot be read or written.
    """
    standings = present(ledger)
    names = {standing.office.name for standing in standings.units}
    for unit in (*units, *again):
        if unit not in names:
            raise ValueError(f"单位名单里没有“{clean(unit)}”，请写名单里的全称")
    writer = Writer(standings, texts_of(ledger.folder, texts), now(), _seed(ledger))
    once_more(ledger, again)
    marker = Marker(ledger.folder, _checker(ledger))

    def mark(plans: Sequence[Plan]) -> Iterable[Marked]:
        return watch(marker.all(plans), len(plans))

    drafts = write_drafts(ledger, writer, mark, chosen(kinds, units))
    return Replies(standings, drafts)


def _checker(ledger: Ledger) -> Checker:
    """What collecting checks with, as far as last year's reports are still there."""
    try:
        return checker(ledger.setting(LAST))
    except Unreadable:
        return checker("")


def _seed(ledger: Ledger) -> str:
    """What tells the message ids of this collection from all others'."""
    if not ledger.setting(_SEED):
        ledger.set(_SEED, os.urandom(16).hex())
    return ledger.setting(_SEED)
