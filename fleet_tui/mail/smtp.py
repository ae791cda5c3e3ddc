"""Handing messages to a mail server (RFC 5321), one connection a message.

What goes wrong before the recipient is named is a matter between this program and the server, like a wrong password: it
is set right, and the message sent later. What the server says of the recipient or of the text is about the message.
"""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fleet_tui.domain.mail.delivery import Answer, OutgoingMessage, PermanentFailure, Sent, TemporaryFailure, said
from fleet_tui.mail.composing import Composed, Unsendable, compose

_ANSWERS = 8
"""How many answers of a server one message may take, of as many seconds as the timeout each."""
LONGEST_SILENCE = 10.0
"""Seconds that a server may be silent, whatever the settings allow a command: messages behind this one wait for it."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how it is talked to. `security` is "starttls", "tls" or "none"; `timeout` in seconds."""

    host: str
    port: int
    security: str
    timeout: float
    username: str = ""
    password: str = field(default="", repr=False)

    @property
    def silence(self) -> float:
        """Seconds that one answer, or the connection to all of the server's addresses together, may take."""
        return min(self.timeout, LONGEST_SILENCE)


class _Later(Exception):
    """The server does not take the message now."""


class _Line(smtplib.SMTP):
    """A connection with one timeout for all addresses of a server; the library has one for each address."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        deadline, failed = time.monotonic() + timeout, OSError("no address")
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(left)
                connection.connect(address)
            except OSError as error:
                connection.close()
                failed = error
            else:
                connection.settimeout(timeout)
                return connection
        raise failed


class _ProtectedLine(smtplib.SMTP_SSL, _Line):
    """The same, protected from the first byte on."""


class SmtpSender:
    """Sends to a server, from an address; certificates are checked by `trust`."""

    def __init__(
        self, server: Server, sender: str, clock: Callable[[], datetime], trust: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock
        self._trust = trust

    @property
    def longest(self) -> timedelta:
        """After so long the line is cut, however slowly the server goes on answering."""
        return timedelta(seconds=self._server.silence * _ANSWERS)

    def send(self, letter: OutgoingMessage) -> Answer:
        """Hand the message over; it is taken when the server has said so after its last line."""
        try:
            message = compose(letter, self._sender, self._clock())
        except Unsendable as fault:
            return PermanentFailure(str(fault))
        for_all = True  # until the recipient is named, it is not about this message
        try:
            with self._line() as line:
                self._introduce(line)
                answer = self._begin(line, message)
                if answer is None:
                    for_all = False
                    answer = self._hand_over(line, message)
                with suppress(OSError):  # the answer stands, however the goodbye ends
                    line.quit()
                return answer
        except _Later as later:
            return TemporaryFailure(self._told(str(later)), for_all)
        except smtplib.SMTPResponseException as refused:
            return TemporaryFailure(self._said(refused.smtp_code, refused.smtp_error), for_all)
        except smtplib.SMTPServerDisconnected as ended:
            late = isinstance(ended.__context__, TimeoutError)
            return TemporaryFailure(self._told("no answer in time" if late else "ended the connection"), for_all)
        except (OSError, UnicodeError) as error:
            return TemporaryFailure(self._told(_words(error)), for_all)

    @contextmanager
    def _line(self) -> Iterator[smtplib.SMTP]:
        """A connection, which is cut when it takes too long in all."""
        server, implicit = self._server, self._server.security == "tls"
        line: smtplib.SMTP
        if implicit:
            line = _ProtectedLine(local_hostname=_own_name(), timeout=server.silence, context=self._context())
        else:
            line = _Line(local_hostname=_own_name(), timeout=server.silence)
        # The library asks for the name's certificate by what it was given when it was made.
        line._host = server.host  # type: ignore[attr-defined]
        cut = threading.Timer(self.longest.total_seconds(), _cut, (line,))
        cut.daemon = True
        cut.start()
        try:
            code, words = line.connect(server.host, server.port)
            if code != 220:  # RFC 5321, 4.2.3
                raise smtplib.SMTPResponseException(code, words)
            yield line
        finally:
            cut.cancel()
            line.close()

    def _introduce(self, line: smtplib.SMTP) -> None:
        """Say hello, protect the line, sign in. Nothing is sent unprotected that was to be protected."""
        server = self._server
        line.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            if not line.has_extn("starttls"):
                raise _Later("offers no STARTTLS, and nothing is sent to it unprotected: see “mail.security”")
            line.starttls(context=self._context())
            line.ehlo_or_helo_if_needed()
        if server.username:
            try:
                line.login(server.username, server.password)
            except smtplib.SMTPAuthenticationError as refused:
                words = self._said(refused.smtp_code, refused.smtp_error)
                raise _Later(f"does not accept the username and password ({words})") from None
            except smtplib.SMTPServerDisconnected:
                raise
            except smtplib.SMTPException:
                raise _Later("offers no way to sign in that this program knows") from None

    def _begin(self, line: smtplib.SMTP, message: Composed) -> Answer | None:
        """Name the sender; None when there is nothing against it."""
        if message.utf8 and not line.has_extn("smtputf8"):
            return PermanentFailure(self._told("cannot send to or from addresses with letters beyond ASCII (SMTPUTF8)"))
        code, words = line.mail(message.sender, ["SMTPUTF8", "BODY=8BITMIME"] if message.utf8 else [])
        return None if code == 250 else TemporaryFailure(self._said(code, words), all_of_them=True)

    def _hand_over(self, line: smtplib.SMTP, message: Composed) -> Answer:
        code, words = line.rcpt(message.recipient)
        if code not in (250, 251):
            return self._refused(code, words)
        try:
            code, words = line.data(message.content)
        except smtplib.SMTPDataError as refused:
            return self._refused(refused.smtp_code, refused.smtp_error)
        return Sent() if code == 250 else self._refused(code, words)

    def _refused(self, code: int, words: bytes | str) -> Answer:
        """What the server says of the recipient or the text: of 500 and above it never takes it."""
        return (
            PermanentFailure(self._said(code, words))
            if 500 <= code < 600
            else TemporaryFailure(self._said(code, words))
        )

    def _context(self) -> ssl.SSLContext:
        return self._trust or ssl.create_default_context()

    def _said(self, code: int, words: bytes | str) -> str:
        return f"{code} {said(words, *self._secrets())}" if code > 0 else self._told("no answer that is one")

    def _told(self, words: str) -> str:
        return f"{self._server.host}: {said(words, *self._secrets())}"

    def _secrets(self) -> tuple[str, ...]:
        """The password as a server may have seen it and may say it again."""
        user, password = self._server.username, self._server.password
        spelled = (password, f"\0{user}\0{password}") if password else ()
        return (password, *(base64.b64encode(text.encode()).decode() for text in spelled))


def _cut(line: smtplib.SMTP) -> None:
    """End the connection although a caller waits for it."""
    with suppress(OSError, AttributeError):
        line.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]


def _own_name() -> str:
    """What this computer calls itself to the server; asking the network for its name could take any time."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


def _words(error: OSError | UnicodeError) -> str:
    """What went wrong on the line."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return f"the line cannot be protected ({error.reason})"
    if isinstance(error, UnicodeError):
        return "this is not the name of a server"
    return error.strerror or type(error).__name__
