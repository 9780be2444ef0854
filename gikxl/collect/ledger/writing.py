"""What was received goes into the ledger, each thing once."""

import sqlite3
from collections.abc import Mapping
from functools import cache

from gikxl.collect.ledger import rows
from gikxl.collect.ledger.rows import text
from gikxl.collect.model import Attachment, Document, Received
from gikxl.form import EDITIONS, load
from gikxl.report import Number

Twice = tuple[str, str]
"""The path at which a file was kept just now, and the one at which the ledger has it."""


def add(connection: sqlite3.Connection, run: int, received: Received) -> list[Twice]:
    """Write down one mail, within a transaction; what was kept twice."""
    added = connection.execute(
        "INSERT OR IGNORE INTO messages (digest, run, kind, source, key, message_id, subject,"
        " sender, sender_name, sent, arrived, problems)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            received.digest,
            run,
            received.kind,
            text(received.source),
            text(received.key),
            text(received.message_id),
            text(received.subject),
            text(received.sender),
            text(received.sender_name),
            received.sent,
            received.arrived,
            rows.findings_as_json(received.problems),
        ),
    )
    if added.rowcount:
        message = added.lastrowid or 0
    else:
        (message,) = connection.execute(
            "SELECT number FROM messages WHERE digest = ?", (received.digest,)
        ).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO seen VALUES (?, ?, ?)",
        (text(received.source), text(received.key), message),
    )
    paths = {one.path: _keep(connection, one) for one in received.attachments if one.path}
    if added.rowcount:
        for attachment in received.attachments:
            _attach(connection, message, attachment)
    for document in received.documents:
        put_document(connection, document)
    return [(path, first) for path, first in paths.items() if path != first]


def put_document(connection: sqlite3.Connection, document: Document) -> None:
    """Write down what an original turned out to be, in place of what was said before."""
    form, numbers = _numbers(connection, document.numbers, document.edition)
    last_form, last_numbers = _numbers(connection, document.last_numbers, document.edition)
    connection.execute(
        "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.digest,
            document.basis,
            document.verdict,
            document.unit and text(document.unit),
            document.year,
            document.edition,
            document.level and text(document.level),
            rows.findings_as_json(document.findings),
            form,
            numbers,
            last_form,
            last_numbers,
        ),
    )


def _keep(connection: sqlite3.Connection, attachment: Attachment) -> str:
    """Note where an original is kept; where the ledger has it from now on, or had it before."""
    connection.execute(
        "INSERT OR IGNORE INTO originals VALUES (?, ?, ?)",
        (attachment.digest, attachment.path, attachment.size),
    )
    (path,) = connection.execute(
        "SELECT path FROM originals WHERE digest = ?", (attachment.digest,)
    ).fetchone()
    return str(path)


def _attach(connection: sqlite3.Connection, message: int, attachment: Attachment) -> None:
    connection.execute(
        "INSERT INTO attachments (message, name, inside, digest, size, refusal)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            message,
            text(attachment.name),
            text(attachment.inside),
            attachment.digest,
            attachment.size,
            rows.finding_as_json(attachment.refusal),
        ),
    )


def _numbers(
    connection: sqlite3.Connection, numbers: Mapping[str, Number] | None, edition: int | None
) -> tuple[int | None, str | None]:
    """The form that numbers belong to, by its number in the ledger, and the numbers as JSON."""
    if numbers is None or edition is None:
        return None, None
    found = next(one for one in (edition, *EDITIONS) if numbers.keys() <= _fields(one).keys())
    keys = " ".join(_fields(found))
    row = connection.execute("SELECT number FROM forms WHERE fields = ?", (keys,)).fetchone()
    if row is None:
        made = connection.execute(
            "INSERT INTO forms (edition, fields) VALUES (?, ?)", (found, keys)
        )
        row = (made.lastrowid,)
    return row[0], rows.numbers_as_json(numbers, list(_fields(found)))


@cache
def _fields(edition: int) -> Mapping[str, object]:
    return load(edition).fields
