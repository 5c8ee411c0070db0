"""What the clock does; each job returns counts.

A slot (job, scope, due time) is inserted in the transaction of its work: a missed one is made up
when the process is back, a doubled one conflicts and does nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta

import orjson
import structlog
from sqlalchemy import Connection

from bot.channels.base import FileNever, FileNotYet
from bot.house import House
from bot.logs import where
from handlers import cases
from handlers.desk import Desk
from storage import keeping
from storage.answering import due_cases, update_case
from storage.files import StoreError

log = structlog.get_logger()

FETCH_AGAIN = (30, 120, 600, 3600)  # seconds, the last repeated
FETCH_GIVE_UP = 40  # tries, some 36 hours
HIDDEN_DAYS = 7  # after which what its writer hid is removed (class S: by safeguarding)


class Clock:
    """Does what is due, a look a second."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def run(self, stop: asyncio.Event) -> None:
        """Look at the clock until told to stop."""
        while not stop.is_set():
            try:
                await self.once()
            except Exception as error:
                log.error("clock.failed", error=type(error).__name__, at=where(error))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await stop.wait()

    async def once(self) -> dict[str, int]:
        """Do all that is due now."""
        house = self._house
        counts, rung = await house.db.write(self._cases)
        for topic in rung:
            house.doorbell.ring(topic)
        counts["fetched"] = await self._fetch()
        counts["purged"] = await house.db.write(self._purge)
        return counts

    def _cases(self, connection: Connection) -> tuple[dict[str, int], set[str]]:
        """Climb the ladder where nobody said "mine"; ask whether it works; free what lapsed."""
        house = self._house
        now = house.clock()
        counts = {"climbed": 0, "asked": 0, "lapsed": 0}
        due = due_cases(connection, now)
        if not due:
            return counts, set()
        desk = Desk(connection, house.keys, now, house.wire)
        for matter in due:
            if matter.next_step == "ladder" and matter.owner_id is None:
                counts["climbed"] += cases.climb(desk, matter)
            elif matter.next_step == "ask_fixed":
                counts["asked"] += cases.ask_fixed(desk, matter)
            elif matter.next_step in ("act", "ladder"):
                cases.lapse(desk, matter)
                counts["lapsed"] += 1
            else:
                update_case(connection, matter.id, next_step_at=None)
        desk.flush()
        return counts, desk.rung

    async def _fetch(self) -> int:
        """Fetch files that a provider could not give before; how many came."""
        house = self._house
        wanted = await house.db.write(keeping.due_files, house.clock(), 10)
        came = 0
        for one in wanted:
            channel = house.channels.get(one.channel)
            if channel is None:
                continue
            reference = house.keys.open_text(
                one.reference_sealed, "attachment.reference", one.id
            )
            try:
                data = await channel.fetch(reference)
                key = f"attachment/{one.id}"
                await house.files.put(key, data, one.klass)
            except (FileNotYet, StoreError) as error:
                await self._fetch_later(one, type(error).__name__)
            except FileNever as error:
                log.warning("fetch.never", attachment=one.id, error=type(error).__name__)
                await house.db.write(keeping.file_never, one.id)
            else:
                await house.db.write(keeping.file_here, one.id, key, len(data))
                came += 1
        return came

    async def _fetch_later(self, one: keeping.Wanted, error: str) -> None:
        house = self._house
        if one.tries >= FETCH_GIVE_UP:
            log.error("fetch.gave_up", attachment=one.id, error=error)
            await house.db.write(keeping.file_never, one.id)
            return
        wait = FETCH_AGAIN[min(one.tries, len(FETCH_AGAIN) - 1)]
        due = house.clock() + timedelta(seconds=wait)
        await house.db.write(keeping.file_later, one.id, due)

    def _purge(self, connection: Connection) -> int:
        """Once a day: raw payloads past their retention, and what people asked to have removed."""
        house = self._house
        now = house.clock()
        due = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if not keeping.take_slot(connection, "purge", "all", due, now):
            return 0
        raw = keeping.purge_raw(connection, now - timedelta(days=house.settings.raw_days))
        hidden = keeping.purge_hidden(connection, now - timedelta(days=HIDDEN_DAYS))
        counts = {"raw": raw, "hidden": hidden}
        keeping.note_slot(connection, "purge", "all", due, orjson.dumps(counts).decode())
        log.info("purged", **counts)
        return raw + hidden

