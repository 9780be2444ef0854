"""A real mail server on this computer, which does what a test tells it."""

# ruff: noqa: ARG002, N802 - what the server calls has its own names and arguments

import contextlib
import email
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.collect.certificates import Certificates

USER, PASSWORD = "nianbao@example.gov.cn", "auth-code"
OK = "250 OK"


class Behaviour:
    """Keeps what arrived; `rcpt` and `data` answer for an address and a mail, in order."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], bytes]] = []
        self.rcpt: Callable[[str], str] = lambda _: OK
        self.data: Callable[[int], str] = lambda _: OK
        self.arriving = 0
        self.sessions = 0
        self.logins: list[bytes] = []

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        session.host_name = name
        self.sessions += 1
        return answers

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.rcpt(address)
        if answer.startswith("25"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.arriving += 1
        answer = self.data(self.arriving)
        if answer.startswith("250"):
            self.mails.append((list(envelope.rcpt_tos), bytes(envelope.content)))
        if answer == "250 and gone":
            server.transport.abort()
        return answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, kind: str, data: LoginPassword
    ) -> AuthResult:
        self.logins.append(data.login)
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=good)

    def ids(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(email.message_from_bytes(data)["Message-ID"] for _, data in self.mails)


@contextlib.contextmanager
def running(
    behaviour: Behaviour,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
) -> Iterator[int]:
    """The server, encrypted from the first byte, by STARTTLS or not at all; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(
        behaviour,
        "127.0.0.1",
        port,
        ssl_context=tls,
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=behaviour.authenticate,
        auth_required=starttls is not None,
        auth_require_tls=tls is None,
        command_call_limit=None,
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop(no_assert=True)


def encrypted(made: Certificates) -> ssl.SSLContext:
    """What the server needs to encrypt."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.certificate, made.key)
    return context
