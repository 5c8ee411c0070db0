"""The doors of channels: check who calls, keep what they bring, then answer.

A body that cannot be read is kept too, under the hash of itself, where the parser sets it aside
for a human: a provider that sends something new must not lose somebody's words by it.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import Any, Final
from urllib.parse import parse_qsl

import structlog
from aiohttp import web

from bot.channels.base import Busy, Channel, Raw, Refused
from bot.web.bodies import read_body
from bot.web.phones import HOUSE, TASKS
from storage.types import Address

log = structlog.get_logger()

WEBHOOK_LIMIT: Final = 1024 * 1024  # bytes

routes = web.RouteTableDef()


@routes.post("/channels/{name}", name="webhook")
async def webhook(request: web.Request) -> web.Response:
    """Take one delivery of a provider that signs its calls."""
    channel = _channel(request)
    body = await read_body(request, WEBHOOK_LIMIT)
    try:
        channel.verify(request.headers, body)
    except Refused as error:
        raise _forbidden(channel) from error
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        await _accept(request, channel, [_unreadable(channel, body)])
        return web.json_response({"ok": True})
    await _accept(request, channel, channel.peek(payload))
    task = asyncio.create_task(channel.noted(payload))
    request.app[TASKS].add(task)
    task.add_done_callback(request.app[TASKS].discard)
    task.add_done_callback(_tell_if_failed)
    return web.json_response({"ok": True})


@routes.post("/channels/{name}/{secret}/{action}", name="gateway")
async def gateway(request: web.Request) -> web.Response:
    """Take one delivery of a gateway that can only carry its secret in the address.

    Fields come as a form, as a JSON object or in the query, whichever the gateway can.
    """
    channel = _channel(request)
    take = getattr(channel, "webhook", None)
    if take is None:
        raise web.HTTPNotFound
    body = await read_body(request, WEBHOOK_LIMIT)
    fields = _fields(request, body)
    payload = {**request.query, **(fields or {})}
    try:
        raws = take(request.match_info["secret"], request.match_info["action"], payload)
    except Refused as error:
        raise _forbidden(channel) from error
    await _accept(request, channel, [_unreadable(channel, body)] if fields is None else raws)
    return web.json_response({"ok": True})


def _channel(request: web.Request) -> Channel:
    channel = request.app[HOUSE].channels.get(request.match_info["name"])
    if channel is None:
        raise web.HTTPNotFound
    return channel


def _forbidden(channel: Channel) -> web.HTTPForbidden:
    log.warning("webhook.refused", channel=channel.name)
    return web.HTTPForbidden()


async def _accept(request: web.Request, channel: Channel, raws: list[Raw]) -> None:
    accept = request.app[HOUSE].accept
    if accept is None:
        raise Busy("the pipe does not run")
    if raws:
        await accept(channel.name, raws)


def _fields(request: web.Request, body: bytes) -> dict[str, Any] | None:
    """Read a form or a JSON object; None for a body that should be JSON and is no object."""
    if request.content_type == "application/json":
        try:
            fields = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return fields if isinstance(fields, dict) else None
    # surrogateescape: bytes that are no UTF-8 stay what they were
    return dict(
        parse_qsl(
            body.decode("utf-8", "surrogateescape"),
            keep_blank_values=True,
            errors="surrogateescape",
        )
    )


def _unreadable(channel: Channel, body: bytes) -> Raw:
    key = hashlib.blake2b(body, digest_size=16).hexdigest()
    return Raw(key, Address(channel.scheme, "unreadable"), body)


def _tell_if_failed(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("webhook.not_acknowledged", error=type(error).__name__)
