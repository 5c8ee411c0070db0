"""Who answers: area × topic × class → a ladder of people, the nearest first.

A duty for the very area comes before one for its parents, that before one for the country; a duty
for the topic before one for every topic; then the rung. The coordinator of the country stands at
the end of every ladder of class P. For R and S nobody is guessed: without somebody on duty for
that class the coordinator is told that the roster has a hole, and nothing else. Where the country
of an address is not known, whoever is on duty anywhere is asked: somebody must be.
"""

from __future__ import annotations

from datetime import date

from storage.people import Duty, Member, Roster
from storage.places import Areas
from storage.types import Class


def ladder(
    roster: Roster,
    areas: Areas,
    country: str,
    area_id: str | None,
    topic: str,
    klass: Class,
    today: date,
) -> list[Member]:
    """List who is asked, in order."""
    chain = areas.chain(area_id)
    ranked: list[tuple[int, int, int, int, str]] = []
    for place, duty in enumerate(roster.duties):
        member = roster.members.get(duty.staff_id)
        if member is None or not _holds(duty, country, topic, klass, today):
            continue
        if duty.area_id is None:
            distance = len(chain)
        elif duty.area_id in chain:
            distance = chain.index(duty.area_id)
        else:
            continue
        ranked.append((distance, 0 if duty.topic else 1, duty.rung, place, member.id))
    people = [roster.members[id] for *_, id in sorted(ranked)]
    if klass is Class.P:
        people += coordinators(roster, country)
    return list(dict.fromkeys(people))


def coordinators(roster: Roster, country: str) -> list[Member]:
    """List the coordinators of a country; where it has none, or is not known, those of all."""
    everywhere = [member for member in roster.members.values() if member.role == "coordinator"]
    here = [member for member in everywhere if member.country == country]
    return here or everywhere


def _holds(duty: Duty, country: str, topic: str, klass: Class, today: date) -> bool:
    return (
        country in ("", duty.country)
        and duty.klass == klass
        and duty.topic in ("", topic)
        and (duty.starts_on is None or duty.starts_on <= today)
        and (duty.ends_on is None or duty.ends_on >= today)
    )
