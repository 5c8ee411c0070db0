"""Drain the outbox: leases, order, retries with back-off, and what became of each message.

The lease is committed before a channel is called, the result after it. A worker killed in between
leaves a lease that runs out: the message is sent again, for a doubled receipt is better than a lost
one. Where a channel says that the connection broke after the request had left, an alert is repeated
once and anything else is marked *uncertain*, for a human to see.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

import orjson
import structlog
from sqlalchemy import Connection

from bot.channels.base import Failed, OptedOut, Retry, SendError, Slower, Uncertain
from bot.house import House
from bot.logs import where
from storage import pipe
from storage.pipe import Leased, Result
from storage.types import Address, Block, Button, Letter, Outgoing

log = structlog.get_logger()

AT_ONCE = 200
BACK_OFF = (5, 15, 60, 300, 900, 3600)  # seconds, the last repeated
GIVE_UP_AFTER = 30  # tries, a little over a day
ALERT = 0  # the outbox's priority of alerts
SEND_TIMEOUT = 45.0  # seconds, under the lease's sixty


class Sender:
    """Sends what the outbox holds, for the channels of this process."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._held: dict[str, datetime] = {}  # channel -> not before

    async def run(self, stop: asyncio.Event) -> None:
        """Send what is due until told to stop."""
        with self._house.doorbell.listening("outbox") as ring:
            while not stop.is_set():
                try:
                    sent = await self.once()
                except Exception as error:  # noqa: BLE001 - the sender goes on, and says so
                    log.error("sender.failed", error=type(error).__name__, at=where(error))
                    await asyncio.sleep(1)
                    continue
                if not sent:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(1):
                            await ring.wait()
                    ring.clear()

    async def once(self) -> int:
        """Lease and send one round; how many messages were tried."""
        house = self._house
        now = house.clock()
        open_channels = [name for name in house.channels if self._held.get(name, now) <= now]
        if not open_channels:
            return 0
        leased = await house.db.write(pipe.lease, open_channels, now, now + pipe.LEASE, AT_ONCE)
        if not leased:
            return 0
        lines: dict[str, list[Leased]] = defaultdict(list)
        for one in leased:
            lines[one.address_id].append(one)
        # A send that starts later than this could still be under way when its lease runs out.
        latest = now + pipe.LEASE - timedelta(seconds=SEND_TIMEOUT)
        groups = await asyncio.gather(*(self._send_line(line, latest) for line in lines.values()))
        results = [result for group, _ in groups for result in group]
        unsent = [id for _, group in groups for id in group]

        def write(connection: Connection) -> None:
            pipe.record(connection, results, house.clock())
            pipe.release(connection, unsent)

        await house.db.write(write)
        for address_id in {result.address_id for result in results if result.state == "sent"}:
            house.doorbell.ring(f"address:{address_id}")
        return len(leased)

    async def _send_line(
        self, line: list[Leased], latest: datetime
    ) -> tuple[list[Result], list[str]]:
        """Send one address's messages in order; those behind one that must wait go back.

        So do those that would start after ``latest``: another sender may lease them by then.
        """
        results: list[Result] = []
        for place, one in enumerate(line):
            if place and self._house.clock() > latest:
                return results, [later.id for later in line[place:]]
            result = await self._send(one)
            results.append(result)
            if result.not_before is not None:
                return results, [later.id for later in line[place + 1 :]]
        return results, []

    async def _send(self, one: Leased) -> Result:
        house = self._house
        now = house.clock()
        if one.expires_at is not None and one.expires_at <= now:
            return Result(one.id, one.address_id, "expired")
        channel = house.channels[one.channel]
        try:
            address, outgoing = self._open(one)
            async with asyncio.timeout(SEND_TIMEOUT):
                external = await channel.send(address, outgoing)
        except TimeoutError:
            return self._failed(one, Uncertain("no answer in time"), now)
        except SendError as error:
            return self._failed(one, error, now)
        except Exception as error:  # noqa: BLE001 - a bug must not take the others' results along
            kind = type(error).__name__
            log.error("send.broken", message=one.id, error=kind, at=where(error))
            return self._failed(one, Retry(kind), now)
        return Result(one.id, one.address_id, "sent", external_id=external)

    def _open(self, one: Leased) -> tuple[Address, Outgoing]:
        keys = self._house.keys
        path = keys.open_text(one.path_sealed, "address.path", one.address_id)
        scheme, _, rest = path.partition(":")
        body = orjson.loads(keys.open(one.body_sealed, "outbox.body", one.id))
        outgoing = Outgoing(
            text=body["text"],
            buttons=tuple(Button(label, token) for label, token in body["buttons"]),
            text_id=one.text_id,
            language=body["language"],
            id=one.id,
            letter=_letter(body["letter"]) if "letter" in body else None,
        )
        return Address(scheme, rest), outgoing

    def _failed(self, one: Leased, error: SendError, now: datetime) -> Result:
        kind = type(error).__name__.lower()
        log.warning("send.failed", message=one.id, channel=one.channel, kind=kind, tries=one.tries)
        if isinstance(error, OptedOut | Failed):
            return Result(one.id, one.address_id, kind, str(error))
        if isinstance(error, Uncertain) and (one.priority != ALERT or one.tries > 1):
            return Result(one.id, one.address_id, "uncertain", str(error))
        if one.tries >= GIVE_UP_AFTER:
            return Result(one.id, one.address_id, "failed", f"gave up: {error}")
        if isinstance(error, Slower):
            wait = error.after
            if error.everyone:
                self._held[one.channel] = now + timedelta(seconds=wait)
        else:
            wait = BACK_OFF[min(one.tries, len(BACK_OFF)) - 1] * random.uniform(0.8, 1.2)
        state = kind if isinstance(error, Retry | Slower) else "uncertain"
        return Result(
            one.id, one.address_id, state, str(error), not_before=now + timedelta(seconds=wait)
        )


def _letter(body: dict[str, Any]) -> Letter:
    blocks = (Block(one["head"], tuple(one["lines"]), one["tone"]) for one in body["blocks"])
    return Letter(**{**body, "blocks": tuple(blocks)})
