"""E-mail, one way: digests leave by SMTP, one addressee a mail, and nothing comes in.

A mail is plain text and HTML of the same words; its styles stand in the elements, it loads nothing,
links nowhere and follows nobody. Its Message-ID is that of the outbox row, so that a mail that had
to be repeated can be told from a second one.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib
import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.channels.base import (
    Accept,
    Failed,
    FileNever,
    Raw,
    Refused,
    Retry,
    Slower,
    Uncertain,
    Unparsable,
)
from storage.types import Address, Block, Caps, Event, Letter, Outgoing

FOLDER = Path(__file__).resolve().parent.parent / "mail"
AT_ONCE = 4  # connections to the server; more are refused by many
WAIT = 15.0  # seconds for a free connection, well under the sender's patience
TIMEOUT = 20.0  # seconds for one answer of the server
IDLE = 20.0  # seconds after which a connection is not used again
SUBJECT_CHARS = 78
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Email:
    """Mail by one SMTP server. Raises ``ValueError``, naming the setting, where it cannot work."""

    name = "email"
    scheme = "mailto"

    def __init__(self, url: str, sender: str, tls: ssl.SSLContext | None = None) -> None:
        self.caps = Caps(0, 0, 100_000)
        self._server = _Server(url, tls)
        name, path = parseaddr(sender)
        user, _, domain = path.rpartition("@")
        if not user or not domain or not path.isascii():
            raise ValueError("MAIL_FROM: an address, for example Baraza <baraza@example.org>")
        self._from = Mailbox(name, user, domain)
        self._idle: deque[tuple[float, aiosmtplib.SMTP]] = deque()
        self._free = asyncio.Semaphore(AT_ONCE)

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Refuse: nothing comes in by mail."""
        raise Refused("nothing comes in by e-mail")

    def peek(self, payload: Any) -> list[Raw]:
        """Give nothing: no mail comes in."""
        return []

    def parse(self, id: str, raw: bytes) -> Event | None:
        """Raise ``Unparsable``: no mail comes in."""
        raise Unparsable("nothing comes in by e-mail")

    async def send(self, address: Address, outgoing: Outgoing) -> str:
        """Send one mail and give its Message-ID. Raises the ``SendError`` family."""
        mail = self._mail(address, outgoing)
        try:
            async with asyncio.timeout(WAIT):
                await self._free.acquire()
        except TimeoutError as error:
            raise Slower("all connections to the mail server are busy", IDLE) from error
        try:
            await self._deliver(address.path, mail)
        finally:
            self._free.release()
        return str(mail["Message-ID"])

    def _mail(self, address: Address, outgoing: Outgoing) -> EmailMessage:
        user, _, domain = address.path.rpartition("@")
        try:
            to = Mailbox("", user, domain)
        except (ValueError, IndexError) as error:
            raise Failed("not an address mail can go to") from error
        if not user or not domain or len(address.path.split()) != 1:
            raise Failed("not an address mail can go to")
        letter = outgoing.letter or _letter(outgoing.text)
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"] = self._from
        mail["To"] = to
        mail["Subject"] = " ".join(letter.subject.split())
        mail["Date"] = format_datetime(datetime.now(UTC))
        mail["Message-ID"] = f"<{outgoing.id}@{self._from.domain}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers
        mail["X-Auto-Response-Suppress"] = "All"
        mail.set_content(outgoing.text, cte="quoted-printable")
        mail.add_alternative(
            html(letter, outgoing.language), subtype="html", cte="quoted-printable"
        )
        mail["Content-Language"] = outgoing.language
        return mail

    async def _deliver(self, path: str, mail: EmailMessage) -> None:
        """Hand a mail over, on a connection that is open still or on a new one."""
        client = await self._connected()
        try:
            try:
                await client.mail(self._from.addr_spec)
            except aiosmtplib.SMTPServerDisconnected:  # it was idle too long for the server
                client.close()
                client = await self._server.connect()
                await client.mail(self._from.addr_spec)
            await client.rcpt(path)
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            client.close()
            raise _failed_before(error) from error
        except BaseException:
            client.close()
            raise
        try:
            await client.data(mail.as_bytes())
        except aiosmtplib.SMTPDataError as error:
            client.close()
            raise _answered(error.code) from error
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            client.close()
            raise Uncertain("the connection broke after the mail had left") from error
        except BaseException:
            client.close()
            raise
        self._idle.append((asyncio.get_running_loop().time(), client))

    async def _connected(self) -> aiosmtplib.SMTP:
        now = asyncio.get_running_loop().time()
        while self._idle:
            since, client = self._idle.pop()
            if client.is_connected and now - since < IDLE:
                return client
            client.close()
        try:
            return await self._server.connect()
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise _failed_before(error) from error

    async def check(self) -> str:
        """Sign in, and say how that went; for `baraza doctor`. Raises what went wrong."""
        client = await self._server.connect()
        client.close()
        return f"{self._server.host} takes our mail"

    async def noted(self, payload: Any) -> None:
        """Do nothing."""

    async def fetch(self, reference: str) -> bytes:
        """Raise ``FileNever``: no mail comes in."""
        raise FileNever("nothing comes in by e-mail")

    async def run(self, accept: Accept) -> None:
        """Return at once."""

    async def close(self) -> None:
        """Let go of connections."""
        while self._idle:
            self._idle.pop()[1].close()


