"""Partnerships, what they promised, and what they say they have done.

An update is a submission with one or more rows of ``progress``: the first as it was told, each
further one a correction of the same submission. Only the last row of a submission counts
(``updates``), so a correction replaces what it corrects and is never added to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, or_, select, update

from storage.ids import new_id
from storage.schema import (
    absence,
    address,
    area,
    deliverable,
    figure,
    message,
    organisation,
    partnership,
    partnership_actor,
    partnership_area,
    partnership_member,
    partnership_target,
    progress,
    staff,
    submission,
)


@dataclass(frozen=True, slots=True)
class Deliverable:
    """Something promised, with its unit and target; ``words`` are other names of the unit."""

    id: str
    unit: str
    words: tuple[str, ...]
    target: float | None
    name: str = ""  # as the registration says it
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Partnership:
    """A registered initiative."""

    id: str
    code: str
    name: str
    country: str
    status: str  # of delivery, as last reported; never the light of timeliness
    next_report_on: date | None
    deliverables: tuple[Deliverable, ...]
    platform_id: str = ""  # of the UN's platform, #SDGAction12345
    type: str = ""
    description: str = ""
    website: str = ""
    registered_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    reported_on: date | None = None
    report_months: int = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in an update: of which deliverable, and whether it is the total or what is new."""

    deliverable_id: str | None
    value: float
    unit: str
    mode: str  # total, new, '' while nobody has said


@dataclass(frozen=True, slots=True)
class Progress:
    """One update, or the correction of one."""

    id: str
    submission_id: str
    partnership_id: str | None
    staff_id: str
    status: str
    figures: tuple[Figure, ...]
    at: datetime | None = None  # when the submission was first told


@dataclass(frozen=True, slots=True)
class Promise:
    """A deliverable as a registration gives it, not stored yet."""

    name: str
    unit: str
    words: tuple[str, ...]
    target: float | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation's part in a partnership."""

    name: str
    folded: str  # by which an organisation is known again
    type: str
    part: str  # lead, partner


@dataclass(frozen=True, slots=True)
class Registration:
    """A partnership as a file registers it; what is empty or None is left as it stands."""

    code: str
    name: str
    fields: dict[str, Any] = field(default_factory=dict)  # further columns, by name
    targets: tuple[str, ...] = ()
    area_ids: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    promises: tuple[Promise, ...] = ()


# Reading ------------------------------------------------------------------------------------------


def _load(connection: Connection, query: Select[Any]) -> list[Partnership]:
    rows = connection.execute(query.order_by(partnership.c.country, partnership.c.code)).all()
    if not rows:
        return []
    promised: dict[str, list[Deliverable]] = {row.id: [] for row in rows}
    for row in connection.execute(
        select(deliverable)
        .where(deliverable.c.partnership_id.in_(list(promised)))
        .order_by(deliverable.c.id)
    ):
        words = tuple(word for word in row.words.split(",") if word)
        promised[row.partnership_id].append(
            Deliverable(row.id, row.unit, words, row.target, row.name, row.due_on)
        )
    return [
        Partnership(
            row.id,
            row.code,
            row.name,
            row.country,
            row.status,
            row.next_report_on,
            tuple(promised[row.id]),
            row.platform_id,
            row.type,
            row.description,
            row.website,
            row.registered_on,
            row.starts_on,
            row.ends_on,
            row.reported_on,
            row.report_months,
        )
        for row in rows
    ]


def of_member(connection: Connection, staff_id: str) -> list[Partnership]:
    """List the partnerships a manager reports for."""
    return _load(
        connection,
        select(partnership)
        .join(partnership_member, partnership_member.c.partnership_id == partnership.c.id)
        .where(partnership_member.c.staff_id == staff_id),
    )


def of_country(connection: Connection, country: str = "") -> list[Partnership]:
    """List the partnerships of a country, or of all."""
    query = select(partnership)
    return _load(connection, query.where(partnership.c.country == country) if country else query)


