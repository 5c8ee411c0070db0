"""What an operator does about posts: invitations, a country's settings, digests to look at."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar, runtime_checkable

import locales
from bot.app import BadSetting, open_house
from bot.channels.base import SendError
from bot.settings import Settings
from handlers import posts, promise
from handlers.conversations import roster
from handlers.conversations.duty import ROLES
from handlers.desk import Desk
from handlers.digest import by_sms, page_of
from handlers.outlook import Outlook
from handlers.places import find_area
from handlers.posts import Invitation as Invitation
from handlers.posts import new_code as new_code
from storage import people
from storage.countries import is_country
from storage.people import Member
from storage.types import Class, Say, Severity

T = TypeVar("T")

COUNTRY_KEYS = {
    *("language", "help_line", "help_line_confirmed", "alert_from", "woman_on_duty"),
    *("name", "who_we_are", "closed_text", "language_reviewed"),
}


async def invite_post(settings: Settings, asked: Invitation) -> tuple[str, list[str]]:
    """Create a post with its duty and an invitation; give its code, and links that hold it.

    Raises ``BadSetting``.
    """
    async with open_house(settings) as house:
        telegram = house.channels.get("telegram")
        if isinstance(telegram, Named):
            # The bot's name makes the link; without an answer the code alone will do.
            with contextlib.suppress(SendError, TimeoutError):
                async with asyncio.timeout(5):
                    await telegram.check()
        code = await house.at_desk(_invite, asked)
        wire = house.wire
        return code, posts.links(wire, code)


@runtime_checkable
class Named(Protocol):
    """A channel that can tell its name."""

    async def check(self) -> str:
        """Ask the provider how the account stands."""


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Tell an operator which option does not fit. Raises ``BadSetting``."""
    try:
        yield
    except posts.Unfit as error:
        raise BadSetting(f"--{error.field}: {error.why}") from error


def _invite(desk: Desk, asked: Invitation) -> str:
    with _told():
        _, code = posts.invite(desk, asked, "operator")
    return code


@dataclass(frozen=True, slots=True)
class DutyAsked:
    """What an operator asks of a duty; of several countries the area is in the first."""

    post: str
    countries: tuple[str, ...]
    klass: str
    topic: str
    area: str
    rung: int
    starts_on: date | None
    ends_on: date | None


async def _at_desk(settings: Settings, work: Callable[[Desk], T]) -> T:
    """Do work at a desk in a house opened for it. Raises ``BadSetting``."""
    async with open_house(settings) as house:
        with _told():
            return await house.at_desk(work)


def _post(desk: Desk, words: str, country: str) -> Member:
    """Find the one post that is meant. Raises ``BadSetting`` for none, and for several."""
    found = people.find_posts(desk.connection, words, country)
    if not found:
        where = f" in {country}" if country else ""
        raise BadSetting(f"no post is called {words!r}{where}; see `baraza staff`")
    if len(found) > 1:
        named = "; ".join(f"{row.post} ({row.country}, {row.id})" for row in found[:10])
        raise BadSetting(f"{words!r} fits several posts, give one's id: {named}")
    member = desk.roster.named(found[0].id)
    assert member is not None
    return member


async def suspend_post(settings: Settings, words: str, country: str) -> posts.Suspended:
    """Suspend a post. Raises ``BadSetting``."""
    return await _at_desk(
        settings, lambda desk: posts.suspend(desk, _post(desk, words, country).id, "operator")
    )


async def list_staff(settings: Settings, country: str) -> list[str]:
    """List the posts of a country, or of all, and the holes."""

    def look(desk: Desk) -> list[str]:
        lines = []
        for one in [country] if country else people.staff_countries(desk.connection):
            lines += [f"── {one or '(no country)'}", *roster.staff_lines(desk, one, "en")]
            lines += roster.hole_lines(desk, one, "en") if one else []
        return lines

    return await _at_desk(settings, look)


async def list_duties(settings: Settings, country: str) -> list[str]:
    """List the duties of a country, or of all, with the ends of their ids."""

    def look(desk: Desk) -> list[str]:
        lines = []
        for duty in desk.roster.duties:
            holder = desk.roster.named(duty.staff_id)
            if country in ("", duty.country) and holder is not None:
                days = f"{duty.starts_on or '…'} – {duty.ends_on or '…'}"
                what = posts.duty_words(desk, duty, "en")
                lines.append(f"{duty.id[-8:]}  {days}  {duty.rung}  {what}  {holder.post}")
        return lines

    return await _at_desk(settings, look)