class _Server:
    """Where mail is handed in: smtp://user:password@host:587, or smtps://."""

    def __init__(self, url: str, tls: ssl.SSLContext | None) -> None:
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError as error:
            raise ValueError("SMTP_URL: the port is not a number") from error
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("SMTP_URL: smtp://user:password@host:587, or smtps://")
        self.host = parts.hostname
        self._port = port or (465 if parts.scheme == "smtps" else 587)
        self._at_once = parts.scheme == "smtps"
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        self._tls = tls

    async def connect(self) -> aiosmtplib.SMTP:
        """Open a connection and sign in; no password leaves in clear but on this machine."""
        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self._port,
            timeout=TIMEOUT,
            use_tls=self._at_once,
            start_tls=None,  # where the server offers it
            tls_context=self._tls,
        )
        try:
            await client.connect()
            if self._user:
                secure = client.get_transport_info("sslcontext") is not None
                if not secure and self.host not in LOOPBACK:
                    raise aiosmtplib.SMTPException("the server offers no encryption")
                await client.login(self._user, self._password)
        except BaseException:
            client.close()
            raise
        return client


def _failed_before(error: Exception) -> Exception:
    """Say what follows from an error before the mail itself had left."""
    if isinstance(error, aiosmtplib.SMTPRecipientRefused):
        return _answered(error.code)
    code = getattr(error, "code", 0)
    kind = type(error).__name__
    # Whatever else is wrong (no connection, no sign-in, our own address) an operator can mend.
    return Retry(f"the mail server did not take it: {kind} {code}".rstrip(" 0"))


def _answered(code: int) -> Exception:
    """Say what follows from the server's answer about one mail: 4xx later, 5xx never."""
    if code >= 500:
        return Failed(f"the mail server answered {code}")
    return Retry(f"the mail server answered {code}")


# The mail itself --------------------------------------------------------------------------------


def html(letter: Letter, language: str) -> str:
    """Lay out a letter as HTML that loads nothing, its styles in the elements."""
    page = _template().render(letter=letter, language=language, split=split)
    return _inliner().inline(page)


def split(block: Block) -> list[tuple[str, str]]:
    """Part the label of each line ("DONE: 9 answered.") from its words, where it has one."""
    parted = []
    for line in block.lines:
        label, colon, words = line.partition(":")
        labelled = not block.head and colon and label == label.upper() and len(label) < 24
        parted.append((label.strip(), words.strip()) if labelled else ("", line))
    return parted


def _letter(text: str) -> Letter:
    """Make a letter of a text that has no parts."""
    title, _, rest = text.strip().partition("\n")
    return Letter(title[:SUBJECT_CHARS], title, (Block("", tuple(rest.split("\n"))),), "")


@lru_cache(maxsize=1)
def _template() -> Template:
    rooms = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return rooms.get_template("letter.html")


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(
        keep_style_tags=False, load_remote_stylesheets=False, keep_link_tags=False
    )
