"""Reading on the page: what was sent to a phone, as a stream or by asking again and again.

The outbox is the truth: a ring only hastens the next look. A page never gets back what a person
wrote: it shows its own memory of it, in one tab, and whoever holds the telephone later finds
nothing. What Baraza said is shown for two hours.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, Final

import structlog
from aiohttp import web
from aiohttp_sse import EventSourceResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.web import Web
from bot.house import House
from bot.web import phones
from bot.web.phones import CLOSING, HOUSE, STREAMS, Phone
from locales import about, closest
from storage.mailbox import Letter, letters

log = structlog.get_logger()

WINDOW: Final = timedelta(hours=2)  # what was said before is not shown
OVERLAP: Final = 10_000  # milliseconds: rows commit in another order than they were numbered

_ALL: Final = "all"
_LOOK: Final = 3.0  # seconds between looks when no ring comes

routes = web.RouteTableDef()


@routes.get("/chat/{slot}/letters", name="letters")
async def poll(request: web.Request) -> web.Response:
    """List what was sent to a phone after the letter ``after``: for lines that cannot stream.

    A few of the letters just before come again; their ids tell. ``known`` is false for somebody
    who has not written yet.
    """
    shown = _shown(request)
    after = _floor(request.query.get("after", ""))
    found = [
        _as_event(phone, letter)
        for phone in shown
        for letter in await recent(request.app[HOUSE], phone, after)
    ]
    body = {"known": bool(shown), "letters": sorted(found, key=lambda one: str(one["id"]))}
    return web.json_response(body)


@routes.get("/chat/{slot}/stream", name="stream")
async def stream(request: web.Request) -> web.StreamResponse:
    """Send what is sent to a phone as it is sent (server-sent events).

    The slot ``all`` streams every phone of the page over one connection: browsers allow six to a
    host. Answers 204, which ends the browser's trying, to somebody who has not written yet.
    """
    shown = _shown(request)
    if not shown:
        return web.Response(status=204)
    house, closing = request.app[HOUSE], request.app[CLOSING]
    after = _floor(request.headers.get("Last-Event-ID", ""))
    sent: set[str] = set()
    task = asyncio.current_task()
    assert task is not None
    request.app[STREAMS].add(task)
    response = EventSourceResponse()
    try:
        await response.prepare(request)
        with ExitStack() as stack:
            rings = [
                stack.enter_context(house.doorbell.listening(f"address:{_lane(house, phone)}"))
                for phone in shown
            ]
            async with response:
                await response.send("{}", event="hello")
                while response.is_connected() and not closing.is_set():
                    for phone in shown:
                        for letter in await recent(house, phone, after):
                            if letter.id not in sent:
                                sent.add(letter.id)
                                await response.send(
                                    json.dumps(_as_event(phone, letter)), id=letter.id
                                )
                    await _any_of([*rings, closing], _LOOK)
                    for ring in rings:
                        ring.clear()
    except ConnectionResetError:
        pass  # the page went away, as pages do
    except (SQLAlchemyError, OSError) as error:
        # the stream ends, and the page comes back with the last id it has
        log.warning("stream.broken", error=type(error).__name__)
    finally:
        request.app[STREAMS].discard(task)
    return response


async def recent(house: House, phone: Phone, after: str = "") -> list[Letter]:
    """List what was sent to a phone within the last two hours, oldest first."""
    if not phone.visitor:
        return []
    since = house.clock() - WINDOW
    return await house.db.read(letters, house.keys, _lane(house, phone), since, after)


def direction(language: str) -> str:
    """Say which way a language is written, ``ltr`` or ``rtl``."""
    return about(closest(language)).direction


def _shown(request: web.Request) -> list[Phone]:
    """The phones a reader asks for that somebody has written from."""
    slot = request.match_info["slot"]
    wanted = phones.slots(request.app[HOUSE]) if slot == _ALL else (slot,)
    return [phone for one in wanted if (phone := phones.phone(request, one)).visitor]


def _lane(house: House, phone: Phone) -> str:
    return house.keys.lane(Web.scheme, phone.visitor)


def _floor(id: str) -> str:
    """Give the id from which to read so that none is missed that committed late."""
    try:
        milliseconds = int(id[:12], 16)
    except ValueError:
        return ""
    return f"{max(0, milliseconds - OVERLAP):012x}" + "0" * 20


def _as_event(phone: Phone, letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.id,
        "slot": phone.slot,
        "text": letter.text,
        "buttons": [{"label": one.label, "token": one.token} for one in letter.buttons],
        "at": letter.at.isoformat(),
        "language": letter.language,
        "direction": direction(letter.language),
    }


async def _any_of(events: Sequence[asyncio.Event], timeout: float) -> None:
    """Wait until one of the events is set, at most ``timeout`` seconds."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
