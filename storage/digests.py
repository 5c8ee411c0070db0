"""What digests are made of: counts over a whole country at once, never a statement a person.

Every function reads one country (or everything) in one statement; who gets which part of it is
``handlers.digest``'s to say. No words are read here but places, and those sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    func,
    or_,
    select,
    update,
)
from sqlalchemy import (
    case as when,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.ids import new_id
from storage.schema import (
    address,
    alert,
    case,
    case_event,
    case_submission,
    departing,
    flag,
    inbox,
    invitation,
    job_slot,
    outbox,
    partnership,
    progress,
    set_aside,
    staff,
    submission,
    waiting,
)

JOB = "digest"
NEEDING = ("new", "acknowledged", "reopened")  # states in which the next step is a person's
AT_ONCE = 500  # values in one IN


# Who reads ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reader:
    """How a person wants their digest; ``mail_id`` only where mail may go there now."""

    staff_id: str
    role: str
    country: str
    created_at: datetime
    digest: str  # daily, weekly, never, '': their role's
    hour: int  # local
    by: str  # chat, mail, both
    mail_id: str | None


_mail = address.alias("mail")
_READERS = (
    select(
        staff.c.id,
        staff.c.role,
        staff.c.country,
        staff.c.created_at,
        staff.c.digest,
        staff.c.digest_hour,
        staff.c.digest_by,
        when((_mail.c.stopped_at.is_(None), _mail.c.id)),
    )
    .join_from(staff, _mail, _mail.c.id == staff.c.mail_id, isouter=True)
    .where(staff.c.suspended_at.is_(None))
)


def readers(connection: Connection, roles: Iterable[str]) -> list[Reader]:
    """List who is to have digests, and how."""
    query = _READERS.where(staff.c.role.in_(sorted(roles)), staff.c.digest != "never")
    return [Reader(*row) for row in connection.execute(query.order_by(staff.c.id))]


def reader(connection: Connection, staff_id: str) -> Reader | None:
    """Find how one person wants their digest."""
    row = connection.execute(_READERS.where(staff.c.id == staff_id)).first()
    return Reader(*row) if row else None


def set_reader(connection: Connection, staff_id: str, **values: object) -> None:
    """Change how a person wants their digest: columns of ``staff``."""
    connection.execute(update(staff).where(staff.c.id == staff_id).values(**values))


def taken(connection: Connection, since: datetime) -> set[tuple[str, datetime]]:
    """List the slots of digests that were taken, due since an instant: staff id and due time."""
    rows = connection.execute(
        select(job_slot.c.scope, job_slot.c.due).where(
            job_slot.c.job == JOB, job_slot.c.due >= since
        )
    )
    return {(row.scope, row.due) for row in rows}


def take(connection: Connection, slots: Sequence[tuple[str, datetime]], now: datetime) -> set[str]:
    """Take the slots of digests; give the staff ids of those that nobody had taken."""
    if not slots:
        return set()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    rows = [
        {"job": JOB, "scope": scope, "due": due, "done_at": now, "counts": "{}"}
        for scope, due in sorted(slots)
    ]
    return set(
        connection.execute(
            dialect.insert(job_slot)
            .values(rows)
            .on_conflict_do_nothing()
            .returning(job_slot.c.scope)
        ).scalars()
    )


# Mail addresses -------------------------------------------------------------------------------


def add_mail(
    connection: Connection,
    *,
    staff_id: str,
    address_id: str,
    path_sealed: bytes,
    code_hash: str,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Keep a mail address nobody has confirmed yet, with the hash of the code that confirms it.

    It is an invitation that only this address can use; earlier ones of the person end.
    """
    there = connection.execute(select(address.c.id).where(address.c.id == address_id)).first()
    if there is None:
        connection.execute(
            address.insert().values(
                id=address_id, created_at=now, channel="email", path_sealed=path_sealed
            )
        )
    connection.execute(
        update(invitation)
        .where(
            invitation.c.staff_id == staff_id,
            invitation.c.used_by.is_not(None),
            invitation.c.used_at.is_(None),
        )
        .values(expires_at=now)
    )
    connection.execute(
        invitation.insert().values(
            id=new_id(),
            code_hash=code_hash,
            staff_id=staff_id,
            created_at=now,
            expires_at=expires_at,
            used_by=address_id,
        )
    )


def mails_asked(connection: Connection, staff_id: str, since: datetime) -> int:
    """Count the mail addresses a person has named since an instant."""
    return connection.execute(
        select(func.count()).where(
            invitation.c.staff_id == staff_id,
            invitation.c.used_by.in_(select(address.c.id).where(address.c.channel == "email")),
            invitation.c.created_at > since,
        )
    ).scalar_one()


