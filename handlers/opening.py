"""A country opens and closes: what has to be there first, and what the bot says until then.

The state of a country is its setting ``state``: ``open``, ``closed``, else it is not open yet.
Before it opens and after it has closed everything that is said is stored, triaged and filed, and
what must not wait is told to whoever is on duty; but nobody is promised a reader or a day.

A test alert is no case: it goes through the same ladder, outbox, channel and buttons, and what is
left of it are rows of the country's settings (``test_alert.P``: who is asked, ``test_answered.P``:
who answered), so no digest and no count can mistake it for something that somebody said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import locales
from handlers import lexicon
from handlers.desk import Desk
from handlers.digest import country_name
from handlers.holes import hole_words, holes
from handlers.routing import coordinators
from storage import opening, people
from storage.batch import Caller
from storage.ids import new_id
from storage.people import Member
from storage.types import Choice, Class, Say

OPEN, CLOSED, NOT_YET = "open", "closed", "not-yet"
VALID = timedelta(days=90)  # of a confirmed help line and of an answered test alert (practice)
KEPT_AFTER = timedelta(days=365)  # automatic answers after closing; then the words are removed
PAIR = 2  # safeguarding people, of different organisations (practice, "who is accused")
MOST_LISTED = 20  # numbers in one message to a coordinator
PERSONS = ("mine", "cannot")


# What the bot says --------------------------------------------------------------------------------


def state(desk: Desk, country: str) -> str:
    """Tell whether a country is ``open``, ``closed`` or ``not-yet``.

    An address whose country is not known counts as of an open one if there is any. In a rehearsal
    every country is open that is not said to be something else.
    """
    default = OPEN if desk.wire.rehearsal else NOT_YET
    if country:
        return desk.setting(country, "state") or default
    open_somewhere = any(key == "state" and value == OPEN for (_, key), value in _settings(desk))
    return OPEN if open_somewhere else default


def is_open(desk: Desk, country: str) -> bool:
    """Say whether people of this country may be promised a reader."""
    return state(desk, country) == OPEN


def opened_since(desk: Desk, country: str, at: datetime) -> bool:
    """Say whether a country was opened after ``at``: who wrote before it was promised nothing."""
    opened = desk.setting(country, "opened_at")
    return bool(opened) and datetime.fromisoformat(opened) > at


def _settings(desk: Desk) -> Sequence[tuple[tuple[str, str], str]]:
    return list(desk.settings.items())


def own_words(desk: Desk, country: str, key: str, language: str) -> str:
    """Read a setting that a country may have per language (``name.sw``) or for all (``name``)."""
    return desk.setting(country, f"{key}.{language}") or desk.setting(country, key)


def service(desk: Desk, country: str, language: str) -> str:
    """Give the name the bot bears in a country."""
    return own_words(desk, country, "name", language) or desk.wire.service


def who_we_are(desk: Desk, country: str, language: str) -> dict[str, str]:
    """Give the variables of every text that says who writes: the name and the line behind it."""
    line = desk.setting(country, f"who_we_are.{language}")
    return {"service": service(desk, country, language), "who": line or "none"}


def notice(desk: Desk, caller: Caller, on: str = "said") -> Say:
    """Say that the country is not open, with its help line; never a reader, never a day.

    ``on``: what it answers: ``hello`` or ``status``, something ``said``, or the path of a danger
    (``danger``, ``keep_away``) where words may keep somebody from harm.
    """
    language = desk.language(caller)
    args = who_we_are(desk, caller.country, language)
    args["phone"] = desk.setting(caller.country, "help_line", "none")
    if on in ("danger", "keep_away"):
        return Say(f"opening-{on.replace('_', '-')}", args)
    if state(desk, caller.country) == CLOSED:
        ended = _day(desk.setting(caller.country, "closed_on"))
        args["since"] = _full_day(ended, language) if ended else "none"
        args["after"] = own_words(desk, caller.country, "closed_text", language) or "none"
        return Say("opening-ended", args)
    return Say(f"opening-{on}", args)


# The gate -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that has to be there before a country opens, and the command that mends it."""

    what: str
    mend: str


def lacks(desk: Desk, country: str) -> list[Lack]:
    """List all that keeps a country from opening, in the order in which it is best mended."""
    today = desk.today(country)
    return [
        *_areas(desk, country),
        *_duties(desk, country, today),
        *_safeguarding(desk, country),
        *_help_line(desk, country, today),
        *_language(desk, country),
        *_test_alerts(desk, country, today),
    ]


def _areas(desk: Desk, country: str) -> list[Lack]:
    """Every first-level area has a name that is understood, and some are known by others too."""
    load = "baraza areas import FILE, with a column of other spellings"
    rows = opening.area_names(desk.connection, country)
    first = {row.id: row.name for row in rows if row.level == 1}
    if not first:
        return [Lack("no first-level area is loaded", load)]
    named = {row.id for row in rows if row.folded}
    nameless = sorted(name for id, name in first.items() if id not in named)
    found = [Lack(f"area {name}: none of its names is understood", load) for name in nameless]
    if not any(row.folded and row.folded != locales.fold(row.name) for row in rows):
        found.append(Lack("no area is known by another spelling than the official one", load))
    return found


