"""PLACE: whoever answers a matter says which area it is in, and the words for it are remembered.

What the reporter had called the place becomes another name of that area, unless an area is called
so already: then the correction is about this matter, not about the word. Corrected to two areas,
the word is ambiguous and left open.
"""

from __future__ import annotations

from handlers import cases
from handlers.conversations import duty
from handlers.desk import Desk
from handlers.numbers import is_number
from handlers.places import label, look, teachable
from storage import answering, people, places, said
from storage.answering import Case
from storage.batch import Caller
from storage.people import Member
from storage.types import Choice, Class, Say


def command(desk: Desk, caller: Caller, member: Member, rest: str) -> str:
    """PLACE number name: set the area, or ask which of several is meant."""
    number, _, name = rest.strip().partition(" ")
    if not is_number(number) or not name.strip():
        desk.say(caller, Say("areas-how"))
        return "place-how"
    matter = duty.matter_of(desk, member, number)
    if matter is None:
        desk.say(caller, Say("not-yours", {"number": number}))
        return "not-yours"
    found = look(desk.areas, matter.country, name, asked=True)
    if found.area is not None:
        return _set(desk, caller, member, matter, found.area)
    if not found.choices:
        desk.say(caller, Say("areas-none", {"words": name.strip()}), matter.id)
        return "place-none"
    choices = tuple(
        Choice(id, label(desk.areas, id), f"l:{number}:{id}", literal=True) for id in found.choices
    )
    desk.say(caller, Say("areas-choose", {"number": number}, choices), matter.id)
    return "place-which"


def choose(desk: Desk, caller: Caller, member: Member, number: str, area_id: str) -> str:
    """Set the area that was chosen among several of one name."""
    matter = duty.matter_of(desk, member, number)
    if matter is None or places.country_of(desk.connection, area_id) != matter.country:
        desk.say(caller, Say("not-yours", {"number": number}))
        return "not-yours"
    return _set(desk, caller, member, matter, area_id)


def _set(desk: Desk, caller: Caller, member: Member, matter: Case, area_id: str) -> str:
    learnt = False
    for reporter in answering.reporters(desk.connection, matter.id):
        row = said.submission_by_id(desk.connection, reporter.submission_id)
        if row is None:
            continue
        if row.place_sealed and row.klass == Class.P and not reporter.hidden:
            words = desk.keys.open_text(row.place_sealed, "submission.place", row.id)
            learnt |= _learn(desk, member, matter.country, area_id, words)
        said.update_submission(desk.connection, row.id, area_id=area_id)
    cases.event(desk, matter, "placed", member)
    people.write_audit(desk.connection, member.id, "place", matter.id, desk.now, area_id)
    cases.place_found(desk, matter, area_id)
    args = {
        "number": matter.number,
        "place": label(desk.areas, area_id),
        "learnt": "yes" if learnt else "no",
    }
    desk.say(caller, Say("areas-set", args), matter.id)
    return "place"


def _learn(desk: Desk, member: Member, country: str, area_id: str, words: str) -> bool:
    """Keep what a reporter called a place as a name of the area, if it is a new one."""
    folded = teachable(words)
    if folded is None or places.is_given_name(desk.connection, country, folded):
        return False
    if not places.learn(desk.connection, area_id, folded):
        return False
    people.write_audit(desk.connection, member.id, "area-name", area_id, desk.now)
    desk.read_areas_again()
    return True
