"""A ring wakes who waits, here and in other processes; a ring that is lost only costs a moment."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from structlog.testing import capture_logs

from bot.doorbell import Doorbell
from storage.schema import message
from tests.conftest import OpenPipe

PATIENCE = 20.0  # seconds until a ring that should come is given up


async def test_a_ring_wakes_who_waits_for_it_and_nobody_else() -> None:
    bell = Doorbell()
    with bell.listening("inbox") as inbox, bell.listening("outbox") as outbox:
        bell.ring("inbox")
        assert inbox.is_set()
        assert not outbox.is_set()


async def test_a_ring_between_two_looks_is_not_lost() -> None:
    bell = Doorbell()
    with bell.listening("inbox") as ring:
        bell.ring("inbox")  # while the worker is busy
        async with asyncio.timeout(PATIENCE):
            await ring.wait()


async def test_everybody_who_waits_is_woken() -> None:
    bell = Doorbell()
    with bell.listening("inbox") as one, bell.listening("inbox") as two:
        bell.ring("inbox")
        assert one.is_set()
        assert two.is_set()


async def test_who_has_gone_is_forgotten() -> None:
    bell = Doorbell()
    with bell.listening("inbox"):
        pass
    assert not bell._waiters
    bell.ring("inbox")  # nobody there: nothing happens


async def test_waiting_says_whether_it_rang() -> None:
    bell = Doorbell()
    assert await bell.wait("inbox", 0.001) is False
    waiting = asyncio.create_task(bell.wait("inbox", PATIENCE))
    await asyncio.sleep(0)
    bell.ring("inbox")
    assert await waiting is True


# Between processes --------------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def _bell(url: str) -> AsyncIterator[Doorbell]:
    bell = Doorbell(url)
    await bell.open()
    try:
        yield bell
    finally:
        await bell.close()


async def _rings_until_heard(bell: Doorbell, heard: asyncio.Event, topic: str = "inbox") -> None:
    """Ring until it is heard: a subscription takes a moment, and rings before it are lost."""
    async with asyncio.timeout(PATIENCE):
        while not heard.is_set():
            bell.ring(topic)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.05):
                    await heard.wait()


async def test_a_ring_is_heard_in_another_process(valkey: Any) -> None:
    async with _bell(valkey.connection_url) as one, _bell(valkey.connection_url) as two:
        with two.listening("inbox") as inbox, two.listening("outbox") as outbox:
            await _rings_until_heard(one, inbox)
            assert not outbox.is_set()


async def test_a_ring_carries_nothing_but_its_topic(valkey: Any) -> None:
    from redis.asyncio import Redis

    async with Redis.from_url(valkey.connection_url) as redis, redis.pubsub() as ear:
        await ear.psubscribe("*")
        async with _bell(valkey.connection_url) as bell, asyncio.timeout(PATIENCE):
            bell.ring("address:0123456789abcdef")
            async for item in ear.listen():
                if item["type"] == "pmessage":
                    assert item["data"] == b"address:0123456789abcdef"
                    break


async def test_without_the_other_side_a_ring_is_heard_here_and_the_loss_is_told() -> None:
    with capture_logs() as logs:
        async with _bell("redis://127.0.0.1:1") as bell:
            with bell.listening("inbox") as ring:
                bell.ring("inbox")
                assert ring.is_set()
    assert {line["event"] for line in logs} <= {"doorbell.ring_lost", "doorbell.deaf"}
    assert logs


async def test_what_one_process_accepts_wakes_the_worker_of_another(
    open_pipe: OpenPipe, valkey: Any
) -> None:
    web = await open_pipe(redis_url=valkey.connection_url)
    worker = await open_pipe(redis_url=valkey.connection_url)
    bell = worker.house.doorbell
    with bell.listening("ready") as ready, bell.listening("inbox") as woken:
        await _rings_until_heard(web.house.doorbell, ready, "ready")
        assert not woken.is_set()
        await web.says("mother", "The water pump in our village is broken")
        async with asyncio.timeout(PATIENCE):
            await woken.wait()
    await worker.handles()
    assert await web.count(message) == 1


async def test_with_the_bell_gone_the_worker_looks_by_itself(open_pipe: OpenPipe) -> None:
    web = await open_pipe(redis_url="redis://127.0.0.1:1")
    worker = await open_pipe(redis_url="redis://127.0.0.1:1")
    await web.says("mother", "The water pump in our village is broken")
    await worker.settles()
    assert await web.count(message) == 1
