"""What the clock does; each job returns counts.

A slot (job, scope, due time) is inserted in the transaction of its work: a missed one is made up
when the process is back, a doubled one conflicts and does nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar

import orjson
import structlog
from sqlalchemy import Connection

from bot.channels.base import FileNever, FileNotYet, FileTooLarge
from bot.house import House
from bot.logs import where
from handlers import cases, posts, promise, rounds
from handlers.answers import expire
from handlers.desk import LETTER_LIFE, Desk
from handlers.partnerships import due_reminders, remind
from storage import answers, keeping, opening, people
from storage.answering import due_cases, lock_due_case, update_case
from storage.database import is_passing
from storage.files import StoreError
from storage.people import write_audit
from storage.types import Say

log = structlog.get_logger()
P = ParamSpec("P")
T = TypeVar("T")

DIGESTS_EVERY = timedelta(seconds=30)
FETCH_AGAIN = (30, 120, 600, 3600)  # seconds, the last repeated
FETCH_GIVE_UP = 40  # tries, some 36 hours
LOOK_EVERY = timedelta(minutes=1)  # for updates that are due
STEP_AGAIN = timedelta(minutes=1)  # after which a case whose step failed is tried again
RosterJob = Callable[[Desk, str], int]
ROSTER_JOBS: dict[str, tuple[int, RosterJob]] = {  # local hour, and what is done then
    "moved": (0, posts.move_matters),
    "duties-end": (8, posts.warn),
    "slipped": (17, posts.slip),
}
HIDDEN_DAYS = 7  # after which what its writer hid is removed (class S: by safeguarding)


class Clock:
    """Does what is due, a look a second."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._roster_again = datetime.min.replace(tzinfo=UTC)
        self._looked = datetime.min.replace(tzinfo=UTC)  # when reminders were last looked for
        self._digests_at: datetime | None = None  # when it was last looked who is to have one
        self._purged: datetime | None = None  # the day of which the purge is known to be done

    async def run(self, stop: asyncio.Event) -> None:
        """Look at the clock until told to stop."""
        while not stop.is_set():
            try:
                await self.once()
            except Exception as error:  # noqa: BLE001 - the clock goes on, and says so
                log.error("clock.failed", error=type(error).__name__, at=where(error))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await stop.wait()

    async def once(self) -> dict[str, int]:
        """Do all that is due now."""
        counts = await self._cases()
        counts["unsent"] = await self._drafts()
        counts["reminded"] = await self._remind()
        counts["fetched"] = await self._fetch()
        counts["digests"] = await self.digests()
        counts["purged"] = await self._purge()
        counts |= await self._roster()
        return counts

    async def _alone(
        self,
        what: str,
        id: str,
        work: Callable[Concatenate[Desk, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Do one thing of many in a transaction of its own; None where it failed.

        One that fails must not stop the others, nor the jobs behind them.
        """
        try:
            return await self._house.at_desk(work, *args, **kwargs)
        except Exception as error:
            if is_passing(error):
                raise
            log.error(f"clock.{what}_failed", id=id, error=type(error).__name__, at=where(error))
            return None

    async def _cases(self) -> dict[str, int]:
        """Climb the ladder where nobody said "mine"; ask whether it works; free what lapsed."""
        house = self._house
        counts = {"climbed": 0, "asked": 0, "lapsed": 0}
        for id in await house.db.read(due_cases, house.clock()):
            if await self._alone("case", id, _step, id, counts) is None:
                later = house.clock() + STEP_AGAIN
                await house.db.write(update_case, id, next_step_at=later)
        return counts

    async def _drafts(self) -> int:
        """Tell those who never said yes to their own answer that it did not go; how many."""
        house = self._house
        unsent = 0
        for id in await house.db.read(answers.due_drafts, house.clock()):
            unsent += await self._alone("draft", id, expire, id) is not None
        return unsent

    async def _roster(self) -> dict[str, int]:
        """Once a local day for each country: what has lost its owner moves (after midnight), ends
        of duties are announced (in the morning), reporters hear of promises that slip (at five).
        """
        house = self._house
        counts = dict.fromkeys(ROSTER_JOBS, 0)
        now = house.clock()
        if now < self._roster_again:
            return counts
        # Every country's local hour begins on a quarter of ours.
        quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
        self._roster_again = quarter + timedelta(minutes=15)
        for country in dict.fromkeys(["", *await house.db.read(people.staff_countries)]):
            here = promise.local(now, country)
            for name, (hour, work) in ROSTER_JOBS.items():
                due = here.replace(hour=hour, minute=0, second=0, microsecond=0)
                due = due if due <= here else due - timedelta(days=1)
                due = due.astimezone(UTC)
                if await house.db.read(keeping.slot_taken, name, country, due):
                    continue
                done = await self._alone(name, country, _roster_job, name, country, due, work)
                counts[name] += done or 0
                if done is None:
                    self._roster_again = now
        return counts

    async def _remind(self) -> int:
        """Remind managers of updates that are due, a look a minute; how many were told."""
        house = self._house
        now = house.clock()
        if now - self._looked < LOOK_EVERY:
            return 0
        self._looked = now
        told = 0
        for one in await house.db.read(due_reminders, now):
            told += bool(await self._alone("reminder", one.staff_id, remind, one))
        return told

    async def digests(self) -> int:
        """Send the digests that are due, some people at a time; how many."""
        house = self._house
        now = house.clock()
        if self._digests_at is not None and timedelta() <= now - self._digests_at < DIGESTS_EVERY:
            return 0
        sent, kept = 0, dict[Hashable, object]()
        for batch in await house.db.read(rounds.due, now):
            sent += (
                await self._alone("digests", batch.due.isoformat(), rounds.send, batch, kept) or 0
            )
        self._digests_at = now  # not where the database was away: then the next look is at once
        if sent:
            log.info("digests", sent=sent)
        return sent

    async def _fetch(self) -> int:
        """Fetch files that a provider could not give before; how many came."""
        house = self._house
        wanted = await house.db.write(keeping.due_files, house.clock(), 10)
        came = 0
        for one in wanted:
            channel = house.channels.get(one.channel)
            if channel is None:
                continue
            key = f"attachment/{one.id}"
            try:
                reference = house.keys.open_text(
                    one.reference_sealed, "attachment.reference", one.id
                )
                data = await channel.fetch(reference)
                await house.files.put(key, data, one.klass)
            except (FileNotYet, StoreError) as error:
                await self._fetch_later(one, type(error).__name__)
            except FileNever as error:
                log.warning("fetch.never", attachment=one.id, error=type(error).__name__)
                await house.at_desk(_file_never, one.id, error)
            except Exception as error:  # noqa: BLE001 - a bug must not hold up the other files
                kind = type(error).__name__
                log.error("fetch.broken", attachment=one.id, error=kind, at=where(error))
                await self._fetch_later(one, kind)
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

    async def _purge(self) -> int:
        """Once a day: raw payloads past their retention, and what people asked to have removed."""
        house = self._house
        now = house.clock()
        due = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if due == self._purged:
            return 0
        if await house.db.read(keeping.slot_taken, "purge", "all", due):
            self._purged = due
            return 0
        hidden_before = now - timedelta(days=HIDDEN_DAYS)
        ended = await house.db.read(opening.due_removals, now.date())
        keys = await house.db.read(keeping.hidden_files, hidden_before)
        for country in ended:
            keys += await house.db.read(opening.country_files, country)
        # Files go first: a row without its file can be purged again, a file without its row not.
        for key in keys:
            try:
                await house.files.remove(key)
            except FileNotFoundError:
                continue
            except StoreError as error:
                log.error("purge.file_left", error=type(error).__name__)
                return 0
        return await house.db.write(self._purge_rows, due, now, hidden_before, ended)

    def _purge_rows(
        self,
        connection: Connection,
        due: datetime,
        now: datetime,
        hidden_before: datetime,
        ended: Sequence[str],
    ) -> int:
        house = self._house
        if not keeping.take_slot(connection, "purge", "all", due, now):
            return 0
        raw = keeping.purge_raw(connection, now - timedelta(days=house.settings.raw_days))
        hidden = keeping.purge_hidden(connection, house.keys, hidden_before)
        answers.forget_drafts(connection, now - LETTER_LIFE)
        counts = {"raw": raw, "hidden": hidden}
        for country in ended:  # what is said after that, too
            counts[country] = opening.remove_country(connection, house.keys, country).total
            told = str(counts[country])
            write_audit(connection, "machine", "remove-country", country, now, told)
        keeping.note_slot(connection, "purge", "all", due, orjson.dumps(counts).decode())
        log.info("purged", **counts)
        return sum(counts.values())


def _step(desk: Desk, id: str, counts: dict[str, int]) -> bool:
    """Take the step that a case is due; True, also where another process was faster."""
    matter = lock_due_case(desk.connection, id, desk.now)
    if matter is None:
        return True
    if matter.next_step == "ladder" and matter.owner_id is None:
        counts["climbed"] += cases.climb(desk, matter)
    elif matter.next_step == "ask_fixed":
        counts["asked"] += cases.ask_fixed(desk, matter)
    elif matter.next_step in ("act", "ladder"):
        cases.lapse(desk, matter)
        counts["lapsed"] += 1
    else:
        update_case(desk.connection, matter.id, next_step_at=None)
    return True


def _roster_job(desk: Desk, name: str, country: str, due: datetime, work: RosterJob) -> int:
    if not keeping.take_slot(desk.connection, name, country, due, desk.now):
        return 0
    count = work(desk, country)
    counts = orjson.dumps({name: count}).decode()
    keeping.note_slot(desk.connection, name, country, due, counts)
    return count


def _file_never(desk: Desk, id: str, error: FileNever) -> None:
    """Give a file up; who sent one that is too large is asked for a shorter one, or words."""
    keeping.file_never(desk.connection, id)
    sender = keeping.sender_of_file(desk.connection, id)
    if isinstance(error, FileTooLarge) and sender is not None and sender.stopped_at is None:
        language = desk.language(sender)
        desk.push(sender.id, sender.channel, language, Say("file-too-large"), f"file:{id}")
