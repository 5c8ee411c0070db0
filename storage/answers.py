"""Drafts of answers, and the answers that are ready: reading and writing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from storage.ids import new_id
from storage.schema import address, case, draft, ready_answer


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that was read back; sent only once whoever wrote it says so."""

    id: str
    address_id: str
    staff_id: str
    case_id: str
    number: str
    ending: str
    words_sealed: bytes | None
    expires_at: datetime
    state: str


def _drafts() -> Select[Any]:
    return select(
        draft.c.id,
        draft.c.address_id,
        draft.c.staff_id,
        draft.c.case_id,
        case.c.number,
        draft.c.ending,
        draft.c.words_sealed,
        draft.c.expires_at,
        draft.c.state,
    ).join_from(draft, case, case.c.id == draft.c.case_id)


def add_draft(
    connection: Connection,
    id: str,
    address_id: str,
    staff_id: str,
    case_id: str,
    ending: str,
    klass: str,
    words_sealed: bytes,
    expires_at: datetime,
) -> None:
    """Keep a draft; it takes the place of another of the same address on the same case."""
    connection.execute(
        update(draft)
        .where(
            draft.c.address_id == address_id, draft.c.case_id == case_id, draft.c.state == "open"
        )
        .values(state="dropped", words_sealed=None)
    )
    connection.execute(
        insert(draft).values(
            id=id,
            address_id=address_id,
            staff_id=staff_id,
            case_id=case_id,
            ending=ending,
            klass=klass,
            words_sealed=words_sealed,
            expires_at=expires_at,
            state="open",
        )
    )


def find_draft(connection: Connection, id: str) -> Draft | None:
    """Find a draft by its id."""
    row = connection.execute(_drafts().where(draft.c.id == id)).first()
    return Draft(*row) if row else None


def open_drafts(connection: Connection, address_id: str, now: datetime) -> list[Draft]:
    """List what an address has not said yes or no to, oldest first."""
    rows = connection.execute(
        _drafts()
        .where(draft.c.address_id == address_id, draft.c.state == "open", draft.c.expires_at > now)
        .order_by(draft.c.id)
    )
    return [Draft(*row) for row in rows]


def due_drafts(connection: Connection, now: datetime, limit: int = 200) -> list[str]:
    """List the ids of drafts nobody said yes or no to in time, the oldest first."""
    return list(
        connection.execute(
            select(draft.c.id)
            .where(draft.c.state == "open", draft.c.expires_at <= now)
            .order_by(draft.c.expires_at)
            .limit(limit)
        ).scalars()
    )


def settle_draft(connection: Connection, id: str, state: str) -> bool:
    """End an open draft and forget its words; False where it had ended before."""
    ended = connection.execute(
        update(draft)
        .where(draft.c.id == id, draft.c.state == "open")
        .values(state=state, words_sealed=None)
    )
    return ended.rowcount == 1


def forget_drafts(connection: Connection, before: datetime) -> int:
    """Remove what ended before an instant; how many."""
    gone = connection.execute(
        delete(draft).where(draft.c.state != "open", draft.c.expires_at < before)
    )
    return gone.rowcount


def ready_answers(connection: Connection) -> dict[tuple[str, str, str], str]:
    """Map country, subject and language to the words that hold now, of all countries."""
    rows = connection.execute(
        select(
            ready_answer.c.country,
            ready_answer.c.subject,
            ready_answer.c.language,
            ready_answer.c.words,
        ).order_by(ready_answer.c.id)
    )
    latest = {(row.country, row.subject, row.language): row.words for row in rows}
    return {key: words for key, words in latest.items() if words}


def set_ready_answer(
    connection: Connection,
    country: str,
    subject: str,
    language: str,
    words: str,
    by: str,
    now: datetime,
) -> None:
    """Add a row to the history of a country's ready answers; empty words end the one before."""
    connection.execute(
        insert(ready_answer).values(
            id=new_id(),
            country=country,
            subject=subject,
            language=language,
            words=words,
            at=now,
            by=by,
        )
    )


def paths(connection: Connection, ids: Sequence[str]) -> list[tuple[str, bytes]]:
    """List the sealed paths of addresses, with their ids."""
    rows = connection.execute(
        select(address.c.id, address.c.path_sealed).where(
            address.c.id.in_(list(ids)), address.c.path_sealed.is_not(None)
        )
    )
    return [(row.id, row.path_sealed) for row in rows]
