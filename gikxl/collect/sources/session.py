"""One session with a mail server: it reads, and never marks, moves or deletes anything."""

import imaplib
import logging
import ssl
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from gikxl.collect.clock import at
from gikxl.collect.sources.address import INBOX, Address
from gikxl.collect.sources.refusals import (
    BAD_CERTIFICATE_FILE,
    FOLDER_REFUSED,
    LOGIN_REFUSED,
    NO_FOLDER,
    NO_IMAP_READER,
    NOT_REACHED,
    NOT_TRUSTED,
)

CONNECT_SECONDS = 20
READ_SECONDS = 60

LOST = (OSError, imaplib.IMAP4.abort)
"""What a connection raises that is no longer there."""
REFUSED = imaplib.IMAP4.error
"""What is raised where the server says no. Those of LOST that are no OSError are of it too."""

_MOST_FOLDERS = 40
_MOST_IN_A_LINE = 50_000
"""imaplib takes lines of up to a million bytes; a UID has up to ten digits."""


class Envelope(NamedTuple):
    """What the server knows of a mail without its content."""

    uid: int
    size: int
    """As the server says; some are not exact."""
    arrived: str


class Session:
    """A connection to one folder of a mailbox, which is opened with EXAMINE, to be read only.

    Raises Unreadable if it cannot be had; OSError or imaplib's abort where it breaks later.
    """

    def __init__(self, address: Address, code: str, trusted: ssl.SSLContext) -> None:
        self._client = _connect(address, trusted)
        try:
            self._log_in(address.user, code)
            self._tell_who_asks()
            answer = self._examine(address.folder)
        except BaseException:
            self.cut()
            raise
        self.validity = int(answer.get(b"UIDVALIDITY", 0))
        self._count = int(answer.get(b"EXISTS", 0))

    def numbers(self) -> list[int]:
        """The UIDs of the mails that were in the folder when it was opened."""
        if not self._count:
            return []
        if self._count <= _MOST_IN_A_LINE:
            found = list(self._ask("search", "ALL"))
        else:
            firsts = range(1, self._count + 1, _MOST_IN_A_LINE)
            found = [uid for first in firsts for uid in self._range(first)]
        if not found:
            raise REFUSED("服务器没有列出邮件")
        return found

    def _range(self, first: int) -> list[int]:
        last = min(first + _MOST_IN_A_LINE - 1, self._count)
        return list(self._ask("search", [f"{first}:{last}"]))

    def envelopes(self, uids: Sequence[int]) -> list[Envelope]:
        """Size and time of mails; those that are gone meanwhile are not in it."""
        found = self._ask("fetch", uids, ["RFC822.SIZE", "INTERNALDATE"])
        return [
            Envelope(uid, int(fields.get(b"RFC822.SIZE") or 0), _moment(fields))
            for uid, fields in found.items()
        ]

    def bodies(self, uids: Sequence[int]) -> dict[int, bytes | None]:
        """The mails themselves, unread as they were; None for one that is not handed out.

        Where the server refuses several at once, each is asked for by itself.
        """
        return self._parts(uids, "BODY.PEEK[]", b"BODY[]")

    def head(self, uid: int) -> bytes:
        """The head of a mail alone; empty if the server does not hand it out."""
        return self._parts([uid], "BODY.PEEK[HEADER]", b"BODY[HEADER]").get(uid) or b""

    def close(self) -> None:
        """Take leave of the server."""
        try:
            self._client.logout()
        except (*LOST, REFUSED):
            self.cut()

    def cut(self) -> None:
        """End the connection without a word."""
        with suppress(*LOST, REFUSED):
            self._client.shutdown()

    def _ask(self, command: str, *arguments: object, **options: object) -> Any:
        """The client's answer; where it stumbles over the server's, that is a refusal too."""
        try:
            return getattr(self._client, command)(*arguments, **options)
        except (*LOST, REFUSED):
            raise
        except Exception as error:
            raise REFUSED("看不懂服务器的回答") from error

    def _parts(self, uids: Sequence[int], asked: str, key: bytes) -> dict[int, bytes | None]:
        try:
            found = self._ask("fetch", uids, [asked])
        except LOST:
            raise
        except REFUSED:
            if len(uids) == 1:
                return {uids[0]: None}
            return {
                uid: data for one in uids for uid, data in self._parts([one], asked, key).items()
            }
        return {uid: fields.get(key) for uid, fields in found.items()}

    def _log_in(self, user: str, code: str) -> None:
        try:
            self._client.login(user, code)
        except UnicodeEncodeError:
            raise LOGIN_REFUSED.because("用户名和授权码里只能有英文字母、数字和符号") from None
        except OSError as error:
            raise NOT_REACHED.because(str(error)) from None
        except REFUSED as error:
            words = said(error).replace(code, "***")
            raise LOGIN_REFUSED.because(f"{user}；服务器说“{words}”") from None

    def _tell_who_asks(self) -> None:
        """Some servers (163, 126, 188) open no folder before a program has said its name.

        Only those that announce ID are told it.
        """
        if b"ID" in self._client.capabilities():
            try:
                self._ask("id_", {"name": "gikxl", "vendor": "gikxl"})
            except LOST:
                raise
            except REFUSED:
                pass  # then the folder is refused, with the server's own words

    def _examine(self, folder: str) -> dict[bytes, Any]:
        try:
            return dict(self._ask("select_folder", folder, readonly=True))
        except LOST:
            raise
        except REFUSED as error:
            there = self._folders()
            other = folder.replace("/", self._delimiter)
            if other != folder and other in there:
                return self._examine(other)
            if folder in there or folder.upper() == INBOX:
                raise FOLDER_REFUSED.because(f"{folder}；服务器说“{said(error)}”") from None
            raise NO_FOLDER.because(folder, f"{NO_FOLDER.suggestion}{_listed(there)}") from None

    def _folders(self) -> list[str]:
        """The names of the folders that can be opened."""
        self._delimiter = "/"
        try:
            found = self._ask("list_folders")
        except LOST:
            raise
        except REFUSED:
            return []
        for _, delimiter, _ in found:
            if delimiter:
                self._delimiter = delimiter.decode("ascii", "replace")
        return [
            str(name)
            for flags, _, name in found
            if not any(flag.lower() == b"\\noselect" for flag in flags)
        ]