def codes(connection: Connection, country: str) -> list[str]:
    """List the codes of a country's partnerships."""
    return list(
        connection.execute(
            select(partnership.c.code)
            .where(partnership.c.country == country)
            .order_by(partnership.c.code)
        ).scalars()
    )


def find_partnership(connection: Connection, country: str, code: str) -> str | None:
    """Find a partnership's id by its code or its platform id, in whatever case it is written."""
    wanted = code.strip().upper()
    if not wanted:
        return None
    return connection.execute(
        select(partnership.c.id)
        .where(
            partnership.c.country == country,
            or_(
                func.upper(partnership.c.code) == wanted,
                func.upper(partnership.c.platform_id) == wanted,
            ),
        )
        .order_by(partnership.c.id)
        .limit(1)
    ).scalar()


def actors_of(connection: Connection, id: str) -> list[Actor]:
    """List the organisations of a partnership, those that lead first."""
    rows = connection.execute(
        select(organisation, partnership_actor.c.part)
        .join(partnership_actor, partnership_actor.c.organisation_id == organisation.c.id)
        .where(partnership_actor.c.partnership_id == id)
        .order_by(partnership_actor.c.part, organisation.c.name)
    )
    return [Actor(row.name, row.folded, row.type, row.part) for row in rows]


def targets_of(connection: Connection, id: str) -> list[str]:
    """List the goals and targets of a partnership, in no particular order."""
    query = select(partnership_target.c.code).where(partnership_target.c.partnership_id == id)
    return list(connection.execute(query).scalars())


def areas_of(connection: Connection, id: str) -> dict[str, str]:
    """Map the ids of a partnership's areas to their names."""
    rows = connection.execute(
        select(area.c.id, area.c.name)
        .join(partnership_area, partnership_area.c.area_id == area.c.id)
        .where(partnership_area.c.partnership_id == id)
        .order_by(area.c.name)
    )
    return {row.id: row.name for row in rows}


def members_of(connection: Connection, id: str) -> list[str]:
    """List the posts that report for a partnership and are not suspended."""
    rows = connection.execute(
        select(staff.c.post)
        .join(partnership_member, partnership_member.c.staff_id == staff.c.id)
        .where(partnership_member.c.partnership_id == id, staff.c.suspended_at.is_(None))
        .order_by(staff.c.post)
    )
    return list(rows.scalars())


def area_codes(connection: Connection, country: str) -> dict[str, str]:
    """Map the codes of a country's areas (ISO 3166-2, P-codes), in capitals, to their ids."""
    rows = connection.execute(
        select(area.c.code, area.c.id).where(area.c.country == country, area.c.code != "")
    )
    return {row.code.upper(): row.id for row in rows}


# Registering --------------------------------------------------------------------------------------


def add_partnership(
    connection: Connection,
    code: str,
    name: str,
    country: str,
    members: Sequence[str],
    deliverables: Sequence[tuple[str, str, float]],
    next_report_on: date | None = None,
    registered_on: date | None = None,
) -> str:
    """Register a partnership; ``deliverables`` are (unit, other words by comma, target)."""
    id = new_id()
    connection.execute(
        insert(partnership).values(
            id=id,
            code=code,
            name=name,
            country=country,
            next_report_on=next_report_on,
            registered_on=registered_on,
        )
    )
    for staff_id in members:
        add_member(connection, id, staff_id)
    for unit, words, target in deliverables:
        connection.execute(
            insert(deliverable).values(
                id=new_id(), partnership_id=id, unit=unit, words=words, target=target
            )
        )
    return id


def add_member(connection: Connection, partnership_id: str, staff_id: str) -> None:
    """Let a manager report for a partnership."""
    connection.execute(
        insert(partnership_member).values(partnership_id=partnership_id, staff_id=staff_id)
    )