async def add_duties(settings: Settings, asked: DutyAsked) -> list[str]:
    """Put a post on duty in each country; the duties' ids. Raises ``BadSetting``."""

    def add(desk: Desk) -> list[str]:
        home = asked.countries[0]
        post = _post(desk, asked.post, "")
        if asked.klass not in set(Class):
            raise BadSetting("--class: P, R or S")
        area_id = find_area(desk.areas, home, asked.area) if asked.area else None
        if asked.area and area_id is None:
            raise BadSetting(f"--area: no single area of {home} is called {asked.area!r}")
        ids = []
        for country in asked.countries:
            if not is_country(country):
                raise BadSetting("--country: two letters of ISO 3166-1, for example KE")
            area = area_id if country == home else None
            post = desk.roster.named(post.id) or post
            ids.append(
                posts.put_on_duty(
                    desk,
                    post,
                    country,
                    asked.klass,
                    "operator",
                    asked.topic,
                    area,
                    asked.rung,
                    asked.starts_on,
                    asked.ends_on,
                )
            )
        return ids

    return await _at_desk(settings, add)


async def end_duty(settings: Settings, id: str, last_day: date | None) -> str:
    """Set the last day of a duty, named by the end of its id. Raises ``BadSetting``."""

    def end(desk: Desk) -> str:
        fits = [one for one in desk.roster.duties if id and one.id.endswith(id)]
        if len(fits) != 1:
            raise BadSetting(f"{len(fits)} duties end in {id!r}; see `baraza duty list`")
        day = last_day or promise.local(desk.now, fits[0].country).date()
        posts.end_duty(desk, fits[0], day, "operator")
        return f"{posts.duty_words(desk, fits[0], 'en')}: until {day}"

    return await _at_desk(settings, end)


async def add_absence(
    settings: Settings,
    words: str,
    country: str,
    starts_on: date | None,
    ends_on: date,
    stand_in: str,
) -> str:
    """Note an absence. Raises ``BadSetting``."""

    def add(desk: Desk) -> str:
        post = _post(desk, words, country)
        other = _post(desk, stand_in, country) if stand_in else None
        start = starts_on or promise.local(desk.now, post.country).date()
        posts.be_away(desk, post, start, ends_on, other.id if other else None, "operator")
        meanwhile = other.post if other else "who is next on duty"
        return f"{post.post} is away from {start} to {ends_on}; {meanwhile} is asked."

    return await _at_desk(settings, add)


async def end_absences(settings: Settings, words: str, country: str) -> str:
    """End a post's absences. Raises ``BadSetting``."""

    def end(desk: Desk) -> str:
        post = _post(desk, words, country)
        return f"{post.post}: {posts.be_back(desk, post, 'operator')} absences ended."

    return await _at_desk(settings, end)


async def set_country(settings: Settings, code: str, key: str, value: str) -> None:
    """Add a row to a country setting's history. Raises ``BadSetting``."""
    from bot.commands import opening

    if key.partition(".")[0] not in COUNTRY_KEYS or ("." in key and not opening.per_language(key)):
        raise BadSetting(f"{key}: one of {', '.join(sorted(COUNTRY_KEYS))}")
    if not is_country(code):
        raise BadSetting(f"{code!r}: two letters of ISO 3166-1, for example KE")
    if key == "woman_on_duty" and value not in ("yes", "no"):
        raise BadSetting("woman_on_duty: yes or no")
    if key == "alert_from" and value not in set(Severity):
        raise BadSetting(f"alert_from: one of {', '.join(Severity)}")
    if key == "language" and value not in locales.languages():
        raise BadSetting(f"language: one of {', '.join(locales.languages())}")
    async with open_house(settings) as house:
        await house.db.write(opening.set_country, house, code, key, value)


@dataclass(frozen=True, slots=True)
class Preview:
    """A post's digest as it would be now, in chat and by e-mail; nothing of it is sent."""

    post: str
    language: str
    text: str
    mail: Say


async def digests(settings: Settings, post: str) -> list[Preview]:
    """Put together the digests of the posts with this name, or of all. Raises ``BadSetting``."""

    def render(desk: Desk) -> list[Preview]:
        outlook = Outlook(desk)
        members = [
            one
            for one in desk.roster.members.values()
            if one.role in ROLES and post in ("", one.post)
        ]
        if post and not members:
            raise BadSetting(f"no post is called {post!r}")
        outlook.expect(members)
        told = []
        for member in members:
            page = page_of(outlook, member, member.language)
            say = page.say(by_sms(desk, member))
            text = locales.text(member.language, say.text, say.args)
            told.append(Preview(member.post, member.language, text, page.mail()))
        return told

    return await _at_desk(settings, render)
