"""Posts change hands: invited, enrolled, away, off duty, suspended; and what they held moves on.

A post is a row of the staff; whoever is at its address is its holder. What a holder can hold no
more moves in the same transaction: to a stand-in, to the next on the ladder, or, where it must not
wait, back to the ladder, which asks the next person at once. ``move_matters`` looks at what is so,
not at what has happened, and may be called as often as one likes.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import locales
from handlers import cases, promise, routing
from handlers.conversation import Ask, Conversation, begin
from handlers.desk import Desk, Wire
from handlers.places import find_area
from handlers.roles import ROLES, may_hold
from storage import answering, batch, keeping, partnerships, people
from storage.answering import Case
from storage.batch import Caller
from storage.countries import is_country
from storage.ids import new_id
from storage.people import Duty, Member
from storage.types import Class, Say, Severity

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no letter that looks like a digit
DIGITS = "23456789"
CODE_LENGTH = 10
LAST_RUNG = 9  # of a coordinator's duty in another country: behind whoever is on duty there
WARN_DAYS = (30, 7, 1)  # before a duty's last day
MORNING = 7  # o'clock, local: what can wait is told from then on
SLIP_DAYS = 3  # working days to the new day, where a promise slips
MOST_NUMBERS = 20  # that one message lists

LEFT = Conversation(  # what an open question becomes when its post is suspended
    name="left",
    version=1,
    steps=(Ask("words", "roster-not-enrolled", "text", optional=False),),
    closing=lambda session: Say("roster-not-enrolled"),
)


class Unfit(Exception):
    """An invitation that cannot be made: which of its fields, and why."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why = field, why


@dataclass(frozen=True, slots=True)
class Invitation:
    """A post to be filled, and its first duty. ``days`` is how long the code can be used."""

    post: str
    country: str
    role: str
    language: str = "en"
    topic: str = ""
    area: str = ""
    partnership: str = ""
    partnership_name: str = ""
    days: int = 7
    organisation: str = ""
    woman: bool | None = None
    countries: tuple[str, ...] = ()  # further countries of the same duty
    starts_on: date | None = None
    ends_on: date | None = None


def new_code() -> str:
    """Draw an invitation's code; a digit in front tells it from a word after START."""
    rest = (secrets.choice(ALPHABET) for _ in range(CODE_LENGTH - 1))
    return secrets.choice(DIGITS) + "".join(rest)


def read_code(text: str) -> str | None:
    """Read a code as people type it, with or without its dash; None where it cannot be one."""
    code = text.strip().replace("-", "").upper()
    fits = len(code) == CODE_LENGTH and code[0] in DIGITS and all(one in ALPHABET for one in code)
    return code if fits else None


def invite(desk: Desk, asked: Invitation, by: str) -> tuple[str, str]:
    """Create a post with its duty, or take the one of this name, and give its id and a new code.

    Codes of the post that were not used end. Of a suspended post the suspension ends when the new
    code is used. Raises ``Unfit``.
    """
    connection = desk.connection
    area_id = _check(desk, asked)
    there = [
        row
        for row in people.find_posts(connection, asked.post, asked.country)
        if row.post.casefold() == asked.post.strip().casefold()
    ]
    if there:
        if there[0].role != asked.role:
            raise Unfit("role", f"{asked.post!r} exists, as {there[0].role}")
        staff_id = str(there[0].id)
        people.end_invitations(connection, staff_id, desk.now)
    else:
        staff_id = people.add_staff(
            connection,
            asked.post.strip(),
            asked.role,
            asked.country,
            asked.language,
            desk.now,
            asked.organisation,
            asked.woman,
        )
        for country in dict.fromkeys((asked.country, *asked.countries)):
            _first_duty(desk, asked, staff_id, country, area_id)
    if asked.role == "manager":
        _join_partnership(desk, asked, staff_id, new=not there)
    code = new_code()
    expires = desk.now + timedelta(days=asked.days)
    people.add_invitation(connection, desk.keys.code_hash(code), staff_id, desk.now, expires)
    people.write_audit(connection, by, "invite", staff_id, desk.now)
    desk.read_roster_again()
    return staff_id, f"{code[:5]}-{code[5:]}"


