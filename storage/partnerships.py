"""Partnerships, what they promised, and what they say they have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from storage.ids import new_id
from storage.schema import deliverable, figure, partnership, partnership_member, progress


@dataclass(frozen=True, slots=True)
class Deliverable:
    """Something promised, with its unit and target; ``words`` are other names of the unit."""

    id: str
    unit: str
    words: tuple[str, ...]
    target: float | None


@dataclass(frozen=True, slots=True)
class Partnership:
    """A registered initiative, as far as quick updates need it."""

    id: str
    code: str
    name: str
    country: str
    status: str
    next_report_on: date | None
    deliverables: tuple[Deliverable, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in an update: of which deliverable, and whether it is the total or what is new."""

    deliverable_id: str | None
    value: float
    unit: str
    mode: str  # total, new


@dataclass(frozen=True, slots=True)
class Progress:
    """One update, or the correction of one."""

    id: str
    submission_id: str
    partnership_id: str | None
    staff_id: str
    status: str
    figures: tuple[Figure, ...]


def of_member(connection: Connection, staff_id: str) -> list[Partnership]:
    """List the partnerships a manager reports for."""
    rows = connection.execute(
        select(partnership)
        .join(partnership_member, partnership_member.c.partnership_id == partnership.c.id)
        .where(partnership_member.c.staff_id == staff_id)
        .order_by(partnership.c.code)
    ).all()
    if not rows:
        return []
    promised: dict[str, list[Deliverable]] = {row.id: [] for row in rows}
    for row in connection.execute(
        select(deliverable)
        .where(deliverable.c.partnership_id.in_(list(promised)))
        .order_by(deliverable.c.id)
    ):
        words = tuple(word for word in row.words.split(",") if word)
        promised[row.partnership_id].append(Deliverable(row.id, row.unit, words, row.target))
    return [
        Partnership(
            row.id,
            row.code,
            row.name,
            row.country,
            row.status,
            row.next_report_on,
            tuple(promised[row.id]),
        )
        for row in rows
    ]


def add_partnership(
    connection: Connection,
    code: str,
    name: str,
    country: str,
    members: Sequence[str],
    deliverables: Sequence[tuple[str, str, float]],
    next_report_on: date | None = None,
) -> str:
    """Register a partnership; ``deliverables`` are (unit, other words by comma, target)."""
    id = new_id()
    connection.execute(
        insert(partnership).values(
            id=id, code=code, name=name, country=country, next_report_on=next_report_on
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
    """Find a partnership's id by its code."""
    return connection.execute(
        select(partnership.c.id).where(partnership.c.country == country, partnership.c.code == code)
    ).scalar()


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
    if partnership_id and status:
        connection.execute(
            update(partnership).where(partnership.c.id == partnership_id).values(status=status)
        )
    return id


def progress_by_id(connection: Connection, id: str) -> Progress | None:
    """Find an update with its figures."""
    row = connection.execute(select(progress).where(progress.c.id == id)).first()
    if row is None:
        return None
    figures = connection.execute(
        select(figure).where(figure.c.progress_id == id).order_by(figure.c.id)
    )
    return Progress(
        row.id,
        row.submission_id,
        row.partnership_id,
        row.staff_id,
        row.status,
        tuple(Figure(one.deliverable_id, one.value, one.unit, one.mode) for one in figures),
    )


def latest_progress(connection: Connection, staff_id: str) -> Progress | None:
    """Find a manager's latest update."""
    id = connection.execute(
        select(progress.c.id)
        .where(progress.c.staff_id == staff_id)
        .order_by(progress.c.id.desc())
        .limit(1)
    ).scalar()
    return progress_by_id(connection, id) if id else None


def reported_before(connection: Connection, deliverable_id: str) -> bool:
    """Say whether a deliverable has a figure already."""
    return (
        connection.execute(
            select(figure.c.id).where(figure.c.deliverable_id == deliverable_id).limit(1)
        ).first()
        is not None
    )


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
