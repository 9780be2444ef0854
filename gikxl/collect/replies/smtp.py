"""The way to a mail server: always encrypted, its certificate checked, one answer a mail."""

import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import unquote, urlsplit

from gikxl.collect.model import ReplyState
from gikxl.collect.sources.session import trusting
from gikxl.write.wording import clean

_TLS, _STARTTLS = 465, 587
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SECONDS = 60
_LONGEST_ANSWER = 300
_CLOSING = 421
_SHAPE = "smtp://用户名@服务器，例如 smtp://nianbao@smtp.example.gov.cn:465"


class NotConnected(Exception):
    """The server cannot be reached or does not let us in; why and what to do, in Chinese."""


class Server(NamedTuple):
    """A mail server, and who one is there."""

    host: str
    port: int
    user: str
    is_tls: bool
    """Encrypted from the first byte; otherwise after STARTTLS."""

    @property
    def is_loopback(self) -> bool:
        """Whether it is on this computer: only there what is said may go in the clear."""
        return self.host in _LOOPBACK


class Outcome(NamedTuple):
    """What became of a mail, and what the server said."""

    state: ReplyState
    answer: str = ""
    is_over: bool = False
    """The server wants no more mails now."""


def server_of(url: str) -> Server:
    """The server that `smtp://user@host[:port]` names; smtps:// is encrypted from the first byte.

    Raises ValueError, in Chinese, if it is not that; a password in it is refused.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(f"服务器应写作 {_SHAPE}") from None
    if parts.password is not None:
        raise ValueError("不要把密码或授权码写在命令行里：别人看得到。请去掉“:”后面的部分")
    if parts.scheme not in ("smtp", "smtps") or not host or parts.path.strip("/"):
        raise ValueError(f"服务器应写作 {_SHAPE}")
    port = port or _TLS
    is_tls = parts.scheme == "smtps" or port == _TLS
    return Server(host, port, unquote(parts.username or ""), is_tls)


class Post:
    """A session with a mail server, begun anew where it broke off."""

    def __init__(self, server: Server, password: Callable[[], str], ca: str = "") -> None:
        """`ca` is a file with the certificates of a private authority, trusted besides.

        Raises Unreadable if it is none.
        """
        self._server = server
        self._password = password
        self._context = trusting(ca)
        self._smtp: smtplib.SMTP | None = None
        self._where = f"{clean(server.host)}:{server.port}"

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._smtp.close()

    def connect(self) -> None:
        """Begin a session; raises NotConnected if that cannot be."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None
        try:
            smtp = self._open()
            try:
                self._log_in(smtp)
            except BaseException:
                smtp.close()
                raise
        except ssl.SSLCertVerificationError as error:
            raise NotConnected(
                f"{self._where} 的证书不受信任（{error.verify_message}）。请核对服务器名称；"
                "单位自建的邮件服务器，用 --ca 给出签发证书的根证书文件"
            ) from None
        except socket.gaierror:
            raise NotConnected(f"找不到服务器 {self._where}。请核对名称，并检查网络") from None
        except smtplib.SMTPException as error:
            raise NotConnected(f"{self._where} 不让登录：{_words(error)}") from None
        except OSError as error:
            raise NotConnected(
                f"连接不上 {self._where}：{error.strerror or error}。请核对端口，并检查网络"
            ) from None
        self._smtp = smtp

    def _open(self) -> smtplib.SMTP:
        server = self._server
        # A name of our own: asking the network for it can take long, and tells strangers.
        if server.is_tls:
            return smtplib.SMTP_SSL(
                server.host, server.port, "localhost", timeout=_SECONDS, context=self._context
            )
        return smtplib.SMTP(server.host, server.port, "localhost", timeout=_SECONDS)

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo()
        if not self._server.is_tls:
            self._encrypt(smtp)
        if not self._server.user:
            return
        if not smtp.has_extn("auth"):
            raise NotConnected(f"{self._where} 不能登录。请核对端口，或去掉用户名")
        try:
            smtp.login(self._server.user, self._password())
        except smtplib.SMTPAuthenticationError as error:
            raise NotConnected(
                f"用户名或授权码不对：{_words(error)}。"
                "网易、腾讯等邮箱要用在网页上生成的授权码，不是登录密码"
            ) from None

    def _encrypt(self, smtp: smtplib.SMTP) -> None:
        if smtp.has_extn("starttls"):
            smtp.starttls(context=self._context)
            smtp.ehlo()
        elif not self._server.is_loopback:
            raise NotConnected(
                f"{self._where} 不能加密，没有登录。请改用加密的端口，通常是 {_TLS} 或 {_STARTTLS}"
            )

    def send(
        self, sender: str, to: Sequence[str], data: bytes, about_to: Callable[[], None]
    ) -> Outcome:
        """Hand over one mail; `about_to` is called when only the mail itself is left to send.

        The state of the outcome is “sending” if the connection broke after that: then nobody
        knows. Raises NotConnected if it broke before, and could not be begun anew.
        """
        for attempt in (1, 2):
            try:
                outcome = self._address(sender, to, is_ascii=data.isascii())
                break
            except smtplib.SMTPException:
                if attempt == 2:
                    raise NotConnected("服务器断开了连接") from None
                self.connect()
        if outcome.state != "sending":
            return outcome
        about_to()
        partly, outcome = outcome.answer, self._hand_over(data)
        return outcome._replace(answer="；".join(filter(None, (outcome.answer, partly))))

    def _address(self, sender: str, to: Sequence[str], *, is_ascii: bool) -> Outcome:
        """Say from whom and to whom; “sending” where the mail may follow."""
        smtp = self._connected()
        eight_bit = not is_ascii and smtp.has_extn("8bitmime")
        code, said = smtp.mail(sender, ["BODY=8BITMIME"] if eight_bit else [])
        if not _is_yes(code):
            return self._reset(Outcome("drafted", _answer("不接受发件人", code, said), True))
        refused = []
        for address in to:
            code, said = smtp.rcpt(address)
            if _is_yes(code):
                continue
            answer = _answer(f"不接受 {address}", code, said)
            if code < 500:
                return self._reset(Outcome("drafted", answer, code == _CLOSING))
            refused.append(answer)
        if len(refused) == len(to):
            return self._reset(Outcome("failed", "；".join(refused)))
        return Outcome("sending", "；".join(refused))

    def _hand_over(self, data: bytes) -> Outcome:
        try:
            code, said = self._taken(data)
        except smtplib.SMTPException:
            return Outcome("sending", "没有等到服务器的答复")
        if _is_yes(code):
            return Outcome("sent")
        if code < 400:
            return self._reset(Outcome("sending", _answer("的答复看不懂", code, said)))
        answer = _answer("没有接收", code, said)
        state: ReplyState = "drafted" if code < 500 else "failed"
        return self._reset(Outcome(state, answer, code == _CLOSING))

    def _taken(self, data: bytes) -> tuple[int, bytes | str]:
        try:
            return self._connected().data(data)
        except smtplib.SMTPDataError as error:  # it does not even want to begin
            return max(error.smtp_code, 400), error.smtp_error

    def _reset(self, outcome: Outcome) -> Outcome:
        """Leave the session as before the mail, where there still is one."""
        with suppress(smtplib.SMTPException):
            self._connected().rset()
        return outcome

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            raise smtplib.SMTPServerDisconnected("")
        return self._smtp


def _is_yes(code: int) -> bool:
    return 200 <= code < 300


def _answer(what: str, code: int, said: bytes | str) -> str:
    return f"服务器{what}：{code} {_decoded(said)}"


def _decoded(said: bytes | str) -> str:
    """What a server said: one line, in whatever encoding it speaks Chinese."""
    if isinstance(said, bytes):
        try:
            text = said.decode()
        except UnicodeDecodeError:
            text = said.decode("gb18030", "replace")
    else:
        text = said
    return " ".join(clean(text).split())[:_LONGEST_ANSWER]


def _words(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"
    return _decoded(str(error))