def _check(desk: Desk, asked: Invitation) -> str | None:
    if not asked.post.strip() or len(asked.post) > 120:
        raise Unfit("post", "a name of at most 120 characters")
    if asked.role not in ROLES:
        raise Unfit("role", f"one of {', '.join(ROLES)}")
    if asked.language not in locales.languages():
        raise Unfit("language", f"one of {', '.join(locales.languages())}")
    for country in (asked.country, *asked.countries):
        if not is_country(country):
            raise Unfit("country", "two letters of ISO 3166-1, for example KE")
    if asked.topic and not locales.has_text(f"topic-{asked.topic}"):
        raise Unfit("topic", f"{asked.topic!r} is none of ours; see docs/glossary.md")
    if asked.starts_on and asked.ends_on and asked.starts_on > asked.ends_on:
        raise Unfit("until", "is before the first day")
    if not asked.area:
        return None
    area_id = find_area(desk.areas, asked.country, asked.area)
    if area_id is None:
        raise Unfit("area", f"no single area of {asked.country} is called {asked.area!r}")
    return area_id


def _first_duty(
    desk: Desk, asked: Invitation, staff_id: str, country: str, area_id: str | None
) -> None:
    klass, rung = ROLES[asked.role].duty, 1
    if asked.role == "coordinator":
        if country == asked.country:
            return  # stands at the end of every ladder there by the role itself
        klass, rung = Class.P, LAST_RUNG
    if klass is None:
        return
    people.add_duty(
        desk.connection,
        staff_id,
        country,
        asked.topic,
        klass.value,
        area_id if country == asked.country else None,
        rung,
        asked.starts_on,
        asked.ends_on,
    )


def _join_partnership(desk: Desk, asked: Invitation, staff_id: str, new: bool) -> None:
    connection = desk.connection
    if not asked.partnership:
        if new:
            raise Unfit("partnership", "a manager reports for one, for example P2")
        return
    if any(one.code == asked.partnership for one in partnerships.of_member(connection, staff_id)):
        return
    there = partnerships.find_partnership(connection, asked.country, asked.partnership)
    if there is not None:
        partnerships.add_member(connection, there, staff_id)
        return
    name = asked.partnership_name or asked.partnership
    today = desk.today(asked.country)
    partnerships.add_partnership(
        connection, asked.partnership, name, asked.country, [staff_id], [], registered_on=today
    )


def links(wire: Wire, code: str) -> list[str]:
    """List the links that enrol with one tap, as far as this installation has such doors."""
    plain = code.replace("-", "")
    found = []
    if wire.bot_name:
        found.append(f"https://t.me/{wire.bot_name}?start={plain}")
    if wire.public_url:
        found.append(f"{wire.public_url.rstrip('/')}/?start={plain}")
    return found


def enrol(desk: Desk, caller: Caller, code: str) -> Member | None:
    """Let whoever is at this address hold the post of a code; None for a code that is over.

    The phone that held the post before does not any more, nor this one the post it held.
    """
    connection = desk.connection
    staff_id = people.use_invitation(connection, desk.keys.code_hash(code), caller.id, desk.now)
    if staff_id is None:
        return None
    left = caller.staff_id if caller.staff_id != staff_id else None
    if left is not None:
        people.change_staff(connection, left, address_id=None)
        people.write_audit(connection, staff_id, "left", left, desk.now)
    people.bind_staff(connection, staff_id, caller.id)
    people.write_audit(connection, staff_id, "enrolled", caller.id, desk.now)
    _forget_callers(desk, staff_id)
    caller.staff_id, caller.changed = staff_id, True
    desk.keep(caller, None)
    member = desk.read_roster_again().members.get(staff_id)
    if left is not None:
        move_matters(desk, owners=[left])
    return member


def _forget_callers(desk: Desk, staff_id: str) -> None:
    """No address in hand speaks for a post any more."""
    for caller in desk.callers.values():
        if caller.staff_id == staff_id:
            caller.staff_id, caller.session_sealed, caller.changed = None, None, True


# Duties and absences --------------------------------------------------------------------------


