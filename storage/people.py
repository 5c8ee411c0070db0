"""Staff, duties and invitations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, union, update

from storage.ids import new_id
from storage.schema import (
    absence,
    address,
    alert,
    audit,
    case,
    departing,
    duty,
    invitation,
    outbox,
    setting,
    staff,
    submission,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A person on the staff, and where to reach them."""

    id: str
    post: str
    role: str
    country: str
    language: str
    address_id: str | None
    channel: str | None
    stopped: bool
    organisation: str = ""
    woman: bool | None = None

    @property
    def reachable(self) -> bool:
        """Whether there is a way to write to them."""
        return self.address_id is not None and self.channel is not None and not self.stopped


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers for which area, topic and class, on which rung, from when to when."""

    staff_id: str
    country: str
    area_id: str | None
    topic: str
    klass: str
    rung: int
    starts_on: date | None
    ends_on: date | None  # the last day
    id: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether it is this duty's time."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or self.ends_on >= day
        )


@dataclass(frozen=True, slots=True)
class Absence:
    """A post's holder is away, from a day to the last day, and who answers meanwhile."""

    staff_id: str
    stand_in_id: str | None
    starts_on: date
    ends_on: date
    id: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether it is this absence's time."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who can be asked, what they are on duty for, and who is away.

    ``suspended`` are the posts that nobody may hold for now: they are asked for nothing.
    """

    members: dict[str, Member]
    duties: tuple[Duty, ...]
    absences: Mapping[str, tuple[Absence, ...]] = field(default_factory=dict)  # by staff id
    suspended: Mapping[str, Member] = field(default_factory=dict)
    _duties: dict[tuple[str, str], list[tuple[int, Duty]]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for place, one in enumerate(self.duties):
            for country in (one.country, ""):
                self._duties.setdefault((country, one.klass), []).append((place, one))

    def duties_of(self, country: str, klass: str) -> Sequence[tuple[int, Duty]]:
        """List a country's duties of a class with their places; all countries' for ''."""
        return self._duties.get((country, klass), ())

    def named(self, staff_id: str) -> Member | None:
        """Find a post, suspended or not."""
        return self.members.get(staff_id) or self.suspended.get(staff_id)


def roster(connection: Connection) -> Roster:
    """Read all posts with their duties and absences."""
    rows = connection.execute(
        select(
            staff.c.id,
            staff.c.post,
            staff.c.role,
            staff.c.country,
            staff.c.language,
            staff.c.address_id,
            address.c.channel,
            address.c.stopped_at,
            address.c.language.label("spoken"),
            address.c.language_chosen,
            staff.c.organisation,
            staff.c.woman,
            staff.c.suspended_at,
        )
        .join_from(staff, address, staff.c.address_id == address.c.id, isouter=True)
        .order_by(staff.c.id)
    )
    members: dict[str, Member] = {}
    suspended: dict[str, Member] = {}
    for row in rows:
        posts = members if row.suspended_at is None else suspended
        posts[row.id] = Member(
            row.id,
            row.post,
            row.role,
            row.country,
            row.spoken if row.language_chosen else row.language,
            row.address_id,
            row.channel,
            row.stopped_at is not None,
            row.organisation,
            row.woman,
        )
    duties = connection.execute(
        select(
            duty.c.staff_id,
            duty.c.country,
            duty.c.area_id,
            duty.c.topic,
            duty.c.klass,
            duty.c.rung,
            duty.c.starts_on,
            duty.c.ends_on,
            duty.c.id,
        ).order_by(duty.c.id)
    )
    absences: dict[str, tuple[Absence, ...]] = {}
    for away in connection.execute(
        select(
            absence.c.staff_id,
            absence.c.stand_in_id,
            absence.c.starts_on,
            absence.c.ends_on,
            absence.c.id,
        ).order_by(absence.c.id)
    ):
        absences[away.staff_id] = (*absences.get(away.staff_id, ()), Absence(*away))
    return Roster(members, tuple(Duty(*row) for row in duties), absences, suspended)


def add_staff(
    connection: Connection,
    post: str,
    role: str,
    country: str,
    language: str,
    now: datetime,
    organisation: str = "",
    woman: bool | None = None,
) -> str:
    """Create a post and return its id."""
    id = new_id()
    connection.execute(
        insert(staff).values(
            id=id,
            post=post,
            role=role,
            country=country,
            language=language,
            created_at=now,
            organisation=organisation,
            woman=woman,
        )
    )
    return id


def change_staff(connection: Connection, id: str, **values: Any) -> None:
    """Change a post's row."""
    connection.execute(update(staff).where(staff.c.id == id).values(**values))


