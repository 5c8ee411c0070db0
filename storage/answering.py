"""Cases, their events and alerts: the reading and the single-row writing of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, select, update

from storage.schema import (
    address,
    alert,
    case,
    case_event,
    case_submission,
    outbox,
    submission,
)

OPEN = ("new", "acknowledged", "in_progress", "waiting", "reopened")


@dataclass(frozen=True, slots=True)
class Case:
    """A matter that must be answered, as its events have left it."""

    id: str
    number: str
    country: str
    area_id: str | None
    topic: str
    what: str
    klass: str
    severity: str
    state: str
    owner_id: str | None
    rung: int
    round: int
    opened_at: datetime
    promised_on: date | None
    act_by: datetime | None
    next_step_at: datetime | None
    next_step: str
    answered_at: datetime | None
    ended_as: str = ""  # done, cannot, not_ours


_COLUMNS = tuple(case.c[name] for name in Case.__dataclass_fields__)


def find_case(connection: Connection, number: str) -> Case | None:
    """Find a case by its public number."""
    row = connection.execute(select(*_COLUMNS).where(case.c.number == number)).first()
    return Case(*row) if row else None


def case_by_id(connection: Connection, id: str) -> Case | None:
    """Find a case by its id."""
    row = connection.execute(select(*_COLUMNS).where(case.c.id == id)).first()
    return Case(*row) if row else None


def lock_case(connection: Connection, number: str) -> Case | None:
    """Find a case and hold its row until the transaction ends: two people press at once."""
    row = connection.execute(
        select(*_COLUMNS).where(case.c.number == number).with_for_update()
    ).first()
    return Case(*row) if row else None


def due_cases(connection: Connection, now: datetime, limit: int = 200) -> list[str]:
    """List the ids of cases the clock has to look at, the longest due first."""
    return list(
        connection.execute(
            select(case.c.id)
            .where(case.c.next_step_at <= now)
            .order_by(case.c.next_step_at)
            .limit(limit)
        ).scalars()
    )


def lock_due_case(connection: Connection, id: str, now: datetime) -> Case | None:
    """Hold a case until the end of the transaction; None if it is not due, or another holds it."""
    row = connection.execute(
        select(*_COLUMNS)
        .where(case.c.id == id, case.c.next_step_at <= now)
        .with_for_update(skip_locked=True)
    ).first()
    return Case(*row) if row else None


def update_case(connection: Connection, id: str, /, **values: Any) -> None:
    """Change a case's projection; the event that explains it is written beside it."""
    connection.execute(update(case).where(case.c.id == id).values(**values))


def case_of_submission(connection: Connection, submission_id: str) -> Case | None:
    """Find the case a submission belongs to."""
    row = connection.execute(
        select(*_COLUMNS)
        .join_from(case, case_submission, case_submission.c.case_id == case.c.id)
        .where(case_submission.c.submission_id == submission_id)
    ).first()
    return Case(*row) if row else None