def confirm_mail(
    connection: Connection, staff_id: str, code_hash: str, now: datetime
) -> str | None:
    """Use the code that was sent to a mail address; the address's id, or None."""
    return connection.execute(
        update(invitation)
        .where(
            invitation.c.code_hash == code_hash,
            invitation.c.staff_id == staff_id,
            invitation.c.used_at.is_(None),
            invitation.c.expires_at > now,
        )
        .values(used_at=now)
        .returning(invitation.c.used_by)
    ).scalar()


# What waits -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """One matter that needs somebody; ``bucket``: 0 late, 1 due today, 2 not fixed, 3 waiting."""

    id: str
    number: str
    country: str
    area_id: str | None
    topic: str
    what: str
    klass: str
    severity: str
    promised_on: date | None
    act_by: datetime | None
    owner_id: str | None
    bucket: int


@dataclass(slots=True)
class Heap:
    """What waits for the same people; ``items`` are only the most pressing of it.

    ``key``: area, topic and class of what nobody owns; the owner of what somebody does.
    ``counts`` are exact, per bucket.
    """

    key: tuple[str | None, ...]
    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    items: list[Item] = field(default_factory=list)


def free_heaps(connection: Connection, country: str, today: date, most: int) -> list[Heap]:
    """Gather what needs somebody in a country and nobody owns, by area, topic and class."""
    where = (case.c.country == country, case.c.owner_id.is_(None))
    return _heaps(connection, ("area_id", "topic", "klass"), where, today, most)


def own_heaps(
    connection: Connection, owners: Sequence[str], today: date, most: int
) -> dict[str, Heap]:
    """Gather what needs each of these people and is theirs already."""
    where = (case.c.owner_id.in_(list(owners)),)
    found = _heaps(connection, ("owner_id",), where, today, most)
    return {str(heap.key[0]): heap for heap in found}


def _heaps(
    connection: Connection,
    by: tuple[str, ...],
    where: Iterable[ColumnElement[bool]],
    today: date,
    most: int,
) -> list[Heap]:
    bucket = when(
        (case.c.promised_on < today, 0),
        (case.c.state == "reopened", 2),
        (case.c.promised_on == today, 1),
        else_=3,
    ).label("bucket")
    ranks = {"critical": 0, "urgent": 1, "normal": 2}
    rank = when(ranks, value=case.c.severity, else_=3).label("rank")
    columns = [case.c[name] for name in Item.__dataclass_fields__ if name != "bucket"]
    inner = select(*columns, bucket, rank).where(*where, case.c.state.in_(NEEDING)).subquery()
    key = [inner.c[name] for name in by]
    heaps: dict[tuple[str | None, ...], Heap] = {}
    for *row, found, count in connection.execute(
        select(*key, inner.c.bucket, func.count()).group_by(*key, inner.c.bucket)
    ):
        heaps.setdefault(tuple(row), Heap(tuple(row))).counts[found] = count
    if not heaps:
        return []
    order = (inner.c.bucket, inner.c.rank, inner.c.promised_on, inner.c.id)
    place = func.row_number().over(partition_by=key, order_by=order).label("place")
    first = select(inner, place).subquery()
    names = tuple(Item.__dataclass_fields__)
    for one in connection.execute(
        select(*(first.c[name] for name in names), *(first.c[name] for name in by))
        .where(first.c.place <= most)
        .order_by(first.c.bucket, first.c.rank, first.c.promised_on, first.c.id)
    ):
        heaps[tuple(one[len(names) :])].items.append(Item(*one[: len(names)]))
    return list(heaps.values())


def stuck(connection: Connection, country: str, but: str, today: date, most: int) -> Heap:
    """Gather what stands still with its owners, ``but`` one: class P, late or not fixed."""
    still = or_(case.c.promised_on < today, case.c.state == "reopened")
    others = (case.c.owner_id.is_not(None), case.c.owner_id != but)
    where = (case.c.country == country, case.c.klass == "P", still, *others)
    found = _heaps(connection, ("country",), where, today, most)
    return found[0] if found else Heap((country,))


def countries_waiting(connection: Connection) -> list[str]:
    """List the countries in which something needs somebody and nobody owns it."""
    query = select(case.c.country).distinct()
    return list(
        connection.execute(
            query.where(case.c.owner_id.is_(None), case.c.state.in_(NEEDING))
        ).scalars()
    )


