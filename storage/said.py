"""What people said: the one door to it, and the rows around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.crypto import Keys
from storage.people import write_audit
from storage.schema import (
    address,
    attachment,
    case,
    case_submission,
    flag,
    message,
    submission,
)
from storage.types import Class


class NotAllowed(Exception):
    """This viewer may not read this submission."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks to read: a staff id and the classes they hold."""

    staff_id: str
    classes: frozenset[Class]


def read(
    connection: Connection, keys: Keys, viewer: Viewer, submission_id: str, now: datetime
) -> list[str]:
    """Give the texts of a submission, oldest first: class checked, reading audited, then opened.

    A submission its reporter has hidden has no texts. Raises ``NotAllowed``, ``LookupError``.
    """
    row = connection.execute(
        select(submission.c.klass, submission.c.hidden_at).where(submission.c.id == submission_id)
    ).first()
    if row is None:
        raise LookupError(f"no submission {submission_id}")
    if Class(row.klass) not in viewer.classes:
        raise NotAllowed(f"submission {submission_id} is of class {row.klass}")
    write_audit(connection, viewer.staff_id, "read", submission_id, now)
    if row.hidden_at is not None:
        return []
    rows = connection.execute(
        select(message.c.id, message.c.body_sealed)
        .where(message.c.submission_id == submission_id, message.c.outcome.not_like("answer-%"))
        .order_by(message.c.id)
    )
    texts = (keys.open_text(row.body_sealed, "message.body", row.id) for row in rows)
    return [text for text in texts if text]


def reseal(connection: Connection, keys: Keys, submission_id: str, klass: Class) -> None:
    """Narrow a submission's class: every body, evidence and place is sealed anew on that ring."""
    connection.execute(
        update(submission).where(submission.c.id == submission_id).values(klass=klass)
    )
    for table, column, where in (
        (message, message.c.body_sealed, "message.body"),
        (flag, flag.c.evidence_sealed, "flag.evidence"),
    ):
        rows = connection.execute(
            select(table.c.id, column).where(table.c.submission_id == submission_id)
        ).all()
        for id, sealed in rows:
            values: dict[str, Any] = {"klass": klass}
            if sealed:
                values[column.name] = keys.seal(keys.open(sealed, where, id), where, id, klass)
            if table is flag:
                del values["klass"]
            if values:
                connection.execute(update(table).where(table.c.id == id).values(**values))
    place = connection.execute(
        select(submission.c.place_sealed).where(submission.c.id == submission_id)
    ).scalar()
    if place:
        opened = keys.open(place, "submission.place", submission_id)
        sealed = keys.seal(opened, "submission.place", submission_id, klass)
        connection.execute(
            update(submission).where(submission.c.id == submission_id).values(place_sealed=sealed)
        )
    ids = select(message.c.id).where(message.c.submission_id == submission_id)
    connection.execute(
        update(attachment).where(attachment.c.message_id.in_(ids)).values(klass=klass)
    )


def submission_by_id(connection: Connection, id: str) -> Row[Any] | None:
    """Find a submission's row."""
    return connection.execute(select(submission).where(submission.c.id == id)).first()


def submission_by_number(connection: Connection, number: str) -> Row[Any] | None:
    """Find a submission's row by its public number."""
    return connection.execute(select(submission).where(submission.c.number == number)).first()


def latest_open(connection: Connection, address_id: str) -> Row[Any] | None:
    """Find the latest submission from an address that may be spoken of there: not S, not hidden."""
    return connection.execute(
        select(submission)
        .where(
            submission.c.address_id == address_id,
            submission.c.klass != Class.S,
            submission.c.hidden_at.is_(None),
            or_(  # what was said before a country opened has no promised day
                submission.c.promised_on.is_not(None),
                and_(submission.c.form == "feedback", submission.c.kind != "thanks"),
            ),
        )
        .order_by(submission.c.id.desc())
        .limit(1)
    ).first()


def update_submission(connection: Connection, id: str, **values: Any) -> None:
    """Change a submission's row."""
    connection.execute(update(submission).where(submission.c.id == id).values(**values))


def message_by_external(
    connection: Connection, address_id: str, external_id: str
) -> Row[Any] | None:
    """Find the message an edit corrects."""
    return connection.execute(
        select(message)
        .where(message.c.address_id == address_id, message.c.external_id == external_id)
        .order_by(message.c.id.desc())
        .limit(1)
    ).first()


def flag_codes(connection: Connection, submission_id: str) -> Sequence[str]:
    """List the codes of a submission's flags."""
    return list(
        connection.execute(
            select(flag.c.code).where(flag.c.submission_id == submission_id)
        ).scalars()
    )


def meet(
    connection: Connection,
    id: str,
    *,
    channel: str,
    path_sealed: bytes,
    country: str,
    language: str,
    submission_id: str,
    submission_class: str,
    now: datetime,
    last_in_at: datetime,
) -> None:
    """Keep an address that somebody gave for answers; one that is known is left as it is."""
    known = {
        "channel": channel,
        "path_sealed": path_sealed,
        "country": country,
        "language": language,
        "submission_id": submission_id,
        "submission_class": submission_class,
        "last_in_at": last_in_at,
    }
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(
        dialect.insert(address)
        .values(id=id, created_at=now, language_chosen=False, wrong_numbers=0, wrote_in="", **known)
        .on_conflict_do_nothing()
    )
    # One that has only just written for the first time has a row, and nothing in it yet.
    connection.execute(
        update(address).where(address.c.id == id, address.c.path_sealed.is_(None)).values(known)
    )


def entries_of(connection: Connection, staff_id: str, since: datetime) -> list[Row[Any]]:
    """List what a person entered for others since an instant, newest first; never of class S."""
    return list(
        connection.execute(
            select(submission.c.number, submission.c.happened_on, case.c.state)
            .join_from(
                submission,
                case_submission,
                case_submission.c.submission_id == submission.c.id,
                isouter=True,
            )
            .join(case, case.c.id == case_submission.c.case_id, isouter=True)
            .where(
                submission.c.entered_by == staff_id,
                submission.c.created_at >= since,
                submission.c.klass != Class.S,
                submission.c.hidden_at.is_(None),
            )
            .order_by(submission.c.id.desc())
        )
    )
