"""What opening a country looks at, and what is removed when its year after closing is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, or_, select, update

from storage import keeping
from storage.answering import OPEN
from storage.crypto import Keys
from storage.people import country_settings
from storage.schema import (
    address,
    area,
    area_name,
    attachment,
    case,
    case_event,
    departing,
    inbox,
    message,
    outbox,
    staff,
    submission,
    waiting,
)

AT_ONCE = 500  # rows of one statement of the removal


def area_names(connection: Connection, country: str) -> list[Row[Any]]:
    """List a country's areas with each of their folded names; NULL where one has none."""
    return list(
        connection.execute(
            select(area.c.id, area.c.level, area.c.name, area_name.c.folded)
            .join_from(area, area_name, area_name.c.area_id == area.c.id, isouter=True)
            .where(area.c.country == country)
        )
    )


def safeguarding(connection: Connection, country: str) -> list[Row[Any]]:
    """List a country's safeguarding posts whose holder can be reached: organisation and woman."""
    return list(
        connection.execute(
            select(staff.c.post, staff.c.organisation, staff.c.woman)
            .join_from(staff, address, staff.c.address_id == address.c.id)
            .where(
                staff.c.country == country,
                staff.c.role == "safeguarding",
                staff.c.suspended_at.is_(None),
                address.c.stopped_at.is_(None),
            )
            .order_by(staff.c.id)
        )
    )


def posts(connection: Connection, country: str) -> list[Row[Any]]:
    """List a country's posts that are not suspended: id, post, address and its channel."""
    return list(
        connection.execute(
            select(staff.c.id, staff.c.post, staff.c.address_id, address.c.channel)
            .join_from(staff, address, staff.c.address_id == address.c.id, isouter=True)
            .where(staff.c.country == country, staff.c.suspended_at.is_(None))
            .order_by(staff.c.id)
        )
    )


def open_matters(connection: Connection, country: str) -> list[Row[Any]]:
    """List a country's matters that are not ended, with their owner's post; oldest first."""
    return list(
        connection.execute(
            select(
                case.c.number,
                case.c.klass,
                case.c.severity,
                case.c.state,
                case.c.opened_at,
                case.c.promised_on,
                staff.c.post,
            )
            .join_from(case, staff, staff.c.id == case.c.owner_id, isouter=True)
            .where(case.c.country == country, case.c.state.in_(OPEN))
            .order_by(case.c.id)
        )
    )


# The removal --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Removal:
    """How much of a country there is to remove, or was removed."""

    submissions: int
    messages: int
    addresses: int
    files: int

    @property
    def total(self) -> int:
        """Give the number of things removed."""
        return self.submissions + self.messages + self.addresses + self.files


def due_removals(connection: Connection, today: date) -> list[str]:
    """List the countries whose words are to be removed by now (setting ``purge_on``)."""
    return sorted(
        country
        for (country, key), value in country_settings(connection).items()
        if key == "purge_on" and value and value <= today.isoformat()
    )


def _submissions(country: str) -> Any:
    return and_(submission.c.country == country, submission.c.coded_by != "removed")


def _addresses(country: str) -> Any:
    """Addresses of people who wrote; the staff keep theirs until they are suspended."""
    return and_(
        address.c.country == country,
        address.c.path_sealed.is_not(None),
        or_(
            address.c.staff_id.is_(None),
            address.c.staff_id.in_(select(staff.c.id).where(staff.c.suspended_at.is_not(None))),
        ),
    )


def _spoken(country: str) -> Any:
    """Messages with words: of the country's submissions, or from its addresses."""
    of_submissions = select(submission.c.id).where(submission.c.country == country)
    from_there = select(address.c.id).where(
        address.c.country == country, address.c.staff_id.is_(None)
    )
    return and_(
        message.c.body_sealed.is_not(None),
        or_(message.c.submission_id.in_(of_submissions), message.c.address_id.in_(from_there)),
    )


