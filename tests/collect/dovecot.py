"""A real IMAP server on loopback for the tests: Debian's Dovecot, in a folder of its own.

    with Dovecot() as server:
        server.deliver("年报", [mail, …])
        Memory().run(server.url("年报"), ca=server.ca)

It starts as root, as Dovecot must.
"""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.collect import certificates

USER, CODE = "nb@example.gov.cn", "abcdefghijklmnop"
PROGRAM = "/usr/sbin/dovecot"
NOBODY = 65534
"""Whose mailbox it is: Dovecot lets root have none."""

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = required
ssl_cert = <{certificates.certificate}
ssl_key = <{certificates.key}
protocols = imap
listen = 127.0.0.1
mail_location = maildir:{folder}/mail
mail_fsync = never
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={code}
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner} home={folder}/mail
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
}}
"""


def why_not() -> str:
    """Why there can be no server here; empty if there can be one."""
    if not os.access(PROGRAM, os.X_OK):
        return "没有安装 dovecot-imapd"
    if os.geteuid() != 0:
        return "Dovecot 要以 root 运行"
    if not certificates.are_possible():
        return "没有 openssl，做不了证书"
    return ""


class Dovecot:
    """The server, from `with` to its end."""

    def __init__(self, separator: str = "/") -> None:
        self._folder = folder = Path(tempfile.mkdtemp(prefix="gikxl-dovecot-"))
        folder.chmod(0o755)  # its login process is another user
        self._certificates = certificates.make(folder)
        self.ca = str(self._certificates.authority)
        self.ca_der = str(self._certificates.authority_der)
        self.port = free_port()
        text = CONFIGURATION.format(
            folder=folder,
            certificates=self._certificates,
            port=self.port,
            code=CODE,
            owner=NOBODY,
            separator=separator,
        )
        (folder / "mail").mkdir()
        os.chown(folder / "mail", NOBODY, NOBODY)
        (folder / "dovecot.conf").write_text(text, encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        configuration = str(self._folder / "dovecot.conf")
        self._process = subprocess.Popen(
            [PROGRAM, "-F", "-c", configuration], stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                with self.client():
                    return
            except OSError:
                time.sleep(0.02)
        self.stop()
        raise AssertionError((self._folder / "dovecot.log").read_text(errors="replace"))

    def stop(self) -> None:
        """Stop it, with all its sessions."""
        if self._process:
            sessions = self._sessions()
            self._process.terminate()
            self._process.wait(20)
            self._process = None
            for pid in sessions:
                _kill(pid)

    def url(self, folder: str = "") -> str:
        """The source to collect from."""
        return f"imap://{USER}@127.0.0.1:{self.port}/{folder}"

    def client(self) -> Any:
        """A session that may change things, as a person's mail program has."""
        from imapclient import IMAPClient

        context = ssl.create_default_context(cafile=self.ca)
        client = IMAPClient("127.0.0.1", self.port, ssl_context=context, timeout=20)
        client.login(USER, CODE)
        return client

    def deliver(self, folder: str, mails: Iterable[bytes], arrived: datetime | None = None) -> None:
        """Put mails into a folder, which is made if it is not there."""
        with self.client() as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for mail in mails:
                client.append(folder, mail, msg_time=arrived)

    def state(self, folder: str) -> Sequence[Any]:
        """All that reading could have changed: UIDs, flags, the folder's numbers."""
        with self.client() as client:
            status = client.folder_status(
                folder, ["MESSAGES", "RECENT", "UIDNEXT", "UIDVALIDITY", "UNSEEN"]
            )
            client.select_folder(folder, readonly=True)
            uids = client.search("ALL")
            flags = client.get_flags(uids)
            return [status, uids, sorted((uid, sorted(found)) for uid, found in flags.items())]

    def number_anew(self, folder: str) -> None:
        """Give a folder another UIDVALIDITY, as a restored backup has."""
        with self.client() as client:
            client.rename_folder(folder, "旧的")
            client.create_folder(folder)
            client.select_folder("旧的")
            client.copy(client.search("ALL"), folder)
            client.unselect_folder()
            client.delete_folder("旧的")

    def end_sessions(self) -> None:
        """Break all connections, as a network does."""
        for pid in self._sessions():
            _kill(pid)

    def _sessions(self) -> list[int]:
        assert self._process
        asked = ["pgrep", "-P", str(self._process.pid), "-x", "imap"]
        found = subprocess.run(asked, capture_output=True, text=True)
        return [int(pid) for pid in found.stdout.split()]


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
