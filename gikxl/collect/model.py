"""What passes between the rooms of collecting: items, what was received, where a unit stands.

All times are texts in ISO 8601 with the offset of China, +08:00, to the second: as text
they sort as they follow each other. A digest is the SHA-256 of the bytes, in hexadecimal.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, Protocol

from gikxl.finding import Finding, Verdict
from gikxl.report import Number

ItemKind = Literal["mail", "msg", "file"]
"""A mail as RFC 5322 has it, a mail as Outlook stores it, or a file that lies there by itself."""


class Item(NamedTuple):
    """One mail or file that a source offers, not yet read.

    `source` is the source as it was named, `key` the item's name in it: both together never
    change as long as the item is the same. The bytes are `data`, or stand in the file `path`:
    the whole of it, `length` bytes from `offset`, or its zip entry `member`.
    """

    source: str
    key: str
    kind: ItemKind
    path: str = ""
    offset: int = 0
    length: int | None = None
    member: str = ""
    data: bytes | None = None
    arrived: str = ""
    """When it got there, as far as the source knows: INTERNALDATE, or the file's time."""


class Stamp(NamedTuple):
    """That everything of a file with many items (an mbox, a zip) was offered.

    It comes after the items: once it stands in the ledger, the file need not be opened
    again as long as it has this fingerprint.
    """

    source: str
    path: str
    fingerprint: str


class Trouble(NamedTuple):
    """What a source could not offer, and why; not kept, the next run says it again if it holds.

    Severity “error”: something that may have been a submission was not read. “notice”: it
    was passed over on purpose.
    """

    source: str
    path: str
    """The file, folder or mail, as the source names it."""
    finding: Finding


class Known(Protocol):
    """What earlier runs took in. The ledger is one."""

    def has(self, source: str, key: str) -> bool:
        """Whether the item was taken in.

        A key is known from then on also where the bytes were found to be there already, from
        another source or under another key: an item that is offered again is read again.
        """
        ...

    def stamp(self, source: str, path: str) -> str:
        """The fingerprint of the file's last stamp; empty where there is none."""
        ...


class Attachment(NamedTuple):
    """A file that came with a mail, or the file itself where none brought it.

    Either it was kept, under `path` in the collection's folder, or `refusal` says why not.
    """

    name: str
    """Its name as the sender sees it, decoded; to be shown, never to be opened by."""
    digest: str = ""
    size: int = 0
    path: str = ""
    refusal: Finding | None = None
    inside: str = ""
    """The archive or forwarded mail that it came in, from the outermost, by “/”."""


class Document(NamedTuple):
    """What a kept file turned out to be once it was checked; one for each digest."""

    digest: str
    verdict: Verdict
    unit: str | None = None
    year: int | None = None
    edition: int | None = None
    level: str | None = None
    findings: tuple[Finding, ...] = ()
    numbers: Mapping[str, Number] = {}
    """The form's fields that could be said, a blank as 0."""
    last_numbers: Mapping[str, Number] | None = None
    """Last year's, where the workbook carries them."""
    basis: str = ""
    """What it was checked with: version of the rules, last year's reports."""


class Received(NamedTuple):
    """One mail (or file) as it was taken in."""

    source: str
    key: str
    digest: str
    kind: ItemKind
    message_id: str = ""
    subject: str = ""
    sender: str = ""
    """The address alone."""
    sender_name: str = ""
    sent: str = ""
    """By the Date header, else by the first Received, else when it arrived."""
    arrived: str = ""
    attachments: tuple[Attachment, ...] = ()
    documents: tuple[Document, ...] = ()
    problems: tuple[Finding, ...] = ()
    """What stands in the way and belongs to no attachment: a link to a cloud, too many parts."""


class Submission(NamedTuple):
    """A report that reached us: one attachment, with its mail and what it turned out to be."""

    number: int
    """The attachment's number in the ledger: people name it in `accept` and `reject`.

    0 for what a unit sent and is no submission, such as an archive that was refused.
    """
    run: int
    """The run of collecting that brought it."""
    name: str
    path: str
    inside: str
    message_id: str
    subject: str
    sender: str
    sender_name: str
    sent: str
    arrived: str
    document: Document
    mail: int = 0
    """The number, in the ledger, of the mail or file that brought it: one for all it brought."""