def _duties(desk: Desk, country: str, today: date) -> list[Lack]:
    """Name every hole in the duties as they stand today.

    One that is still to come (``ending``) is warned of, and keeps no country from opening; what is
    asked of the safeguarding pair is looked at apart.
    """
    found = []
    for hole in holes(desk.roster, desk.areas, country, today):
        if hole.kind in ("ending", "fewer-than-two", "one-organisation"):
            continue
        if hole.kind == "coordinator":
            mend = f'baraza invite "Coordinator" --country {country} --role coordinator'
        else:
            mend = _invite(country, hole.klass)
        found.append(Lack(hole_words(hole, desk.areas, "en"), mend))
    return found


def _invite(country: str, klass: str) -> str:
    role = {"P": "focal", "R": "integrity", "S": "safeguarding"}[klass]
    return f'baraza invite "POST" --country {country} --role {role}'


def _safeguarding(desk: Desk, country: str) -> list[Lack]:
    """Two who can be reached, of different organisations, one of them a woman."""
    there = opening.safeguarding(desk.connection, country)
    mend = (
        f'baraza invite "Safeguarding, ORGANISATION" --country {country} --role safeguarding '
        "--organisation ORGANISATION"
    )
    found = []
    if len(there) < PAIR:
        found.append(
            Lack(f"{len(there)} of {PAIR} safeguarding people can be reached", f"{mend} --woman")
        )
    organisations = {locales.fold(one.organisation) for one in there if one.organisation}
    if len(organisations) < PAIR and len(there) >= PAIR:
        found.append(Lack("the safeguarding people are not of two organisations", mend))
    if there and not any(one.woman for one in there):
        found.append(Lack("none of the safeguarding people is a woman", f"{mend} --woman"))
    return found


def _help_line(desk: Desk, country: str, today: date) -> list[Lack]:
    if not desk.setting(country, "help_line"):
        return [Lack("no help line", f"baraza country {country} help_line NUMBER")]
    confirmed = _day(desk.setting(country, "help_line_confirmed"))
    if confirmed is None or today - confirmed > VALID:
        return [
            Lack(
                f"the help line was last confirmed {confirmed or 'never'}; "
                f"it must be within {VALID.days} days",
                f"call it, then: baraza country {country} help_line_confirmed today",
            )
        ]
    return []


def _language(desk: Desk, country: str) -> list[Lack]:
    """At least one language of the country that a native speaker has read.

    The shipped texts are drafted by machine. A country's own speaker can vouch for them.
    """
    spoken = languages_of(country)
    if any(locales.about(code).reviewed_by for code in spoken):
        return []
    vouched = desk.setting(country, "language_reviewed").partition(":")[0]
    if vouched in spoken:
        return []
    named = ", ".join(spoken) or "none of ours"
    return [
        Lack(
            f"no language of the country has been read by a native speaker ({named})",
            f'baraza country {country} language_reviewed "LANGUAGE: POST" once somebody has',
        )
    ]


def languages_of(country: str) -> list[str]:
    """List the shipped languages that are spoken in a country; all, where that is not known."""
    known = lexicon.countries().get(country)
    return [code for code in locales.languages() if known is None or code in known]


def _test_alerts(desk: Desk, country: str, today: date) -> list[Lack]:
    late = []
    for klass in Class:
        answered = _day(desk.setting(country, f"test_answered.{klass}").partition(" ")[0])
        if answered is None or today - answered > VALID:
            late.append(klass.value)
    if not late:
        return []
    what = f"no test alert of class {', '.join(late)} was answered within {VALID.days} days"
    return [Lack(what, f"baraza test-alert {country}, and whoever gets it answers Mine")]


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _full_day(day: date, language: str) -> str:
    """Write a day with its year, for days that may be long ago or far ahead."""
    return f"{locales.day(language, day)} {day.year}"


def _reachable(member: Member) -> bool:
    return member.address_id is not None and not member.stopped


# Opening and closing ------------------------------------------------------------------------------


def _set(desk: Desk, country: str, key: str, value: str, by: str) -> None:
    people.set_country(desk.connection, country, key, value, by, desk.now)
    desk.settings[country, key] = value