def cases_of(connection: Connection, owner_id: str, states: Sequence[str] = OPEN) -> list[Case]:
    """List a person's cases in the given states, the most pressing first."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(case.c.owner_id == owner_id, case.c.state.in_(list(states)))
        .order_by(case.c.promised_on, case.c.id)
    )
    return [Case(*row) for row in rows]


def owned_cases(
    connection: Connection, country: str | None = None, owners: Collection[str] | None = None
) -> list[Case]:
    """List open cases that somebody has: of a country, of certain owners, or all; oldest first."""
    query = select(*_COLUMNS).where(case.c.owner_id.is_not(None), case.c.state.in_(OPEN))
    if owners is not None:
        query = query.where(case.c.owner_id.in_(list(owners)))
    if country is not None:
        query = query.where(case.c.country == country)
    return [Case(*row) for row in connection.execute(query.order_by(case.c.id))]


def offered_to(connection: Connection, staff_id: str) -> list[Case]:
    """List the cases a person was offered and has not replied about."""
    offered = select(alert.c.case_id).where(
        alert.c.staff_id == staff_id, alert.c.reason == "handed", alert.c.reply.is_(None)
    )
    rows = connection.execute(
        select(*_COLUMNS).where(case.c.id.in_(offered)).order_by(case.c.id).with_for_update()
    )
    return [Case(*row) for row in rows]


def unanswered_alerts(connection: Connection, staff_id: str) -> list[Case]:
    """List open cases nobody has that a person was told of and has not replied about."""
    told = select(alert.c.case_id).where(alert.c.staff_id == staff_id, alert.c.reply.is_(None))
    rows = connection.execute(
        select(*_COLUMNS)
        .where(case.c.id.in_(told), case.c.owner_id.is_(None), case.c.state.in_(OPEN))
        .order_by(case.c.id)
        .with_for_update()
    )
    return [Case(*row) for row in rows]


def moved_unanswered(connection: Connection, country: str, today: date) -> list[Case]:
    """List open cases, not of class S, that moved and whose promised day has come unanswered.

    A case whose reporters were told already that the promise slips is not among them.
    """
    of_case = case_event.c.case_id == case.c.id
    moved = select(case_event.c.id).where(of_case, case_event.c.kind == "moved").exists()
    over = select(case_event.c.id).where(of_case, case_event.c.kind.in_(("answer", "slipped")))
    rows = connection.execute(
        select(*_COLUMNS)
        .where(
            case.c.country == country,
            case.c.klass != "S",
            case.c.state.in_(OPEN),
            case.c.promised_on <= today,
            moved,
            ~over.exists(),
        )
        .order_by(case.c.id)
    )
    return [Case(*row) for row in rows]


def promise_anew(connection: Connection, case_id: str, day: date) -> None:
    """Set a new day for a case and for all who reported it."""
    update_case(connection, case_id, promised_on=day)
    ids = select(case_submission.c.submission_id).where(case_submission.c.case_id == case_id)
    connection.execute(update(submission).where(submission.c.id.in_(ids)).values(promised_on=day))


@dataclass(frozen=True, slots=True)
class Reporter:
    """Where the answer to a case goes, and whether it may: never shown to whoever answers."""

    submission_id: str
    address_id: str
    channel: str
    language: str
    country: str
    may_write: bool | None
    stopped: bool
    hidden: bool
    last_in_at: datetime | None
    wrote_in: str  # the language of what they told us, "und" where it is not known
    passed_on_by: str | None = None  # the staff who entered it and tells the reporter, by staff id


def reporters(connection: Connection, case_id: str) -> list[Reporter]:
    """List all who reported a case."""
    rows = connection.execute(
        select(
            submission.c.id,
            submission.c.address_id,
            submission.c.language,
            submission.c.country,
            submission.c.channel,
            submission.c.hidden_at,
            submission.c.may_write,
            address.c.stopped_at,
            address.c.language.label("spoken"),
            address.c.last_in_at,
            address.c.staff_id,
            submission.c.entered_by,
        )
        .join_from(submission, case_submission, case_submission.c.submission_id == submission.c.id)
        .join(address, address.c.id == submission.c.address_id)
        .where(case_submission.c.case_id == case_id)
        .order_by(submission.c.id)
    )
    return [
        Reporter(
            row.id,
            row.address_id,
            row.channel,
            row.spoken or row.language,
            row.country,
            row.may_write,
            row.stopped_at is not None,
            row.hidden_at is not None,
            row.last_in_at,
            row.language,
            row.entered_by if row.staff_id == row.entered_by else None,
        )
        for row in rows
    ]


def was_alerted(connection: Connection, case_id: str, staff_id: str) -> bool:
    """Say whether a person was told of a case."""
    return (
        connection.execute(
            select(alert.c.id).where(alert.c.case_id == case_id, alert.c.staff_id == staff_id)
        ).first()
        is not None
    )


def is_offered(connection: Connection, case_id: str, staff_id: str) -> bool:
    """Say whether a person was offered a case and has not replied yet."""
    return (
        connection.execute(
            select(alert.c.id).where(
                alert.c.case_id == case_id,
                alert.c.staff_id == staff_id,
                alert.c.reason == "handed",
                alert.c.reply.is_(None),
            )
        ).first()
        is not None
    )


def alerted(connection: Connection, case_id: str, round: int) -> dict[str, str | None]:
    """Map those who were told in a round to what they replied."""
    rows = connection.execute(
        select(alert.c.staff_id, alert.c.reply).where(
            alert.c.case_id == case_id, alert.c.round == round
        )
    )
    return {row.staff_id: row.reply for row in rows}


def reply_to_alert(
    connection: Connection, case_id: str, staff_id: str, reply: str, now: datetime
) -> None:
    """Record what a person replied to all alerts of a case that they have not replied to."""
    connection.execute(
        update(alert)
        .where(alert.c.case_id == case_id, alert.c.staff_id == staff_id, alert.c.reply.is_(None))
        .values(reply=reply, replied_at=now)
    )


def quoted_case(connection: Connection, channel: str, address_id: str, external: str) -> str | None:
    """Find the case of the message that somebody quotes, sent to this very address."""
    return connection.execute(
        select(outbox.c.case_id).where(
            and_(
                outbox.c.channel == channel,
                outbox.c.external_id == external,
                outbox.c.address_id == address_id,
            )
        )
    ).scalar()


def latest_case_told(connection: Connection, address_id: str) -> str | None:
    """Find the case of the latest message to an address that was about one."""
    return connection.execute(
        select(outbox.c.case_id)
        .where(outbox.c.address_id == address_id, outbox.c.case_id.is_not(None))
        .order_by(outbox.c.id.desc())
        .limit(1)
    ).scalar()


def events_of(connection: Connection, case_id: str) -> Sequence[Row[Any]]:
    """List a case's events, oldest first."""
    return connection.execute(
        select(case_event).where(case_event.c.case_id == case_id).order_by(case_event.c.id)
    ).all()