def trusting(ca: str) -> ssl.SSLContext:
    """Whom to trust: the system's authorities, and the one whose certificate is in that file.

    PEM or DER. Raises Unreadable if there is no certificate in it.
    """
    context = ssl.create_default_context()
    if not ca:
        return context
    try:
        with open(ca, "rb") as file:
            data = file.read()
        pem = b"-----BEGIN CERTIFICATE-----" in data
        context.load_verify_locations(cadata=data.decode("ascii") if pem else data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else ""
        raise BAD_CERTIFICATE_FILE.because(f"{ca}{f'（{reason}）' if reason else ''}") from None
    return context


def _connect(address: Address, trusted: ssl.SSLContext) -> Any:
    try:
        from imapclient import IMAPClient, SocketTimeout
    except ImportError:
        raise NO_IMAP_READER.because() from None
    logging.getLogger("imapclient").addHandler(logging.NullHandler())  # else it warns on stderr
    where = f"{address.host}，端口 {address.port}"
    try:
        client = IMAPClient(
            address.host,
            address.port,
            ssl=address.encrypted,
            ssl_context=trusted if address.encrypted else None,
            timeout=SocketTimeout(CONNECT_SECONDS, READ_SECONDS),
        )
    except ssl.SSLCertVerificationError as error:
        raise NOT_TRUSTED.because(f"{where}；{error.verify_message}") from None
    except (*LOST, REFUSED) as error:
        raise NOT_REACHED.because(f"{where}；{said(error)}") from None
    client.normalise_times = False
    return client


def _moment(fields: dict[bytes, Any]) -> str:
    moment = fields.get(b"INTERNALDATE")
    return at(moment.timestamp()) if moment else ""


def said(error: Exception) -> str:
    """What the server or the system said, as text."""
    if isinstance(error.__context__, REFUSED):  # IMAPClient wraps imaplib's answer
        error = error.__context__
    words = error.args[0] if len(error.args) == 1 else str(error)
    if not isinstance(words, bytes):
        return str(words)
    try:
        return words.decode()
    except UnicodeDecodeError:
        return words.decode("gb18030", "replace")


def _listed(folders: Sequence[str]) -> str:
    if not folders:
        return "（服务器没有列出名称。）"
    names = ["INBOX（收件箱）" if name.upper() == INBOX else name for name in folders]
    return "、".join(names[:_MOST_FOLDERS]) + ("……" if len(names) > _MOST_FOLDERS else "") + "。"
