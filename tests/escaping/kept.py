"""What is kept: the ledger, and the names of files."""

import sqlite3
from pathlib import Path

from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Attachment, Document, Received
from gikxl.collect.originals import safe_name
from gikxl.form import load
from gikxl.jobs.new import file_name
from gikxl.write.names import safe
from tests.escaping.screens import finding
from tests.escaping.strings import is_shown

_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"]
)


def is_good_name(name: str) -> bool:
    """Whether Windows takes it for the name of one file, and everybody sees what it is."""
    return (
        bool(name)
        and is_shown(name, "\u3000\xa0")
        and not set(name) & _FORBIDDEN
        and len(name.encode()) <= 255
        and name[-1] not in " ."
        and not name.startswith((" ", "~$"))
        and name.partition(".")[0].rstrip().lower() not in _DEVICES
    )


def original(nasty: str, _folder: Path) -> None:
    """An original is kept under a name behind its digest, which nothing runs."""
    name = f"0123456789abcdef-{safe_name(nasty)}"
    assert is_good_name(name)
    assert name.rpartition(".")[2] not in ("exe", "lnk", "js", "vbs", "bat", "cmd", "hta", "scr")
    assert len(name.encode()) <= 120


def name(nasty: str, _folder: Path) -> None:
    """Alone, with what is put behind it, and as a new workbook is called."""
    assert is_good_name(safe(nasty))
    assert is_good_name(f"{safe(nasty)}-请更正(2).eml")
    assert is_good_name(file_name(nasty, 2025, load()))


def ledger(nasty: str, folder: Path) -> None:
    """Each text is in its place, whole; half characters are spelt out."""
    document = Document(
        "a" * 64, "fail", nasty, 2025, 2021, nasty, (finding(nasty),), {}, None, nasty
    )
    attachment = Attachment(nasty, "a" * 64, 10, "原件/a", inside=nasty, refusal=finding(nasty))
    mail = Received(
        nasty, nasty, "b" * 64, "mail", nasty, nasty, nasty, nasty, "", "", (attachment,),
        (document._replace(basis=""),), (finding(nasty),),
    )  # fmt: skip
    for number, path in enumerate(folder.glob("台账*")):
        path.rename(folder / f"{number}.old")
    with Ledger.open(str(folder), create=True) as opened:
        opened.begin_run()
        opened.add([mail])
        path = next(folder.glob("台账*"))
    whole = nasty.encode("utf-8", "backslashreplace").decode()
    connection = sqlite3.connect(path)
    try:
        (row,) = connection.execute(
            "SELECT source, key, message_id, subject, sender, sender_name FROM messages"
        )
        assert set(row) == {whole}
        assert list(connection.execute("SELECT name, inside FROM attachments")) == [(whole, whole)]
        assert list(connection.execute("SELECT unit, level FROM documents")) == [(whole, whole)]
    finally:
        connection.close()
    with Ledger.open(str(folder)) as opened:
        (again,) = opened.submissions()
        assert (again.name, again.document.unit) == (whole, whole)
        assert again.document.findings[0].code == "V103"
    path.unlink()
