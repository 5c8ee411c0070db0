"""The terminal as a channel: `baraza chat` writes here, and reads what is sent to its address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from bot.channels.base import Accept, FileNever, Raw, Refused, Unparsable
from storage.types import Address, Caps, Event, EventKind, Outgoing


class Terminal:
    """A channel without buttons: choices are numbers, as on a simple phone.

    Also plays the senders of a replay, under another name.
    """

    caps = Caps(buttons=0, button_chars=0, text_limit=10_000, mailbox=True)

    def __init__(self, name: str = "terminal") -> None:
        self.name = name
        self.scheme = name

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Refuse always: a terminal does not call by HTTP."""
        raise Refused(f"{self.name} has no webhook")

    def peek(self, payload: Any) -> list[Raw]:
        """Give the one raw message: {"id", "from", "text", "country"}."""
        raw = json.dumps(payload).encode("ascii")
        return [Raw(str(payload["id"]), Address(self.scheme, str(payload["from"])), raw)]

    def parse(self, id: str, raw: bytes) -> Event | None:
        """Read one raw message. Raises ``Unparsable``."""
        try:
            payload = _read(raw)
            return Event(
                id=id,
                channel=self.name,
                address=Address(self.scheme, payload["from"]),
                kind=EventKind.TEXT,
                at=datetime.now(UTC),
                text=payload["text"],
                country_hint=payload.get("country", ""),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise Unparsable("not a terminal's message") from error

    async def send(self, address: Address, outgoing: Outgoing) -> str:
        """Do nothing: who waits at the address reads the outbox."""
        return ""

    async def noted(self, payload: Any) -> None:
        """Do nothing."""

    async def fetch(self, reference: str) -> bytes:
        """Raise ``FileNever``: a terminal sends no files."""
        raise FileNever("a terminal sends no files")

    async def run(self, accept: Accept) -> None:
        """Return at once."""

    async def close(self) -> None:
        """Do nothing."""


def _read(raw: bytes) -> Any:
    """Read JSON; the fast reader refuses lone surrogates, the standard one keeps them."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return json.loads(raw)
