"""Who answers: area × topic × class → a ladder of people, the nearest first.

A duty for the very area comes before one for its parents, that before one for the country; a duty
for the topic before one for every topic; then the rung. Behind them stands, of class P, the
coordinator of the country, and last the region, where it holds a duty of that class. For R and S
nobody is guessed: without somebody on duty for that class the coordinator is told that the roster
has a hole, and nothing else. Who is away is not asked: their stand-in is, in their place. Where the
country of an address is not known, whoever is on duty anywhere is asked: somebody must be.
"""

from __future__ import annotations

from datetime import date

from handlers.roles import may_hold
from storage.people import Absence, Duty, Member, Roster
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
    near, last = duty_ladder(roster, areas, country, area_id, topic, klass, today)
    if klass is Class.P:
        near += coordinators(roster, country, today)
    return list(dict.fromkeys(near + last))


def duty_ladder(
    roster: Roster,
    areas: Areas,
    country: str,
    area_id: str | None,
    topic: str,
    klass: Class,
    today: date,
) -> tuple[list[Member], list[Member]]:
    """List who is on duty, in order: those near, and the region, who is asked last."""
    chain = areas.chain(area_id)
    ranked: list[tuple[bool, int, int, int, int, str]] = []
    for place, duty in roster.duties_of(country, klass):
        holder = roster.members.get(duty.staff_id)
        if holder is None or not duty.holds_on(today) or not covers(duty, country, topic, klass):
            continue
        if duty.area_id is None:
            distance = len(chain)
        elif duty.area_id in chain:
            distance = chain.index(duty.area_id)
        else:
            continue
        member = present(roster, holder, klass, today)
        if member is not None:
            far = holder.role == "region"
            untopical = 0 if duty.topic else 1
            ranked.append((far, distance, untopical, duty.rung, place, member.id))
    ranked.sort()
    return (
        [roster.members[id] for far, *_, id in ranked if not far],
        [roster.members[id] for far, *_, id in ranked if far],
    )


def covers(duty: Duty, country: str, topic: str, klass: str) -> bool:
    """Say whether a duty is for this country, topic and class, wherever there and whenever."""
    return country in ("", duty.country) and duty.klass == klass and duty.topic in ("", topic)


def coordinators(roster: Roster, country: str, today: date | None = None) -> list[Member]:
    """List the coordinators of a country; where it has none, or is not known, those of all.

    With ``today`` who is away is left to their stand-in; but where all are, they are asked all the
    same: a message that reaches nobody is worse.
    """
    everywhere = [member for member in roster.members.values() if member.role == "coordinator"]
    held = {
        duty.staff_id
        for duty in roster.duties
        if duty.country == country and (today is None or duty.holds_on(today))
    }
    here = [one for one in everywhere if one.country == country or one.id in held]
    asked = here or everywhere
    if today is None:
        return asked
    there = [present(roster, one, Class.P, today) for one in asked]
    return list(dict.fromkeys(one for one in there if one is not None)) or asked


def absence(roster: Roster, staff_id: str, today: date) -> Absence | None:
    """Find the absence a post's holder is on; the one declared last counts."""
    for one in reversed(roster.absences.get(staff_id, ())):
        if one.holds_on(today):
            return one
    return None


def present(roster: Roster, member: Member, klass: str, today: date) -> Member | None:
    """Give who answers for a post today: its holder, else their stand-in, else nobody.

    A stand-in who is away leaves it to their own; one who is suspended, or whose role must not
    hold matters of this class, is none.
    """
    seen: set[str] = set()
    one: Member | None = member
    while one is not None and one.id not in seen:
        seen.add(one.id)
        away = absence(roster, one.id, today)
        if away is None:
            return one if one is member or may_hold(one.role, klass) else None
        one = roster.members.get(away.stand_in_id or "")
    return None


def serves(roster: Roster, member: Member, country: str, klass: str, today: date) -> bool:
    """Say whether a person answers for anything of this class in this country today.

    By a duty, as coordinator, or standing in for somebody who does. Who does not any more may act
    on nothing they were once told.
    """
    if not may_hold(member.role, klass):
        return False
    if klass == Class.P and member in coordinators(roster, country, today):
        return True
    for _, duty in roster.duties_of(country, klass):
        holder = roster.members.get(duty.staff_id)
        if holder is None or not duty.holds_on(today):
            continue
        if present(roster, holder, klass, today) == member:
            return True
    return False


def countries_of(roster: Roster, member: Member, today: date) -> list[str]:
    """List the countries a person answers for: their own, and those of the duties they hold."""
    held = [member.country] if member.country else []
    for duty in roster.duties:
        holder = roster.members.get(duty.staff_id)
        if holder is None or not duty.holds_on(today):
            continue
        if present(roster, holder, duty.klass, today) == member:
            held.append(duty.country)
    return list(dict.fromkeys(held))
