"""How statements reach the database: one writer thread on SQLite, ``run_sync`` on PostgreSQL.

Storage functions take a synchronous ``Connection`` and know nothing of this. On SQLite there are
two engines, a writer (one connection, ``BEGIN IMMEDIATE``) and readers (``query_only``): with one,
a reader waits behind the writer and concurrent read-then-write transactions lose updates.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool, StaticPool

P = ParamSpec("P")
T = TypeVar("T")
Run = Callable[..., Awaitable[Any]]


def normal_url(url: str) -> str:
    """Spell a database address as SQLAlchemy wants it; ``postgres://`` is what platforms give."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+asyncpg://" + url[len(prefix) :]
    return url


class Database:
    """One database and the two ways into it: ``write`` (a transaction) and ``read``."""

    def __init__(self, url: str) -> None:
        self.url = normal_url(url)
        self.sqlite = self.url.startswith("sqlite")
        self._pg: AsyncEngine | None = None
        if self.sqlite:
            path = make_url(self.url).database or ""
            if path in ("", ":memory:"):
                raise ValueError("DATABASE_URL: SQLite needs a file, for readers share it")
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._writer = _sqlite_engine(path, read_only=False)
            self._readers = _sqlite_engine(path, read_only=True)
            self._write_thread = ThreadPoolExecutor(1, "db-writer")
            self._read_threads = ThreadPoolExecutor(2, "db-reader")
        else:
            self._pg = create_async_engine(
                self.url,
                hide_parameters=True,
                pool_size=8,
                max_overflow=0,
                pool_pre_ping=True,
                connect_args={
                    "server_settings": {
                        "enable_seqscan": "off",
                        "jit": "off",
                        "idle_in_transaction_session_timeout": "60000",
                    }
                },
            )

    async def write(
        self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run ``fn(connection, …)`` in one transaction: committed when it returns."""
        if self._pg is not None:
            async with self._pg.begin() as connection:
                return await connection.run_sync(fn, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(
            self._write_thread, lambda: _in_transaction(self._writer, fn, *args, **kwargs)
        )

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Run]:
        """Open a transaction of several steps: ``await run(fn, …)`` for each. PostgreSQL only.

        Raises ``RuntimeError`` on SQLite, where it would hold the only writer.
        """
        if self._pg is None:
            raise RuntimeError("SQLite has one writer: use write()")
        async with self._pg.begin() as connection:
            yield connection.run_sync

    async def read(
        self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run ``fn(connection, …)`` in a transaction that may only read."""
        if self._pg is not None:
            async with self._pg.connect() as connection:
                return await connection.run_sync(fn, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(
            self._read_threads, lambda: _in_transaction(self._readers, fn, *args, **kwargs)
        )

    async def close(self) -> None:
        """Let go of every connection."""
        if self._pg is not None:
            await self._pg.dispose()
            return
        self._read_threads.shutdown(wait=True)
        self._write_thread.shutdown(wait=True)
        self._readers.dispose()
        self._writer.dispose()


def _in_transaction(
    engine: Engine,
    fn: Callable[Concatenate[Connection, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    with engine.begin() as connection:
        return fn(connection, *args, **kwargs)


def _sqlite_engine(path: str, read_only: bool) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        hide_parameters=True,
        poolclass=QueuePool if read_only else StaticPool,
        connect_args={"check_same_thread": False, "timeout": 30, "isolation_level": None},
        **({"pool_size": 2, "max_overflow": 0} if read_only else {}),
    )

    @event.listens_for(engine, "connect")
    def _pragmas(connection: sqlite3.Connection, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA busy_timeout=30000")
        cursor.execute("PRAGMA secure_delete=ON")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def is_passing(error: BaseException) -> bool:
    """Say whether an error is the database's trouble (away, full, locked), not the row's."""
    if isinstance(error, (OSError, asyncio.TimeoutError)):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    original = error.orig
    if isinstance(original, sqlite3.OperationalError):
        return True
    state = getattr(original, "sqlstate", None) or ""
    # 08 connection, 40 serialisation and deadlock, 53 resources, 55 locks, 57 shutdown, 58 disk
    return state[:2] in {"08", "40", "53", "55", "57", "58"}
