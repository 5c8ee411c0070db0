"""When a person's digest is due: at their hour, in their country's time, on its working days.

Daily is every working day; weekly the first working day of the week, which begins where the
country's weekend ends. A week without a working day has none.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from handlers import promise
from storage.digests import Reader

DAY = timedelta(days=1)
LOOK_BACK = 60  # days; no country rests longer
LATE = {"daily": timedelta(hours=12), "weekly": timedelta(days=3)}  # how late one is made up


def kind(reader: Reader) -> str:
    """Tell how often a person has a digest: as they chose, else as their role has it."""
    return reader.digest or ("weekly" if reader.role == "coordinator" else "daily")


@lru_cache(maxsize=4096)
def is_due_day(country: str, day: date, kind: str) -> bool:
    """Say whether digests of this kind are due on a day."""
    if promise.working_day(country, day - DAY, 1) != day:
        return False
    return kind == "daily" or promise.working_day(country, week_of(country, day) - DAY, 1) == day


def week_of(country: str, day: date) -> date:
    """Give the first day of the week a day lies in: the one after the country's weekend."""
    rest = promise.weekend(country)
    while (day - DAY).weekday() not in rest or day.weekday() in rest:
        day -= DAY
    return day


def latest(country: str, hour: int, kind: str, now: datetime) -> datetime:
    """Give the latest instant, not after ``now``, at which a digest of this kind was due; UTC."""
    day = promise.local(now, country).date()
    for _ in range(LOOK_BACK):
        at = _at(country, day, hour)
        if at <= now and is_due_day(country, day, kind):
            return at
        day -= DAY
    return _at(country, day, hour)


def following(country: str, hour: int, kind: str, now: datetime) -> datetime:
    """Give the first instant after ``now`` at which a digest of this kind is due; UTC."""
    day = promise.local(now, country).date()
    for _ in range(LOOK_BACK):
        at = _at(country, day, hour)
        if at > now and is_due_day(country, day, kind):
            return at
        day += DAY
    return _at(country, day, hour)


def to_make(reader: Reader, now: datetime) -> datetime | None:
    """Give when the digest was due that a person is to have now; None where none is.

    One that was missed is made up for twelve hours (a weekly one for three days), and only the
    latest; what was due before the post was there is not owed.
    """
    how = kind(reader)
    if how not in LATE:
        return None
    due = latest(reader.country, reader.hour, how, now)
    if now - due >= LATE[how] or due < reader.created_at:
        return None
    return due


def _at(country: str, day: date, hour: int) -> datetime:
    zone = promise.zone(country) if country else UTC
    return datetime.combine(day, time(hour % 24), zone).astimezone(UTC)
