"""The pipe's statements: accept, claim, finish, set aside; and the outbox's lease and results.

``waiting`` and ``departing`` are narrow queues: a row is inserted with the message and deleted when
it is done, so the stored message is not updated while it waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.batch import insert_rows
from storage.ids import new_id
from storage.schema import address, delivery, departing, inbox, outbox, set_aside, waiting

PER_LANE = 20  # messages of one lane in one batch
SUSPECTS_AT_ONCE = 20  # messages that were tried once, in one batch
FAILED_TRIES = 3  # failures after which a message is set aside
DIED_TRIES = 5  # tries after which it is, if none came back to say why: the worker died

_LEASING = 7_221_847  # PostgreSQL advisory lock: senders lease one after the other


class Lost(Exception):
    """A claimed message was no longer waiting: the batch is rolled back."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One raw message on its way to disk."""

    id: str
    channel: str
    event_key: str
    lane: str
    raw_sealed: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """One stored message in the hands of a worker."""

    id: str
    lane: str
    channel: str
    received_at: datetime
    raw_sealed: bytes | None
    tries: int


def _insert_once(connection: Connection, table: Any) -> Any:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def store(connection: Connection, rows: Sequence[Accepted], now: datetime) -> int:
    """Store raw messages, each once per channel and event key; how many were new."""
    if not rows:
        return 0
    lanes = sorted({row.lane for row in rows})
    connection.execute(
        _insert_once(connection, address),
        [
            {
                "id": lane,
                "created_at": now,
                "country": "",
                "language": "",
                "language_chosen": False,
                "wrote_in": "",
                "wrong_numbers": 0,
            }
            for lane in lanes
        ],
    )
    connection.execute(
        _insert_once(connection, inbox),
        [
            {
                "id": row.id,
                "channel": row.channel,
                "event_key": row.event_key,
                "lane": row.lane,
                "received_at": now,
                "raw_sealed": row.raw_sealed,
                "size": row.size,
            }
            for row in rows
        ],
    )
    # Ids are new: those that are there now are those that were not repeats.
    fresh = select(inbox.c.id, inbox.c.lane, literal(0)).where(
        inbox.c.id.in_([row.id for row in rows])
    )
    result = connection.execute(insert(waiting).from_select(["id", "lane", "tries"], fresh))
    return result.rowcount


def stored_keys(connection: Connection, channel: str, keys: Sequence[str]) -> set[str]:
    """Say which of these event keys are stored already."""
    return set(
        connection.execute(
            select(inbox.c.event_key).where(
                inbox.c.channel == channel, inbox.c.event_key.in_(list(keys))
            )
        ).scalars()
    )


def unhandled(connection: Connection, channel: str, keys: Sequence[str]) -> tuple[int, int]:
    """Count which of these stored messages were set aside, and which wait."""

    def count(table: Any) -> int:
        return connection.execute(
            select(func.count())
            .select_from(inbox.join(table, table.c.id == inbox.c.id))
            .where(inbox.c.channel == channel, inbox.c.event_key.in_(list(keys)))
        ).scalar_one()

    return count(set_aside), count(waiting)


