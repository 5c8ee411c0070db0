"""Staff, duties and invitations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, or_, select, update

from storage.ids import new_id
from storage.schema import address, audit, duty, invitation, setting, staff


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
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who can be asked, and what they are on duty for."""

    members: dict[str, Member]
    duties: tuple[Duty, ...]


def roster(connection: Connection) -> Roster:
    """Read the staff that is not suspended, and their duties."""
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
        )
        .join_from(staff, address, staff.c.address_id == address.c.id, isouter=True)
        .where(staff.c.suspended_at.is_(None))
        .order_by(staff.c.id)
    )
    members = {
        row.id: Member(
            row.id,
            row.post,
            row.role,
            row.country,
            row.spoken if row.language_chosen else row.language,
            row.address_id,
            row.channel,
            row.stopped_at is not None,
        )
        for row in rows
    }
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
        ).order_by(duty.c.id)
    )
    return Roster(members, tuple(Duty(*row) for row in duties))


def add_staff(
    connection: Connection, post: str, role: str, country: str, language: str, now: datetime
) -> str:
    """Create a post and return its id."""
    id = new_id()
    connection.execute(
        insert(staff).values(
            id=id, post=post, role=role, country=country, language=language, created_at=now
        )
    )
    return id


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
) -> None:
    """Put a post on duty."""
    connection.execute(
        insert(duty).values(
            id=new_id(),
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


def bind_staff(connection: Connection, staff_id: str, address_id: str) -> None:
    """Let a post be reached at an address, and at no other."""
    connection.execute(update(staff).where(staff.c.id == staff_id).values(address_id=address_id))


def find_staff(connection: Connection, country: str, roles: Sequence[str]) -> list[str]:
    """List posts of a country with one of the roles, oldest first."""
    query = select(staff.c.id).where(staff.c.role.in_(list(roles)), staff.c.suspended_at.is_(None))
    if country:
        query = query.where(or_(staff.c.country == country, staff.c.country == ""))
    return list(connection.execute(query.order_by(staff.c.id)).scalars())


def country_setting(connection: Connection, country: str, key: str, default: str = "") -> str:
    """Read a country's setting: the latest row of its history, else the default."""
    value = connection.execute(
        select(setting.c.value)
        .where(setting.c.country == country, setting.c.key == key)
        .order_by(setting.c.id.desc())
        .limit(1)
    ).scalar()
    return default if value is None else value


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
