"""By when: the clocks of severity and class, working days of a country, and its local time.

Defaults from the practice document; a country's own settings come before them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import holidays

from storage.types import Class, Severity

REPORTER_MARGIN = 2  # working days between the office's own limit and what the reporter is told
RESPONSE_DAYS = {Class.P: 5, Class.R: 3, Class.S: 5}  # S: the ordinary date, for it betrays nothing
QUESTION_DAYS = 2
DAY_ENDS = time(17)  # of a working day, local: what is due on a day is due by then
LATE_GETS = timedelta(hours=4)  # what whoever takes a late matter has, where no clock is shorter
URGENT_DAYS = 2  # what the reporter of an urgent matter is promised, in working days

NEXT_RUNG = {Severity.CRITICAL: timedelta(minutes=15), Severity.URGENT: timedelta(minutes=60)}
FIRST_STEP = {
    Severity.CRITICAL: timedelta(hours=1),
    Severity.URGENT: timedelta(hours=24),
}
FIRST_STEP_DAYS = {Severity.NORMAL: 5, Severity.LOW: 10}  # working days
ASK_FIXED_AFTER = timedelta(days=7)


def promised_day(
    severity: Severity, klass: Class, kind: str, country: str, now: datetime
) -> date | None:
    """Give the day by which the reporter shall hear from us; None where none is promised."""
    if kind == "thanks":
        return None
    pressing = severity.rank >= Severity.URGENT.rank
    if pressing and klass is not Class.S:
        days = URGENT_DAYS
    elif klass is Class.P and kind == "question":
        days = QUESTION_DAYS + REPORTER_MARGIN
    else:
        days = RESPONSE_DAYS[klass] + REPORTER_MARGIN
    return working_day(country, local(now, country).date(), days)


def act_by(
    severity: Severity, klass: Class, country: str, now: datetime, promised_on: date | None
) -> datetime:
    """Give the instant by which whoever says "mine" shall take a first step.

    What presses runs round the clock (class S: a day, for a survivor sets the pace), the rest in
    working days of the country; never later than the end of the day that the reporter was promised,
    unless that has passed.
    """
    step = FIRST_STEP.get(severity)
    if step is not None and klass is Class.S:
        step = FIRST_STEP[Severity.URGENT]
    if step is not None:
        due = now + step
    else:
        days = FIRST_STEP_DAYS[severity]
        due = _end_of(working_day(country, local(now, country).date(), days), country)
    if promised_on is not None:
        due = min(due, _end_of(promised_on, country))
    least = LATE_GETS if step is None else min(step, LATE_GETS)
    return max(due, now + least)


def _end_of(day: date, country: str) -> datetime:
    return datetime.combine(day, DAY_ENDS, zone(country)).astimezone(UTC)


@lru_cache(maxsize=4096)
def working_day(country: str, start: date, days: int) -> date:
    """Count ``days`` working days of a country from ``start``, which does not count itself.

    Weekends and public holidays are the country's own (library ``holidays``); an unknown country
    rests on Saturday and Sunday.
    """
    calendar = _calendar(country)
    day = start
    while days > 0:
        day += timedelta(days=1)
        if calendar is None:
            days -= day.weekday() < 5
        else:
            days -= calendar.is_working_day(day)
    return day


def weekend(country: str) -> frozenset[int]:
    """List the weekdays (Monday 0) on which a country rests."""
    calendar = _calendar(country)
    return frozenset(calendar.weekend if calendar is not None else {5, 6}) or frozenset({6})


@lru_cache(maxsize=64)
def _calendar(country: str) -> holidays.HolidayBase | None:
    try:
        return holidays.country_holidays(country) if country else None
    except NotImplementedError:
        return None


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    """Map a country to its first zone in the time zone database's zone.tab (the most populous)."""
    zones: dict[str, str] = {}
    for line in files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, zone, *_rest = line.split("\t")
            zones.setdefault(code, zone)
    return zones


@lru_cache(maxsize=256)
def zone(country: str) -> ZoneInfo:
    """Give the time zone of a country, UTC where it is not known."""
    return ZoneInfo(_zones().get(country, "UTC"))


def local(now: datetime, country: str) -> datetime:
    """Tell an instant in the local time of a country."""
    return now.astimezone(zone(country)) if country else now.astimezone(UTC)
