"""The clock's round with the digests: who is to have one now, each once, and off they go.

A slot (job ``digest``, the person, the due time) is taken in the transaction that writes the
digest: a missed one is made up while it is still of use, a doubled one cannot be.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from handlers import rhythm
from handlers.conversations.digests import CHANNEL
from handlers.conversations.duty import ROLES
from handlers.desk import Desk
from handlers.digest import Page, by_sms, page_of
from handlers.outlook import Outlook
from handlers.routing import absence
from storage import digests
from storage.digests import Reader
from storage.people import Member

AT_ONCE = 100  # people in one transaction


@dataclass(frozen=True, slots=True)
class Batch:
    """Some people whose digests are due at the same instant."""

    due: datetime
    readers: tuple[Reader, ...]


def due(connection: Connection, now: datetime) -> list[Batch]:
    """List who is to have a digest now and has not had it, those of a country together."""
    taken = digests.taken(connection, now - max(rhythm.LATE.values()))
    owed: dict[datetime, list[Reader]] = {}
    for reader in sorted(digests.readers(connection, ROLES), key=lambda one: one.country):
        at = rhythm.to_make(reader, now)
        if at is not None and (reader.staff_id, at) not in taken:
            owed.setdefault(at, []).append(reader)
    return [
        Batch(at, tuple(readers[first : first + AT_ONCE]))
        for at, readers in sorted(owed.items())
        for first in range(0, len(readers), AT_ONCE)
    ]


def send(desk: Desk, batch: Batch, kept: dict[Hashable, object]) -> int:
    """Write the digests of a batch, in chat or by e-mail as each person wants; how many people's.

    Who is away, or cannot be reached, has none; their slot is taken all the same.
    ``kept``: what the batches of one run share, empty for the first.
    """
    slots = [(reader.staff_id, batch.due) for reader in batch.readers]
    mine = digests.take(desk.connection, slots, desk.now)
    outlook = Outlook(desk, kept=kept)
    readers: list[tuple[Member, Reader]] = []
    for reader in batch.readers:
        member = desk.roster.members.get(reader.staff_id)
        if reader.staff_id not in mine or member is None:
            continue
        if absence(desk.roster, member.id, outlook.today(member.country)) is None:
            readers.append((member, reader))
    outlook.expect([member for member, _ in readers])
    told = 0
    for member, reader in readers:
        told += _tell(
            desk, member, reader, page_of(outlook, member, member.language, reader), batch
        )
    return told


def _tell(desk: Desk, member: Member, reader: Reader, page: Page, batch: Batch) -> bool:
    """Send one person's digest; by chat where mail cannot go."""
    key = f"digest:{member.id}:{batch.due:%Y%m%dT%H%M}"
    expires_at = desk.now + rhythm.LATE[rhythm.kind(reader)]
    mail = reader.mail_id if reader.by != "chat" and CHANNEL in desk.wire.caps else None
    told = False
    if mail is not None:
        say = page.mail(expires_at)
        desk.push(mail, CHANNEL, member.language, say, f"{key}:mail", fresh=True)
        told = True
    if mail is None or reader.by == "both":
        say = page.say(by_sms(desk, member), expires_at)
        told |= desk.tell(member, say, key, fresh=True) is not None
    return told


def following(connection: Connection, now: datetime) -> datetime | None:
    """Tell when the next digest is due; None where nobody has one."""
    return min(
        (
            rhythm.following(reader.country, reader.hour, kind, now)
            for reader in digests.readers(connection, ROLES)
            if (kind := rhythm.kind(reader)) in rhythm.LATE
        ),
        default=None,
    )
