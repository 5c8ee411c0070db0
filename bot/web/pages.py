"""The pages: the chat alone, the three phones of the demonstration, and the one after leaving."""

from __future__ import annotations

import calendar
import json
import secrets
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

from aiohttp import hdrs, web
from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, get_day_names
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.web import assets, phones, reading
from bot.web.bodies import FILE_LIMIT
from bot.web.phones import HOUSE, LANGUAGE_TOKEN, ME, Phone
from locales import about, languages, text

_TRY: Final = {
    "community": ("web-try-1", "web-try-2", "web-try-3"),
    "manager": ("web-try-manager",),
}
LONGEST_CODE: Final = 16  # characters of an invitation's code in a link, with its dash
_INTRO: Final = {"manager": "web-intro-manager", "focal": "web-intro-focal"}
# what the page's script says by itself
_SCRIPT_WORDS: Final = (
    "web-busy",
    "web-error",
    "web-file-unknown",
    "web-not-sent",
    "web-offline",
    "web-photo-sent",
    "web-place-sent",
    "web-sent",
    "web-us",
    "web-voice",
    "web-voice-note",
    "web-voice-stop",
    "web-waiting",
    "web-you",
)

routes = web.RouteTableDef()


@routes.get("/", name="first")
async def first(request: web.Request) -> web.Response:
    """Show the first page; a link with an invitation's code has it ready to send."""
    code = request.query.get("start", "")
    slot = phones.slots(request.app[HOUSE])[-1]
    fits = 0 < len(code) <= LONGEST_CODE and code.replace("-", "").isalnum()
    return await show(request, drafts={slot: f"START {code}"} if fits else None)


@routes.get("/left", name="left")
async def left(request: web.Request) -> web.Response:
    """Show a page that tells nothing: this month's calendar."""
    language = phones.spoken(request)
    locale = _locale(language)
    today = request.app[HOUSE].clock().date()
    weeks = calendar.Calendar(locale.first_week_day).monthdatescalendar(today.year, today.month)
    names = get_day_names("short", "stand-alone", locale)
    return _page(
        "left.html",
        language=language,
        direction=about(language).direction,
        title=format_skeleton("yMMMM", today, locale=locale),
        days=[names[day.weekday()] for day in weeks[0]],
        weeks=weeks,
        today=today,
    )


async def show(
    request: web.Request,
    status: int = 200,
    notice: str = "",
    drafts: Mapping[str, str] | None = None,
) -> web.Response:
    """Render the first page; with a notice and the words somebody could not get rid of just now."""
    house = request.app[HOUSE]
    shown = [phones.phone(request, slot) for slot in phones.slots(house)]
    language = phones.spoken(request) if house.people else shown[0].language
    response = _page(
        "chat.html",
        status=status,
        language=language,
        direction=about(language).direction,
        t=partial(text, language),
        demo=bool(house.people),
        phones=[await _phone(request, one, (drafts or {}).get(one.slot, "")) for one in shown],
        notice=notice,
        now=house.clock(),
    )
    response.headers[hdrs.VARY] = f"{hdrs.COOKIE}, {hdrs.ACCEPT_LANGUAGE}"
    return response


def trouble(
    request: web.Request,
    status: int,
    id: str,
    args: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """Answer that something did not work: JSON to a machine, a small page to a person."""
    try:
        language = phones.phone(request, request.match_info.get("slot", "")).language
    except web.HTTPNotFound:
        language = phones.spoken(request)
    words = text(language, id, args)
    if wants_json(request):
        return web.json_response(
            {"error": id.removeprefix("web-"), "text": words}, status=status, headers=headers
        )
    return _page(
        "trouble.html",
        status=status,
        headers=headers,
        language=language,
        direction=about(language).direction,
        t=partial(text, language),
        words=words,
    )


def wants_json(request: web.Request) -> bool:
    """Say whether a program asks, not a person's browser showing a page."""
    return (
        request.content_type == "application/json"
        or "application/json" in request.headers.get(hdrs.ACCEPT, "")
        or request.path.startswith(("/channels/", "/health/"))
    )


async def _phone(request: web.Request, phone: Phone, draft: str) -> dict[str, Any]:
    house = request.app[HOUSE]
    t = partial(text, phone.language)
    words = {id.removeprefix("web-"): t(id) for id in _SCRIPT_WORDS}
    words["too-large"] = t("web-too-large", {"megabytes": FILE_LIMIT // (1024 * 1024)})
    return {
        "slot": phone.slot,
        "alone": phone.slot == ME,
        # names the page's own memory, so that it is never shown to the next person
        "key": phone.person.visitor if phone.person else ME,
        "language": phone.language,
        "direction": about(phone.language).direction,
        "t": t,
        "name": house.settings.service_name,
        "words": json.dumps(words),
        "letters": [
            {"letter": letter, "direction": reading.direction(letter.language)}
            for letter in await reading.recent(house, phone)
        ],
        "intro": _INTRO.get(phone.slot, "web-intro"),
        "tries": [t(id) for id in _TRY.get(phone.slot, ())],
        "people": phone.people,
        "person": phone.person,
        "languages": [(f"{LANGUAGE_TOKEN}{code}", code, about(code).name) for code in languages()],
        "draft": draft,
        # a form that is sent twice is one message
        "form_id": secrets.token_hex(16),
    }


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals["asset"] = assets.address
    return environment


def _page(
    template: str, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> web.Response:
    html = _templates().get_template(template).render(**context)
    response = web.Response(
        # a lone surrogate that somebody quoted is no reason to show nothing
        body=html.encode("utf-8", "replace"),
        status=status,
        headers=headers,
        content_type="text/html",
        charset="utf-8",
    )
    response.enable_compression()
    return response


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
