"""The address of a mailbox: imap://user@host[:port]/folder."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from gikxl.collect.sources.refusals import BAD_ADDRESS, PASSWORD_IN_ADDRESS

ENCRYPTED = ("imap", "imaps")
PLAIN = "imap+plain"
"""Without encryption, and only to this computer: for programs that listen here."""
SCHEMES = (*ENCRYPTED, PLAIN)
INBOX = "INBOX"

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/\[\]@]+))(?::(\d{1,5}))?")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_NO_USER = re.compile(r'[\s"\\(){}*%]')


class Address(NamedTuple):
    """Where a mailbox is. `folder` is its name as people see it."""

    user: str
    host: str
    port: int
    folder: str
    encrypted: bool


def parse(source: str) -> Address:
    """The address in a source. Raises Unreadable, which never repeats a password."""
    scheme, _, rest = source.partition("://")
    authority, _, folder = rest.partition("/")
    user, _, where = authority.rpartition("@")
    if ":" in user:
        raise PASSWORD_IN_ADDRESS.because()
    found = _HOST.fullmatch(where)
    user, folder = unquote(user), unquote(folder).rstrip("/")
    if not user or not found or _NO_USER.search(user) or _CONTROLS.search(user + folder):
        raise BAD_ADDRESS.because(source)
    host = found[1] or found[2]
    encrypted = scheme.lower() in ENCRYPTED
    if not encrypted and host.lower() not in _LOOPBACK:
        raise BAD_ADDRESS.because("不加密的连接（imap+plain）只能连本机")
    port = int(found[3] or (993 if encrypted else 143))
    if not 0 < port < 1 << 16:
        raise BAD_ADDRESS.because(source)
    return Address(user, host, port, folder or INBOX, encrypted)


def without_password(source: str) -> str:
    """The source as it can be shown."""
    scheme, _, rest = source.partition("://")
    authority, slash, folder = rest.partition("/")
    user, at, where = authority.rpartition("@")
    name, colon, _ = user.partition(":")
    return f"{scheme}://{name}{':***' if colon else ''}{at}{where}{slash}{folder}"