def lock_addresses(connection: Connection, staff_id: str) -> list[str]:
    """List the addresses that speak for a post or are written to for it; nobody else changes them
    until the transaction ends.
    """
    known = select(staff.c.address_id, staff.c.mail_id).where(staff.c.id == staff_id)
    held = [lane for row in connection.execute(known) for lane in row if lane]
    return list(
        connection.execute(
            select(address.c.id)
            .where(or_(address.c.staff_id == staff_id, address.c.id.in_(held)))
            .order_by(address.c.id)
            .with_for_update()
        ).scalars()
    )


def suspend_staff(connection: Connection, id: str, now: datetime) -> None:
    """Take a post from whoever holds it: no address speaks for it, no unused invitation enrols."""
    end_invitations(connection, id, now)
    connection.execute(
        update(staff)
        .where(staff.c.id == id)
        .values(suspended_at=now, address_id=None, mail_id=None)
    )
    unlink(connection, id)


def unlink(connection: Connection, staff_id: str, keep: str = "") -> None:
    """No address speaks for a post any more, but ``keep``; their open questions are forgotten."""
    connection.execute(
        update(address)
        .where(address.c.staff_id == staff_id, address.c.id != keep)
        .values(staff_id=None, session_sealed=None)
    )


def end_invitations(connection: Connection, staff_id: str, now: datetime) -> None:
    """Let no unused invitation of a post be used any more."""
    connection.execute(
        update(invitation)
        .where(
            invitation.c.staff_id == staff_id,
            invitation.c.used_at.is_(None),
            invitation.c.expires_at > now,
        )
        .values(expires_at=now)
    )


def withdraw_letters(connection: Connection, addresses: Sequence[str], now: datetime) -> int:
    """Take back alerts, digests and what is about a case, where they have not left yet; how many.

    What a sender holds at this moment cannot be taken back.
    """
    ids = list(
        connection.execute(
            select(departing.c.id)
            .join_from(departing, outbox, outbox.c.id == departing.c.id)
            .where(
                departing.c.address_id.in_(list(addresses)),
                or_(departing.c.leased_until.is_(None), departing.c.leased_until <= now),
                or_(outbox.c.priority.in_((0, 2)), outbox.c.case_id.is_not(None)),
            )
        ).scalars()
    )
    if ids:
        connection.execute(delete(departing).where(departing.c.id.in_(ids)))
        connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(state="withdrawn"))
    return len(ids)


def find_posts(connection: Connection, words: str, country: str = "") -> list[Row[Any]]:
    """List posts by id, or by their whole name, else by a part of it; suspended ones too."""
    query = select(staff).order_by(staff.c.id)
    if country:
        query = query.where(staff.c.country == country)
    rows = list(connection.execute(query))
    wanted = words.strip().casefold()
    for fits in (
        lambda row: row.id == wanted,
        lambda row: row.post.casefold() == wanted,
        lambda row: wanted and wanted in row.post.casefold(),
    ):
        found = [row for row in rows if fits(row)]
        if found:
            return found
    return []


def staff_countries(connection: Connection) -> list[str]:
    """List the countries that have posts or duties."""
    return sorted(
        connection.execute(union(select(staff.c.country), select(duty.c.country))).scalars()
    )


def seen_by(connection: Connection, staff_id: str) -> list[tuple[str, datetime]]:
    """List the numbers of what a post has read or was told of, with when last; the latest first."""
    read = (
        select(submission.c.number, func.max(audit.c.at))
        .join_from(audit, submission, submission.c.id == audit.c.object)
        .where(audit.c.actor == staff_id, audit.c.action == "read")
        .group_by(submission.c.number)
    )
    told = (
        select(case.c.number, func.max(alert.c.at))
        .join_from(alert, case, case.c.id == alert.c.case_id)
        .where(alert.c.staff_id == staff_id, alert.c.outbox_id.is_not(None))
        .group_by(case.c.number)
    )
    seen: dict[str, datetime] = {}
    for query in (read, told):
        for number, at in connection.execute(query):
            seen[number] = max(at, seen.get(number, at))
    return sorted(seen.items(), key=lambda one: (one[1], one[0]), reverse=True)


