"""What a web page or a terminal shows: the messages that were sent to one address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection, select

from storage.crypto import Keys
from storage.schema import outbox
from storage.types import Button


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to an address, as it was rendered for it."""

    id: str
    at: datetime
    text: str
    buttons: tuple[Button, ...]
    text_id: str
    language: str


def letters(
    connection: Connection,
    keys: Keys,
    address_id: str,
    since: datetime | None = None,
    after: str = "",
    limit: int = 200,
) -> list[Letter]:
    """List what was sent to an address, oldest first; the latest ``limit`` of them.

    ``since``: sent at or after; ``after``: with an id greater than this one.
    """
    query = (
        select(outbox.c.id, outbox.c.created_at, outbox.c.body_sealed, outbox.c.text_id)
        .where(outbox.c.address_id == address_id, outbox.c.state == "sent")
        .order_by(outbox.c.id.desc())
        .limit(limit)
    )
    if since is not None:
        query = query.where(outbox.c.sent_at >= since)
    if after:
        query = query.where(outbox.c.id > after)
    rows = connection.execute(query).all()
    return [
        _letter(keys, row.id, row.created_at, row.body_sealed, row.text_id) for row in rows[::-1]
    ]


def _letter(keys: Keys, id: str, at: datetime, sealed: bytes, text_id: str) -> Letter:
    body = orjson.loads(keys.open(sealed, "outbox.body", id))
    return Letter(
        id=id,
        at=at,
        text=body["text"],
        buttons=tuple(Button(label, token) for label, token in body["buttons"]),
        text_id=text_id,
        language=body["language"],
    )