def country_files(connection: Connection, country: str) -> list[str]:
    """List the stored files that go with the country's words."""
    from_there = select(address.c.id).where(
        address.c.country == country, address.c.staff_id.is_(None)
    )
    of_submissions = select(submission.c.id).where(submission.c.country == country)
    messages = select(message.c.id).where(
        or_(message.c.submission_id.in_(of_submissions), message.c.address_id.in_(from_there))
    )
    return list(
        connection.execute(
            select(attachment.c.stored).where(
                attachment.c.message_id.in_(messages), attachment.c.stored.is_not(None)
            )
        ).scalars()
    )


def to_remove(connection: Connection, country: str) -> Removal:
    """Count what ``remove_country`` would remove now."""

    def count(table: Any, where: Any) -> int:
        return connection.execute(select(func.count()).select_from(table).where(where)).scalar_one()

    return Removal(
        count(submission, _submissions(country)),
        count(message, _spoken(country)),
        count(address, _addresses(country)),
        len(country_files(connection, country)),
    )


def remove_country(connection: Connection, keys: Keys, country: str) -> Removal:
    """Remove the words, places and addresses of a country, of every class; tombstones stay.

    What stays: that there were submissions and cases, when, in which class, and how they ended.
    Messages that still wait to be handled are left for the next day. Their files are the caller's
    to remove first (``country_files``).
    """
    counted = to_remove(connection, country)
    ids = list(connection.execute(select(submission.c.id).where(_submissions(country))).scalars())
    for some in _pieces(ids):
        keeping.remove_words(connection, keys, some)
    left = list(connection.execute(select(message.c.id).where(_spoken(country))).scalars())
    for some in _pieces(left):
        connection.execute(update(message).where(message.c.id.in_(some)).values(body_sealed=None))
        connection.execute(
            update(attachment)
            .where(attachment.c.message_id.in_(some))
            .values(stored=None, reference_sealed=None, state="removed")
        )
    notes = select(case.c.id).where(case.c.country == country)
    connection.execute(
        update(case_event)
        .where(case_event.c.case_id.in_(notes), case_event.c.note_sealed.is_not(None))
        .values(note_sealed=None)
    )
    lanes = list(connection.execute(select(address.c.id).where(_addresses(country))).scalars())
    letters = _letters(connection, country, lanes)
    keeping.blank(connection, keys, letters)
    for some in _pieces(lanes):
        _forget(connection, some)
    return counted


def _letters(connection: Connection, country: str, lanes: Sequence[str]) -> list[str]:
    """List what was sent to these addresses, and to anybody about the country's cases."""
    of_country = select(case.c.id).where(case.c.country == country)
    found = list(
        connection.execute(select(outbox.c.id).where(outbox.c.case_id.in_(of_country))).scalars()
    )
    for some in _pieces(lanes):
        found += connection.execute(
            select(outbox.c.id).where(outbox.c.address_id.in_(some))
        ).scalars()
    return list(dict.fromkeys(found))


def _forget(connection: Connection, lanes: Sequence[str]) -> None:
    """Forget where these people were reached; only the keyed hash of the address is left."""
    waits = list(
        connection.execute(
            select(departing.c.id).where(departing.c.address_id.in_(lanes))
        ).scalars()
    )
    for some in _pieces(waits):
        connection.execute(delete(departing).where(departing.c.id.in_(some)))
        connection.execute(update(outbox).where(outbox.c.id.in_(some)).values(state="expired"))
    connection.execute(
        update(inbox)
        .where(inbox.c.lane.in_(lanes), inbox.c.id.not_in(select(waiting.c.id)))
        .values(raw_sealed=None)
    )
    connection.execute(
        update(address)
        .where(address.c.id.in_(lanes))
        .values(
            channel=None,
            path_sealed=None,
            session_sealed=None,
            submission_id=None,
            submission_at=None,
            submission_class=None,
            wrote_in="",
        )
    )


def _pieces(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(ids), AT_ONCE):
        yield ids[first : first + AT_ONCE]
