"""A mail server as small as can be, for what no real one does at will; TLS, on loopback.

with StubServer(certificates, {1: mail}, capabilities="IMAP4rev1 ID", wants_id=True) as server:
    Memory().run(server.url, ca=…)
    server.commands
"""

import re
import socketserver
import ssl
import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

from tests.collect.certificates import Certificates

CODE = "qrstuvwxyzabcdef"


class StubServer:
    """Serves one folder, INBOX, with these mails by UID."""

    def __init__(
        self,
        certificates: Certificates,
        mails: Mapping[int, bytes],
        *,
        capabilities: str = "IMAP4rev1",
        wants_id: bool = False,
        sizes: Mapping[int, int] | None = None,
        before: Callable[["StubServer", str], str | None] = lambda _, __: None,
    ) -> None:
        self.mails = dict(mails)
        self.sizes = {uid: len(mail) for uid, mail in mails.items()} | dict(sizes or {})
        self.capabilities = capabilities
        self.wants_id = wants_id
        self.before = before
        """Called with each command; what it returns is answered: “cut” ends the connection,
        “* …” comes before an OK."""
        self.validity = 7
        self.commands: list[str] = []
        self.sessions = 0
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates.certificate, certificates.key)
        self._server = _Server(("127.0.0.1", 0), _handler(self, context))
        self.url = f"imap://nb@127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def _handler(stub: StubServer, context: ssl.SSLContext) -> type[socketserver.BaseRequestHandler]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                with context.wrap_socket(self.request, server_side=True) as connection:
                    _Session(stub, connection).serve()
            except OSError:
                pass  # a client that does not trust us, or was cut off

    return Handler


class _Session:
    def __init__(self, stub: StubServer, connection: ssl.SSLSocket) -> None:
        self._stub = stub
        self._file = connection.makefile("rwb")
        self._identified = False
        stub.sessions += 1

    def serve(self) -> None:
        with self._file:
            self._say("* OK stub")
            while line := self._file.readline():
                tag, _, command = line.decode().strip().partition(" ")
                self._stub.commands.append(command)
                answer = self._stub.before(self._stub, command)
                if answer == "cut":
                    return
                if answer and answer.startswith("*"):
                    self._say(answer)
                    answer = "OK done"
                self._say(f"{tag} {answer or self._answer(command)}")
                if command == "LOGOUT":
                    return

    def _say(self, line: str | bytes) -> None:
        self._file.write((line.encode() if isinstance(line, str) else line) + b"\r\n")
        self._file.flush()

    def _answer(self, command: str) -> str:
        name = command.split(" ", 2)[1 if command.startswith("UID ") else 0]
        answer: Any = getattr(self, f"_{name.lower()}", None)
        return str(answer(command)) if answer else "BAD unknown command"

    def _capability(self, _: str) -> str:
        self._say(f"* CAPABILITY {self._stub.capabilities}")
        return "OK done"

    def _login(self, command: str) -> str:
        return "OK done" if command.endswith(f'"{CODE}"') else "NO [AUTH] 登录失败"

    def _id(self, _: str) -> str:
        self._identified = True
        self._say('* ID ("name" "stub")')
        return "OK done"

    def _examine(self, command: str) -> str:
        if self._stub.wants_id and not self._identified:
            return "NO EXAMINE Unsafe Login. Please contact kefu@188.com for help"
        if command != 'EXAMINE "INBOX"':
            return "NO no such folder"
        self._say(f"* {len(self._stub.mails)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self._stub.validity}] x")
        return "OK [READ-ONLY]"

    def _list(self, _: str) -> str:
        self._say('* LIST () "/" INBOX')
        self._say('* LIST () "/" &XnRipQ-')
        return "OK done"

    def _search(self, _: str) -> str:
        self._say("* SEARCH " + " ".join(map(str, self._stub.mails)))
        return "OK done"

    def _fetch(self, command: str) -> str:
        found = re.fullmatch(r"UID FETCH ([\d,:]+) \((.*)\)", command)
        assert found
        for uid in _numbers(found[1]):
            if uid in self._stub.mails:
                self._fetched(uid, found[2])
        return "OK done"

    def _fetched(self, uid: int, asked: str) -> None:
        mail = self._stub.mails[uid]
        if "SIZE" in asked:
            time = "15-Jan-2026 09:30:00 +0800"
            size = self._stub.sizes[uid]
            self._say(f'* {uid} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE "{time}")')
            return
        if "HEADER" in asked:
            mail = mail.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        key = asked.replace(".PEEK", "")
        self._say(b"* %d FETCH (UID %d %b {%d}" % (uid, uid, key.encode(), len(mail)))
        self._file.write(mail)
        self._say(b")")

    def _logout(self, _: str) -> str:
        self._say("* BYE")
        return "OK done"


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition(":")
        found += range(int(first), int(last or first) + 1)
    return found