def put_on_duty(
    desk: Desk,
    post: Member,
    country: str,
    klass: str,
    by: str,
    topic: str = "",
    area_id: str | None = None,
    rung: int = 1,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> str:
    """Put a post on duty and return the duty's id. Raises ``Unfit``."""
    if not may_hold(post.role, klass):
        raise Unfit("class", f"a post of role {post.role} holds no duty of class {klass}")
    if topic and not locales.has_text(f"topic-{topic}"):
        raise Unfit("topic", f"{topic!r} is none of ours; see docs/glossary.md")
    if starts_on and ends_on and starts_on > ends_on:
        raise Unfit("until", "is before the first day")
    if ends_on and ends_on < desk.today(country):
        raise Unfit("until", "is over already")
    id = people.add_duty(
        desk.connection, post.id, country, topic, klass, area_id, rung, starts_on, ends_on
    )
    people.write_audit(desk.connection, by, "duty", post.id, desk.now, id)
    desk.read_roster_again()
    return id


def end_duty(desk: Desk, duty: Duty, last_day: date | None, by: str) -> None:
    """Set a duty's last day, None for until further notice; what it leaves behind moves."""
    people.end_duty(desk.connection, duty.id, last_day)
    detail = f"{duty.id} until {last_day or 'further notice'}"
    people.write_audit(desk.connection, by, "duty", duty.staff_id, desk.now, detail)
    desk.read_roster_again()
    move_matters(desk, owners=[duty.staff_id])


def stand_ins(desk: Desk, post: Member) -> list[Member]:
    """List who may stand in for a post: of its countries, within reach, and of a role that may
    hold every class the post is on duty for.
    """
    today = desk.today(post.country)
    countries = routing.countries_of(desk.roster, post, today)
    held = {one.klass for one in desk.roster.duties if one.staff_id == post.id}
    held = held or {klass.value for klass in ROLES[post.role].classes}
    return [
        one
        for one in desk.roster.members.values()
        if one.id != post.id
        and one.reachable
        and all(may_hold(one.role, klass) for klass in held)
        and set(routing.countries_of(desk.roster, one, today)) & set(countries)
    ]


def be_away(
    desk: Desk, post: Member, starts_on: date, ends_on: date, stand_in_id: str | None, by: str
) -> None:
    """Note that a post's holder is away, and tell the stand-in and the coordinators.

    What they own moves at once if it starts today, else on the day. Raises ``Unfit``.
    """
    if ends_on < starts_on:
        raise Unfit("until", "is before the first day")
    other = None
    if stand_in_id is not None:
        other = next((one for one in stand_ins(desk, post) if one.id == stand_in_id), None)
        if other is None:
            raise Unfit("stand-in", "is not there, or may not hold what this post holds")
    id = people.add_absence(desk.connection, post.id, starts_on, ends_on, stand_in_id, desk.now)
    detail = f"{starts_on} to {ends_on}"
    people.write_audit(desk.connection, by, "away", post.id, desk.now, detail)
    desk.read_roster_again()
    move_matters(desk, owners=[post.id])
    told = routing.coordinators(desk.roster, post.country, starts_on)
    for member in dict.fromkeys((other, *told)):
        if member is None or member.id == post.id:
            continue
        args = {
            "post": post.post,
            "from": locales.day(member.language, starts_on),
            "day": ends_on.isoformat(),
            "stand_in": "you" if member is other else other.post if other else "none",
        }
        desk.tell(member, Say("roster-absence", args, (), "digest"), f"away:{id}:{member.id}")


def be_back(desk: Desk, post: Member, by: str) -> int:
    """End a post's absences, the coming ones too; how many."""
    today = desk.today(post.country)
    stood_in: set[str] = set()
    ended = 0
    for one in desk.roster.absences.get(post.id, ()):
        if one.ends_on >= today and one.ends_on >= one.starts_on:
            last = max(today, one.starts_on) - timedelta(days=1)
            people.end_absence(desk.connection, one.id, last)
            stood_in |= {one.stand_in_id} if one.stand_in_id else set()
            ended += 1
    if ended:
        people.write_audit(desk.connection, by, "back", post.id, desk.now)
        desk.read_roster_again()
        move_matters(desk, owners=stood_in)
    return ended


# Suspended ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suspended:
    """What a suspension did: the matters that moved, and the numbers of what had been seen."""

    post: str
    moved: int
    seen: tuple[tuple[str, datetime], ...]  # number, when last; the latest first


def suspend(desk: Desk, staff_id: str, by: str) -> Suspended:
    """Take a post from its holder at once: buttons, words, codes and letters under way die, and
    what they held moves. Raises ``LookupError``.
    """
    connection = desk.connection
    post = desk.roster.named(staff_id)
    if post is None:
        raise LookupError(f"no post {staff_id}")
    lanes = people.lock_addresses(connection, staff_id)
    loaded = batch.callers(connection, lanes)
    people.suspend_staff(connection, staff_id, desk.now)
    for lane in lanes:
        _close(desk, desk.callers.setdefault(lane, loaded[lane]), staff_id)
    withdrawn = people.withdraw_letters(connection, lanes, desk.now)
    detail = f"{withdrawn} letters withdrawn"
    people.write_audit(connection, by, "suspend", staff_id, desk.now, detail)
    desk.read_roster_again()
    _decline_offers(desk, post)
    moved = move_matters(desk, owners=[staff_id])
    _ask_the_next(desk, post)
    seen = people.seen_by(connection, staff_id)
    return Suspended(post.post, moved, tuple(seen))


def _close(desk: Desk, caller: Caller, staff_id: str) -> None:
    """Forget an address's open question; words that were to answer one are told it is over."""
    session = desk.session(caller)
    caller.changed = True
    if caller.staff_id == staff_id:
        caller.staff_id = None
    if session is not None and session.conversation != "feedback":
        desk.keep(caller, begin(LEFT, new_id()[-8:], {}, desk.context(caller)).session)


def _decline_offers(desk: Desk, post: Member) -> None:
    """Matters that were offered to a suspended post stay where they are, and their owner knows."""
    for matter in answering.offered_to(desk.connection, post.id):
        if matter.owner_id is not None and matter.owner_id != post.id:
            cases.decline_offer(desk, matter, post, matter.owner_id)


def _ask_the_next(desk: Desk, post: Member) -> None:
    """What must not wait, has no owner and was with a suspended post goes to the next person."""
    for matter in answering.unanswered_alerts(desk.connection, post.id):
        answering.reply_to_alert(desk.connection, matter.id, post.id, "suspended", desk.now)
        if cases.alerts_at_once(desk, matter):
            cases.climb(desk, matter, declined_by=post.id)


# Moving ---------------------------------------------------------------------------------------


def move_matters(
    desk: Desk, country: str | None = None, owners: Collection[str] | None = None
) -> int:
    """Move every open matter (of a country, of certain owners) whose owner can hold it no more;
    how many.

    What must not wait is free again and asks the next person now. The rest has a new owner in the
    same transaction: the stand-in, else the next on the ladder who can be reached; they are told
    once, of all of them, in the morning.
    """
    given: dict[tuple[str, str], list[Case]] = defaultdict(list)
    moved = 0
    for one in answering.owned_cases(desk.connection, country, owners):
        if _can_hold(desk, one):
            continue
        matter = answering.lock_case(desk.connection, one.number)
        if matter is None or matter.owner_id != one.owner_id:
            continue
        moved += 1
        receiver = _receiver(desk, matter)
        if Severity(matter.severity).rank >= Severity.URGENT.rank or receiver is None:
            cases.free(desk, matter)
        else:
            given[receiver.id, matter.owner_id or ""].append(matter)
    for (to, giver), matters in given.items():
        _hand(desk, desk.roster.members[to], desk.roster.named(giver), matters)
    return moved


def _can_hold(desk: Desk, matter: Case) -> bool:
    """Say whether a matter's owner can still hold it: there, enrolled, and on duty for it."""
    owner = desk.roster.members.get(matter.owner_id or "")
    today = desk.today(matter.country)
    if owner is None or owner.address_id is None:
        return False
    if routing.absence(desk.roster, owner.id, today) is not None:
        return False
    if owner in cases.ladder_of(desk, matter):
        return True
    if not routing.serves(desk.roster, owner, matter.country, matter.klass, today):
        return False
    return not any(
        _has_ended(desk, matter, duty, duty.ends_on, today)
        for duty in desk.roster.duties
        if duty.staff_id == owner.id and duty.ends_on is not None
    )


def _has_ended(desk: Desk, matter: Case, duty: Duty, last: date, today: date) -> bool:
    """Say whether this is the duty by which an owner came to hold a matter, and it is over."""
    return (
        promise.local(matter.opened_at, matter.country).date() <= last < today
        and routing.covers(duty, matter.country, matter.topic, matter.klass)
        and (duty.area_id is None or duty.area_id in desk.areas.chain(matter.area_id))
    )


def _receiver(desk: Desk, matter: Case) -> Member | None:
    """Find who holds a matter from now on: a stand-in, else the next on its ladder."""
    today = desk.today(matter.country)
    giver = desk.roster.named(matter.owner_id or "")
    if giver is not None:
        one = routing.present(desk.roster, giver, matter.klass, today)
        if one is not None and one.id != giver.id and _may_receive(desk, one, matter, today):
            return one
    for one in cases.ladder_of(desk, matter):
        if one.id != matter.owner_id and one.reachable:
            return one
    return None


def _may_receive(desk: Desk, one: Member, matter: Case, today: date) -> bool:
    return one.reachable and routing.serves(desk.roster, one, matter.country, matter.klass, today)


def _hand(desk: Desk, to: Member, giver: Member | None, matters: list[Case]) -> None:
    args = {
        "count": len(matters),
        "numbers": numbers([matter.number for matter in matters], to.language),
        "post": giver.post if giver else "none",
    }
    outbox_id = desk.tell(
        to,
        Say("roster-moved", args, (), "alert"),
        f"moved:{new_id()}",
        matters[0].id if len(matters) == 1 else None,
        fresh=True,
        not_before=_morning(desk, to.country),
    )
    for matter in matters:
        cases.move(desk, matter, to, outbox_id)


def numbers(them: list[str], language: str) -> str:
    """Write a list of numbers, the first of them where there are many."""
    comma = "، " if locales.about(language).direction == "rtl" else ", "
    shown = comma.join(them[:MOST_NUMBERS])
    return shown if len(them) <= MOST_NUMBERS else f"{shown} … +{len(them) - MOST_NUMBERS}"


def _morning(desk: Desk, country: str) -> datetime:
    """Give now, or the morning where it is night."""
    here = promise.local(desk.now, country)
    return max(desk.now, datetime.combine(here.date(), time(MORNING), here.tzinfo))


# What the clock does --------------------------------------------------------------------------


def warn(desk: Desk, country: str) -> int:
    """Say to a post and to its coordinators that a duty ends, 30, 7 and 1 days before; how many.

    Each warning has a slot of its own; of those that were missed only the nearest is given.
    """
    today = desk.today(country)
    told = 0
    for duty in desk.roster.duties:
        holder = desk.roster.members.get(duty.staff_id)
        if duty.country != country or duty.ends_on is None or holder is None:
            continue
        left = (duty.ends_on - today).days
        if left < 0 or left > max(WARN_DAYS):
            continue
        passed = [days for days in WARN_DAYS if left <= days]
        fresh = [
            keeping.take_slot(
                desk.connection,
                "duty-ends",
                duty.id,
                datetime.combine(duty.ends_on - timedelta(days=days), time(), UTC),
                desk.now,
            )
            for days in passed
        ]
        if fresh and fresh[-1]:
            told += _tell_of_end(desk, duty, holder, today)
    return told


def _tell_of_end(desk: Desk, duty: Duty, holder: Member, today: date) -> int:
    assert duty.ends_on is not None
    told = 0
    heads = routing.coordinators(desk.roster, duty.country, today)
    for member in dict.fromkeys((holder, *heads)):
        args = {
            "post": holder.post,
            "duty": duty_words(desk, duty, member.language),
            "day": duty.ends_on.isoformat(),
            "who": "you" if member is holder else "they",
        }
        say = Say("roster-duty-ends", args, (), "digest")
        key = f"ends:{duty.id}:{duty.ends_on}:{today}:{member.id}"
        told += desk.tell(member, say, key) is not None
    return told


def duty_words(desk: Desk, duty: Duty, language: str) -> str:
    """Say in a few words what a duty is for."""
    args = {
        "klass": duty.klass,
        "topic": locales.text(language, f"topic-{duty.topic}") if duty.topic else "all",
        "area": desk.areas.names.get(duty.area_id or "", "") or "all",
        "country": duty.country,
    }
    return locales.text(language, "roster-duty-words", args)


def slip(desk: Desk, country: str) -> int:
    """Tell the reporters of matters that moved that the promised day is not kept, once each.

    Never of class S, and not where an answer went out already; the new day stands from then on.
    """
    today = desk.today(country)
    told = 0
    for matter in answering.moved_unanswered(desk.connection, country, today):
        day = promise.working_day(country, today, SLIP_DAYS)
        text = "promise-slipped" if matter.promised_on == today else "roster-promise-late"
        args = {"number": matter.number, "day": day.isoformat()}
        sent = cases.tell_reporters(desk, matter, text, args, f"slip:{matter.id}")
        if sent:
            cases.event(desk, matter, "slipped")
            answering.promise_anew(desk.connection, matter.id, day)
            told += sent
    return told
