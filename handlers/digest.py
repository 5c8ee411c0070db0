"""What a focal point reads in the morning, and what NEXT shows: never a sealed word, no address."""

from __future__ import annotations

from datetime import datetime, timedelta

import pycountry

import locales
from handlers import cases, promise, routing
from handlers.desk import Desk
from storage import answering, partnerships
from storage.answering import Case
from storage.people import Member
from storage.types import Choice, Say

MOST_ITEMS = 7
NEW_SINCE = timedelta(days=1)


def moment(language: str, when: datetime, now: datetime) -> str:
    """Tell a time of today by the clock, another day's with its weekday."""
    clock = locales.clock(language, when)
    if when.date() == now.astimezone(when.tzinfo).date():
        return clock
    return f"{locales.day(language, when.date())} {clock}"


def waiting_for(desk: Desk, member: Member) -> list[Case]:
    """List what waits for a person: their own, then what nobody owns and they are on duty for."""
    own = answering.cases_of(desk.connection, member.id, ("acknowledged", "reopened", "new"))
    own += answering.cases_of(desk.connection, member.id, ("in_progress",))
    today = promise.local(desk.now, member.country).date()
    countries = routing.countries_of(desk.roster, member, today)
    unowned = [
        matter
        for country in ([""] if member.role == "coordinator" else countries)
        for matter in answering.waiting_cases(desk.connection, country)
        if any(one.id == member.id for one in cases.ladder_of(desk, matter))
    ]
    waiting = [matter for matter in own + unowned if matter.state != "in_progress"]
    waiting.sort(key=lambda matter: -_rank(matter))  # within one rank: their own first
    return waiting + [matter for matter in own if matter.state == "in_progress"]


def _rank(matter: Case) -> int:
    return ("low", "normal", "urgent", "critical").index(matter.severity)


def digest(desk: Desk, member: Member, language: str) -> Say:
    """Put together a person's digest as one text with a button an item."""
    waiting = waiting_for(desk, member)
    today = promise.local(desk.now, member.country).date()
    needs = [matter for matter in waiting if matter.state != "in_progress"]
    late = [m for m in needs if m.promised_on and m.promised_on < today]
    again = [m for m in needs if m.state == "reopened" and m not in late]
    due = [m for m in needs if m.promised_on == today and m not in again]
    rest = [m for m in needs if m not in late and m not in again and m not in due]

    def say(id: str, **args: object) -> str:
        return locales.text(language, id, args)

    lines = [
        say(
            "digest-head",
            country=country_name(member.country, language),
            day=locales.day(language, today),
            count=len(needs),
        )
    ]
    index = 0
    items: list[Case] = []
    for head, group in (
        ("digest-late", late),
        ("digest-today", due),
        ("digest-not-fixed", again),
        ("digest-waiting", rest),
    ):
        if not group:
            continue
        lines += ["", say(head, count=len(group))]
        for matter in group[: MOST_ITEMS - len(items)]:
            index += 1
            items.append(matter)
            lines.append(_item(desk, matter, language, index))
    if items:
        lines += ["", say("digest-open")]
    since = desk.now - NEW_SINCE
    counts = answering.counts_of_country(desk.connection, member.country, since)
    if counts:
        since_day = locales.day(language, promise.local(since, member.country).date())
        lines += ["", say("digest-new", day=since_day, count=sum(counts.values()))]
        named = sorted(counts.items(), key=lambda item: -item[1])[:4]
        lines.append(", ".join(f"{_topic(topic, language)} {count}" for topic, count in named))
    closings = answering.closings_of(desk.connection, member.country, since)
    if closings["answered"]:
        lines += ["", say("digest-done", **closings)]
    lessons = partnerships.lessons(desk.connection, member.country, since)
    if lessons and member.role in ("integrity", "coordinator"):  # that there is one, and no more
        lines += ["", say("digest-lessons", count=lessons)]
    updates = partnerships.latest(desk.connection, member.country, since)
    if updates:
        told = ", ".join(
            f"{code}: {say('button-' + status) if status else '–'}" for code, status in updates
        )
        lines += ["", say("digest-partnerships", lines=told)]
    choices = tuple(
        Choice(str(place), str(place), f"o:{matter.number}:{place}", literal=True)
        for place, matter in enumerate(items, 1)
    )
    return Say("digest", {"lines": "\n".join(lines), "free": True}, choices, "digest")


def _item(desk: Desk, matter: Case, language: str, index: int) -> str:
    args: dict[str, object] = {"index": index, "number": matter.number}
    if cases.is_sealed(matter):
        return locales.text(language, "digest-item-sealed", args)
    args["what"] = cases.what(matter, language)
    args["place"] = cases.place(desk, matter, language)
    args["day"] = locales.day(language, matter.promised_on) if matter.promised_on else "none"
    return locales.text(language, "digest-item", args)


def _topic(topic: str, language: str) -> str:
    id = f"topic-{topic}"
    return locales.text(language, id if locales.has_text(id) else "topic-other")


def country_name(code: str, language: str) -> str:
    """Name a country in a language, by CLDR where Babel has it, else by ISO 3166."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language).territories.get(code)
    except (UnknownLocaleError, ValueError):
        name = None
    if name:
        return str(name)
    country = pycountry.countries.get(alpha_2=code) if code else None
    return country.name if country else "Baraza"
