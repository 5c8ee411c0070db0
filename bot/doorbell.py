"""Wake whoever waits: an event in one process, Redis between processes.

A lost ring is harmless: every waiter looks by itself after a second. Rings carry a topic
(``inbox``, ``outbox``, ``address:<id>``) and nothing else.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = structlog.get_logger()
_CHANNEL = "baraza:doorbell"


class Doorbell:
    """Rings heard by everybody in this process and, with Redis, in the others."""

    def __init__(self, redis_url: str = "") -> None:
        self._waiters: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._redis_url = redis_url
        self._redis: Redis | None = None
        self._listener: asyncio.Task[None] | None = None
        self._sending: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Start listening to the other processes, where there are any."""
        if self._redis_url:
            from redis.asyncio import Redis

            self._redis = Redis.from_url(self._redis_url)
            self._listener = asyncio.create_task(self._listen())

    async def close(self) -> None:
        """Stop listening."""
        if self._listener:
            self._listener.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listener
        if self._sending:
            await asyncio.wait(self._sending, timeout=2)
        if self._redis:
            await self._redis.aclose()

    def ring(self, topic: str) -> None:
        """Wake those who wait for ``topic``, here and elsewhere; never waits, never fails."""
        self._ring_here(topic)
        if self._redis:
            task = asyncio.ensure_future(self._publish(topic))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def wait(self, topic: str, timeout: float) -> bool:
        """Wait for a ring at most ``timeout`` seconds; say whether one came."""
        with self.listening(topic) as event:
            return await wait_for(event, timeout)

    @contextlib.contextmanager
    def listening(self, topic: str):  # type: ignore[no-untyped-def]
        """Hear rings from now on: an event that is set by each, so none is lost between looks."""
        event = asyncio.Event()
        self._waiters[topic].add(event)
        try:
            yield event
        finally:
            self._waiters[topic].discard(event)
            if not self._waiters[topic]:
                del self._waiters[topic]

    def _ring_here(self, topic: str) -> None:
        for event in self._waiters.get(topic, ()):
            event.set()

    async def _publish(self, topic: str) -> None:
        from redis.exceptions import RedisError

        assert self._redis is not None
        try:
            await self._redis.publish(_CHANNEL, topic)
        except (RedisError, OSError) as error:
            log.warning("doorbell.ring_lost", error=type(error).__name__)

    async def _listen(self) -> None:
        from redis.exceptions import RedisError

        assert self._redis is not None
        while True:
            try:
                async with self._redis.pubsub() as pubsub:
                    await pubsub.subscribe(_CHANNEL)
                    async for item in pubsub.listen():
                        if item["type"] == "message":
                            self._ring_here(item["data"].decode())
            except (RedisError, OSError) as error:
                log.warning("doorbell.deaf", error=type(error).__name__)
                await asyncio.sleep(1)


async def wait_for(event: asyncio.Event, timeout: float) -> bool:
    """Wait for an event at most ``timeout`` seconds, clear it, and say whether it was set."""
    try:
        async with asyncio.timeout(timeout):
            await event.wait()
    except TimeoutError:
        return False
    event.clear()
    return True