def was_enrolled(connection: Connection, address_id: str) -> bool:
    """Say whether somebody once used an invitation from this address."""
    return (
        connection.execute(
            select(invitation.c.id).where(invitation.c.used_by == address_id).limit(1)
        ).first()
        is not None
    )


def add_duty(
    connection: Connection,
    staff_id: str,
    country: str,
    topic: str = "",
    klass: str = "P",
    area_id: str | None = None,
    rung: int = 1,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> str:
    """Put a post on duty and return the duty's id."""
    id = new_id()
    connection.execute(
        insert(duty).values(
            id=id,
            staff_id=staff_id,
            country=country,
            area_id=area_id,
            topic=topic,
            klass=klass,
            rung=rung,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    return id


def end_duty(connection: Connection, id: str, ends_on: date | None) -> None:
    """Set a duty's last day; None: until further notice."""
    connection.execute(update(duty).where(duty.c.id == id).values(ends_on=ends_on))


def add_absence(
    connection: Connection,
    staff_id: str,
    starts_on: date,
    ends_on: date,
    stand_in_id: str | None,
    now: datetime,
) -> str:
    """Note that a post's holder is away, and return the absence's id."""
    id = new_id()
    connection.execute(
        insert(absence).values(
            id=id,
            staff_id=staff_id,
            stand_in_id=stand_in_id,
            starts_on=starts_on,
            ends_on=ends_on,
            created_at=now,
        )
    )
    return id


def end_absence(connection: Connection, id: str, last_day: date) -> None:
    """Let an absence end on a day; before its start: it never was."""
    connection.execute(update(absence).where(absence.c.id == id).values(ends_on=last_day))


def add_invitation(
    connection: Connection, code_hash: str, staff_id: str, now: datetime, expires_at: datetime
) -> None:
    """Keep an invitation by the hash of its code."""
    connection.execute(
        insert(invitation).values(
            id=new_id(),
            code_hash=code_hash,
            staff_id=staff_id,
            created_at=now,
            expires_at=expires_at,
        )
    )


def use_invitation(
    connection: Connection, code_hash: str, address_id: str, now: datetime
) -> str | None:
    """Use an invitation, once and before it expires; return the post's id, or None."""
    return connection.execute(
        update(invitation)
        .where(
            invitation.c.code_hash == code_hash,
            invitation.c.used_at.is_(None),
            invitation.c.expires_at > now,
        )
        .values(used_at=now, used_by=address_id)
        .returning(invitation.c.staff_id)
    ).scalar()


def code_known(connection: Connection, code_hash: str) -> bool:
    """Say whether there is or was an invitation with this code."""
    return (
        connection.execute(
            select(invitation.c.id).where(invitation.c.code_hash == code_hash)
        ).first()
        is not None
    )


def bind_staff(connection: Connection, staff_id: str, address_id: str) -> None:
    """Let a post be reached at an address, and at no other; a suspended one is free again."""
    connection.execute(
        update(staff).where(staff.c.id == staff_id).values(address_id=address_id, suspended_at=None)
    )
    unlink(connection, staff_id, keep=address_id)


def find_staff(connection: Connection, country: str, roles: Sequence[str]) -> list[str]:
    """List posts of a country with one of the roles, oldest first."""
    query = select(staff.c.id).where(staff.c.role.in_(list(roles)), staff.c.suspended_at.is_(None))
    if country:
        query = query.where(or_(staff.c.country == country, staff.c.country == ""))
    return list(connection.execute(query.order_by(staff.c.id)).scalars())


def country_settings(connection: Connection) -> dict[tuple[str, str], str]:
    """Read the settings of all countries as they are now."""
    rows = connection.execute(
        select(setting.c.country, setting.c.key, setting.c.value).order_by(setting.c.id)
    )
    return {(row.country, row.key): row.value for row in rows}


def set_country(
    connection: Connection, country: str, key: str, value: str, by: str, now: datetime
) -> None:
    """Add a row to a country setting's history."""
    connection.execute(
        insert(setting).values(id=new_id(), country=country, key=key, value=value, at=now, by=by)
    )


def write_audit(
    connection: Connection, actor: str, action: str, object: str, now: datetime, detail: str = ""
) -> None:
    """Record who did or read what."""
    connection.execute(
        insert(audit).values(
            id=new_id(), at=now, actor=actor, action=action, object=object, detail=detail
        )
    )
