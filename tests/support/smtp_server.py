"""A real mail server on this computer: it keeps what it receives, and refuses, dawdles and drops as a test says."""

from __future__ import annotations

import asyncio
import base64
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as MAIL
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).with_name("localhost.pem")


@dataclass(frozen=True)
class Received:
    """One message, and the envelope it came in."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    protected: bool
    user: str

    @property
    def message(self) -> EmailMessage:
        """What was in the envelope."""
        return BytesParser(policy=MAIL).parsebytes(self.content)  # type: ignore[return-value]


@dataclass
class MailServer:
    """What it received so far, and what it says instead of taking something.

    `says` by phase ("ehlo", "mail", "data") or by the recipient's address. `drops` after that phase. `waits` in it
    for good.
    """

    port: int = 0
    user: str = ""
    password: str = ""
    box: list[Received] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    drops: str = ""
    waits: str = ""

    async def _phase(self, name: str, server: SMTP) -> str | None:
        if self.waits == name:
            await asyncio.Event().wait()
        if self.drops == name:
            assert server.transport
            server.transport.abort()
        return self.says.get(name)

    async def handle_EHLO(  # noqa: N802  # the library's names
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Hello."""
        session.host_name = hostname
        said = await self._phase("ehlo", server)
        return [said] if said else responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The sender."""
        said = await self._phase("mail", server)
        envelope.mail_from = address
        return said or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """A recipient."""
        said = await self._phase(address, server)
        if not said:
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The message; one that is dropped after it has been received all the same."""
        said = self.says.get("data")
        assert server.transport
        if not said:
            self.box.append(
                Received(
                    str(envelope.mail_from),
                    tuple(envelope.rcpt_tos),
                    envelope.content or b"",  # type: ignore[arg-type]
                    server.transport.get_extra_info("ssl_object") is not None,
                    str(session.auth_data or ""),
                )
            )
        await self._phase("data", server)
        return said or "250 OK"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        """Whether that is the user."""
        right = LoginPassword(self.user.encode(), self.password.encode())
        if isinstance(data, LoginPassword) and data == right:
            return AuthResult(success=True, auth_data=self.user)
        # A server that says back whatever it was told.
        plain = b"\0" + data.login + b"\0" + data.password
        words = f"{data.password.decode()} {base64.b64encode(plain).decode()}"
        return AuthResult(success=False, handled=False, message=f"535 wrong: {words}")


@contextmanager
def serving(security: str = "none", *, utf8: bool = True, user: str = "", password: str = "") -> Iterator[MailServer]:
    """A server on a free port meanwhile; `security` as the settings have it."""
    served = MailServer(user=user, password=password)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if security != "none":
        context.load_cert_chain(CERTIFICATE)

    lines: set[_Line] = set()

    def connected() -> SMTP:
        return _Line(
            lines,
            served,
            hostname="localhost",
            enable_SMTPUTF8=utf8,
            tls_context=context if security == "starttls" else None,
            require_starttls=security == "starttls",
            authenticator=served.authenticate if user else None,
            auth_require_tls=False,
        )

    loop = asyncio.new_event_loop()
    listening = loop.create_server(connected, "127.0.0.1", 0, ssl=context if security == "tls" else None)
    server = loop.run_until_complete(listening)
    served.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, name="mail server", daemon=True)
    thread.start()
    try:
        yield served
    finally:
        try:
            asyncio.run_coroutine_threadsafe(_end(server, lines), loop).result()
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()


class _Line(SMTP):
    """A connection, which is among `lines` as long as it is open."""

    def __init__(self, lines: set[_Line], handler: MailServer, **options: Any) -> None:
        super().__init__(handler, **options)
        self._lines = lines
        self.lost = asyncio.Event()

    def connection_made(self, transport: Any) -> None:
        """It begins, or TLS begins in it."""
        super().connection_made(transport)
        self._lines.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        """It has ended."""
        super().connection_lost(error)
        self._lines.discard(self)
        self.lost.set()


async def _end(server: asyncio.Server, lines: set[_Line]) -> None:
    server.close()
    open_lines = [*lines]
    for line in open_lines:
        # Some versions of Python cannot abort a connection with TLS that is closing already.
        if line.transport and not line.transport.is_closing():
            line.transport.abort()
    for line in open_lines:
        await line.lost.wait()
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)  # the transports close on the loop's next round
