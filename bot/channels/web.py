"""The web page as a channel: what the page posts comes in, the outbox is what the page reads.

There is no provider on the other side. ``bot.web`` hands over one small object per message, keyed
by the page's own message id together with the visitor and the content, so that a page on a slow
line may repeat itself as often as it likes. Sending is nothing but saying that the row is there.

The object, kept as JSON with ASCII escapes so that NUL and lone surrogates survive::

    {"visitor": …, "id": …, "language": …, "country": …,
     "text": …, "token": …, "media": {kind, content_type, size, stored}, "place": [lat, lon]}

or ``{"visitor": …, "unreadable": …}`` for a body that no such object could be made of.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.base import Accept, FileNever, Raw, Refused, Unparsable
from storage.types import Address, Caps, Event, EventKind, Media, Outgoing

_CONTENT = ("text", "token", "media", "place", "unreadable")


class Web:
    """The chat of our own pages."""

    name = "web"
    scheme = "web"
    caps = Caps(
        buttons=12,
        button_chars=40,
        text_limit=10_000,
        media=frozenset({"voice", "photo"}),
        mailbox=True,
    )

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Refuse always: the page has its own door, and nobody else speaks for a visitor."""
        raise Refused("the web chat has no webhook")

    def peek(self, payload: Any) -> list[Raw]:
        """Give the one raw message that the page's object is."""
        visitor = str(payload.get("visitor", ""))
        raw = json.dumps(payload).encode("ascii")
        said = json.dumps([payload.get("id"), *(payload.get(name) for name in _CONTENT)])
        key = hashlib.blake2b(f"{visitor} {said}".encode("ascii", "replace"), digest_size=16)
        return [Raw(key.hexdigest(), Address(self.scheme, visitor), raw)]

    def parse(self, id: str, raw: bytes) -> Event | None:
        """Read one raw message. Raises ``Unparsable``."""
        try:
            payload = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise Unparsable("not JSON") from error
        if not isinstance(payload, dict) or "unreadable" in payload:
            raise Unparsable("not an object of the page")
        text, token = payload.get("text") or "", payload.get("token") or ""
        if not isinstance(text, str) or not isinstance(token, str):
            raise Unparsable("text or token is not a string")
        place, media = _place(payload.get("place")), _media(payload.get("media"))
        if token:
            kind = EventKind.BUTTON
        elif media:
            kind = EventKind.MEDIA
        elif place:
            kind = EventKind.PLACE
        else:
            kind = EventKind.TEXT if text.strip() else EventKind.EMPTY
        return Event(
            id=id,
            channel=self.name,
            address=Address(self.scheme, str(payload.get("visitor", ""))),
            kind=kind,
            at=_stored_at(id),
            text=text,
            token=token,
            media=media,
            place=place,
            language_hint=str(payload.get("language") or ""),
            country_hint=str(payload.get("country") or ""),
        )

    async def send(self, address: Address, outgoing: Outgoing) -> str:
        """Do nothing: the page reads the outbox, so a written row has arrived."""
        return ""

    async def noted(self, payload: Any) -> None:
        """Nothing: nobody waits for an acknowledgement."""

    async def fetch(self, reference: str) -> bytes:
        """Raise ``FileNever``: files of the page are stored before their message is."""
        raise FileNever("the web chat keeps no file elsewhere")

    async def run(self, accept: Accept) -> None:
        """Return at once: nothing is polled."""

    async def close(self) -> None:
        """Nothing to let go of."""


def _stored_at(id: str) -> datetime:
    """When the row was made: the first 48 bits of a UUIDv7 are milliseconds (RFC 9562)."""
    return datetime.fromtimestamp(int(id[:12], 16) / 1000, UTC)


def _place(value: Any) -> tuple[float, float] | None:
    if value is None:
        return None
    match value:
        case [int() | float() as latitude, int() | float() as longitude]:
            # NaN and the infinities are outside every range, and True is no degree
            degrees = not isinstance(latitude, bool) and not isinstance(longitude, bool)
            if degrees and math.fabs(latitude) <= 90 and math.fabs(longitude) <= 180:
                return float(latitude), float(longitude)
    raise Unparsable("place is not a latitude and a longitude")


def _media(value: Any) -> Media | None:
    if value is None:
        return None
    match value:
        case {
            "kind": str() as kind,
            "content_type": str() as content_type,
            "size": int() as size,
            "stored": str() as stored,
        }:
            return Media(kind=kind, content_type=content_type, size=size, stored=stored)
    raise Unparsable("media is not a stored file")