def places(connection: Connection, case_ids: Sequence[str]) -> dict[str, tuple[str, bytes]]:
    """Give the places of class P as their reporters wrote them, sealed: submission's id and bytes.

    The first reporter's who has not removed theirs.
    """
    found: dict[str, tuple[str, bytes]] = {}
    for at in range(0, len(case_ids), AT_ONCE):
        for row in connection.execute(
            select(case_submission.c.case_id, submission.c.id, submission.c.place_sealed)
            .join_from(
                case_submission, submission, submission.c.id == case_submission.c.submission_id
            )
            .where(
                case_submission.c.case_id.in_(list(case_ids[at : at + AT_ONCE])),
                submission.c.klass == "P",
                submission.c.hidden_at.is_(None),
                submission.c.place_sealed.is_not(None),
            )
            .order_by(submission.c.id)
        ):
            found.setdefault(row.case_id, (row.id, row.place_sealed))
    return found


def late_sealed(connection: Connection, country: str, today: date) -> int:
    """Count the matters of classes R and S that are late in a country."""
    return connection.execute(
        select(func.count()).where(
            case.c.country == country,
            case.c.state.in_(NEEDING),
            case.c.klass.in_(("R", "S")),
            case.c.promised_on < today,
        )
    ).scalar_one()


# What was said and done -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heard:
    """How much of class P was said in one area on one topic: now, in a week, and before."""

    area_id: str | None
    topic: str  # the first topic, or "thanks"
    new: int
    week: int
    before: int


def heard(
    connection: Connection,
    country: str,
    since: datetime,
    week: datetime,
    before: tuple[datetime, datetime],
) -> list[Heard]:
    """Count what was said in a country since two instants, and between the two of ``before``."""
    said = select(
        submission.c.area_id,
        when((submission.c.kind == "thanks", "thanks"), else_=submission.c.topics).label("topics"),
        submission.c.created_at,
    ).where(
        submission.c.country == country,
        submission.c.created_at >= before[0],
        submission.c.klass == "P",
        submission.c.form == "feedback",
        submission.c.hidden_at.is_(None),
    )
    inner = said.subquery()
    at = inner.c.created_at
    counts: dict[tuple[str | None, str], list[int]] = {}
    for area_id, topics, *numbers in connection.execute(
        select(
            inner.c.area_id,
            inner.c.topics,
            func.sum(when((at >= since, 1), else_=0)),
            func.sum(when((at >= week, 1), else_=0)),
            func.sum(when((at < before[1], 1), else_=0)),
        ).group_by(inner.c.area_id, inner.c.topics)
    ):
        key = area_id, (topics or "other").split(",")[0]
        sums = counts.setdefault(key, [0, 0, 0])
        sums[:] = [one + int(other) for one, other in zip(sums, numbers, strict=True)]
    return [Heard(area_id, topic, *sums) for (area_id, topic), sums in counts.items()]


def first_heard(connection: Connection, country: str) -> datetime | None:
    """Tell since when a country has been speaking."""
    return connection.execute(
        select(func.min(submission.c.created_at)).where(submission.c.country == country)
    ).scalar()


@dataclass(frozen=True, slots=True)
class Answered:
    """How many matters of class P were answered of one area and topic, and what people say."""

    area_id: str | None
    topic: str
    answered: int
    yes: int
    no: int
    unsure: int


def answered(connection: Connection, country: str, since: datetime) -> list[Answered]:
    """Count what was answered in a country since an instant."""
    rows = connection.execute(
        select(case.c.area_id, case.c.topic, case.c.confirmed, func.count())
        .where(case.c.country == country, case.c.klass == "P", case.c.answered_at >= since)
        .group_by(case.c.area_id, case.c.topic, case.c.confirmed)
    )
    counts: dict[tuple[str | None, str], dict[str, int]] = {}
    for area_id, topic, confirmed, count in rows:
        counts.setdefault((area_id, topic), {})[confirmed or ""] = count
    return [
        Answered(
            area_id,
            topic,
            sum(said.values()),
            *(said.get(word, 0) for word in ("yes", "no", "unsure")),
        )
        for (area_id, topic), said in counts.items()
    ]


@dataclass(frozen=True, slots=True)
class Reported:
    """A partnership as the digest tells of it."""

    code: str
    status: str
    next_report_on: date | None
    reported_on: date | None
    registered_on: date | None
    updated: bool  # since the instant asked for


