"""Rows of a file as a channel: `baraza intake` puts them through the same inbox as every message.

Nobody is at the other end: nothing is sent here. Each row has an address of its own, which is no
person's; where a row names a telephone number, answers go there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.channels.base import Accept, FileNever, Raw, Refused, Unparsable
from storage.types import Address, Caps, Entry, Event, EventKind, Outgoing


class Intake:
    """A channel that only takes in."""

    name = "intake"
    scheme = "intake"
    caps = Caps(buttons=0, button_chars=0, text_limit=10_000, mailbox=True)

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Refuse always: a file does not call by HTTP."""
        raise Refused(f"{self.name} has no webhook")

    def peek(self, payload: Any) -> list[Raw]:
        """Give the one raw message: {"id", "text", "country", "date", …} (see ``parse``)."""
        key = str(payload["id"])
        return [Raw(key, Address(self.scheme, key), json.dumps(payload).encode("ascii"))]

    def parse(self, id: str, raw: bytes) -> Event:
        """Read one row. Raises ``Unparsable``."""
        try:
            row = json.loads(raw)
            entry = Entry(
                date.fromisoformat(row["date"]),
                row.get("source", ""),
                row.get("place", ""),
                row.get("number", ""),
                row.get("language", ""),
                row.get("by", ""),
            )
            return Event(
                id=id,
                channel=self.name,
                address=Address(self.scheme, row["id"]),
                kind=EventKind.TEXT,
                at=datetime.now(UTC),
                text=row["text"],
                country_hint=row["country"],
                entry=entry,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unparsable("not a row of an intake file") from error

    async def send(self, address: Address, outgoing: Outgoing) -> str:
        """Do nothing: nobody reads here."""
        return ""

    async def noted(self, payload: Any) -> None:
        """Do nothing."""

    async def fetch(self, reference: str) -> bytes:
        """Raise ``FileNever``: a row has no files."""
        raise FileNever("a row has no files")

    async def run(self, accept: Accept) -> None:
        """Return at once."""

    async def close(self) -> None:
        """Do nothing."""