def save(
    connection: Connection,
    country: str,
    given: Registration,
    there: Partnership | None,
    today: date,
) -> str:
    """Register a partnership, or bring the one that is ``there`` up to date.

    Returns ``added``, ``changed`` or ``same``. What the registration leaves empty stays; a
    deliverable it no longer names goes only if nothing was reported of it.
    """
    if there is None:
        id = new_id()
        values = {"registered_on": today, **given.fields}
        connection.execute(
            insert(partnership).values(
                id=id, code=given.code, name=given.name, country=country, **values
            )
        )
        changed = True
    else:
        id = there.id
        wanted = {"name": given.name, **given.fields}
        values = {key: value for key, value in wanted.items() if getattr(there, key) != value}
        if values:
            connection.execute(update(partnership).where(partnership.c.id == id).values(**values))
        changed = bool(values)
    changed |= _save_set(connection, partnership_target, "code", id, given.targets)
    changed |= _save_set(connection, partnership_area, "area_id", id, given.area_ids)
    changed |= _save_actors(connection, country, id, given.actors)
    changed |= _save_promises(connection, id, there.deliverables if there else (), given.promises)
    return "added" if there is None else "changed" if changed else "same"


def _save_set(
    connection: Connection, table: Any, column: str, id: str, values: Sequence[str]
) -> bool:
    if not values:
        return False
    mine = table.c.partnership_id == id
    before = set(connection.execute(select(table.c[column]).where(mine)).scalars())
    if before == set(values):
        return False
    connection.execute(delete(table).where(mine))
    connection.execute(
        insert(table), [{"partnership_id": id, column: one} for one in dict.fromkeys(values)]
    )
    return True


def _save_actors(connection: Connection, country: str, id: str, actors: Sequence[Actor]) -> bool:
    if not actors:
        return False
    before = {(one.folded, one.type, one.part) for one in actors_of(connection, id)}
    mine = partnership_actor.c.partnership_id == id
    connection.execute(delete(partnership_actor).where(mine))
    for actor in {one.folded: one for one in actors}.values():
        known = connection.execute(
            select(organisation.c.id, organisation.c.type).where(
                organisation.c.folded == actor.folded
            )
        ).first()
        if known is None:
            organisation_id = new_id()
            connection.execute(
                insert(organisation).values(
                    id=organisation_id,
                    name=actor.name,
                    folded=actor.folded,
                    type=actor.type,
                    country=country,
                )
            )
        else:
            organisation_id = known.id
            if actor.type and actor.type != known.type:
                connection.execute(
                    update(organisation)
                    .where(organisation.c.id == organisation_id)
                    .values(type=actor.type)
                )
        connection.execute(
            insert(partnership_actor).values(
                partnership_id=id, organisation_id=organisation_id, part=actor.part
            )
        )
    return before != {(one.folded, one.type, one.part) for one in actors_of(connection, id)}


def _save_promises(
    connection: Connection, id: str, there: Sequence[Deliverable], promises: Sequence[Promise]
) -> bool:
    if not promises:
        return False
    changed = False
    left = {one.unit.casefold(): one for one in there}
    for given in promises:
        values = {
            "name": given.name,
            "unit": given.unit,
            "words": ",".join(given.words),
            "target": given.target,
            "due_on": given.due_on,
        }
        old = left.pop(given.unit.casefold(), None)
        if old is None:
            connection.execute(insert(deliverable).values(id=new_id(), partnership_id=id, **values))
            changed = True
            continue
        was = {"name": old.name, "unit": old.unit, "words": ",".join(old.words)}
        if values != {**was, "target": old.target, "due_on": old.due_on}:
            connection.execute(
                update(deliverable).where(deliverable.c.id == old.id).values(**values)
            )
            changed = True
    for one in left.values():
        reported = select(figure.c.id).where(figure.c.deliverable_id == one.id).limit(1)
        if connection.execute(reported).first() is None:
            connection.execute(delete(deliverable).where(deliverable.c.id == one.id))
            changed = True
    return changed


