"""The application: its doors, what every answer carries, and how it ends.

Everything a browser loads comes from here: no other host, no inline script or style. What goes
wrong is said to the person in their language, and to the operator by type and place only.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from aiohttp import hdrs, web

from bot.channels.base import Busy
from bot.house import House
from bot.web import assets, chat, health, pages, reading, webhooks
from bot.web.bodies import BODY_LIMIT, LARGE, TooLarge
from bot.web.phones import CLOSING, HOUSE, STREAMS, TASKS

log = structlog.get_logger()

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

RETRY_AFTER: Final = "5"  # seconds a page or a provider waits when the house is full
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), geolocation=(self), camera=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def make_app(house: House) -> web.Application:
    """Build the web application of a house; ``house.accept`` must be set before it is served."""
    app = web.Application(middlewares=[_errors], client_max_size=BODY_LIMIT)
    app[HOUSE] = house
    app[STREAMS] = set()
    app[CLOSING] = asyncio.Event()
    app[TASKS] = set()
    app[LARGE] = set()
    for part in (assets, pages, chat, reading, health, webhooks):
        app.add_routes(part.routes)
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(_end_streams)
    app.on_cleanup.append(_finish_tasks)
    return app


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault(hdrs.CACHE_CONTROL, "no-store")


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Busy:
        return pages.trouble(request, 503, "web-busy", headers={hdrs.RETRY_AFTER: RETRY_AFTER})
    except TooLarge as error:
        return pages.trouble(request, error.status, "web-too-large", {"megabytes": error.megabytes})
    except web.HTTPException as error:
        if error.status < 400:
            raise
        kept = {str(hdrs.ALLOW): error.headers[hdrs.ALLOW]} if hdrs.ALLOW in error.headers else {}
        return pages.trouble(request, error.status, _words_for(error.status), headers=kept)
    except Exception as error:
        if isinstance(error, ConnectionError) and request.transport is None:
            raise  # the other side has gone: nobody is left to answer
        # the message of an exception may quote what somebody wrote: its type and place do not
        frame = traceback.extract_tb(error.__traceback__)[-1]
        log.error(
            "web.failed",
            route=request.match_info.route.name or "",
            error=type(error).__name__,
            where=f"{frame.filename}:{frame.lineno}",
        )
        return pages.trouble(request, 500, "web-error")


def _words_for(status: int) -> str:
    return {404: "web-missing", 415: "web-file-unknown"}.get(status, "web-error")


async def _end_streams(app: web.Application) -> None:
    app[CLOSING].set()
    streams = app[STREAMS]
    if streams:
        _, stalled = await asyncio.wait(streams, timeout=2)
        for task in stalled:
            task.cancel()


async def _finish_tasks(app: web.Application) -> None:
    tasks = app[TASKS]
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=3)
        for task in late:
            task.cancel()
