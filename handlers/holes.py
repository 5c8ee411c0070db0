"""Holes in the duties: what would reach nobody, named before somebody writes it.

What has to be covered is the whole country in each class, and every area and topic that somebody
is or was put on duty for. A ladder covers it: the duty of a parent area or of the whole country
fills the hole of a district. Of class P the coordinator stands behind every ladder, but who has
nobody else has a hole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import locales
from handlers.routing import absence, covers, duty_ladder, present
from storage.people import Duty, Member, Roster
from storage.places import Areas
from storage.types import Class

AHEAD = 30  # days for which the end of a duty is looked at
PAIR = 2  # people of class S, of different organisations (practice, "who is accused")
KINDS = (
    "nobody",
    "unreachable",
    "absent",
    "suspended",
    "ending",
    "fewer-than-two",
    "one-organisation",
    "coordinator",
)


@dataclass(frozen=True, slots=True)
class Hole:
    """Something nobody answers for.

    ``kind``: nobody was put on duty; ``unreachable``, ``absent``, ``suspended``: who was cannot
    be asked; ``ending``: nobody after ``day``, the last of ``post``'s duty; ``fewer-than-two`` and
    ``one-organisation``: of class S; ``coordinator``: none can be reached. ``topic`` '' is every
    topic, ``area_id`` None the whole country, ``post`` the one on duty, '' if there are several.
    """

    kind: str
    klass: str
    topic: str
    area_id: str | None
    post: str
    day: date | None


def holes(roster: Roster, areas: Areas, country: str, today: date) -> list[Hole]:
    """Name every hole in the duties of a country, as they stand on a day."""
    found: list[Hole] = []
    heads = [
        one
        for one in roster.members.values()
        if one.role == "coordinator" and _of(roster, one, country, today)
    ]
    asked = [present(roster, one, Class.P, today) for one in heads]
    if not any(one is not None and one.reachable for one in asked):
        found.append(Hole("coordinator", Class.P, "", None, _only(heads), None))
    for klass in Class:
        for topic, area_id in _slots(roster, country, klass, today):
            found += _looked_at(roster, areas, country, klass, topic, area_id, today)
    return found + _pair(roster, areas, country, today)


def hole_words(hole: Hole, areas: Areas, language: str) -> str:
    """Say a hole in one line, for those who fill it."""
    every = "" if not hole.topic else locales.text(language, f"topic-{hole.topic}")
    args = {
        "kind": hole.kind,
        "klass": hole.klass,
        "topic": every or "all",
        "area": areas.names.get(hole.area_id or "", "") or "all",
        "post": hole.post or "none",
        "day": locales.day(language, hole.day) if hole.day else "none",
    }
    return locales.text(language, "roster-hole", args)


def _of(roster: Roster, member: Member, country: str, today: date) -> bool:
    return member.country == country or any(
        duty.staff_id == member.id and duty.country == country and duty.holds_on(today)
        for duty in roster.duties
    )


def _slots(roster: Roster, country: str, klass: Class, today: date) -> list[tuple[str, str | None]]:
    """List what has to be covered: the country, and what anybody was put on duty for of late."""
    since = today - timedelta(days=AHEAD)
    named = {
        (duty.topic, duty.area_id): None
        for duty in roster.duties
        if duty.country == country
        and duty.klass == klass
        and (duty.ends_on is None or duty.ends_on >= since)
    }
    return list({("", None): None, **named})


def _looked_at(
    roster: Roster,
    areas: Areas,
    country: str,
    klass: Class,
    topic: str,
    area_id: str | None,
    today: date,
) -> list[Hole]:
    def covered(day: date) -> bool:
        near, last = duty_ladder(roster, areas, country, area_id, topic, klass, day)
        return any(one.reachable for one in (*near, *last))

    duties = _duties(roster, areas, country, area_id, topic, klass)
    if not covered(today):
        now = [duty for duty in duties if duty.holds_on(today)]
        holders = _holders(roster, now)
        return [Hole(_why(roster, holders, today), klass, topic, area_id, _only(holders), None)]
    until = today + timedelta(days=AHEAD)
    ends = {duty.ends_on for duty in duties if duty.ends_on and today <= duty.ends_on <= until}
    for day in sorted(ends):
        if not covered(day + timedelta(days=1)):
            last = _holders(roster, [duty for duty in duties if duty.ends_on == day])
            return [Hole("ending", klass, topic, area_id, _only(last), day)]
    return []


def _duties(
    roster: Roster, areas: Areas, country: str, area_id: str | None, topic: str, klass: Class
) -> list[Duty]:
    chain = areas.chain(area_id)
    return [
        duty
        for duty in roster.duties
        if covers(duty, country, topic, klass) and (duty.area_id is None or duty.area_id in chain)
    ]


def _holders(roster: Roster, duties: list[Duty]) -> list[Member]:
    posts = (roster.named(id) for id in dict.fromkeys(duty.staff_id for duty in duties))
    return [one for one in posts if one is not None]


def _why(roster: Roster, holders: list[Member], today: date) -> str:
    """Say why none of those on duty can be asked: what can be mended soonest comes first."""
    if not holders:
        return "nobody"
    free = [one for one in holders if one.id in roster.members]
    if not free:
        return "suspended"
    reachable = [one for one in free if one.reachable]
    if any(absence(roster, one.id, today) for one in reachable):
        return "absent"
    return "unreachable"


def _pair(roster: Roster, areas: Areas, country: str, today: date) -> list[Hole]:
    """Of class S there have to be two, from different organisations, in the country."""
    near, _ = duty_ladder(roster, areas, country, None, "", Class.S, today)
    people = list(dict.fromkeys(one for one in near if one.reachable))
    if not people:
        return []  # named already
    if len(people) < PAIR:
        return [Hole("fewer-than-two", Class.S, "", None, _only(people), None)]
    if len({one.organisation.casefold() for one in people if one.organisation}) < PAIR:
        return [Hole("one-organisation", Class.S, "", None, "", None)]
    return []


def _only(members: list[Member]) -> str:
    return members[0].post if len(members) == 1 else ""