# Updates ------------------------------------------------------------------------------------------


def add_progress(
    connection: Connection,
    submission_id: str,
    partnership_id: str | None,
    staff_id: str,
    status: str,
    figures: Sequence[Figure],
    now: datetime,
    corrects: str | None = None,
) -> str:
    """Store an update and its figures; a correction names what it corrects, and replaces none."""
    id = new_id()
    touched = {partnership_id}
    if corrects is not None:
        old = select(progress.c.partnership_id).where(progress.c.id == corrects)
        touched.add(connection.execute(old).scalar())
    connection.execute(
        insert(progress).values(
            id=id,
            submission_id=submission_id,
            partnership_id=partnership_id,
            staff_id=staff_id,
            status=status,
            at=now,
            corrects=corrects,
        )
    )
    rows = [
        {
            "id": new_id(),
            "progress_id": id,
            "deliverable_id": one.deliverable_id,
            "value": one.value,
            "unit": one.unit,
            "mode": one.mode,
        }
        for one in figures
    ]
    if rows:
        connection.execute(insert(figure), rows)
    for one in touched:
        if one is not None:
            _bring_up_to_date(connection, one)
    return id


def _bring_up_to_date(connection: Connection, partnership_id: str) -> None:
    """Let a partnership's row say what its updates say: the latest status, the latest day."""
    told = updates(connection, [partnership_id])
    status = next((one.status for one in reversed(told) if one.status), "")
    days = [one.at.date() for one in told if one.at is not None]
    connection.execute(
        update(partnership)
        .where(partnership.c.id == partnership_id)
        .values(status=status, reported_on=max(days, default=None))
    )


def set_next_report(connection: Connection, partnership_id: str, day: date | None) -> None:
    """Note the day on which a partnership's next update is due."""
    connection.execute(
        update(partnership).where(partnership.c.id == partnership_id).values(next_report_on=day)
    )


def updates(connection: Connection, partnership_ids: Collection[str]) -> list[Progress]:
    """List the updates of partnerships as they stand after all corrections, oldest first."""
    ids = list(partnership_ids)
    told = select(progress.c.submission_id).where(progress.c.partnership_id.in_(ids))
    standing = _standing(connection, progress.c.submission_id.in_(told))
    return [one for one in standing if one.partnership_id in ids]


def _standing(connection: Connection, where: Any) -> list[Progress]:
    """Read the last row of each submission, in the order in which they were first told."""
    first: dict[str, datetime] = {}
    last: dict[str, Any] = {}
    query = select(progress).where(where).order_by(progress.c.submission_id, progress.c.id)
    for row in connection.execute(query):
        first.setdefault(row.submission_id, row.at)
        last[row.submission_id] = row
    numbers: dict[str, list[Figure]] = {}
    for one in connection.execute(
        select(figure)
        .where(figure.c.progress_id.in_([row.id for row in last.values()]))
        .order_by(figure.c.id)
    ):
        numbers.setdefault(one.progress_id, []).append(
            Figure(one.deliverable_id, one.value, one.unit, one.mode)
        )
    return [
        Progress(
            row.id,
            row.submission_id,
            row.partnership_id,
            row.staff_id,
            row.status,
            tuple(numbers.get(row.id, ())),
            first[row.submission_id],
        )
        for row in last.values()
    ]


def totals(told: Iterable[Progress]) -> dict[str, float]:
    """Work out what is done of each deliverable: the latest total, and what is new since.

    ``told`` are updates as they stand, oldest first. Within one update a total holds what that
    update calls new. Figures of which nobody has said what they are count for nothing.
    """
    done: dict[str, float] = {}
    for one in told:
        said: dict[str, float] = {}
        for number in one.figures:
            if number.deliverable_id is not None and number.mode == "total":
                said[number.deliverable_id] = number.value
        for number in one.figures:
            id = number.deliverable_id
            if id is not None and number.mode == "new" and id not in said:
                done[id] = done.get(id, 0.0) + number.value
        done |= said
    return done