class Decision(NamedTuple):
    """What a person decided about a submission, and why."""

    number: int
    verdict: Literal["accept", "reject"]
    reason: str
    decided: str
    waived: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The errors that are no reason to leave it out: code and fields of each."""
    run: int = 0
    """The last run of collecting before it: what came later was not known to whoever decided."""
    unit: str = ""
    """Whose report it is, where a person had to say it: the office's name in the roster."""


class Office(NamedTuple):
    """A line of the roster."""

    name: str
    short: tuple[str, ...] = ()
    parent: str = ""
    level: str = ""
    mails: tuple[str, ...] = ()
    due: str = ""
    """The last day, as YYYY-MM-DD; empty where there is none."""
    row: int = 0
    """The row of the roster, from 1 as Excel counts."""


Status = Literal[
    "counted", "failing", "unreadable", "question", "wrong_year", "wrong_edition", "missing"
]

STATUSES: dict[Status, str] = {
    "counted": "已计入汇总",
    "failing": "有错误，未计入",
    "unreadable": "读不了，未计入",
    "question": "待确认，未计入",
    "wrong_year": "年度不符，未计入",
    "wrong_edition": "格式版本不符，未计入",
    "missing": "未报送",
}
"""Each status in the words of the roll-up. Only what is counted is summed."""


class Standing(NamedTuple):
    """Where a unit stands: the submission that counts for it, and what is open."""

    office: Office
    status: Status
    candidate: Submission | None = None
    superseded: tuple[Submission, ...] = ()
    """Earlier submissions, and rejected ones, the newest first."""
    late: bool = False
    questions: tuple[str, ...] = ()
    """In Chinese: what a person has to decide, with the numbers of the submissions.

    Where nothing that came can be read: what to ask the unit for.
    """
    decision: Decision | None = None
    """About the candidate, or by which its errors are waived; if there is none, why it was left."""
    waived: tuple[Finding, ...] = ()
    """The candidate's errors that a person has waived."""


class Standings(NamedTuple):
    """Where everybody stands for one year."""

    year: int
    edition: int
    superior: str
    """The unit that the roll-up is made for; empty where the roster does not tell."""
    units: tuple[Standing, ...]
    """In the order of the roster; without a roster, by name."""
    strangers: tuple[Submission, ...] = ()
    """Submissions that belong to no unit of the roster."""
    unclear: tuple[tuple[Submission, tuple[str, ...]], ...] = ()
    """Submissions that could be of several units, with their names."""
    aside: tuple[Submission, ...] = ()
    """What asks nothing of anybody: letters beside a report, strangers that were rejected."""


ReplyKind = Literal["accepted", "correct", "unreadable", "wrong_year", "wrong_edition", "remind"]

REPLIES: dict[ReplyKind, str] = {
    "accepted": "已采纳",
    "correct": "请更正",
    "unreadable": "读不了",
    "wrong_year": "年度不符",
    "wrong_edition": "版式不符",
    "remind": "催报",
}
"""Each kind of reply in the words of the texts, the drafts' names and the listing."""

ReplyState = Literal["drafted", "sending", "sent", "failed"]
"""sending: handed to the server, whose answer was not recorded; it may have been sent."""


class Reply(NamedTuple):
    """A reply to a unit: its draft, and how far it has got.

    There is one for each unit, kind and `about`, and that one is sent once.
    """

    unit: str
    kind: ReplyKind
    about: str
    """What it answers: the digest of the document, or the day of a reminder."""
    key: str
    """The digest of all that it says: with another key it is drafted anew."""
    path: str
    """The draft, in the collection's folder."""
    written: str
    state: ReplyState = "drafted"
    changed: str = ""
    """When it got into this state."""
    answer: str = ""
    """What the server said, or why it was not sent."""