def open_country(desk: Desk, country: str, by: str) -> int:
    """Open a country and tell its coordinators; how many matters were there before.

    Whoever calls has looked at ``lacks``. Those who wrote before are not written to: their matters
    are in the digest.
    """
    today = desk.today(country)
    _set(desk, country, "state", OPEN, by)
    _set(desk, country, "opened_on", today.isoformat(), by)
    _set(desk, country, "opened_at", desk.now.isoformat(), by)
    if desk.setting(country, "purge_on"):
        _set(desk, country, "purge_on", "", by)
    people.write_audit(desk.connection, by, "open-country", country, desk.now)
    count = len(opening.open_matters(desk.connection, country))
    args = {"day": today.isoformat(), "count": count}
    _tell_coordinators(desk, country, "opening-opened", args)
    return count


def close_country(desk: Desk, country: str, by: str) -> date:
    """Close a country and tell its coordinators what is still open; the day its words are removed.

    Matters keep their owners, and answers go out, until they are ended.
    """
    today = desk.today(country)
    until = today + KEPT_AFTER
    _set(desk, country, "state", CLOSED, by)
    _set(desk, country, "closed_on", today.isoformat(), by)
    _set(desk, country, "purge_on", until.isoformat(), by)
    people.write_audit(desk.connection, by, "close-country", country, desk.now)
    matters = opening.open_matters(desk.connection, country)
    plain = [one.number for one in matters if one.klass == Class.P]
    shown = ", ".join(plain[:MOST_LISTED]) + (" …" if len(plain) > MOST_LISTED else "")
    args = {
        "day": today.isoformat(),
        "count": len(plain),
        "sealed": len(matters) - len(plain),
        "lines": shown or "none",
        "until": until,
    }
    _tell_coordinators(desk, country, "opening-handed-over", args)
    return until


def _tell_coordinators(desk: Desk, country: str, text: str, args: dict[str, object]) -> None:
    for member in coordinators(desk.roster, country):
        if member.country not in ("", country):
            continue
        told = {**args, "country": country_name(country, member.language)}
        until = told.get("until")
        if isinstance(until, date):
            told["until"] = _full_day(until, member.language)
        key = f"{text}:{country}:{desk.now.isoformat()}:{member.id}"
        desk.tell(member, Say(text, told), key)


# The test alert -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tried:
    """Who was sent the test alert of a class; '' where nobody on its ladder can be reached."""

    klass: str
    post: str


def test_alert(desk: Desk, country: str, by: str) -> list[Tried]:
    """Send a test alert to the first on the ladder of each class who can be reached."""
    tried: list[Tried] = []
    asked: dict[str, list[str]] = {}
    for klass in Class:
        first = next(iter(_ladder(desk, country, klass)), None)
        tried.append(Tried(klass.value, first.post if first else ""))
        if first is not None:
            asked.setdefault(first.id, []).append(klass.value)
    stamp = new_id()[-8:]
    for id, classes in asked.items():
        _ask(desk, country, desk.roster.members[id], "".join(classes), stamp, by)
    people.write_audit(desk.connection, by, "test-alert", country, desk.now)
    return tried


def _ladder(desk: Desk, country: str, klass: Class) -> list[Member]:
    return [one for one in desk.ladder(country, None, "other", klass) if _reachable(one)]


def _ask(desk: Desk, country: str, member: Member, classes: str, stamp: str, by: str) -> None:
    for klass in classes:
        _set(desk, country, f"test_alert.{klass}", f"{stamp} {member.id}", by)
    choices = tuple(
        Choice(key, f"button-{key}", f"e:{country}:{stamp}:{classes}:{key}") for key in PERSONS
    )
    say = Say("opening-test", {"country": country_name(country, member.language)}, choices, "alert")
    desk.tell(member, say, f"test:{stamp}:{classes}:{member.id}")


def answer_test(
    desk: Desk, caller: Caller, member: Member, country: str, stamp: str, classes: str, action: str
) -> str | None:
    """Take the reply to a test alert; None where it is not this person's, or an older one."""
    mine = [
        klass
        for klass in Class
        if klass.value in classes
        and desk.setting(country, f"test_alert.{klass}") == f"{stamp} {member.id}"
    ]
    if not mine or action not in PERSONS:
        return None
    if action == "mine":
        today = desk.today(country)
        for klass in mine:
            value = f"{today.isoformat()} {member.id}"
            if desk.setting(country, f"test_answered.{klass}") != value:
                _set(desk, country, f"test_answered.{klass}", value, member.id)
        people.write_audit(desk.connection, member.id, "test-answered", country, desk.now, classes)
        desk.say(caller, Say("opening-test-answered"))
        return "test-answered"
    people.write_audit(desk.connection, member.id, "test-declined", country, desk.now, classes)
    left = 0
    for klass in mine:
        ladder = _ladder(desk, country, klass)
        ids = [one.id for one in ladder]
        after = ladder[ids.index(member.id) + 1 :] if member.id in ids else ladder
        if after:
            _ask(desk, country, after[0], klass.value, new_id()[-8:], member.id)
            left += 1
    desk.say(caller, Say("opening-test-declined", {"next": "yes" if left else "no"}))
    return "test-declined"