def partnerships(connection: Connection, country: str, since: datetime) -> list[Reported]:
    """List a country's partnerships, and whether an update came since an instant."""
    came = (
        select(progress.c.id)
        .where(progress.c.partnership_id == partnership.c.id, progress.c.at >= since)
        .exists()
    )
    rows = connection.execute(
        select(
            partnership.c.code,
            partnership.c.status,
            partnership.c.next_report_on,
            partnership.c.reported_on,
            partnership.c.registered_on,
            came,
        )
        .where(partnership.c.country == country)
        .order_by(partnership.c.code)
    )
    return [Reported(*row) for row in rows]


# A coordinator's week -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """A matter of class P with its promise, and when it was first answered, if it was."""

    promised_on: date | None
    opened_at: datetime
    answered_at: datetime | None


def first_answers(
    connection: Connection, country: str, days: tuple[date, date], since: datetime
) -> list[FirstAnswer]:
    """List what was promised for one of the days (the second not counting), or answered since."""
    first = func.min(case_event.c.at).label("first")
    told = and_(
        case_event.c.case_id == case.c.id,
        case_event.c.kind.in_(("answer", "done", "confirmed")),
    )
    due = and_(case.c.promised_on >= days[0], case.c.promised_on < days[1])
    rows = connection.execute(
        select(case.c.promised_on, case.c.opened_at, first)
        .join_from(case, case_event, told, isouter=True)
        .where(
            case.c.country == country,
            case.c.klass == "P",
            case.c.state != "withdrawn",
            # what was answered for the first time since then is in one of these states
            or_(due, case.c.state.in_(("in_progress", "reopened")), case.c.answered_at >= since),
        )
        .group_by(case.c.id, case.c.promised_on, case.c.opened_at)
        .having(or_(due, first >= since))
    )
    return [FirstAnswer(*row) for row in rows]


def unread(connection: Connection, country: str, since: datetime) -> dict[str, int]:
    """Count what the machine could not read since an instant, by language."""
    rows = connection.execute(
        select(submission.c.language, func.count(submission.c.id.distinct()))
        .join_from(submission, flag, flag.c.submission_id == submission.c.id)
        .where(
            submission.c.country == country,
            submission.c.created_at >= since,
            flag.c.code == "unread",
        )
        .group_by(submission.c.language)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Told:
    """An alert of class P: whom it went to, when, and when they said "mine", if they did."""

    country: str
    staff_id: str
    at: datetime
    mine_at: datetime | None


def alerts(connection: Connection, since: datetime) -> list[Told]:
    """List the alerts of class P since an instant, of all countries."""
    rows = connection.execute(
        select(
            case.c.country,
            alert.c.staff_id,
            alert.c.at,
            when((alert.c.reply == "mine", alert.c.replied_at)),
        )
        .join_from(alert, case, case.c.id == alert.c.case_id)
        .where(alert.c.at >= since, case.c.klass == "P")
    )
    return [Told(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Lines:
    """How the lines of the installation do."""

    received: int
    handled: int
    last_in: dict[str, datetime]  # per channel, when something last came in
    stuck: dict[str, int]  # per channel, what has waited to go out for longer than it should


def lines(
    connection: Connection, country: str, since: datetime, before: datetime, stuck_since: datetime
) -> Lines:
    """Count what came in since an instant and what of it is handled; look back to ``before``.

    From addresses of a country, and from those of which none is known yet.
    """
    here = address.c.country.in_((country, ""))
    received, last_in = 0, {}
    for channel, last, count in connection.execute(
        select(
            inbox.c.channel,
            func.max(inbox.c.received_at),
            func.sum(when((inbox.c.received_at >= since, 1), else_=0)),
        )
        .join(address, address.c.id == inbox.c.lane)
        .where(inbox.c.received_at >= before, here)
        .group_by(inbox.c.channel)
    ):
        received += int(count)
        last_in[channel] = last
    left = sum(
        connection.execute(
            select(func.count())
            .select_from(table)
            .join(inbox, inbox.c.id == table.c.id)
            .join(address, address.c.id == inbox.c.lane)
            .where(inbox.c.received_at >= since, here)
        ).scalar_one()
        for table in (waiting, set_aside)
    )
    stuck = connection.execute(
        select(departing.c.channel, func.count())
        .join(outbox, outbox.c.id == departing.c.id)
        .join(address, address.c.id == outbox.c.address_id)
        .where(outbox.c.created_at < stuck_since, here)
        .group_by(departing.c.channel)
    )
    return Lines(received, received - left, last_in, {row[0]: row[1] for row in stuck})
