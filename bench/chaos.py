"""Kill a replay again and again in the middle of its work, and count what is left.

A file of messages goes through the whole journey once undisturbed and once under SIGKILL: started,
killed at a random moment, started again, until it is through. Nothing may be lost, nothing handled
twice, and the killed run's account must be that of the undisturbed one, name by name. The last line
printed is one JSON object with every figure.

A lease that a dead sender held runs out after a minute; here the row is aged by that minute, so
that the run does not wait for it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, func, select, update
from sqlalchemy.exc import DBAPIError

from bench.replay import environment, invented
from storage.database import Database
from storage.pipe import LEASE
from storage.schema import (
    address,
    case,
    case_event,
    departing,
    inbox,
    message,
    outbox,
    set_aside,
    submission,
    waiting,
)

ROOT: Final = Path(__file__).resolve().parent.parent
COUNTRY: Final = "HT"
LOOK_EVERY: Final = 0.003  # seconds between two looks from outside
# What an account says of the run and not of the messages.
OF_THE_RUN: Final = frozenset({"seconds", "per_second"})


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a replay has come, as seen from outside."""

    stored: int = 0
    tried: int = 0  # messages in the hands of a worker, or of one that died
    handled: int = 0
    leased: int = 0  # letters in the hands of a sender
    sent: int = 0

    @property
    def progress(self) -> int:
        """Steps done: each message is stored and handled, most are answered."""
        return self.stored + self.handled + self.sent


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is left after the last run; all but the first two and ``set_aside`` must be 0."""

    stored: int
    handled: int
    set_aside: int
    lost: int
    doubled: int
    waiting: int
    unsent: int


@dataclass
class Rig:
    """A replay in a process of its own that can be killed; ``url`` empty: SQLite in ``folder``."""

    file: Path
    folder: Path
    url: str = ""
    kills: int = 0
    last_words: str = ""
    _database: Database = field(init=False)

    def __post_init__(self) -> None:
        self._path = self.folder / "replay.db"
        self._database = Database(self.url or f"sqlite:///{self._path}")

    async def close(self) -> None:
        """Let go of the database."""
        await self._database.close()

    async def start(self) -> asyncio.subprocess.Process:
        """Start the replay, from nothing or from where it was killed."""
        more = {"LOG_LEVEL": "ERROR", "PYTHONPATH": str(ROOT)}
        if self.url:
            more |= {"DATABASE_URL": self.url, "SECRET_KEY": "a secret of the rehearsals"}
        command = ["-m", "bot", "replay", str(self.file), "--country", COUNTRY, "--json"]
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *command,
            cwd=self.folder,
            env=environment(str(self.folder), **more),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def look(self) -> Seen:
        """Count from outside how far it has come."""
        if not self.url and (not self._path.exists() or not self._path.stat().st_size):
            return Seen()
        try:
            return await self._database.read(_look)
        except DBAPIError:  # the tables are not there yet
            return Seen()

    async def run_until(self, reached: Callable[[Seen], bool]) -> bool:
        """Start it and kill it once ``reached``; True if it was killed, False if it was through."""
        process = await self.start()
        ended = asyncio.create_task(process.communicate())
        try:
            while not ended.done() and not reached(await self.look()):
                await asyncio.wait({ended}, timeout=LOOK_EVERY)
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGKILL)
        out, err = await ended
        if process.returncode == -signal.SIGKILL:
            self.kills += 1
            await self.age_leases()
            return True
        if process.returncode:
            raise RuntimeError(f"replay ended with {process.returncode}: {err.decode()[-2000:]}")
        self.last_words = out.decode().strip().splitlines()[-1]
        return False

    async def finish(self) -> dict[str, Any]:
        """Run it to its end and give its account, without what is of this run only."""
        await self.run_until(lambda _: False)
        account: dict[str, Any] = json.loads(self.last_words)
        return {name: value for name, value in account.items() if name not in OF_THE_RUN}

    async def age_leases(self) -> None:
        """Let the minute of a dead sender's lease be over."""
        try:
            await self._database.write(_age_leases)
        except DBAPIError:
            if (await self.look()).stored:
                raise  # the tables were there

    async def verdict(self, rows: int) -> Verdict:
        """Count what is lost and what was done twice."""
        return await self._database.read(_verdict, rows)


@asynccontextmanager
async def rig(file: Path, folder: Path, url: str = "") -> AsyncIterator[Rig]:
    """Set up a replay that can be killed."""
    made = Rig(file, folder, url)
    try:
        yield made
    finally:
        await made.close()


def _count(connection: Connection, table: Any, *where: Any) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def _look(connection: Connection) -> Seen:
    return Seen(
        stored=_count(connection, inbox),
        tried=_count(connection, waiting, waiting.c.tries > 0),
        handled=_count(connection, message),
        leased=_count(connection, departing, departing.c.leased_until.is_not(None)),
        sent=_count(connection, outbox, outbox.c.state == "sent"),
    )


