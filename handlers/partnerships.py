"""Is a partnership's report in time, when is the next one due, and whom to remind of it.

Timeliness is one thing and delivery another: the light is worked out from days alone, the delivery
status is what the manager says. They are shown side by side and never mixed.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from handlers import promise
from handlers.desk import Desk
from storage import keeping, partnerships
from storage.partnerships import Due
from storage.types import Choice, Say

GREEN, YELLOW, RED, INACTIVE = "green", "yellow", "red", "inactive"

MORNING = time(9)  # local: reminders go out from here …
EVENING = time(17)  # … to here, and on working days only
REMIND = {"before": -3, "on": 0, "after": 7}  # days from the due day
MADE_UP = timedelta(days=14)  # a reminder missed for longer is not sent any more


def months_later(day: date, months: int) -> date:
    """Give the day some months later; the last day of a month stays the last of its month.

    30 Nov and a month is 31 Dec; 31 Jan and a month is 28 or 29 Feb. ``months`` may be negative.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    was_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if was_last else min(day.day, last))


def years_later(day: date, years: int) -> date:
    """Give the same day some years later; of 29 Feb the 28th where there is none."""
    last = calendar.monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, min(day.day, last))


def light(registered_on: date | None, reported_on: date | None, today: date) -> str:
    """Tell whether a report is in time: ``green``, ``yellow``, ``red`` or ``inactive``.

    The traffic light of the UN's registry of partnerships (UN DESA, notes of November 2018): green
    within a year of the registration or the last report, whichever is later; yellow from a year on
    (a report is due); red from two years on (two are due). It marks a partnership inactive when
    still none came "after two years", and gives red its own example on the day the two years are
    full. So that red is seen at all, inactive comes a year after red here. Where neither day is
    known a report is due: yellow.
    """
    since = max((day for day in (registered_on, reported_on) if day is not None), default=None)
    if since is None:
        return YELLOW
    for years, colour in ((3, INACTIVE), (2, RED), (1, YELLOW)):
        if today >= years_later(since, years):
            return colour
    return GREEN


def next_due(due: date | None, months: int, today: date) -> date:
    """Give the day on which the next update is due, after one that came today.

    Days follow each other by ``months``; an update does for every one that is less than that ahead.
    Whoever writes more often than asked moves nothing twice.
    """
    months = max(months, 1)
    if due is None:
        return months_later(today, months)
    step = 0
    while months_later(due, step - months) < today:
        step += months
    return months_later(due, step)


# Reminders ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of one due day to one manager, whose morning it was due on."""

    staff_id: str
    kind: str  # before, on, after
    due_on: date
    at: datetime
    codes: tuple[str, ...]
    name: str

    @property
    def slot(self) -> tuple[str, str, datetime]:
        """The job slot that makes it go out once: job, scope, due time."""
        return f"remind-{self.kind}", f"{self.staff_id}:{self.due_on}", self.at


def reminders(owed: Iterable[Due], now: datetime) -> list[Reminder]:
    """Work out which reminders are to go out now: at most one a person and due day.

    A reminder whose day is no working day waits for the next one. What was missed is made up in the
    hours of a working day; of several missed only the latest is worth saying.
    """
    mornings: dict[tuple[str, date], list[Due]] = {}
    for one in owed:
        here = promise.local(now, one.country)
        at_work = promise.working_day(one.country, here.date() - timedelta(days=1), 1)
        if here.date() == at_work and MORNING <= here.time() < EVENING:
            mornings.setdefault((one.staff_id, one.due_on), []).append(one)
    found = []
    for (staff_id, due_on), those in mornings.items():
        country = those[0].country
        passed = [
            (kind, at)
            for kind, at in _mornings(country, due_on).items()
            if at <= now < at + MADE_UP
        ]
        if passed:
            kind, at = passed[-1]
            codes = tuple(one.code for one in those)
            found.append(Reminder(staff_id, kind, due_on, at, codes, those[0].name))
    return found


def _mornings(country: str, due_on: date) -> dict[str, datetime]:
    """Give the moment of each kind of reminder, in order; days that fall together keep the last."""
    found: dict[date, str] = {}
    for kind, days in REMIND.items():
        day = due_on + timedelta(days=days)
        found[promise.working_day(country, day - timedelta(days=1), 1)] = kind
    zone = promise.zone(country)
    return {kind: datetime.combine(day, MORNING, zone) for day, kind in sorted(found.items())}


def due_reminders(connection: Connection, now: datetime) -> list[Reminder]:
    """List the reminders to go out now that have not gone out yet, of people who are not away."""
    today = now.date()
    first = today - timedelta(days=REMIND["after"]) - MADE_UP - timedelta(days=14)  # long holidays
    owed = partnerships.due_between(connection, first, today - timedelta(days=REMIND["before"] - 1))
    return [
        one
        for one in reminders(owed, now)
        if not keeping.slot_taken(connection, *one.slot)
        and not partnerships.is_absent(connection, one.staff_id, today)
    ]


def remind(desk: Desk, one: Reminder) -> bool:
    """Send a reminder, once; False where it went out before or the person cannot be reached."""
    member = desk.roster.members.get(one.staff_id)
    if member is None or not keeping.take_slot(desk.connection, *one.slot, desk.now):
        return False
    today = desk.today(member.country)
    args = {
        "code": ", ".join(one.codes) if len(one.codes) > 1 else f"{one.codes[0]} {one.name}",
        "first": one.codes[0],
        "when": "late" if today > one.due_on else "ahead",
        "day": one.due_on.isoformat(),
    }
    say = Say("reminder", args, (Choice("update", "button-update", "w:update"),), "digest")
    job, scope, at = one.slot
    return desk.tell(member, say, f"{job}:{scope}:{at:%Y%m%d}") is not None
