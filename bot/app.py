"""The composition root: the only place where objects are wired together.

``open_house`` builds what lives as long as the process; ``Running`` runs the parts a process was
asked for, watches over them, and ends them within ten seconds of SIGTERM.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from functools import partial

import structlog
from aiohttp import web

from bot.channels.base import Channel
from bot.channels.external import External
from bot.channels.intake import Intake
from bot.channels.terminal import Terminal
from bot.channels.web import Web
from bot.doorbell import Doorbell
from bot.house import Clock, House, now
from bot.jobs import Clock as ClockJobs
from bot.logs import where
from bot.receive import Acceptor, Worker
from bot.send import Sender
from bot.settings import Settings
from bot.web.app import make_app
from storage import migrate
from storage.crypto import Keys
from storage.database import Database
from storage.files import Files

log = structlog.get_logger()

PARTS = ("web", "worker")
END_WITHIN = 8.0  # seconds for the parts to end after SIGTERM


class BadSetting(Exception):
    """A setting that cannot work; the message names it and says what to do."""


def secret_of(settings: Settings) -> str:
    """Give the installation's secret; on one machine it is made once and kept in DATA_DIR.

    Raises ``BadSetting`` where several processes would each make their own.
    """
    given = settings.secret_key.get_secret_value()
    if given:
        if len(given) < 16:
            raise BadSetting("SECRET_KEY: too short; give at least 16 characters")
        return given
    if settings.database_url and not settings.database_url.startswith("sqlite"):
        raise BadSetting("SECRET_KEY: must be set where DATABASE_URL is, the same in every process")
    path = settings.data_dir / "secret.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        # Written beside and linked into place: a reader never sees half a secret.
        draft = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        finally:
            draft.unlink()
    return path.read_text()


def channels_of(settings: Settings, house: House) -> dict[str, Channel]:
    """Set up the channels that the settings name; web, terminal and intake are always there."""
    channels: dict[str, Channel] = {"web": Web(), "terminal": Terminal(), "intake": Intake()}
    if settings.telegram_token.get_secret_value():
        from bot.channels.telegram import Telegram

        channels["telegram"] = Telegram(
            settings.telegram_token.get_secret_value(),
            settings.telegram_api_url,
            webhook_secret=settings.telegram_webhook_secret.get_secret_value(),
            public_url=settings.public_url,
            open_file=house.files.get,
        )
    if settings.external_secret.get_secret_value():
        channels["external"] = External(
            settings.external_secret.get_secret_value(),
            settings.external_send_url,
            settings.country,
            settings.external_inbound_cost,
        )
    if settings.smtp_url.get_secret_value():
        from bot.channels.email import Email

        try:
            channels["email"] = Email(settings.smtp_url.get_secret_value(), settings.mail_from)
        except ValueError as error:
            raise BadSetting(str(error)) from error
    return channels


def build(settings: Settings, clock: Clock = now) -> House:
    """Build a house without opening it. Raises ``BadSetting``."""
    keys = Keys(secret_of(settings), settings.sealed_key.get_secret_value())
    try:
        db = Database(settings.database)
        files = Files(settings.files, keys)
    except (ValueError, OSError) as error:
        raise BadSetting(f"DATABASE_URL, FILES_URL or DATA_DIR: {error}") from error
    house = House(settings, keys, db, files, Doorbell(settings.redis_url), clock)
    house.channels = channels_of(settings, house)
    return house


@contextlib.asynccontextmanager
async def open_house(
    settings: Settings, *, clock: Clock = now, migrate_first: bool = True
) -> AsyncIterator[House]:
    """Open the database (brought to this version, or checked) and the doorbell; close both after.

    Raises ``storage.migrate.NotMigrated``, ``BadSetting``.
    """
    house = build(settings, clock)
    try:
        if migrate_first:
            await house.db.write(migrate.migrate)
        else:
            await house.db.read(migrate.require)
        await house.doorbell.open()
        house.accept = Acceptor(house).accept
        yield house
    finally:
        for channel in house.channels.values():
            await channel.close()
        await house.doorbell.close()
        await house.db.close()


class Running:
    """The parts of a process while they run."""

    def __init__(self, house: House, parts: Iterable[str] = PARTS) -> None:
        self._house = house
        self._parts = tuple(parts)
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def __aenter__(self) -> Running:
        house = self._house
        # What is loaded now stays; a batch makes many small objects that die with it.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        if "web" in self._parts:
            self._runner = web.AppRunner(
                make_app(house), access_log=None, handle_signals=False, shutdown_timeout=3.0
            )
            await self._runner.setup()
            site = web.TCPSite(self._runner, house.settings.host, house.settings.port)
            try:
                await site.start()
            except OSError as error:
                await self._runner.cleanup()
                raise BadSetting(
                    f"PORT: {house.settings.port} on {house.settings.host} cannot be used "
                    f"({error.strerror}); set another, for example PORT=8081"
                ) from error
            self.port = self._runner.addresses[0][1]
        if "worker" in self._parts:
            self._watch("worker", Worker(house).run)
            self._watch("sender", Sender(house).run)
            self._watch("clock", ClockJobs(house).run)
            for channel in house.channels.values():
                self._watch(f"channel.{channel.name}", partial(_poll, house, channel))
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._stop.set()
        for topic in ("inbox", "outbox"):
            self._house.doorbell.ring(topic)
        if self._runner is not None:
            await self._runner.cleanup()
        if self._tasks:
            _done, late = await asyncio.wait(self._tasks, timeout=END_WITHIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _watch(self, name: str, run: Callable[[asyncio.Event], Awaitable[None]]) -> None:
        self._tasks.append(asyncio.create_task(self._again(name, run), name=name))

    async def _again(self, name: str, run: Callable[[asyncio.Event], Awaitable[None]]) -> None:
        """Run a part; one that fails is started again after a pause."""
        while not self._stop.is_set():
            task = asyncio.ensure_future(run(self._stop))
            ended = asyncio.ensure_future(self._stop.wait())
            await asyncio.wait({task, ended}, return_when=asyncio.FIRST_COMPLETED)
            ended.cancel()
            if not task.done():
                if name.startswith("channel."):
                    task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                return
            error = task.exception()
            if error is None:
                return
            log.error("part.failed", part=name, error=type(error).__name__, at=where(error))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(5):
                    await self._stop.wait()

    async def until_told(self) -> None:
        """Wait for SIGTERM or SIGINT."""
        loop = asyncio.get_running_loop()
        told = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, told.set)
        await told.wait()


async def _poll(house: House, channel: Channel, _stop: asyncio.Event) -> None:
    assert house.accept is not None
    await channel.run(house.accept)
