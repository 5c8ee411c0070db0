"""accept(): store raw, once, answer fast · process(): claim lanes, parse, handle, commit.

Nothing is parsed before it is on disk, so no parser's bug and no strange character can lose a
message. Handling happens in the transaction that takes the message out of the queue: killed at any
moment, it is either wholly done or still waiting. A message whose handling fails is tried alone,
then set aside where a human sees it, and blocks nobody.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

import locales
from bot.channels.base import Busy, Raw, Unparsable
from bot.house import House
from bot.logs import where
from handlers import dispatch
from handlers.desk import Desk
from handlers.triage import Triage
from storage import batch, pipe
from storage.crypto import INCOMING
from storage.database import is_passing
from storage.ids import new_id
from storage.pipe import Accepted, Claimed

log = structlog.get_logger()

LANES_AT_ONCE = 200
MOST_QUEUED = 20_000  # raw messages waiting for the disk; beyond it the provider shall repeat
KEY_LENGTH = 64
MOST_FAILED = 4  # messages in a row that may fail before the fault is sought in the house


class Acceptor:
    """Takes raw messages to disk; concurrent calls share a commit."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._queue: list[tuple[list[Accepted], asyncio.Future[None]]] = []
        self._queued = 0
        self._flusher: asyncio.Task[None] | None = None

    async def accept(self, channel: str, raws: Sequence[Raw]) -> None:
        """Return once the raw messages are on disk. Raises ``Busy`` where they cannot be now."""
        if not raws:
            return
        if self._queued + len(raws) > MOST_QUEUED:
            raise Busy("too many messages wait for the disk")
        rows = [seal(self._house, channel, raw) for raw in raws]
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append((rows, future))
        self._queued += len(rows)
        if self._flusher is None or self._flusher.done():
            self._flusher = asyncio.create_task(self._flush())
        await future

    async def _flush(self) -> None:
        """At most one flush in flight; what came meanwhile goes next."""
        while self._queue:
            taken, self._queue = self._queue, []
            self._queued = 0
            rows = [row for group, _ in taken for row in group]
            try:
                await self._house.db.write(pipe.store, rows, self._house.clock())
            except Exception as error:  # noqa: BLE001 - whoever waits is told Busy
                if is_passing(error) or len(taken) == 1:
                    log.error("accept.failed", error=type(error).__name__, messages=len(rows))
                    _fail([future for _, future in taken], Busy("the database cannot take it now"))
                else:
                    await self._one_by_one(taken)
            else:
                for _, future in taken:
                    if not future.done():
                        future.set_result(None)
            self._house.doorbell.ring("inbox")

    async def _one_by_one(self, taken: list[tuple[list[Accepted], asyncio.Future[None]]]) -> None:
        for rows, future in taken:
            try:
                await self._house.db.write(pipe.store, rows, self._house.clock())
            except Exception as error:  # noqa: BLE001 - whoever waits is told Busy
                log.error("accept.failed", error=type(error).__name__, messages=len(rows))
                _fail([future], Busy("the database cannot take it now"))
            else:
                if not future.done():
                    future.set_result(None)


def seal(house: House, channel: str, raw: Raw) -> Accepted:
    """Make of a raw message what is stored of it."""
    id = new_id()
    key = raw.key
    if len(key) > KEY_LENGTH or not key.isascii() or "\0" in key:
        key = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()
    return Accepted(
        id=id,
        channel=channel,
        event_key=key,
        lane=house.keys.lane(raw.address.scheme, raw.address.path),
        raw_sealed=house.keys.seal(raw.payload, "inbox.raw", id, INCOMING),
        size=len(raw.payload),
    )


def _fail(futures: list[asyncio.Future[None]], error: Exception) -> None:
    for future in futures:
        if not future.done():
            future.set_exception(error)


class Poisoned(Exception):
    """Handling one message failed; the batch is rolled back and it will be tried alone."""

    def __init__(self, message: Claimed, cause: Exception) -> None:
        super().__init__(f"{type(cause).__name__} while handling message {message.id}")
        self.message = message
        self.cause = cause


class Stuck(Exception):
    """Message after message fails: nothing more is set aside until one can be handled again."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one round of the worker did."""

    handled: int
    rings: frozenset[str] = frozenset()


def warm_up() -> None:
    """Load words and texts before the first message needs them.

    Raises what a broken file of words raises: then nothing is claimed, and so nothing set aside
    for what is no message's fault.
    """
    triage = Triage.load()
    for language in locales.languages():
        triage(locales.text(language, "web-try-1"))
        locales.command("?", language)


