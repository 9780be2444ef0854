"""What the ledger knows of the replies: their drafts, and which were sent."""

from gikxl.collect.ledger import Ledger
from gikxl.collect.ledger.rows import text
from gikxl.collect.model import Reply


def replies(ledger: Ledger) -> list[Reply]:
    """Every reply that was drafted, in the order in which they were first written."""
    found = ledger.select(
        "SELECT unit, kind, about, key, path, written, state, changed, answer FROM replies"
        " ORDER BY written, unit, kind, about"
    )
    return [Reply(*row) for row in found]


def record(ledger: Ledger, *changed: Reply) -> None:
    """Write down how far these replies have got, all at once; on the disk when this returns."""
    with ledger.transaction() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (tuple(map(text, reply)) for reply in changed),
        )


def forget(ledger: Ledger, *gone: Reply) -> None:
    """Take out replies whose drafts are gone and that nobody wants any more."""
    with ledger.transaction() as connection:
        connection.executemany(
            "DELETE FROM replies WHERE unit = ? AND kind = ? AND about = ?",
            ((text(reply.unit), reply.kind, reply.about) for reply in gone),
        )