def claim(connection: Connection, lanes_at_once: int) -> list[Claimed]:
    """Claim the longest waiting lanes and hold them until the transaction ends.

    What was tried before is claimed apart, so that a poisoned message spoils no batch: the second
    time with few others (a worker died, and left a whole batch tried), then alone.
    """
    heads = connection.execute(
        select(waiting.c.lane).order_by(waiting.c.id).limit(lanes_at_once * 2)
    ).scalars()
    lanes = sorted(list(dict.fromkeys(heads))[:lanes_at_once])  # sorted: locked in one order
    if not lanes:
        return []
    held: Sequence[str] = lanes
    if connection.dialect.name == "postgresql":
        held = list(
            connection.execute(
                select(address.c.id)
                .where(address.c.id.in_(lanes))
                .order_by(address.c.id)
                .with_for_update(skip_locked=True, key_share=True)
            ).scalars()
        )
        if not held:
            return []
    place = func.row_number().over(partition_by=waiting.c.lane, order_by=waiting.c.id)
    numbered = (
        select(waiting.c.id, waiting.c.lane, waiting.c.tries, place.label("place"))
        .where(waiting.c.lane.in_(held))
        .subquery()
    )
    rows = connection.execute(
        select(
            numbered.c.id,
            numbered.c.lane,
            inbox.c.channel,
            inbox.c.received_at,
            inbox.c.raw_sealed,
            numbered.c.tries,
        )
        .join_from(numbered, inbox, inbox.c.id == numbered.c.id)
        .where(numbered.c.place <= PER_LANE)
        .order_by(numbered.c.id)
    )
    claimed = [Claimed(*row) for row in rows]
    suspect = next((one for one in claimed if one.tries), None)
    if suspect is None:
        return claimed
    before = [one for one in claimed if one.lane == suspect.lane and one.id < suspect.id]
    if before or suspect.tries > 1:
        return before or [suspect]
    together: list[Claimed] = []
    passed_over: set[str] = set()
    for one in claimed:
        if one.tries == 1 and one.lane not in passed_over:
            together.append(one)
        else:
            passed_over.add(one.lane)
    return together[:SUSPECTS_AT_ONCE]


def mark_tried(connection: Connection, ids: Sequence[str]) -> None:
    """Count a try of each message, committed before it is handled: a crash leaves its trace."""
    if ids:
        connection.execute(
            update(waiting).where(waiting.c.id.in_(list(ids))).values(tries=waiting.c.tries + 1)
        )


def untry(connection: Connection, claimed: Sequence[Claimed]) -> None:
    """Take back a try that ended for no fault of these messages."""
    if claimed:
        connection.execute(
            update(waiting)
            .where(waiting.c.id == bindparam("b_id"))
            .values(tries=bindparam("b_tries")),
            [{"b_id": one.id, "b_tries": one.tries} for one in claimed],
        )


def finish(connection: Connection, ids: Sequence[str]) -> None:
    """Take handled messages out of the queue. Raises ``Lost`` if one was not there any more."""
    result = connection.execute(delete(waiting).where(waiting.c.id.in_(list(ids))))
    if result.rowcount != len(ids):
        raise Lost(f"{len(ids) - result.rowcount} of {len(ids)} claimed messages were gone")


def put_aside(connection: Connection, id: str, reason: str, now: datetime) -> None:
    """Set a message aside, with the reason, where a human sees it; its raw payload stays.

    One that is not waiting any more was handled meanwhile, and is left alone.
    """
    if connection.execute(delete(waiting).where(waiting.c.id == id)).rowcount:
        connection.execute(
            _insert_once(connection, set_aside), [{"id": id, "at": now, "reason": reason[:200]}]
        )


def waiting_count(connection: Connection) -> int:
    """Count messages that wait to be handled."""
    return connection.execute(select(func.count()).select_from(waiting)).scalar_one()


def departing_count(connection: Connection) -> int:
    """Count messages that wait to be sent."""
    return connection.execute(select(func.count()).select_from(departing)).scalar_one()