class Worker:
    """Handles what waits, in the order in which each address wrote it."""

    def __init__(self, house: House, lanes_at_once: int = LANES_AT_ONCE) -> None:
        self._house = house
        self._lanes = lanes_at_once
        self._failed: set[str] = set()  # messages that failed since one was last handled

    async def run(self, stop: asyncio.Event) -> None:
        """Handle what waits until told to stop; a ring hastens, a look a second finds the rest."""
        await asyncio.to_thread(warm_up)
        with self._house.doorbell.listening("inbox") as ring:
            while not stop.is_set():
                try:
                    handled = await self.once()
                except Exception as error:  # noqa: BLE001 - the worker goes on, and says so
                    log.error("worker.failed", error=type(error).__name__, at=where(error))
                    await asyncio.sleep(1)
                    continue
                if not handled:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(1):
                            await ring.wait()
                    ring.clear()

    async def once(self) -> int:
        """Handle one batch; how many messages left the queue.

        A try is committed before the handling starts, so that a message that kills its worker
        leaves a trace. PostgreSQL does so beside the transaction that holds the lanes; SQLite, with
        its one writer, before it.
        """
        db = self._house.db
        claimed: list[Claimed] = []
        try:
            if db.sqlite:
                claimed = await db.write(self._claim_and_mark)
                done = await db.write(self._handle, claimed)
            else:
                async with db.transaction() as run:
                    claimed = await run(pipe.claim, self._lanes)
                    await db.write(pipe.mark_tried, [one.id for one in claimed])
                    done = await run(self._handle, claimed)
        except Poisoned as poisoned:
            if is_passing(poisoned.cause):
                await db.write(pipe.untry, claimed)
                raise poisoned.cause from poisoned
            return await self._after(poisoned, claimed)
        except pipe.Lost:
            await db.write(pipe.untry, claimed)
            return 1
        except Exception as error:
            if is_passing(error):
                await db.write(pipe.untry, claimed)
                raise
            if len(claimed) != 1:
                # A row was refused, and no one knows whose: the tries stay, so each goes alone.
                log.error("worker.batch_failed", error=type(error).__name__, at=where(error))
                return 1
            return await self._after(Poisoned(claimed[0], error), claimed)
        if done.handled:
            self._failed.clear()
        for topic in done.rings:
            self._house.doorbell.ring(topic)
        return done.handled

    def _claim_and_mark(self, connection: Connection) -> list[Claimed]:
        claimed = pipe.claim(connection, self._lanes)
        pipe.mark_tried(connection, [one.id for one in claimed])
        return claimed

    def _handle(self, connection: Connection, claimed: list[Claimed]) -> Batch:
        """Handle claimed messages and take them out of the queue, in one transaction."""
        if not claimed:
            return Batch(0)
        house = self._house
        now = house.clock()
        worn = [one for one in claimed if one.tries >= pipe.DIED_TRIES]
        for one in worn:
            log.error("worker.set_aside", message=one.id, reason="died")
            reason = f"no worker survived it in {one.tries} tries"
            pipe.put_aside(connection, one.id, reason, now)
        if worn:
            return Batch(len(worn))
        desk = Desk(connection, house.keys, now, house.wire)
        desk.callers = batch.callers(connection, {one.lane for one in claimed})
        kept: list[str] = []
        for one in claimed:
            try:
                self._handle_one(desk, one)
            except Unparsable as error:
                log.warning("worker.set_aside", message=one.id, reason="unparsable")
                desk.flush()
                pipe.put_aside(connection, one.id, f"unparsable: {error}", now)
            except Exception as error:
                raise Poisoned(one, error) from error
            else:
                kept.append(one.id)
        desk.flush()
        pipe.finish(connection, kept)
        return Batch(len(claimed), frozenset(desk.rung))

    def _handle_one(self, desk: Desk, one: Claimed) -> None:
        channel = self._house.channels.get(one.channel)
        if channel is None:
            raise Unparsable(f"channel {one.channel} is not set up here")
        if one.raw_sealed is None:
            raise Unparsable("the raw payload is past its retention")
        raw = self._house.keys.open(one.raw_sealed, "inbox.raw", one.id)
        event = channel.parse(one.id, raw)
        caller = desk.callers[one.lane]
        if event is None:
            dispatch.note_service(desk, one.id, caller, one.channel)
            return
        dispatch.handle(desk, caller, event)

    async def _after(self, poisoned: Poisoned, claimed: list[Claimed]) -> int:
        """Suspect the message that failed, unless too many did: then the house is broken, not they.

        Raises ``Stuck``; the messages wait, untried, for whoever mends it.
        """
        self._failed.add(poisoned.message.id)
        if len(self._failed) > MOST_FAILED:
            await self._house.db.write(pipe.untry, claimed)
            raise Stuck(f"{len(self._failed)} messages failed and none was handled") from poisoned
        await self._house.db.write(self._suspect, poisoned, claimed)
        return 1

    def _suspect(self, connection: Connection, poisoned: Poisoned, claimed: list[Claimed]) -> None:
        """Free the others of the batch; the one that failed is tried alone, then set aside."""
        message = poisoned.message
        pipe.untry(connection, [one for one in claimed if one.id != message.id])
        kind = type(poisoned.cause).__name__
        log.error("worker.poisoned", message=message.id, error=kind, at=where(poisoned.cause))
        if message.tries + 1 >= pipe.FAILED_TRIES:
            pipe.put_aside(
                connection, message.id, f"{kind} in {message.tries + 1} tries", self._house.clock()
            )
