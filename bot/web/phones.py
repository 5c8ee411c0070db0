"""Whose phone is this: the visitor behind a request, and the language their page speaks.

Outside the demonstration there is one phone, ``me``: a random visitor in a signed cookie that no
script can read and no other site can make the browser send. It is made by the first message, not
by looking, because a cookie set on arrival from another site would replace the one that
``SameSite=Strict`` holds back there. In the demonstration there are three phones, and a cookie for
each says which of its people it shows.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from itsdangerous import BadSignature, Signer

from bot.house import DemoPerson, House
from locales import closest, languages

HOUSE: Final = web.AppKey("house", House)
STREAMS: Final = web.AppKey[set[asyncio.Task[Any]]]("streams")
CLOSING: Final = web.AppKey("closing", asyncio.Event)
TASKS: Final = web.AppKey[set[asyncio.Task[Any]]]("tasks")

ME: Final = "me"
SLOTS: Final = ("community", "manager", "focal")
LANGUAGE_TOKEN: Final = "w:language:"

_VISITOR: Final = "visitor"
_COOKIE_SECONDS: Final = 30 * 24 * 3600  # after this a silent browser is a stranger again


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone on the page. ``visitor`` is empty until somebody has written from it."""

    slot: str
    visitor: str
    language: str
    person: DemoPerson | None = None
    people: tuple[DemoPerson, ...] = ()


def slots(house: House) -> tuple[str, ...]:
    """List the phones of the page."""
    if not house.people:
        return (ME,)
    return tuple(slot for slot in SLOTS if any(person.slot == slot for person in house.people))


def phone(request: web.Request, slot: str) -> Phone:
    """Find the phone a request is about. Raises HTTPNotFound for one that is not on the page."""
    house = request.app[HOUSE]
    if slot not in slots(house):
        raise web.HTTPNotFound
    chosen = request.cookies.get(_language_cookie(slot), "")
    if slot == ME:
        return Phone(slot, _visitor(request), chosen if chosen in languages() else spoken(request))
    people = tuple(person for person in house.people if person.slot == slot)
    wanted = request.cookies.get(_person_cookie(slot), "")
    person = next((one for one in people if one.visitor == wanted), people[0])
    language = chosen if chosen in languages() else closest(person.language)
    return Phone(slot, person.visitor, language, person, people)


def spoken(request: web.Request) -> str:
    """Choose the language of ours that the browser asks for first; English if it asks for none."""
    for tag in _accepted(request.headers.get(hdrs.ACCEPT_LANGUAGE, "")[:500]):
        ours = closest(tag)
        if ours != "en" or tag.casefold().split("-")[0] == "en":
            return ours
    return "en"


def _accepted(header: str) -> Iterator[str]:
    ranked = []
    for place, part in enumerate(header.split(",")):
        tag, _, quality = part.partition(";q=")
        try:
            ranked.append((-float(quality or 1), place, tag.strip()))
        except ValueError:
            continue
    return (tag for _, _, tag in sorted(ranked) if tag and tag != "*")


def new_visitor() -> str:
    """Make a visitor: 128 random bits in hexadecimal."""
    return secrets.token_hex(16)


def remember_visitor(request: web.Request, response: web.Response, visitor: str) -> None:
    """Let the browser come back as this visitor."""
    signed = _signer(request.app[HOUSE]).sign(visitor).decode()
    _set_cookie(request, response, _VISITOR, signed)


def remember_person(request: web.Request, response: web.Response, person: DemoPerson) -> None:
    """Show this person on their phone from now on, in their own language."""
    _set_cookie(request, response, _person_cookie(person.slot), person.visitor)
    response.del_cookie(_language_cookie(person.slot))


def remember_language(request: web.Request, response: web.Response, slot: str, tag: str) -> None:
    """Write a phone's own words in this language from now on."""
    _set_cookie(request, response, _language_cookie(slot), tag)


def forget(request: web.Request, response: web.Response) -> None:
    """Take every cookie of ours out of the browser."""
    names = [_VISITOR]
    for slot in (ME, *SLOTS):
        names += [_person_cookie(slot), _language_cookie(slot)]
    for name in names:
        if name in request.cookies:
            response.del_cookie(name, httponly=True, samesite="Strict")


def same_site(request: web.Request) -> bool:
    """Say whether a form or script of our own sent this request, and not another site's.

    Browsers since 2020 say so (Sec-Fetch-Site). Older ones give the origin, but ``null`` for a
    plain form under our referrer policy: then the cookie, which they send to no other site's
    request, has to be there.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is None:
        return True
    if origin == "null":
        return bool(request.cookies)
    ours = {request.host, urlsplit(request.app[HOUSE].settings.public_url).netloc}
    return urlsplit(origin).netloc in ours


def _visitor(request: web.Request) -> str:
    signed = request.cookies.get(_VISITOR, "")
    try:
        return _signer(request.app[HOUSE]).unsign(signed).decode()
    except BadSignature:
        return ""


def _signer(house: House) -> Signer:
    return Signer(house.keys.cookie_key, salt="visitor")


def _set_cookie(request: web.Request, response: web.Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=_COOKIE_SECONDS,
        httponly=True,
        samesite="Strict",
        secure=request.secure or request.headers.get("X-Forwarded-Proto") == "https",
    )


def _person_cookie(slot: str) -> str:
    return f"person-{slot}"


def _language_cookie(slot: str) -> str:
    return f"language-{slot}"
