"""Reading what comes in, up to a limit, without letting a few large bodies take all memory."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from aiohttp import web

from bot.channels.base import Busy

LARGE: Final = web.AppKey[set[asyncio.Task[Any]]]("large")

TEXT_LIMIT: Final = 10 * 1024 * 1024  # bytes of UTF-8
FILE_LIMIT: Final = 16 * 1024 * 1024  # bytes
BODY_LIMIT: Final = 32 * 1024 * 1024  # bytes: a text of the limit, escaped, or a file and a text

_LARGE_BYTES: Final = 1024 * 1024
_LARGE_AT_ONCE: Final = 4


class TooLarge(web.HTTPRequestEntityTooLarge):
    """A body or file beyond its limit; ``megabytes`` says what would have been taken."""

    def __init__(self, limit: int) -> None:
        super().__init__(max_size=limit, actual_size=limit + 1)
        self.megabytes = limit // (1024 * 1024)


async def read_body(request: web.Request, limit: int) -> bytes:
    """Read the body of a request. Raises ``TooLarge`` past ``limit`` bytes."""
    if (request.content_length or 0) > limit:
        raise TooLarge(limit)
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > limit:
            raise TooLarge(limit)
    return bytes(body)


@contextmanager
def room_for(request: web.Request) -> Iterator[None]:
    """Hold one of the few places for large bodies. Raises ``Busy`` when all are taken."""
    length = request.content_length
    if length is not None and length <= _LARGE_BYTES:
        yield
        return
    held = request.app[LARGE]
    if len(held) >= _LARGE_AT_ONCE:
        raise Busy("too many large bodies at once")
    task = asyncio.current_task()
    assert task is not None
    held.add(task)
    try:
        yield
    finally:
        held.discard(task)
