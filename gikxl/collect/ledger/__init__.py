"""The ledger (台账): one SQLite file that knows what was received and what became of it.

Whoever opens it holds it alone until it is closed; a process that dies leaves no lock, and
of its last batch either everything or nothing.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

from gikxl.collect.clock import now
from gikxl.collect.ledger import rows
from gikxl.collect.ledger.opening import connect, told
from gikxl.collect.ledger.rows import text
from gikxl.collect.ledger.writing import Twice, add, put_document
from gikxl.collect.model import Attachment, Decision, Document, Received, Submission

__all__ = ["NAME", "Ledger"]

NAME = "台账.sqlite"


class Ledger:
    """What a folder of collecting knows. Make it with `open`."""

    def __init__(self, folder: str, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.path = os.path.join(folder, NAME)
        self.run = 0
        """The run that is going on."""
        self._connection = connection

    @classmethod
    def open(cls, folder: str, *, create: bool = False, wait: float = 10) -> "Ledger":
        """Open the ledger of a folder for this process alone; `create` makes what is not there.

        Waits up to `wait` seconds for another process. Raises ValueError, in Chinese, if
        there is none, another process does not let go of it, or it is no ledger of ours;
        OSError if it cannot be read or written.
        """
        path = os.path.join(folder, NAME)
        if create:
            os.makedirs(folder, exist_ok=True)
        elif not os.path.isfile(path):
            raise ValueError(f"{folder} 里没有台账（{NAME}）。请先运行 gikxl collect 收集")
        return cls(folder, connect(path, wait))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection, for statements that take effect together or not at all.

        Raises OSError if the disk is full and the like.
        """
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise told(error, self.path) from None

    def select(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises OSError or ValueError, in Chinese, if it cannot be read."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise told(error, self.path) from None

    # What the sources ask

    def has(self, source: str, key: str) -> bool:
        """Whether this item of the source was taken in before."""
        found = self.select(
            "SELECT 1 FROM seen WHERE source = ? AND key = ?", text(source), text(key)
        )
        return bool(found)

    def stamp(self, source: str, path: str) -> str:
        """The fingerprint that a container had when all in it had been taken in; empty if none."""
        found = self.select(
            "SELECT fingerprint FROM stamps WHERE source = ? AND path = ?", text(source), text(path)
        )
        return found[0][0] if found else ""

    # What a run writes

    def begin_run(self) -> int:
        """Begin to collect; the number of this run, from 1."""
        with self.transaction() as connection:
            made = connection.execute("INSERT INTO runs (began) VALUES (?)", (now(),))
        self.run = made.lastrowid or 0
        return self.run

    def end_run(self) -> None:
        """Note that the run came to its end."""
        with self.transaction() as connection:
            connection.execute("UPDATE runs SET ended = ? WHERE number = ?", (now(), self.run))

    def add(
        self, received: Iterable[Received], stamps: Iterable[Sequence[str]] = ()
    ) -> list[Twice]:
        """Write down what was received, and the stamps (source, path, fingerprint), all at once.

        A mail that is there already is only noted as seen. A file that was kept before, under
        another name, keeps its first one: both paths of those that are kept twice are returned.
        """
        twice: list[Twice] = []
        with self.transaction() as connection:
            for one in received:
                twice += add(connection, self.run, one)
            connection.executemany(
                "INSERT OR REPLACE INTO stamps VALUES (?, ?, ?)",
                ([text(value) for value in stamp] for stamp in stamps),
            )
        return twice

    def put(self, documents: Iterable[Document]) -> None:
        """Write down what originals turned out to be when they were checked once more."""
        with self.transaction() as connection:
            for document in documents:
                put_document(connection, document)

    def forget(self, digests: Iterable[str]) -> None:
        """Let the sources offer once more what brought these originals; nothing else changes."""
        with self.transaction() as connection:
            for digest in digests:
                connection.execute(
                    "DELETE FROM stamps WHERE source IN (SELECT source FROM seen WHERE message IN"
                    " (SELECT message FROM attachments WHERE digest = ?))",
                    (digest,),
                )
                connection.execute(
                    "DELETE FROM seen WHERE message IN"
                    " (SELECT message FROM attachments WHERE digest = ?)",
                    (digest,),
                )

    def decide(self, decision: Decision) -> None:
        """Write down what a person decided; it takes the place of what was decided before."""
        with self.transaction() as connection:
            connection.execute(
                "INSERT INTO decisions (number, verdict, reason, decided, waived, run, unit)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    decision.number,
                    decision.verdict,
                    text(decision.reason),
                    decision.decided,
                    rows.waived_as_json(decision),
                    decision.run or self.last_run(),
                    text(decision.unit),
                ),
            )

    def set(self, name: str, value: str) -> None:
        """Keep a setting for the runs to come."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, text(value)))

    # What the others read

    def originals(self) -> list[tuple[str, str, int]]:
        """Digest, path and size of every original."""
        return self.select("SELECT digest, path, size FROM originals")

    def brought(self, run: int) -> int:
        """How many mails and files this run brought that were not there before."""
        return int(self.select("SELECT count(*) FROM messages WHERE run = ?", run)[0][0])

    def knows_a_year(self) -> bool:
        """Whether any report told for which year it is."""
        return bool(self.select("SELECT 1 FROM documents WHERE year IS NOT NULL LIMIT 1"))

    def stale(self, basis: str) -> list[tuple[str, str]]:
        """Digest and path of the originals that were checked by something else than `basis`."""
        return self.select(
            "SELECT digest, path FROM documents JOIN originals USING (digest) WHERE basis != ?",
            basis,
        )

    def last_run(self) -> int:
        """The number of the last run, or of the one that is going on; 0 before the first."""
        return int(self.select("SELECT coalesce(max(number), 0) FROM runs")[0][0])

    def setting(self, name: str) -> str:
        """A setting that was kept; empty if it was not."""
        found = self.select("SELECT value FROM settings WHERE name = ?", name)
        return found[0][0] if found else ""

    def submissions(self) -> list[Submission]:
        """The attachments that were kept and checked, in the order they were taken in."""
        documents = self._documents()
        found = self.select(
            "SELECT number, run, name, path, inside, message_id, subject, sender, sender_name,"
            " sent, arrived, digest, mail FROM submissions"
        )
        return [Submission._make((*row[:11], documents[row[11]], row[12])) for row in found]

    def refused(self) -> list[tuple[Received, Attachment]]:
        """The attachments that could not be kept or opened, each with the mail it came in."""
        found = self.select(
            "SELECT source, key, mail, kind, message_id, subject, sender, sender_name, sent,"
            " arrived, name, digest, size, path, refusal, inside FROM refused"
        )
        return [(Received(*row[:10]), _attachment(row[10:])) for row in found]

    def problems(self) -> list[Received]:
        """The mails with something in the way that belongs to no attachment."""
        found = self.select(
            "SELECT source, key, digest, kind, message_id, subject, sender, sender_name, sent,"
            " arrived, problems FROM messages WHERE problems != '[]' ORDER BY number"
        )
        return [Received(*row[:10])._replace(problems=rows.findings_of(row[10])) for row in found]

    def empty_mails(self) -> list[Received]:
        """The mails that brought no attachment: one may withdraw a report."""
        found = self.select(
            "SELECT source, key, digest, kind, message_id, subject, sender, sender_name, sent,"
            " arrived FROM messages WHERE problems = '[]'"
            " AND number NOT IN (SELECT message FROM attachments) ORDER BY number"
        )
        return [Received(*row) for row in found]

    def decisions(self) -> list[Decision]:
        """The decision that holds about each submission, in the order they were made."""
        found = self.select(
            "SELECT number, verdict, reason, decided, waived, run, unit FROM decisions"
            " WHERE position IN (SELECT max(position) FROM decisions GROUP BY number)"
            " ORDER BY position"
        )
        return [rows.decision_of(row) for row in found]

    def _documents(self) -> dict[str, Document]:
        forms = self.select("SELECT number, fields FROM forms")
        places = {
            number: {key: place for place, key in enumerate(keys.split())} for number, keys in forms
        }
        try:
            # Row by row: the texts of thousands of documents are not held twice.
            found = self._connection.execute(
                "SELECT digest, verdict, unit, year, edition, level, findings, basis,"
                " form, numbers, last_form, last_numbers FROM documents"
            )
            return {row[0]: rows.document_of(row, places) for row in found}
        except sqlite3.Error as error:
            raise told(error, self.path) from None


def _attachment(row: rows.Row) -> Attachment:
    name, digest, size, path, refusal, inside = row
    return Attachment(name, digest, size, path, rows.finding_of(refusal), inside)