def _age_leases(connection: Connection) -> None:
    rows = connection.execute(
        select(departing.c.id, departing.c.leased_until).where(
            departing.c.leased_until.is_not(None)
        )
    ).all()
    for row in rows:
        connection.execute(
            update(departing)
            .where(departing.c.id == row.id)
            .values(leased_until=row.leased_until - LEASE - timedelta(seconds=1))
        )


def _verdict(connection: Connection, rows: int) -> Verdict:
    """Every row has a sender of its own: one message, one matter and one reply each."""

    def beyond_one(column: Any) -> int:
        query = select(func.count()).select_from(column.table).group_by(column)
        return sum(count - 1 for count in connection.execute(query).scalars())

    ours = address.c.staff_id.is_(None)
    replies = connection.execute(
        select(func.count())
        .select_from(outbox.join(address, address.c.id == outbox.c.address_id))
        .where(ours)
        .group_by(outbox.c.address_id)
    ).scalars()
    opened = Counter(
        connection.execute(
            select(case_event.c.case_id).where(case_event.c.kind == "opened")
        ).scalars()
    )
    cases = set(connection.execute(select(case.c.id)).scalars())
    handled, aside = _count(connection, message), _count(connection, set_aside)
    left = _count(connection, waiting)
    return Verdict(
        stored=_count(connection, inbox),
        handled=handled,
        set_aside=aside,
        lost=rows - handled - aside - left + len(cases - opened.keys()),
        doubled=beyond_one(message.c.address_id)
        + beyond_one(submission.c.address_id)
        + beyond_one(case.c.number)
        + beyond_one(inbox.c.event_key)
        + sum(count - 1 for count in replies)
        + sum(count - 1 for count in opened.values()),
        waiting=left,
        unsent=_count(connection, departing),
    )


def write_file(path: Path, count: int) -> Path:
    """Write a TSV of invented messages, one sender a row."""
    path.write_text("text\n" + "\n".join(invented(count)) + "\n", encoding="utf-8")
    return path


# The command --------------------------------------------------------------------------------------


async def chaos(count: int, kills: int, folder: Path, seed: int, url: str) -> dict[str, Any]:
    """Run it undisturbed, then under ``kills`` kills; the figures."""
    file = write_file(folder / "messages.tsv", count)
    (folder / "calm").mkdir()
    (folder / "storm").mkdir()
    async with rig(file, folder / "calm") as calm:
        wanted = await calm.finish()
        steps = (await calm.look()).progress
    dice = random.Random(seed)
    started = time.monotonic()
    where: Counter[str] = Counter()
    async with rig(file, folder / "storm", url) as storm:
        for left in range(kills, 0, -1):
            before = (await storm.look()).progress
            step = dice.uniform(1, max(2.0, (steps - before) / (left + 1)))
            delay = dice.expovariate(1 / 0.03)
            if not await storm.run_until(_after(before + step, delay)):
                break
            seen = await storm.look()
            where[_phase(seen, count)] += 1
            print(
                f"  kill {storm.kills:>3}   stored {seen.stored:>6}   handled {seen.handled:>6}   "
                f"sent {seen.sent:>6}   {_phase(seen, count)}",
                flush=True,
            )
        account = await storm.finish()
        verdict = await storm.verdict(count)
        done = storm.kills
    return {
        "database": "postgresql" if url else "sqlite",
        "messages": count,
        "kills": done,
        **{f"killed_{name}": where[name] for name in ("storing", "handling", "sending")},
        **asdict(verdict),
        "same_account": account == wanted,
        "seconds": round(time.monotonic() - started, 1),
        "seed": seed,
    }


def _after(place: float, delay: float) -> Callable[[Seen], bool]:
    """Say yes a moment after the progress was reached."""
    since: float | None = None

    def reached(seen: Seen) -> bool:
        nonlocal since
        if since is None and seen.progress >= place:
            since = time.monotonic()
        return since is not None and time.monotonic() - since >= delay

    return reached


def _phase(seen: Seen, count: int) -> str:
    if seen.stored < count:
        return "storing"
    return "handling" if seen.handled < count else "sending"


def main() -> None:
    """Run it, print a table, and end with one line of JSON; status 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument(
        "--database-url",
        default=os.environ.get("DATABASE_URL", ""),
        help="an empty PostgreSQL database; without it: SQLite",
    )
    given = parser.parse_args()
    print(f"{given.messages} messages, {given.kills} kills, seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="baraza-chaos-") as folder:
        figures = asyncio.run(
            chaos(given.messages, given.kills, Path(folder), given.seed, given.database_url)
        )
    print()
    for name, value in figures.items():
        print(f"  {name:<18} {value}")
    print(json.dumps(figures))
    wrong = any(figures[name] for name in ("lost", "doubled", "waiting", "unsent"))
    if wrong or not figures["same_account"] or figures["stored"] != given.messages:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