# The outbox -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leased:
    """One outgoing message in the hands of a sender."""

    id: str
    channel: str
    address_id: str
    path_sealed: bytes | None
    body_sealed: bytes
    text_id: str
    priority: int
    tries: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a leased message: sent, retry, failed, optedout, uncertain, expired."""

    id: str
    address_id: str
    state: str
    detail: str = ""
    external_id: str = ""
    not_before: datetime | None = None


def lease(
    connection: Connection, channels: Sequence[str], now: datetime, until: datetime, limit: int
) -> list[Leased]:
    """Lease what is due, alerts first; an address's messages leave in the order of writing."""
    older = departing.alias("older")
    in_flight = exists().where(
        older.c.address_id == departing.c.address_id,
        older.c.id < departing.c.id,
        # An alert passes what is held back; what is under way it waits for.
        or_(
            older.c.leased_until > now,
            and_(older.c.not_before > now, departing.c.priority > 0),
        ),
    )
    query = (
        select(departing.c.id)
        .where(
            departing.c.channel.in_(list(channels)),
            departing.c.not_before <= now,
            or_(departing.c.leased_until.is_(None), departing.c.leased_until <= now),
            ~in_flight,
        )
        .order_by(departing.c.priority, departing.c.id)
        .limit(limit)
    )
    if connection.dialect.name == "postgresql":
        # One at a time: what another sender is leasing just now would not be seen as in flight.
        connection.execute(select(func.pg_advisory_xact_lock(_LEASING)))
        query = query.with_for_update(skip_locked=True, of=departing)
    ids = list(connection.execute(query).scalars())
    if not ids:
        return []
    connection.execute(
        update(departing)
        .where(departing.c.id.in_(ids))
        .values(leased_until=until, tries=departing.c.tries + 1)
    )
    rows = connection.execute(
        select(
            outbox.c.id,
            outbox.c.channel,
            outbox.c.address_id,
            address.c.path_sealed,
            outbox.c.body_sealed,
            outbox.c.text_id,
            departing.c.priority,
            departing.c.tries,
            outbox.c.expires_at,
        )
        .join_from(outbox, departing, departing.c.id == outbox.c.id)
        .join(address, address.c.id == outbox.c.address_id)
        .where(outbox.c.id.in_(ids))
        .order_by(outbox.c.id)
    )
    return [Leased(*row) for row in rows]


_DONE = (
    update(outbox)
    .where(outbox.c.id == bindparam("b_id"))
    .values(
        state=bindparam("b_state"),
        sent_at=bindparam("b_at"),
        external_id=bindparam("b_external"),
    )
)


def record(connection: Connection, results: Sequence[Result], now: datetime) -> None:
    """Write what became of leased messages, and each attempt beside it."""
    if not results:
        return
    insert_rows(
        connection,
        delivery,
        [
            {
                "id": new_id(),
                "outbox_id": one.id,
                "at": now,
                "result": one.state,
                "detail": one.detail[:200],
            }
            for one in results
        ],
    )
    ended = [one for one in results if one.not_before is None]
    plain = [one.id for one in ended if one.state == "sent" and not one.external_id]
    if plain:
        connection.execute(
            update(outbox).where(outbox.c.id.in_(plain)).values(state="sent", sent_at=now)
        )
    others = [one for one in ended if one.state != "sent" or one.external_id]
    if others:
        connection.execute(
            _DONE,
            [
                {
                    "b_id": one.id,
                    "b_state": one.state,
                    "b_at": now,
                    "b_external": one.external_id[:64] or None,
                }
                for one in others
            ],
        )
    if ended:
        connection.execute(delete(departing).where(departing.c.id.in_([one.id for one in ended])))
    again = [one for one in results if one.not_before is not None]
    if again:
        connection.execute(
            update(departing)
            .where(departing.c.id == bindparam("b_id"))
            .values(leased_until=None, not_before=bindparam("b_not_before")),
            [{"b_id": one.id, "b_not_before": one.not_before} for one in again],
        )
    gone = [one.address_id for one in results if one.state == "optedout"]
    if gone:
        connection.execute(update(address).where(address.c.id.in_(gone)).values(stopped_at=now))


def release(connection: Connection, ids: Sequence[str]) -> None:
    """Give leased messages back untried."""
    if ids:
        connection.execute(
            update(departing)
            .where(departing.c.id.in_(list(ids)))
            .values(leased_until=None, tries=departing.c.tries - 1)
        )


def next_departure(connection: Connection) -> datetime | None:
    """Tell when the next outgoing message is due."""
    return connection.execute(select(func.min(departing.c.not_before))).scalar()


LEASE = timedelta(seconds=60)
