"""What an operator's machines ask: are you there, can you work, and how much."""

from __future__ import annotations

import asyncio
from typing import Final

from aiohttp import hdrs, web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from bot.web.phones import HOUSE
from storage.schema import outbox, waiting

_PATIENCE: Final = 5.0  # seconds; a database that takes longer is not ready

routes = web.RouteTableDef()


@routes.get("/health/live", name="live")
async def live(request: web.Request) -> web.Response:
    """Answer: the process and its event loop run."""
    return web.json_response({"live": True})


@routes.get("/health/ready", name="ready")
async def ready(request: web.Request) -> web.Response:
    """Tell whether messages can be taken, and if not, what is wrong and what to look at."""
    wrong = {}
    house = request.app[HOUSE]
    if house.accept is None:
        wrong["pipe"] = "not started yet: wait, or look at the log for why it stopped"
    try:
        async with asyncio.timeout(_PATIENCE):
            await house.db.read(_look)
    except TimeoutError:
        wrong["database"] = f"no answer within {_PATIENCE:.0f} s: is it up, is DATABASE_URL right?"
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        wrong["database"] = (
            f"{type(cause).__name__}: is DATABASE_URL right, has `baraza migrate` been run?"
        )
    return web.json_response({"ready": not wrong, "wrong": wrong}, status=503 if wrong else 200)


def _look(connection: Connection) -> None:
    for table in (waiting, outbox):
        connection.execute(select(table.c.id).limit(1)).all()


@routes.get("/metrics", name="metrics")
async def metrics(request: web.Request) -> web.Response:
    """Give the figures of this process, in Prometheus' text format."""
    return web.Response(body=generate_latest(), headers={hdrs.CONTENT_TYPE: CONTENT_TYPE_LATEST})
