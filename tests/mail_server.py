"""A real SMTP server in the test's hand: it takes mail, refuses it, asks who calls, or dies."""

from __future__ import annotations

import asyncio
import contextlib
import email
import ssl
import warnings
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "baraza", "s3cret:with/signs"


@dataclass
class MailServer:
    """What arrived, and what the next mails come to."""

    port: int = 0
    arrived: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    connections: int = 0
    answers: dict[str, list[str]] = field(default_factory=dict)  # at MAIL, RCPT or DATA: what next
    secured: list[bool] = field(default_factory=list)

    def _answer(self, server: SMTP, command: str) -> str:
        answers = self.answers.get(command, [])
        answer = answers.pop(0) if answers else "250 OK"
        if answer == "die":
            _hang_up(server)
        return answer

    async def handle_EHLO(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._answer(server, "MAIL")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._answer(server, "RCPT")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self._answer(server, "DATA")
        if answer.startswith("250") or answer == "die":
            content = envelope.content
            assert isinstance(content, bytes)
            mail = email.message_from_bytes(content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.raw.append(content)
            self.secured.append(session.ssl is not None)
            self.arrived.append((str(envelope.mail_from), list(envelope.rcpt_tos), mail))
        return answer


def _hang_up(server: SMTP) -> None:
    if isinstance(server.transport, asyncio.Transport):
        server.transport.abort()


def _sign_in(
    server: SMTP, session: Session, envelope: Envelope, kind: str, data: Any
) -> AuthResult:
    assert isinstance(data, LoginPassword)
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()))


@contextlib.asynccontextmanager
async def mail_server(
    *, auth: bool = False, tls: ssl.SSLContext | None = None, implicit: bool = False
) -> AsyncIterator[MailServer]:
    """Run one on a free port of loopback."""
    handler = MailServer()
    running: list[SMTP] = []

    def make() -> SMTP:
        more: dict[str, Any] = {"tls_context": tls} if tls and not implicit else {}
        if auth:
            more |= {"authenticator": _sign_in, "auth_required": True, "auth_require_tls": False}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a password may come in clear is what we test
            running.append(SMTP(handler, hostname="mail.test", **more))
        return running[-1]

    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", 0, ssl=tls if implicit else None
    )
    handler.port = server.sockets[0].getsockname()[1]
    try:
        yield handler
    finally:
        server.close()
        for one in running:
            _hang_up(one)
        await server.wait_closed()
