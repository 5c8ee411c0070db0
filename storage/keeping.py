"""What the clock's jobs read and write: slots, files to fetch, and what is past its retention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.batch import Caller, callers
from storage.crypto import Keys
from storage.schema import (
    attachment,
    case_submission,
    fetching,
    flag,
    inbox,
    job_slot,
    message,
    outbox,
    set_aside,
    submission,
    waiting,
)

FETCH_LEASE = timedelta(minutes=5)
MOST_AT_ONCE = 5000
QUOTING = ("mine", "next-item", "more-said")  # texts to staff that quote the reporter
BLANK_BODY = b'{"text":"","buttons":[],"language":"en","args":{}}'


def take_slot(connection: Connection, job: str, scope: str, due: datetime, now: datetime) -> bool:
    """Take a job's slot; False where it was taken before."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    result = connection.execute(
        dialect.insert(job_slot)
        .values(job=job, scope=scope, due=due, done_at=now, counts="{}")
        .on_conflict_do_nothing()
    )
    return result.rowcount == 1


def slot_taken(connection: Connection, job: str, scope: str, due: datetime) -> bool:
    """Say whether a job's slot was taken."""
    return (
        connection.execute(
            select(job_slot.c.job).where(
                job_slot.c.job == job, job_slot.c.scope == scope, job_slot.c.due == due
            )
        ).first()
        is not None
    )


def note_slot(connection: Connection, job: str, scope: str, due: datetime, counts: str) -> None:
    """Note what a job did in its slot."""
    connection.execute(
        update(job_slot)
        .where(job_slot.c.job == job, job_slot.c.scope == scope, job_slot.c.due == due)
        .values(counts=counts)
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is still with its provider."""

    id: str
    channel: str
    klass: str
    reference_sealed: bytes | None
    tries: int


def due_files(connection: Connection, now: datetime, limit: int) -> Sequence[Wanted]:
    """Take files whose time has come; nobody else takes them for five minutes."""
    rows = connection.execute(
        select(
            fetching.c.id,
            fetching.c.channel,
            attachment.c.klass,
            attachment.c.reference_sealed,
            fetching.c.tries,
        )
        .join_from(fetching, attachment, attachment.c.id == fetching.c.id)
        .where(fetching.c.not_before <= now)
        .order_by(fetching.c.not_before)
        .limit(limit)
        .with_for_update(skip_locked=True, of=fetching)
    ).all()
    if rows:
        connection.execute(
            update(fetching)
            .where(fetching.c.id.in_([row.id for row in rows]))
            .values(not_before=now + FETCH_LEASE, tries=fetching.c.tries + 1)
        )
    return [Wanted(*row) for row in rows]


def file_here(connection: Connection, id: str, key: str, size: int) -> None:
    """A file is in the store now."""
    connection.execute(delete(fetching).where(fetching.c.id == id))
    connection.execute(
        update(attachment).where(attachment.c.id == id).values(stored=key, size=size, state="here")
    )


def file_later(connection: Connection, id: str, due: datetime) -> None:
    """A file is tried again later."""
    connection.execute(update(fetching).where(fetching.c.id == id).values(not_before=due))


def file_never(connection: Connection, id: str) -> None:
    """A file will never come; its message stays."""
    connection.execute(delete(fetching).where(fetching.c.id == id))
    connection.execute(update(attachment).where(attachment.c.id == id).values(state="never"))


def sender_of_file(connection: Connection, id: str) -> Caller | None:
    """Find the address that an attachment came from."""
    lane = connection.execute(
        select(message.c.address_id)
        .join(attachment, attachment.c.message_id == message.c.id)
        .where(attachment.c.id == id)
    ).scalar()
    return callers(connection, [lane]).get(lane) if lane else None


def purge_raw(connection: Connection, before: datetime) -> int:
    """Remove raw payloads of handled messages; those that wait or are set aside stay whole."""
    old = (
        select(inbox.c.id)
        .where(
            inbox.c.received_at < before,
            inbox.c.raw_sealed.is_not(None),
            inbox.c.id.not_in(select(waiting.c.id)),
            inbox.c.id.not_in(select(set_aside.c.id)),
        )
        .limit(MOST_AT_ONCE)
    )
    empty = update(inbox).where(inbox.c.id.in_(old)).values(raw_sealed=None)
    removed = 0
    while (count := connection.execute(empty).rowcount) > 0:
        removed += count
    return removed


def _hidden(before: datetime) -> Select[tuple[str]]:
    return select(submission.c.id).where(
        submission.c.hidden_at < before,
        submission.c.klass != "S",
        submission.c.coded_by != "removed",
    )


def hidden_files(connection: Connection, before: datetime) -> list[str]:
    """List the stored files of what ``purge_hidden`` will remove."""
    messages = select(message.c.id).where(message.c.submission_id.in_(_hidden(before)))
    return [
        row.stored
        for row in connection.execute(
            select(attachment.c.stored).where(
                attachment.c.message_id.in_(messages), attachment.c.stored.is_not(None)
            )
        )
    ]


def purge_hidden(connection: Connection, keys: Keys, before: datetime) -> int:
    """Remove the words of what its writer hid; class S waits for safeguarding's decision.

    Messages, places, evidence, notes, and what was quoted of them to staff. What stays is a
    tombstone: that there was a submission, when, and in which class. Their files are the caller's
    to remove first (``hidden_files``).
    """
    ids = [row.id for row in connection.execute(_hidden(before))]
    remove_words(connection, keys, ids)
    return len(ids)


def remove_words(connection: Connection, keys: Keys, ids: Sequence[str]) -> None:
    """Remove all words of these submissions, and what was quoted of them; tombstones stay."""
    if not ids:
        return
    messages = select(message.c.id).where(message.c.submission_id.in_(ids))
    connection.execute(update(inbox).where(inbox.c.id.in_(messages)).values(raw_sealed=None))
    connection.execute(
        update(message).where(message.c.submission_id.in_(ids)).values(body_sealed=None)
    )
    connection.execute(delete(flag).where(flag.c.submission_id.in_(ids)))
    connection.execute(
        update(submission)
        .where(submission.c.id.in_(ids))
        .values(coded_by="removed", place_sealed=None, kinds="", topics="", sdgs="")
    )
    connection.execute(
        update(attachment)
        .where(attachment.c.message_id.in_(messages))
        .values(stored=None, reference_sealed=None, state="removed")
    )
    of_cases = select(case_submission.c.case_id).where(case_submission.c.submission_id.in_(ids))
    quoting = connection.execute(
        select(outbox.c.id).where(outbox.c.case_id.in_(of_cases), outbox.c.text_id.in_(QUOTING))
    ).scalars()
    blank(connection, keys, list(quoting))


def blank(connection: Connection, keys: Keys, letters: Sequence[str]) -> None:
    """Leave nothing of what was sent in these letters but that they were."""
    for id in letters:
        sealed = keys.seal(BLANK_BODY, "outbox.body", id)
        connection.execute(update(outbox).where(outbox.c.id == id).values(body_sealed=sealed))