def progress_by_id(connection: Connection, id: str) -> Progress | None:
    """Find an update by the id of any of its rows, as it stands now."""
    submission_id = connection.execute(
        select(progress.c.submission_id).where(progress.c.id == id)
    ).scalar()
    return progress_of(connection, submission_id) if submission_id else None


def progress_of(connection: Connection, submission_id: str) -> Progress | None:
    """Find the update of a submission as it stands now."""
    found = _standing(connection, progress.c.submission_id == submission_id)
    return found[0] if found else None


def latest_progress(connection: Connection, staff_id: str) -> Progress | None:
    """Find a manager's latest update as it stands now."""
    submission_id = connection.execute(
        select(func.max(progress.c.submission_id)).where(progress.c.staff_id == staff_id)
    ).scalar()
    return progress_of(connection, submission_id) if submission_id else None


def latest(connection: Connection, country: str, since: datetime) -> list[tuple[str, str]]:
    """List the partnerships of a country that reported since an instant, with their status."""
    query = (
        select(partnership.c.code, partnership.c.status)
        .distinct()
        .join(progress, progress.c.partnership_id == partnership.c.id)
        .where(progress.c.at >= since)
        .order_by(partnership.c.code)
    )
    if country:
        query = query.where(partnership.c.country == country)
    return [(row.code, row.status) for row in connection.execute(query)]


def lessons(connection: Connection, country: str, since: datetime) -> int:
    """Count the lessons told in confidence since an instant: all that anybody hears of them."""
    query = (
        select(func.count())
        .select_from(submission)
        .where(
            submission.c.form == "lesson",
            submission.c.created_at >= since,
            submission.c.hidden_at.is_(None),
        )
    )
    if country:
        query = query.where(submission.c.country == country)
    return connection.execute(query).scalar_one()


def move_message(connection: Connection, message_id: str, address_id: str, to: str) -> bool:
    """Let a photo of class P belong to another update of its address; False if there is none."""
    result = connection.execute(
        update(message)
        .where(
            message.c.id == message_id,
            message.c.address_id == address_id,
            message.c.outcome == "photo",
            message.c.klass == "P",
        )
        .values(submission_id=to)
    )
    return result.rowcount == 1


# Reminders ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """An update that a manager owes, and when."""

    staff_id: str
    country: str  # the manager's
    code: str
    name: str
    due_on: date


def due_between(connection: Connection, first: date, last: date) -> list[Due]:
    """List the updates due in these days with each manager who can be written to.

    Of what was reported completed and has ended, none is waited for.
    """
    rows = connection.execute(
        select(
            staff.c.id,
            staff.c.country,
            partnership.c.code,
            partnership.c.name,
            partnership.c.next_report_on,
        )
        .select_from(partnership)
        .join(partnership_member, partnership_member.c.partnership_id == partnership.c.id)
        .join(staff, staff.c.id == partnership_member.c.staff_id)
        .join(address, address.c.id == staff.c.address_id)
        .where(
            partnership.c.next_report_on.between(first, last),
            or_(
                partnership.c.status != "completed",
                partnership.c.ends_on.is_(None),
                partnership.c.ends_on >= partnership.c.next_report_on,
            ),
            staff.c.suspended_at.is_(None),
            address.c.stopped_at.is_(None),
        )
        .order_by(staff.c.id, partnership.c.next_report_on, partnership.c.code)
    )
    return [Due(*row) for row in rows]


def is_absent(connection: Connection, staff_id: str, day: date) -> bool:
    """Say whether somebody on the staff is away on a day."""
    query = select(absence.c.id).where(
        absence.c.staff_id == staff_id, absence.c.starts_on <= day, absence.c.ends_on >= day
    )
    return connection.execute(query.limit(1)).first() is not None
