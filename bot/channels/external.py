"""The generic SMS contract (RapidPro's External channel): any HTTP gateway can speak it.

In: ``POST /channels/external/<secret>/receive`` with ``from``, ``text``, optional ``date`` and
``id``; ``/stopped`` with ``from``. Out: JSON with ``to``, ``text``, ``id`` to EXTERNAL_SEND_URL.
A gateway that gives no id is deduplicated by sender, text and date.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import aiohttp
import phonenumbers

from bot.channels.base import (
    Accept,
    Failed,
    FileNever,
    OptedOut,
    Raw,
    Refused,
    Retry,
    Slower,
    Uncertain,
    Unparsable,
)
from storage.types import Address, Caps, Event, EventKind, Outgoing

TIMEOUT = 20  # seconds


class External:
    """SMS through a gateway that keeps the generic contract."""

    name = "external"
    scheme = "tel"

    def __init__(
        self, secret: str, send_url: str, country: str = "", costs_sender: bool = True
    ) -> None:
        self._secret = secret
        self._send_url = send_url
        self._country = country
        self._session: aiohttp.ClientSession | None = None
        self.caps = Caps(0, 0, 1530, unit="segments", costs_sender=costs_sender, telephone=True)

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Refuse: this channel's secret is in its address."""
        raise Refused("post to /channels/external/<secret>/receive")

    def webhook(self, secret: str, action: str, payload: dict[str, Any]) -> list[Raw]:
        """Take one call of the gateway. Raises ``Refused`` where the secret is wrong."""
        if not hmac.compare_digest(secret.encode(), self._secret.encode()):
            raise Refused("wrong secret")
        if action not in ("receive", "stopped"):
            return []
        return self.peek({**payload, "action": action})

    def peek(self, payload: Any) -> list[Raw]:
        """Give the one raw message of a call; the sender's number makes its lane."""
        sender = str(payload.get("from") or payload.get("sender") or "unreadable")
        raw = json.dumps(payload).encode("ascii")
        key = str(payload.get("id") or "")
        if not key:
            said = json.dumps([sender, payload.get("text"), payload.get("date")])
            key = hashlib.blake2b(said.encode("ascii"), digest_size=16).hexdigest()
        action = str(payload.get("action", ""))
        return [Raw(f"{action}:{key}", Address(self.scheme, self._number(sender)), raw)]

    def parse(self, id: str, raw: bytes) -> Event | None:
        """Read one raw message. Raises ``Unparsable``."""
        try:
            payload = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise Unparsable("not JSON") from error
        if not isinstance(payload, dict):
            raise Unparsable("not an object")
        sender = payload.get("from") or payload.get("sender")
        if not isinstance(sender, str) or not sender:
            raise Unparsable("field from is missing")
        text = payload.get("text", "")
        if not isinstance(text, str):
            raise Unparsable("field text is not a text")
        stopped = payload.get("action") == "stopped"
        return Event(
            id=id,
            channel=self.name,
            address=Address(self.scheme, self._number(sender)),
            kind=EventKind.BLOCKED if stopped else EventKind.TEXT if text else EventKind.EMPTY,
            at=_date(payload.get("date") or payload.get("time")),
            text=text,
            # escaped: a database keeps neither NUL nor half a character
            external_id=str(payload.get("id") or "").encode("unicode_escape").decode("ascii"),
        )

    def _number(self, sender: str) -> str:
        """Spell a number as E.164 where it can be; a short code or a name stays as it is."""
        try:
            number = phonenumbers.parse(sender, self._country or None)
        except phonenumbers.NumberParseException:
            return sender
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    async def send(self, address: Address, outgoing: Outgoing) -> str:
        """Post one message to the gateway. Raises the ``SendError`` family."""
        if not self._send_url:
            raise Retry("EXTERNAL_SEND_URL is not set")
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        body = {"to": address.path, "text": outgoing.text, "id": outgoing.id}
        try:
            async with self._session.post(self._send_url, json=body) as response:
                status = response.status
                after = response.headers.get("Retry-After", "")
        except aiohttp.ClientConnectorError as error:
            raise Retry("the gateway cannot be reached") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Uncertain("the connection broke") from error
        if status < 300:
            return outgoing.id
        if status == 429:
            raise Slower("the gateway asks for fewer", float(after) if after.isdigit() else 30.0)
        if status == 410:
            raise OptedOut("the gateway says the person opted out")
        if status >= 500 or status in (401, 403, 408):
            raise Retry(f"the gateway answered {status}")
        raise Failed(f"the gateway answered {status}")

    async def noted(self, payload: Any) -> None:
        """Do nothing."""

    async def fetch(self, reference: str) -> bytes:
        """Raise ``FileNever``: texts carry no files."""
        raise FileNever("texts carry no files")

    async def run(self, accept: Accept) -> None:
        """Return at once."""

    async def close(self) -> None:
        """Let go of the connection."""
        if self._session is not None:
            await self._session.close()


def _date(value: Any) -> datetime:
    """Read RFC 3339, or take the time of arrival; a gateway's clock is no reason to lose a text."""
    try:
        date = datetime.fromisoformat(str(value))
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.now(UTC)
