"""What a file of a source is: by its name, and where that does not tell, by how it begins."""

import re
from collections.abc import Callable
from typing import Literal

from gikxl.jobs.sources import DOCUMENTS, WORKBOOKS

Kind = Literal["mail", "msg", "file", "mbox", "zip", "other", "nothing"]
"""other: no submission, but to be told; nothing: what systems and mail programs leave about."""

HEAD = 1024
"""So many bytes at its beginning tell what a file is."""

_BY_NAME: tuple[tuple[tuple[str, ...], Kind], ...] = (
    (WORKBOOKS + DOCUMENTS, "file"),
    ((".eml",), "mail"),
    ((".msg",), "msg"),
    ((".mbox", ".mbx"), "mbox"),
    ((".zip",), "zip"),
    ((".msf", ".ini", ".db", ".lnk", ".tmp", ".sqlite", ".dat", ".log"), "nothing"),
)
_MAY_BE_REPORT = (
    *(".xlsb", ".xlt", ".xltx", ".xltm", ".ett", ".ots", ".fods", ".numbers", ".csv", ".tsv"),
    *(".doc", ".docm", ".wps", ".odt", ".rtf", ".ofd", ".mht", ".mhtml", ".xml"),
    *(".rar", ".7z", ".gz", ".tgz", ".tnef"),
)
"""Others that reports come in: reading them gives a named answer, and what to ask for."""

_FIELD = re.compile(
    rb"(?:Received|Return-Path|Delivered-To|From|To|Date|Message-ID|Subject|MIME-Version"
    rb"|Content-Type|Reply-To|X-[\w-]+|DKIM-Signature|Authentication-Results):[ \t]?.*\r?\n"
    rb"(?:[ \t].*\r?\n)*[!-9;-~]{1,80}:",
    re.I,
)


def is_visible(name: str) -> bool:
    """Whether a file or folder is one that people put there: no lock file, nothing hidden."""
    return not name.startswith((".", "~$", "__MACOSX"))


def kind_of(name: str, head: Callable[[], bytes]) -> Kind:
    """What a file is; `head` gives its first bytes and is asked only where the name is silent."""
    lower = name.lower()
    if lower == "winmail.dat":
        return "file"
    for endings, kind in _BY_NAME:
        if lower.endswith(endings):
            return kind
    if lower.endswith(_MAY_BE_REPORT):
        return "file"
    return _by_head(head())


def _by_head(head: bytes) -> Kind:
    if not head.strip():
        return "nothing"
    if head.startswith(b"From "):
        return "mbox"
    return "mail" if _FIELD.match(head) else "other"
